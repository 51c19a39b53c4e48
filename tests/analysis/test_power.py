"""How large must a change be? Solved, simulated, and said when nothing would show."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import hypergeom

from lofte.analysis import power
from lofte.analysis.effect import BadEffect
from lofte.analysis.kernels import power as kernel
from lofte.analysis.power import smallest_change, times_needed
from lofte.analysis.trend import rate_ratio
from tests.analysis.kernels.plain import plain
from tests.reference import twin_effect


@pytest.mark.parametrize(("before", "fall"), [(40, 0.55), (200, 0.27), (1000, 0.12)])
def test_one_place_before_and_after(before, fall):
    assert smallest_change(before).fall == pytest.approx(fall, abs=0.005)


@pytest.mark.parametrize(("before", "fall"), [(40, 0.674), (200, 0.351), (1000, 0.168)])
def test_beside_a_place_with_as_many_events(before, fall):
    assert smallest_change(before, comparison=before).fall == pytest.approx(fall, abs=0.005)


@settings(max_examples=10, deadline=None)
@given(st.floats(30, 80), st.sampled_from([0.5, 1.0, 2.0]))
def test_the_power_at_the_answer_is_what_was_asked(before, longer):
    found = smallest_change(before, longer=longer)
    for ratio in (1 - found.fall, 1 + found.rise):
        reached = twin_effect.power(before, before * longer * ratio, longer)
        assert reached == pytest.approx(0.8, abs=1e-6)


def test_the_test_itself_finds_it_four_times_in_five():
    rng = np.random.default_rng(1)
    fall = smallest_change(60).fall
    pairs = rng.poisson([60, 60 * (1 - fall)], (2000, 2))
    shown = np.mean([rate_ratio(int(now), int(then)).p <= 0.05 for then, now in pairs])
    assert shown == pytest.approx(0.8, abs=0.03)


@pytest.mark.parametrize(("before", "comparison"), [(40, 40), (200, 300)])
def test_beside_a_place_too_it_is_found_four_times_in_five(before, comparison):
    rng = np.random.default_rng(1)
    beside = smallest_change(before, comparison=comparison).fall
    means = [before, before * (1 - beside), comparison, comparison]
    a, b, c, d = rng.poisson(means, (20_000, 4)).T
    shown = np.mean(hypergeom.cdf(b, a + b + c + d, b + d, a + b) <= 0.025)
    assert shown == pytest.approx(0.8, abs=0.012)


@pytest.mark.parametrize(
    ("before", "after", "comparison", "longer"), [(9, 2, 7, 1.0), (5, 14, 8, 1.5), (12, 4, 4, 0.5)]
)
def test_the_power_beside_a_place_equals_the_slow_twin(
    before, after, comparison, longer, monkeypatch
):
    slow = twin_effect.power_beside(before, after, comparison, longer)
    ours = power._power_beside((before, after), comparison, longer, 0.05)
    assert ours == pytest.approx(slow, abs=0.004)
    with plain(monkeypatch):
        assert power._power_beside((before, after), comparison, longer, 0.05) == pytest.approx(
            ours, rel=1e-9
        )


def test_a_fall_of_78_per_cent_with_forty_and_forty_is_seen_nineteen_times_in_twenty():
    """Which is why the manual says less: four times in five is asked for."""
    assert power._power_beside((40, 40 * 0.22), 40, 1.0, 0.05) == pytest.approx(0.95, abs=0.005)


def test_with_very_many_events_the_log_ratio_says_the_same():
    least, many = smallest_change(990, comparison=990), smallest_change(1010, comparison=1010)
    assert (least.parameters["test"], many.parameters["test"]) == ("exact conditional", "log ratio")
    assert many.fall == pytest.approx(least.fall, abs=0.004)
    assert many.rise == pytest.approx(least.rise, abs=0.006)


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
    assert smallest_change(0.0001, comparison=1.0, dispersion=2.0).fall is None
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
        ({"before": 9, "power": 0.04}, "power ska vara"),
        ({"before": 9, "level": 0.0}, "level"),
        ({"before": 9, "level": 1e-300}, "level"),
    ],
)
def test_what_cannot_be_solved_is_named(arguments, word):
    with pytest.raises(BadEffect, match=word):
        smallest_change(**arguments)
    with pytest.raises(BadEffect, match="fall"):
        times_needed(9, 1.0)


def test_at_a_tail_beyond_one_everything_is_outside_on_both_sides(monkeypatch):
    with plain(monkeypatch):
        assert kernel.rejected((6, 9), (0.4, 0.5), 0.5, 2.0, 9.0) == pytest.approx(2.0)
