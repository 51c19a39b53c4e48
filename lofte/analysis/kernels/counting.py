"""Points into the cube, one pass over the points in the order they come."""

import numpy as np
from numpy.typing import NDArray

from lofte.analysis.arrays import Bools, Floats, Int32s, Ints
from lofte.analysis.compiled import compiled

_DAY = 86400
NO_PLACE, OUTSIDE_GRID, OUTSIDE_MASK, OUTSIDE_PERIODS = range(4)


@compiled
def cell_of(x: float, y: float, frame: Floats) -> int:
    """The cell of a point as `Grid.index` has it; -1 outside, -2 without coordinates.

    frame: size, x0 / size, y0 / size, nx, ny.
    """
    if np.isnan(x) or np.isnan(y):
        return -2
    column = np.floor(x / frame[0]) - frame[1]
    row = np.floor(y / frame[0]) - frame[2]
    if column < 0 or column >= frame[3] or row < 0 or row >= frame[4]:
        return -1
    return int(row) * int(frame[3]) + int(column)


@compiled
def scatter(
    columns: tuple[Floats, Floats, Ints, Int32s, Ints],
    frame: Floats,
    inside: Bools,
    calendar: tuple[int, Int32s],
    counts: NDArray[np.unsignedinteger],
    left_out: Ints,
) -> bool:
    """Add each point to counts[slot, category, cell]; False when a count went past its type.

    columns: x, y, start in seconds, category, weight (empty: 1 each). calendar: the first day (days
    since 1970) and the slot of each day from there, -1 = none. left_out[4]: outside what, how many.
    """
    x, y, start, category, weight = columns
    first, slots = calendar
    weighted = len(weight) > 0
    for i in range(len(x)):
        cell = cell_of(x[i], y[i], frame)
        if cell < 0:
            left_out[OUTSIDE_GRID if cell == -1 else NO_PLACE] += 1
            continue
        if not inside[cell]:
            left_out[OUTSIDE_MASK] += 1
            continue
        day = start[i] // _DAY - first
        slot = slots[day] if 0 <= day < len(slots) else -1
        if slot < 0:
            left_out[OUTSIDE_PERIODS] += 1
            continue
        more = np.int64(counts[slot, category[i], cell]) + (weight[i] if weighted else 1)
        counts[slot, category[i], cell] = more
        if counts[slot, category[i], cell] != more:
            return False
    return True
