"""Conditional permutation: the right null for each place, and what so few draws can say."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lofte.analysis.concentration import BadValues
from lofte.analysis.gi_chance import gi_star_neighbours_permuted, gi_star_permuted
from lofte.analysis.grid import Grid
from tests.analysis.kernels.plain import plain
from tests.analysis.test_gi_planes import families
from tests.analysis.towns import square
from tests.reference import published, twin_gi

DRAWS = 20_000


@settings(max_examples=25, deadline=None)
@given(st.integers(1, 4), st.integers(1, 4), st.booleans(), st.integers(0, 10**6))
def test_the_shares_are_those_of_all_draws(nx, ny, whole, seed):
    random = np.random.default_rng(seed)
    grid = square(nx, ny)
    inside = random.random(grid.cells) < 0.85
    inside[0] = True
    values = random.choice([0, 0, 1, 2, 5], grid.cells) if whole else random.normal(size=grid.cells)
    found = gi_star_permuted(values, grid, mask=inside, permutations=DRAWS, seed=seed)
    lists, own = families(grid, inside), values[inside].tolist()
    twin = np.array([twin_gi.conditional(own, lists, i) for i in range(len(own))])
    slack = 5 * np.sqrt(twin * (1 - twin) / DRAWS) + 2 / DRAWS
    assert (np.abs(found.p_more[inside] - twin[:, 0]) <= slack[:, 0]).all()
    assert (np.abs(found.p_fewer[inside] - twin[:, 1]) <= slack[:, 1]).all()
    assert np.isnan(found.p_more[~inside]).all()
    by_list = gi_star_neighbours_permuted(own, lists, permutations=DRAWS, seed=seed)
    assert np.array_equal(by_list.at_least, found.at_least[inside])


@pytest.mark.skipif(published.missing("getis_ord"), reason="needs the reference figures")
def test_as_many_small_p_as_esda_finds():
    """esda prints the smaller of "as large" and "strictly smaller"; so does this test, not we."""
    grid = published.load("getis_ord")["grid"]
    found = gi_star_permuted(
        np.array(grid["counts"]).ravel(), square(50, 40), permutations=9999, seed=47
    )
    folded = (np.minimum(found.at_least, 9999 - found.at_least) + 1) / 10_000
    wanted = grid["conditional_permutation_9999_n_p_below_0.01"]
    assert (folded < 0.01).sum() == pytest.approx(wanted, rel=0.02)


def test_the_floor_and_the_family_are_told():
    grid = square(20, 20)
    values = np.random.default_rng(1).poisson(0.1, grid.cells)
    values[210] = values[211] = 9
    few = gi_star_permuted(values, grid)
    assert few.floor == 0.001
    assert (few.family, few.permutations, few.seed) == (400, 999, 0)
    assert not few.fine_enough()
    many = gi_star_permuted(values, grid, permutations=99_999)
    assert many.fine_enough()
    assert many.hot()[190:192].all()
    assert not many.hot()[0]
    masked = gi_star_permuted(values, grid, mask=np.arange(400) != 0, permutations=99_999)
    assert not masked.hot()[0]


def test_each_plane_has_draws_of_its_own_and_the_seed_decides():
    grid = square(8, 8)
    plane = np.random.default_rng(3).normal(size=64)
    both = gi_star_permuted(np.stack([plane, plane]), grid, seed=5)
    assert not np.array_equal(both.at_least[0], both.at_least[1])
    alone = gi_star_permuted(plane, grid, seed=5)
    assert np.array_equal(both.at_least[0], alone.at_least)
    other = gi_star_permuted(plane, grid, permutations=np.int64(999), seed=np.int64(6))
    assert not np.array_equal(other.at_least, alone.at_least)


@pytest.mark.parametrize("threads", [1, 2])
def test_threads_and_python_change_nothing(threads, monkeypatch):
    grid = square(7, 6)
    values = np.random.default_rng(3).poisson(1.0, (3, 42))
    found = gi_star_permuted(values, grid, permutations=50, seed=9)
    monkeypatch.setattr("lofte.analysis.compiled.numba.config.NUMBA_NUM_THREADS", threads)
    with plain(monkeypatch):
        again = gi_star_permuted(values, grid, permutations=50, seed=9)
    assert np.array_equal(found.at_least, again.at_least)
    assert np.array_equal(found.at_most, again.at_most)


def test_one_place_and_ties_everywhere():
    one = gi_star_permuted([3.0], square(1, 1))
    assert (one.p_more.tolist(), one.p_fewer.tolist()) == ([1.0], [1.0])
    flat = gi_star_permuted(np.full(20, 0.1), square(5, 4))
    assert (flat.p_more == 1).all()
    assert (flat.p_fewer == 1).all()


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda g: gi_star_permuted([1, 2, 3], g), "values ska vara tal med 4 rutor"),
        (lambda g: gi_star_permuted(["a"] * 4, g), "values ska vara tal"),
        (lambda g: gi_star_permuted([1, 2, 3, np.nan], g), "values: ett värde"),
        (lambda g: gi_star_permuted([1, 2, 3, 4], g, mask=[False] * 4), "mask har ingen ruta"),
        (lambda g: gi_star_permuted([1, 2, 3, 4], g, permutations=0), "permutations ska vara"),
        (lambda g: gi_star_permuted([1, 2, 3, 4], g, permutations=9.5), "permutations ska vara"),
        (lambda g: gi_star_permuted([1, 2, 3, 4], g, permutations=10**9), "GiB minne; högst"),
        (lambda g: gi_star_permuted([1, 2, 3, 4], g, seed=-1), "seed ska vara"),
        (lambda g: gi_star_neighbours_permuted([1, 2], [[1]]), "neighbours har 1 listor"),
        (lambda g: gi_star_neighbours_permuted([], []), "neighbours har 0 listor"),
        (lambda g: gi_star_neighbours_permuted([1, 2], [[1], [5]]), "finns inte"),
        (lambda g: gi_star_neighbours_permuted([1, np.inf], [[1], [0]]), "values: ett värde"),
    ],
)
def test_what_does_not_fit_is_refused(call, sentence):
    with pytest.raises(BadValues, match=sentence):
        call(Grid(100.0, 0.0, 0.0, 2, 2))
