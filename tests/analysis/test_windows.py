"""Sums around a cell: those of a plain loop, whole numbers whole, and never past the edge."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lofte.analysis.grid import BadGrid, Grid
from lofte.analysis.windows import disc_sums, window_sums
from tests.reference import twins

SIDES = st.integers(1, 6)


@given(SIDES, SIDES, st.integers(0, 8), st.integers(0, 10**6))
def test_squares_equal_the_slow_twin(nx, ny, reach, seed):
    values = np.random.default_rng(seed).poisson(2, nx * ny)
    sums = window_sums(values, Grid(100.0, 0.0, 0.0, nx, ny), reach)
    twin = [twins.window_sum(values, nx, ny, cell, reach) for cell in range(nx * ny)]
    assert sums.dtype == np.int64
    assert sums.tolist() == twin


@given(
    SIDES, SIDES, st.sampled_from([0, 50, 100, 141, 142, 200, 224, 500, 900]), st.integers(0, 99)
)
def test_discs_equal_the_slow_twin(nx, ny, radius, seed):
    values = np.random.default_rng(seed).normal(size=nx * ny)
    sums = disc_sums(values, Grid(100.0, 0.0, 0.0, nx, ny), radius)
    twin = [twins.disc_sum(values, nx, ny, cell, radius / 100) for cell in range(nx * ny)]
    assert np.allclose(sums, twin)


def test_periods_are_summed_each_for_itself():
    counts = np.arange(24).reshape(6, 4)
    grid = Grid(100.0, 0.0, 0.0, 3, 2)
    sums = window_sums(counts, grid)
    assert sums.shape == (6, 4)
    for period in range(4):
        assert np.array_equal(sums[:, period], window_sums(counts[:, period], grid))


def test_no_cells():
    assert window_sums([], Grid(100.0, 0.0, 0.0, 0, 0)).tolist() == []


@pytest.mark.parametrize("counts", [[1, 2, 3], 5])
def test_values_that_do_not_fill_the_grid_are_refused(counts):
    with pytest.raises(BadGrid, match="räcker inte"):
        window_sums(counts, Grid(100.0, 0.0, 0.0, 2, 2))


@pytest.mark.parametrize(
    "window", [lambda g: window_sums([1], g, -1), lambda g: disc_sums([1], g, -1.0)]
)
def test_a_window_smaller_than_a_cell_is_refused(window):
    with pytest.raises(BadGrid, match="mindre än en ruta"):
        window(Grid(100.0, 0.0, 0.0, 1, 1))


@pytest.mark.parametrize("wrong", [np.nan, np.inf])
def test_gaps_in_the_counts_are_refused_not_spread(wrong):
    with pytest.raises(BadGrid, match="counts"):
        window_sums([1.0, wrong], Grid(100.0, 0.0, 0.0, 2, 1))
    with pytest.raises(BadGrid, match="radius"):
        disc_sums([1.0, 2.0], Grid(100.0, 0.0, 0.0, 2, 1), wrong)
