"""Tails of the beta-binomial distribution and the band that they give, unit by unit."""

from math import exp, lgamma, log, log1p

from lofte.analysis.arrays import Floats, Ints
from lofte.analysis.compiled import compiled

_COUNTS = 1e-15  # a term that adds less than this share of the sum ends it
_FEW = 16
_LARGE = 1e150
_FAR = 10**12  # beyond this nobody counts


@compiled
def log_rising(x: float, r: float) -> float:
    """log of (1 + 0/r)(1 + 1/r)...(1 + (x-1)/r)."""
    if x <= _FEW:
        product = 1.0
        for j in range(1, int(x)):
            product *= 1.0 + j / r
        return log(product)
    if r > 1e4 * (x + 1):
        return x * (x - 1) / (2 * r) - x * (x - 1) * (2 * x - 1) / (12 * r * r)
    return lgamma(x + r) - lgamma(r) - x * log(r)


@compiled
def log_share(x: float, total: float, now: float, before: float) -> float:
    """log P(X = x) for X beta-binomial(total, now, before)."""
    share = now / (now + before)
    ways = lgamma(total + 1) - lgamma(x + 1) - lgamma(total - x + 1)
    chance = x * log(share) + (total - x) * log1p(-share)
    jumps = log_rising(x, now) + log_rising(total - x, before) - log_rising(total, now + before)
    return ways + chance + jumps


@compiled
def climb(x: float, total: float, now: float, before: float) -> float:
    """P(X = x) + P(X = x + 1) + ... until the terms no longer count; x at or above the mean."""
    term = exp(log_share(x, total, now, before))
    result = term
    while x < total and term > _COUNTS * result:
        term *= (total - x) * (x + now) / ((x + 1) * (total - x - 1 + before))
        x += 1
        result += term
    return result


@compiled
def tail(x: float, total: float, now: float, before: float) -> float:
    """P(X >= x)."""
    if x <= 0:
        return 1.0
    if x > total:
        return 0.0
    if x * (now + before) >= total * now:
        return min(climb(x, total, now, before), 1.0)
    # Below the mean the other tail, seen from the other side, is the shorter sum.
    return max(1.0 - climb(total - x + 1, total, before, now), 0.0)


@compiled
def tails(start: int, stop: int, units: tuple[Floats, Floats, Floats, Floats], p: Floats) -> None:
    """P(X >= x) for the units from start to stop. units: x, total, now, before."""
    x, total, now, before = units
    for i in range(start, stop):
        p[i] = tail(x[i], total[i], now[i], before[i])


@compiled
def seen(n: float, unit: Floats, at_least: bool) -> float:
    """P(as many as n now, or more) given `before` and n together; else P(n or fewer).

    unit: before, exposure now, exposure before, clumping, spread, steady.
    """
    before, e_now, e_before = unit[0], unit[1], unit[2]
    rate = min(max(n + before, 1.0) / (e_now + e_before), (before + 1) / e_before)
    c = max(unit[4] + unit[3] / rate, unit[5])
    if at_least:
        return tail(n, n + before, e_now / c, e_before / c)
    return tail(before, n + before, e_before / c, e_now / c)


@compiled
def holds(n: float, unit: Floats, limit: float, upper: bool) -> bool:
    """Upper: n would be unusually many. Lower: n would not be unusually few."""
    return seen(n, unit, True) <= limit if upper else seen(n, unit, False) > limit


@compiled
def first(unit: Floats, limit: float, upper: bool) -> int:
    """The smallest n >= 0 from which on it holds; it does so for all n above."""
    low, high = -1, 0
    while not holds(float(high), unit, limit, upper) and high < _FAR:
        low, high = high, 2 * high + 1
    while high - low > 1:
        middle = (low + high) // 2
        if holds(float(middle), unit, limit, upper):
            high = middle
        else:
            low = middle
    return high


@compiled
def bands(start: int, stop: int, units: Floats, limit: float, ends: tuple[Ints, Ints]) -> None:
    """The lowest and highest usual number of each unit from start to stop; see `seen`."""
    low, high = ends
    for i in range(start, stop):
        high[i] = first(units[i], limit, True) - 1
        low[i] = first(units[i], limit, False)


@compiled
def likelihoods(
    start: int, stop: int, history: Ints, exposure: Floats, pairs: Floats, logs: Floats
) -> None:
    """The log likelihood of each unit's history under each pair of clumping and spread.

    history: int[u, h]; exposure: float[u, h]; pairs: float[2, k]; logs: float[u, k], written.
    """
    for i in range(start, stop):
        total, whole = 0.0, 0.0
        for j in range(history.shape[1]):
            total += history[i, j]
            whole += exposure[i, j]
        for k in range(pairs.shape[1]):
            c = pairs[1, k] + pairs[0, k] * whole / total
            if c <= 0.0:
                logs[i, k] = 0.0
                continue
            value, product = 0.0, 1.0
            for j in range(history.shape[1]):
                count = history[i, j]
                if count < 2:
                    continue
                if count > _FEW:
                    value += log_rising(float(count), exposure[i, j] / c)
                    continue
                step = c / exposure[i, j]
                for n in range(1, count):
                    product *= 1.0 + n * step
                if product > _LARGE:
                    value += log(product)
                    product = 1.0
            logs[i, k] = value + log(product) - log_rising(total, whole / c)
