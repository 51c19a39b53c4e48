"""The scans: 999 replicates on the New York leukaemia data, and live clusters of a kommun."""

from typing import Any

import numpy as np

from benchmarks.figure import Figure, Target
from lofte.analysis.chance import Replicates
from lofte.analysis.scan_space import scan_space
from lofte.analysis.scan_time import Window, scan_time
from lofte.analysis.zones import zones
from tests.reference import published

EVENTS, WEEKS = 20_000, 26


MADE_UP = published.missing("scan_ny_leukemia")


def new_york() -> Any:
    """The published places, or as many made-up ones where the file is not at hand."""
    if MADE_UP:
        random = np.random.default_rng(1)
        people = random.integers(500, 8_000, 281)
        return random.normal(0, 50, (281, 2)), people, random.poisson(people * 0.00056)
    given = published.load("scan_ny_leukemia")
    return np.stack([given["x_km"], given["y_km"]], axis=1), given["population"], given["cases"]


def ours(data: Any) -> Any:
    where, people, cases = data
    return scan_space(cases, people, zones(where, people))


def kommun(events: int = EVENTS) -> Any:
    """Half a year of events on cells of 100 m."""
    random = np.random.default_rng(1)
    where = random.normal(10_000, 4_000, (events, 2)).clip(0, 19_999)
    cells, place = np.unique(np.floor(where / 100), axis=0, return_inverse=True)
    return cells * 100 + 50, place, random.integers(0, WEEKS, events)


def live(data: Any) -> Any:
    where, place, week = data
    circles = zones(where, np.bincount(place), radius=600.0)
    return scan_time(place, week, circles, Window(WEEKS, 4), replicates=Replicates(999, stop=20))


FIGURES = (
    Figure(
        f"scan, {'281 made-up places' if MADE_UP else 'New York'}, 999 replicates",
        281,
        new_york,
        ours,
        target=Target(seconds=0.4),
        recorded=(("R SpatialEpi", 4.3),),
    ),
    Figure("scan, live, stops at 20 of 999", EVENTS, kommun, live),
)
