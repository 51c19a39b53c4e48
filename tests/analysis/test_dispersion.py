"""The dispersion that was put in comes out, of either kind, and none where there is none."""

import numpy as np
import pytest

from lofte.analysis.dispersion import POISSON, estimate, given

RATES = np.geomspace(0.2, 30, 300)[:, None]
SHAPE = (300, 12)
EVEN = np.ones(SHAPE)


def test_poisson_counts_have_next_to_none():
    rng = np.random.default_rng(1)
    found = estimate(rng.poisson(np.broadcast_to(RATES, SHAPE)), EVEN)
    assert found.ratio == pytest.approx(1.0, abs=0.05)


def test_busy_periods_are_spread():
    rng = np.random.default_rng(2)
    found = estimate(rng.poisson(RATES * rng.gamma(4.0, 0.25, SHAPE)), EVEN)
    assert found.spread == pytest.approx(0.25, rel=0.15)
    assert found.clumping < 0.15


def test_reports_in_bunches_are_clumping():
    rng = np.random.default_rng(3)
    found = estimate(rng.negative_binomial(np.broadcast_to(RATES / 2, SHAPE), 1 / 3), EVEN)
    assert found.clumping == pytest.approx(2.0, rel=0.15)
    assert found.ratio == pytest.approx(3.0, rel=0.15)


def test_a_period_with_twice_the_exposure_is_no_jump():
    rng = np.random.default_rng(4)
    exposure = np.broadcast_to(np.linspace(0.2, 1.8, 12), SHAPE)
    assert estimate(rng.poisson(RATES * exposure), exposure).ratio == pytest.approx(1.0, abs=0.1)


@pytest.mark.parametrize("history", [np.zeros((0, 5)), np.zeros((3, 5)), np.eye(4)])
def test_too_few_events_to_tell_is_poisson(history):
    assert estimate(history.astype(int), np.ones(history.shape)) is POISSON


def test_even_counts_are_poisson():
    assert estimate(np.full((20, 10), 6), np.ones((20, 10))) is POISSON


def test_a_given_ratio():
    assert given(1.0).is_poisson
    assert not given(1.5).is_poisson
    assert given(1.5).ratio == 1.5
