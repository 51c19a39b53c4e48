"""More than normal: rarely wrong in a quiet town, and able to see what was planted."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from lofte.analysis import normal
from lofte.analysis.dispersion import estimate
from lofte.analysis.grid import Grid
from lofte.analysis.normal import BadHistory, more_than_normal
from lofte.analysis.windows import window_sums
from tests.reference import twins

DENSE = 40 * np.exp(-7 * np.linspace(0, 1, 50))


def poisson(rng, rates):
    return rng.poisson(rates)


def busy(rng, rates):
    return rng.poisson(rates * rng.gamma(3.0, 1 / 3, rates.shape))


def bunched(rng, rates):
    return rng.negative_binomial(rates / 0.8, 1 / 1.8)


def uneven(rng, rates):
    """A third of the places steady, a third busy, a third bunched."""
    kind = (np.arange(len(rates)) % 3)[:, None]
    return np.choose(kind, [draw(rng, rates) for draw in (poisson, busy, bunched)])


def wild(rng, rates):
    """One place in ten jumps far more than the others."""
    jumps = np.where(np.arange(len(rates))[:, None] % 10 == 0, rng.exponential(1, rates.shape), 1)
    return rng.poisson(rates * jumps)


QUIET = {
    "uniform": (np.full(50, 2.0), poisson),
    "dense centre": (DENSE, poisson),
    "sparse": (np.linspace(0.01, 0.1, 300), poisson),
    "dense centre, busy periods": (DENSE, busy),
    "dense centre, bunched reports": (DENSE, bunched),
    "sparse, bunched reports": (np.linspace(0.01, 0.1, 300), bunched),
    "uniform, places unlike each other": (np.full(50, 6.0), uneven),
    "dense centre, a few wild places": (DENSE, wild),
}


def town(rng, rates, draw, periods=12):
    counts = draw(rng, np.repeat(rates[:, None], periods + 1, axis=1))
    return counts[:, -1], counts[:, :-1]


@pytest.fixture(scope="module")
def shown_in_quiet_towns():
    """Of 50 quiet towns of each kind: how many show anything as more than normal?"""
    rng = np.random.default_rng(2026)
    return {
        kind: sum(
            more_than_normal(*town(rng, *QUIET[kind], periods=8)).more.any() for _ in "." * 50
        )
        for kind in QUIET
    }


@pytest.mark.parametrize("kind", QUIET)
def test_a_quiet_town_seldom_shows_anything(kind, shown_in_quiet_towns):
    """At most alpha of the towns, here 5 % of 50, plus twice the sampling error: 5 towns."""
    assert shown_in_quiet_towns[kind] <= 5


def test_all_quiet_towns_together(shown_in_quiet_towns):
    """400 towns: at most 5 %, plus twice the sampling error."""
    towns = 50 * len(QUIET)
    share = sum(shown_in_quiet_towns.values()) / towns
    assert share <= 0.05 + 2 * np.sqrt(0.05 * 0.95 / towns)


def test_overlapping_windows_do_not_make_it_dishonest():
    rng = np.random.default_rng(11)
    grid = Grid(100.0, 0.0, 0.0, 20, 20)
    far = np.hypot(*np.meshgrid(np.arange(20) - 10, np.arange(20) - 10)).ravel()
    shown = 0
    for _ in range(60):
        counts = window_sums(rng.poisson(np.exp(1 - far / 3)[:, None], (400, 9)), grid)
        shown += more_than_normal(counts[:, -1], counts[:, :-1], dispersion=1.0).more.any()
    assert shown <= 6


@pytest.mark.parametrize("draw", [poisson, busy, bunched])
def test_a_planted_rise_is_found(draw):
    """Eight times the usual at a busy place, in 20 of 20 towns with ordinary noise."""
    rng = np.random.default_rng(5)
    found = others = 0
    for _ in range(20):
        now, history = town(rng, DENSE, draw)
        now[20] += 80
        result = more_than_normal(now, history)
        found += result.more[20]
        others += result.more.sum() - result.more[20]
    assert found == 20
    assert others <= 3


def test_a_steady_place_is_seen_sharply_among_jumpy_ones():
    """18 where there are 5 a week is a rise, whatever parks and restaurants do elsewhere."""
    rng = np.random.default_rng(7)
    history = rng.poisson(5.0 * rng.gamma(0.8, 1.25, (40, 90)))
    history[0] = rng.poisson(5.0, 90)
    now = np.full(40, 5)
    now[:2] = 18
    result = more_than_normal(now, history)
    assert result.more[0]
    assert result.high[0] <= 11
    assert not result.more[1]
    assert result.high[1] > 14


def test_what_is_found_lies_outside_the_band():
    """With many rises at once the level of each is mild, yet "14, normalt 4-15" is never a rise."""
    rng = np.random.default_rng(17)
    history, now = rng.poisson(4.0, (60, 12)), rng.poisson(9.0, 60)
    result = more_than_normal(now, history)
    assert result.more.sum() > 10
    assert (now > result.high)[result.more].all()


def test_a_new_place_is_found():
    rng = np.random.default_rng(6)
    now, history = town(rng, np.linspace(0.01, 0.1, 2000), poisson)
    history[7] = 0
    now[7] = 12
    result = more_than_normal(now, history)
    assert result.more[7]
    assert (result.low[7], result.high[7]) == (0, 1)


def test_a_place_that_calmed_is_fewer():
    rng = np.random.default_rng(8)
    now, history = town(rng, DENSE, poisson)
    now[0] = 5
    result = more_than_normal(now, history)
    assert result.fewer[0]
    assert not result.more.any()


@given(st.integers(0, 20), st.lists(st.integers(0, 9), min_size=4, max_size=8))
def test_p_is_the_exact_binomial_tail(now, history):
    p = more_than_normal([now], [history], dispersion=1.0).p[0]
    total = now + sum(history)
    share = 1 / (len(history) + 1)
    assert p == pytest.approx(twins.binomial_at_least(now, total, share), rel=1e-4)


def test_p_with_jumpy_periods_is_the_exact_beta_binomial_tail():
    """Each place with its own c: the sizes are 1 / c and periods / c."""
    rng = np.random.default_rng(9)
    now, history = town(rng, np.full(100, 20.0), busy)
    before = history.sum(axis=1)
    rate = np.minimum((now + before) / 13, (before + 1) / 12)
    c = estimate(history, np.ones(history.shape)).wobble(rate)
    law = stats.betabinom(now + before, 1 / c, 12 / c)
    assert np.allclose(more_than_normal(now, history).p, law.sf(now - 1), rtol=1e-6)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.integers(0, 30), min_size=4, max_size=10),
    st.sampled_from([1.0, 1.6, 5.0]),
    st.sampled_from([0.5, 1.0, 3.0]),
)
def test_the_band_is_what_a_test_at_five_per_cent_on_each_side_calls_usual(history, ratio, under):
    def ask(now):
        return more_than_normal([now], [history], dispersion=ratio, exposure_now=under)

    band = ask(0)
    low, high = int(band.low[0]), int(band.high[0])
    assert 0 <= low <= high
    assert low - 1 <= band.expected[0] <= high + 1
    assert ask(high).p[0] > 0.05 >= ask(high + 1).p[0]


@pytest.mark.parametrize("rate", [0.3, 4.0, 60.0])
def test_at_least_nine_of_ten_normal_periods_fall_in_the_band(rate):
    rng = np.random.default_rng(10)
    now, history = town(rng, np.full(2000, rate), poisson, periods=8)
    result = more_than_normal(now, history, dispersion=1.0)
    assert np.mean(now > result.high) <= 0.06
    assert np.mean(now < result.low) <= 0.06


def test_more_reporters_are_no_rise():
    """Twice the reporters, twice the reports: the exposure takes it into the expectation."""
    rng = np.random.default_rng(12)
    history, now = rng.poisson(6.0, (200, 12)), rng.poisson(12.0, 200)
    assert more_than_normal(now, history).more.any()
    fair = more_than_normal(now, history, exposure_now=20, exposure_history=np.full(12, 10.0))
    assert not fair.more.any()
    assert fair.expected.mean() == pytest.approx(12, rel=0.05)


def test_the_scale_of_the_exposure_does_not_matter():
    rng = np.random.default_rng(13)
    now, history = town(rng, DENSE, busy)
    days = more_than_normal(now, history, exposure_now=7, exposure_history=np.full(12, 7))
    plain = more_than_normal(now, history)
    assert np.allclose(days.p, plain.p)
    # Each place may even be measured in its own unit.
    own = np.linspace(0.1, 900, len(now))
    mixed = more_than_normal(
        now, history, exposure_now=own, exposure_history=np.repeat(own[:, None], 12, axis=1)
    )
    assert np.allclose(mixed.p, plain.p)
    assert np.array_equal(mixed.high, plain.high)


def test_too_short_a_history_shows_nothing():
    result = more_than_normal([50], [[1, 0, 2]])
    assert not result.tested[0]
    assert not result.more[0]
    assert np.isnan(result.expected[0])
    assert (result.low[0], result.high[0], result.p[0], result.n_tested) == (-1, -1, 1.0, 0)
    assert more_than_normal([50], [[1, 0, 2]], minimum_periods=3).more[0]


def test_a_period_without_exposure_does_not_count_as_history():
    exposure = [[1, 1, 1, 0, 0], [1, 1, 1, 1, 0]]
    result = more_than_normal([9, 9], [[1, 1, 1, 0, 0], [1, 1, 1, 1, 0]], exposure_history=exposure)
    assert result.tested.tolist() == [False, True]
    assert result.expected[1] == 1.0
    assert not more_than_normal([0], [[1] * 6], exposure_now=0.0).tested.any()


def test_a_place_with_two_events_in_a_year_is_not_worth_a_test_but_has_a_band():
    result = more_than_normal([1, 40], [[0, 1, 0, 0], [10, 11, 9, 10]])
    assert result.tested.tolist() == [False, True]
    assert result.high[0] >= 1


def test_empty_places_and_empty_towns():
    quiet = more_than_normal([0, 0], np.zeros((2, 6), dtype=int))
    assert (quiet.p == 1).all()
    assert not quiet.more.any()
    assert len(more_than_normal([], np.zeros((0, 6), dtype=int)).p) == 0
    assert more_than_normal([], np.zeros((0, 0), dtype=int)).n_tested == 0


@pytest.mark.parametrize("dispersion", [None, 1.0, 3.0, 1e6])
def test_huge_counts(dispersion):
    rng = np.random.default_rng(14)
    history = rng.poisson(1e7, (5, 8))
    now = history[:, 0].copy()
    now[0] *= 50
    result = more_than_normal(now, history, dispersion=dispersion)
    assert result.more[0]
    assert not result.more[1:].any()
    assert np.all((result.low <= result.expected) & (result.expected <= result.high))


def test_wildly_uneven_counts_still_have_a_band():
    history = np.zeros((30, 4), dtype=int)
    history[np.arange(30), np.arange(30) % 4] = 100_000
    result = more_than_normal(np.full(30, 5), history)
    assert not result.more.any()
    assert np.all(result.high >= 100_000)


def test_the_result_says_how_it_was_made():
    result = more_than_normal([5], [[5, 5, 5, 5]], alpha=0.01, dispersion=1.0)
    assert (result.alpha, result.dispersion, result.n_tested) == (0.01, 1.0, 1)
    assert result.parameters["periods"] == 4
    assert result.parameters["dispersion"] == "given"
    assert result.method
    assert result.version


@pytest.mark.parametrize(
    ("now", "history", "more", "sentence"),
    [
        ([-1], [[1, 1, 1, 1]], {}, "mellan 0 och 1000000000"),
        ([1], [[1, -1, 1, 1]], {}, "mellan 0 och 1000000000"),
        ([1.5], [[1, 1, 1, 1]], {}, "hela tal"),
        ([np.nan], [[1, 1, 1, 1]], {}, "hela tal"),
        ([1e300], [[1, 1, 1, 1]], {}, "mellan 0 och"),
        ([[1]], [[1, 1, 1, 1]], {}, "now ska vara tal i en rad"),
        ([1, 2], [[1, 1, 1, 1]], {}, "platser"),
        ([1], [[1, 1, 1, 1]], {"exposure_now": np.nan}, "ska vara 0, eller från"),
        ([1], [[1, 1, 1, 1]], {"exposure_now": -1.0}, "ska vara 0, eller från"),
        (
            [1],
            [[1, 1, 1, 1]],
            {"exposure_now": 1e12, "exposure_history": [1e-6] * 4},
            "exposure_now ska vara högst",
        ),
        (
            [1],
            [[1, 1, 1, 1]],
            {"exposure_now": 1e-6, "exposure_history": [1e12] * 4},
            "exposure_now ska vara högst",
        ),
        ([1], [[1, 1, 1, 1]], {"exposure_now": 0.0}, "noll"),
        ([1], [[1, 1, 1, 1]], {"exposure_history": [1, np.inf, 1, 1]}, "ska vara 0, eller från"),
        ([1], [[1, 1, 1, 1]], {"exposure_history": [1, 0, 1, 1]}, "exposure_history är noll"),
        ([1], [[1, 1, 1, 1]], {"exposure_history": [1, 1]}, "samma form"),
        ([1], [[1, 1, 1, 1]], {"dispersion": 0.5}, "dispersion ska vara ett tal från 1"),
        ([1], [[1, 1, 1, 1]], {"dispersion": np.nan}, "dispersion ska vara ett tal från 1"),
    ],
)
def test_what_cannot_be_compared_is_refused(now, history, more, sentence):
    with pytest.raises(BadHistory, match=sentence):
        more_than_normal(now, history, **more)


@given(st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 10**6)), min_size=1, max_size=9))
def test_the_first_number_is_found_from_any_guess(pairs):
    wanted, guess = np.array(pairs, dtype=np.int64).T
    found = normal._first(lambda n: n >= wanted, guess)
    np.testing.assert_array_equal(found, wanted)
