"""Exact tails of "how many of these events fell in the last period?".

Given the total of a unit over history and now, the number now is binomial (Poisson counts) or
beta-binomial (negative binomial counts): the unknown rate of the unit has cancelled, so the
uncertainty of the history is inside the p-value. Source: Przyborowski & Wilenski 1940 (binomial);
Johnson, Kemp & Kotz 2005, 6.2.2 (beta-binomial).
"""

import numpy as np
from scipy.special import betainc, betaln, expit, gammaln, log_expit

from lofte.analysis.arrays import Floats, Ints

LARGEST_SUM = 4000
_ZOOMS = 6
_NODES: Floats
_WEIGHTS: Floats
_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(300)


def log_rising(x: Floats, r: Floats) -> Floats:
    """log of (1 + 0/r)(1 + 1/r)...(1 + (x-1)/r), elementwise; 0 for r = inf. x >= 0, r > 0."""
    plain = gammaln(x + r) - gammaln(r) - x * np.log(r)
    # Far out the two gammaln cancel; three terms of the series are exact to the last digits there.
    first = x * (x - 1) / (2 * r)
    second = x * (x - 1) * (2 * x - 1) / (12 * r * r)
    value: Floats = np.where(r > 1e4 * (x + 1), first - second, plain)
    return value


def log_share(x: Floats, total: Floats, now: Floats, before: Floats) -> Floats:
    """log P(X = x) for X beta-binomial(total, now, before), elementwise."""
    share = now / (now + before)
    ways = gammaln(total + 1) - gammaln(x + 1) - gammaln(total - x + 1)
    chance = x * np.log(share) + (total - x) * np.log1p(-share)
    value: Floats = (
        ways
        + chance
        + log_rising(x, now)
        + log_rising(total - x, before)
        - log_rising(total, now + before)
    )
    return value


def binomial_at_least(x: Ints, total: Ints, share: Floats) -> Floats:
    """P(X >= x), X ~ binomial(total, share), elementwise, relative precision in the tail."""
    p: Floats = betainc(np.maximum(x, 1), total - np.maximum(x, 1) + 1.0, share)
    return np.where(x <= 0, 1.0, np.where(x > total, 0.0, p))


def beta_binomial_at_least(x: Ints, total: Ints, now: Floats, before: Floats) -> Floats:
    """P(X >= x), X ~ beta-binomial(total, now, before), elementwise.

    Sums of exact terms up to a total of LARGEST_SUM, above that an integral over the beta
    distribution (Gauss-Legendre, relative error below 1e-8).
    """
    p = np.where(x <= 0, 1.0, 0.0)
    inside = (x > 0) & (x <= total)
    small = inside & (total <= LARGEST_SUM)
    upper = small & (x * (now + before) >= total * now)
    lower = small & ~upper
    large = inside & ~small
    p[upper] = _climb(x[upper], total[upper], now[upper], before[upper])
    # The other tail, seen from the other side, is the shorter sum below the mean.
    rest = _climb((total - x + 1)[lower], total[lower], before[lower], now[lower])
    p[lower] = np.maximum(1.0 - rest, 0.0)
    p[large] = _integral(x[large], total[large], now[large], before[large])
    return np.minimum(p, 1.0)


def _climb(x: Ints, total: Ints, now: Floats, before: Floats) -> Floats:
    """Sum of P(X = x), P(X = x + 1), ... until the terms no longer count."""
    result = np.zeros(len(x))
    who = np.arange(len(x))
    at, n = x.astype(np.float64), total.astype(np.float64)
    term = np.exp(log_share(at, n, now, before))
    while len(who):
        result[who] += term
        alive = (at < n) & (term > 1e-15 * result[who])
        if not alive.all():
            who, at, n = who[alive], at[alive], n[alive]
            term, now, before = term[alive], now[alive], before[alive]
        term = term * (n - at) * (at + now) / ((at + 1) * (n - at - 1 + before))
        at = at + 1
    return result


def _integral(x: Ints, total: Ints, now: Floats, before: Floats) -> Floats:
    """E[P(beta(now, before) >= V)] with V ~ beta(x, total - x + 1), on the scale of logit V.

    The integrand has one peak, somewhere between the two distributions; each round zooms in on the
    part that counts, and the last one integrates it.
    """
    a: Floats = x.astype(np.float64)[:, None]
    b: Floats = (total - x + 1).astype(np.float64)[:, None]
    now, before = now[:, None], before[:, None]
    own, other = np.log(a / b), np.log(now / before)
    reach: Floats = 40 / np.minimum(a, b) + 9 * np.sqrt(1 / a + 1 / b)
    low: Floats = np.minimum(own, other) - reach
    high: Floats = np.maximum(own, other) + reach
    last = len(_NODES) - 1
    for _ in range(_ZOOMS):
        step = (high - low) / last
        height = _height(low + step * np.arange(last + 1), a, b, now, before)
        counts = height > height.max(axis=1, keepdims=True) - 45
        first = np.argmax(counts, axis=1)[:, None]
        final = last - np.argmax(counts[:, ::-1], axis=1)[:, None]
        low, high = (
            low + step * np.maximum(first - 1, 0),
            high - step * np.maximum(last - final - 1, 0),
        )
    half = (high - low) / 2
    height = _height(low + half * (_NODES + 1), a, b, now, before)
    p: Floats = (np.exp(height) * _WEIGHTS * half).sum(axis=1)
    return p


def _height(t: Floats, a: Floats, b: Floats, now: Floats, before: Floats) -> Floats:
    """log of the density of logit V at t, times the tail of the other distribution there."""
    with np.errstate(divide="ignore"):
        tail = np.log(betainc(before, now, expit(-t)))
    height: Floats = a * log_expit(t) + b * log_expit(-t) - betaln(a, b) + tail
    return height
