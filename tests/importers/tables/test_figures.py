"""Periods and values as official tables write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lofte.importers.tables import Flag
from lofte.importers.tables.figures import parse_period, parse_value


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2025", date(2025, 1, 1), date(2026, 1, 1)),
        ("2025.0", date(2025, 1, 1), date(2026, 1, 1)),
        ("2023–2024", date(2023, 1, 1), date(2025, 1, 1)),
        ("2025-03", date(2025, 3, 1), date(2025, 4, 1)),
        ("2025M12", date(2025, 12, 1), date(2026, 1, 1)),
        ("2025 kv 4", date(2025, 10, 1), date(2026, 1, 1)),
        ("2025K1", date(2025, 1, 1), date(2025, 4, 1)),
        ("2025 tertial 2", date(2025, 5, 1), date(2025, 9, 1)),
        ("2025T3", date(2025, 9, 1), date(2026, 1, 1)),
    ],
)
def test_periods_end_on_the_day_after(text, start, end):
    assert parse_period(text) == (start, end)


@pytest.mark.parametrize(
    "text", ["", "25", "2025-13", "2025-00", "2025K5", "0001", "2025-2020", "mitten av 2015"]
)
def test_what_is_no_period(text):
    assert parse_period(text) is None


@pytest.mark.parametrize(
    ("text", "value", "flag"),
    [
        ("1 234,5", 1234.5, Flag.FINAL),
        ("1\u00a0234", 1234, Flag.FINAL),
        ("1,234.5", 1234.5, Flag.FINAL),
        ("−3", -3, Flag.FINAL),
        ("0", 0, Flag.FINAL),
        ("12 p", 12, Flag.PRELIMINARY),
        ("12*", 12, Flag.PRELIMINARY),
        ("12 (prel.)", 12, Flag.PRELIMINARY),
        ("12 r", 12, Flag.REVISED),
        ("-", 0, Flag.NOTHING),
        ("–", 0, Flag.NOTHING),
        ("..", None, Flag.SECRET),
        ("Privacy", None, Flag.SECRET),
        (".", None, Flag.NOT_APPLICABLE),
        ("", None, Flag.MISSING),
        (" Uppgift saknas ", None, Flag.MISSING),
    ],
)
def test_values_and_symbols(text, value, flag):
    assert parse_value(text) == (value, flag)


@pytest.mark.parametrize("text", ["abc", "1,2,3", "12 x", "inf"])
def test_what_is_neither_value_nor_symbol(text):
    assert parse_value(text) is None


@given(st.integers(-(10**9), 10**9), st.integers(0, 99))
def test_swedish_numbers_read_back(whole, cents):
    read = parse_value(f"{whole:,}".replace(",", " ") + f",{cents:02d}")
    assert read is not None
    assert abs(read[0]) == pytest.approx(abs(whole) + cents / 100)


@given(st.text(max_size=12))
def test_no_text_makes_them_fall(text):
    parse_period(text)
    read = parse_value(text)
    assert read is None or (read[0] is None) == (
        read[1] in (Flag.MISSING, Flag.SECRET, Flag.NOT_APPLICABLE)
    )
