"""Gi*: the definition, other people's figures, and honest edges."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lofte.analysis.concentration import BadValues, gi_star, gi_star_neighbours
from lofte.analysis.grid import Grid
from tests.reference import published, twins

POINTS = np.array([[10, 10], [20, 10], [40, 10], [15, 20], [30, 20], [30, 30]], dtype=float)
VALUES = [2.0, 3.0, 3.2, 5.0, 8.0, 7.0]
# Computed with esda 2.9.0 (G_Local, star, binary); the six points are those of its manual.
Z_STAR = [-1.3972762620115442, -0.2891776156271273, 0.6506496351610379, -0.2891776156271273,
          1.2345208835198738, 2.024243309389896]  # fmt: skip


def within(points, distance):
    away = np.hypot(*(points[:, None] - points[None]).T)
    return [np.flatnonzero(row <= distance).tolist() for row in away]


def queen(grid, inside):
    families = []
    for cell in np.flatnonzero(inside):
        row, column = divmod(int(cell), grid.nx)
        families.append(
            [
                other
                for other in np.flatnonzero(inside)
                if abs(other // grid.nx - row) <= 1 and abs(other % grid.nx - column) <= 1
            ]
        )
    return families


def test_the_six_points():
    found = gi_star_neighbours(VALUES, within(POINTS, 15))
    assert found.z == pytest.approx(Z_STAR, rel=1e-9)
    assert found.n == 6


@given(st.integers(2, 7), st.integers(2, 7), st.integers(0, 10**6))
def test_the_grid_equals_the_slow_twin(nx, ny, seed):
    rng = np.random.default_rng(seed)
    grid = Grid(100.0, 0.0, 0.0, nx, ny)
    values, inside = rng.poisson(1.5, grid.cells), rng.random(grid.cells) < 0.8
    found = gi_star(values, grid, mask=inside)
    assert found.n == inside.sum()
    assert np.array_equal(np.isnan(found.z), ~inside)
    families = queen(grid, inside)
    if inside.sum() > 1 and np.ptp(values[inside]) > 0:
        place = {cell: i for i, cell in enumerate(np.flatnonzero(inside))}
        lists = [[place[cell] for cell in family] for family in families]
        if all(len(family) < inside.sum() for family in lists):
            twin = twins.gi_star(values[inside].tolist(), lists)
            assert found.z[inside] == pytest.approx(twin, rel=1e-9, abs=1e-9)


def test_a_radius_of_one_and_a_half_cells_is_the_queen():
    grid = Grid(100.0, 0.0, 0.0, 12, 9)
    values = np.random.default_rng(1).poisson(2, grid.cells)
    assert np.allclose(gi_star(values, grid, radius=150.0).z, gi_star(values, grid).z)


def test_a_crowd_is_hot_and_its_surroundings_are_not():
    grid = Grid(100.0, 0.0, 0.0, 30, 30)
    values = np.zeros(grid.cells)
    crowd = 15 * 30 + 15
    values[[crowd, crowd + 1, crowd + 30]] = 20
    found = gi_star(values, grid)
    assert found.hot[crowd]
    assert not found.hot[0]
    assert found.threshold == pytest.approx(0.05 * found.hot.sum() / 900)
    assert found.parameters["alpha"] == 0.05


def test_what_lies_outside_the_mask_counts_for_nothing():
    grid = Grid(100.0, 0.0, 0.0, 6, 6)
    inside = np.arange(36) % 6 < 5
    values = np.random.default_rng(2).poisson(3, 36).astype(float)
    noisy = np.where(inside, values, np.nan)
    assert np.allclose(
        gi_star(noisy, grid, mask=inside).z[inside], gi_star(values, grid, mask=inside).z[inside]
    )


@pytest.mark.parametrize("value", [0.0, 7.0, 0.1])
def test_where_all_are_equal_nothing_stands_out(value):
    grid = Grid(100.0, 0.0, 0.0, 5, 4)
    found = gi_star(np.full(20, value), grid)
    assert np.allclose(found.z, 0)
    assert not found.hot.any()


def test_where_everybody_is_a_neighbour_nothing_stands_out():
    found = gi_star([1, 2, 3, 9], Grid(100.0, 0.0, 0.0, 2, 2))
    assert found.z.tolist() == [0.0] * 4


def test_no_cells_and_one_cell():
    assert gi_star([], Grid(100.0, 0.0, 0.0, 0, 0)).n == 0
    assert gi_star([4], Grid(100.0, 0.0, 0.0, 1, 1)).z.tolist() == [0.0]
    assert gi_star_neighbours([], []).n == 0


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda g: gi_star([1, 2, 3], g), "4 rutor"),
        (lambda g: gi_star([1, 2, 3, 4], g, mask=[True]), "4 rutor"),
        (lambda g: gi_star([1, 2, 3, np.nan], g), "saknas"),
        (lambda g: gi_star([1, 2, 3, 4], g, mask=[False] * 4), "mask har ingen ruta"),
        (lambda g: gi_star([1, 2, 3, 4], g, radius=np.inf), "radius"),
        (lambda g: gi_star_neighbours([1, 2], [[1]]), "neighbours har 1 listor"),
        (lambda g: gi_star_neighbours([1, 2], [[1], [2]]), "finns inte"),
        (lambda g: gi_star_neighbours([1, np.inf], [[1], [0]]), "saknas"),
    ],
)
def test_what_does_not_fit_is_refused(call, sentence):
    with pytest.raises(BadValues, match=sentence):
        call(Grid(100.0, 0.0, 0.0, 2, 2))


@pytest.mark.skipif(published.missing("getis_ord"), reason="needs the reference figures")
def test_the_grid_of_2000_cells_agrees_with_esda():
    grid = published.load("getis_ord")["grid"]
    values = np.array(grid["counts"]).ravel()
    found = gi_star(values, Grid(100.0, 0.0, 0.0, grid["cols"], grid["rows"]))
    assert found.z == pytest.approx(np.array(grid["z"]).ravel(), rel=1e-9)
    assert found.p.sum() == pytest.approx(grid["p_one_sided_normal_sum"], rel=1e-9)
    assert found.threshold == pytest.approx(grid["fdr_cutoff_alpha_0.05"], rel=1e-9)
    assert found.hot.sum() == grid["n_significant_fdr_0.05"]


@pytest.mark.skipif(published.missing("nc_sids"), reason="needs the reference figures")
@pytest.mark.parametrize("series", ["SIDR74", "SIDR79"])
def test_the_hundred_counties_agree_with_esda(series):
    counties = published.load("nc_sids")
    families = [counties["neighbours"][str(i)] for i in range(100)]
    found = gi_star_neighbours(counties[series]["values"], families)
    assert found.z == pytest.approx(counties[series]["z_Gi_star"], rel=1e-9)
