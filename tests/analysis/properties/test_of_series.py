"""What must not matter to any method of series: which stands first, who stands beside, the unit."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lofte.analysis.alarms import alarms
from lofte.analysis.ears import Variant, ears
from lofte.analysis.farrington import farrington, noufaily
from lofte.analysis.interrupted import interrupted
from lofte.analysis.normal import more_than_normal
from lofte.analysis.rates import rates, rolling_rates
from lofte.analysis.rising import mann_kendall
from lofte.analysis.same_weeks import same_weeks

WEEKS = 330
STARTS = tuple(date(2018, 1, 1) + timedelta(7 * week) for week in range(WEEKS))
SEEDS = st.integers(0, 10**6)


def made(seed, rows=4):
    """A town of series of its own level, season and jumpiness; the first is empty."""
    random = np.random.default_rng(seed)
    season = 1 + 0.4 * np.sin(2 * np.pi * np.arange(WEEKS) / 52.18)
    counts = random.poisson(random.gamma(2.0, 2.0, (rows, 1)) * season)
    counts[0] = 0
    return counts


def published(counts):
    found = noufaily(counts, evaluated=3)
    return found.expected, found.upper, found.alarm


def older(counts):
    found = farrington(counts, evaluated=3)
    return found.expected, found.upper, found.alarm


def watched(counts):
    found = alarms(counts, evaluated=3)
    return found.expected, found.p, found.q, found.found


def short(counts):
    found = ears(counts, Variant.C3, evaluated=3)
    return found.expected, found.upper, found.alarm


def rising(counts):
    found = mann_kendall(counts.T)
    return found.s, found.tau, found.p


def usual(counts):
    found = more_than_normal(counts[:, -1], counts[:, -60:-1])
    return found.expected, found.p, found.low, found.high, found.more


def last_years(counts):
    found = same_weeks(counts, STARTS)
    return found.expected, found.p, found.low, found.high


def per_head(counts):
    found = rates(counts[:, -1], 900.0)
    return found.rate, found.low, found.high


METHODS = {
    each.__name__: each
    for each in (published, older, watched, short, rising, usual, last_years, per_head)
}


def same(found, expected, rtol=1e-9):
    for one, other in zip(found, expected, strict=True):
        np.testing.assert_allclose(one, other, rtol=rtol, atol=1e-12)


@pytest.mark.parametrize("name", METHODS)
@settings(max_examples=6)
@given(SEEDS)
def test_which_series_stands_first(name, seed):
    counts = made(seed)
    order = np.random.default_rng(seed).permutation(len(counts))
    found, expected = METHODS[name](counts[order]), METHODS[name](counts)
    same(found, [part[order] for part in expected], rtol=1e-7)


@pytest.mark.parametrize("name", ["published", "older", "short", "rising", "per_head"])
@settings(max_examples=6)
@given(SEEDS)
def test_who_stands_beside(name, seed):
    """These judge each series alone; the others learn from all, or correct for all."""
    counts = made(seed)
    alone = METHODS[name](counts[2:3])
    same(alone, [part[2:3] for part in METHODS[name](counts)], rtol=1e-7)


@pytest.mark.parametrize("name", METHODS)
@pytest.mark.parametrize("level", [0, 3])
def test_series_without_events_and_without_change(name, level):
    for part in METHODS[name](np.full((2, WEEKS), level)):
        values = np.asarray(part, dtype=float)
        assert values.shape[0] == 2
        # Two families say with NaN that a series without cases has no limit.
        assert not np.isnan(values).any() or (name in {"published", "older", "watched"})


@settings(max_examples=6)
@given(SEEDS, st.sampled_from([0.01, 1 / 7, 30.0, 1000.0]))
def test_the_unit_of_the_exposure(seed, unit):
    counts = made(seed)
    under = np.random.default_rng(seed).integers(3, 9, counts.shape).astype(float)
    found, other = (
        more_than_normal(
            counts[:, -1], counts[:, -60:-1],
            exposure_now=under[:, -1] * each, exposure_history=under[:, -60:-1] * each,
        )
        for each in (1.0, unit)
    )  # fmt: skip
    same([other.expected, other.p, other.low], [found.expected, found.p, found.low])
    first, second = (interrupted(counts[1] + 1, 200, exposure=under[1] * u) for u in (1.0, unit))
    same([[first.ratio, first.low, first.p]], [[second.ratio, second.low, second.p]], rtol=1e-6)


@settings(max_examples=6)
@given(SEEDS, st.integers(2, 9))
def test_a_rising_series_rises_in_any_unit(seed, times):
    counts = made(seed)
    same(rising(counts * times + 5), rising(counts))


@settings(max_examples=6)
@given(SEEDS)
def test_periods_that_are_split_weigh_the_same_together(seed):
    counts = made(seed)
    whole = counts.reshape(len(counts), -1, 2).sum(axis=2)
    found = rolling_rates(counts, 50.0, window=4)
    other = rolling_rates(whole, 100.0, window=2)
    same([found.rate[:, 3::2]], [other.rate[:, 1:]])
    s, before = counts[:, -1] + counts[:, -2], counts[:, -60:-2]
    days = np.full((len(counts), 58), 7.0)
    pairs = before.reshape(len(counts), 29, 2).sum(axis=2)
    plain = more_than_normal(s, before, exposure_now=14.0, exposure_history=days, dispersion=1.0)
    joined = more_than_normal(
        s, pairs, exposure_now=14.0, exposure_history=days[:, ::2] * 2, dispersion=1.0
    )
    same([joined.expected, joined.p, joined.high], [plain.expected, plain.p, plain.high])
