"""The cube: every event once, or counted among those left out; nothing overflows in silence."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lofte.analysis import cube as module
from lofte.analysis.cube import BadCube, cube
from lofte.analysis.grid import Grid
from lofte.analysis.periods import Period, PeriodKind
from tests.analysis.kernels.plain import plain
from tests.analysis.towns import MONDAY, points, scattered, square, weeks
from tests.reference import twin_cube

SEEDS = st.integers(0, 10**6)


def as_events(events):
    days = events.start.astype("datetime64[D]").astype(object)
    return list(zip(events.x.tolist(), events.y.tolist(), days, events.category, strict=True))


@given(st.integers(1, 6), st.integers(1, 6), st.integers(0, 60), SEEDS)
def test_it_equals_the_slow_twin(nx, ny, n, seed):
    grid = square(nx, ny)
    inside = np.random.default_rng(seed).random(grid.cells) < 0.8
    inside[0] = True
    events = scattered(seed, n, grid)
    periods = (weeks(4)[0], *weeks(4)[2:])  # a gap in the second week
    found = cube(events, grid, periods, mask=inside)
    counts, left_out = twin_cube.cube(as_events(events), grid, periods, inside)
    assert {tuple(at): found.counts[tuple(at)] for at in np.argwhere(found.counts)} == counts
    assert {k: getattr(found.left_out, k) for k in left_out} == left_out
    assert found.counted + found.left_out.total == n
    assert found.counts.sum() == found.counted


@given(st.integers(1, 50), SEEDS)
def test_the_order_of_the_points_does_not_matter(n, seed):
    grid = square(5, 4)
    events = scattered(seed, n, grid)
    shuffled = events.where(np.random.default_rng(seed).permutation(n))
    one, other = cube(events, grid, weeks(4)), cube(shuffled, grid, weeks(4))
    assert np.array_equal(one.counts, other.counts)
    assert one.left_out == other.left_out


@given(st.integers(-3, 3), st.integers(-3, 3), SEEDS)
def test_moving_town_and_grid_together_changes_nothing(east, north, seed):
    grid = square(5, 4)
    events = scattered(seed, 40, grid)
    moved = replace(events, x=events.x + 100 * east, y=events.y + 100 * north)
    there = square(5, 4, x0=grid.x0 + 100 * east, y0=grid.y0 + 100 * north)
    assert np.array_equal(cube(events, grid, weeks(4)).counts, cube(moved, there, weeks(4)).counts)


@given(st.integers(1, 27), SEEDS)
def test_splitting_a_period_splits_its_counts(day, seed):
    grid = square(4, 4)
    events = scattered(seed, 60, grid)
    end = MONDAY + timedelta(days=28)
    middle = MONDAY + timedelta(days=day)
    whole = cube(events, grid, (Period(PeriodKind.CUSTOM, MONDAY, end),))
    halves = cube(
        events,
        grid,
        (Period(PeriodKind.CUSTOM, MONDAY, middle), Period(PeriodKind.CUSTOM, middle, end)),
    )
    assert np.array_equal(whole.counts[:, 0], halves.counts.sum(axis=1))


def test_larger_cells_hold_the_sums_of_smaller_ones():
    fine, coarse = square(6, 4), square(3, 2, size=200.0)
    events = scattered(3, 200, fine)
    small = cube(events, fine, weeks(4)).total().reshape(4, 2, 2, 3, 2)
    assert np.array_equal(
        small.sum(axis=(2, 4)).reshape(4, 6), cube(events, coarse, weeks(4)).total()
    )


def test_views_of_the_cube():
    events = points([500_010, 500_010, 500_110], [6_400_010] * 3, [0, 8, 0], [0, 1, 1], ("a", "b"))
    found = cube(events, square(2, 1), weeks(2))
    assert found.counts.shape == (2, 2, 2)
    assert found.counts.dtype == np.uint16
    assert found.plane(0, 1).tolist() == [0, 1]
    assert found.plane(0, 1).flags.c_contiguous
    assert found.total().tolist() == [[1, 1], [1, 0]]
    assert not found.counts.flags.writeable
    assert found.parameters == {"cell_metres": 100.0, "periods": 2, "cells": 2}
    assert (found.method, found.version) == ("space-time cube", "1")


def test_no_events_and_no_cells():
    nothing = points([], [], [])
    assert cube(nothing, square(2, 2), weeks(1)).counts.sum() == 0
    assert cube(nothing, Grid(100.0, 0.0, 0.0, 0, 0), weeks(1)).counts.shape == (0, 1, 1)
    one = points([5.0], [5.0], [0])
    assert cube(one, Grid(100.0, 0.0, 0.0, 0, 0), weeks(1)).left_out.outside_grid == 1


def test_edges_belong_to_the_cell_above_and_the_period_that_begins():
    events = points([500_100, 500_200], [6_400_000] * 2, [6, 7])
    found = cube(events, square(2, 1), weeks(2))
    assert found.counts[1, 0, 0] == 1
    assert found.left_out.outside_grid == 1


@pytest.mark.parametrize("n", [65_535, 65_536])
def test_a_cell_with_more_than_sixteen_bits(n):
    events = points(np.full(n, 500_050.0), np.full(n, 6_400_050.0), np.zeros(n, np.int64))
    found = cube(events, square(1, 1), weeks(1))
    assert found.counts.tolist() == [[[n]]]
    assert found.counts.dtype == (np.uint16 if n < 65_536 else np.uint32)
    assert found.left_out.total == 0


@given(st.integers(0, 40), SEEDS)
def test_a_weight_is_as_many_equal_events(n, seed):
    grid = square(4, 3)
    events = scattered(seed, n, grid)
    weight = np.random.default_rng(seed).integers(0, 4, n)
    heavy = cube(events, grid, weeks(4), weight=weight)
    each = cube(events.where(np.repeat(np.arange(n), weight)), grid, weeks(4))
    assert np.array_equal(heavy.counts, each.counts)
    assert heavy.counted + heavy.left_out.total == n


def test_weights_that_no_count_can_be():
    one = points([500_050.0] * 2, [6_400_050.0] * 2, [0, 0])
    full = cube(one, square(1, 1), weeks(1), weight=[2**32 - 2, 1])
    assert full.counts[0, 0, 0] == 2**32 - 1
    with pytest.raises(BadCube, match="weight ger fler än"):
        cube(one, square(1, 1), weeks(1), weight=[2**32 - 1, 1])
    for weight, sentence in (
        ([1], "heltal för var och en av 2"),
        ([1.5, 1], "heltal för var och en av 2"),
        ([-1, 1], "weight ska ligga mellan 0"),
        ([2**40, 1], "weight ska ligga mellan 0"),
    ):
        with pytest.raises(BadCube, match=sentence):
            cube(one, square(1, 1), weeks(1), weight=weight)


def test_machine_code_and_python_agree(monkeypatch):
    grid = square(5, 4)
    events = scattered(5, 300, grid)
    inside = np.arange(20) % 5 != 2
    weight = np.arange(300)
    fast = cube(events, grid, weeks(3), mask=inside, weight=weight)
    with plain(monkeypatch):
        slow = cube(events, grid, weeks(3), mask=inside, weight=weight)
    assert np.array_equal(fast.counts, slow.counts)
    assert fast.left_out == slow.left_out


def test_python_sees_the_overflow_too(monkeypatch):
    counts = np.full((1, 1, 1), 65_535, np.uint16)
    columns = (np.zeros(1), np.zeros(1), np.zeros(1, np.int64), np.zeros(1, np.int32))
    columns = (*columns, np.zeros(0, np.int64))
    frame, slots = np.array([100.0, 0, 0, 1, 1]), np.zeros(1, np.int32)
    with plain(monkeypatch):
        full = np.zeros(4, np.int64)
        assert not module.scatter(columns, frame, np.ones(1, bool), (0, slots), counts, full)


@pytest.mark.parametrize(
    ("periods", "mask", "sentence"),
    [
        ((), None, "periods är tom"),
        ((weeks(2)[1], weeks(2)[0]), None, "tidsordning"),
        ((weeks(1)[0], weeks(1)[0]), None, "tidsordning"),
        (weeks(1), [True, False], "mask ska vara sant eller falskt för var och en av 4 rutor"),
        (weeks(1), [1, 0, 1, 1], "mask ska vara"),
        (weeks(1), [False] * 4, "mask har ingen ruta"),
    ],
)
def test_what_makes_no_cube_is_refused(periods, mask, sentence):
    with pytest.raises(BadCube, match=sentence):
        cube(points([], [], []), square(2, 2), periods, mask=mask)


def test_a_cube_that_does_not_fit_in_memory_is_refused():
    days = tuple(
        Period(PeriodKind.CUSTOM, day, day + timedelta(days=1))
        for day in (date(2020, 1, 1) + timedelta(days=k) for k in range(2000))
    )
    with pytest.raises(BadCube, match="Välj större rutor"):
        cube(points([], [], []), square(2000, 2000), days)
