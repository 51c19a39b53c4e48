from datetime import UTC, date, datetime

import pytest

from lofte.templatetags.words import icon, percent, tal, week, week_and_year, whole_dates

SPACE = "\u00a0"


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 3, 16), "v. 12"),
        (date(2027, 1, 1), "v. 53"),
        (datetime(2026, 3, 15, 23, 30, tzinfo=UTC), "v. 12"),  # already Monday in Sweden
        (None, ""),
    ],
)
def test_a_day_has_its_iso_week_in_swedish_time(day: date | None, words: str) -> None:
    assert week(day) == words


def test_the_week_keeps_its_own_year_near_new_year() -> None:
    assert week_and_year(date(2027, 1, 1)) == "v. 53 2026"
    assert week_and_year(datetime(2026, 3, 16, 12)) == "v. 12 2026"
    assert week_and_year(None) == ""


@pytest.mark.parametrize(
    ("number", "decimals", "words"),
    [
        (0, 0, "0"),
        (12345, 0, f"12{SPACE}345"),
        (1234567.891, 1, f"1{SPACE}234{SPACE}567,9"),
        (-3.5, 1, "\u22123,5"),
        (-0.04, 1, "0,0"),
        (None, 0, ""),
        ("", 0, ""),
    ],
)
def test_numbers_are_written_the_swedish_way(
    number: float | None, decimals: int, words: str
) -> None:
    assert tal(number, decimals) == words


def test_a_share_is_a_percentage_with_a_space_before_the_sign() -> None:
    assert percent(0.125) == f"12{SPACE}%"
    assert percent(0.1251, 1) == f"12,5{SPACE}%"
    assert percent(None) == ""


def test_an_icon_is_hidden_from_screen_readers_and_escapes_its_name() -> None:
    drawn = icon("map-pin")
    assert 'aria-hidden="true"' in drawn
    assert "icons.svg#map-pin" in drawn
    assert "<script>" not in icon('"><script>')


def test_no_line_ends_in_the_middle_of_a_date_and_the_text_stays_text() -> None:
    told = whole_dates("Senast 2026-11-29: <b>möte</b>, ärende 12026-11-290")
    assert '<span class="nowrap">2026-11-29</span>' in told
    assert told.count("<span") == 1
    assert "<b>" not in told
