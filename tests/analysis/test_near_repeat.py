"""Near repeats: Knox's table, its exact moments, and what dealing out the times says."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import ndtr
from scipy.stats import poisson

from lofte.analysis import near_repeat as module
from lofte.analysis.near_repeat import BadRepeats, Bands, near_repeat, poisson_at_least
from tests.analysis.kernels.plain import plain
from tests.reference import published, twin_near_repeat

EVENT = st.tuples(st.integers(0, 4), st.integers(0, 4), st.integers(0, 6))
BANDS = [((1.0, 2.5), (0.0, 2.0, 4.0)), ((2.0,), (1.0,))]


def split(events):
    x, y, day = np.array(events, dtype=float).T
    return (x, y), day


@given(st.lists(EVENT, min_size=2, max_size=15), st.sampled_from(BANDS), st.booleans())
def test_the_table_equals_the_slow_twin(events, edges, identical):
    where, day = split(events)
    found = near_repeat(where, day, Bands(*edges, identical), permutations=0)
    places = [event[:2] for event in events]
    twin = twin_near_repeat.table(places, day.tolist(), *edges, identical)
    assert found.observed.tolist() == twin
    assert np.isnan(found.p).all()
    assert found.n == len(events)


@settings(max_examples=25, deadline=None)
@given(st.lists(EVENT, min_size=2, max_size=6), st.sampled_from(BANDS), st.booleans())
def test_the_moments_are_those_of_all_ways_to_deal_the_times(events, edges, identical):
    where, day = split(events)
    found = near_repeat(where, day, Bands(*edges, identical), permutations=0)
    places = [event[:2] for event in events]
    mean, variance = twin_near_repeat.moments(places, day.tolist(), *edges, identical)
    assert found.expected == pytest.approx(np.array(mean), abs=1e-9)
    assert found.variance == pytest.approx(np.array(variance), abs=1e-9)


def register(seed, n=400):
    random = np.random.default_rng(seed)
    return random.random((2, n)) * 2000, random.integers(0, 100, n).astype(float)


def test_simulation_agrees_with_the_exact_moments():
    where, day = register(1)
    bands = Bands((100.0, 200.0), (7.0, 14.0))
    found = near_repeat(tuple(where), day, bands, permutations=4000, seed=3)
    # P(X >= x) of a normal curve with those moments, half a pair below x
    z = (found.observed - 0.5 - found.expected)[1:] / np.sqrt(found.variance[1:])
    assert found.p[1:] == pytest.approx(ndtr(-z), abs=0.05)
    assert found.ratio[1:] == pytest.approx(found.observed[1:] / found.expected[1:])
    assert np.isnan(found.ratio[0]).all()  # nobody has the same coordinates


def test_a_planted_near_repeat_is_found_in_its_band():
    where, day = register(2)
    random = np.random.default_rng(5)
    x = np.append(where[0], where[0][:60] + random.uniform(20, 60, 60))
    y = np.append(where[1], where[1][:60])
    later = np.append(day, day[:60] + random.integers(1, 6, 60))
    found = near_repeat((x, y), later, Bands((100.0, 200.0), (7.0, 14.0)))
    assert found.p[1, 0] == 0.001
    assert found.ratio[1, 0] > 1.3
    assert found.p_poisson[1, 0] < 1e-4
    assert (found.p[2] > 0.01).all()


def test_quiet_registers_show_a_near_repeat_in_one_of_twenty():
    p = [
        near_repeat(tuple(w), d, Bands((200.0,), (14.0,), False), permutations=99, seed=s).p[0, 0]
        for s, (w, d) in ((s, register(s, n=120)) for s in range(300))
    ]
    assert np.mean(np.array(p) <= 0.05) <= 0.05 + 3 * np.sqrt(0.05 * 0.95 / 300)


def test_identical_coordinates_are_a_band_of_their_own_or_part_of_the_first():
    where, day = ([0.0, 0.0, 50.0], [0.0, 0.0, 0.0]), [0.0, 1.0, 1.0]
    own = near_repeat(where, day, Bands((100.0,), (7.0,)), permutations=0)
    assert own.observed.tolist() == [[1], [2]]
    one = near_repeat(where, day, Bands((100.0,), (7.0,), identical=False), permutations=0)
    assert one.observed.tolist() == [[3]]


def test_bands_hold_their_upper_edge():
    where, day = ([0.0, 100.0], [0.0, 0.0]), [0.0, 7.0]
    found = near_repeat(where, day, Bands((100.0, 200.0), (7.0, 14.0)), permutations=0)
    assert found.observed.tolist() == [[0, 0], [1, 0], [0, 0]]


@given(st.integers(0, 10**6))
def test_order_and_place_do_not_matter(seed):
    where, day = register(seed, n=40)
    where = np.round(where)
    bands = Bands((200.0, 400.0), (7.0, 20.0))
    one = near_repeat(tuple(where), day, bands, permutations=0)
    order = np.random.default_rng(seed).permutation(40)
    other = near_repeat(
        (where[0][order] + 500, where[1][order] - 300), day[order] + 9, bands, permutations=0
    )
    assert np.array_equal(one.observed, other.observed)
    assert one.variance == pytest.approx(other.variance, rel=1e-9, abs=1e-12)


def test_two_events_and_all_in_one_cell():
    pair = near_repeat(([0.0, 1.0], [0.0, 0.0]), [0.0, 0.0], Bands((9.0,), (1.0,)))
    assert pair.p.tolist() == [[1.0], [1.0]]
    heap = near_repeat((np.zeros(5), np.zeros(5)), np.arange(5.0), Bands((9.0,), (1.0,)))
    assert heap.observed[0, 0] == 4
    assert heap.variance[0, 0] == pytest.approx(0, abs=1e-9)
    assert heap.p[0, 0] == 1.0


def test_poisson_is_at_least_and_not_more():
    assert poisson_at_least([0, 1, 13], [2.0, 2.0, 10.0]) == pytest.approx(
        [1.0, poisson.sf(0, 2.0), poisson.sf(12, 10.0)]
    )


@pytest.mark.parametrize("threads", [1, 2])
def test_threads_and_python_change_nothing(threads, monkeypatch):
    where, day = register(4, n=40)
    bands = Bands((200.0, 400.0), (7.0, 20.0))
    numbers = {"permutations": np.int64(60), "seed": np.int64(8)}  # as good as Python's own
    found = near_repeat(tuple(where), day, bands, **numbers)
    monkeypatch.setattr("lofte.analysis.compiled.numba.config.NUMBA_NUM_THREADS", threads)
    with plain(monkeypatch):
        again = near_repeat(tuple(where), day, bands, permutations=60, seed=8)
    assert np.array_equal(found.observed, again.observed)
    assert np.array_equal(found.p, again.p)
    assert np.array_equal(found.variance, again.variance)


@pytest.mark.skipif(published.missing("burkitt_knox"), reason="needs the reference figures")
def test_burkitts_lymphoma_agrees_with_pointpats_and_surveillance():
    wanted = published.load("burkitt_knox")
    where, day = split(wanted["events_x_y_t"])
    for one in wanted["knox"]:
        bands = Bands((one["delta"],), (one["tau"],), identical=False)
        found = near_repeat(where, day, bands, seed=1)
        assert found.observed[0, 0] == one["statistic"]
        more = poisson.sf(one["statistic"], found.expected[0, 0])
        assert more == pytest.approx(one["p_poisson"], rel=1e-9)
        key = f"{one['delta']}/{one['tau']}"
        if key in wanted["expected_poisson"]:
            expected = wanted["expected_poisson"][key]
            assert found.expected[0, 0] == pytest.approx(expected, rel=1e-9)
        if key in wanted["p_sim_999_about"]:
            about = wanted["p_sim_999_about"][key]
            assert found.p[0, 0] == pytest.approx(about, abs=4 * np.sqrt(about / 999))
        if key == "20/5":
            assert found.expected[0, 0] == pytest.approx(10.143816, abs=5e-7)
            assert found.variance[0, 0] == pytest.approx(8.397681, abs=5e-7)
            assert found.p_poisson[0, 0] == pytest.approx(0.222, abs=5e-4)


GOOD = Bands((100.0,), (7.0,))


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda: Bands((), (1.0,)), "distances ska vara stigande"),
        (lambda: Bands((0.0,), (1.0,)), "distances ska vara stigande"),
        (lambda: Bands((2.0, 1.0), (1.0,)), "distances ska vara stigande"),
        (lambda: Bands((np.inf,), (1.0,)), "distances ska vara stigande"),
        (lambda: Bands((1.0,), (-1.0,)), "days ska vara stigande"),
        (lambda: Bands((1.0,), (np.nan,)), "days ska vara stigande"),
        (lambda: near_repeat(([1, 2], [1, 2]), ["i går", "i dag"], GOOD), "day ska vara en rad"),
        (lambda: near_repeat(([], []), [], GOOD), "minst två"),
        (lambda: near_repeat(([1], [1]), [1], GOOD), "minst två"),
        (lambda: near_repeat(([1, 2], [1, 2]), [1], GOOD), "2, 2, 1 händelser"),
        (lambda: near_repeat(([1, np.nan], [1, 2]), [1, 2], GOOD), "x ska vara en rad av tal"),
        (lambda: near_repeat(([1, 2], [1, 2]), [1, np.inf], GOOD), "day ska vara en rad av tal"),
        (lambda: near_repeat(([1, 2], [1, 2]), [1, 2], GOOD, permutations=-1), "permutations ska"),
        (lambda: near_repeat(([1, 2], [1, 2]), [1, 2], GOOD, permutations=10**10), "GiB; högst"),
        (lambda: near_repeat(([1, 2], [1, 2]), [1, 2], GOOD, seed=-1), "seed ska vara"),
    ],
)
def test_what_has_no_table_is_refused(call, sentence):
    with pytest.raises(BadRepeats, match=sentence):
        call()


def test_more_pairs_than_memory_are_refused(monkeypatch):
    monkeypatch.setattr(module, "MOST_PAIRS", 2)
    with pytest.raises(BadRepeats, match="3 par ligger inom 100 m"):
        near_repeat((np.zeros(3), np.zeros(3)), np.arange(3.0), GOOD)


@pytest.mark.parametrize("wrong", [np.nan, np.inf, -1.0])
def test_a_tail_of_an_impossible_mean_is_refused(wrong):
    with pytest.raises(BadRepeats, match="expected"):
        poisson_at_least([3, 4], [2.0, wrong])
