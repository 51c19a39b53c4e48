"""Promises as they are read: lists, and what each commitment came to."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from lofte.people.models import Party, User
from lofte.places.models import Kommun
from lofte.promises.commitments.models import (
    Commitment,
    with_indicators,
    with_parties,
    with_places,
)
from lofte.promises.commitments.reading import target_of
from lofte.promises.counting import said, unsure
from lofte.promises.effects.queries import answers_by_point
from lofte.promises.follow_up.models import Activity, FollowUp, Outcome
from lofte.promises.models import Promise, PromiseParty
from lofte.promises.readings.queries import Measured, measured
from lofte.promises.results import Kept, Told, result
from lofte.promises.signed import Document, as_signed, may_hold, texts_beside, that_hold
from lofte.promises.signing.models import Signature, Version
from lofte.promises.states import (
    FINAL_VERDICTS,
    Comparator,
    OutcomeKind,
    Result,
    State,
    Verdict,
    Voice,
)
from lofte.promises.targets import words

WHY = "rows of a promise that the viewer may see"


@dataclass(frozen=True, slots=True)
class Came:
    """A commitment with its target in words, what was logged and told, and its result."""

    commitment: Commitment
    target: str
    logged: int
    how: str  # how sure the logged number is
    outcomes: list[Outcome]
    follow_ups: list[FollowUp]
    result: Result
    late: date | None = None  # the day that has passed; counted, never typed
    effects: list[dict[str, Any]] = field(default_factory=list)  # what the planned tests said
    measured: list[Measured] = field(default_factory=list)

    @property
    def logged_said(self) -> str:
        return said(self.logged, self.how)

    @property
    def standing(self) -> FollowUp | None:
        """The latest judgement of the one who promised."""
        return next((row for row in self.follow_ups if row.voice == Voice.PROMISER), None)

    @property
    def voices(self) -> list[FollowUp]:
        """The latest of each: every party that promised, the residents, the data."""
        named = self.commitment.named_parties
        only = named[0] if len(named) == 1 else None
        latest: dict[tuple[str, Party | None], FollowUp] = {}
        for row in self.follow_ups:
            party = row.promiser or only if row.voice == Voice.PROMISER else None
            latest.setdefault((row.voice, party), row)
        order = list(Voice)
        return sorted(latest.values(), key=lambda row: order.index(Voice(row.voice)))


def promises_of(kommun: Kommun, viewer: User) -> QuerySet[Promise]:
    """Latest period first; what is discarded is in the log only."""
    rows = Promise.objects.visible_to(viewer).filter(kommuner=kommun)
    return rows.exclude(state=State.DISCARDED).order_by("-first_day", "title")


def points_with_all(promises: list[Promise]) -> list[Commitment]:
    """Commitments as they stand in the rows, with everything that a page tells of them."""
    rows = Commitment.objects.unscoped(WHY).filter(promise__in=promises, removed_at=None)
    return list(_with_all(rows))


def points_that_hold(
    promises: list[Promise],
    texts: Mapping[int, Document],
    wanted: Q | None = None,
    until: date | None = None,
) -> list[Commitment]:
    """The same, as signed where the rows of a promise are being changed.

    until: what was done, told and judged after that day is left out.
    """
    rows = Commitment.objects.unscoped(WHY).filter(may_hold(texts), promise__in=promises)
    rows = rows.filter(wanted) if wanted is not None else rows
    return that_hold(_with_all(rows, until), texts)


def told_until(until: date | None) -> Q:
    """Outcomes of a time that was over by then; without days, those that were told by then."""
    if until is None:
        return Q()
    return Q(last_day__lte=until) | Q(last_day=None, told_at__date__lte=until)


def _with_all(rows: QuerySet[Commitment], until: date | None = None) -> QuerySet[Commitment]:
    """In a fixed number of queries."""
    done = Activity.objects.unscoped(WHY).filter(commitment=OuterRef("pk"), undone_at=None)
    judged = FollowUp.objects.unscoped(WHY).filter(corrected_by=None).select_related("party")
    if until is not None:
        done, judged = done.filter(done_on__lte=until), judged.filter(on__lte=until)
    about = done.filter(comparator=Comparator.ABOUT)
    least = done.filter(comparator=Comparator.AT_LEAST)
    total = done.order_by().values("commitment").annotate(n=Sum("count")).values("n")
    together: list[Any] = [
        with_parties(WHY),
        with_places(WHY),
        with_indicators(WHY),
        Prefetch(
            "outcomes",
            Outcome.objects.unscoped(WHY).filter(told_until(until), withdrawn_at=None),
        ),
        Prefetch("follow_ups", judged),
    ]
    counted = rows.annotate(
        logged=Coalesce(Subquery(total), 0), about=Exists(about), least=Exists(least)
    )
    related = counted.select_related("promise", "measure", "continues__promise")
    return related.prefetch_related(*together).order_by("promise", "number")


def came_of(point: Commitment, *, today: date) -> Came:
    """`point` comes from `points_with_all`."""
    outcomes, follow_ups = list(point.outcomes.all()), list(point.follow_ups.all())
    told = [
        Told(row.comparator, row.value, row.first_day, row.last_day)
        for row in outcomes
        if row.counts and row.kind == OutcomeKind.ACTIVITY
    ]
    logged: int = point.logged  # type: ignore[attr-defined]
    target = target_of(point)
    hows = {Comparator.ABOUT.value: point.about, Comparator.AT_LEAST.value: point.least}  # type: ignore[attr-defined]
    how = unsure([how for how, any_ in hows.items() if any_])
    standing = next((row for row in follow_ups if row.voice == "promiser"), None)
    kept = Kept(
        target=target,
        told=told,
        logged=logged,
        logged_how=how,
        first_day=point.promise.first_day,
        last_day=point.promise.last_day,
        due=point.due,
        reason=point.not_met_reason,
        not_kept=standing is not None and standing.verdict == Verdict.NOT_KEPT,
    )
    found = result(kept, today=today)
    settled = bool(told) or (standing is not None and standing.verdict in FINAL_VERDICTS)
    late = point.due if point.due and point.due < today and not settled else None
    return Came(
        point, words(target, point.due), logged, how, outcomes, follow_ups, found, late=late
    )


def results_of(promise: Promise, *, today: date, until: date | None = None) -> list[Came]:
    """What each point of the signed text came to; of the rows while nothing is signed."""
    texts = texts_beside([promise])
    points = points_that_hold([promise], texts, until=until)
    promise = as_signed(promise, texts.get(promise.pk))
    effects = answers_by_point(points, until)
    indicators = [one for point in points for one in point.measured_by]
    read: dict[int | None, list[Measured]] = defaultdict(list)
    for one in measured(indicators, promise.first_day, today=today, until=until):
        read[one.indicator.commitment_id].append(one)
    return [
        replace(
            came_of(point, today=today),
            effects=effects.get(point.pk, []),
            measured=read.get(point.pk, []),
        )
        for point in points
    ]


@dataclass(frozen=True, slots=True)
class PartyList:
    """One of the lists that a promise is read in: the kommun's, the police's, everybody's."""

    heading: str
    color: str
    rows: list[Came]


_COLORS = {Party.Kind.KOMMUN: "accent", Party.Kind.POLICE: "police"}


def by_party(rows: list[Came], lines: list[PromiseParty]) -> list[PartyList]:
    """A list for each party in the promise's order, then what several or all promise."""
    names = {line.party_id: line for line in lines}
    lists: dict[int, PartyList] = {}
    together: list[Came] = []
    for row in rows:
        parties = [party.pk for party in row.commitment.named_parties]
        if row.commitment.joint or len(parties) != 1 or parties[0] not in names:
            together.append(row)
            continue
        line = names[parties[0]]
        color = _COLORS.get(Party.Kind(line.party.kind), "neutral")
        lists.setdefault(parties[0], PartyList(line.printed, color, [])).rows.append(row)
    ordered = [lists[line.party_id] for line in lines if line.party_id in lists]
    return [*ordered, PartyList("", "together", together)] if together else ordered


def signatures_of(version: Version | None) -> list[Signature]:
    if version is None:
        return []
    rows = Signature.objects.unscoped(WHY).filter(version=version)
    return list(rows.select_related("party", "ceremony"))
