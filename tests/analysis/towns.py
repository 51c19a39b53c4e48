"""Small made-up registers for the tests of "where"."""

from datetime import date, timedelta

import numpy as np

from lofte.analysis.grid import Grid
from lofte.analysis.periods import Period, PeriodKind
from lofte.analysis.points import Points

MONDAY = date(2024, 1, 1)


def weeks(number, first=MONDAY):
    starts = [first + timedelta(days=7 * k) for k in range(number)]
    return tuple(Period(PeriodKind.WEEK, s, s + timedelta(days=7)) for s in starts)


def points(x, y, days, category=None, categories=("a",)):
    """Events at noon, `days` after the Monday."""
    n = len(x)
    start = np.datetime64(MONDAY, "s") + np.asarray(days, dtype="timedelta64[D]")
    return Points(
        x=np.asarray(x, dtype=float),
        y=np.asarray(y, dtype=float),
        start=start + np.timedelta64(12, "h"),
        end=np.full(n, np.datetime64("NaT"), "datetime64[s]"),
        category=np.zeros(n, np.int32) if category is None else np.asarray(category, np.int32),
        categories=categories,
    )


def scattered(seed, n, grid, days=28, categories=("a", "b")):
    """Events all over the grid and a little outside it; some have no place."""
    random = np.random.default_rng(seed)
    x = grid.x0 + random.uniform(-0.1, 1.1, n) * grid.nx * grid.size
    y = grid.y0 + random.uniform(-0.1, 1.1, n) * grid.ny * grid.size
    lost = random.random(n) < 0.1
    x[lost] = y[lost] = np.nan
    category = random.integers(0, len(categories), n)
    return points(x, y, random.integers(-7, days + 7, n), category, categories)


def square(nx, ny, size=100.0, x0=500_000.0, y0=6_400_000.0):
    return Grid(size, x0, y0, nx, ny)
