"""The square grid that the picture counts on, aligned with SCB's statistical squares."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from lofte.analysis.arrays import Floats, Ints
from lofte.analysis.asked import number, readable, whole

MAX_CELLS = 200_000_000
FAR_AWAY = 1_000_000_000  # metres; no projected coordinate is larger


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
        _metres(self.size)
        for name, corner in (("x0", self.x0), ("y0", self.y0)):
            if number(corner, name, BadGrid, least=-FAR_AWAY, most=FAR_AWAY) % self.size:
                raise BadGrid(f"{name} ska vara en multipel av size ({self.size}), inte {corner}.")
        for name, cells in (("nx", self.nx), ("ny", self.ny)):
            whole(cells, name, BadGrid)
        if self.nx * self.ny > MAX_CELLS:
            raise BadGrid(
                f"nx gånger ny blir {self.nx} x {self.ny} rutor; gränsen är {MAX_CELLS}. Troligen "
                "ligger någon punkt fel. Rätta den eller välj större rutor."
            )

    @classmethod
    def covering(cls, x: ArrayLike, y: ArrayLike, size: float = 100.0) -> "Grid":
        """The smallest aligned grid over the points (float[n], metres; NaN left out).

        Without a single point with coordinates the grid has no cells.
        """
        xs, ys = _pair(x, y)
        _metres(size)
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
        """int64[n]: the cell of each point; -1 = outside the grid or without coordinates.

        x, y: float[n], metres. Raises BadGrid.
        """
        xs, ys = _pair(x, y)
        column = np.floor(xs / self.size) - self.x0 / self.size
        row = np.floor(ys / self.size) - self.y0 / self.size
        # NaN compares false, so points without coordinates fall outside.
        inside = (column >= 0) & (column < self.nx) & (row >= 0) & (row < self.ny)
        cell = np.where(inside, row, 0) * self.nx + np.where(inside, column, 0)
        found: Ints = np.where(inside, cell, -1).astype(np.int64)
        return found

    def corner(self, cell: ArrayLike) -> tuple[Floats, Floats]:
        """x and y (metres) of the lower left corner of each cell. Raises BadGrid."""
        given = readable(cell, "cell", BadGrid)
        if given.size and given.dtype.kind not in "iu":
            raise BadGrid(f"cell ska vara rutors nummer, hela tal, inte {given.dtype}.")
        if np.any((given < 0) | (given >= self.cells)):
            raise BadGrid(f"cell ska ligga mellan 0 och {self.cells - 1}, rutnätets nummer.")
        row, column = np.divmod(given.astype(np.int64), self.nx)
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


def _metres(size: float) -> None:
    if number(size, "size", BadGrid, least=1, most=FAR_AWAY) != int(size):
        raise BadGrid(f"size ska vara ett helt antal meter, inte {size}.")


def _pair(x: ArrayLike, y: ArrayLike) -> tuple[Floats, Floats]:
    xs, ys = (
        np.atleast_1d(readable(values, name, BadGrid)) for name, values in (("x", x), ("y", y))
    )
    if xs.shape != ys.shape or any(v.size and v.dtype.kind not in "iubf" for v in (xs, ys)):
        raise BadGrid(f"x och y ska vara lika många tal, inte {xs.shape} och {ys.shape}.")
    return xs.astype(np.float64), ys.astype(np.float64)


def _steps(values: Floats, size: float) -> tuple[int, int]:
    return math.floor(values.min() / size), math.floor(values.max() / size)
