"""Quasi-Poisson baselines of many series: the fit behind Farrington's and Noufaily's alarms.

The model is log mu = level[group] + slope * t + log exposure. No two groups share an observation,
so each step of the iteration (IRLS) has a closed form: no matrix is solved. Start, stopping rule
(25 steps; relative change of the deviance 1e-8) and the weights behind the standard errors (those
of the last step) are those of `glm` in R, because the published figures were made with it.
"""

import math

import numpy as np

from lofte.analysis.arrays import Floats, Int32s
from lofte.analysis.compiled import compiled

MOST_STEPS = 25
_STEADY = 1e-8
_NO_INFORMATION = 1e-300
_SMALLEST = 2.220446049250313e-16
ETA, SE, PHI, SLOPE, FITTED = range(5)
Y, OWN, T, OFF, OMEGA, MU, ETAS, W = range(8)
ROWS = 8


@compiled
def _sums(rows: Floats, group: Int32s, n: int, table: Floats) -> None:
    """table[4, groups + 1]: sum of w, w t, w z per group; of w t t and w t z at the end."""
    table[:] = 0.0
    last = table.shape[1] - 1
    for i in range(n):
        mu, t, g = rows[MU, i], rows[T, i], group[i]
        w = rows[OMEGA, i] * mu
        z = rows[ETAS, i] - rows[OFF, i] + (rows[Y, i] - mu) / mu
        rows[W, i] = w
        table[0, g] += w
        table[1, g] += w * t
        table[2, g] += w * z
        table[0, last] += w * t * t
        table[1, last] += w * t * z


@compiled
def _step(table: Floats, trend: bool) -> tuple[float, float]:
    """(slope, its information) by least squares; table[3, g] becomes the level of group g."""
    last = table.shape[1] - 1
    square, product = table[0, last], table[1, last]
    for g in range(last):
        if table[0, g] > 0:
            middle = table[1, g] / table[0, g]
            square -= middle * table[1, g]
            product -= middle * table[2, g]
    slope = product / square if trend and square > 0 else 0.0
    for g in range(last):
        if table[0, g] > 0:
            table[3, g] = (table[2, g] - slope * table[1, g]) / table[0, g]
    return slope, max(square, _NO_INFORMATION)


@compiled
def fit(
    rows: Floats, group: Int32s, n: int, table: Floats, trend: bool
) -> tuple[bool, float, float]:
    """(converged, slope, information of the slope); fills mu, eta, w of `rows`, and `table`."""
    before = 0.0
    for i in range(n):
        y = rows[Y, i]
        rows[MU, i] = y + 0.1
        rows[ETAS, i] = math.log(y + 0.1)
        before += rows[OMEGA, i] * (rows[OWN, i] - y * rows[ETAS, i] + 0.1)
    slope, information = 0.0, 0.0
    for _ in range(MOST_STEPS):
        _sums(rows, group, n, table)
        slope, information = _step(table, trend)
        now = 0.0
        for i in range(n):
            y = rows[Y, i]
            eta = table[3, group[i]] + slope * rows[T, i] + rows[OFF, i]
            mu = max(math.exp(eta), _SMALLEST)
            rows[ETAS, i], rows[MU, i] = eta, mu
            now += rows[OMEGA, i] * (rows[OWN, i] - y * eta - y + mu)
        # Half deviances, so half of R's 0.1.
        if abs(now - before) / (abs(now) + 0.05) < _STEADY:
            return True, slope, information
        before = now
    return False, slope, information


@compiled
def pearson(rows: Floats, n: int, weight: int, left: int) -> float:
    """Sum of weight ((y - mu) / mu)^2 over the degrees of freedom left."""
    total = 0.0
    for i in range(n):
        r = (rows[Y, i] - rows[MU, i]) / rows[MU, i]
        total += rows[weight, i] * r * r
    return total / left


@compiled
def reweigh(
    rows: Floats, group: Int32s, n: int, table: Floats, known: tuple[float, float, float]
) -> None:
    """omega: 1 / s^2 where Anscombe's residual s is above the threshold, else 1; scaled to sum n.

    known: 1 / information of the slope (0 without trend), phi, the threshold.
    """
    steep, phi, threshold = known
    whole = 0.0
    for i in range(n):
        g, w = group[i], rows[W, i]
        away = rows[T, i] - table[1, g] / table[0, g]
        free = 1.0 - w * (1.0 / table[0, g] + steep * away * away)
        s, mu = 0.0, rows[MU, i]
        if free > 1e-10:
            s = 1.5 * (rows[Y, i] ** (2 / 3) * mu ** (-1 / 6) - math.sqrt(mu))
            s /= math.sqrt(phi * free)
        rows[OMEGA, i] = s**-2 if s > threshold else 1.0
        whole += rows[OMEGA, i]
    for i in range(n):
        rows[OMEGA, i] *= n / whole


@compiled
def model(
    room: tuple[Floats, Int32s, Floats], n: int, wish: tuple[bool, int, float, bool]
) -> tuple[bool, bool, float, float, float, float]:
    """(fitted, with trend, slope, its information, phi, dispersion for the errors).

    room: rows, the group of each, table. wish: trend, groups in use, threshold of the weights
    (inf = no reweighting), strict: no result without convergence, and errors by relative residuals
    after reweighting, as the flexible method in R has it; else as its method of 1996.
    """
    rows, group, table = room
    trend, groups, threshold, strict = wish
    rows[OMEGA, :n] = 1.0
    good, slope, information = fit(rows, group, n, table, trend)
    if not good and trend:
        trend = False
        good, slope, information = fit(rows, group, n, table, trend)
    if not good and strict:
        return False, trend, 0.0, 0.0, 0.0, 0.0
    left = n - groups - (1 if trend else 0)
    raw = pearson(rows, n, W, left)
    errors = raw
    if threshold < np.inf:
        steep = 1.0 / information if trend else 0.0
        reweigh(rows, group, n, table, (steep, max(raw, 1.0), threshold))
        _, slope, information = fit(rows, group, n, table, trend)
        raw = pearson(rows, n, W, left)
        errors = pearson(rows, n, OMEGA, left) if strict else raw
    return True, trend, slope, information, max(raw, 1.0), errors


@compiled
def _predicted(
    table: Floats, at: tuple[float, float, int], slope: float, steep: float
) -> tuple[float, float]:
    """(log of the expected number, its variance for a dispersion of one) at (t, offset, group)."""
    t, off, g = at
    away = t - table[1, g] / table[0, g]
    return table[3, g] + slope * t + off, 1.0 / table[0, g] + steep * away * away


@compiled
def one(
    room: tuple[Floats, Int32s, Floats],
    n: int,
    wish: tuple[bool, int, float, bool],
    at: tuple[float, float, int],
    rule: tuple[bool, float],
    found: Floats,
) -> None:
    """Baseline of one week of one series into found[ETA, SE, PHI, SLOPE, FITTED].

    rule: may the trend be kept (three years or more), and the |t| that it must pass.
    """
    good, trend, slope, information, phi, errors = model(room, n, wish)
    rows, _, table = room
    keep = False
    if good and trend:
        eta, _ = _predicted(table, at, slope, 1.0 / information)
        most = 0.0
        for i in range(n):
            most = max(most, rows[Y, i])
        steep = abs(slope) > rule[1] * math.sqrt(errors / information)
        keep = rule[0] and steep and math.exp(eta) <= most
        if not keep:
            bare = (False, wish[1], wish[2], wish[3])
            good, trend, slope, information, phi, errors = model(room, n, bare)
    found[FITTED] = good
    if good:
        eta, variance = _predicted(table, at, slope, 1.0 / information if keep else 0.0)
        scale = errors if wish[3] else phi
        found[ETA], found[SE], found[PHI] = eta, math.sqrt(variance * scale), phi
        found[SLOPE] = slope if keep else np.nan


@compiled
def baselines(
    counts: Floats,
    offsets: Floats,
    plan: tuple[Int32s, Int32s, Int32s, Int32s, Floats],
    wish: tuple[bool, float, bool, bool],
    bounds: tuple[int, int],
    found: Floats,
) -> None:
    """Fill found[series, evaluated, 5] for the series from bounds[0] up to bounds[1].

    counts, offsets: [series, weeks]. plan: rows[evaluated, most], groups alike, how many of them,
    how many groups [evaluated], critical |t| [evaluated]; the week itself stands last in `rows`.
    wish: trend, threshold of the weights, strict, three years or more.
    """
    where, groups, many, used, critical = plan
    trend, threshold, strict, long = wish
    most = where.shape[1]
    rows = np.empty((ROWS, most))
    group = np.empty(most, dtype=np.int32)
    table = np.empty((4, int(groups.max()) + 2))
    for s in range(bounds[0], bounds[1]):
        for k in range(where.shape[0]):
            n = many[k]
            week = where[k, n]
            middle = 0.5 * (where[k, 0] + week)
            for i in range(n):
                y = counts[s, where[k, i]]
                rows[Y, i] = y
                rows[OWN, i] = y * math.log(y) if y > 0 else 0.0
                rows[T, i] = where[k, i] - middle
                rows[OFF, i] = offsets[s, where[k, i]]
                group[i] = groups[k, i]
            at = (week - middle, offsets[s, week], groups[k, n])
            each = (trend, used[k], threshold, strict)
            one((rows, group, table), n, each, at, (long, critical[k]), found[s, k])
