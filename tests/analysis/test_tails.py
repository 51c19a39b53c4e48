"""The tails are exact: compared with fractions, and far out with scipy's own distributions."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from lofte.analysis.tails import (
    LARGEST_SUM,
    beta_binomial_at_least,
    binomial_at_least,
    log_rising,
)
from tests.reference import twins

SIZES = st.sampled_from([0.125, 0.5, 1.0, 2.5, 16.0, 1000.0])


def whole(*values):
    return [np.array([v], dtype=np.int64) for v in values]


@given(st.integers(0, 25), st.integers(0, 25), st.sampled_from([0.01, 0.125, 0.5, 0.9]))
def test_binomial(x, total, share):
    p = binomial_at_least(*whole(x, total), np.array([share]))[0]
    assert p == pytest.approx(twins.binomial_at_least(x, total, share), rel=1e-10)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 25), st.integers(0, 25), SIZES, SIZES)
def test_beta_binomial(x, total, now, before):
    p = beta_binomial_at_least(*whole(x, total), np.array([now]), np.array([before]))[0]
    expected = twins.beta_binomial_at_least(x, total, now, before)
    assert p == pytest.approx(expected, rel=1e-9, abs=1e-12)


@pytest.mark.parametrize(("x", "share"), [(900, 0.2), (2_000, 0.2), (4_500, 0.2), (1, 1e-4)])
def test_sums_and_integral_meet_where_one_takes_over(x, share):
    now, before = np.array([40.0 * share / 0.2]), np.array([160.0])
    at_limit = beta_binomial_at_least(*whole(x, LARGEST_SUM), now, before)[0]
    above = beta_binomial_at_least(*whole(x, LARGEST_SUM + 1), now, before)[0]
    assert above == pytest.approx(at_limit, rel=0.02, abs=1e-12)
    law = stats.betabinom(LARGEST_SUM + 1, now[0], before[0])
    assert above == pytest.approx(law.pmf(np.arange(x, LARGEST_SUM + 2)).sum(), rel=1e-6)


def test_huge_counts_have_tails_too():
    p = beta_binomial_at_least(*whole(10**8, 10**9), np.array([50.0]), np.array([500.0]))[0]
    assert p == pytest.approx(stats.beta(50, 500).sf(0.1), rel=1e-4)


def test_a_steady_place_is_binomial():
    steady = beta_binomial_at_least(*whole(30, 100), np.array([1e12]), np.array([4e12]))[0]
    assert steady == pytest.approx(stats.binom.sf(29, 100, 0.2), rel=1e-8)


@given(st.integers(0, 60), st.floats(0.01, 1e9))
def test_rising_product(x, r):
    product = sum(np.log1p(j / r) for j in range(x))
    value = log_rising(np.array([float(x)]), np.array([r]))[0]
    assert value == pytest.approx(product, rel=1e-6, abs=1e-6)
