"""From one period to the next: what came before, what still waits for a judgement."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Exists, OuterRef, Prefetch, Q, QuerySet, When

from lofte.places.models import Area, NamedPlace
from lofte.places.swedish import folded
from lofte.promises.commitments.models import Commitment
from lofte.promises.follow_up.models import FollowUp
from lofte.promises.models import Promise, PromiseParty
from lofte.promises.signed import (
    Document,
    as_signed,
    may_hold,
    signed_ones,
    texts_beside,
    that_hold,
)
from lofte.promises.states import MOVING, Voice

WHY = "what came before"


@dataclass(frozen=True, slots=True)
class Earlier:
    """A signed promise that another comes after. certain: it says so, or both parties and area are
    the same; else it only looks like it, and who writes the new one may say that it is not."""

    promise: Promise
    certain: bool


def before(promise: Promise) -> list[Promise]:
    """The signed promises that this one comes after, latest first."""
    return [one.promise for one in earlier_than(promise)]


def earlier_than(promise: Promise) -> list[Earlier]:
    """The one it says, those whose points it continues, and those that had ended in its kommuner
    and were about the same; latest first.
    """
    carried = Commitment.objects.unscoped(WHY).filter(
        promise=promise, removed_at=None, continues__promise=OuterRef("pk")
    )
    named = Q(pk=promise.follows_id) | Q(Exists(carried))
    kommuner = promise.kommuner.unscoped(WHY).values("pk")
    over = Q(last_day__lt=promise.first_day) | Q(state__in=MOVING)
    rows = (
        signed_ones(Promise.objects.unscoped(WHY))
        .filter(named | Q(over, kommuner__in=kommuner))
        .exclude(pk=promise.pk)
    )
    told = rows.annotate(named=Case(When(named, then=True), default=False))
    found: list[Any] = list(told.distinct().prefetch_related(*_around()))
    if not found:
        return []
    mine, texts = _about(promise), texts_beside(found)
    came: list[Earlier] = []
    for row in found:
        text = texts.get(row.pk)
        said = as_signed(row, text)
        about = _as_text(row, text) if text else _was_about(row)
        past = said.last_day < promise.first_day  # by what was signed, whatever is written now
        if row.named or (past and mine.shares(about)):
            came.append(Earlier(said, certain=row.named or mine.is_same(about)))
    return sorted(came, key=lambda one: (one.promise.first_day, one.promise.pk), reverse=True)


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
        if self._where(other):
            return True
        apart = self.areas and other.areas
        return not apart and bool(self.parties & other.parties)

    def is_same(self, other: "_About") -> bool:
        """The same area, and a party that was in it then."""
        return self._where(other) and bool(self.parties & other.parties)

    def _where(self, other: "_About") -> bool:
        alike = self.words == other.words or self.areas & other.areas or self.places & other.places
        return bool(alike)


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


def _as_text(earlier: Promise, text: Document) -> _About:
    keys, was = text.get("keys"), _was_about(earlier)
    return _About(
        folded(text["area"]),
        frozenset(keys["areas"]) if keys else was.areas,
        frozenset(keys["places"]) if keys else was.places,
        frozenset(one["id"] for one in text["parties"]),
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


@dataclass(frozen=True, slots=True)
class Unjudged:
    """A signed commitment of a promise before that nobody has judged."""

    point: Commitment
    certain: bool

    @property
    def sentence(self) -> str:
        said = f"”{self.point}” ({self.point.promise}) är inte bedömt: fortsätt, ändra eller sluta?"
        if self.certain:
            return said
        return (
            f"{said} Löftena delar part eller område. Är det ett annat löfte, skriv varför det "
            "här inte kommer efter det."
        )


def unjudged(promise: Promise) -> list[Commitment]:
    return [one.point for one in waiting_for_judgement(promise)]


def waiting_for_judgement(promise: Promise) -> list[Unjudged]:
    came = earlier_than(promise)
    certain = {one.promise.pk: one.certain for one in came}
    earlier = [one.promise for one in came]
    texts = texts_beside(earlier)
    rows = Commitment.objects.unscoped("judged before the next is signed").filter(
        may_hold(texts), promise__in=earlier
    )
    known = judged(rows)
    found = that_hold(rows.select_related("promise"), texts)
    return [Unjudged(row, certain[row.promise_id]) for row in found if row.pk not in known]
