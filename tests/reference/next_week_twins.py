"""Slow twins of accuracy and next week: definitions and loops, nothing clever."""

import math
from itertools import combinations


def hits_by_lot(score, counts, chosen):
    """The mean over every choice of the highest scores that ties allow."""
    best, found = None, []
    for choice in combinations(range(len(score)), chosen):
        total = sorted((score[i] for i in choice), reverse=True)
        held = sum(counts[i] for i in choice)
        if best is None or total > best:
            best, found = total, [held]
        elif total == best:
            found.append(held)
    return sum(found) / len(found)


def pai(hits, events, chosen, area):
    """(hits / N) / (a / A), word by word, for an area that stays the same."""
    return (sum(hits) / sum(events)) / (chosen / area)


def decayed(weeks, half_life):
    """Events with weight 1 in the last week, halved every half-life before it."""
    last = len(weeks) - 1
    return sum(n * 0.5 ** ((last - week) / half_life) for week, n in enumerate(weeks))


def near(cell, nx, ny, metres, size):
    """The cells within so many metres both ways, at least the eight around."""
    steps = max(1, round(metres / size))
    row, column = divmod(cell, nx)
    return [
        r * nx + c
        for r in range(ny)
        for c in range(nx)
        if abs(r - row) <= steps and abs(c - column) <= steps
    ]


def around(values, nx, ny, cell, sigma):
    """The Gaussian mean of the other cells, cut off at three sigma, zero outside the grid."""
    radius = int(3 * sigma + 0.5)
    row, column = divmod(cell, nx)
    inside = outside = 0.0
    for dy in range(-radius, radius + 1):
        for dx in range(-radius, radius + 1):
            if (dy, dx) == (0, 0):
                continue
            weight = math.exp(-0.5 * (dx * dx + dy * dy) / sigma**2)
            outside += weight
            r, c = row + dy, column + dx
            if 0 <= r < ny and 0 <= c < nx:
                inside += weight * values[r * nx + c]
    return inside / outside


def gamma_poisson(mean, strength, events, weeks):
    """The posterior mean of a rate with a gamma prior of this mean and shape."""
    rate = strength / mean
    return (strength + events) / (rate + weeks)


def objective(rows, events, sums, weights, prior_events):
    """What `fitted` maximises."""
    value = 0.0
    for row, n in zip(rows, events, strict=True):
        value += n * math.log(sum(a * w for a, w in zip(row, weights, strict=True)))
    value -= sum(s * w for s, w in zip(sums, weights, strict=True))
    return value + prior_events / len(weights) * sum(math.log(w) for w in weights)
