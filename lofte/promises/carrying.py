"""From one period to the next: what came before, what still waits for a judgement."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Exists, OuterRef, Prefetch, Q, QuerySet, When

from lofte.places.models import Area, NamedPlace
from lofte.places.swedish import folded
from lofte.promises.commitments.models import Commitment
from lofte.promises.follow_up.models import FollowUp
from lofte.promises.models import Promise, PromiseParty
from lofte.promises.signed import signed_ones
from lofte.promises.states import Voice

WHY = "what came before"


def before(promise: Promise) -> list[Promise]:
    """The signed promises that this one comes after, latest first: the one it says, those whose
    points it continues, and those that had ended in its kommuner and were about the same.
    """
    carried = Commitment.objects.unscoped(WHY).filter(
        promise=promise, removed_at=None, continues__promise=OuterRef("pk")
    )
    named = Q(pk=promise.follows_id) | Q(Exists(carried))
    kommuner = promise.kommuner.unscoped(WHY).values("pk")
    near = Q(kommuner__in=kommuner, last_day__lt=promise.first_day)
    rows = signed_ones(Promise.objects.unscoped(WHY)).filter(named | near).exclude(pk=promise.pk)
    told = rows.annotate(named=Case(When(named, then=True), default=False))
    found = list(told.distinct().prefetch_related(*_around()))
    if not found:
        return []
    mine = _about(promise)
    found = [row for row in found if row.named or mine.shares(_was_about(row))]  # type: ignore[attr-defined]
    return sorted(found, key=lambda row: (row.first_day, row.pk), reverse=True)


def _around() -> list[Any]:
    return [
        Prefetch("areas", Area.objects.unscoped(WHY)),
        Prefetch("places", NamedPlace.objects.unscoped(WHY)),
        Prefetch("promise_parties", PromiseParty.objects.unscoped(WHY)),
    ]


@dataclass(frozen=True, slots=True)
class _About:
    """Where a promise holds and who is in it."""

    words: str
    areas: frozenset[int]
    places: frozenset[int]
    parties: frozenset[int]

    def shares(self, other: "_About") -> bool:
        """The same words, area or place; or the same party, unless both are bound to other areas:
        what is called something else this year is still the same promise.
        """
        if self.words == other.words or self.areas & other.areas or self.places & other.places:
            return True
        apart = self.areas and other.areas
        return not apart and bool(self.parties & other.parties)


def _about(promise: Promise) -> _About:
    """The promise at hand, as it is now."""
    return _About(
        folded(promise.area_text),
        frozenset(promise.areas.unscoped(WHY).values_list("pk", flat=True)),
        frozenset(promise.places.unscoped(WHY).values_list("pk", flat=True)),
        frozenset(promise.promise_parties.unscoped(WHY).values_list("party", flat=True)),
    )


def _was_about(earlier: Promise) -> _About:
    """One that was fetched with what is around it."""
    return _About(
        folded(earlier.area_text),
        frozenset(row.pk for row in earlier.areas.all()),
        frozenset(row.pk for row in earlier.places.all()),
        frozenset(line.party_id for line in earlier.promise_parties.all()),
    )


def judged(commitments: QuerySet[Commitment]) -> dict[int, FollowUp]:
    """The standing judgement (continue, change, stop) of each commitment that has one: that of
    the one who promised, whatever residents or figures say.
    """
    rows = FollowUp.objects.unscoped("the standing judgement").filter(
        commitment__in=commitments, corrected_by=None, voice=Voice.PROMISER
    )
    latest = rows.exclude(judgement="").order_by("on", "pk")
    return {row.commitment_id: row for row in latest if row.commitment_id is not None}


def unjudged(promise: Promise) -> list[Commitment]:
    """Commitments of the promises before that nobody has judged."""
    earlier = before(promise)
    rows = Commitment.objects.unscoped("judged before the next is signed").filter(
        promise__in=earlier, removed_at=None
    )
    known = judged(rows)
    return [row for row in rows.select_related("promise") if row.pk not in known]
