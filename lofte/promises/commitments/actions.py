"""What each party promises, with its target as it is said, and what shall be measured."""

from typing import Any, cast

from django.db.models import F, Max
from django.utils import timezone

from lofte.audit.actions import Actor, action, record
from lofte.audit.refusals import Refused
from lofte.people.free_text import checked
from lofte.places.models import Kommun
from lofte.promises.commitments.asked import asked_columns, kommuner_of
from lofte.promises.commitments.models import Commitment, Indicator
from lofte.promises.commitments.reading import facts_of, parties_of
from lofte.promises.inputs import CommitmentFacts, IndicatorFacts
from lofte.promises.ledger import note
from lofte.promises.measures.models import Measure
from lofte.promises.models import Promise
from lofte.promises.signed import signed_version
from lofte.promises.states import (
    ChangedMeanwhile,
    Comparator,
    IndicatorKind,
    check_writable,
)
from lofte.promises.targets import check_target
from lofte.promises.texts import columns
from lofte.statistics.models import Series

CHANGED = (
    "Någon annan hann ändra åtagandet. Inget av ditt sparades, men det du skrev finns kvar i "
    "formuläret. Läs det nya och försök igen."
)
_APART = ("parties", "places", "target")


@action
def add_commitment(*, promise: Promise, facts: CommitmentFacts, by: Actor) -> Commitment:
    """One more point of the promise. Raises WrongState, Refused."""
    _hold(promise)
    rows = Commitment.objects.unscoped("the next number").filter(promise=promise)
    number = (rows.aggregate(n=Max("number"))["n"] or 0) + 1
    commitment = Commitment.objects.create(
        promise=promise, number=number, **_columns(facts, promise)
    )
    _relate(commitment, facts)
    note("commitment.added", promise, by=by, target=commitment)
    return commitment


@action
def change_commitment(
    *, commitment: Commitment, facts: CommitmentFacts, version: int, by: Actor
) -> Commitment:
    """Raises WrongState, ChangedMeanwhile, Refused."""
    promise = commitment.promise
    _hold(promise)
    rows = Commitment.objects.unscoped("the commitment at hand")
    rows = rows.filter(pk=commitment.pk, version=version, removed_at=None)
    if not rows.update(**_columns(facts, promise), version=F("version") + 1):
        raise ChangedMeanwhile(CHANGED)
    commitment.refresh_from_db()
    _relate(commitment, facts)
    note("commitment.changed", promise, by=by, target=commitment)
    return commitment


def _hold(promise: Promise) -> None:
    """The promise as it is now, held: nobody freezes it while its points change."""
    rows = Promise.objects.unscoped("held while its points change").select_for_update()
    check_writable(rows.get(pk=promise.pk).state)


def _columns(facts: CommitmentFacts, promise: Promise) -> dict[str, Any]:
    told = columns(facts, promise.kommun, leave=_APART)
    if not told["text"]:
        raise Refused("Skriv vad ni lovar. Ingenting sparades.")
    target = facts.target
    check_target(target, due=facts.due)
    _check_measure(facts.measure)
    _check_continues(facts.continues, promise)
    _check_parties(facts, promise)
    return told | {
        "joint": not facts.parties,
        "target_kind": target.kind,
        "comparator": target.comparator,
        "target_value": target.value,
        "per": target.per,
        "unit": checked(target.unit),
    }


def _check_parties(facts: CommitmentFacts, promise: Promise) -> None:
    rows = promise.promise_parties.unscoped("who takes part")
    taking_part = set(rows.values_list("party", flat=True))
    for party in facts.parties:
        if party.pk not in taking_part:
            raise Refused(
                f"{party} står inte som part i löftet. Ingenting sparades. Lägg till parten först."
            )
        if party.closed_on is not None:
            raise Refused(
                f"{party} är stängd sedan {party.closed_on} och kan inte lova något nytt. "
                "Ingenting sparades. Välj den part som har tagit över."
            )


def _check_measure(measure: Measure | None) -> None:
    if measure is None:
        return
    causes = measure.causes.unscoped("are its problems still there?")
    merged = causes.exclude(problem__merged_into=None).select_related("problem__merged_into")
    for cause in merged:
        raise Refused(
            f"Åtgärden ”{measure}” rör ett problem som är sammanslaget med "
            f"”{cause.problem.merged_into}”. Ingenting sparades. Koppla åtgärden till det "
            "problemet först."
        )


def _check_continues(earlier: Commitment | None, promise: Promise) -> None:
    if earlier is not None and earlier.promise.first_day >= promise.first_day:
        raise Refused("Ett åtagande kan bara fortsätta ett från ett tidigare löfte.")


def _relate(commitment: Commitment, facts: CommitmentFacts) -> None:
    commitment.parties.clear()
    commitment.parties.add(*facts.parties)
    commitment.places.clear()
    commitment.places.add(*facts.places)


@action
def remove_commitment(*, commitment: Commitment, by: Actor) -> Commitment:
    """Taken out of the draft; earlier signed versions still hold it, and so do its figures."""
    _hold(commitment.promise)
    commitment.removed_at = timezone.now()
    commitment.save(update_fields=["removed_at"])
    note("commitment.removed", commitment.promise, by=by, target=commitment)
    return commitment


@action
def add_indicator(
    *,
    facts: IndicatorFacts,
    by: Actor,
    commitment: Commitment | None = None,
    measure: Measure | None = None,
) -> Indicator:
    """What shall be measured of a commitment or of a measure. Raises Refused."""
    if commitment is not None:
        _hold(commitment.promise)
    kommun = _kommun_of(commitment, measure)
    told = columns(facts, kommun, leave=("asked",))
    if not told["name"] or told["kind"] not in IndicatorKind.values:
        raise Refused("Skriv vad som mäts och om det är utfört eller effekt. Ingenting sparades.")
    if told["comparator"] not in ("", *Comparator.values):
        raise Refused(f"”{told['comparator']}” är inget jämförelseord. Ingenting sparades.")
    if (facts.baseline or 0) < 0 or (facts.events or 0) < 0:
        raise Refused("En nollmätning och ett antal händelser kan inte vara under noll.")
    if facts.series is not None:
        told |= _followed(facts.series, told, commitment, kommun)
    if facts.asked is not None:
        told |= asked_columns(facts.asked, facts, kommuner_of(commitment, kommun))
    indicator = Indicator.objects.create(commitment=commitment, measure=measure, **told)
    record("indicator.added", indicator, by=by, kommun_code=kommun.code, kind=indicator.kind)
    return indicator


def _followed(
    series: Series, told: dict[str, Any], commitment: Commitment | None, kommun: Kommun
) -> dict[str, Any]:
    """What the series knows of itself, where nobody said otherwise. Raises Refused."""
    if series.source.kommun not in kommuner_of(commitment, kommun):
        raise Refused("Serien hör till en annan kommun. Ingenting sparades.")
    return {
        "series_area": told["series_area"] or kommun.code,
        "unit": told["unit"] or series.unit,
        "source": told["source"] or f"{series.source} ({series.code})"[:200],
    }


def _kommun_of(commitment: Commitment | None, measure: Measure | None) -> Kommun:
    if commitment is not None:
        return commitment.promise.kommun
    return cast("Measure", measure).kommun  # one of the two: the database holds it


@action
def remove_indicator(*, indicator: Indicator, by: Actor) -> None:
    """Taken out of the text being written. What was ever signed is marked, never deleted: what it
    showed, its planned test and the answers stay.
    """
    commitment = indicator.commitment
    if commitment is not None:
        _hold(commitment.promise)
    kommun = _kommun_of(commitment, indicator.measure)
    record("indicator.removed", indicator, by=by, kommun_code=kommun.code)
    rows = Indicator.objects.unscoped("the indicator at hand").filter(pk=indicator.pk)
    if commitment is not None and signed_version(commitment.promise) is not None:
        rows.update(removed_at=timezone.now())
    else:
        rows.delete()


@action
def carry_over(*, commitment: Commitment, into: Promise, by: Actor) -> Commitment:
    """Write a commitment of an earlier promise into the draft, as a continuation. It may then be
    sharpened; the judgement of the earlier one is asked for before the new promise is frozen.
    """
    rows = Commitment.objects.unscoped("carried before?")
    if rows.filter(promise=into, continues=commitment, removed_at=None).exists():
        raise Refused("Åtagandet finns redan i utkastet. Inget ändrades.")
    facts, named = facts_of(commitment, into), parties_of(commitment)
    if named and not facts.parties:
        raise Refused(
            f"{', '.join(party.name for party in named)} lovade åtagandet, men är stängd eller "
            "inte med i utkastet. Inget ändrades. Lägg till den part som har tagit över och skriv "
            "åtagandet på nytt; välj under ”Fortsätter” vad det fortsätter."
        )
    return add_commitment(promise=into, facts=facts, by=by)
