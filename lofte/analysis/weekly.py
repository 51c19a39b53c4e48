"""Events per cell and week, and the past as it looked before a certain week.

`Past` grows by one week at a time and holds nothing of the weeks to come, so a method that reads
only it cannot look ahead.
"""

import math
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike
from scipy.ndimage import gaussian_filter

from lofte.analysis import asked
from lofte.analysis.arrays import Bools, Floats, Ints, frozen
from lofte.analysis.asked import readable
from lofte.analysis.grid import Grid
from lofte.analysis.windows import window_sums

HALF_LIVES = (8.0, 16.0, 26.0, 52.0)
FOR_EVER = math.inf
RECENT = (4, 8, 52)
NEAR = 300.0
MOST_CELLS = 2_000_000
LARGEST_COUNT = 10**9
_LARGEST_NUMBER = 2**62


class BadWeekly(ValueError):
    """The counts cannot be read as events per cell and week; the sentence says why."""


@dataclass(frozen=True, slots=True, eq=False)
class Weekly:
    """Events per cell and week, only where there are any.

    cell, week, count: int[n], in order of week and cell. mask: bool[m], the cells that count as the
    area, or None = the area is learnt from the past (see `Past.known`). outside: events that were
    left out because they lie in no cell of the mask or the grid.
    """

    grid: Grid
    weeks: int
    cell: Ints
    week: Ints
    count: Ints
    mask: Bools | None
    outside: int

    @classmethod
    def of(cls, counts: ArrayLike, grid: Grid, *, mask: ArrayLike | None = None) -> "Weekly":
        """From a cube of counts, int[m, weeks], m = grid.cells, oldest week first.

        Raises BadWeekly.
        """
        values = readable(counts, "counts", BadWeekly)
        if values.ndim != 2 or len(values) != grid.cells:
            raise BadWeekly(
                f"counts har formen {values.shape}; det ska vara en rad för var och en av "
                f"{grid.cells} rutor och en kolumn per vecka."
            )
        if values.dtype.kind not in "iubf" or not np.all(values == np.floor(values)):
            raise BadWeekly("counts ska vara hela tal, utan luckor.")
        if not np.all((values >= 0) & (values <= LARGEST_COUNT)):
            raise BadWeekly(f"counts ska ligga mellan 0 och {LARGEST_COUNT} i varje ruta.")
        week, cell = np.nonzero(values.T)
        each = values[cell, week].astype(np.int64)
        return _kept(grid, values.shape[1], (cell, week, each), mask, 0)

    @classmethod
    def from_events(
        cls,
        cell: ArrayLike,
        week: ArrayLike,
        grid: Grid,
        *,
        weeks: int,
        mask: ArrayLike | None = None,
    ) -> "Weekly":
        """From events, int[n] each: the cell (-1 = outside the grid) and the week (0 = oldest).

        Events of weeks before 0 or from `weeks` on are not counted at all. Raises BadWeekly.
        """
        for name, values in (("cell", cell), ("week", week)):
            given = readable(values, name, BadWeekly)
            if given.size and given.dtype.kind not in "iu":
                raise BadWeekly(f"{name} ska vara heltal, inte {given.dtype}.")
            if np.any(given > _LARGEST_NUMBER):
                raise BadWeekly(f"{name}: ett nummer är större än {_LARGEST_NUMBER}.")
        cells, when = np.asarray(cell, dtype=np.int64), np.asarray(week, dtype=np.int64)
        if cells.shape != when.shape or cells.ndim != 1:
            raise BadWeekly(f"cell ({cells.shape}) och week ({when.shape}): ett par per händelse.")
        asked.whole(weeks, "weeks", BadWeekly)
        if np.any(cells >= grid.cells):
            raise BadWeekly(f"cell: en ruta ligger utanför rutnätet med {grid.cells} rutor.")
        known = (when >= 0) & (when < weeks)
        inside = known & (cells >= 0)
        keys, each = np.unique(when[inside] * grid.cells + cells[inside], return_counts=True)
        at, where = np.divmod(keys, max(grid.cells, 1))
        outside = int(known.sum() - inside.sum())
        return _kept(grid, weeks, (where, at, each.astype(np.int64)), mask, outside)

    def at(self, week: int) -> tuple[Ints, Ints]:
        """The cells with events in the week, and how many."""
        first, last = np.searchsorted(self.week, [week, week + 1])
        return self.cell[first:last], self.count[first:last]


def _kept(
    grid: Grid, weeks: int, triple: tuple[Ints, Ints, Ints], mask: ArrayLike | None, outside: int
) -> Weekly:
    if grid.cells > MOST_CELLS:
        raise BadWeekly(
            f"Rutnätet har {grid.cells} rutor; gränsen är {MOST_CELLS}. Välj större rutor."
        )
    cell, week, each = triple
    inside = None if mask is None else asked.cells_inside(mask, grid.cells, "mask", BadWeekly)
    if inside is not None:
        kept = inside[cell]
        outside += int(each[~kept].sum())
        cell, week, each = cell[kept], week[kept], each[kept]
        inside = frozen(inside, np.bool_)
    cell, week, each = (frozen(one, np.int64) for one in (cell, week, each))
    return Weekly(grid, weeks, cell, week, each, inside, outside)


@dataclass(slots=True, eq=False)
class Past:
    """Everything up to a week, as planes of float[m]. Starts empty; `add` moves it a week on.

    total: all events. decayed[h]: events whose weight is halved every h weeks; worth[h]: what one
    event a week would have given, so that decayed / worth is a rate per week.
    """

    grid: Grid
    mask: Bools | None = None
    half_lives: tuple[float, ...] = (*HALF_LIVES, FOR_EVER)
    weeks: int = 0
    total: Floats = field(init=False)
    decayed: dict[float, Floats] = field(init=False)
    worth: dict[float, float] = field(init=False)
    _latest: list[tuple[Ints, Ints]] = field(default_factory=list)
    _recent: dict[int, Floats] = field(init=False)

    def __post_init__(self) -> None:
        self.decayed = {h: np.zeros(self.grid.cells) for h in self.half_lives}
        self.worth = dict.fromkeys(self.half_lives, 0.0)
        self.total = np.zeros(self.grid.cells)
        self._recent = {n: np.zeros(self.grid.cells) for n in RECENT}

    def add(self, cells: Ints, counts: Ints) -> None:
        """One more week. cells: int[k], each at most once; counts: int[k]."""
        for half_life, plane in self.decayed.items():
            keep = 0.5 ** (1 / half_life)
            plane *= keep
            plane[cells] += counts
            self.worth[half_life] = self.worth[half_life] * keep + 1
        self.total[cells] += counts
        self._latest.append((cells, counts))
        for length, plane in self._recent.items():
            plane[cells] += counts
            if len(self._latest) > length:
                gone, number = self._latest[-length - 1]
                plane[gone] -= number
        del self._latest[: -max(RECENT) - 1]
        self.weeks += 1

    def last(self, weeks: int) -> Floats:
        """float[m]: events of the last 4, 8 or 52 weeks (or of all there are, when fewer)."""
        return self._recent[weeks]

    def rate(self, half_life: float) -> Floats:
        """float[m]: decayed events per week."""
        plane: Floats = self.decayed[half_life] / max(self.worth[half_life], 1.0)
        return plane

    def around(self, half_life: float, metres: float) -> Floats:
        """float[m]: the rate around each cell, without its own: a Gaussian of so many metres.

        At least half a cell wide, cut off at three widths; nothing happens outside the grid.
        """
        sigma = max(metres / self.grid.size, 0.5)
        plane = self.rate(half_life).reshape(self.grid.ny, self.grid.nx)
        smooth = smoothed(plane, sigma)
        own = _centre(sigma)
        around: Floats = np.maximum((smooth - own * plane) / (1 - own), 0.0).ravel()
        return around

    def area(self) -> Bools:
        """bool[m]: the mask; without one, the known ground."""
        return self.known() if self.mask is None else self.mask

    def known(self) -> Bools:
        """bool[m]: cells within 300 m (at least one cell) of any event so far, in the mask.

        Where nothing has been seen near, nobody would be sent.
        """
        seen = (self.total > 0).astype(np.int64)
        near: Bools = window_sums(seen, self.grid, reach(self.grid)) > 0
        return near if self.mask is None else near & self.mask


def reach(grid: Grid) -> int:
    """How many cells away from an event still belong to the area."""
    return max(1, round(NEAR / grid.size))


def smoothed(plane: Floats, sigma: float) -> Floats:
    """A Gaussian of `sigma` cells over a plane [ny, nx], cut off at three sigma."""
    result: Floats = gaussian_filter(plane, sigma, mode="constant", truncate=3.0)
    return result


def _centre(sigma: float) -> float:
    """The weight of the cell itself in such a Gaussian."""
    radius = int(3.0 * sigma + 0.5)
    kernel = np.exp(-0.5 * (np.arange(-radius, radius + 1) / sigma) ** 2)
    return float((1.0 / kernel.sum()) ** 2)
