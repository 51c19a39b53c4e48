"""Knox's table, pair by pair, and over every way to deal the times."""

import math
from itertools import combinations, permutations


def band(value, edges):
    return next((k for k, edge in enumerate(edges) if value <= edge), None)


def table(where, days, distances, spans, identical):
    rows = len(distances) + identical
    counts = [[0] * len(spans) for _ in range(rows)]
    for i, j in combinations(range(len(where)), 2):
        away = math.dist(where[i], where[j])
        near = band(away, distances)
        soon = band(abs(days[i] - days[j]), spans)
        if near is None or soon is None:
            continue
        row = near if not identical else (0 if away == 0 else near + 1)
        counts[row][soon] += 1
    return counts


def moments(where, days, distances, spans, identical):
    """Mean and variance of every cell over all n! ways."""
    tables = [table(where, dealt, distances, spans, identical) for dealt in permutations(days)]
    mean, variance = [], []
    for row in range(len(tables[0])):
        cells = [[t[row][k] for t in tables] for k in range(len(spans))]
        mean.append([sum(c) / len(c) for c in cells])
        variance.append([sum(v * v for v in c) / len(c) - (sum(c) / len(c)) ** 2 for c in cells])
    return mean, variance
