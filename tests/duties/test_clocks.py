"""The two clocks of section 6: 18, 22 and 24 months, by letter and on the start page, each once."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine

from lofte.audit.actions import SYSTEM
from lofte.audit.models import AuditEvent
from lofte.desk.todos import todo
from lofte.duties.actions import warn
from lofte.duties.clocks import PICTURE, PLAN, clocks_of, mark_on
from lofte.management.due import run_due
from lofte.people.models import Letter, User
from lofte.places.models import Kommun
from lofte.promises.measures.models import Measure
from lofte.promises.plans.actions import follow_up_plan
from lofte.promises.plans.models import ActionPlan
from lofte.situation.statutory.models import StatutoryPicture
from tests.promises.test_plans import judged


@pytest.mark.parametrize(
    ("today", "mark"),
    [
        (date(2026, 8, 11), 0),
        (date(2026, 8, 12), 18),
        (date(2026, 12, 11), 18),
        (date(2026, 12, 12), 22),
        (date(2027, 2, 11), 22),
        (date(2027, 2, 12), 24),
        (date(2031, 1, 1), 24),
    ],
)
def test_the_marks(today: date, mark: int) -> None:
    assert mark_on(date(2025, 2, 12), today) == mark


def test_nothing_runs_before_there_is_something(kommun: Kommun) -> None:
    assert clocks_of(kommun, date(2030, 1, 1)) == []


def test_both_clocks_run(
    kommun: Kommun, picture: StatutoryPicture, decided: ActionPlan, other_kommun: Kommun
) -> None:
    first, second = clocks_of(kommun, date(2026, 7, 1))
    assert (first.kind, first.start, first.due, first.mark) == (
        PICTURE,
        date(2024, 12, 31),  # the last day that it describes, not the day it was frozen
        date(2026, 12, 31),
        18,
    )
    assert (second.kind, second.start) == (PLAN, decided.decided_on)
    assert (second.mark, second.late) == (0, False)
    assert clocks_of(other_kommun, date(2026, 7, 1)) == []


def test_a_followed_up_plan_starts_again(
    kommun: Kommun, decided: ActionPlan, measure: Measure
) -> None:
    judged(measure)
    follow_up_plan(
        plan=decided, on=date(2026, 3, 2), text="Klart", version=decided.version, by=SYSTEM
    )
    (_, clock) = clocks_of(kommun, date(2027, 8, 1))
    assert (clock.start, clock.mark) == (date(2026, 3, 2), 0)


def texts(kommun: Kommun, user: User, today: date) -> list[tuple[str, bool]]:
    return [(one.text, one.pressing) for one in todo(kommun, user, today) if "lagen, 6" in one.text]


def test_the_start_page_says_it_to_who_keeps_the_duties(
    kommun: Kommun, decided: ActionPlan, coordinator: User, leader: User
) -> None:
    assert texts(kommun, coordinator, date(2026, 6, 1)) == []
    assert texts(kommun, coordinator, date(2026, 8, 12)) == [
        ("Lägesbilden ska uppdateras senast 2026-12-31 (lagen, 6 §)", False),
        ("Åtgärdsplanen ska följas upp senast 2027-02-12 (lagen, 6 §)", False),
    ]
    assert texts(kommun, coordinator, date(2027, 1, 15)) == [
        ("Lägesbilden skulle ha uppdaterats senast 2026-12-31 (lagen, 6 §)", True),
        ("Åtgärdsplanen ska följas upp senast 2027-02-12 (lagen, 6 §)", True),
    ]
    assert ("Åtgärdsplanen skulle ha följts upp senast 2027-02-12 (lagen, 6 §)", True) in texts(
        kommun, coordinator, date(2027, 3, 1)
    )
    assert texts(kommun, leader, date(2027, 3, 1)) == []


def letters() -> list[str]:
    rows = Letter.objects.unscoped("test").filter(kind="duty.clock")
    return [row.subject for row in rows.order_by("pk")]


def run(day: date) -> None:
    now = datetime(day.year, day.month, day.day, 7, tzinfo=UTC)
    with time_machine.travel(now):
        list(run_due(now))


def test_each_mark_is_told_once_by_letter(
    kommun: Kommun, decided: ActionPlan, coordinator: User, arrange: Any
) -> None:
    run(date(2026, 6, 29))
    assert letters() == []
    run(date(2026, 6, 30))
    run(date(2026, 7, 1))
    assert letters() == ["Lägesbilden ska uppdateras senast 2026-12-31"]
    run(date(2026, 8, 12))
    assert letters()[1:] == ["Åtgärdsplanen ska följas upp senast 2027-02-12"]
    run(date(2027, 3, 1))  # a scheduler that stood still: the last mark of each, not every one
    assert sorted(letters()[2:]) == [
        "Lägesbilden skulle ha uppdaterats senast 2026-12-31",
        "Åtgärdsplanen skulle ha följts upp senast 2027-02-12",
    ]
    row = Letter.objects.unscoped("test").filter(kind="duty.clock").first()
    assert row is not None
    assert AuditEvent.objects.filter(what="duty.warned").count() == 4


def test_the_letter_says_what_the_act_asks_and_where_to_look(
    kommun: Kommun, decided: ActionPlan, coordinator: User, leader: User, arrange: Any
) -> None:

    (clock, _) = clocks_of(kommun, date(2026, 7, 1))
    now = datetime(2026, 7, 1, 7, tzinfo=UTC)
    assert warn(kommun=kommun, clock=clock, now=now, by=SYSTEM) == 1
    row = Letter.objects.unscoped("test").get()
    assert row.to == coordinator.email
    assert "minst vartannat år" in row.text
    assert "/arbete/lyckeberga/lagens-krav/" in row.text
    with arrange():
        User.objects.filter(pk=coordinator.pk).update(reminder_letters=False)
    assert warn(kommun=kommun, clock=clock, now=now, by=SYSTEM) == 0
