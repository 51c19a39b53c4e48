"""The cube, event by event."""

import math
from collections import Counter


def cube(events, grid, periods, inside):
    """{(cell, period, category): count} and the reasons for the others; events: (x, y, day, c)."""
    counts, left_out = Counter(), Counter()
    for x, y, day, category in events:
        if math.isnan(x):
            left_out["no_place"] += 1
            continue
        column = math.floor(x / grid.size) - math.floor(grid.x0 / grid.size)
        row = math.floor(y / grid.size) - math.floor(grid.y0 / grid.size)
        if not (0 <= column < grid.nx and 0 <= row < grid.ny):
            left_out["outside_grid"] += 1
            continue
        cell = row * grid.nx + column
        if not inside[cell]:
            left_out["outside_mask"] += 1
            continue
        found = [k for k, period in enumerate(periods) if period.start <= day < period.end]
        if not found:
            left_out["outside_periods"] += 1
            continue
        counts[cell, found[0], category] += 1
    return counts, left_out
