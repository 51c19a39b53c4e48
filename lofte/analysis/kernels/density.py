"""Kernel density: sums of kernels over points, and over cells that hold counts."""

import math

import numpy as np

from lofte.analysis.arrays import Floats
from lofte.analysis.compiled import compiled
from lofte.analysis.kernels.counting import cell_of


@compiled
def tally(x: Floats, y: Floats, frame: Floats, out: Floats) -> int:
    """Add each point to its cell; returns how many have none. frame: see `cell_of`."""
    lost = 0
    for i in range(len(x)):
        cell = cell_of(x[i], y[i], frame)
        if cell < 0:
            lost += 1
        else:
            out[cell] += 1.0
    return lost


@compiled
def direct_gaussian(
    points: tuple[Floats, Floats], at: tuple[Floats, Floats], bandwidth: float, out: Floats
) -> None:
    """out[k] = the sum over all points of the normal density around them at place k."""
    half = 0.5 / (bandwidth * bandwidth)
    for k in range(len(out)):
        total = 0.0
        for i in range(len(points[0])):
            dx, dy = points[0][i] - at[0][k], points[1][i] - at[1][k]
            total += math.exp(-(dx * dx + dy * dy) * half)
        out[k] = total * half / math.pi


@compiled
def direct_quartic(
    points: tuple[Floats, Floats], at: tuple[Floats, Floats], bandwidth: float, out: Floats
) -> None:
    """The same for 3 / (pi b^2) (1 - r^2 / b^2)^2 within the bandwidth."""
    square = bandwidth * bandwidth
    for k in range(len(out)):
        total = 0.0
        for i in range(len(points[0])):
            dx, dy = points[0][i] - at[0][k], points[1][i] - at[1][k]
            rest = 1.0 - (dx * dx + dy * dy) / square
            if rest > 0:
                total += rest * rest
        out[k] = total * 3.0 / (math.pi * square)


@compiled
def spread_lines(plane: Floats, taps: Floats, out: Floats) -> None:
    """out[row] = each row of plane folded with taps[0], taps[1], ... to both sides."""
    rows, columns = plane.shape
    out[:] = 0.0
    for row in range(rows):
        for column in range(columns):
            value = plane[row, column]
            if value == 0.0:
                continue
            out[row, column] += value * taps[0]
            for k in range(1, min(len(taps), columns)):
                if column - k >= 0:
                    out[row, column - k] += value * taps[k]
                if column + k < columns:
                    out[row, column + k] += value * taps[k]


@compiled
def spread_columns(plane: Floats, taps: Floats, out: Floats) -> None:
    """The same along the columns, a row at a time."""
    rows = len(plane)
    out[:] = 0.0
    for row in range(rows):
        for k in range(-min(len(taps), rows) + 1, min(len(taps), rows)):
            there = row + k
            if 0 <= there < rows:
                weight = taps[abs(k)]
                for column in range(plane.shape[1]):
                    out[there, column] += plane[row, column] * weight


@compiled
def spread_stamp(plane: Floats, stamp: Floats, out: Floats) -> None:
    """out = each cell of plane times a square stamp of odd side around it, clipped at the edge."""
    rows, columns = plane.shape
    reach = len(stamp) // 2
    out[:] = 0.0
    for row in range(rows):
        for column in range(columns):
            value = plane[row, column]
            if value == 0.0:
                continue
            left, right = max(column - reach, 0), min(column + reach + 1, columns)
            for there in range(max(row - reach, 0), min(row + reach + 1, rows)):
                line = stamp[there - row + reach]
                for k in range(left, right):
                    out[there, k] += value * line[k - column + reach]


@compiled
def averaged_quartic(ratio: float, reach: int, parts: int) -> Floats:
    """The stamp of the quartic kernel, its mass 1: bandwidth = ratio cells, each cell the mean over
    parts x parts points of the cell that the events lie in."""
    side = 2 * reach + 1
    stamp = np.zeros((side, side))
    for row in range(side):
        for column in range(side):
            for a in range(parts):
                for b in range(parts):
                    dy = row - reach + (a + 0.5) / parts - 0.5
                    dx = column - reach + (b + 0.5) / parts - 0.5
                    rest = 1.0 - (dx * dx + dy * dy) / (ratio * ratio)
                    if rest > 0:
                        stamp[row, column] += rest * rest
    return stamp / np.sum(stamp)
