"""30, 7 and 1 days before; 1, 7, then every 30 after; never more often than every five days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lofte.people.letters.rhythm import APART, reminder_on

DUE = date(2026, 6, 1)
LONG_AGO = date(2026, 1, 1)


def letters(due=DUE, decided=LONG_AGO, days=200, *, every=1):
    """The days on which letters leave, as days from the due date, when the scheduler runs daily."""
    sent, last = [], None
    for offset in range(-60, days, every):
        today = due + timedelta(days=offset)
        if today > decided and reminder_on(due, decided, last, today):
            sent.append(offset)
            last = today
    return sent


def test_the_cadence():
    assert letters() == [-30, -7, -1, 4, 9, 30, 60, 90, 120, 150, 180]


def test_what_comes_within_five_days_waits_until_they_have_passed():
    day_before = DUE - timedelta(days=1)
    for late in range(1, 4):
        assert reminder_on(DUE, LONG_AGO, day_before, DUE + timedelta(days=late)) is None
    after = DUE + timedelta(days=4)
    assert reminder_on(DUE, LONG_AGO, day_before, after) == DUE + timedelta(days=1)


def test_days_before_the_decision_are_not_made_up_for():
    assert letters(decided=DUE - timedelta(days=10))[0] == -7
    assert letters(decided=DUE - timedelta(days=3))[0] == -1
    assert letters(decided=DUE)[0] == 1


def test_a_still_scheduler_makes_up_with_one_letter():
    assert letters(every=40)[:3] == [-20, 20, 60]


def test_long_before_nobody_is_reminded():
    assert reminder_on(DUE, LONG_AGO, None, DUE - timedelta(days=31)) is None


@given(st.integers(0, 120), st.lists(st.integers(-40, 300), min_size=1, max_size=60, unique=True))
def test_however_the_scheduler_runs_letters_keep_five_days_apart(ahead, runs):
    decided, last = DUE - timedelta(days=ahead), None
    for offset in sorted(runs):
        today = DUE + timedelta(days=offset)
        day = reminder_on(DUE, decided, last, today)
        if day is not None:
            assert decided < day <= today
            assert last is None or (today - last >= APART and day > last)
            last = today


@pytest.mark.parametrize("late", [30, 59, 60])
def test_every_thirty_days_after(late):
    today = DUE + timedelta(days=late)
    assert reminder_on(DUE, LONG_AGO, None, today) == DUE + timedelta(days=late // 30 * 30)
