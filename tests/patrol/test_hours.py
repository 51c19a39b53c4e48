"""Hours of the week as people say them: some days in a row, from when to when, past midnight."""

from datetime import date, datetime

import pytest

from lofte.patrol.hours import Window

FRIDAY = date(2026, 11, 27)


def starts(window, day):
    return [f"{hour:%a %H}" for hour in window.on(day)]


def test_a_window_opens_on_its_own_days_only():
    window = Window(4, 5, 20, 22)
    assert window.on(date(2026, 11, 26)) == ()
    assert window.on(FRIDAY) == (datetime(2026, 11, 27, 20), datetime(2026, 11, 27, 21))


def test_it_goes_on_past_midnight():
    assert starts(Window(4, 4, 22, 2), FRIDAY) == ["Fri 22", "Fri 23", "Sat 00", "Sat 01"]


def test_days_run_over_sunday():
    assert Window(5, 0, 20, 22).weekdays == (5, 6, 0)


def test_the_same_hour_twice_is_a_whole_day():
    assert Window(0, 0, 6, 6).hours_a_day == 24
    assert Window(0, 0, 0, 24).hours_a_day == 24


def test_a_week_holds_its_days_times_its_hours():
    window = Window(4, 5, 20, 1)
    assert window.hours_a_week == 10
    assert len([*window.between(date(2026, 11, 23), date(2026, 11, 30))]) == 10


@pytest.mark.parametrize(
    ("window", "said"),
    [
        (Window(4, 5, 22, 2), "fredag–lördag 22–02"),
        (Window(2, 2, 8, 10), "onsdag 08–10"),
        (Window(0, 6, 18, 24), "alla dagar 18–24"),
    ],
)
def test_it_is_said_in_swedish(window, said):
    assert window.label == said
