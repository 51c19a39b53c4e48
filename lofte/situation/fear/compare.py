"""Where residents mark that they feel unsafe, beside what is reported there: areas and one grid.

The marks are those of dialogues whose last answers are within the same time as the events. A
person counts once in a square and once in an area. Text and identity never come here.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np
import shapely

from lofte.analysis.arrays import Bools, Floats, Ints
from lofte.analysis.fear.areas import FearByArea, fear_by_area
from lofte.analysis.fear.marks import Selection
from lofte.analysis.fear.surface import FearSurface, Labelling, fear_surface
from lofte.analysis.grid import Grid
from lofte.dialogue.models import Mark
from lofte.dialogue.results.queries import Pointed, pointed
from lofte.dialogue.walks.queries import Walked, walked
from lofte.places.models import Kommun
from lofte.situation.counts import AreaShape
from lofte.situation.extract import area_shapes, points_between

DAYS = 730
REPLICATES = 199
LEAST_MARKS, LEAST_EVENTS = 20, 20
MOST_CELLS = 40_000
CELL_SIZES = (100.0, 200.0, 500.0, 1_000.0)
SEED = 1


@dataclass(frozen=True, slots=True)
class Compared:
    """areas, by_area and safe_by_area in one order; grid, surface and events in one order.

    Where people are safe stands beside the comparison and is not counted into it.
    """

    first: date
    last: date
    names: tuple[str, ...]
    marked: Pointed
    areas: tuple[AreaShape, ...]
    by_area: FearByArea
    grid: Grid
    surface: FearSurface
    events: Ints
    safe: Pointed
    safe_by_area: tuple[int, ...]
    walked: tuple[Walked, ...] = ()

    @property
    def notable(self) -> Ints:
        """The cells of which something may be said."""
        cells: Ints = np.flatnonzero(self.surface.more_fear | self.surface.more_events)
        return cells


@dataclass(frozen=True, slots=True)
class TooFew:
    """Not enough of one of them to compare."""

    marks: int
    events: int
    marked: Pointed


def compare(
    kommun: Kommun, first: date, end: date, *, suspected: bool = False
) -> Compared | TooFew:
    """Marks and events in [first, end). suspected: with marks that may be a flood."""
    marked = pointed(kommun, first, end, suspected=suspected)
    points, names = points_between(kommun, first, end)
    known = np.isfinite(points.x)
    x, y = points.x[known], points.y[known]
    areas = area_shapes(kommun, end)
    if len(marked) < LEAST_MARKS or len(x) < LEAST_EVENTS or not areas:
        return TooFew(len(marked), len(x), marked)
    selection = Selection.SAMPLE if marked.sample else Selection.SELF_SELECTED
    safe = pointed(kommun, first, end, kind=Mark.Kind.SAFE, suspected=suspected)
    grid = _grid(np.concatenate([marked.x, x]), np.concatenate([marked.y, y]))
    events = np.bincount(grid.index(x, y), minlength=grid.cells)
    return Compared(
        first=first,
        last=end,
        names=names,
        marked=marked,
        areas=areas,
        by_area=_by_area(areas, marked, x, y, selection),
        grid=grid,
        surface=fear_surface(
            _once(grid.index(marked.x, marked.y), marked.persons, grid.cells),
            events,
            grid,
            selection=selection,
            labelling=Labelling(seed=SEED, replicates=REPLICATES),
        ),
        events=events,
        safe=safe,
        safe_by_area=tuple(_persons(area, safe) for area in areas),
        walked=walked(kommun, first, end),
    )


def _grid(x: Floats, y: Floats) -> Grid:
    """The finest squares with which the page is still quick."""
    grids = (Grid.covering(x, y, size) for size in CELL_SIZES)
    return next((g for g in grids if g.cells <= MOST_CELLS), Grid.covering(x, y, CELL_SIZES[-1]))


def _by_area(
    areas: tuple[AreaShape, ...], marked: Pointed, x: Floats, y: Floats, selection: Selection
) -> FearByArea:
    marks = [_persons(area, marked) for area in areas]
    events = [int(_inside(area, x, y).sum()) for area in areas]
    size = [area.shape.area for area in areas]
    return fear_by_area(marks, events, size, selection=selection)


def _persons(area: AreaShape, marked: Pointed) -> int:
    return len(set(marked.persons[_inside(area, marked.x, marked.y)].tolist()))


def _inside(area: AreaShape, x: Floats, y: Floats) -> Bools:
    inside: Bools = shapely.contains_xy(area.shape, x, y)
    return inside


def _once(cells: Ints, persons: Ints, size: int) -> Ints:
    """How many persons marked each cell."""
    pairs = np.unique(np.column_stack([cells, persons]), axis=0)
    counts: Ints = np.bincount(pairs[:, 0], minlength=size)
    return counts
