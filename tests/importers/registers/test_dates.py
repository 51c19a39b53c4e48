"""Dates and times as people write them."""

import datetime as dt

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lofte.importers.registers.dates import NO_ZONE, orders, parse_clock, parse_dates
from lofte.importers.registers.sentences import ImportRefused
from lofte.importers.registers.wall import to_wall, with_clock

MOMENTS = st.datetimes(dt.datetime(1950, 1, 1), dt.datetime(2099, 12, 31)).map(
    lambda moment: moment.replace(microsecond=0)
)


def read(text: str, order: str = "dmy"):
    return parse_dates(pa.array([text]), order=order)


def stamp(text: str, order: str = "dmy"):
    return read(text, order).stamp[0].item()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-08-22 9:48:12 +02:00", dt.datetime(2026, 8, 22, 9, 48, 12)),
        ("2017/09/22 16:00:00+00", dt.datetime(2017, 9, 22, 16)),
        ("2026-01-01T10:00:00.123Z", dt.datetime(2026, 1, 1, 10)),
        ("2026-01-01, kl. 9.15", dt.datetime(2026, 1, 1, 9, 15)),
        ("20260314", dt.datetime(2026, 3, 14)),
        ("20260314 1530", dt.datetime(2026, 3, 14, 15, 30)),
        ("20260314153012", dt.datetime(2026, 3, 14, 15, 30, 12)),
        ("13/04/2026", dt.datetime(2026, 4, 13)),
        ("3.4.2026 7.05", dt.datetime(2026, 4, 3, 7, 5)),
        ("5 mars 2026 kl 14.30", dt.datetime(2026, 3, 5, 14, 30)),
        ("tis 3 feb. 2026", dt.datetime(2026, 2, 3)),
        ("den 1 maj 2026", dt.datetime(2026, 5, 1)),
        ("12 oktober 2026", dt.datetime(2026, 10, 12)),
        ("March 5, 2026 2:30 PM", dt.datetime(2026, 3, 5, 14, 30)),
        ("05-Mar-2026", dt.datetime(2026, 3, 5)),
        ("2026-01-01 12:05 AM", dt.datetime(2026, 1, 1, 0, 5)),
        ("2026-12-31T24:00", dt.datetime(2027, 1, 1)),
        ("2024-02-29", dt.datetime(2024, 2, 29)),
        ("43466,5", dt.datetime(2019, 1, 1, 12)),
        ("1514764800000", dt.datetime(2018, 1, 1)),
        ("\u00a02026-01-01\u202f10:00 ", dt.datetime(2026, 1, 1, 10)),
    ],
)
def test_forms_that_are_read(text, expected):
    assert stamp(text) == expected


NOT_DATES = """2026-02-30|2025-02-29|2026-13-01|0000-01-01|2026-01-01 25:00|2026-01-01 10:60
2026-01-01 24:01|2026-01-01 13:00 PM|19 January @ 15:00|13 foo 2026|i går|04/13/2026|12/31/26|2026
20261301"""


@pytest.mark.parametrize("text", NOT_DATES.replace("\n", "|").split("|"))
def test_what_is_no_date_is_wrong_and_not_blank(text):
    parsed = read(text)
    assert np.isnat(parsed.stamp[0])
    assert parsed.wrong[0]


@pytest.mark.parametrize("text", ["", "  ", "NA", "null", "-", "Okänt", "saknas", None])
def test_an_empty_cell_is_blank_and_not_wrong(text):
    parsed = read(text)
    assert parsed.blank[0]
    assert not parsed.wrong[0]


def test_the_order_of_day_and_month_is_what_the_caller_says():
    assert stamp("03/04/2026", "dmy") == dt.datetime(2026, 4, 3)
    assert stamp("03/04/2026", "mdy") == dt.datetime(2026, 3, 4)
    assert stamp("2026-03-04", "mdy") == dt.datetime(2026, 3, 4)


def test_the_evidence_for_an_order_is_counted():
    cells = pa.array(["13/04/2026", "04/13/2026", "03/04/2026", "2026-01-01", "13/13/2026"])
    assert orders(cells) == (1, 1, 1)
    assert orders(pa.array(["2026-01-01"])) == (0, 0, 0)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("Z", 0), ("+00", 0), ("+02:00", 120), ("-0530", -330), (" UTC", 0), ("", NO_ZONE)],
)
def test_the_zone_is_read_and_not_applied(text, minutes):
    parsed = read(f"2026-01-01 10:00:00{text}")
    assert parsed.stamp[0].item() == dt.datetime(2026, 1, 1, 10)
    assert parsed.zone[0] == minutes


def test_a_bare_day_has_no_clock():
    assert parse_dates(pa.array(["2026-01-01", "2026-01-01 00:00"])).clock.tolist() == [False, True]


@given(st.lists(MOMENTS, min_size=1, max_size=20))
def test_every_moment_survives_every_form(moments):
    forms = ["%Y-%m-%d %H:%M:%S", "%Y/%m/%dT%H:%M:%SZ", "%Y%m%d%H%M%S", "%d.%m.%Y %H.%M.%S"]
    for form in forms:
        cells = pa.array([moment.strftime(form) for moment in moments])
        assert parse_dates(cells).stamp.tolist() == moments


@given(MOMENTS)
def test_single_digit_parts_read_like_padded_ones(moment):
    text = f"{moment.year}-{moment.month}-{moment.day} {moment.hour}:{moment:%M:%S}"
    assert stamp(text) == moment


@given(MOMENTS)
def test_a_spreadsheets_day_number_is_the_moment(moment):
    days = (moment - dt.datetime(1899, 12, 30)) / dt.timedelta(days=1)
    assert abs(stamp(f"{days:.9f}") - moment) <= dt.timedelta(seconds=1)


@given(st.lists(st.one_of(st.text(max_size=30), st.none()), max_size=20))
def test_no_text_makes_the_parsers_fall(cells):
    array = pa.array(cells, pa.string())
    for order in ("dmy", "mdy"):
        parsed = parse_dates(array, order=order)
        assert len(parsed.stamp) == len(cells)
    seconds, blank = parse_clock(array)
    assert ((seconds >= -1) & (seconds <= 86_400)).all()
    assert not (blank & (seconds >= 0)).any()


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("9.48", 35_280),
        ("09:48:12", 35_292),
        ("kl 9:48", 35_280),
        ("2:30 pm", 52_200),
        ("24:00", 86_400),
        ("0,500", 43_200),
        ("9", 32_400),
        ("25:00", -1),
        ("eftermiddag", -1),
        ("", -1),
    ],
)
def test_clocks(text, seconds):
    assert parse_clock(pa.array([text]))[0][0] == seconds


def test_bare_digits_are_hours_and_minutes_when_any_is_long():
    """A spreadsheet turns 0001 into 1: it is still one minute past midnight."""
    assert parse_clock(pa.array(["1414", "1", "30", "930.0"]))[0].tolist() == [
        51_240,
        60,
        1800,
        34_200,
    ]
    assert parse_clock(pa.array(["14", "1", "0"]))[0].tolist() == [50_400, 3600, 0]


def test_six_digits_hold_seconds():
    assert parse_clock(pa.array(["235959", "2460"]))[0].tolist() == [86_399, -1]


def moment(text: str):
    return np.array([text], dtype="datetime64[s]")


@pytest.mark.parametrize(
    ("written", "clock", "expected"),
    [
        ("2018-01-02T03:30", 22.5, "2018-01-01T22:30"),  # UTC, a clock five hours behind
        ("2018-01-01T22:30", 22.5, "2018-01-01T22:30"),  # local, labelled UTC
        ("2018-01-01T23:30", 0.5, "2018-01-02T00:30"),  # UTC, a clock one hour ahead
    ],
)
def test_a_local_clock_finds_its_day_whatever_the_stamp_meant(written, clock, expected):
    seconds = np.array([round(clock * 3600)])
    joined = with_clock(moment(written), np.array([True]), seconds)
    assert joined[0] == np.datetime64(expected, "s")


def test_a_clock_beside_a_bare_day_stays_on_that_day():
    joined = with_clock(moment("2018-01-01"), np.array([False]), np.array([82_800]))
    assert joined[0] == np.datetime64("2018-01-01T23:00", "s")


def test_a_row_without_a_clock_keeps_its_stamp():
    joined = with_clock(moment("2018-01-01T05:00"), np.array([True]), np.array([-1]))
    assert joined[0] == np.datetime64("2018-01-01T05:00", "s")


def test_utc_becomes_what_the_wall_clock_showed():
    stamps = np.array(["2026-03-29T00:59", "2026-03-29T01:00", "NaT"], dtype="datetime64[s]")
    wall = to_wall(stamps, np.zeros(3, dtype=np.int64), "Europe/Stockholm")
    expected = np.array(["2026-03-29T01:59", "2026-03-29T03:00"], dtype="datetime64[s]")
    assert (wall[:2] == expected).all()
    assert np.isnat(wall[2])


def test_a_zone_that_does_not_exist_is_refused():
    with pytest.raises(ImportRefused, match="Tidszonen"):
        to_wall(moment("2026-01-01"), np.zeros(1, dtype=np.int64), "Mars/Olympus")
