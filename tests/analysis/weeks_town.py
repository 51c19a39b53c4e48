"""Small towns for the methods of next week: a busy corner, a quiet rest, and nobody in between."""

import numpy as np

from lofte.analysis.grid import Grid
from lofte.analysis.weekly import Past, Weekly

GRID = Grid(100.0, 0.0, 0.0, 12, 9)
BUSY = (14, 15, 27, 80)


def town(weeks=20, seed=1, grid=GRID, busy=BUSY, rate=1.5):
    """int[cells, weeks]: the busy cells have so many a week, the others one in fifty weeks."""
    rng = np.random.default_rng(seed)
    rates = np.full(grid.cells, 0.02)
    rates[list(busy)] = rate
    return rng.poisson(rates[:, None], (grid.cells, weeks))


def past_of(counts, grid=GRID, mask=None):
    """The past after all these weeks."""
    past, weekly = Past(grid, mask), Weekly.of(counts, grid)
    for week in range(weekly.weeks):
        past.add(*weekly.at(week))
    return past
