"""A made-up town of 20 x 20 km: 40,000 cells of 100 m, 104 weeks, 8 categories."""

from datetime import date, timedelta

import numpy as np

from lofte.analysis.grid import Grid
from lofte.analysis.periods import Period, PeriodKind
from lofte.analysis.points import Points

GRID = Grid(100.0, 500_000.0, 6_400_000.0, 200, 200)
FIRST = date(2024, 1, 1)
WEEKS = tuple(
    Period(PeriodKind.WEEK, FIRST + timedelta(7 * k), FIRST + timedelta(7 * k + 7))
    for k in range(104)
)
KINDS = tuple("abcdefgh")


def points(n: int, seed: int = 1) -> Points:
    """Dense in the middle; read-only arrays, so that nothing is copied."""
    random = np.random.default_rng(seed)
    x = random.normal(510_000, 4_000, n).clip(500_000, 519_999)
    y = random.normal(6_410_000, 4_000, n).clip(6_400_000, 6_419_999)
    seconds = random.integers(0, 104 * 7 * 86_400, n).astype("timedelta64[s]")
    columns = {
        "x": x,
        "y": y,
        "start": np.datetime64(FIRST, "s") + seconds,
        "end": np.full(n, np.datetime64("NaT"), "datetime64[s]"),
        "category": random.integers(0, len(KINDS), n).astype(np.int32),
    }
    for column in columns.values():
        column.flags.writeable = False
    return Points(**columns, categories=KINDS)
