"""Which dialogues have something to tell, and what has been told of them already."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Max

from lofte.dialogue.feedback.models import Feedback
from lofte.dialogue.feedback.queries import KEEP, LONGEST
from lofte.dialogue.models import Contacts, Dialogue
from lofte.dialogue.results.queries import with_results
from lofte.dialogue.states import OVER
from lofte.people.models import User
from lofte.places.models import Kommun
from lofte.promises.until import promised_until
from lofte.publishing import editions
from lofte.publishing.models import Edition
from lofte.situation.problems.models import Evidence

WHY = "the scheduler serves every kommun"


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


def waiting_for_verdict(today: date) -> set[int]:
    """Dialogues whose addresses are kept longer: what was promised after them is not told of yet.

    A promise is told of by feedback on its last day or later.
    """
    rests: dict[int, set[int]] = defaultdict(set)
    evidence = Evidence.objects.unscoped(WHY).filter(
        dialogue__closes__lt=today - KEEP, dialogue__closes__gte=today - LONGEST
    )
    for dialogue, problem in evidence.order_by().values_list("dialogue", "problem"):
        rests[problem].add(dialogue)
    ends: dict[int, date] = {}
    for problem, last in promised_until(list(rests)).items():
        for dialogue in rests[problem]:
            ends[dialogue] = max(ends.get(dialogue, last), last)
    told = Feedback.objects.unscoped(WHY).filter(dialogue__in=list(ends)).order_by()
    latest = dict(told.values_list("dialogue").annotate(last=Max("told_on")))
    return {pk for pk, last in ends.items() if latest.get(pk, date.min) < last}


def to_tell_onward(kommun: Kommun, viewer: User) -> list[Dialogue]:
    """Dialogues with addresses left, whose promise has been told of later than they were."""
    left = Contacts.objects.visible_to(viewer).filter(dialogue__kommun=kommun)
    has_address = {row.dialogue_id for row in left if any(entry[1] for entry in row.entries)}
    if not has_address:
        return []
    shown = editions.editions(settings.EDITIONS_DIR, kommun.slug)
    promised: dict[int, str] = {}
    for one in editions.of_kind(shown, editions.PROMISE):
        if one.is_open:
            for pk in has_address.intersection(one.content.get("dialogues", ())):
                promised[pk] = max(promised.get(pk, ""), one.content["published"])
    told = Feedback.objects.visible_to(viewer).filter(dialogue__in=list(promised)).order_by()
    latest = dict(told.values_list("dialogue").annotate(last=Max("told_on")))
    behind = [pk for pk, day in promised.items() if pk in latest and str(latest[pk]) < day]
    return list(Dialogue.objects.visible_to(viewer).filter(pk__in=behind).order_by("closes"))
