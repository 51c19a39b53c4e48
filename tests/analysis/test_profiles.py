"""Weekday, month and season against as many days at random."""

from datetime import date, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lofte.analysis.periods import BadPeriod
from lofte.analysis.profiles import by_month, by_season, by_weekday
from lofte.analysis.swedish_days import holidays
from tests.reference import twin_profiles

FIRST, LAST = date(2025, 3, 1), date(2026, 11, 22)
TIMES = st.lists(
    st.datetimes(datetime(2025, 1, 1), datetime(2027, 1, 1)).map(
        lambda t: t.replace(microsecond=0)
    ),
    max_size=40,
)


def weekday(day):
    return 7 if day in holidays(day.year) else day.weekday()


@settings(max_examples=25, deadline=None)
@given(TIMES)
def test_it_equals_the_slow_twin(times):
    for method, part in (
        (by_weekday, weekday),
        (by_month, lambda day: day.month - 1),
        (by_season, lambda day: day.month % 12 // 3),
    ):
        found = method(times, FIRST, LAST)
        twin = twin_profiles.profile(times, FIRST, LAST, part)
        for k, (count, days, ratio) in twin.items():
            assert (found.counts[k], found.days[k]) == (count, days)
            assert found.ratio[k] == pytest.approx(ratio, abs=1e-12)
        assert found.n + found.outside == len(times)
        assert np.all(found.low <= found.ratio + 1e-12)
        assert np.all(found.ratio <= found.high + 1e-12)


def test_a_month_that_is_busier_than_its_days():
    times = [datetime(2026, 2, 1) + timedelta(days=k % 28, hours=k % 24) for k in range(90)]
    times += [datetime(2026, 1, 1) + timedelta(days=k) for k in range(300)]
    found = by_month(times, date(2026, 1, 1), date(2026, 12, 31))
    assert found.parts[int(np.argmax(found.ratio))] == "februari"
    assert found.low[1] > 2
    assert found.enough


def test_holidays_are_a_part_of_their_own():
    christmas = [datetime(2026, 12, 24, 20)] * 25
    found = by_weekday(christmas, date(2026, 1, 1), date(2026, 12, 31))
    assert found.counts.tolist() == [0] * 7 + [25]
    assert found.days[7] == 16
    assert found.days.sum() == 365
    assert any("helgdagar" in sentence for sentence in found.said)


def test_a_season_that_is_not_there_is_said_not_guessed():
    found = by_season([datetime(2026, 7, 1)], date(2026, 6, 1), date(2026, 8, 31))
    assert found.days.tolist() == [0, 0, 92, 0]
    assert np.isnan(found.ratio[0])
    assert (found.low[0], found.high[0]) == (0.0, np.inf)
    assert not found.enough


def test_without_events_everything_is_possible():
    found = by_month([], FIRST, LAST)
    assert found.ratio.tolist() == [0.0] * 12
    assert found.low.tolist() == [0.0] * 12
    assert np.isfinite(found.high).all()
    assert (found.high > 1).all()


@pytest.mark.parametrize(
    ("start", "span", "level", "word"),
    [
        ([], (LAST, FIRST), 0.95, "first"),
        ([], (FIRST, LAST), 1.0, "level"),
        (["NaT"], (FIRST, LAST), 0.95, "saknar tid"),
    ],
)
def test_what_cannot_be_counted_is_named(start, span, level, word):
    with pytest.raises(BadPeriod, match=word):
        by_month(start, *span, level=level)
