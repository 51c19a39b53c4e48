"""What waits for somebody, with its day: commitments, indicators, measures to follow up, what is
to be told. Nobody types "late".
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, Max, Model, OuterRef, Prefetch, Q
from django.utils import timezone

from lofte.people.letters.rhythm import BEFORE, reminder_on
from lofte.people.models import Assignment, User
from lofte.people.states import CAPABILITIES, Capability, Role
from lofte.places.models import Kommun
from lofte.promises.commitments.models import Commitment, Indicator, with_parties
from lofte.promises.follow_up.models import FollowUp, Outcome
from lofte.promises.measures.models import Measure
from lofte.promises.models import Promise, PromiseParty
from lofte.promises.readings.models import Reading
from lofte.promises.readings.queries import one
from lofte.promises.signed import Document, texts_beside, that_hold
from lofte.promises.signing.models import Version
from lofte.promises.states import FINAL_VERDICTS, MOVING, OutcomeKind, State, VersionState, Voice
from lofte.promises.telling.models import Announcement

WHY = "who is to be reminded, and of what"
FOLLOWING = frozenset({Capability.FOLLOW_UP})
TELLING = FOLLOWING | {Capability.PUBLISH}  # a communicator tells and does not judge
IN_FORCE = (State.SIGNED, State.AMENDING, State.FROZEN)
SOON = timedelta(days=max(BEFORE))  # what is further away waits for nobody yet
LONG_PAST = timedelta(days=366)  # what an old promise lacks is history, not a task


@dataclass(frozen=True, slots=True)
class Waiting:
    """since: reminders of days before it are not made up. page: the name of where it is done."""

    kind: str
    row: Model
    text: str
    promise: Promise | None
    due: date
    since: date
    last: date | None
    kommun: Kommun
    kommuner: frozenset[int]
    parties: frozenset[int]
    page: str
    rights: frozenset[Capability] = FOLLOWING

    def is_late(self, today: date) -> bool:
        return self.due < today

    def reminder(self, today: date) -> date | None:
        return reminder_on(self.due, self.since, self.last, today)


def waiting(today: date, kommun: Kommun | None = None) -> list[Waiting]:
    """Everything with a day that nobody has answered; the first due first."""
    found = [
        *_commitments(today, kommun),
        *_indicators(today, kommun),
        *_measured(today, kommun),
        *_measures(today, kommun),
        *_announcements(today, kommun),
    ]
    return sorted(found, key=lambda one: (one.due, one.kind, one.row.pk))


def _around(prefix: str = "") -> list[Any]:
    parties = PromiseParty.objects.unscoped(WHY)
    signed = Version.objects.unscoped(WHY).filter(
        state__in=[VersionState.SIGNED, VersionState.REPLACED]
    )
    return [
        with_parties(WHY, prefix),
        Prefetch(f"{prefix}promise__promise_parties", parties),
        Prefetch(f"{prefix}promise__kommuner", Kommun.objects.unscoped(WHY)),
        Prefetch(f"{prefix}promise__versions", signed.order_by("number").defer("document")),
    ]


def _running(prefix: str, today: date, kommun: Kommun | None) -> Q:
    """Also what an amendment in progress would take out: it holds until all have signed."""
    wanted = Q(
        **{
            f"{prefix}promise__state__in": IN_FORCE,
            f"{prefix}promise__last_day__gte": today - LONG_PAST,
        }
    )
    wanted &= Q(**{f"{prefix}removed_at": None}) | Q(**{f"{prefix}promise__state__in": MOVING})
    return wanted & Q(**{f"{prefix}promise__kommuner": kommun}) if kommun else wanted


def _commitments(today: date, kommun: Kommun | None) -> Iterator[Waiting]:
    told = Outcome.objects.unscoped(WHY).filter(
        commitment=OuterRef("pk"), counts=True, kind=OutcomeKind.ACTIVITY, withdrawn_at=None
    )
    judged = FollowUp.objects.unscoped(WHY).filter(
        commitment=OuterRef("pk"),
        voice=Voice.PROMISER,
        corrected_by=None,
        verdict__in=FINAL_VERDICTS,
    )
    rows = Commitment.objects.unscoped(WHY).filter(
        _running("", today, kommun), ~Exists(told), ~Exists(judged)
    )
    rows = rows.filter(Q(due__lte=today + SOON) | Q(promise__state__in=MOVING))
    found = list(rows.select_related("promise__kommun").prefetch_related(*_around()))
    for row in that_hold(found, texts_beside(row.promise for row in found)):
        if (
            row.due is not None
            and row.due <= today + SOON
            and (since := signed_day(row.promise)) is not None
        ):
            yield _of(row, row, row.due, since, ("åtagande", row.text, "judge"))


def _indicators(today: date, kommun: Kommun | None) -> Iterator[Waiting]:
    rows = Indicator.objects.unscoped(WHY).filter(
        _running("commitment__", today, kommun), due__lte=today + SOON
    )
    readings = Prefetch("readings", Reading.objects.unscoped(WHY).filter(replaced_at=None))
    related = rows.select_related("commitment__promise__kommun")
    found = list(related.prefetch_related(*_around("commitment__"), readings))
    texts = texts_beside(row.commitment.promise for row in found if row.commitment)
    for row in found:
        point = row.commitment
        if point is not None and not _is_measured(row, point, texts.get(point.promise_id)):
            continue
        if point is None or row.due is None or (since := signed_day(point.promise)) is None:
            continue
        first = point.promise.first_day
        if not _settled(row, first, today):
            yield _of(row, point, row.due, since, ("mått", row.name, "readings"))


def _is_measured(row: Indicator, point: Commitment, text: Document | None) -> bool:
    """It stands in the rows, or in the signed text while the rows are being changed."""
    if text is None:
        return row.removed_at is None and point.removed_at is None
    return any(row.pk in one.get("keys", {}).get("indicators", []) for one in text["commitments"])


def _settled(row: Indicator, first: date | None, today: date) -> bool:
    told = one(row, list(row.readings.all()), first, today=today)
    return any(r.settles and (first is None or r.period_end >= first) for r in told.readings)


def _measured(today: date, kommun: Kommun | None) -> Iterator[Waiting]:
    """Indicators of measures that stand in a plan only: their party is asked."""
    rows = Indicator.objects.unscoped(WHY).filter(
        due__lte=today + SOON, measure__closed_at=None, measure__isnull=False, removed_at=None
    )
    rows = rows.filter(measure__kommun=kommun) if kommun else rows
    readings = Prefetch("readings", Reading.objects.unscoped(WHY).filter(replaced_at=None))
    for row in rows.select_related("measure__kommun").prefetch_related(readings):
        measure = row.measure
        if measure is None or row.due is None or row.due < today - LONG_PAST:
            continue
        if not _settled(row, measure.first_day, today):
            yield _of_measure(row, measure, row.due, ("mått", row.name, "readings"))


def _measures(today: date, kommun: Kommun | None) -> Iterator[Waiting]:
    """Measures to be followed up on a day that somebody set; a judgement near it is the answer."""
    rows = Measure.objects.unscoped(WHY).filter(
        next_follow_up__range=(today - LONG_PAST, today + SOON), closed_at=None
    )
    rows = rows.filter(kommun=kommun) if kommun else rows
    judged = Max("follow_ups__on", filter=Q(follow_ups__corrected_by=None))
    for row in rows.select_related("kommun").annotate(judged=judged).order_by("pk"):
        due = row.next_follow_up
        if due is not None and (row.judged is None or row.judged < due - SOON):
            told = ("uppföljning", f"Uppföljning av {row.text}", "measure-judge")
            yield _of_measure(row, row, due, told)


def _of_measure(
    row: Indicator | Measure, measure: Measure, due: date, told: tuple[str, str, str]
) -> Waiting:
    kind, text, page = told
    return Waiting(
        kind=kind,
        row=row,
        text=text,
        promise=None,
        due=due,
        since=measure.first_day or date.min,
        last=row.reminded_on,
        kommun=measure.kommun,
        kommuner=frozenset({measure.kommun_id}),
        parties=frozenset({measure.party_id} - {None}),  # type: ignore[arg-type]
        page=page,
    )


def _announcements(today: date, kommun: Kommun | None) -> Iterator[Waiting]:
    """What is to be told, from the day it was planned."""
    rows = (
        Announcement.objects.unscoped(WHY)
        .filter(
            promise__last_day__gte=today - LONG_PAST,
            due__lte=today + SOON,
            done_on=None,
            dropped_at=None,
        )
        .exclude(promise__state=State.DISCARDED)
    )
    rows = rows.filter(promise__kommuner=kommun) if kommun else rows
    _parties, *around = _around()
    for row in rows.select_related("promise__kommun").prefetch_related(*around):
        promise = row.promise
        everybody = frozenset(line.party_id for line in promise.promise_parties.all())
        yield Waiting(
            kind="kommunikation",
            row=row,
            text=row.message,
            promise=promise,
            due=row.due,
            since=timezone.localdate(row.created_at),
            last=row.reminded_on,
            kommun=promise.kommun,
            kommuner=kommuner_of(promise),
            parties=frozenset({row.party_id}) if row.party_id else everybody,
            page="announcement",
            rights=TELLING,
        )


def signed_day(promise: Promise) -> date | None:
    """When the promise came into force here; None while it never did."""
    days = [row.signed_at for row in promise.versions.all() if row.signed_at is not None]
    return timezone.localdate(days[0]) if days else None


def _of(
    row: Commitment | Indicator,
    point: Commitment,
    due: date,
    since: date,
    told: tuple[str, str, str],
) -> Waiting:
    promise = point.promise
    kind, text, page = told
    return Waiting(
        kind=kind,
        row=row,
        text=text,
        promise=promise,
        due=due,
        since=since,
        last=row.reminded_on,
        kommun=promise.kommun,
        kommuner=kommuner_of(promise),
        parties=owners_of(point),
        page=page,
    )


def kommuner_of(promise: Promise) -> frozenset[int]:
    return frozenset({promise.kommun_id, *(one.pk for one in promise.kommuner.all())})


def owners_of(point: Commitment) -> frozenset[int]:
    """The parties that promised it: the named ones, or all together."""
    named = frozenset(party.pk for party in point.named_parties)
    return named or frozenset(line.party_id for line in point.promise.promise_parties.all())


def receivers(item: Waiting) -> list[User]:
    """Those of the owning parties who may do it; where there is nobody, the coordinators."""
    roles = [role for role, may in CAPABILITIES.items() if item.rights & may]
    rows = Assignment.objects.unscoped(WHY).filter(kommun__in=item.kommuner, until=None)
    rows = rows.select_related("user").order_by("user")
    owners = rows.filter(party__in=item.parties, role__in=roles)
    people = _unique(owners) or _unique(rows.filter(kommun=item.kommun, role=Role.COORDINATOR))
    return [user for user in people if user.is_active and user.reminder_letters]


def _unique(rows: Iterable[Assignment]) -> list[User]:
    return list({row.user_id: row.user for row in rows}.values())


def mine(kommun: Kommun, user: User, today: date) -> list[Waiting]:
    """What waits here for the parties that the person speaks for; a coordinator sees all."""
    found = [
        one for one in waiting(today, kommun) if any(user.can(r, kommun.pk) for r in one.rights)
    ]
    if user.can(Capability.COORDINATE, kommun.pk):
        return found
    party = user.party_in(kommun.pk)
    return [one for one in found if party.pk in one.parties]
