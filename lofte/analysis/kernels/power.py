"""How often the exact test of two places says that one changed: every outcome, one by one."""

from math import exp, lgamma, log

import numpy as np

from lofte.analysis.arrays import Floats, Ints
from lofte.analysis.compiled import compiled


@compiled
def binomials(n: int, share: float, first: int, out: Floats) -> None:
    """out[i]: P(first + i of n), for a share between 0 and 1."""
    for i in range(len(out)):
        k = first + i
        ways = lgamma(n + 1.0) - lgamma(k + 1.0) - lgamma(n - k + 1.0)
        out[i] = exp(ways + k * log(share) + (n - k) * log(1.0 - share))


@compiled
def window(n: int, null: float, share: float, reach: float) -> tuple[int, int]:
    """The outcomes of n that can happen under either share: the first and one past the last."""
    low, high = min(null, share), max(null, share)
    first = int(n * low - reach * (n * low * (1 - low)) ** 0.5) - 4
    last = int(n * high + reach * (n * high * (1 - high)) ** 0.5) + 5
    return max(first, 0), min(last, n) + 1


@compiled
def rejected(
    places: tuple[int, int], shares: tuple[float, float], null: float, tail: float, reach: float
) -> float:
    """P(the conditional test at `tail` on each side says changed | the events of both places).

    places: events over both times, in the target and the comparison. shares: of them that fall in
    the time after. null: that share when nothing changes. Under the null, and whatever it is, what
    falls after in the target is hypergeometric given what falls after in both.
    """
    n, m = places
    first, beyond = window(n, null, shares[0], reach)
    begin, end = window(m, null, shares[1], reach)
    as_null, as_is = np.empty(beyond - first), np.empty(beyond - first)
    beside_null, beside = np.empty(end - begin), np.empty(end - begin)
    binomials(n, null, first, as_null)
    binomials(n, shares[0], first, as_is)
    binomials(m, null, begin, beside_null)
    binomials(m, shares[1], begin, beside)
    found = 0.0
    for both in range(first + begin, beyond + end - 1):
        low, high = max(first, both - end + 1), min(beyond - 1, both - begin)
        whole = 0.0
        for b in range(low, high + 1):
            whole += as_null[b - first] * beside_null[both - b - begin]
        limit, below = tail * whole, 0.0
        for b in range(low, high + 1):
            below += as_null[b - first] * beside_null[both - b - begin]
            if below > limit:
                break
            found += as_is[b - first] * beside[both - b - begin]
        above = 0.0
        for b in range(high, low - 1, -1):
            above += as_null[b - first] * beside_null[both - b - begin]
            if above > limit:
                break
            found += as_is[b - first] * beside[both - b - begin]
    return found


@compiled
def mixed(
    totals: tuple[Ints, Ints],
    weights: tuple[Floats, Floats],
    shares: tuple[float, float],
    null: float,
    tail: float,
    reach: float,
) -> float:
    """The mean of `rejected` over how many events the places may have."""
    found = 0.0
    for i in range(len(totals[0])):
        for j in range(len(totals[1])):
            weight = weights[0][i] * weights[1][j]
            places = (totals[0][i], totals[1][j])
            found += weight * rejected(places, shares, null, tail, reach)
    return found
