"""Towns in which nothing is planted, with the noise that real reports have."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from benchmarks.honesty.towns import Register, register
from lofte.analysis.points import Points
from lofte.demo.town import plain_town

KINDS = ("plain", "uniform", "busy", "bunched", "uneven")
CELL = 300.0


def quiet(kind: str, seed: int) -> Register:
    """plain: dense centre, chance alone. uniform: the same times, spread evenly over 4 x 4 km.

    busy: each place has livelier weeks and calmer ones. bunched: one night, several reports.
    uneven: every third place is busy, every third bunched, every third steady.
    """
    rng = np.random.default_rng([seed, KINDS.index(kind)])
    town = register(plain_town(seed=seed))
    if kind == "plain":
        return town
    if kind == "uniform":
        return _moved(town, rng)
    place, week = _place(town.points), _week(town.points)
    third = place % 3 if kind == "uneven" else np.full(len(place), {"busy": 0, "bunched": 1}[kind])
    busy = rng.gamma(4.0, 0.25, (int(place.max()) + 1, int(week.max()) + 1))[place, week]
    chance = np.where(third == 0, busy, np.where(third == 1, 0.5, 1.0))
    copies = np.where(third == 2, 1, rng.poisson(chance))
    copies = np.where((third == 1) & (copies > 0), copies + rng.poisson(0.8, len(copies)), copies)
    return _repeated(town, copies)


def _moved(town: Register, rng: np.random.Generator) -> Register:
    p, n = town.points, len(town.points)
    x, y = (np.median(v) + rng.uniform(-2000, 2000, n) for v in (p.x, p.y))
    return replace(town, points=Points(x, y, p.start, p.end, p.category, p.categories))


def _repeated(town: Register, copies: NDArray[np.int64]) -> Register:
    rows, p = np.repeat(np.arange(len(copies)), copies), town.points
    points = Points(
        p.x[rows], p.y[rows], p.start[rows], p.end[rows], p.category[rows], p.categories
    )
    return Register(town.town, points, town.reporter[rows])


def _place(p: Points) -> NDArray[np.int64]:
    """A number for each square of 300 m."""
    square = np.floor(p.x / CELL) * 10**6 + np.floor(p.y / CELL)
    return np.unique(square, return_inverse=True)[1]


def _week(p: Points) -> NDArray[np.int64]:
    days = (p.start - p.start.min()).astype("timedelta64[D]").astype(np.int64)
    return days // 7
