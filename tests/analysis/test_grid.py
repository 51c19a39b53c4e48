"""The grid lies on SCB's squares and every point has exactly one cell."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lofte.analysis.grid import BadGrid, Grid

METRES = st.floats(-50_000, 8_000_000, allow_nan=False)
PLACES = st.lists(
    st.tuples(st.floats(250_000, 260_000), st.floats(6_400_000, 6_409_000)), min_size=1, max_size=20
)


@given(PLACES, st.sampled_from([100.0, 250.0, 1000.0, 7.0]))
def test_every_covered_point_lies_in_its_cell(places, size):
    x, y = np.array(places).T
    grid = Grid.covering(x, y, size)
    cell = grid.index(x, y)
    west, south = grid.corner(cell)
    assert np.all((west <= x) & (x < west + size) & (south <= y) & (y < south + size))
    assert np.all((cell >= 0) & (cell < grid.cells))
    assert np.all(grid.index(*grid.centre(cell)) == cell)


@given(PLACES)
def test_the_grid_is_aligned_and_no_larger_than_needed(places):
    x, y = np.array(places).T
    grid = Grid.covering(x, y)
    assert grid.x0 % 100 == 0 == grid.y0 % 100
    cell = grid.index(x, y)
    assert {0, grid.nx - 1} <= set((cell % grid.nx).tolist())
    assert {0, grid.ny - 1} <= set((cell // grid.nx).tolist())


def test_four_100_m_cells_make_a_200_m_cell_and_ten_a_kilometre():
    small = Grid.covering([383_450.0], [6_470_050.0])
    large = Grid.covering([383_450.0], [6_470_050.0], 1000.0)
    assert small.cell_id(0) == "E383400N6470000"
    assert large.cell_id(0) == "E383000N6470000"


def test_rows_count_from_the_south_and_columns_from_the_west():
    grid = Grid(100.0, 0.0, 0.0, 3, 2)
    assert grid.index([250.0, 50.0], [50.0, 150.0]).tolist() == [2, 3]
    assert grid.cells == 6


def test_a_cell_owns_its_lower_left_edge():
    grid = Grid(100.0, 0.0, 0.0, 2, 1)
    assert grid.index([0.0, 100.0, 200.0], [0.0, 0.0, 0.0]).tolist() == [0, 1, -1]


def test_outside_and_unknown_places_have_no_cell():
    grid = Grid(100.0, 0.0, 0.0, 2, 2)
    x = [-1.0, 50.0, np.nan, np.inf, 50.0]
    y = [50.0, 201.0, np.nan, 0.0, -0.001]
    assert grid.index(x, y).tolist() == [-1] * 5


@pytest.mark.parametrize("x", [[], [np.nan, np.nan]])
def test_without_coordinates_there_are_no_cells(x):
    grid = Grid.covering(x, x)
    assert grid.cells == 0
    assert grid.index(x, x).tolist() == [-1] * len(x)


@pytest.mark.parametrize(
    "arguments",
    [
        (0.5, 0.0, 0.0, 1, 1),
        (100.5, 0.0, 0.0, 1, 1),
        (float("nan"), 0.0, 0.0, 1, 1),
        (100.0, 50.0, 0.0, 1, 1),
        (100.0, 0.0, 1.0, 1, 1),
        (100.0, 0.0, 0.0, -1, 1),
        (1.0, 0.0, 0.0, 100_000, 100_000),
    ],
)
def test_an_impossible_grid_is_refused(arguments):
    with pytest.raises(BadGrid):
        Grid(*arguments)


@pytest.mark.parametrize("size", [0.0, -100.0, float("nan"), float("inf")])
def test_an_impossible_cell_size_is_refused(size):
    with pytest.raises(BadGrid, match="size ska vara ett"):
        Grid.covering([1.0], [1.0], size)


def test_one_point_at_the_other_end_of_the_world_is_refused_with_advice():
    with pytest.raises(BadGrid, match="Troligen"):
        Grid.covering([0.0, 1e12], [0.0, 1e12])


@pytest.mark.parametrize("cell", [-1, 4])
def test_cells_outside_the_grid_have_no_place(cell):
    with pytest.raises(BadGrid, match="cell ska ligga"):
        Grid(100.0, 0.0, 0.0, 2, 2).cell_id(cell)
