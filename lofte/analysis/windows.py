"""Sums over the neighbourhood of each cell, by cumulative sums: the cost does not grow with it."""

import math
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lofte.analysis.asked import number, readable
from lofte.analysis.grid import BadGrid, Grid

FARTHEST = 10_000_000.0  # metres: from the equator to a pole


def window_sums(counts: ArrayLike, grid: Grid, reach: int = 1) -> NDArray[Any]:
    """The sum over the square of 2 * reach + 1 cells a side around each cell, clipped at the edge.

    counts: [m] or [m, ...] with m = grid.cells (further axes are slots and stay). Whole numbers
    stay whole (int64), others become float64. reach 1 on 100 m cells: windows of 300 m. Windows
    overlap, so their tests depend on each other, positively. Raises BadGrid.
    """
    return _summed(counts, grid, [reach] * (2 * reach + 1) if reach >= 0 else [])


def disc_sums(counts: ArrayLike, grid: Grid, radius: float) -> NDArray[Any]:
    """The same over cells whose centres lie within `radius` metres, the cell itself included."""
    number(radius, "radius", BadGrid, most=FARTHEST)
    steps = math.floor(radius / grid.size) if radius >= 0 else -1
    squared = (radius / grid.size) ** 2
    # A hair of slack keeps centres at exactly the radius inside in spite of rounding.
    widths = [math.floor(math.sqrt(squared - dy * dy) + 1e-9) for dy in range(-steps, steps + 1)]
    return _summed(counts, grid, widths)


def _summed(counts: ArrayLike, grid: Grid, widths: list[int]) -> NDArray[Any]:
    values = readable(counts, "counts", BadGrid)
    if values.ndim == 0 or len(values) != grid.cells:
        raise BadGrid(f"{values.shape} värden räcker inte till {grid.cells} rutor.")
    if not widths:
        raise BadGrid("Ett fönster kan inte vara mindre än en ruta.")
    whole = values.dtype.kind in "iub"
    if not (whole or np.all(np.isfinite(values))):
        raise BadGrid("counts: ett värde saknas eller är oändligt.")
    plane = values.astype(np.int64 if whole else np.float64)
    plane = plane.reshape(grid.ny, grid.nx, *values.shape[1:])
    rows = {width: _along_rows(plane, width) for width in set(widths)}
    result = np.zeros_like(plane)
    for dy, width in enumerate(widths, -(len(widths) // 2)):
        there = slice(max(dy, 0), grid.ny + min(dy, 0))
        here = slice(max(-dy, 0), grid.ny + min(-dy, 0))
        if abs(dy) < grid.ny:
            result[here] += rows[width][there]
    return result.reshape(values.shape)


def _along_rows(plane: NDArray[Any], width: int) -> NDArray[Any]:
    """Sums over the columns from -width to +width, clipped."""
    nx = plane.shape[1]
    before = np.zeros_like(plane, shape=(plane.shape[0], nx + 1, *plane.shape[2:]))
    np.cumsum(plane, axis=1, out=before[:, 1:])
    column = np.arange(nx)
    right, left = np.minimum(column + width + 1, nx), np.maximum(column - width, 0)
    sums: NDArray[Any] = before[:, right] - before[:, left]
    return sums
