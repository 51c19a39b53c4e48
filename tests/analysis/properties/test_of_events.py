"""What must not matter to any method of events: their order, where the map begins, the batches.

Events are x, y, start and end of made towns; the answers are arrays.
"""

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lofte.analysis.chance import Replicates
from lofte.analysis.cube import cube
from lofte.analysis.delay import completeness
from lofte.analysis.density import density_direct, density_of_points
from lofte.analysis.grid import Grid
from lofte.analysis.hours import hot_hours, week_hours
from lofte.analysis.near_repeat import Bands, near_repeat
from lofte.analysis.periods import PeriodKind, containing
from lofte.analysis.points import Points
from lofte.analysis.profiles import by_month, by_season, by_weekday
from lofte.analysis.scan_space import scan_space
from lofte.analysis.scan_time import Window, scan_time
from lofte.analysis.zones import zones

GRID = Grid(100.0, 0.0, 0.0, 8, 8)
MONTHS = (date(2024, 1, 1), date(2024, 3, 31))
BANDS = Bands((50.0, 100.0, 200.0), (3.0, 7.0, 14.0))
SEEDS = st.integers(0, 10**6)


def made(seed, n=60):
    """Events on whole fours of metres: moved by whole cells every distance stays the same."""
    random = np.random.default_rng(seed)
    x, y = random.integers(0, 200, (2, n)) * 4.0
    start = np.datetime64("2024-01-01") + random.integers(0, 91 * 1440, n) * np.timedelta64(1, "m")
    start = start.astype("M8[s]")
    length = random.integers(0, 3000, n) * np.timedelta64(60, "s")
    end = np.where(random.random(n) < 0.5, np.datetime64("NaT", "s"), start + length)
    return Points(x, y, start, end, random.integers(0, 2, n), ("a", "b"))


def days(points):
    return (points.start - np.datetime64("2024-01-01")).astype(np.int64) / 86400


def hours_of(points, grid):
    found = week_hours(points)
    return found.weights, found.midnights, [found.exact, found.spread, found.unknown]


def weekdays(points, grid):
    found = [profile(points.start, *MONTHS) for profile in (by_weekday, by_month, by_season)]
    # A month without days has no ratio.
    return [part for each in found for part in (each.counts, np.nan_to_num(each.ratio), each.low)]


def counted(points, grid):
    months = tuple(containing(PeriodKind.MONTH, date(2024, month, 1)) for month in (1, 2, 3))
    return [cube(points, grid, months).counts]


def smooth(points, grid):
    return [density_of_points(points.x, points.y, grid, bandwidth=120.0).per_m2]


def direct(points, grid):
    at = grid.centre(np.arange(grid.cells))
    return [density_direct((points.x, points.y), at, bandwidth=120.0)]


def repeats(points, grid):
    found = near_repeat((points.x, points.y), days(points), BANDS, permutations=0)
    return found.observed, found.expected, found.variance, found.p_poisson


def late(points, grid):
    age = 20 + points.category
    return [completeness(age, (points.x // 100).astype(np.int64)).share]


METHODS = {
    each.__name__: each for each in (hours_of, weekdays, counted, smooth, direct, repeats, late)
}
BY_NAME = pytest.mark.parametrize("name", METHODS)


def same(found, expected):
    for one, other in zip(found, expected, strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-9, atol=1e-12)


@BY_NAME
@settings(max_examples=8)
@given(SEEDS)
def test_the_order_of_the_events(name, seed):
    points = made(seed)
    shuffled = points.where(np.random.default_rng(seed).permutation(len(points)))
    same(METHODS[name](shuffled, GRID), METHODS[name](points, GRID))


@pytest.mark.parametrize("name", ["counted", "smooth", "direct", "repeats"])
@settings(max_examples=8)
@given(SEEDS, st.integers(-900, 900), st.integers(-900, 900))
def test_where_the_map_begins(name, seed, east, north):
    points = made(seed)
    moved = Points(
        points.x + 100.0 * east, points.y + 100.0 * north,
        points.start, points.end, points.category, points.categories,
    )  # fmt: skip
    there = Grid(100.0, 100.0 * east, 100.0 * north, GRID.nx, GRID.ny)
    same(METHODS[name](moved, there), METHODS[name](points, GRID))


@pytest.mark.parametrize("name", ["counted", "smooth", "direct"])
@settings(max_examples=8)
@given(SEEDS)
def test_two_halves_add_up_to_the_whole(name, seed):
    points = made(seed)
    first = np.random.default_rng(seed).random(len(points)) < 0.5
    halves = [METHODS[name](points.where(rows), GRID)[0] for rows in (first, ~first)]
    same([halves[0] + halves[1]], METHODS[name](points, GRID))


@settings(max_examples=8)
@given(SEEDS)
def test_a_period_in_two_parts_adds_up_in_hours_and_days(seed):
    points = made(seed)
    first = points.start < np.datetime64("2024-02-10")
    halves = [points.where(rows) for rows in (first, ~first)]
    whole = week_hours(points).weights
    same([sum(week_hours(half).weights for half in halves)], [whole])
    spans = ((MONTHS[0], date(2024, 2, 9)), (date(2024, 2, 10), MONTHS[1]))
    parts = [by_weekday(half.start, *span) for half, span in zip(halves, spans, strict=True)]
    together = by_weekday(points.start, *MONTHS)
    same([parts[0].counts + parts[1].counts], [together.counts])
    same([parts[0].days + parts[1].days], [together.days])


@BY_NAME
@pytest.mark.parametrize("many", [0, 1, 40])
def test_none_one_and_all_at_one_spot(name, many):
    one = made(1).where([3])
    points = one.where(np.zeros(many, dtype=np.int64))
    if name == "repeats" and many < 2:
        return  # refused by name: a pair takes two
    for part in METHODS[name](points, GRID):
        assert not np.isnan(np.asarray(part, dtype=float)).any()


def windows(points):
    """The hot hours as they are told."""
    found = hot_hours(week_hours(points))
    return [(hot.label, round(hot.count, 6), round(hot.share, 9)) for hot in found]


@settings(max_examples=8)
@given(SEEDS, st.integers(2, 5))
def test_hot_hours_of_every_event_several_times_are_at_least_as_sure(seed, times):
    points = made(seed, n=200)
    evening = points.where(np.arange(len(points)) < 30)
    crowd = Points(
        np.append(points.x, evening.x), np.append(points.y, evening.y),
        np.append(points.start, np.full(30, np.datetime64("2024-02-09T21:10:00"))),
        np.append(points.end, np.full(30, np.datetime64("NaT", "s"))),
        np.append(points.category, evening.category), points.categories,
    )  # fmt: skip
    one, many = (
        hot_hours(week_hours(crowd)),
        hot_hours(week_hours(crowd.where(np.tile(np.arange(len(crowd)), times)))),
    )
    assert one
    assert many
    assert many[0].p <= one[0].p
    shuffled = crowd.where(np.random.default_rng(seed).permutation(len(crowd)))
    assert windows(shuffled) == windows(crowd)


@pytest.mark.parametrize("many", [0, 1, 40])
def test_hot_hours_of_none_one_and_all_in_one_hour(many):
    points = made(1).where([3]).where(np.zeros(many, dtype=np.int64))
    found = hot_hours(week_hours(points))
    assert all(np.isfinite([hot.count, hot.share, hot.usual, hot.p]).all() for hot in found)
    assert len(found) == 0 if many < 20 else found


def scanned(points, moved):
    """Cases at 30 places, seen in space and in time."""
    random = np.random.default_rng(5)
    where = random.integers(0, 250, (30, 2)) * 4.0 + moved
    people = random.integers(20, 60, 30)
    circles = zones(where, people, radius=400.0)
    place = (points.x.astype(np.int64) // 4) % 30
    step = days(points).astype(np.int64) // 7
    cases = np.bincount(place, minlength=30)
    space = scan_space(cases, people, circles, replicates=Replicates(19, seed=2))
    times = scan_time(place, step, circles, Window(13, 4), replicates=Replicates(19, seed=2))
    return space.clusters, times.clusters


@settings(max_examples=6)
@given(SEEDS, st.integers(-900, 900), st.integers(-900, 900))
def test_clusters_do_not_know_where_the_map_begins(seed, east, north):
    points = made(seed)
    here, there = scanned(points, 0.0), scanned(points, np.array([100.0 * east, 100.0 * north]))
    for found, moved in zip(here, there, strict=True):
        assert [one.places.tolist() for one in found] == [one.places.tolist() for one in moved]
        same([[one.ratio for one in found]], [[one.ratio for one in moved]])
        assert [one.p for one in found] == [one.p for one in moved]


@settings(max_examples=6)
@given(SEEDS)
def test_clusters_do_not_depend_on_the_order_of_the_cases(seed):
    points = made(seed)
    shuffled = points.where(np.random.default_rng(seed).permutation(len(points)))
    for found, other in zip(scanned(points, 0.0), scanned(shuffled, 0.0), strict=True):
        assert [one.places.tolist() for one in found] == [one.places.tolist() for one in other]
        same([[one.ratio for one in found]], [[one.ratio for one in other]])
