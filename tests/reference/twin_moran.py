"""Moran's I with its weights written out in full."""

from itertools import permutations


def weights(neighbours):
    n = len(neighbours)
    return [
        [1 / len(neighbours[i]) if j in neighbours[i] else 0.0 for j in range(n)] for i in range(n)
    ]


def moran(values, neighbours):
    n, w = len(values), weights(neighbours)
    z = [v - sum(values) / n for v in values]
    s0 = sum(map(sum, w))
    top = sum(w[i][j] * z[i] * z[j] for i in range(n) for j in range(n))
    return n / s0 * top / sum(v * v for v in z)


def moments(values, neighbours):
    """Mean and variance of I over all n! ways to deal the values."""
    found = [moran(dealt, neighbours) for dealt in permutations(values)]
    mean = sum(found) / len(found)
    return mean, sum((one - mean) ** 2 for one in found) / len(found)


def local(values, neighbours):
    n, w = len(values), weights(neighbours)
    z = [v - sum(values) / n for v in values]
    spread = sum(v * v for v in z) / n
    return [z[i] * sum(w[i][j] * z[j] for j in range(n)) / spread for i in range(n)]
