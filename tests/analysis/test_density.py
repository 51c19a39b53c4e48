"""Kernel density: the sum of kernels, the mass at the edge, and nothing made up."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lofte.analysis import density as module
from lofte.analysis.density import BadDensity, density, density_direct, density_of_points
from lofte.analysis.grid import Grid
from tests.analysis.kernels.plain import plain
from tests.analysis.towns import square
from tests.reference import published, twin_density

KERNELS = ["gaussian", "quartic"]
PLACES = st.lists(st.tuples(st.floats(-900, 900), st.floats(-900, 900)), min_size=0, max_size=12)


def columns(places):
    array = np.array(places, dtype=float).reshape(-1, 2)
    return array[:, 0], array[:, 1]


@given(PLACES, PLACES, st.floats(10, 1000), st.sampled_from(KERNELS))
def test_the_direct_sum_equals_the_slow_twin(points, at, bandwidth, kernel):
    found = density_direct(columns(points), columns(at), bandwidth=bandwidth, kernel=kernel)
    twin = twin_density.direct(points, at, bandwidth, kernel)
    assert found == pytest.approx(np.array(twin), rel=1e-9, abs=1e-18)


@settings(max_examples=20, deadline=None)
@given(st.integers(1, 6), st.integers(1, 6), st.sampled_from([60.0, 150.0]), st.integers(0, 10**6))
def test_a_cell_spreads_the_mean_kernel_of_its_points(nx, ny, bandwidth, seed):
    grid = square(nx, ny)
    counts = np.random.default_rng(seed).poisson(1.0, grid.cells)
    x, y = grid.centre(np.arange(grid.cells))
    for kernel, parts in (("gaussian", 32), ("quartic", 8)):
        found = density(counts, grid, bandwidth=bandwidth, kernel=kernel, edge=False).per_m2
        for cell in range(0, grid.cells, 5):
            twin = sum(
                counts[k]
                * twin_density.averaged(
                    x[cell] - x[k], y[cell] - y[k], 100.0, bandwidth, kernel, parts
                )
                for k in np.flatnonzero(counts)
            )
            assert found[cell] == pytest.approx(twin, rel=0.01, abs=1e-12)


@pytest.mark.parametrize("kernel", KERNELS)
def test_on_cells_much_smaller_than_the_bandwidth_it_is_the_direct_sum(kernel):
    random = np.random.default_rng(1)
    x, y = random.normal(1000, 200, (2, 300))
    grid = Grid(20.0, 0.0, 0.0, 100, 100)
    at = grid.centre(np.arange(grid.cells))
    exact = density_direct((x, y), at, bandwidth=300.0, kernel=kernel)
    found = density(
        np.bincount(grid.index(x, y), minlength=grid.cells),
        grid,
        bandwidth=300.0,
        kernel=kernel,
        edge=False,
    )
    assert np.abs(found.per_m2 - exact).max() < 0.01 * exact.max()


@pytest.mark.parametrize("kernel", KERNELS)
def test_far_from_the_edge_every_event_is_there_once(kernel):
    grid = square(61, 61)
    counts = np.zeros(grid.cells)
    counts[30 * 61 + 30] = 7
    found = density(counts, grid, bandwidth=200.0, kernel=kernel)
    assert found.per_m2.sum() * 100**2 == pytest.approx(7, rel=1e-9)
    assert found.mass[30 * 61 + 30] == pytest.approx(1.0, rel=1e-9)
    assert found.mass[0] < 0.6


@pytest.mark.parametrize("kernel", KERNELS)
def test_with_edge_correction_an_even_town_is_even_to_its_border(kernel):
    grid = square(12, 9)
    inside = np.arange(grid.cells) % 12 < 8
    counts = np.where(inside, 3, 100)
    found = density(counts, grid, bandwidth=250.0, kernel=kernel, mask=inside)
    assert found.per_m2[inside] == pytest.approx(3 / 100**2, rel=1e-9)
    assert np.isnan(found.per_m2[~inside]).all()
    bare = density(counts, grid, bandwidth=250.0, kernel=kernel, mask=inside, edge=False)
    assert bare.per_m2[0] < 3 / 100**2
    assert (bare.mass[inside] == 1).all()


@given(st.integers(1, 30), st.integers(0, 10**6), st.sampled_from(KERNELS))
def test_order_scale_and_place_do_not_matter(n, seed, kernel):
    random = np.random.default_rng(seed)
    grid = square(8, 6)
    x, y = grid.x0 + random.random(n) * 800, grid.y0 + random.random(n) * 600
    one = density_of_points(x, y, grid, bandwidth=120.0, kernel=kernel).per_m2
    order = random.permutation(n)
    there = square(8, 6, x0=grid.x0 + 300, y0=grid.y0 - 200)
    moved = density_of_points(
        x[order] + 300, y[order] - 200, there, bandwidth=120.0, kernel=kernel
    ).per_m2
    assert moved == pytest.approx(one, rel=1e-9, abs=1e-15)
    twice = density_of_points(np.tile(x, 2), np.tile(y, 2), grid, bandwidth=120.0, kernel=kernel)
    assert twice.per_m2 == pytest.approx(2 * one, rel=1e-9, abs=1e-15)


def test_planes_of_a_cube_and_points_without_place():
    grid = square(5, 4)
    planes = np.random.default_rng(1).poisson(1, (3, 2, 20))
    found = density(planes, grid, bandwidth=100.0)
    alone = density(planes[1, 1], grid, bandwidth=100.0)
    assert np.array_equal(found.per_m2[1, 1], alone.per_m2)
    lost = density_of_points([np.nan, 0.0, grid.x0], [np.nan, 0.0, grid.y0], grid, bandwidth=50.0)
    assert lost.parameters["outside"] == 2
    assert lost.parameters["bandwidth"] == 50.0
    empty = density_of_points([], [], grid, bandwidth=50.0)
    assert (empty.per_m2 == 0).all()


@pytest.mark.parametrize("threads", [1, 2])
@pytest.mark.parametrize("kernel", KERNELS)
def test_threads_and_python_change_nothing(threads, kernel, monkeypatch):
    grid = square(6, 5)
    random = np.random.default_rng(1)
    x, y = grid.x0 + random.random(40) * 700, grid.y0 + random.random(40) * 500
    found = density_of_points(x, y, grid, bandwidth=110.0, kernel=kernel)
    exact = density_direct((x, y), (x[:9], y[:9]), bandwidth=110.0, kernel=kernel)
    monkeypatch.setattr("lofte.analysis.compiled.numba.config.NUMBA_NUM_THREADS", threads)
    with plain(monkeypatch):
        again = density_of_points(x, y, grid, bandwidth=110.0, kernel=kernel)
        slow = density_direct((x, y), (x[:9], y[:9]), bandwidth=110.0, kernel=kernel)
    assert again.per_m2 == pytest.approx(found.per_m2, rel=1e-12)
    assert slow == pytest.approx(exact, rel=1e-12)


@pytest.mark.skipif(published.missing("kde_gauss"), reason="needs the reference figures")
def test_500_points_agree_with_the_published_direct_sum():
    wanted = published.load("kde_gauss")
    points = columns(wanted["points"])
    x, y = np.meshgrid(wanted["cell_centres_x"], wanted["cell_centres_y"])
    at = (x.ravel(), y.ravel())
    found = density_direct(points, at, bandwidth=wanted["bandwidth_m"])
    exact = np.ravel(wanted["density_per_m2_at_cell_centres"])
    assert found == pytest.approx(exact, rel=1e-6)
    grid = Grid(100.0, 0.0, 0.0, 50, 30)
    counts = np.bincount(grid.index(*points), minlength=grid.cells)
    binned = density(counts, grid, bandwidth=wanted["bandwidth_m"], edge=False).per_m2
    assert np.abs(binned - exact).max() < 0.03 * exact.max()


@pytest.mark.parametrize("kernel", ["gaussian", "quartic"])
@pytest.mark.parametrize(("size", "bandwidth"), [(500, 40), (250, 20), (100, 5), (100, 0.001)])
def test_a_kernel_narrower_than_the_cell_leaves_every_event_in_its_own(size, bandwidth, kernel):
    grid = Grid(size, 0, 0, 3, 3)
    counts = np.array([0, 1, 2, 3, 500, 5, 0, 7, 482])
    found = density(counts, grid, bandwidth=bandwidth, kernel=kernel)
    assert found.per_m2 * size**2 == pytest.approx(counts, abs=1e-6)
    assert found.mass == pytest.approx(1)


@pytest.mark.parametrize("kernel", ["gaussian", "quartic"])
def test_the_narrowest_direct_sum_is_a_number(kernel):
    found = density_direct(([1, 5], [1, 5]), ([1, 2], [1, 2]), bandwidth=0.001, kernel=kernel)
    assert np.isfinite(found).all()
    assert found[0] > 1e5
    assert found[1] == 0


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda g: density([1] * 4, g, bandwidth=0), "bandwidth ska vara ett tal från 0.001"),
        (lambda g: density([1] * 4, g, bandwidth=-1), "bandwidth ska vara"),
        (lambda g: density([1] * 4, g, bandwidth=1e-300, kernel="quartic"), "bandwidth ska vara"),
        (lambda g: density_direct(([1], [1]), ([1], [1]), bandwidth=1e-160), "bandwidth ska vara"),
        (
            lambda g: density_direct(([1], [1]), ([1], [1]), bandwidth=1e-300, kernel="quartic"),
            "bandwidth ska vara",
        ),
        (lambda g: density([1, 2, 3, 1e300], g, bandwidth=9), "counts ska vara högst"),
        (lambda g: density([1] * 4, g, bandwidth=np.nan), "bandwidth ska vara"),
        (lambda g: density([1] * 4, g, bandwidth=9, kernel="box"), "kernel ska vara gaussian"),
        (lambda g: density([1] * 3, g, bandwidth=9), "counts ska vara tal med 4 rutor"),
        (lambda g: density(["a"] * 4, g, bandwidth=9), "counts ska vara tal"),
        (lambda g: density([1, 2, 3, -1], g, bandwidth=9), "counts: ett antal"),
        (lambda g: density([1, 2, 3, np.nan], g, bandwidth=9), "counts: ett antal"),
        (lambda g: density([1] * 4, g, bandwidth=9, mask=[True]), "mask ska vara"),
        (lambda g: density([1] * 4, g, bandwidth=9, mask=[False] * 4), "mask har ingen ruta"),
        (lambda g: density([1] * 4, g, bandwidth=1e6, kernel="quartic"), "för mycket för rutor"),
        (lambda g: density_of_points([1], [1, 2], g, bandwidth=9), "lika långa rader"),
        (lambda g: density_of_points([np.inf], [1], g, bandwidth=9), "1 koordinater saknas"),
        (lambda g: density_direct(([np.nan], [1]), ([], []), bandwidth=9), "1 koordinater saknas"),
    ],
)
def test_what_has_no_density_is_refused(call, sentence):
    with pytest.raises(BadDensity, match=sentence):
        call(Grid(100.0, 0.0, 0.0, 2, 2))


def test_a_direct_sum_that_takes_for_ever_is_refused(monkeypatch):
    monkeypatch.setattr(module, "MOST_TERMS", 5)
    with pytest.raises(BadDensity, match="använd density"):
        density_direct(([1, 2], [1, 2]), ([1, 2, 3], [1, 2, 3]), bandwidth=9)
