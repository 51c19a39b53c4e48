"""The group at work in Lyckeberga: a meeting held, one coming, stops answered, visits logged, and
the parties' own pictures of last week."""

from datetime import date, timedelta

from lofte.analysis.periods import Period, PeriodKind, containing
from lofte.coordination.actions import (
    add_priority,
    add_telling,
    close_meeting,
    plan_meeting,
    set_attendance,
    write_note,
)
from lofte.coordination.calendar import first_meeting
from lofte.coordination.decisions.actions import decide, settle
from lofte.coordination.inputs import DecisionInput
from lofte.coordination.states import Audience, DecisionState
from lofte.demo.people import Cast
from lofte.patrol.actions import accept_stop, decline_stop, propose_stop, suggest_stops
from lofte.patrol.inputs import Answer, DutyInput, VisitInput
from lofte.patrol.models import Stop
from lofte.patrol.plans.actions import make_plan
from lofte.patrol.states import Exactness, VisitKind
from lofte.patrol.visits.actions import log_visit
from lofte.people.models import Party, User
from lofte.people.states import Role
from lofte.places.models import Kommun, NamedPlace
from lofte.situation.models import Picture
from lofte.situation.own.actions import add_sentence, hand_in
from lofte.situation.own.inputs import SentenceFacts
from lofte.situation.own.states import Course, Sureness

WEEKS = 6
VISITED = (("Resecentrum", 4), ("Resecentrum", 5), ("Stora torget", 5))  # place, weekday
# what is decided, days until due, how it went ("" = still open)
DECIDED = (
    ("Felanmäl lamporna i Badhusparken.", 7, "done"),
    ("Prata med skolan om gaveln på Norrängsskolan.", 10, ""),
    ("Se över häcken vid Ekbackens garage.", 40, ""),
)
Seen = dict[str, tuple[str, Course, int | None]]
NO = "Vi är redan där med en annan insats."
SEEN: Seen = {
    "Resecentrum": ("Färre bråk sedan vi började gå där på kvällarna.", Course.FEWER, 3),
    "Badhusparken": ("Vi får samtal om otrygghet, mest på helger.", Course.MORE, None),
}
HEARD: Seen = {
    "Badhusparken": ("Personalen på badet undviker stigen efter klockan sju.", Course.MORE, None),
    "Stora torget": ("Lugnt på torget, också på lördagar.", Course.NORMAL, None),
}


def work_together(kommun: Kommun, cast: Cast, today: date) -> None:
    last = containing(PeriodKind.WEEK, today - timedelta(days=today.isoweekday()))
    _answer_stops(kommun, cast, last, today)
    _log_visits(kommun, cast, last.end)
    _hold_meeting(kommun, cast, last.start + timedelta(days=3), first_meeting(kommun, today))
    for told, by in ((SEEN, cast.police), (HEARD, cast.coordinator)):
        _see(kommun, last, told, by)


def _place(kommun: Kommun, name: str) -> NamedPlace:
    return NamedPlace.objects.unscoped("the demo's own").get(kommun=kommun, name=name)


def _log_visits(kommun: Kommun, cast: Cast, end: date) -> None:
    for week in range(WEEKS, 0, -1):
        for name, weekday in VISITED:
            day = end - timedelta(weeks=week) + timedelta(days=weekday)
            visit = VisitInput(
                kind=VisitKind.FOOT, place=_place(kommun, name), first_day=day, hour=20, minutes=30
            )
            log_visit(kommun=kommun, visit=visit, by=cast.police, today=end)
    told = VisitInput(
        kind=VisitKind.SCHOOL,
        place=None,
        first_day=date(end.year, 1, 1),
        last_day=end - timedelta(days=1),
        count=40,
        exactness=Exactness.ABOUT,
    )
    log_visit(kommun=kommun, visit=told, by=cast.police, today=end)


def _answer_stops(kommun: Kommun, cast: Cast, last: Period, today: date) -> None:
    """Of the suggestions the first are put forward; two are accepted, one declined, one waits."""
    for stop in _accepted(kommun, cast, last.previous(), 2):
        _visit(stop, cast, last.end)
    put = _accepted(kommun, cast, last, 4)
    for one in put[2:3]:
        decline_stop(stop=one, version=one.version, reason=NO, by=cast.police)
    if put:
        day = max(today, last.end + timedelta(days=4))  # Friday of the week that the stops are for
        duty = DutyInput(day=day, first_hour=18, hours=6, patrols=1, minutes=20)
        make_plan(kommun=kommun, duty=duty, by=cast.police)


def _accepted(kommun: Kommun, cast: Cast, period: Period, count: int) -> list[Stop]:
    """What was put forward out of a period's picture; the police have said yes to the first two."""
    rows = Picture.objects.unscoped("the demo's own").filter(kommun=kommun, period_key=period.key)
    stops = suggest_stops(picture=rows.exclude(state="discarded").get(), by=cast.coordinator)
    put = [
        propose_stop(stop=one, version=one.version, activity=one.activity, by=cast.coordinator)
        for one in stops[:count]
    ]
    for one in put[:2]:
        answer = Answer(window=one.window, activity=one.activity)
        accept_stop(stop=one, version=one.version, answer=answer, by=cast.police)
    return put


def _visit(stop: Stop, cast: Cast, end: date) -> None:
    """The first evening of a stop, for two hours."""
    opens = next(stop.window.between(stop.first_day, stop.end))
    visit = VisitInput(
        kind=VisitKind.FOOT,
        place=stop.place,
        stop=None if stop.place else stop,
        first_day=opens.date(),
        hour=opens.hour,
        minutes=120,
    )
    log_visit(kommun=stop.kommun, visit=visit, by=cast.police, today=end)


def _hold_meeting(kommun: Kommun, cast: Cast, day: date, next_on: date) -> None:
    chair = cast.coordinator
    meeting = plan_meeting(kommun=kommun, held_on=day, by=chair)
    unit = chair.party_in(kommun.pk)
    here: list[tuple[Party, Role]] = [
        (unit, Role.COORDINATOR),
        (cast.police.party_in(kommun.pk), Role.POLICE),
    ]
    set_attendance(meeting=meeting, present=here, by=chair)
    write_note(
        meeting=meeting, point=3, text="Badet märker av stigen i parken.", version=0, by=chair
    )
    add_priority(
        meeting=meeting, text="Kvällar vid Resecentrum", place=_place(kommun, "Resecentrum"),
        by=chair,
    )  # fmt: skip
    add_telling(
        meeting=meeting, audience=Audience.STAFF, text="Lamporna i parken är felanmälda.", by=chair
    )
    for text, days, how in DECIDED:
        decision = DecisionInput(
            text=text, due=day + timedelta(days=days), party=unit, role=Role.COORDINATOR
        )
        made = decide(meeting=meeting, decision=decision, by=chair)
        if how:
            to = DecisionState(how)
            settle(decision=made, to=to, reason="", version=made.version, by=chair)
    close_meeting(meeting=meeting, next_on=next_on, by=chair)


def _see(kommun: Kommun, period: Period, told: Seen, by: User) -> None:
    for name, (sentence, course, count) in told.items():
        facts = SentenceFacts(
            place=_place(kommun, name),
            sentence=sentence,
            course=course,
            count=count,
            sureness=Sureness.ABOUT if count else Sureness.EXACT,
            source="egen bedömning",
        )
        own = add_sentence(kommun=kommun, period=period, facts=facts, by=by).picture
    hand_in(own=own, shown=True, by=by)
