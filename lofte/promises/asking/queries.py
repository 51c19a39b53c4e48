"""Questions that an indicator may be, and dialogues that have answered one and are not read yet."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Q

from lofte.dialogue.models import Dialogue
from lofte.dialogue.results.one import asking_the_same
from lofte.dialogue.results.questions import Item, items
from lofte.dialogue.states import State
from lofte.people.models import User
from lofte.places.models import Kommun
from lofte.promises.commitments.asked import question_of
from lofte.promises.commitments.models import Indicator
from lofte.promises.readings.models import Reading
from lofte.promises.states import MOVING

WHY = "the scheduler serves every kommun"


@dataclass(frozen=True, slots=True)
class Offered:
    """A dialogue with the questions that are answered by choosing."""

    dialogue: Dialogue
    items: list[Item]


def offered(kommuner: Iterable[Kommun], viewer: User) -> list[Offered]:
    """What has been asked, or is being asked now; the latest first."""
    rows = Dialogue.objects.visible_to(viewer).filter(kommun__in=list(kommuner))
    asked = rows.exclude(state=State.DRAFT).select_related("questionnaire", "kommun")
    found = (Offered(row, list(items(row.questionnaire.definition))) for row in asked)
    return [one for one in found if one.items]


def unread(rows: Iterable[Indicator]) -> Iterator[tuple[Indicator, Dialogue]]:
    """Each indicator with every dialogue that has asked the same and that it does not know yet."""
    for row in rows:
        if row.dialogue is None:
            continue
        known = Reading.objects.unscoped(WHY).filter(indicator=row).exclude(dialogue=None)
        has = set(known.values_list("dialogue", flat=True))
        same, answers = question_of(row)
        for dialogue in asking_the_same(row.dialogue, same, answers):
            if dialogue.pk not in has:
                yield row, dialogue


def asking() -> list[Indicator]:
    """Every indicator that is a question and still stands."""
    rows = Indicator.objects.unscoped(WHY).filter(dialogue__isnull=False)
    standing = rows.filter(
        Q(commitment__isnull=False, commitment__removed_at=None, removed_at=None)
        | Q(commitment__promise__state__in=MOVING)
        | Q(measure__isnull=False, measure__closed_at=None, removed_at=None)
    )
    related = ("dialogue__kommun", "commitment__promise__kommun", "measure__kommun")
    return list(standing.select_related(*related).order_by("pk"))
