"""What must not matter to any method on the grid: where it begins, what lies beyond, the turn.

Each method is a function of counts[step, cell], a grid and a mask; it gives arrays whose last axis
is the cells.
"""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lofte.analysis.concentration import gi_star
from lofte.analysis.density import density
from lofte.analysis.emerging import emerging_hot_spots
from lofte.analysis.fear.marks import Selection
from lofte.analysis.fear.surface import Labelling, Smoothing, fear_surface
from lofte.analysis.gi_chance import gi_star_permuted
from lofte.analysis.gi_planes import gi_star_planes, hot_and_cold
from lofte.analysis.grid import Grid
from lofte.analysis.next_week import expected_next_week

NX, NY, STEPS = 7, 6, 10
HOME = Grid(100.0, 0.0, 0.0, NX, NY)


def one_plane(counts, grid, mask):
    found = gi_star(counts[0], grid, mask=mask, radius=150.0)
    return found.z, found.p, found.hot


def planes(counts, grid, mask):
    return (gi_star_planes(counts, grid, mask=mask).z,)


def states(counts, grid, mask):
    return (hot_and_cold(counts, grid, mask=mask).state,)


def permuted(counts, grid, mask):
    found = gi_star_permuted(counts, grid, mask=mask, permutations=49, seed=3)
    return found.at_least, found.at_most


def emerging(counts, grid, mask):
    found = emerging_hot_spots(counts, grid, mask=mask)
    return found.kind, found.hot, found.cold, found.trend


def gaussian(counts, grid, mask):
    return (density(counts, grid, bandwidth=120.0, mask=mask).per_m2,)


def quartic(counts, grid, mask):
    return (density(counts, grid, bandwidth=250.0, kernel="quartic", mask=mask).per_m2,)


def fear(counts, grid, mask):
    found = fear_surface(
        counts[0] + 1, counts[1] + 1, grid,
        selection=Selection.SELF_SELECTED, labelling=Labelling(seed=1, replicates=39),
        smoothing=Smoothing(bandwidth=100.0, mask=mask),
    )  # fmt: skip
    return found.log_ratio, found.p, found.more_fear


def next_week(counts, grid, mask):
    return (expected_next_week(counts.T, grid, mask=mask).expected,)


METHODS = {
    each.__name__: each
    for each in (one_plane, planes, states, permuted, emerging, gaussian, quartic, fear, next_week)
}
DRAWN_BY_LOT = {"permuted", "fear"}
BY_NAME = pytest.mark.parametrize("name", METHODS)


def town(seed):
    """(counts, mask): a few busy cells, a mask of most of the grid."""
    random = np.random.default_rng(seed)
    counts = random.poisson(random.gamma(0.5, 2.0, HOME.cells), (STEPS, HOME.cells))
    counts[0, 10] += 1  # never an empty town
    mask = random.random(HOME.cells) < 0.8
    mask[10:12] = True
    return counts, mask


def same(found, expected, *, exact=True):
    for one, other in zip(found, expected, strict=True):
        if exact:
            assert one.tobytes() == other.tobytes()
        else:
            np.testing.assert_allclose(one, other, rtol=1e-9, atol=1e-12)


@BY_NAME
@settings(max_examples=8)
@given(st.integers(0, 10**6), st.integers(-50, 50), st.integers(-50, 50))
def test_where_the_grid_begins(name, seed, east, north):
    counts, mask = town(seed)
    moved = Grid(100.0, 100.0 * east, 100.0 * north, NX, NY)
    same(METHODS[name](counts, moved, mask), METHODS[name](counts, HOME, mask))


@BY_NAME
@settings(max_examples=8)
@given(st.integers(0, 10**6), st.integers(0, 3), st.integers(0, 3))
def test_how_much_empty_ground_the_grid_takes_in(name, seed, west, south):
    """The same events and the same kommun on a grid that begins farther to the south-west."""
    counts, mask = town(seed)
    wider = Grid(100.0, -100.0 * west, -100.0 * south, NX + west, NY + south)
    there = wider.index(*HOME.centre(np.arange(HOME.cells)))
    frame = np.zeros((STEPS, wider.cells), dtype=counts.dtype)
    inside = np.zeros(wider.cells, dtype=bool)
    frame[:, there], inside[there] = counts, mask
    found = [part[..., there] for part in METHODS[name](frame, wider, inside)]
    same(found, METHODS[name](counts, HOME, mask), exact=False)


@pytest.mark.parametrize("name", sorted(set(METHODS) - DRAWN_BY_LOT))
@settings(max_examples=8)
@given(st.integers(0, 10**6))
def test_which_way_round_the_town_lies(name, seed):
    counts, mask = town(seed)
    turned = np.arange(HOME.cells).reshape(NY, NX)[::-1, ::-1].ravel()
    found = METHODS[name](counts[:, turned], HOME, mask[turned])
    same(found, [part[..., turned] for part in METHODS[name](counts, HOME, mask)], exact=False)


@BY_NAME
@settings(max_examples=8)
@given(st.integers(0, 10**6))
def test_what_lies_outside_the_mask(name, seed):
    counts, mask = town(seed)
    noise = np.random.default_rng(seed).poisson(9, counts.shape)
    disturbed = np.where(mask, counts, noise)
    found, expected = METHODS[name](disturbed, HOME, mask), METHODS[name](counts, HOME, mask)
    same([part[..., mask] for part in found], [part[..., mask] for part in expected])


@BY_NAME
@pytest.mark.parametrize("case", ["all in one cell", "one event", "all alike", "one cell"])
def test_odd_towns_have_an_answer_without_gaps(name, case):
    grid, counts = HOME, np.zeros((STEPS, HOME.cells), dtype=np.int64)
    if case == "all in one cell":
        counts[:, 20] = 7
    elif case == "one event":
        counts[0, 20] = 1
    elif case == "all alike":
        counts[:] = 2
    else:
        grid, counts = Grid(100.0, 0.0, 0.0, 1, 1), np.full((STEPS, 1), 3)
    for part in METHODS[name](counts, grid, np.ones(grid.cells, dtype=bool)):
        assert part.shape[-1] == grid.cells
        assert np.isfinite(part.astype(float)).all()


@settings(max_examples=8)
@given(st.integers(0, 10**6), st.sampled_from([2, 4, 8]))
def test_hot_and_cold_do_not_change_when_every_count_is_so_many_times_as_large(seed, times):
    """The analytic ones ask where most is, not how much. Powers of two, so that nothing rounds."""
    counts, mask = town(seed)
    for name in ("planes", "states", "emerging"):
        same(METHODS[name](counts * times, HOME, mask), METHODS[name](counts, HOME, mask))
