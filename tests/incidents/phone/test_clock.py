"""When a report that waited was made: the phone's clock is believed as far as it agrees."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from lofte.incidents.phone.clock import Told, made, told

NOW = datetime(2026, 11, 20, 21, 30, tzinfo=ZoneInfo("Europe/Stockholm"))
MS = NOW.timestamp() * 1000
MINUTE, HOUR, DAY = 60_000.0, 3_600_000.0, 86_400_000.0
TEN_YEARS = 3652 * DAY


def waited(hours: float, *, ahead: float = 0.0, **more: float) -> Told:
    """A report that waited so long in a phone whose clock is `ahead` milliseconds."""
    sent = MS + ahead
    return Told(made=sent - hours * HOUR, sent=sent, **more)


def test_a_report_that_did_not_wait_was_made_now():
    assert made(None, NOW).at == NOW
    assert made(waited(0), NOW) == made(None, NOW)


def test_a_clock_that_is_right_tells_the_wait():
    found = made(waited(3), NOW)
    assert found.at == NOW - timedelta(hours=3)
    assert not found.doubt
    assert not found.wrong


@pytest.mark.parametrize("ahead", [TEN_YEARS, -TEN_YEARS])
def test_a_clock_ten_years_wrong_still_tells_the_wait_but_is_asked_about(ahead):
    found = made(waited(3, ahead=ahead), NOW)
    assert abs(found.at - (NOW - timedelta(hours=3))) < timedelta(seconds=1)
    assert found.wrong == timedelta(milliseconds=ahead)
    assert found.doubt


def test_a_wrong_clock_is_not_asked_about_when_the_report_came_at_once():
    found = made(waited(0.05, ahead=TEN_YEARS), NOW)
    assert found.wrong
    assert not found.doubt


def test_a_clock_that_was_set_while_the_report_waited_is_found_by_where_it_stood_before():
    """It was ten years behind, was set right by the network, and three hours had gone."""
    told = Told(made=MS - TEN_YEARS - 3 * HOUR, sent=MS, offset=TEN_YEARS)
    found = made(told, NOW)
    assert abs(found.at - (NOW - timedelta(hours=3))) < timedelta(seconds=1)
    assert found.doubt
    assert not found.wrong


def test_an_offset_that_still_holds_changes_nothing():
    found = made(waited(3, ahead=HOUR, offset=-HOUR), NOW)
    assert found.at == NOW - timedelta(hours=3)


def test_the_steady_clock_tells_at_least_how_long_it_was():
    back = Told(made=MS, sent=MS - DAY, elapsed=2 * HOUR)  # set back a day meanwhile
    assert made(back, NOW).at == NOW - timedelta(hours=2)
    assert made(back, NOW).doubt
    slow = Told(made=MS - HOUR, sent=MS, elapsed=HOUR + MINUTE)
    assert made(slow, NOW).at == NOW - timedelta(minutes=61)


@pytest.mark.parametrize("told", [waited(-1), waited(24 * 61)])
def test_what_cannot_be_is_asked_about(told):
    found = made(told, NOW)
    assert found.at == NOW
    assert found.doubt


@pytest.mark.parametrize(
    "posted",
    [
        *({}, {"made": "1"}, {"made": "x", "sent": "1"}, {"made": "nan", "sent": "1"}),
        *({"made": "1", "sent": "1e300"}, {"made": "1", "sent": "1", "offset": "inf"}),
    ],
)
def test_what_cannot_be_read_is_no_telling(posted):
    assert told(posted) is None


def test_what_was_posted_is_read():
    posted = {"made": "1.5", "sent": "2", "elapsed": "0.5", "offset": ""}
    assert told(posted) == Told(1.5, 2.0, 0.5)
