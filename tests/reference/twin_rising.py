"""Mann-Kendall, pair by pair."""

import math
from collections import Counter


def mann_kendall(series, continuity=False):
    """S, tau-b, variance, z, p."""
    n, s, untied = len(series), 0, 0
    for j in range(n):
        for i in range(j):
            s += (series[j] > series[i]) - (series[j] < series[i])
            untied += series[j] != series[i]
    variance = n * (n - 1) * (2 * n + 5)
    for t in Counter(series).values():
        variance -= t * (t - 1) * (2 * t + 5)
    variance /= 18
    step = (s > 0) - (s < 0) if continuity else 0
    z = (s - step) / math.sqrt(variance) if variance > 0 else 0.0
    tau = s / math.sqrt(untied * (n * (n - 1) / 2)) if untied else 0.0
    return s, tau, variance, z, math.erfc(abs(z) / math.sqrt(2))
