"""Gi* of many planes: window sums by running sums along rows, exact in whole numbers."""

import math

import numpy as np
from numpy.typing import NDArray

from lofte.analysis.arrays import Bools, Floats, Ints
from lofte.analysis.compiled import compiled


@compiled
def window_of(plane: Ints, size: tuple[int, int], widths: Ints, out: Ints) -> None:
    """out[cell] = the sum of plane over the rows and columns that `widths` reach, clipped.

    size: ny, nx. widths[2 r + 1]: how many columns to each side, for the rows from -r to r.
    """
    ny, nx = size
    reach = len(widths) // 2
    before = np.zeros(nx + 1, dtype=np.int64)
    out[:] = 0
    for row in range(ny):
        start = row * nx
        if not np.any(plane[start : start + nx]):
            continue
        for column in range(nx):
            before[column + 1] = before[column] + plane[start + column]
        for dy in range(-reach, reach + 1):
            there = row + dy
            if there < 0 or there >= ny:
                continue
            width = widths[dy + reach]
            for column in range(nx):
                low, high = max(column - width, 0), min(column + width + 1, nx)
                out[there * nx + column] += before[high] - before[low]


@compiled
def moments(plane: Ints) -> tuple[int, float]:
    """The sum and the sum of squares; cells outside the mask hold zero."""
    total, squares = 0, 0.0
    for value in plane:
        total += value
        squares += float(value) * float(value)
    return total, squares


@compiled
def z_of(
    sums: Ints, weights: Ints, room: Floats, measures: tuple[int, int, float], out: Floats
) -> None:
    """z of each cell. room: 1 / sqrt((n W - W^2) / (n - 1)), 0 where it is flat, NaN outside the
    mask. measures: n, the total, the sum of squares of the plane."""
    n, total, squares = measures
    spread = n * squares - float(total) * float(total)
    scale = 1.0 / math.sqrt(spread) if spread > 0 else 0.0
    for cell in range(len(sums)):
        out[cell] = float(n * sums[cell] - total * weights[cell]) * room[cell] * scale


@compiled
def z_planes(
    planes: NDArray[np.unsignedinteger],
    inside: Bools,
    size: tuple[int, int],
    shape: tuple[Ints, Ints, Floats],
    out: Floats,
) -> None:
    """out[plane, cell] = z. shape: widths, weights, room (see `window_of`, `z_of`)."""
    widths, weights, room = shape
    n = int(np.sum(inside))
    plane = np.empty(planes.shape[1], dtype=np.int64)
    sums = np.empty(planes.shape[1], dtype=np.int64)
    for k in range(len(planes)):
        for cell in range(len(plane)):
            plane[cell] = np.int64(planes[k, cell]) if inside[cell] else 0
        total, squares = moments(plane)
        window_of(plane, size, widths, sums)
        z_of(sums, weights, room, (n, total, squares), out[k])


@compiled
def held_of(plane: Ints, inside: Bools) -> Ints:
    """[largest + 1]: how many cells of the mask hold each value."""
    held = np.zeros(np.max(plane) + 1, dtype=np.int64)
    for cell in range(len(plane)):
        if inside[cell]:
            held[plane[cell]] += 1
    return held


@compiled
def ways_of(held: Ints, most: int) -> Floats:
    """[most + 1, most * largest + 1]: how many ways to draw k cells of the mask with sum s, times
    (most / n) ** k, which keeps the numbers within range and cancels in `tails_of`."""
    largest, n = len(held) - 1, np.sum(held)
    ways = np.zeros((most + 1, most * largest + 1))
    ways[0, 0] = 1.0
    for k in range(1, most + 1):
        ways[k, 0] = ways[k - 1, 0] * (held[0] - k + 1) / k * most / n if held[0] >= k else 0.0
    previous = 0
    for value in range(1, largest + 1):
        if held[value] == 0:
            continue
        for k in range(most, 0, -1):
            choices = 1.0
            for j in range(1, min(k, held[value]) + 1):
                choices *= (held[value] - j + 1) / j * most / n
                for s in range((k - j) * previous + 1):
                    ways[k, s + j * value] += choices * ways[k - j, s]
        previous = value
    return ways


@compiled
def tails_of(ways: Floats) -> tuple[Floats, Floats]:
    """P(sum >= s) and P(sum <= s) of k cells drawn without putting back."""
    upper, lower = np.zeros_like(ways), np.zeros_like(ways)
    last = ways.shape[1] - 1
    for k in range(len(ways)):
        whole = np.sum(ways[k])  # above 0: no window has more cells than the mask
        above, below = 0.0, 0.0
        for s in range(last + 1):
            below += ways[k, s] / whole
            lower[k, s] = min(below, 1.0)
            above += ways[k, last - s] / whole
            upper[k, last - s] = min(above, 1.0)
    return upper, lower


@compiled
def cutoff(p: Floats, n: int, alpha: float) -> float:
    """Benjamini & Hochberg's threshold alpha * k / n, 0 when nothing is found; p may hold only the
    small ones of the n."""
    ranked = np.sort(p)
    for k in range(len(ranked), 0, -1):
        if ranked[k - 1] <= alpha * k / n:
            return alpha * k / n
    return 0.0


@compiled
def marked(p: Floats, inside: Bools, alpha: float, sign: int, state: NDArray[np.int8]) -> None:
    """state[cell] = sign where p is among the discoveries over the cells of the mask."""
    few = np.empty(len(p))
    found = 0
    for cell in range(len(p)):
        if inside[cell] and p[cell] <= alpha:
            few[found] = p[cell]
            found += 1
    limit = cutoff(few[:found], int(np.sum(inside)), alpha)
    for cell in range(len(p)):
        if limit > 0 and inside[cell] and p[cell] <= limit:
            state[cell] = sign


@compiled
def exact_p(
    plane: Ints, inside: Bools, sums: Ints, weights: Ints, out: tuple[Floats, Floats]
) -> None:
    """The exact tails of each cell's window sum; NaN outside the mask."""
    upper, lower = tails_of(ways_of(held_of(plane, inside), int(np.max(weights))))
    for cell in range(len(plane)):
        if inside[cell]:
            out[0][cell] = upper[weights[cell], sums[cell]]
            out[1][cell] = lower[weights[cell], sums[cell]]
        else:
            out[0][cell] = out[1][cell] = np.nan


@compiled
def normal_p(z: Floats, out: tuple[Floats, Floats]) -> None:
    """The tails of the normal distribution."""
    for cell in range(len(z)):
        out[0][cell] = 0.5 * math.erfc(z[cell] / math.sqrt(2.0))
        out[1][cell] = 0.5 * math.erfc(-z[cell] / math.sqrt(2.0))


@compiled
def states_of(
    planes: NDArray[np.unsignedinteger],
    inside: Bools,
    size: tuple[int, int],
    shape: tuple[Ints, Ints, Floats],
    test: tuple[bool, float],
    out: NDArray[np.int8],
) -> None:
    """out[plane, cell] = 1 hot, -1 cold, 0 neither. shape: widths, weights, room. test: exact tails
    or those of the normal distribution; alpha of each side."""
    widths, weights, room = shape
    cells, n = planes.shape[1], int(np.sum(inside))
    plane, sums = np.empty(cells, dtype=np.int64), np.empty(cells, dtype=np.int64)
    high, low, z = np.empty(cells), np.empty(cells), np.empty(cells)
    for k in range(len(planes)):
        for cell in range(cells):
            plane[cell] = np.int64(planes[k, cell]) if inside[cell] else 0
        window_of(plane, size, widths, sums)
        if test[0]:
            exact_p(plane, inside, sums, weights, (high, low))
        else:
            total, squares = moments(plane)
            z_of(sums, weights, room, (n, total, squares), z)
            normal_p(z, (high, low))
        out[k] = 0
        marked(low, inside, test[1], -1, out[k])
        marked(high, inside, test[1], 1, out[k])
