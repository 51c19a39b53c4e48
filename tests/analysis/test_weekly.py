"""Events per cell and week, and a past that knows nothing of what comes."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lofte.analysis import weekly as module
from lofte.analysis.grid import Grid
from lofte.analysis.weekly import FOR_EVER, BadWeekly, Past, Weekly
from tests.analysis.weeks_town import GRID, past_of, town
from tests.reference import next_week_twins as twins


def test_a_cube_and_its_events_are_the_same():
    counts = town(weeks=6)
    cell, week = np.nonzero(counts)
    each = counts[cell, week]
    events = Weekly.from_events(np.repeat(cell, each), np.repeat(week, each), GRID, weeks=6)
    cube = Weekly.of(counts, GRID)
    for name in ("cell", "week", "count"):
        assert getattr(events, name).tolist() == getattr(cube, name).tolist()
        assert not getattr(cube, name).flags.writeable
    assert cube.at(3)[1].sum() == counts[:, 3].sum()


@given(st.permutations(range(12)))
def test_the_order_of_the_events_does_not_matter(order):
    cell, week = np.arange(12) % 5, np.arange(12) % 3
    plain = Weekly.from_events(cell, week, GRID, weeks=3)
    mixed = Weekly.from_events(cell[list(order)], week[list(order)], GRID, weeks=3)
    assert plain.count.tolist() == mixed.count.tolist()
    assert plain.cell.tolist() == mixed.cell.tolist()


def test_what_lies_outside_is_counted_and_left_out():
    mask = np.zeros(GRID.cells, dtype=bool)
    mask[:10] = True
    found = Weekly.from_events([0, 5, 50, -1, 1], [0, 1, 0, 0, 9], GRID, weeks=2, mask=mask)
    assert found.count.sum() == 2
    assert found.outside == 2  # cell 50 and the one without a cell; week 9 is not asked about
    cube = Weekly.of(np.ones((GRID.cells, 1), int), GRID, mask=mask)
    assert (cube.count.sum(), cube.outside) == (10, GRID.cells - 10)


def test_the_past_holds_the_sums_that_the_methods_ask_for():
    counts = town(weeks=60)
    past = past_of(counts)
    assert past.weeks == 60
    assert past.total.tolist() == counts.sum(axis=1).tolist()
    for weeks in (4, 8, 52):
        assert past.last(weeks) == pytest.approx(counts[:, -weeks:].sum(axis=1))
    for half_life in (8.0, 26.0, FOR_EVER):
        assert past.decayed[half_life][14] == pytest.approx(twins.decayed(counts[14], half_life))
        assert past.worth[half_life] == pytest.approx(twins.decayed([1] * 60, half_life))
    assert past.rate(FOR_EVER)[14] == pytest.approx(counts[14].mean())


@pytest.mark.parametrize("metres", [20.0, 150.0, 300.0])
def test_the_surroundings_leave_out_the_cell_itself(metres):
    past = past_of(town(weeks=10))
    rate, found = past.rate(FOR_EVER), past.around(FOR_EVER, metres)
    sigma = max(metres / 100, 0.5)
    for cell in (0, 14, 53, GRID.cells - 1):
        told = twins.around(rate, GRID.nx, GRID.ny, cell, sigma)
        assert found[cell] == pytest.approx(told, abs=1e-12)


def test_the_area_is_what_lies_near_an_event_so_far():
    counts = np.zeros((GRID.cells, 1), int)
    counts[53, 0] = 1
    assert np.flatnonzero(past_of(counts).area()).tolist() == sorted(
        twins.near(53, GRID.nx, GRID.ny, 300, 100)
    )
    assert not Past(GRID).area().any()
    mask = np.arange(GRID.cells) < 4
    assert past_of(counts, mask=mask).area() is mask


def test_large_squares_reach_to_their_neighbours():
    assert module.reach(Grid(2000.0, 0.0, 0.0, 3, 3)) == 1


HUGE = np.array([2**64 - 1], np.uint64)  # -1 as int64


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: Weekly.of(np.zeros(5), GRID), "formen"),
        (lambda: Weekly.of(np.full((GRID.cells, 2), np.nan), GRID), "hela tal"),
        (lambda: Weekly.of(np.full((GRID.cells, 2), np.inf), GRID), "counts ska ligga"),
        (lambda: Weekly.of(np.full((GRID.cells, 2), 0.5), GRID), "hela tal"),
        (lambda: Weekly.of(np.full((GRID.cells, 2), "x"), GRID), "hela tal"),
        (lambda: Weekly.of(np.full((GRID.cells, 2), -1), GRID), "counts ska ligga"),
        (lambda: Weekly.of(np.ones((GRID.cells, 1)), GRID, mask=[True]), "mask"),
        (lambda: Weekly.of(np.ones((GRID.cells, 1)), GRID, mask=np.zeros(GRID.cells)), "mask"),
        (lambda: Weekly.from_events([1], [1, 2], GRID, weeks=3), "ett par"),
        (lambda: Weekly.from_events([0.5], [0], GRID, weeks=3), "cell ska vara heltal"),
        (lambda: Weekly.from_events([0], [np.nan], GRID, weeks=3), "week ska vara heltal"),
        (lambda: Weekly.from_events(HUGE, [0], GRID, weeks=3), "cell: ett nummer är större"),
        (lambda: Weekly.from_events([0], HUGE, GRID, weeks=3), "week: ett nummer är större"),
        (lambda: Weekly.from_events([999], [0], GRID, weeks=3), "utanför rutnätet"),
        (lambda: Weekly.from_events([], [], GRID, weeks=-1), "weeks ska vara"),
        (
            lambda: Weekly.from_events([], [], Grid(1.0, 0.0, 0.0, 2000, 2000), weeks=1),
            "större rutor",
        ),
    ],
)
def test_bad_input_has_a_name(call, says):
    with pytest.raises(BadWeekly, match=says):
        call()
