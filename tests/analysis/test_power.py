"""How large must a change be? Solved, simulated, and said when nothing would show."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import hypergeom

from lofte.analysis.effect import BadEffect
from lofte.analysis.power import smallest_change, times_needed
from lofte.analysis.trend import rate_ratio
from tests.reference import twin_effect


@pytest.mark.parametrize(("before", "fall"), [(40, 0.55), (200, 0.27), (1000, 0.12)])
def test_one_place_before_and_after(before, fall):
    assert smallest_change(before).fall == pytest.approx(fall, abs=0.005)


@pytest.mark.parametrize(("before", "fall"), [(40, 0.66), (200, 0.34), (1000, 0.166)])
def test_beside_a_place_with_as_many_events(before, fall):
    assert smallest_change(before, comparison=before).fall == pytest.approx(fall, abs=0.005)


@settings(max_examples=10, deadline=None)
@given(st.floats(30, 80), st.sampled_from([0.5, 1.0, 2.0]))
def test_the_power_at_the_answer_is_what_was_asked(before, longer):
    found = smallest_change(before, longer=longer)
    for ratio in (1 - found.fall, 1 + found.rise):
        power = twin_effect.power(before, before * longer * ratio, longer)
        assert power == pytest.approx(0.8, abs=1e-6)


def test_the_test_itself_finds_it_four_times_in_five():
    rng = np.random.default_rng(1)
    fall = smallest_change(60).fall
    pairs = rng.poisson([60, 60 * (1 - fall)], (2000, 2))
    shown = np.mean([rate_ratio(int(now), int(then)).p <= 0.05 for then, now in pairs])
    assert shown == pytest.approx(0.8, abs=0.03)
    beside = smallest_change(200, comparison=300).fall
    a, b, c, d = rng.poisson([200, 200 * (1 - beside), 300, 300], (5000, 4)).T
    assert np.mean(hypergeom.cdf(b, a + b + c + d, b + d, a + b) < 0.025) == pytest.approx(
        0.78, abs=0.03
    )


def test_more_events_show_smaller_changes():
    falls = [smallest_change(n).fall for n in (10, 20, 50, 100, 3000)]
    assert falls == sorted(falls, reverse=True)
    jumpy = smallest_change(100, dispersion=2.0)
    assert jumpy.fall > smallest_change(100).fall
    assert jumpy.parameters["test"] == "log ratio"


def test_with_a_handful_nothing_would_show():
    assert smallest_change(4).fall is None
    assert smallest_change(6, comparison=6).fall is None
    assert smallest_change(0.0001, comparison=1.0).fall is None
    assert smallest_change(0.0001).rise is None
    assert smallest_change(4).rise > 2


def test_how_much_more_is_needed():
    times = times_needed(40, 0.3)
    assert smallest_change(40 * times).fall == pytest.approx(0.3, abs=0.002)
    beside = times_needed(40, 0.3, comparison=80)
    assert smallest_change(40 * beside, comparison=80 * beside).fall == pytest.approx(0.3, abs=2e-3)
    assert times_needed(10_000, 0.3) < 1
    assert times_needed(1e-9, 0.1) is None
    assert times_needed(1e9, 0.9) == 0.0


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        ({"before": 0}, "before"),
        ({"before": float("nan")}, "before"),
        ({"before": 9, "longer": 0.0}, "longer"),
        ({"before": 9, "comparison": -1.0}, "comparison"),
        ({"before": 9, "dispersion": 0.0}, "dispersion"),
        ({"before": 9, "power": 1.0}, "power"),
        ({"before": 9, "level": 0.0}, "level"),
    ],
)
def test_what_cannot_be_solved_is_named(arguments, word):
    with pytest.raises(BadEffect, match=word):
        smallest_change(**arguments)
    with pytest.raises(BadEffect, match="fall"):
        times_needed(9, 1.0)
