"""Who is a neighbour of whom on the grid: binary weights, the cell itself included."""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lofte.analysis.arrays import Bools, Floats, Ints
from lofte.analysis.asked import cells_inside, number, readable
from lofte.analysis.concentration import BadValues
from lofte.analysis.grid import Grid
from lofte.analysis.windows import FARTHEST, disc_sums, window_sums

LARGEST_COUNT = 2**31 - 1


@dataclass(frozen=True, slots=True, eq=False)
class Neighbourhood:
    """widths: int[2 r + 1], columns to each side for the rows -r to r. weights: int[cells], W.

    room: float[cells], 1 / sqrt((n W - W^2) / (n - 1)), 0 where every cell is a neighbour, NaN
    outside the mask. inside: bool[cells], n of them.
    """

    grid: Grid
    radius: float | None
    inside: Bools
    widths: Ints
    weights: Ints
    room: Floats
    n: int

    @property
    def size(self) -> tuple[int, int]:
        """Rows and columns."""
        return self.grid.ny, self.grid.nx

    def sums(self, plane: Floats) -> Floats:
        """The window sum of each cell; the plane is 0 outside the mask."""
        return np.asarray(_around(plane, self.grid, self.radius), dtype=np.float64)


def neighbourhood(grid: Grid, mask: ArrayLike | None, radius: float | None) -> Neighbourhood:
    """mask: bool[cells], None = all. radius: metres between centres, None = the eight neighbours.

    Raises BadValues.
    """
    inside = cells_inside(mask, grid.cells, "mask", BadValues)
    if not inside.any():
        raise BadValues("grid har ingen ruta. Gi* behöver minst en.")
    widths = _widths(grid, radius)
    counted = inside.astype(np.int64)
    around = _around(counted, grid, radius)
    n = int(inside.sum())
    weights: Ints = np.where(inside, around, 0).astype(np.int64)
    space = (n * weights - weights**2) / max(n - 1, 1)
    room = np.where(space > 0, 1 / np.sqrt(np.where(space > 0, space, 1.0)), 0.0)
    return Neighbourhood(grid, radius, inside, widths, weights, np.where(inside, room, np.nan), n)


def whole_planes(counts: ArrayLike, cells: int) -> NDArray[np.unsignedinteger]:
    """uint16 or uint32 [planes, cells] of counts [..., cells]. Raises BadValues."""
    given = readable(counts, "counts", BadValues)
    if given.ndim == 0 or given.shape[-1] != cells:
        raise BadValues(f"counts har formen {given.shape}; den sista axeln ska ha {cells} rutor.")
    if given.dtype.kind not in "iub":
        raise BadValues(
            f"counts ska vara heltal, inte {given.dtype}. För andra värden: gi_star eller "
            "gi_star_permuted."
        )
    if given.dtype not in (np.uint16, np.uint32):
        if given.size and (given.min() < 0 or given.max() > LARGEST_COUNT):
            raise BadValues(
                f"counts ska ligga mellan 0 och {LARGEST_COUNT}, inte mellan {given.min()} och "
                f"{given.max()}."
            )
        given = given.astype(np.uint32)
    flat: NDArray[np.unsignedinteger] = np.ascontiguousarray(given).reshape(-1, cells)
    return flat


def _around(plane: NDArray[Any], grid: Grid, radius: float | None) -> NDArray[Any]:
    return window_sums(plane, grid) if radius is None else disc_sums(plane, grid, radius)


def _widths(grid: Grid, radius: float | None) -> Ints:
    if radius is None:
        return np.ones(3, dtype=np.int64)
    number(radius, "radius", BadValues, least=0, most=FARTHEST)
    steps = math.floor(radius / grid.size)
    squared = (radius / grid.size) ** 2
    # The same hair of slack as in `disc_sums`.
    reach = [math.floor(math.sqrt(squared - dy * dy) + 1e-9) for dy in range(-steps, steps + 1)]
    return np.array(reach, dtype=np.int64)
