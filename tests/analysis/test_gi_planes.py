"""Gi* of many planes: the same as one at a time, exact against chance, honest edges."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lofte.analysis.concentration import BadValues, gi_star
from lofte.analysis.cube import cube
from lofte.analysis.gi_planes import gi_star_planes, hot_and_cold
from lofte.analysis.grid import Grid
from lofte.analysis.kernels.gi import cutoff, exact_p
from lofte.analysis.significance import benjamini_hochberg
from lofte.analysis.windows import window_sums
from tests.analysis.kernels.plain import plain
from tests.analysis.towns import scattered, square, weeks
from tests.reference import twin_gi, twins

SEEDS = st.integers(0, 10**6)


def families(grid, inside):
    place = {int(cell): i for i, cell in enumerate(np.flatnonzero(inside))}
    return [
        [
            i
            for other, i in place.items()
            if abs(other // grid.nx - cell // grid.nx) <= 1
            and abs(other % grid.nx - cell % grid.nx) <= 1
        ]
        for cell in place
    ]


@given(st.integers(1, 7), st.integers(1, 7), st.sampled_from([None, 0.0, 100.0, 250.0]), SEEDS)
def test_every_plane_equals_the_method_for_one(nx, ny, radius, seed):
    random = np.random.default_rng(seed)
    grid = square(nx, ny)
    inside = random.random(grid.cells) < 0.8
    inside[0] = True
    counts = random.poisson(1.5, (3, 2, grid.cells)).astype(np.uint16)
    found = gi_star_planes(counts, grid, mask=inside, radius=radius)
    assert found.n == inside.sum()
    for at in np.ndindex(3, 2):
        one = gi_star(counts[at], grid, mask=inside, radius=radius)
        assert found.z[at] == pytest.approx(one.z, rel=1e-9, abs=1e-9, nan_ok=True)


@given(st.integers(1, 40), SEEDS)
def test_counts_times_a_constant_leave_z_as_it_is(factor, seed):
    grid = square(6, 5)
    counts = np.random.default_rng(seed).poisson(1.0, grid.cells)
    one, other = gi_star_planes(counts, grid).z, gi_star_planes(counts * factor, grid).z
    assert other == pytest.approx(one, rel=1e-9, abs=1e-9)


def test_the_planes_of_a_cube_go_straight_in():
    grid = square(6, 5)
    found = cube(scattered(1, 200, grid), grid, weeks(4))
    assert gi_star_planes(found.planes, grid).z.shape == (4, 2, 30)
    assert gi_star_planes(found.total(), grid).z.shape == (4, 30)


@settings(max_examples=30)
@given(st.integers(1, 4), st.integers(1, 4), SEEDS)
def test_the_exact_tails_equal_the_slow_twin(nx, ny, seed):
    random = np.random.default_rng(seed)
    grid = square(nx, ny)
    inside = random.random(grid.cells) < 0.8
    inside[0] = True
    plane = np.where(inside, random.choice([0, 0, 1, 2, 5], grid.cells), 0)
    weights = np.where(inside, window_sums(inside.astype(int), grid), 0)
    high, low = np.empty(grid.cells), np.empty(grid.cells)
    exact_p(plane, inside, window_sums(plane, grid), weights, (high, low))
    values, lists = plane[inside].tolist(), families(grid, inside)
    twin = np.array([twin_gi.total(values, lists, i) for i in range(len(values))])
    assert high[inside] == pytest.approx(twin[:, 0], rel=1e-9)
    assert low[inside] == pytest.approx(twin[:, 1], rel=1e-9)
    assert np.isnan(high[~inside]).all()


@given(st.lists(st.sampled_from([0.001, 0.004, 0.01, 0.02, 0.05, 0.2, 1.0]), max_size=20))
def test_the_cutoff_is_that_of_benjamini_and_hochberg(p):
    found = np.array(p)
    assert cutoff(found, len(p), 0.05) == benjamini_hochberg(p, 0.05).threshold
    small = found[found <= 0.05]
    kept = twins.benjamini_hochberg(p, 0.05)
    assert (found <= cutoff(small, len(p), 0.05)).tolist() == kept


def crowded(random, grid):
    counts = random.poisson(0.1, (5, grid.ny, grid.nx))
    counts[:, :3, :3] += 4
    return counts.reshape(5, -1)


def test_a_crowd_is_hot_and_a_hole_is_cold():
    grid = square(30, 30)
    counts = np.random.default_rng(1).poisson(6.0, (2, 30, 30))
    counts[:, 4:7, 4:7] = 20
    counts[:, 20:25, 20:25] = 0
    found = hot_and_cold(counts.reshape(2, -1), grid)
    state = found.state.reshape(2, 30, 30)
    assert (state[:, 5, 5] == 1).all()
    assert (state[:, 22, 22] == -1).all()
    assert (found.family, found.planes) == (900, 2)


def test_shuffled_towns_show_something_in_at_most_one_of_twenty():
    grid = square(20, 20)
    counts = np.random.default_rng(47).poisson(0.05, (1000, grid.cells))
    found = hot_and_cold(counts, grid)
    share = (found.state != 0).any(axis=1).mean()
    assert share <= 0.05 + 3 * np.sqrt(0.05 * 0.95 / 1000)
    normal = [gi_star(plane, grid).hot.any() for plane in counts[:50]]
    assert np.mean(normal) > 0.5  # this is why the normal p is not used here


def test_the_normal_tails_are_those_of_one_plane():
    grid = square(12, 10)
    counts = crowded(np.random.default_rng(2), grid)
    found = hot_and_cold(counts, grid, alpha=0.1, tails="normal")
    for plane, state in zip(counts, found.state, strict=True):
        assert np.array_equal(state == 1, gi_star(plane, grid, alpha=0.05).hot)
    with pytest.raises(BadValues, match="tails ska vara exact eller normal"):
        hot_and_cold(counts, grid, tails="t")


def test_masked_cells_are_nothing_and_count_for_nothing():
    grid = square(12, 10)
    inside = np.arange(grid.cells) % 12 < 9
    counts = crowded(np.random.default_rng(2), grid)
    noisy = np.where(inside, counts, 99)
    one = hot_and_cold(np.where(inside, counts, 0), grid, mask=inside)
    other = hot_and_cold(noisy, grid, mask=inside)
    assert np.array_equal(one.state, other.state)
    assert (one.state[:, ~inside] == 0).all()


def test_where_nothing_differs_nothing_stands_out():
    for counts in (np.zeros((2, 20), int), np.full((2, 20), 7)):
        assert (gi_star_planes(counts, square(5, 4)).z == 0).all()
        assert (hot_and_cold(counts, square(5, 4)).state == 0).all()
    assert gi_star_planes([[4]], square(1, 1)).z.tolist() == [[0.0]]
    assert hot_and_cold(np.zeros((0, 20), int), square(5, 4)).state.shape == (0, 20)


@pytest.mark.parametrize("tails", ["exact", "normal"])
@pytest.mark.parametrize("threads", [1, 2])
def test_threads_and_python_change_nothing(threads, tails, monkeypatch):
    grid = square(9, 7)
    counts = crowded(np.random.default_rng(4), grid).astype(np.uint16)
    inside = np.arange(grid.cells) % 9 != 4
    z = gi_star_planes(counts, grid, mask=inside).z
    state = hot_and_cold(counts, grid, mask=inside, tails=tails).state
    assert state.any()
    monkeypatch.setattr("lofte.analysis.compiled.numba.config.NUMBA_NUM_THREADS", threads)
    with plain(monkeypatch):
        assert np.array_equal(gi_star_planes(counts, grid, mask=inside).z, z, equal_nan=True)
        again = hot_and_cold(counts, grid, mask=inside, tails=tails).state
        assert np.array_equal(again, state)


@pytest.mark.parametrize(
    ("counts", "options", "sentence"),
    [
        ([1, 2, 3], {}, "den sista axeln ska ha 4 rutor"),
        (5, {}, "den sista axeln ska ha 4 rutor"),
        ([1.5, 2, 3, 4], {}, "counts ska vara heltal"),
        ([1, 2, 3, -4], {}, "mellan 0 och 2147483647"),
        ([1, 2, 3, 2**40], {}, "mellan 0 och 2147483647"),
        ([1, 2, 3, 4], {"mask": [True]}, "mask ska vara sant eller falskt"),
        ([1, 2, 3, 4], {"mask": [1, 1, 1, 1]}, "mask ska vara sant eller falskt"),
        ([1, 2, 3, 4], {"mask": [False] * 4}, "mask har ingen ruta"),
        ([1, 2, 3, 4], {"radius": -1.0}, "radius"),
        ([1, 2, 3, 4], {"radius": np.nan}, "radius"),
    ],
)
def test_what_does_not_fit_is_refused(counts, options, sentence):
    for method in (gi_star_planes, hot_and_cold):
        with pytest.raises(BadValues, match=sentence):
            method(counts, Grid(100.0, 0.0, 0.0, 2, 2), **options)


def test_what_would_take_too_long_is_refused():
    with pytest.raises(BadValues, match="Minska radius"):
        hot_and_cold(np.zeros((1, 10_000), np.int64), square(100, 100), radius=2000.0)
    huge = np.full((1, 10_000), 2_000_000, np.int64)
    with pytest.raises(BadValues, match="gi_star_permuted"):
        hot_and_cold(huge, square(100, 100))
    with pytest.raises(BadValues, match="alpha ska vara ett tal större än 0 och mindre än 1"):
        hot_and_cold([0, 1, 2, 3], Grid(100.0, 0.0, 0.0, 2, 2), alpha=1.0)


def test_a_grid_without_a_cell_is_named():
    with pytest.raises(BadValues, match="grid har ingen ruta"):
        gi_star_planes(np.zeros((2, 0)), Grid(100.0, 0.0, 0.0, 0, 0))
