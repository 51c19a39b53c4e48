"""The line back tells what the group decided, on the page and in a letter after the meeting."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any

import pytest
from django.utils import timezone

from lofte.audit.actions import SYSTEM
from lofte.coordination.actions import close_meeting, plan_meeting
from lofte.coordination.decisions.actions import decide, settle
from lofte.coordination.inputs import DecisionInput
from lofte.coordination.models import Decision, Meeting
from lofte.coordination.states import DecisionState
from lofte.desk.letters import tell_decisions, tell_reporters
from lofte.desk.outcomes import outcomes
from lofte.incidents.models import Incident
from lofte.incidents.review.actions import merge
from lofte.management.due import run_due
from lofte.people.actions import choose_letters
from lofte.people.models import Letter, Party, User
from lofte.places.models import Kommun
from lofte.situation.models import Picture
from tests.incidents.reports import kept, place
from tests.situation.pictures import WEEK

Send = Callable[..., Incident]
LINE = "Kommunen lagar lampan"
HELD = WEEK.end + timedelta(days=1)
DUE = HELD + timedelta(days=14)
MINE = "/arbete/lyckeberga/mina-rapporter/"


@pytest.fixture
def meeting(town: Kommun, coordinator: User) -> Meeting:
    return plan_meeting(kommun=town, held_on=HELD, by=coordinator)


@pytest.fixture
def decided(meeting: Meeting, coordinator: User, party: Party) -> Callable[..., Decision]:
    def make(**about: Any) -> Decision:
        given = {"text": "Felanmäl lampan.", "line_back": LINE, "owner": coordinator}
        decision = DecisionInput(**(given | {"due": DUE, "party": party} | about))
        return decide(meeting=meeting, decision=decision, by=coordinator)

    return make


@pytest.fixture
def in_week() -> datetime:
    start = datetime.combine(WEEK.start + timedelta(days=1), time(12))
    return timezone.make_aware(start)


def close(meeting: Meeting, by: User) -> Meeting:
    return close_meeting(meeting=meeting, next_on=None, by=by)


def said(row: Incident) -> list[str]:
    found = outcomes(row.kommun, [kept(row)])[row.pk]
    return [one.text for one in found if one.text.startswith("Gruppen beslutade")]


def test_a_decision_is_told_when_the_meeting_is_closed(
    decided: Any, meeting: Meeting, coordinator: User, confirmed: Send
) -> None:
    row, other = confirmed(), confirmed(text="En annan")
    decided(incidents=(row,))
    assert said(row) == []
    close(meeting, coordinator)
    assert said(row) == [f"Gruppen beslutade {HELD}: {LINE}. Det ska vara klart {DUE}."]
    assert said(other) == []


@pytest.mark.parametrize(
    ("to", "end"),
    [(DecisionState.DONE, "Det är gjort."), (DecisionState.NOT_DONE, "Det blev inte gjort.")],
)
def test_what_became_of_the_decision_is_told_without_the_reason(
    decided: Any, meeting: Meeting, coordinator: User, confirmed: Send, to: Any, end: str
) -> None:
    row = confirmed()
    decision = decided(incidents=(row,))
    close(meeting, coordinator)
    settle(decision=decision, to=to, reason="Pengarna tog slut", version=1, by=coordinator)
    (sentence,) = said(row)
    assert sentence.endswith(end)
    assert "Pengarna" not in sentence


def test_that_it_is_done_is_told_in_the_letter_of_the_next_picture(
    decided: Any, meeting: Meeting, coordinator: User, reporter: User, confirmed: Send,
    in_week: datetime, frozen: Picture, arrange: Any
) -> None:  # fmt: skip
    choose_letters(user=reporter, outcome=True, reminders=True, by=reporter)
    row = confirmed(started_at=in_week)
    decision = decided(incidents=(row,))
    close(meeting, coordinator)
    now = timezone.now()
    after = Picture.objects.unscoped("test").get(pk=frozen.pk)
    after.pk, after.period_key, after.frozen_at = None, "2026-v48", now + timedelta(minutes=1)
    after.period_start, after.period_end = frozen.period_end, frozen.period_end + timedelta(days=7)
    after._state.adding = True
    with arrange():
        after.save()
        Picture.objects.unscoped("test").filter(pk=frozen.pk).update(frozen_at=now)
    assert tell_reporters(after, now, by=SYSTEM) == 0
    settle(decision=decision, to=DecisionState.DONE, reason="", version=1, by=coordinator)
    assert tell_reporters(after, now, by=SYSTEM) == 1
    assert "Det är gjort." in Letter.objects.unscoped("test").get(kind="outcome").text


def test_a_merged_report_hears_of_the_one_it_was_merged_into(
    decided: Any, meeting: Meeting, coordinator: User, reviewer: User, send: Send, confirmed: Send
) -> None:
    into, row = confirmed(), send(text="Samma lampa")
    merge(incident=row, into=into, version=1, by=reviewer)
    decided(incidents=(into, row))
    close(meeting, coordinator)
    assert len(said(row)) == 1


def test_a_decision_about_a_place_tells_the_reports_of_the_period_from_there(
    decided: Any,
    meeting: Meeting,
    coordinator: User,
    frozen: Picture,
    confirmed: Send,
    send: Send,
    in_week: datetime,
) -> None:
    spot = place(meeting.kommun)
    there = {"place": spot, "started_at": in_week}
    row, waiting, calm = confirmed(**there), send(**there), confirmed(nothing=True, **there)
    later = confirmed(place=spot, started_at=in_week + timedelta(days=7))
    elsewhere = confirmed(started_at=in_week, place=None, near="Kyrkan")
    decided(place=spot)
    close(meeting, coordinator)
    assert len(said(row)) == 1
    for other in (waiting, calm, later, elsewhere):
        assert said(other) == []


def test_without_a_picture_a_place_alone_tells_nobody(
    decided: Any, meeting: Meeting, coordinator: User, confirmed: Send
) -> None:
    row = confirmed(place=place(meeting.kommun))
    decided(place=place(meeting.kommun))
    close(meeting, coordinator)
    assert said(row) == []


# --- letters --------------------------------------------------------------------------------------


def letters() -> list[Letter]:
    return list(Letter.objects.unscoped("the test reads the post").filter(kind="outcome"))


def test_the_letter_comes_once_and_only_to_who_asked(
    decided: Any, meeting: Meeting, coordinator: User, reporter: User, confirmed: Send
) -> None:
    row = confirmed(text="En hemlig mening")
    confirmed(text="En annan")
    decided(incidents=(row,))
    closed = close(meeting, coordinator)
    assert tell_decisions(closed, timezone.now(), by=SYSTEM) == 0
    choose_letters(user=reporter, outcome=True, reminders=False, by=reporter)
    for _ in range(2):
        assert tell_decisions(closed, timezone.now(), by=SYSTEM) == 1
    (letter,) = letters()
    assert letter.to == reporter.email
    assert letter.text.count(LINE) == 1
    assert str(closed) in letter.subject
    for word in ("hemlig", "Felanmäl"):
        assert word not in letter.text


def test_the_scheduler_writes_once_after_a_meeting(
    decided: Any, meeting: Meeting, coordinator: User, reporter: User, confirmed: Send
) -> None:
    choose_letters(user=reporter, outcome=True, reminders=False, by=reporter)
    decided(incidents=(confirmed(),))
    run = [*run_due(timezone.now())]
    assert not any("mötets beslut" in line for line in run)
    close(meeting, coordinator)
    lines = [line for _ in range(2) for line in run_due(timezone.now())]
    assert len([line for line in lines if "besked om mötets beslut" in line]) == 1
    assert len(letters()) == 1


def test_the_page_tells_it(
    as_: Any, decided: Any, meeting: Meeting, coordinator: User, reporter: User, confirmed: Send
) -> None:
    decided(incidents=(confirmed(),))
    close(meeting, coordinator)
    assert LINE in as_(reporter).get(MINE).content.decode()
