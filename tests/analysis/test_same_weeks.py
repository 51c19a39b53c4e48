"""Now against the same weeks of earlier years."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lofte.analysis.baseline_plan import BadAlarm
from lofte.analysis.normal import more_than_normal
from lofte.analysis.same_weeks import same_weeks
from tests.reference import twin_profiles

MONDAY = date(2019, 1, 7)
STARTS = tuple(MONDAY + timedelta(days=7 * k) for k in range(420))


def counts(n=1, seed=1, weeks=420):
    season = np.exp(np.sin(2 * np.pi * np.arange(weeks) / 52.18))
    return np.random.default_rng(seed).poisson(4 * season, (n, weeks))


@settings(max_examples=30, deadline=None)
@given(st.integers(260, 419), st.integers(1, 4), st.integers(0, 3))
def test_the_weeks_are_those_that_the_calendar_says(now, years, half):
    found = same_weeks(counts(), STARTS, week=now, years=years, half=half)
    twin = twin_profiles.same_weeks(STARTS, now, years, half)
    assert len(found.references) == len(twin)
    if STARTS[now].day <= 28:
        assert found.references.tolist() == twin


def test_the_band_is_the_exact_one():
    series = counts(seed=2)
    found = same_weeks(series, STARTS, dispersion=1.0)
    exact = more_than_normal(
        series[:, -1], series[:, found.references], dispersion=1.0, minimum_periods=1
    )
    assert (found.low[0], found.high[0], found.p[0]) == (exact.low[0], exact.high[0], exact.p[0])
    assert found.parameters["years"] == 3


def test_a_summer_top_is_normal_in_summer_and_not_in_winter():
    series = counts(n=30, seed=3)
    top = int(np.argmax(np.exp(np.sin(2 * np.pi * np.arange(364, 416) / 52.18)))) + 364
    assert not same_weeks(series, STARTS, week=top).more.any()
    series[4, -1] = 40
    found = same_weeks(series, STARTS)
    assert np.flatnonzero(found.more).tolist() == [4]


def test_a_week_53_says_so():
    at = STARTS.index(date(2026, 12, 21) + timedelta(days=7)) if len(STARTS) > 416 else 0
    found = same_weeks(counts(), STARTS, week=at)
    assert found.week_53
    assert not same_weeks(counts(), STARTS, week=-20).week_53


def test_years_before_the_series_are_left_out():
    found = same_weeks(counts(weeks=80), STARTS[:80], years=5)
    assert found.parameters["years"] == 1
    assert len(found.references) == 3


@pytest.mark.parametrize(
    ("more", "word"),
    [
        ({"week": 420}, "week"),
        ({"years": 0}, "years"),
        ({"half": -1}, "half"),
        ({"week": 10}, "ett helt år"),
    ],
)
def test_what_cannot_be_compared_is_named(more, word):
    with pytest.raises(BadAlarm, match=word):
        same_weeks(counts(), STARTS, **more)
    with pytest.raises(BadAlarm, match="starts"):
        same_weeks(counts(), None)
