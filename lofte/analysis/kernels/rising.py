"""Mann-Kendall for many series side by side: time runs down the rows, a series is a column."""

import numpy as np

from lofte.analysis.arrays import Floats, Ints
from lofte.analysis.compiled import compiled

BLOCK = 128


@compiled
def scores(series: Floats, first: int, beyond: int, out: tuple[Ints, Ints]) -> None:
    """For the columns from first up to beyond: out[0] = S, out[1] = pairs that are not ties."""
    width = beyond - first
    up, down = np.empty(width, dtype=np.int64), np.empty(width, dtype=np.int64)
    up[:] = 0
    down[:] = 0
    for j in range(1, len(series)):
        late = series[j, first:beyond]
        for i in range(j):
            early = series[i, first:beyond]
            for c in range(width):
                up[c] += late[c] > early[c]
                down[c] += late[c] < early[c]
    for c in range(width):
        out[0][first + c] = up[c] - down[c]
        out[1][first + c] = up[c] + down[c]


@compiled
def tie_terms(series: Floats, first: int, beyond: int, untied: Ints, out: Ints) -> None:
    """out = sum over groups of t equal values of t (t - 1) (2 t + 5), for columns with ties."""
    n = len(series)
    for c in range(first, beyond):
        out[c] = 0
        if untied[c] == n * (n - 1) // 2:
            continue
        ranked = np.sort(series[:, c])
        t = 1
        for k in range(1, n + 1):
            if k < n and ranked[k] == ranked[k - 1]:
                t += 1
            else:
                out[c] += t * (t - 1) * (2 * t + 5)
                t = 1
