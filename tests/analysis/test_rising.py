"""Mann-Kendall: pairs that rise against pairs that fall, ties counted."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lofte.analysis.rising import BadSeries, direction, mann_kendall
from tests.analysis.kernels.plain import plain
from tests.reference import published, twin_rising

VALUES = st.lists(st.integers(-3, 3) | st.floats(-5, 5), min_size=1, max_size=25)


@given(VALUES, st.booleans())
def test_it_equals_the_slow_twin(series, continuity):
    found = mann_kendall(series, continuity=continuity)
    s, tau, variance, z, p = twin_rising.mann_kendall(series, continuity)
    assert int(found.s) == s
    assert float(found.tau) == pytest.approx(tau, rel=1e-12)
    assert float(found.variance) == pytest.approx(variance, rel=1e-12)
    assert float(found.z) == pytest.approx(z, rel=1e-12)
    assert float(found.p) == pytest.approx(p, rel=1e-9)


@given(VALUES)
def test_only_the_order_of_the_values_counts(series):
    values = np.array(series, dtype=float)
    ranks = np.searchsorted(np.unique(values), values)
    found = mann_kendall(values)
    assert mann_kendall(ranks * 7.0 - 2).s == found.s
    backwards = mann_kendall(values[::-1])
    assert (backwards.s, backwards.p) == (-found.s, found.p)


def test_many_series_at_once_are_the_same_as_each_alone():
    table = np.random.default_rng(1).integers(0, 6, (12, 3, 100))
    found = mann_kendall(table)
    assert found.p.shape == (3, 100)
    for at in ((0, 0), (2, 99), (1, 57)):
        alone = mann_kendall(table[:, at[0], at[1]])
        assert (found.s[at], found.tau[at], found.p[at]) == (alone.s, alone.tau, alone.p)
    assert found.n == 12


def test_directions():
    table = np.stack([np.arange(9), -np.arange(9), np.array([1, 3, 2] * 3)], axis=1)
    assert direction(mann_kendall(table), 0.05).tolist() == [1, -1, 0]


@pytest.mark.skipif(published.missing("mann_kendall"), reason="needs the reference figures")
def test_the_series_agrees_with_scipy():
    wanted = published.load("mann_kendall")
    found = mann_kendall(wanted["series"])
    assert float(found.tau) == pytest.approx(wanted["scipy_tau_b"], rel=1e-9)
    assert float(found.p) == pytest.approx(wanted["scipy_p"], rel=1e-9)


@pytest.mark.parametrize("threads", [1, 2])
def test_threads_and_python_change_nothing(threads, monkeypatch):
    table = np.random.default_rng(1).integers(0, 6, (7, 300))
    found = mann_kendall(table)
    monkeypatch.setattr("lofte.analysis.compiled.numba.config.NUMBA_NUM_THREADS", threads)
    with plain(monkeypatch):
        again = mann_kendall(table)
    assert np.array_equal(found.s, again.s)
    assert np.array_equal(found.variance, again.variance)


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda: mann_kendall([]), "series ska vara tal med minst ett steg"),
        (lambda: mann_kendall(3), "series ska vara tal"),
        (lambda: mann_kendall(["a", "b"]), "series ska vara tal"),
        (lambda: mann_kendall([1, np.nan]), "saknas eller är oändligt"),
        (lambda: mann_kendall([1, np.inf]), "saknas eller är oändligt"),
        (lambda: direction(mann_kendall([1, 2]), 0.0), "alpha ska vara"),
        (lambda: direction(mann_kendall([1, 2]), np.nan), "alpha ska vara"),
    ],
)
def test_what_cannot_be_tested_is_refused(call, sentence):
    with pytest.raises(BadSeries, match=sentence):
        call()
