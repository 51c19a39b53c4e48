"""Conditional permutation for every place at once: few draws, counted exactly for each place.

A draw is a row of distinct places. For place i the first k of the row that are not i are a fair
draw of k of the others. So one set of draws serves all places: the sums of the first k are sorted
once for each k, and only the rows in which i itself stands are corrected for i.
"""

import numpy as np

from lofte.analysis.arrays import Floats, Ints
from lofte.analysis.compiled import compiled
from lofte.analysis.kernels.streams import advanced, below, stream


@compiled
def rows_of(n: int, length: int, replicates: int, seed: int) -> Ints:
    """[replicates, length] distinct places out of n, row r from stream r of the seed."""
    rows = np.empty((replicates, length), dtype=np.int64)
    deck = np.arange(n)
    swapped = np.empty(length, dtype=np.int64)
    for r in range(replicates):
        state = stream(seed, r)
        for j in range(length):
            other = j + below(state, n - j)
            state = advanced(state)
            swapped[j] = other
            deck[j], deck[other] = deck[other], deck[j]
            rows[r, j] = deck[j]
        for j in range(length - 1, -1, -1):  # so that a row does not depend on the ones before it
            deck[j], deck[swapped[j]] = deck[swapped[j]], deck[j]
    return rows


@compiled
def sums_of(rows: Ints, values: Floats) -> Floats:
    """[length, replicates]: at k the sum of the first k of each row."""
    replicates, length = rows.shape
    sums = np.zeros((length, replicates))
    for r in range(replicates):
        for k in range(1, length):
            sums[k, r] = sums[k - 1, r] + values[rows[r, k - 1]]
    return sums


@compiled
def extremes(
    values: Floats, observed: Floats, others: Ints, draws: tuple[int, int, float], out: Ints
) -> None:
    """out[0, i], out[1, i] = how many draws for place i have a sum >= and <= the observed one.

    others[i]: how many neighbours besides itself. draws: replicates, seed, slack for rounding.
    """
    replicates, seed, slack = draws
    most = int(np.max(others))
    rows = rows_of(len(values), most + 1, replicates, seed)
    sums = sums_of(rows, values)
    for k in range(most + 1):
        if not np.any(others == k):
            continue
        ranked = np.sort(sums[k])
        for i in np.flatnonzero(others == k):
            low, high = observed[i] - slack, observed[i] + slack
            out[0, i] = replicates - np.searchsorted(ranked, low, side="left")
            out[1, i] = np.searchsorted(ranked, high, side="right")
    corrected(values, (observed, others, slack), rows, sums, out)


@compiled
def corrected(
    values: Floats, places: tuple[Floats, Ints, float], rows: Ints, sums: Floats, out: Ints
) -> None:
    """Where a place stands in its own draw, the next of the row takes its seat."""
    observed, others, slack = places
    replicates, length = rows.shape
    for r in range(replicates):
        for at in range(length):
            i = rows[r, at]
            k = others[i]
            if at < k:
                low, high = observed[i] - slack, observed[i] + slack
                was = sums[k, r]
                now = was - values[i] + values[rows[r, k]]
                out[0, i] += int(now >= low) - int(was >= low)
                out[1, i] += int(now <= high) - int(was <= high)
