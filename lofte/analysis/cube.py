"""The cube: how many events of each kind in each cell and period. All of "where" starts here."""

from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lofte.analysis.arrays import Bools, Floats, Int32s, Ints
from lofte.analysis.asked import cells_inside, readable
from lofte.analysis.grid import Grid
from lofte.analysis.kernels.counting import scatter
from lofte.analysis.periods import Period
from lofte.analysis.points import Points

METHOD = "space-time cube"
VERSION = "1"
MOST_BYTES = 4 * 2**30
HEAVIEST = 2**32 - 1
_EPOCH = date(1970, 1, 1)


class BadCube(ValueError):
    """The cube cannot be made; the sentence says which argument and what is allowed."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Events that are in no count, each once, in this order of reasons."""

    no_place: int
    outside_grid: int
    outside_mask: int
    outside_periods: int

    @property
    def total(self) -> int:
        """All of them."""
        return self.no_place + self.outside_grid + self.outside_mask + self.outside_periods


@dataclass(frozen=True, slots=True, eq=False)
class Cube:
    """counts: uint16 or uint32 [cells, periods, categories], read-only; 0 outside the mask.

    In memory the cells of one period and category lie together (`plane`). mask: bool[cells].
    counted + left_out.total = the number of points given, whatever their weight.
    """

    grid: Grid
    periods: tuple[Period, ...]
    categories: tuple[str, ...]
    mask: Bools
    counts: NDArray[np.unsignedinteger]
    counted: int
    left_out: LeftOut
    method: str = METHOD
    version: str = VERSION
    parameters: dict[str, Any] = field(default_factory=dict)

    @property
    def planes(self) -> NDArray[np.unsignedinteger]:
        """The same memory as [periods, categories, cells]."""
        return self.counts.transpose(1, 2, 0)

    def plane(self, period: int, category: int) -> NDArray[np.unsignedinteger]:
        """[cells] of one period and category, without copying."""
        plane: NDArray[np.unsignedinteger] = self.planes[period, category]
        return plane

    def total(self) -> NDArray[np.unsignedinteger]:
        """uint32 [periods, cells], all categories together."""
        summed: NDArray[np.unsignedinteger] = self.planes.sum(axis=1, dtype=np.uint32)
        return summed


def cube(
    points: Points,
    grid: Grid,
    periods: tuple[Period, ...],
    *,
    mask: ArrayLike | None = None,
    weight: ArrayLike | None = None,
) -> Cube:
    """Count the points by cell, period (where they start) and category.

    periods: in order of time, without overlap; gaps are fine. mask: bool[grid.cells], the cells
    inside the kommun; None = all. weight: int[n], how many events each point stands for, when equal
    ones were added up before; None = one. Counts are uint16, and uint32 when one passes 65,535.
    A cell owns its lower and left edge, a period its first midnight. Raises BadCube.
    """
    inside = cells_inside(mask, grid.cells, "mask", BadCube)
    calendar = _calendar(periods)
    shape = (len(periods), len(points.categories), grid.cells)
    _fits(shape)
    frame: Floats = np.array(
        [grid.size, grid.x0 / grid.size, grid.y0 / grid.size, grid.nx, grid.ny]
    )
    many = _weight(weight, len(points))
    columns = (points.x, points.y, points.start.view(np.int64), points.category, many)
    kind: type[np.unsignedinteger] = np.uint16
    left_out: Ints = np.zeros(4, dtype=np.int64)
    planes: NDArray[np.unsignedinteger] = np.zeros(shape, dtype=kind)
    if not scatter(columns, frame, inside, calendar, planes, left_out):
        left_out[:] = 0
        planes = np.zeros(shape, dtype=np.uint32)
        if not scatter(columns, frame, inside, calendar, planes, left_out):
            raise BadCube("weight ger fler än 4 294 967 295 händelser i en ruta och period.")
    planes.flags.writeable = inside.flags.writeable = False
    return Cube(
        grid=grid,
        periods=tuple(periods),
        categories=points.categories,
        mask=inside,
        counts=planes.transpose(2, 0, 1),
        counted=len(points) - int(left_out.sum()),
        left_out=LeftOut(*(int(n) for n in left_out)),
        parameters={"cell_metres": grid.size, "periods": len(periods), "cells": int(inside.sum())},
    )


def _weight(weight: ArrayLike | None, points: int) -> Ints:
    """int64[points], or empty for one each."""
    if weight is None:
        return np.zeros(0, dtype=np.int64)
    given = readable(weight, "weight", BadCube)
    if given.shape != (points,) or (given.dtype.kind not in "iu" and points):
        raise BadCube(f"weight ska vara ett heltal för var och en av {points} händelser.")
    if np.any((given < 0) | (given > HEAVIEST)):
        raise BadCube(f"weight ska ligga mellan 0 och {HEAVIEST}.")
    return given.astype(np.int64)


def _calendar(periods: tuple[Period, ...]) -> tuple[int, Int32s]:
    """The first day and, for each day from there, the number of its period; -1 = in a gap."""
    if not periods:
        raise BadCube("periods är tom. Ange minst en period.")
    for before, after in pairwise(periods):
        if after.start < before.end:
            raise BadCube(
                f"periods ska stå i tidsordning utan att gå in i varandra; {after.key} börjar "
                f"innan {before.key} är slut."
            )
    first, beyond = periods[0].start, periods[-1].end
    slots: Int32s = np.full((beyond - first).days, -1, dtype=np.int32)
    for number, period in enumerate(periods):
        slots[(period.start - first).days : (period.end - first).days] = number
    return (first - _EPOCH).days, slots


def _fits(shape: tuple[int, int, int]) -> None:
    needed = 2 * shape[0] * shape[1] * shape[2]
    if needed > MOST_BYTES:
        raise BadCube(
            f"Kuben blir {shape[2]} rutor x {shape[0]} perioder x {shape[1]} kategorier, "
            f"{needed / 2**30:.1f} GiB; gränsen är {MOST_BYTES / 2**30:.0f}. Välj större rutor, "
            "färre perioder eller färre kategorier."
        )
