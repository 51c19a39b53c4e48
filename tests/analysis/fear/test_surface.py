"""The map: the same as summing over every pair of cells, and nothing claimed where few are near."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lofte.analysis.fear.marks import BadFear, Selection
from lofte.analysis.fear.surface import Labelling, Smoothing, fear_surface
from lofte.analysis.grid import Grid
from tests.reference import twin_fear

OPEN = Selection.SELF_SELECTED
SEEDS = st.integers(0, 10**6)
GRID = Grid(100.0, 0.0, 0.0, 8, 6)


def town(seed, n=60, grid=GRID):
    random = np.random.default_rng(seed)
    marks, events = (
        np.bincount(random.integers(0, grid.cells, n), minlength=grid.cells) for _ in "me"
    )
    mask = random.random(grid.cells) < 0.85
    mask[np.flatnonzero(marks)[0]] = mask[np.flatnonzero(events)[0]] = True
    return marks, events, mask


def mapped(marks, events, mask=None, *, grid=GRID, seed=1, replicates=19, **smoothing):
    return fear_surface(
        marks,
        events,
        grid,
        selection=OPEN,
        labelling=Labelling(seed=seed, replicates=replicates),
        smoothing=Smoothing(mask=mask, **smoothing),
    )


@settings(max_examples=15, deadline=None)
@given(SEEDS, st.sampled_from([70.0, 150.0, 400.0]))
def test_it_equals_the_slow_twin(seed, bandwidth):
    marks, events, mask = town(seed)
    found = mapped(marks, events, mask, bandwidth=bandwidth)
    reach = math.ceil(4 * bandwidth / 100)
    both = [
        twin_fear.near(values, 8, 6, mask, bandwidth / 100, reach) for values in (marks, events)
    ]
    assert found.near == pytest.approx(np.add(*both), abs=1e-9)
    slow = twin_fear.log_ratio(int(marks[mask].sum()), int(events[mask].sum()), *both)
    assert found.log_ratio == pytest.approx(np.where(mask, slow, 0), abs=1e-9)


@settings(max_examples=15, deadline=None)
@given(SEEDS)
def test_marks_that_follow_events_exactly_give_a_flat_map(seed):
    _, events, mask = town(seed)
    found = mapped(events * 2, events, mask)
    assert found.log_ratio == pytest.approx(np.zeros(48), abs=1e-9)
    assert not found.more_fear.any()
    assert not found.more_events.any()


@settings(max_examples=15, deadline=None)
@given(SEEDS)
def test_to_change_places_changes_the_sign(seed):
    marks, events, mask = town(seed)
    one, other = mapped(marks, events, mask), mapped(events, marks, mask)
    assert one.log_ratio == pytest.approx(-other.log_ratio, abs=1e-9)
    assert one.near == pytest.approx(other.near)


@settings(max_examples=10, deadline=None)
@given(SEEDS, st.integers(-5, 5), st.integers(-5, 5))
def test_a_grid_moved_by_whole_cells_gives_the_same_map(seed, east, north):
    marks, events, mask = town(seed)
    there = Grid(100.0, 100.0 * east, 100.0 * north, 8, 6)
    one, other = mapped(marks, events, mask), mapped(marks, events, mask, grid=there)
    assert np.array_equal(one.log_ratio, other.log_ratio)
    assert np.array_equal(one.p_map, other.p_map)


def test_the_same_seed_gives_the_same_map_and_another_nearly_so():
    marks, events, mask = town(5, n=200)
    one, again, other = (mapped(marks, events, mask, seed=s, replicates=199) for s in (1, 1, 2))
    assert np.array_equal(one.p, again.p)
    assert np.abs(one.p - other.p).mean() < 0.1


def test_a_place_with_marks_and_no_events_is_found():
    marks, events = np.full(48, 2), np.full(48, 4)
    marks[27], events[27] = 60, 0
    found = mapped(marks, events, bandwidth=100.0, replicates=99)
    assert found.more_fear[27]
    assert not found.more_events[27]
    assert found.p_map[27] == 0.01
    assert found.log_ratio[27] == found.log_ratio.max()


def test_and_the_reverse():
    marks, events = np.full(48, 4), np.full(48, 2)
    marks[20], events[20] = 0, 60
    assert mapped(marks, events, bandwidth=100.0, replicates=99).more_events[20]


def test_where_few_are_near_nothing_is_said():
    marks, events = np.zeros(48, int), np.zeros(48, int)
    marks[0] = events[0] = 30
    found = mapped(marks, events, bandwidth=100.0)
    assert found.enough[0]
    assert not found.enough[47]
    assert (found.p[47], found.p_map[47]) == (1.0, 1.0)
    assert abs(found.log_ratio[47]) < 1e-6


def test_what_lies_outside_the_mask_is_left_out_and_counted():
    marks, events, _ = town(3)
    mask = np.arange(48) < 40
    found = mapped(marks, events, mask)
    assert found.marks == marks[:40].sum()
    assert found.parameters["outside_mask"] == marks[40:].sum() + events[40:].sum()
    assert not found.enough[40:].any()
    assert found.parameters["bandwidth_metres"] == 200.0


def test_the_edge_of_the_mask_draws_nothing_down():
    """Even marks and events: as many near at the edge as in the middle."""
    found = mapped(np.full(48, 3), np.full(48, 5), np.arange(48) % 8 < 5)
    inside = found.near[np.arange(48) % 8 < 5]
    assert inside == pytest.approx(np.full(30, inside[0]))


def test_the_statement_goes_with_the_map():
    found = mapped(*town(4)[:2])
    assert "självvalda" in found.statement
    assert (found.method, found.parameters["seed"]) == (
        "relative-risk surface (random labelling)",
        1,
    )


ONES = np.ones(48, dtype=int)


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda: mapped(ONES[:3], ONES), "marks ska vara en rad med 48"),
        (lambda: mapped(ONES, ONES * 0.5), "events ska vara hela tal"),
        (lambda: mapped(ONES, -ONES), "events ska vara hela tal"),
        (lambda: mapped(ONES * 0, ONES), "minst en punkt var"),
        (lambda: mapped(ONES * 10**8, ONES), "färre än 1000000000"),
        (lambda: mapped(ONES.astype(np.uint64) * 2**63, ONES), "marks ska vara högst"),
        (lambda: mapped(ONES, ONES * 2**62), "events ska vara högst"),
        (lambda: Smoothing(bandwidth=1e-300), "smoothing.bandwidth"),
        (lambda: mapped(ONES, ONES, ONES), "smoothing.mask"),
        (lambda: mapped(ONES, ONES, np.zeros(48, bool)), "smoothing.mask"),
        (lambda: Smoothing(bandwidth=0), "smoothing.bandwidth"),
        (lambda: Smoothing(bandwidth=np.nan), "smoothing.bandwidth"),
        (lambda: Smoothing(least=-1), "smoothing.least"),
        (lambda: Labelling(seed=-1), "seed"),
        (lambda: Labelling(seed=1, alpha=1.0), "labelling.alpha"),
        (lambda: Labelling(seed=1, replicates=18), "minst 19"),
        (lambda: Labelling(seed=1, replicates=100_000), "högst 99999"),
    ],
)
def test_bad_input_is_named(make, sentence):
    with pytest.raises(BadFear, match=sentence):
        make()


def test_without_further_wishes_all_cells_and_200_metres():
    found = fear_surface(
        ONES, ONES, GRID, selection=OPEN, labelling=Labelling(seed=1, replicates=19)
    )
    assert found.parameters["bandwidth_metres"] == 200.0
