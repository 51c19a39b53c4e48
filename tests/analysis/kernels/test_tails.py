"""The tails as machine code, as Python and as others define them are the same numbers."""

import numpy as np
import pytest
from scipy import stats

from lofte.analysis import dispersion, normal
from lofte.analysis.kernels import tails as kernel
from lofte.analysis.tails import beta_binomial_at_least, log_rising, usual_band
from tests.analysis.kernels.plain import plain
from tests.reference import twins

UNITS = [(0, 5), (6, 5), (3, 9), (9, 9), (1, 40), (38, 40), (20, 120)]


@pytest.mark.parametrize(("x", "total"), UNITS)
@pytest.mark.parametrize(("now", "before"), [(0.5, 4.0), (3.0, 30.0), (2048.0, 8192.0)])
def test_a_tail_is_exact_in_python_and_in_machine_code(monkeypatch, x, total, now, before):
    wanted = twins.beta_binomial_at_least(x, total, now, before)
    fast = kernel.tail(x, total, now, before)
    assert fast == pytest.approx(wanted, rel=1e-7, abs=1e-12)
    with plain(monkeypatch):
        assert kernel.tail(x, total, now, before) == pytest.approx(fast, rel=1e-9)


@pytest.mark.parametrize(
    ("x", "r"), [(0, 2.0), (1, 2.0), (5, 0.3), (16, 9.0), (40, 0.3), (90, 1e9)]
)
def test_the_rising_product_is_the_same_for_one_and_for_many(monkeypatch, x, r):
    wanted = log_rising(np.array([float(x)]), np.array([r]))[0]
    assert kernel.log_rising(x, r) == pytest.approx(wanted, rel=1e-8, abs=1e-12)
    with plain(monkeypatch):
        assert kernel.log_rising(x, r) == pytest.approx(wanted, rel=1e-8, abs=1e-12)


def units(seed, n=40):
    rng = np.random.default_rng(seed)
    before = rng.integers(0, 60, n).astype(float)
    jumps = rng.choice([0.0, 0.3, 2.0], (n, 2))
    exposures = rng.uniform(0.5, 2, n), rng.uniform(8, 30, n)
    return np.column_stack([before, *exposures, jumps, np.full(n, dispersion.STEADY)])


def test_the_band_found_unit_by_unit_is_the_one_found_for_all_at_once(monkeypatch):
    given = units(1)
    jumps = dispersion.Dispersion(given[:, 3], given[:, 4], 2.0)
    wanted = normal._search(given[:, :5], jumps)
    found = usual_band(given, normal.OUTSIDE_EACH_END)
    assert [end.tolist() for end in found] == [end.tolist() for end in wanted]
    with plain(monkeypatch):
        slow = usual_band(given, normal.OUTSIDE_EACH_END)
    assert [end.tolist() for end in found] == [end.tolist() for end in slow]


def test_a_unit_with_more_events_than_can_be_summed_has_a_band_too():
    held = normal.more_than_normal([9_000, 9], [[10_000] * 12, [10, 4, 7, 13] * 3])
    assert held.low[0] < 10_000 < held.high[0]
    assert held.low[1] >= 0


def test_likelihoods_are_those_of_the_dirichlet_multinomial(monkeypatch):
    rng = np.random.default_rng(2)
    history = rng.negative_binomial(2.0, 0.1, (12, 9)) + np.eye(12, 9, dtype=int) * 2
    exposure = rng.uniform(0.5, 1.5, (12, 9))
    pairs = np.array([[0.0, 0.5, 0.0, 2.0], [0.0, 0.0, 0.4, 3.0]])
    found = np.empty((12, 4))
    kernel.likelihoods(0, 12, history, exposure, pairs, found)
    for i in range(12):
        sizes = [exposure[i] / max(s + k * exposure[i].sum() / history[i].sum(), 1e-12)
                 for k, s in pairs.T]  # fmt: skip
        wanted = [stats.dirichlet_multinomial.logpmf(history[i], a, history[i].sum())
                  for a in sizes[1:]]  # fmt: skip
        assert found[i, 0] == 0.0
        np.testing.assert_allclose(found[i, 2:] - found[i, 1], wanted[1:] - wanted[0], rtol=1e-9)
    with plain(monkeypatch):
        slow = np.empty((12, 4))
        kernel.likelihoods(0, 12, history, exposure, pairs, slow)
    np.testing.assert_allclose(slow, found, rtol=1e-12)


def test_a_long_busy_history_does_not_overflow(monkeypatch):
    history, exposure = np.full((1, 300), 15), np.full((1, 300), 0.01)
    found = np.empty((1, 1))
    with plain(monkeypatch):
        kernel.likelihoods(0, 1, history, exposure, np.array([[30.0], [3.0]]), found)
    assert np.isfinite(found).all()


def test_the_tails_of_many_units_are_those_of_each(monkeypatch):
    x, total = np.array([3, 0, 50], dtype=np.int64), np.array([10, 4, 80], dtype=np.int64)
    now, before = np.array([1.0, 2.0, 9.0]), np.array([4.0, 8.0, 11.0])
    found = beta_binomial_at_least(x, total, now, before)
    with plain(monkeypatch):
        slow = beta_binomial_at_least(x, total, now, before)
    np.testing.assert_allclose(found, slow, rtol=1e-12)
    np.testing.assert_allclose(found, stats.betabinom.sf(x - 1, total, now, before), rtol=1e-9)
