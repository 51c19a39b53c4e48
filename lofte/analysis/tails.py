"""Exact tails of "how many of these events fell in the last period?".

Given the total of a unit over history and now, the number now is binomial (Poisson counts) or
beta-binomial (negative binomial counts): the unknown rate of the unit has cancelled, so the
uncertainty of the history is inside the p-value. Source: Przyborowski & Wilenski 1940 (binomial);
Johnson, Kemp & Kotz 2005, 6.2.2 (beta-binomial).
"""

import numpy as np
from scipy.special import betainc, betaln, expit, gammaln, log_expit

from lofte.analysis.arrays import Floats, Ints
from lofte.analysis.kernels import tails as kernel
from lofte.analysis.lanes import in_lanes

LARGEST_SUM = 100_000
_PIECE = 2000
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
    small = (x <= 0) | (x > total) | (total <= LARGEST_SUM)
    p = np.empty(len(x))
    p[small] = _sums(x[small], total[small], now[small], before[small])
    large = ~small
    if large.any():
        p[large] = _integral(x[large], total[large], now[large], before[large])
    return np.minimum(p, 1.0)


def _sums(x: Ints, total: Ints, now: Floats, before: Floats) -> Floats:
    p = np.empty(len(x))
    units = (x.astype(np.float64), total.astype(np.float64), now, before)
    in_lanes(lambda start, stop: kernel.tails(start, stop, units, p), len(x), piece=_PIECE)
    return p


def usual_band(units: Floats, limit: float) -> tuple[Ints, Ints]:
    """The numbers now that are not unusual at `limit` each way: lowest and highest, int[u].

    units: float[u, 6], see `kernels.tails.seen`; what happened before is at most LARGEST_SUM.
    """
    low, high = np.empty(len(units), dtype=np.int64), np.empty(len(units), dtype=np.int64)
    in_lanes(
        lambda start, stop: kernel.bands(start, stop, units, limit, (low, high)),
        len(units),
        piece=_PIECE // 10,
    )
    return low, high


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
