"""The square grid that the picture counts on, aligned with SCB's statistical squares."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from lofte.analysis.arrays import Floats, Ints

MAX_CELLS = 200_000_000


class BadGrid(ValueError):
    """The grid cannot be made; the sentence says why and what to do."""


@dataclass(frozen=True, slots=True)
class Grid:
    """`ny` rows of `nx` square cells of `size` metres; the flat index is row * nx + column.

    Row 0 is the southernmost. x0, y0 is the lower left corner, a multiple of `size` counted from
    (0, 0), so that cells coincide with SCB's squares of the same size. A cell owns its lower and
    left edge. `size` is whole metres. Raises BadGrid.
    """

    size: float
    x0: float
    y0: float
    nx: int
    ny: int

    def __post_init__(self) -> None:
        if not (math.isfinite(self.size) and self.size >= 1 and self.size == int(self.size)):
            raise BadGrid(f"En ruta ska vara ett helt antal meter, inte {self.size}.")
        if not (self.x0 % self.size == 0 == self.y0 % self.size):
            raise BadGrid(f"Rutnätets hörn ({self.x0}, {self.y0}) ligger inte på jämna rutor.")
        if min(self.nx, self.ny) < 0 or self.nx * self.ny > MAX_CELLS:
            raise BadGrid(
                f"Rutnätet blir {self.nx} x {self.ny} rutor; gränsen är {MAX_CELLS}. Troligen "
                "ligger någon punkt fel. Rätta den eller välj större rutor."
            )

    @classmethod
    def covering(cls, x: ArrayLike, y: ArrayLike, size: float = 100.0) -> "Grid":
        """The smallest aligned grid over the points (float[n], metres; NaN left out).

        Without a single point with coordinates the grid has no cells.
        """
        xs, ys = np.asarray(x, dtype=np.float64), np.asarray(y, dtype=np.float64)
        known = np.isfinite(xs) & np.isfinite(ys)
        if not known.any():
            return cls(size, 0.0, 0.0, 0, 0)
        west, east = _steps(xs[known], size)
        south, north = _steps(ys[known], size)
        return cls(size, west * size, south * size, east - west + 1, north - south + 1)

    @property
    def cells(self) -> int:
        """Number of cells, nx * ny."""
        return self.nx * self.ny

    def index(self, x: ArrayLike, y: ArrayLike) -> Ints:
        """int64[n]: the cell of each point; -1 = outside the grid or without coordinates."""
        column = np.floor(np.asarray(x, dtype=np.float64) / self.size) - self.x0 / self.size
        row = np.floor(np.asarray(y, dtype=np.float64) / self.size) - self.y0 / self.size
        # NaN compares false, so points without coordinates fall outside.
        inside = (column >= 0) & (column < self.nx) & (row >= 0) & (row < self.ny)
        cell = np.where(inside, row, 0) * self.nx + np.where(inside, column, 0)
        found: Ints = np.where(inside, cell, -1).astype(np.int64)
        return found

    def corner(self, cell: ArrayLike) -> tuple[Floats, Floats]:
        """x and y (metres) of the lower left corner of each cell. Raises BadGrid."""
        cells = np.asarray(cell, dtype=np.int64)
        if np.any((cells < 0) | (cells >= self.cells)):
            raise BadGrid("En ruta utanför rutnätet har ingen plats.")
        row, column = np.divmod(cells, self.nx)
        return self.x0 + column * self.size, self.y0 + row * self.size

    def centre(self, cell: ArrayLike) -> tuple[Floats, Floats]:
        """x and y (metres) of the middle of each cell. Raises BadGrid."""
        x, y = self.corner(cell)
        return x + self.size / 2, y + self.size / 2

    def cell_id(self, cell: int) -> str:
        """The name of a cell by its lower left corner, "E383400N6470000". Raises BadGrid."""
        return self.cell_ids([cell])[0]

    def cell_ids(self, cells: ArrayLike) -> list[str]:
        """The names of many cells. Raises BadGrid."""
        x, y = self.corner(cells)
        pairs = zip(x.astype(np.int64).tolist(), y.astype(np.int64).tolist(), strict=True)
        return [f"E{east}N{north}" for east, north in pairs]


def _steps(values: Floats, size: float) -> tuple[int, int]:
    if not (math.isfinite(size) and size >= 1):
        raise BadGrid(f"En ruta ska vara ett helt antal meter, inte {size}.")
    return math.floor(values.min() / size), math.floor(values.max() / size)
