"""Replicates: as many as were asked for, or until enough have been as extreme."""

import numpy as np
import pytest

from lofte.analysis.chance import Replicates, against_chance
from lofte.analysis.zones import BadScan


def numbered(first, out):
    out[:] = first + np.arange(len(out))


def gumbel(seed):
    values = np.random.default_rng(seed).gumbel(5.0, 2.0, 100_000)

    def maxima(first, out):
        out[:] = values[first : first + len(out)]

    return maxima


def test_p_counts_those_at_least_as_extreme():
    found = against_chance(numbered, 990.0, Replicates(999))
    assert (found.replicates, found.asked) == (999, 999)
    assert found.p(990.0) == 10 / 1000
    assert found.p(2000.0) == 1 / 1000
    assert found.p(-1.0) == 1.0


@pytest.mark.parametrize("threads", [1, 2])
def test_an_early_stop_is_the_same_with_any_number_of_threads(threads, monkeypatch):
    monkeypatch.setattr("lofte.analysis.compiled.numba.config.NUMBA_NUM_THREADS", threads)
    found = against_chance(numbered, 240.0, Replicates(999, stop=5))
    assert found.maxima.tolist() == list(range(245))
    assert found.p(240.0) == 5 / 245
    assert found.p(244.0) == 2 / 246  # a weaker cluster than the one that stopped it
    never = against_chance(numbered, 5000.0, Replicates(150, stop=5))
    assert never.p(5000.0) == 1 / 151


def test_the_curve_follows_the_tail():
    found = against_chance(gumbel(1), 20.0, Replicates(99_999))
    assert (found.location, found.scale) == pytest.approx((5.0, 2.0), rel=0.02)
    assert found.p_gumbel(20.0) == pytest.approx(-np.expm1(-np.exp(-7.5)), rel=0.1)


def test_without_spread_there_is_no_curve():
    assert np.isnan(against_chance(numbered, 3.0, Replicates(1)).p_gumbel(3.0))


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"number": 0}, "number ska vara 1 till 1000000"),
        ({"number": 10**9}, "number ska vara"),
        ({"number": 9.5}, "number ska vara"),
        ({"stop": 0}, "stop ska vara"),
        ({"seed": -1}, "seed ska vara"),
        ({"seed": 2**63}, "seed ska vara"),
    ],
)
def test_what_cannot_be_drawn_is_refused(options, sentence):
    with pytest.raises(BadScan, match=sentence):
        Replicates(**options)
