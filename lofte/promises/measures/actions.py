"""Measures: what is done about a cause, by whom, when, and what it is expected to lead to."""

from typing import Any

from django.db.models import F
from django.utils import timezone

from lofte.audit.actions import Actor, action, record
from lofte.audit.refusals import Refused
from lofte.places.models import Kommun
from lofte.promises.inputs import MeasureFacts
from lofte.promises.measures.models import Measure
from lofte.promises.states import ChangedMeanwhile, MeasureKind
from lofte.promises.taking_part import check_takes_part
from lofte.promises.texts import columns

_APART = ("causes", "places")


@action
def add_measure(*, kommun: Kommun, facts: MeasureFacts, by: Actor) -> Measure:
    """Raises Refused."""
    measure = Measure.objects.create(kommun=kommun, **_columns(facts, kommun))
    _relate(measure, facts)
    record("measure.added", measure, by=by)
    return measure


@action
def change_measure(*, measure: Measure, facts: MeasureFacts, version: int, by: Actor) -> Measure:
    """Raises ChangedMeanwhile, Refused."""
    rows = Measure.objects.unscoped("the measure at hand")
    rows = rows.filter(pk=measure.pk, version=version, closed_at=None)
    if not rows.update(**_columns(facts, measure.kommun), version=F("version") + 1):
        raise ChangedMeanwhile(
            "Någon annan hann ändra eller avsluta åtgärden. Inget av ditt sparades, men det du "
            "skrev finns kvar i formuläret."
        )
    measure.refresh_from_db()
    _relate(measure, facts)
    record("measure.changed", measure, by=by)
    return measure


def _columns(facts: MeasureFacts, kommun: Kommun) -> dict[str, Any]:
    told = columns(facts, kommun, leave=_APART)
    if not told["text"] or told["kind"] not in MeasureKind.values:
        raise Refused("Skriv vad som ska göras och välj ett slag. Ingenting sparades.")
    if told["kind"] == MeasureKind.CAMERA and not told["legal_ground"]:
        raise Refused(
            "Kamerabevakning behöver en rättslig grund (lag 2023:196, 14 §, och "
            "kamerabevakningslagen). Skriv den. Ingenting sparades."
        )
    first, last = facts.first_day, facts.last_day
    if first is not None and last is not None and last < first:
        raise Refused("Åtgärdens sista dag ligger före den första. Ingenting sparades.")
    if facts.party is not None:
        check_takes_part([facts.party], [kommun])
    for cause in facts.causes:
        if cause.problem.kommun_id != kommun.pk or cause.withdrawn_at is not None:
            raise Refused(f"Orsaken ”{cause}” finns inte här längre. Ingenting sparades.")
    return told


def _relate(measure: Measure, facts: MeasureFacts) -> None:
    measure.causes.clear()
    measure.causes.add(*facts.causes)
    measure.places.clear()
    measure.places.add(*facts.places)


@action
def close_measure(*, measure: Measure, by: Actor) -> Measure:
    """No longer done; what was logged and judged is kept."""
    measure.closed_at = timezone.now()
    measure.save(update_fields=["closed_at"])
    record("measure.closed", measure, by=by)
    return measure
