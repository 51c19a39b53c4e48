"""One lane and two give the same bytes, in methods that are large enough to have two."""

import json
from datetime import date, timedelta
from types import SimpleNamespace

import numpy as np
import pytest

from benchmarks.honesty import simple
from lofte.analysis import lanes
from lofte.analysis.chance import Replicates
from lofte.analysis.cube import cube
from lofte.analysis.density import density, density_direct
from lofte.analysis.emerging import emerging_hot_spots
from lofte.analysis.farrington import noufaily
from lofte.analysis.gi_chance import gi_star_permuted
from lofte.analysis.gi_planes import gi_star_planes, hot_and_cold
from lofte.analysis.hours import week_hours
from lofte.analysis.near_repeat import Bands, near_repeat
from lofte.analysis.normal import more_than_normal
from lofte.analysis.points import Points
from lofte.analysis.rising import mann_kendall
from lofte.analysis.scan_space import scan_space
from lofte.analysis.scan_time import Window, scan_time
from lofte.analysis.zones import zones
from tests.analysis.towns import scattered, square, weeks

GRID = square(20, 20)
RANDOM = np.random.default_rng(1)
PLANES = cube(scattered(3, 4_000, GRID, days=140), GRID, weeks(20)).planes.sum(axis=1)
SERIES = RANDOM.negative_binomial(2, 0.2, (2_500, 13))
LONG = RANDOM.poisson(4.0, (24, 5 * 52 + 8))
WHERE = RANDOM.uniform(0, 2_000, (2, 400))
DAYS = RANDOM.integers(0, 90, 400)
PLACES = np.stack(np.meshgrid(np.arange(5), np.arange(5)), -1).reshape(-1, 2) * 100.0
PLACE, STEP = RANDOM.integers(0, 25, 300), RANDOM.integers(0, 20, 300)
CIRCLES = zones(PLACES, np.bincount(PLACE, minlength=25))
DRAWS = Replicates(39, seed=2)


def many_hours():
    n = 2**18 + 1_000
    start = np.datetime64("2024-01-01", "s") + np.arange(n) * np.timedelta64(97, "s")
    nowhere = np.full(n, np.nan)
    kind = np.zeros(n, dtype=np.int32)
    return week_hours(Points(nowhere, nowhere, start, start + 7_000, kind, ("a",))).weights


def alarms_of_years():
    starts = tuple(date(2019, 1, 7) + timedelta(7 * k) for k in range(LONG.shape[1]))
    return noufaily(LONG, evaluated=4, starts=starts).upper


def normal():
    found = more_than_normal(SERIES[:, -1], SERIES[:, :-1])
    return np.stack([found.p, found.low, found.high, found.more])


METHODS = {
    "gi planes": lambda: gi_star_planes(PLANES, GRID).z,
    "hot and cold": lambda: hot_and_cold(PLANES, GRID).state,
    "permuted": lambda: gi_star_permuted(PLANES, GRID, permutations=19, seed=4).at_least,
    "emerging": lambda: emerging_hot_spots(PLANES, GRID).kind,
    "rising": lambda: mann_kendall(PLANES.astype(float)).p,
    "density": lambda: density(PLANES, GRID, bandwidth=150.0).per_m2,
    "density direct": lambda: density_direct(
        tuple(WHERE), GRID.centre(np.arange(GRID.cells)), bandwidth=150.0
    ),
    "more than normal": normal,
    "hours": many_hours,
    "alarms": alarms_of_years,
    "near repeat": lambda: (
        near_repeat(
            tuple(WHERE), DAYS, Bands((100.0, 200.0), (7.0, 14.0)), permutations=60, seed=3
        ).p
    ),
    "scan": lambda: (
        scan_space(
            np.bincount(PLACE, minlength=25), np.full(25, 40), CIRCLES, replicates=DRAWS
        ).chance.maxima
    ),
    "scan in time": lambda: (
        scan_time(PLACE, STEP, CIRCLES, Window(20, 4), replicates=DRAWS).chance.maxima
    ),
    "picture": lambda: np.frombuffer(simple.quiet("clustered", 3).document.to_json(), np.uint8),
}


@pytest.fixture
def run(monkeypatch):
    """run(work, n): (the answer with n cores, how many times there was more than one lane)."""
    real = lanes.ThreadPoolExecutor

    def run(work, n):
        opened = []

        def pool(size):
            opened.append(size)
            return real(size)

        monkeypatch.setattr(lanes, "cores", lambda: n)
        monkeypatch.setattr(lanes, "ThreadPoolExecutor", pool)
        found = np.asarray(work())
        return SimpleNamespace(bytes=found.tobytes(), shape=found.shape, lanes=opened)

    return run


@pytest.mark.parametrize("name", METHODS)
def test_two_lanes_are_used_and_give_what_one_gives(name, run):
    one, two, again = (run(METHODS[name], n) for n in (1, 2, 2))
    assert one.lanes == []
    assert set(two.lanes) == {2}, "never had a second lane"
    assert one.shape == two.shape
    assert one.bytes == two.bytes == again.bytes


def test_the_picture_is_a_document():
    told = json.loads(simple.quiet("clustered", 3).document.to_json())
    assert {"findings", "cells", "sections"} <= set(told)
