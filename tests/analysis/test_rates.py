"""Rates: the same as the slow twin and as printed tables, and honest where there are few."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lofte.analysis.rates import BadRates, rates, rolling_rates
from tests.reference import twin_rates

COUNTS = st.lists(st.integers(0, 150), min_size=1, max_size=8)

# Exact 95 % limits for a Poisson count, as tables print them to two decimals (Garwood 1936).
PRINTED = {
    0: (0.00, 3.69),
    1: (0.03, 5.57),
    5: (1.62, 11.67),
    10: (4.80, 18.39),
    20: (12.22, 30.89),
    50: (37.11, 65.92),
    100: (81.36, 121.63),
}


@pytest.mark.parametrize(("events", "limits"), PRINTED.items())
def test_the_limits_that_textbooks_print(events, limits):
    found = rates([events], 1.0, per=1.0)
    np.testing.assert_allclose((found.low[0], found.high[0]), limits, atol=0.00501)


@given(COUNTS, st.floats(1, 1e6), st.sampled_from([0.8, 0.9, 0.95, 0.99]))
def test_the_same_as_one_at_a_time(counts, at_risk, level):
    found = rates(counts, at_risk, level=level)
    slow = [twin_rates.rate(n, at_risk, level=level) for n in counts]
    np.testing.assert_allclose(
        np.stack([found.rate, found.low, found.high], axis=1), slow, rtol=1e-7, atol=1e-12
    )


@given(COUNTS, st.integers(1, 8), st.randoms())
def test_rolling_is_the_same_as_one_at_a_time(counts, window, random):
    at_risk = [random.randint(1, 5_000) for _ in counts]
    window = min(window, len(counts))
    found = rolling_rates(counts, at_risk, window=window)
    for i, slow in enumerate(twin_rates.rolling(counts, at_risk, window)):
        told = (found.rate[i], found.low[i], found.high[i])
        assert np.isnan(told).all() if slow is None else np.allclose(told, slow, rtol=1e-7)


@given(COUNTS, st.floats(0.001, 1000))
def test_the_unit_of_what_is_at_risk_does_not_matter(counts, factor):
    one = rates(counts, 700.0)
    other = rates(counts, 700.0 * factor, per=1000.0 * factor)
    np.testing.assert_allclose(one.high, other.high)


@given(COUNTS, COUNTS)
def test_a_period_split_in_two_gives_the_same_rate_together(first, second):
    size = min(len(first), len(second))
    halves = np.stack([first[:size], second[:size]], axis=1)
    whole = rates(halves.sum(axis=1), 1_000.0)
    np.testing.assert_allclose(rolling_rates(halves, 500.0, window=2).rate[:, 1], whole.rate)


@given(COUNTS, st.randoms())
def test_the_order_of_places_does_not_matter(counts, random):
    order = list(range(len(counts)))
    random.shuffle(order)
    found = rates(counts, 10.0)
    moved = rates(np.array(counts)[order], 10.0)
    np.testing.assert_array_equal(found.low[order], moved.low)


def test_the_interval_holds_the_truth_at_least_as_often_as_it_says():
    rng = np.random.default_rng(3)
    for mean in (0.5, 3.0, 12.0, 60.0):
        found = rates(rng.poisson(mean, 20_000), 1.0, per=1.0)
        assert ((found.low <= mean) & (mean <= found.high)).mean() >= 0.95 - 0.004


def test_few_events_are_marked():
    assert rates([0, 19, 20], 100.0).small.tolist() == [True, True, False]


def test_nobody_at_risk_has_no_rate_and_no_warning():
    found = rates([0, 3], [0.0, 100.0])
    assert np.isnan([found.rate[0], found.low[0], found.high[0]]).all()
    assert found.rate[1] == 30.0


def test_nothing_in_nothing_out():
    assert rates([], 1.0).rate.shape == (0,)
    assert rolling_rates(np.zeros((3, 0)), 1.0, window=1).rate.shape == (3, 0)
    assert rates(7, 1_000.0).rate == 7.0


@pytest.mark.parametrize(
    ("given_", "named"),
    [
        (((-1,), 1.0), "counts"),
        (((1.5,), 1.0), "counts"),
        (((np.nan,), 1.0), "counts"),
        (((np.inf,), 1.0), "counts"),
        (((10**10,), 1.0), "counts"),
        ((("x",), 1.0), "counts"),
        (((1,), -1.0), "at_risk"),
        (((1,), np.nan), "at_risk"),
        (((1,), np.inf), "at_risk"),
        (((1,), 0.0), "at_risk"),
        (((1,), 1e-300), "at_risk"),
        (((1,), 1e300), "at_risk"),
        (((1, 2), (1.0, 2.0, 3.0)), "at_risk"),
    ],
)
def test_bad_input_is_named(given_, named):
    with pytest.raises(BadRates, match=named):
        rates(*given_)


@pytest.mark.parametrize(
    ("more", "named"),
    [({"per": 0}, "per"), ({"per": 1e300}, "per"), ({"per": 1e-300}, "per"),
     ({"per": np.nan}, "per"), ({"level": 1.0}, "level"),
     ({"window": 0}, "window"), ({"window": 4}, "window"), ({"window": 1.5}, "window")],
)  # fmt: skip
def test_bad_settings_are_named(more, named):
    with pytest.raises(BadRates, match=named):
        rolling_rates([1, 2, 3], 10.0, **{"window": 1, **more})


def test_a_window_of_one_is_no_window_whatever_its_type():
    for one in (1, np.int8(1), True):
        assert np.array_equal(
            rolling_rates([3, 4], 10.0, window=one).rate, rates([3, 4], 10.0).rate
        )


@pytest.mark.parametrize("window", [1, 2])
def test_a_single_number_has_no_window(window):
    with pytest.raises(BadRates, match=r"counts ska vara en rad.*window"):
        rolling_rates(3, 10.0, window=window)
