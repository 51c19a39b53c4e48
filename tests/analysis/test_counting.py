"""Counting: nothing is lost and nothing is counted twice."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lofte.analysis.counting import BadCounting, count, slots
from lofte.analysis.periods import PeriodKind, before, containing, parse

PAIRS = st.lists(st.tuples(st.integers(-1, 4), st.integers(-1, 2)), max_size=60)


@given(PAIRS)
def test_counts_are_those_of_a_plain_loop(pairs):
    plain = np.zeros((5, 3), dtype=int)
    for unit, slot in pairs:
        if unit >= 0 and slot >= 0:
            plain[unit, slot] += 1
    units = [unit for unit, _ in pairs]
    numbers = [slot for _, slot in pairs]
    counted = count(units, numbers, units=5, slots=3)
    assert counted.dtype == np.int32
    assert np.array_equal(counted, plain)


def test_no_events_and_no_units():
    assert count([], [], units=2, slots=2).tolist() == [[0, 0], [0, 0]]
    assert count([-1], [-1], units=0, slots=2).shape == (0, 2)


@pytest.mark.parametrize(
    ("unit", "slot"), [([5], [0]), ([0], [3]), ([-2], [0]), ([0], [-2]), ([0, 1], [0])]
)
def test_an_index_beyond_the_table_is_refused(unit, slot):
    with pytest.raises(BadCounting):
        count(unit, slot, units=5, slots=3)


@given(st.dates(date(2015, 1, 1), date(2030, 1, 1)), st.sampled_from(list(PeriodKind)[:7]))
def test_every_time_finds_its_period(day, kind):
    period = containing(kind, day)
    chain = (*before(period, 3), period)
    times = np.array([day, *(p.start for p in chain), *(p.last_day for p in chain)], "M8[s]")
    assert slots(times, chain).tolist() == [3, 0, 1, 2, 3, 0, 1, 2, 3]


def test_outside_the_periods_and_between_them():
    chosen = (parse("2026-W10"), parse("2026-W12"))
    times = np.array(
        ["2026-03-01", "2026-03-08T23:59:59", "2026-03-09", "2026-03-22", "2026-03-23", "NaT"],
        "M8[s]",
    )
    assert slots(times, chosen).tolist() == [-1, 0, -1, 1, -1, -1]
    assert slots(times, ()).tolist() == [-1] * 6


@pytest.mark.parametrize("keys", [("2026-W11", "2026-W10"), ("2026-W10", "2026-03")])
def test_periods_out_of_order_or_overlapping_are_refused(keys):
    with pytest.raises(BadCounting):
        slots([], tuple(parse(key) for key in keys))


@pytest.mark.parametrize("huge", [2**63, 2**64 - 1])
def test_a_huge_number_is_no_event_left_out(huge):
    with pytest.raises(BadCounting, match="unit: ett nummer ligger utanför"):
        count(np.array([huge, 0], np.uint64), [0, 0], units=2, slots=2)


def test_the_size_of_the_table_may_be_of_any_whole_type():
    found = count([0, 1], [0, 1], units=np.int8(100), slots=np.uint8(200))
    assert found.shape == (100, 200)


def test_numbers_that_are_not_whole_are_refused_not_cut():
    with pytest.raises(BadCounting, match="heltal"):
        count(np.array([0.5, 1.0]), [0, 1], units=2, slots=2)
