"""The dispersion that was put in comes out, each unit's own, and none where there is none."""

import numpy as np
import pytest

from lofte.analysis.dispersion import estimate, given
from tests.reference import twin_dispersion

RATES = np.geomspace(0.2, 30, 300)[:, None]
SHAPE = (300, 12)
EVEN = np.ones(SHAPE)
DENSE = slice(200, None)


def test_poisson_counts_have_next_to_none():
    rng = np.random.default_rng(1)
    found = estimate(rng.poisson(np.broadcast_to(RATES, SHAPE)), EVEN)
    assert found.ratio == pytest.approx(1.0, abs=0.15)
    assert found.spread.max() < 0.1


def test_busy_periods_are_spread():
    rng = np.random.default_rng(2)
    found = estimate(rng.poisson(RATES * rng.gamma(4.0, 0.25, SHAPE)), EVEN)
    assert found.spread[DENSE].mean() == pytest.approx(0.25, rel=0.2)


def test_reports_in_bunches_are_clumping():
    rng = np.random.default_rng(3)
    found = estimate(rng.negative_binomial(np.broadcast_to(RATES / 2, SHAPE), 1 / 3), EVEN)
    assert np.median(found.clumping) == pytest.approx(2.0, rel=0.4)
    assert found.ratio == pytest.approx(3.0, rel=0.4)


def test_each_unit_is_judged_by_its_own_history():
    """One park with wild summers, and 49 steady places."""
    rng = np.random.default_rng(4)
    history = rng.poisson(5.0, (50, 90))
    history[0] = rng.poisson(np.where(np.arange(90) % 45 < 12, 25.0, 3.0))
    found = estimate(history, np.ones(history.shape))
    c = found.wobble(history.mean(axis=1))
    assert c[0] > 0.4
    assert c[1:].max() < 0.08


def test_a_sparse_unit_borrows_from_the_others():
    rng = np.random.default_rng(5)
    steady, wild = rng.poisson(8.0, (60, 40)), rng.poisson(8.0 * rng.gamma(0.7, 1 / 0.7, (60, 40)))
    sparse = np.zeros((2, 40), dtype=int)
    sparse[0, 7] = sparse[1, 9] = 1
    quiet = estimate(np.vstack([steady, sparse]), np.ones((62, 40)))
    loud = estimate(np.vstack([wild, sparse]), np.ones((62, 40)))
    assert quiet.spread[-1] < 0.1 < 0.7 < loud.spread[-1]


def test_a_period_with_twice_the_exposure_is_no_jump():
    rng = np.random.default_rng(4)
    exposure = np.broadcast_to(np.linspace(0.2, 1.8, 12), SHAPE)
    assert estimate(rng.poisson(RATES * exposure), exposure).ratio == pytest.approx(1.0, abs=0.2)


@pytest.mark.parametrize("history", [np.zeros((0, 5)), np.zeros((3, 5)), np.eye(4)])
def test_too_few_events_to_tell_is_poisson(history):
    assert estimate(history.astype(int), np.ones(history.shape)).is_poisson


def test_even_counts_are_nearly_poisson():
    assert estimate(np.full((20, 10), 6), np.ones((20, 10))).ratio < 1.02


def test_a_given_ratio():
    assert given(1.0, 3).is_poisson
    assert not given(1.5, 3).is_poisson
    assert given(1.5, 3).ratio == 1.5


@pytest.mark.parametrize("jumps", [1.0, 2.5])
def test_it_equals_the_slow_twin(jumps):
    rng = np.random.default_rng(9)
    mean = rng.gamma(1.0, 4.0, (12, 1)) * np.ones(9)
    history = rng.poisson(mean) if jumps == 1 else rng.negative_binomial(mean / 1.5, 1 / jumps)
    history[0], history[1] = 0, [1, *[0] * 8]
    exposure = rng.uniform(0.5, 1.5, history.shape)
    found = estimate(history, exposure)
    clumping, spread, ratio = twin_dispersion.estimate(history.tolist(), exposure.tolist())
    np.testing.assert_allclose(found.clumping, clumping, rtol=1e-9)
    np.testing.assert_allclose(found.spread, spread, rtol=1e-9)
    assert found.ratio == pytest.approx(ratio, rel=1e-9)


def test_the_twin_of_one_who_has_nothing_to_tell_is_steady():
    assert twin_dispersion.estimate([[0, 1]], [[1, 1]]) == ([0.0], [0.0], 1.0)
    assert estimate(np.array([[0, 1]]), np.ones((1, 2))).ratio == 1.0
