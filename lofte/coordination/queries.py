"""What other rooms and the pages ask of meetings and decisions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from lofte.coordination.models import Decision, Meeting, owned_by
from lofte.coordination.states import DecisionState, Light, MeetingState
from lofte.incidents.models import Incident
from lofte.incidents.states import State as Reviewed
from lofte.people.models import Assignment, User
from lofte.people.queries import people_with
from lofte.people.states import Capability
from lofte.places.models import Kommun
from lofte.situation.models import Picture
from lofte.situation.queries import pictures_of
from lofte.situation.states import State


def meetings_of(kommun: Kommun, viewer: User) -> QuerySet[Meeting]:
    rows = Meeting.objects.visible_to(viewer).filter(kommun=kommun)
    return rows.defer("document").select_related("kommun")


def planned(kommun: Kommun, viewer: User) -> Meeting | None:
    """The next meeting that is not closed."""
    rows = meetings_of(kommun, viewer).filter(state=MeetingState.PLANNED)
    return rows.order_by("held_on").first()


def before(meeting: Meeting) -> Meeting | None:
    """The last one that was held; one that was planned and never held followed nothing up."""
    rows = Meeting.objects.unscoped("the meeting before").filter(
        kommun=meeting.kommun_id, held_on__lt=meeting.held_on, state=MeetingState.CLOSED
    )
    return rows.defer("document").order_by("-held_on").first()


def picture_for(meeting: Meeting, viewer: User) -> Picture | None:
    """The meeting's own once closed, else the latest whose period is over by then."""
    if meeting.picture_id:
        return Picture.objects.visible_to(viewer).filter(pk=meeting.picture_id).first()
    rows = pictures_of(meeting.kommun, viewer).filter(period_end__lte=meeting.held_on)
    frozen = rows.filter(state=State.FROZEN).first()
    latest = rows.first()
    newer = latest and (frozen is None or latest.period_end > frozen.period_end)
    return latest if newer else frozen


def decisions_of(kommun: Kommun, viewer: User) -> QuerySet[Decision]:
    rows = Decision.objects.visible_to(viewer).filter(kommun=kommun)
    return rows.select_related("owner", "party", "place", "meeting__kommun", "settled_by")


def open_decisions(kommun: Kommun, viewer: User) -> QuerySet[Decision]:
    return decisions_of(kommun, viewer).filter(state=DecisionState.OPEN)


def mine(kommun: Kommun, user: User) -> QuerySet[Decision]:
    """Open decisions that the person owns, in person or by role.

    A coordinator also has those that nobody holds any more.
    """
    own = owned_by(user)
    if user.can(Capability.COORDINATE, kommun.pk):
        own |= Q(~Exists(_holders()))
    return open_decisions(kommun, user).filter(own)


def _holders() -> QuerySet[Assignment]:
    """Open assignments of those who can do a decision: its owner, or who has its role."""
    rows = Assignment.objects.unscoped("who can do it").filter(
        kommun=OuterRef("kommun"), until=None, user__is_active=True
    )
    by_role = Q(party=OuterRef("party"), role=OuterRef("role"))
    return rows.filter(Q(user=OuterRef("owner")) | by_role)


def to_follow_up(meeting: Meeting, viewer: User) -> list[Decision]:
    """Earlier meetings' decisions that are open, or were settled since the meeting before."""
    last = before(meeting)
    since = last.held_on if last else date.min
    rows = decisions_of(meeting.kommun, viewer).filter(decided_on__lt=meeting.held_on)
    settled = Q(settled_at__date__gte=since) if last else Q()
    return list(rows.filter(Q(state=DecisionState.OPEN) | settled).order_by("due", "pk"))


def may_settle(decision: Decision, user: User) -> bool:
    rows = Decision.objects.unscoped("is it the person's own?").filter(pk=decision.pk)
    return rows.filter(owned_by(user)).exists()


def holders_of(decision: Decision) -> list[User]:
    """The owner, or everybody with the role, who has an assignment and an open account."""
    owner = decision.owner
    if owner is None:
        return people_with(decision.kommun, decision.role, decision.party)
    serves = owner.is_active and decision.kommun_id in owner.kommun_ids()
    return [owner] if serves else []


def waiting_for_owner() -> QuerySet[Decision]:
    """For the scheduler: every open decision."""
    rows = Decision.objects.unscoped("the scheduler serves every kommun")
    return rows.filter(state=DecisionState.OPEN).select_related(
        "kommun", "owner", "party", "meeting__kommun"
    )


@dataclass(frozen=True, slots=True)
class LineBack:
    """What a reporter may be told of a decision about a report."""

    text: str
    decided_on: date
    due: date
    state: DecisionState


def lines_back(rows: Sequence[Incident]) -> dict[int, list[LineBack]]:
    """Per report, the lines that the group wrote for its reporter, of closed meetings only.

    A decision tells the reports it names, or, when it names a place alone, the confirmed reports
    from there in the period of the meeting's picture.
    """
    linked = {row.merged_into_id or row.pk for row in rows}
    places = {row.place_id for row in rows if row.place_id}
    about = Q(incidents__in=linked) | Q(incidents=None, place__in=places)
    lines = [_Line(*told) for told in _told().filter(about).values_list(*_Line.asked())]
    found = {row.pk: dict.fromkeys(one.said for one in lines if one.tells(row)) for row in rows}
    return {pk: list(said) for pk, said in found.items() if said}


@dataclass(frozen=True, slots=True)
class _Line:
    """A line with what it is about: a report, or a place and a period."""

    incident: int | None
    place: int | None
    start: date | None
    end: date | None
    text: str
    decided_on: date
    due: date
    state: str

    @staticmethod
    def asked() -> tuple[str, ...]:
        picture = ("meeting__picture__period_start", "meeting__picture__period_end")
        return ("incidents", "place", *picture, "line_back", "decided_on", "due", "state")

    @property
    def said(self) -> LineBack:
        return LineBack(self.text, self.decided_on, self.due, DecisionState(self.state))

    def tells(self, row: Incident) -> bool:
        if self.incident is not None:
            return self.incident in (row.pk, row.merged_into_id)
        if self.start is None or self.end is None or row.place_id != self.place:
            return False
        counted = row.state in (Reviewed.CONFIRMED, Reviewed.MERGED) and not row.nothing
        return counted and self.start <= timezone.localdate(row.started_at) < self.end


def _told() -> QuerySet[Decision]:
    rows = Decision.objects.unscoped("the words meant for the reporter")
    return rows.filter(meeting__state=MeetingState.CLOSED).exclude(line_back="")


def told_by(meeting: Meeting, rows: QuerySet[Incident]) -> list[Incident]:
    """Those of the reports that a line of this meeting is about."""
    return _about(_told().filter(meeting=meeting), rows)


def settled_since(moment: datetime, rows: QuerySet[Incident]) -> list[Incident]:
    """Those of the reports with a line of a decision that was settled after the moment."""
    return _about(_told().filter(settled_at__gt=moment), rows)


def _about(decisions: QuerySet[Decision], rows: QuerySet[Incident]) -> list[Incident]:
    lines = [_Line(*told) for told in decisions.values_list(*_Line.asked())]
    linked = {line.incident for line in lines if line.incident is not None}
    places = {line.place for line in lines if line.incident is None}
    about = Q(pk__in=linked) | Q(merged_into__in=linked) | Q(place__in=places)
    return [row for row in rows.filter(about) if any(line.tells(row) for line in lines)]


def closed_since(moment: datetime, now: datetime) -> QuerySet[Meeting]:
    """For the scheduler: meetings of every kommun that were closed lately."""
    rows = Meeting.objects.unscoped("the scheduler serves every kommun")
    rows = rows.filter(closed_at__gt=moment, closed_at__lte=now)
    return rows.select_related("kommun").defer("document")


@dataclass(frozen=True, slots=True)
class Counted:
    """How many decisions of a meeting are green, yellow and red."""

    green: int
    yellow: int
    red: int


def counted(decisions: Iterable[Decision], today: date) -> Counted:
    lights = [decision.light(today) for decision in decisions]
    return Counted(*(lights.count(one) for one in (Light.GREEN, Light.YELLOW, Light.RED)))
