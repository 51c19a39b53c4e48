"""Interrupted time series: the step, trend and season aside."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import stdtrit

from lofte.analysis.effect import Assumption, BadEffect, Verdict
from lofte.analysis.interrupted import _design, interrupted
from tests.reference import twin_effect


def weeks(seed, n=156, start=104, ratio=1.0, mean=8.0):
    t = np.arange(n)
    mu = mean * np.exp(0.4 * np.sin(2 * np.pi * t / 52.18)) * np.where(t >= start, ratio, 1.0)
    return np.random.default_rng(seed).negative_binomial(8, 8 / (8 + mu))


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10**6), st.sampled_from([2.0, 8.0, 60.0]), st.integers(0, 2))
def test_it_equals_the_slow_twin(seed, mean, harmonics):
    series = weeks(seed, mean=mean)
    found = interrupted(series, 104, harmonics=harmonics)
    log, quasi, robust = twin_effect.newey_west(
        _design(156, 104, harmonics, 52.18, True), series, found.parameters["lags"]
    )
    assert np.log(found.ratio) == pytest.approx(log, abs=1e-6)
    width = (np.log(found.high) - np.log(found.low)) / 2
    z = stdtrit(156 - 3 - 2 * harmonics, 0.975)
    assert width / z == pytest.approx(max(quasi, robust), rel=1e-5)


def test_a_planted_fall_is_seen_and_a_summer_is_not_taken_for_one():
    found = interrupted(weeks(1, ratio=0.4), 104)
    assert found.verdict is Verdict.FEWER
    assert found.low < 0.4 < found.high
    assert Assumption.SEASON_REPEATS in found.assumptions
    quiet = interrupted(weeks(2), 104)
    assert quiet.verdict is Verdict.NO_SIGN
    assert quiet.p > 0.05


def test_a_short_series_has_no_season_and_says_so():
    found = interrupted(weeks(3, n=60, start=40), 40)
    assert found.parameters["harmonics"] == 0
    assert Assumption.NO_SEASON in found.assumptions
    assert Assumption.SEASON_REPEATS not in found.assumptions


def test_reporters_explain():
    reporters = np.where(np.arange(100) < 60, 10.0, 30.0)
    series = np.random.default_rng(4).poisson(reporters)
    assert interrupted(series, 60, trend=False).verdict is Verdict.MORE
    assert interrupted(series, 60, trend=False, exposure=reporters).verdict is Verdict.NO_SIGN


@pytest.mark.parametrize(
    ("series", "start"),
    [([5] * 20, 4), ([5] * 20, 16), ([1] * 30, 15), ([9] * 20 + [0] * 20, 20)],
)
def test_too_few_is_an_answer(series, start):
    found = interrupted(series, start)
    assert found.verdict is Verdict.TOO_FEW
    assert found.ratio is None


def test_a_series_that_never_moves_did_not_change():
    found = interrupted([9] * 18, 9, year=12.5, harmonics=6, lags=0)
    assert (found.verdict, found.parameters["harmonics"]) == (Verdict.NO_SIGN, 0)
    assert found.ratio == pytest.approx(1.0)
    assert found.low < 1 < found.high
    assert found.dispersion == 1.0


@pytest.mark.parametrize(
    ("more", "word"),
    [
        ({"start": 0}, "start"),
        ({"start": 40}, "start"),
        ({"harmonics": 7}, "harmonics"),
        ({"year": 2.0}, "year"),
        ({"lags": 40}, "lags"),
        ({"exposure": [1.0]}, "exposure"),
        ({"exposure": [0.0] * 40}, "exposure"),
        ({"exposure": [1e-300] * 20 + [1e300] * 20}, "exposure"),
        ({"exposure": [1.0] * 20 + [1e6] * 20}, "exposure: den största"),
        ({"level": 2.0}, "level"),
    ],
)
def test_what_cannot_be_fitted_is_named(more, word):
    with pytest.raises(BadEffect, match=word):
        interrupted([9] * 40, **{"start": 20, **more})
