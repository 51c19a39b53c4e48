"""Plain Gi* of counts, as most programs give it: the reason why the picture only says "flest"."""

import numpy as np

from benchmarks.honesty.simple import CELL, NEAR, Simple
from lofte.analysis.concentration import gi_star
from lofte.analysis.grid import Grid

NAME = "Gi* av antal"
SAYS = "någon ruta är ”het”"
LEVEL = None
PLANTED = "place"


def falsely(town: Simple) -> bool:
    return bool(_hot(town)[0].any())


def found(town: Simple) -> bool:
    hot, grid = _hot(town)
    x, y = grid.centre(np.flatnonzero(hot))
    away = np.maximum(np.abs(x - town.planted[0]), np.abs(y - town.planted[1]))
    return bool((away <= NEAR).any())


def _hot(town: Simple) -> tuple[np.ndarray, Grid]:
    """The last four weeks over the whole town, normal p and Benjamini-Hochberg at 0.05."""
    now = town.now
    grid = Grid.covering(town.points.x, town.points.y, CELL)
    counts = np.bincount(grid.index(now.x, now.y), minlength=grid.cells)
    return gi_star(counts, grid, alpha=0.05).hot, grid
