"""A family of units against its own history: what is told, and with which history."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lofte.analysis.periods import Period, PeriodKind, before
from lofte.situation.comparisons import all_rounded, compare, rounded
from lofte.situation.compose import compose
from lofte.situation.counts import Times
from lofte.situation.document import MORE, USUAL
from lofte.situation.results import Around
from tests.situation.picture_town import FIRST, SOURCE, WEEKS, events, place, points, quiet, rise

WEEK = Period(PeriodKind.WEEK, date(2026, 11, 16), date(2026, 11, 23))


def times(weeks: int) -> Times:
    history = before(WEEK, weeks)
    return Times(WEEK, history, np.zeros(0, np.int64), history[0].start, WEEK.last_day, "")


@pytest.mark.parametrize(("now", "klass"), [(2, USUAL), (3, MORE)])
def test_two_reports_where_there_were_none_are_no_finding(now: int, klass: str) -> None:
    counts = np.array([[0] * 90 + [now]], dtype=np.int32)
    found = compare("platser", counts, times(90), rest=None)
    assert found.klass(0) == klass
    assert list(found.of(MORE)) == ([0] if klass == MORE else [])
    assert found.method.found == (klass == MORE)


def earlier(weeks: int) -> list[tuple[float, float, np.datetime64, int]]:
    """The same quiet town before the register of the tests begins."""
    moved = np.timedelta64(7 * weeks, "D")
    return [(x, y, when - moved, kind) for x, y, when, kind in quiet(seed=9)]


def lately(*months: int) -> list[tuple[float, float, np.datetime64, int]]:
    """Twenty events at one spot, so many four-week periods ago."""
    return [
        row
        for month in months
        for row in events(
            [(550.0, 550.0)] * 20,
            [(FIRST + timedelta(weeks=WEEKS - 4 - 4 * month, days=n), 21) for n in range(20)],
        )
    ]


def test_what_began_lately_does_not_become_its_own_normal() -> None:
    rows = [*earlier(WEEKS), *quiet(), *rise((550, 550), 22), *lately(1, 2, 3)]
    around = Around(places=[place("Torget", 550, 550)])
    document = compose(points(rows), source=SOURCE, around=around)
    assert "Torget" in [f.place for f in document.findings if f.kind == MORE]
    assert document.history.periods == 2 * WEEKS // 4 - 1 - 3
    assert "det som började nyligen inte räknas som normalt" in document.history.sentence


def test_a_register_of_less_than_a_year_and_a_quarter_is_used_whole() -> None:
    document = compose(points(quiet()), source=SOURCE)
    assert document.history.periods == WEEKS // 4 - 1
    assert "nyligen" not in document.history.sentence


@pytest.mark.parametrize(
    ("new", "said", "strength"),
    [
        (0, None, "starkt stöd"),
        (4, None, "starkt stöd"),
        (15, "15 av dem kommer från nya rapportörer.", "visst stöd"),
        (24, "24 av dem kommer från nya rapportörer, och utan dem är antalet", "visst stöd"),
    ],
)
def test_a_rise_by_new_reporters_is_told_as_such(new: int, said: str | None, strength: str) -> None:
    rows = [*rise((550, 550), 25), *quiet()]
    known = points(rows)
    theirs = np.arange(len(rows)) < new
    around = Around(places=[place("Torget", 550, 550, radius=50)], newcomers=theirs)
    document = compose(known, source=SOURCE, around=around)
    (found,) = [f for f in document.findings if f.kind == MORE]
    assert (said in found.sentence) if said else ("nya rapportörer" not in found.sentence)
    assert found.strength == strength


@given(
    st.lists(st.floats(allow_infinity=False, width=64), max_size=30).map(np.array)
    | st.integers(-30, 30).map(lambda n: np.array([10.0**n, 1.5 * 10.0**n, 9.999995 * 10.0**n]))
)
def test_rounding_all_at_once_is_rounding_one_by_one(values: np.ndarray) -> None:
    values = values.astype(np.float64)
    expected = np.array([rounded(value) for value in values])
    np.testing.assert_array_equal(all_rounded(values), expected)
