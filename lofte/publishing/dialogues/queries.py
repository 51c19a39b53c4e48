"""Which dialogues have something to tell, and what has been told of them already."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings

from lofte.dialogue.models import Dialogue
from lofte.dialogue.results.queries import with_results
from lofte.dialogue.states import State
from lofte.people.models import User
from lofte.places.models import Kommun
from lofte.publishing import editions
from lofte.publishing.models import Edition

OVER = (State.ENDED, State.CLOSED)  # no more answers come


@dataclass(frozen=True, slots=True)
class Told:
    """A dialogue that takes no more answers, beside its latest open edition."""

    dialogue: Dialogue
    edition: Edition | None


def dialogues_to_tell(kommun: Kommun, viewer: User) -> list[Told]:
    rows = with_results(kommun, viewer).filter(state__in=OVER)
    out = Edition.objects.visible_to(viewer).filter(kommun=kommun, withdrawn_at=None)
    latest = {one.dialogue_id: one for one in out.exclude(dialogue=None).order_by("number")}
    return [Told(row, latest.get(row.pk)) for row in rows]


def told_before(dialogue: Dialogue, kommun: Kommun) -> list[dict[str, Any]]:
    """Every edition of the dialogue that has been out, also those that were withdrawn."""
    shown = editions.editions(settings.EDITIONS_DIR, kommun.slug)
    return [
        one.content
        for one in editions.of_kind(shown, editions.DIALOGUE)
        if one.content["dialogue"] == dialogue.pk
    ]
