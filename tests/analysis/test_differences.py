"""Difference in differences, and patrols beside places that were equally hot."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lofte.analysis.differences import difference_in_differences
from lofte.analysis.effect import Assumption, BadEffect, Verdict
from lofte.analysis.patrols import patrols
from tests.reference import twin_effect

MANY = st.integers(12, 200)
PLACES = st.lists(st.tuples(st.integers(0, 40), st.integers(1, 40)), min_size=5, max_size=8)


@settings(max_examples=40, deadline=None)
@given(MANY, MANY, MANY, MANY)
def test_the_exact_interval_equals_the_slow_twin(a0, a1, c0, c1):
    found = difference_in_differences((a0, a1), (c0, c1))
    low, high = twin_effect.exact_limits(((a0, a1), (c0, c1)))
    assert found.ratio == pytest.approx(a1 / a0 / (c1 / c0))
    assert (found.low, found.high) == pytest.approx((low, high), rel=1e-6)
    assert (found.p < 0.05) == (found.verdict is not Verdict.NO_SIGN) or abs(found.p - 0.05) < 1e-4


@settings(max_examples=40, deadline=None)
@given(PLACES, PLACES)
def test_the_dispersion_equals_the_slow_twin(treated, comparison):
    groups = [tuple(np.array(g).T.tolist()) for g in (treated, comparison)]
    found = difference_in_differences(*groups)
    if found.enough:
        assert found.dispersion == pytest.approx(twin_effect.between(groups))
        assert found.low <= found.ratio <= found.high


@given(PLACES, PLACES, st.integers(0, 10**6))
def test_the_order_of_the_places_does_not_matter(treated, comparison, seed):
    groups = [np.array(g).T for g in (treated, comparison)]
    order = np.random.default_rng(seed).permutation(len(treated))
    one = difference_in_differences(tuple(groups[0]), tuple(groups[1]))
    other = difference_in_differences(tuple(groups[0][:, order]), tuple(groups[1]))
    assert one.verdict == other.verdict
    if one.enough:
        assert (one.low, one.high) == pytest.approx((other.low, other.high))


def test_turning_the_groups_turns_the_ratio():
    one = difference_in_differences((60, 30), (80, 75))
    other = difference_in_differences((80, 75), (60, 30))
    assert one.ratio == pytest.approx(1 / other.ratio)
    assert (one.low, one.high) == pytest.approx((1 / other.high, 1 / other.low), rel=1e-6)
    assert (one.verdict, other.verdict) == (Verdict.FEWER, Verdict.MORE)


def test_too_few_events_is_an_answer():
    found = difference_in_differences((6, 2), (100, 100))
    assert found.verdict is Verdict.TOO_FEW
    assert found.verdict.sentence == "För få händelser för att säga något."
    assert (found.ratio, found.low, found.high, found.p) == (None, None, None, 1.0)
    assert not found.enough
    assert found.events["treated_before"] == 6
    assert not difference_in_differences((40, 0), (40, 40)).enough


def test_it_says_what_it_rests_on():
    alone = difference_in_differences((40, 20), (40, 40))
    assert Assumption.CHANCE_ALONE in alone.assumptions
    assert (
        Assumption.CHANCE_ALONE
        not in difference_in_differences((40, 20), (40, 40), dispersion=2.0).assumptions
    )
    assert all(a.sentence.endswith(".") for a in Assumption)
    assert all(v.sentence.endswith(".") for v in Verdict)
    assert alone.parameters["interval"] == "exact"


def test_a_ratio_that_cannot_be_known_says_so_and_warns_of_nothing():
    with np.errstate(all="raise"):
        found = difference_in_differences((40, 20), (40, 40), dispersion=1e6)
    assert found.verdict is Verdict.NO_SIGN
    assert found.low < 1 < found.high


def test_dispersion_widens():
    plain = difference_in_differences((400, 300), (400, 400))
    wide = difference_in_differences((400, 300), (400, 400), dispersion=4.0)
    assert wide.low < plain.low < plain.high < wide.high
    huge = difference_in_differences((40_000, 30_000), (40_000, 40_000))
    assert huge.parameters["interval"] == "t"
    steady = difference_in_differences(([50] * 4, [0] * 4), ([50] * 4, [50] * 4))
    assert steady.verdict is Verdict.TOO_FEW


def test_patrols_see_what_would_have_come_anyway():
    """The hottest of alike places are visited and nothing works: before and after fool, we do not.

    Each place has its own rate; the choice is made by last month's counts.
    """
    rng = np.random.default_rng(11)
    claimed, plain, cooling = 0, [], []
    for _ in range(60):
        rate = rng.gamma(2.0, 4.0, 300)
        before, after = rng.poisson(rate), rng.poisson(rate)
        hot = before >= 14
        visited = np.zeros(300, dtype=bool)
        visited[rng.choice(np.flatnonzero(hot), hot.sum() // 3, replace=False)] = True
        found = patrols((before[visited], after[visited]), (before[~visited], after[~visited]))
        claimed += found.effect.verdict is Verdict.FEWER
        plain.append(found.plain)
        cooling.append(found.cooling)
    assert np.mean(plain) < 0.9
    assert claimed <= 6
    assert np.mean(cooling) < 0.9


COUNTS = st.lists(st.integers(0, 40), min_size=1, max_size=12)


@given(COUNTS, COUNTS, st.integers(1, 3))
def test_the_matching_equals_the_slow_twin(visited, unvisited, nearest):
    found = patrols((visited, visited), (unvisited, unvisited), nearest=nearest)
    kept, used = twin_effect.matched(visited, unvisited, nearest)
    assert (found.matched, set(found.compared.tolist())) == (len(kept), used)
    assert found.matched + found.unmatched == len(visited)


def test_patrols_match_like_with_like():
    found = patrols(([30, 4, 100], [10, 4, 50]), ([31, 28, 4, 3, 33, 5], [30, 29, 4, 3, 31, 5]))
    assert (found.matched, found.unmatched) == (2, 1)
    assert found.compared.tolist() == [0, 1, 2, 4]
    assert found.plain == pytest.approx(14 / 34)
    assert found.effect.ratio < 0.5
    assert Assumption.EQUALLY_HOT in found.effect.assumptions


def test_patrols_without_any_equal_place_say_too_few():
    found = patrols(([300], [100]), ([3], [3]))
    assert found.effect.verdict is Verdict.TOO_FEW
    assert (found.plain, found.cooling, found.matched, found.unmatched) == (None, None, 0, 1)
    one = patrols(([3], [1]), ([3], [3]), nearest=1)
    assert one.effect.verdict.sentence.startswith("För få")


@pytest.mark.parametrize(
    ("treated", "comparison", "more", "word"),
    [
        (([1, 2], [1]), (1, 1), {}, "treated"),
        ((1, -1), (1, 1), {}, "treated efter"),
        ((1, 1), (float("nan"), 1), {}, "comparison före"),
        ((1, 1), ([], []), {}, "comparison före"),
        ((1, 1), ("x", 1), {}, "comparison före"),
        ((1, 1.5), (1, 1), {}, "hela tal"),
        ((1, 1), (1, 1), {"level": 1.0}, "level"),
        ((1, 1), (1, 1), {"dispersion": 0.5}, "dispersion"),
    ],
)
def test_what_cannot_be_compared_is_named(treated, comparison, more, word):
    with pytest.raises(BadEffect, match=word):
        difference_in_differences(treated, comparison, **more)


def test_bad_patrols_are_named():
    with pytest.raises(BadEffect, match="nearest"):
        patrols(([1], [1]), ([1], [1]), nearest=0)
    with pytest.raises(BadEffect, match="lika många platser"):
        patrols(([1, 2], [1]), ([1], [1]))
