"""One series: normal, more, fewer or unknown; and how many times more, with an exact interval."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lofte.analysis.normal import BadHistory, more_than_normal
from lofte.analysis.trend import Standing, rate_ratio, series_against_normal
from tests.reference import twins


@pytest.mark.parametrize(
    ("counts", "standing"),
    [
        ([5, 6, 7, 4, 5, 6, 14], Standing.MORE),
        ([5, 6, 7, 4, 5, 6, 8], Standing.NORMAL),
        ([25, 26, 27, 24, 25, 26, 5], Standing.FEWER),
        ([5, 6, 14], Standing.UNKNOWN),
        ([14], Standing.UNKNOWN),
    ],
)
def test_where_the_latest_figure_stands(counts, standing):
    result = series_against_normal(counts)
    assert result.standing is standing
    assert result.counts.tolist() == counts
    assert (result.low == -1) == (standing is Standing.UNKNOWN)


def test_the_band_is_that_of_the_places():
    result = series_against_normal([5, 6, 7, 4, 5, 14], dispersion=1.0)
    place = more_than_normal([14], [[5, 6, 7, 4, 5]], dispersion=1.0)
    assert (result.low, result.high, result.p) == (place.low[0], place.high[0], place.p[0])
    assert result.expected == pytest.approx(5.4)


def test_a_month_of_31_days_is_longer_than_february():
    days = [31, 28, 31, 30, 31, 30]
    result = series_against_normal([31, 28, 31, 30, 31, 30], exposure=days)
    assert result.expected == pytest.approx(30)


@pytest.mark.parametrize("counts", [[], [[1, 2]]])
def test_what_is_no_series_is_refused(counts):
    with pytest.raises(BadHistory, match="counts ska vara"):
        series_against_normal(counts)


def test_exposure_of_another_length_is_refused():
    with pytest.raises(BadHistory, match="exposure"):
        series_against_normal([1, 2, 3, 4, 5], exposure=[1, 2])


def test_the_example_of_r():
    """help(poisson.test) in R: breast cancer, 11 / 800 against 21 / 3011."""
    found = rate_ratio(11, 21, exposure_now=800, exposure_before=3011)
    assert found.ratio == pytest.approx(1.971488, rel=1e-6)
    assert (found.low, found.high) == pytest.approx((0.8584264, 4.2772659), rel=1e-6)


@given(st.integers(0, 40), st.integers(0, 40), st.sampled_from([0.5, 1.0, 3.0]))
def test_the_interval_equals_the_slow_twin(now, before, exposure):
    found = rate_ratio(now, before, exposure_now=exposure, level=0.9)
    limits = twins.rate_ratio_limits(now, before, 1 / exposure, 0.9)
    assert (found.low, found.high) == pytest.approx(limits, rel=1e-6)


def test_without_events_the_interval_says_everything_is_possible():
    found = rate_ratio(0, 0)
    assert found.ratio is None
    assert (found.low, found.high, found.p) == (0.0, np.inf, 1.0)
    assert rate_ratio(4, 0).ratio == np.inf
    assert rate_ratio(4, 0).high == np.inf
    assert rate_ratio(4, 0).low > 0
    assert rate_ratio(0, 4).low == 0


@given(st.integers(0, 200), st.integers(0, 200), st.sampled_from([0.5, 1.0, 4.0]))
def test_the_interval_and_the_test_say_the_same(now, before, exposure):
    found = rate_ratio(now, before, exposure_now=exposure)
    outside = found.low > 1 or found.high < 1
    if abs(found.p - 0.05) > 1e-9:
        assert outside == (found.p < 0.05)
    if now + before:
        assert found.low <= found.ratio <= found.high


@given(st.integers(1, 200), st.integers(1, 200))
def test_overdispersed_counts_say_less(now, before):
    plain, wide = rate_ratio(now, before), rate_ratio(now, before, dispersion=3.0)
    assert wide.low <= plain.low <= plain.high <= wide.high
    assert wide.ratio == pytest.approx(plain.ratio)
    assert wide.p >= plain.p - 1e-12


@pytest.mark.parametrize(
    ("arguments", "more"),
    [
        ((-1, 2), {}),
        ((1, -2), {}),
        ((1, 2), {"level": 1.0}),
        ((1, 2), {"dispersion": 0.9}),
        ((1, 2), {"exposure_now": 0.0}),
        ((1, 2), {"exposure_before": float("inf")}),
    ],
)
def test_what_cannot_be_compared_is_refused(arguments, more):
    with pytest.raises(BadHistory):
        rate_ratio(*arguments, **more)


@pytest.mark.parametrize("wrong", [np.nan, np.inf, -1, 2.5, 10**18])
@pytest.mark.parametrize("which", ["now", "before"])
def test_a_ratio_of_what_is_no_count_is_refused(which, wrong):
    with pytest.raises(BadHistory, match=f"{which} ska vara ett"):
        rate_ratio(**{"now": 30, "before": 40, which: wrong})
