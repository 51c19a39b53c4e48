"""PAI and PEI: the definition, ties, honest intervals, and bad input with a name."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import stdtrit

from lofte.analysis import accuracy
from lofte.analysis.accuracy import BadAccuracy, Weeks, cells_at, hits, judge, ratio
from tests.reference import next_week_twins as twins


@pytest.mark.parametrize(
    ("area", "level", "cells"),
    [(1000, 0.01, 10), (149, 0.01, 1), (150, 0.01, 2), (20, 0.01, 1), (1, 0.05, 1), (30, 1.0, 30)],
)
def test_a_share_of_the_area_is_whole_cells_and_at_least_one(area, level, cells):
    assert cells_at(area, level) == cells


@given(
    st.lists(st.tuples(st.integers(0, 3), st.integers(0, 5)), min_size=1, max_size=7),
    st.data(),
)
def test_hits_are_the_mean_over_every_way_to_break_ties(cells, data):
    score, counts = zip(*cells, strict=True)
    chosen = data.draw(st.integers(1, len(cells)))
    assert hits(score, counts, chosen) == pytest.approx(twins.hits_by_lot(score, counts, chosen))


@given(st.permutations(range(6)), st.integers(1, 6))
def test_the_order_of_the_cells_does_not_matter(order, chosen):
    score, counts = np.array([3, 3, 1, 0, 0, 2.5]), np.array([1, 4, 0, 2, 7, 1])
    shuffled = hits(score[list(order)], counts[list(order)], chosen)
    assert shuffled == pytest.approx(hits(score, counts, chosen))


def weeks_of(events, area, chosen, best):
    return Weeks(
        levels=(0.02,),
        area=np.array(area),
        events=np.array(events),
        chosen=np.array(chosen)[:, None],
        best=np.array(best, dtype=float)[:, None],
    )


def test_pai_is_the_share_of_events_over_the_share_of_the_area():
    weeks = weeks_of([10, 20, 5, 15], [200] * 4, [4] * 4, [6, 8, 5, 10])
    found = np.array([[3.0], [5.0], [1.0], [4.0]])
    judged = judge(found, weeks)
    assert judged.pai.value[0] == pytest.approx(twins.pai([3, 5, 1, 4], [10, 20, 5, 15], 4, 200))
    assert judged.pei.value[0] == pytest.approx(13 / 29)
    assert (judged.weeks, judged.events) == (4, 50)
    assert judged.parameters == {"block": 2}


def test_an_area_that_grows_weighs_each_week_by_what_lots_would_find():
    weeks = weeks_of([10, 10], [100, 200], [2, 4], [5, 5])
    assert weeks.by_lot().ravel().tolist() == [0.2, 0.2]


def test_choosing_the_best_possible_is_perfect_and_lots_are_one():
    weeks = weeks_of([10, 20, 5, 15], [200] * 4, [4] * 4, [6, 8, 5, 10])
    assert judge(weeks.best, weeks).pei.value[0] == 1
    assert judge(weeks.by_lot(), weeks).pai.value[0] == pytest.approx(1)


def test_a_method_is_not_ahead_of_itself_and_the_difference_is_paired():
    rng = np.random.default_rng(5)
    busy = rng.poisson(30, 40)
    weeks = weeks_of(busy, [500] * 40, [10] * 40, busy)
    other = rng.binomial(busy, 0.3).astype(float)[:, None]
    same = judge(other, weeks, other=other).ahead
    assert same.value[0] == same.low[0] == same.high[0] == 0
    better = judge(other + 1, weeks, other=other)
    assert better.ahead.low[0] > 0
    assert better.pai.low[0] < judge(other, weeks).pai.value[0]  # unpaired would not say so
    assert accuracy.not_worse(better.ahead).all()
    assert not accuracy.not_worse(judge(other - 1, weeks, other=other).ahead).any()


def test_the_half_length_is_that_of_a_block_bootstrap():
    """Ten thousand circles of blocks, drawn one by one, give the spread that the formula gives."""
    rng = np.random.default_rng(3)
    below = np.full((30, 1), 4.0)
    above = (np.repeat(rng.poisson(5, 10), 3) + rng.poisson(1, 30)).astype(float)[:, None]
    means = []
    for _ in range(10_000):
        starts = rng.integers(0, 30, 10)
        drawn = [(start + k) % 30 for start in starts for k in range(3)]
        means.append(above[drawn, 0].mean() / 4)
    found = ratio(above, below)
    spread = np.std(means) / (1 - 1 / 30) * np.sqrt(30 / 27)
    assert found.high[0] - found.value[0] == pytest.approx(stdtrit(14, 0.975) * spread, rel=0.03)


@given(st.floats(0.1, 100))
def test_scaling_what_stands_above_scales_the_interval(factor):
    above = np.array([[1.0], [3.0], [2.0], [5.0], [0.0]])
    plain, scaled = ratio(above, np.ones((5, 1))), ratio(above * factor, np.ones((5, 1)))
    assert scaled.low == pytest.approx(plain.low * factor)
    assert scaled.high == pytest.approx(plain.high * factor)


def test_few_weeks_have_a_value_but_no_interval():
    found = ratio([[1.0], [2.0], [3.0]], [[1.0]] * 3)
    assert found.value[0] == 2
    assert np.isnan([found.low[0], found.high[0]]).all()


def test_weeks_without_events_say_nothing():
    found = ratio(np.zeros((6, 1)), np.zeros((6, 1)))
    assert np.isnan([found.value[0], found.low[0], found.high[0]]).all()


def luck(rng, weeks, spells):
    drawn = rng.normal(0, 0.2, weeks + 1)
    drawn = 0.8 * drawn[1:] + 0.6 * drawn[:-1] if spells else drawn[1:]
    return np.exp(drawn - 0.02)


def held(weeks, spread, spells, other=None, towns=400):
    """The share of towns whose interval holds the truth; weeks of very different size.

    other: what a second method finds of the same weeks; a third of it by the luck of the first.
    """
    rng, inside = np.random.default_rng([weeks, int(10 * spread)]), 0
    for _ in range(towns):
        busy, truth = rng.negative_binomial(spread, spread / (spread + 20), weeks) + 1, 0.3
        same = luck(rng, weeks, spells)
        found = busy * 0.3 * same
        if other is not None:
            truth = 0.3 - other
            found -= busy * other * (same + 2 * luck(rng, weeks, spells)) / 3
        interval = ratio(found[:, None], busy[:, None].astype(float))
        inside += interval.low[0] <= truth <= interval.high[0]
    return inside / towns


RANGE = [(weeks, spread) for weeks in (12, 25, 52) for spread in (0.5, 2.0, 5.0)]
OTHERS = pytest.mark.parametrize("other", [0.1, 0.3, 0.5], ids=["ahead", "alike", "behind"])


def test_the_interval_holds_the_truth_nineteen_times_in_twenty():
    shares = [held(*case, spells=False) for case in RANGE]
    assert 0.93 <= np.mean(shares) <= 0.97
    assert min(shares) >= 0.915


@OTHERS
def test_so_does_that_of_a_difference_which_may_be_negative(other):
    shares = [held(*case, spells=False, other=other) for case in RANGE]
    assert 0.93 <= np.mean(shares) <= 0.97
    assert min(shares) >= 0.915


def test_spells_of_good_and_bad_weeks_cost_the_interval_little():
    shares = [held(*case, spells=True) for case in RANGE]
    assert np.mean(shares) >= 0.915
    assert min(shares) >= 0.88


@OTHERS
def test_spells_cost_that_of_a_difference_as_little(other):
    shares = [held(*case, spells=True, other=other) for case in RANGE]
    assert np.mean(shares) >= 0.915
    assert min(shares) >= 0.88


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: cells_at(10, 0), "level"),
        (lambda: cells_at(10, np.nan), "level"),
        (lambda: cells_at(0, 0.1), "area"),
        (lambda: hits([1, 2], [1], 1), "score har formen"),
        (lambda: hits([np.nan, 2], [1, 1], 1), "NaN"),
        (lambda: hits([1, 2], [1, -1], 1), "counts"),
        (lambda: hits([1, 2], [1, np.inf], 1), "counts"),
        (lambda: hits([1, 2], [1e308, 1e308], 1), "counts"),
        (lambda: hits([1, 2], [1, 1], 3), "chosen"),
        (lambda: hits([], [], 1), "chosen"),
        (lambda: ratio([[1.0]], [[1.0], [2.0]]), "above har formen"),
        (lambda: ratio([[np.nan]], [[1.0]]), "utan luckor"),
        (lambda: ratio([[1.0]], [[-1.0]]), "minst noll"),
    ],
)
def test_bad_input_has_a_name(call, says):
    with pytest.raises(BadAccuracy, match=says):
        call()


def test_an_area_without_a_number_and_figures_of_another_shape_are_refused():
    weeks = Weeks((0.1,), np.full(5, 30), np.full(5, 9), np.full((5, 1), 3), np.full((5, 1), 4.0))
    with pytest.raises(BadAccuracy, match="area"):
        cells_at(float("nan"), 0.01)
    with pytest.raises(BadAccuracy, match="found"):
        judge(np.ones((4, 1)), weeks)
    with pytest.raises(BadAccuracy, match="other"):
        judge(np.ones((5, 1)), weeks, other=np.ones((4, 1)))
