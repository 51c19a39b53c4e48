"""Rates, one at a time: the interval by halving until the exact tails are met."""

import math


def poisson_at_most(n, mean):
    return sum(math.exp(k * math.log(mean) - mean - math.lgamma(k + 1)) for k in range(n + 1))


def where(holds, low, high):
    """The point at which `holds` turns false."""
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if holds(middle) else (low, middle)
    return (low + high) / 2


def rate(events, at_risk, per=1000.0, level=0.95):
    """Rate, lower and upper limit."""
    tail, most = (1 - level) / 2, 10.0 * events + 50.0
    high = where(lambda mean: poisson_at_most(events, mean) > tail, 1e-12, most)
    low = 0.0
    if events:
        low = where(lambda mean: 1 - poisson_at_most(events - 1, mean) < tail, 1e-12, most)
    return tuple(per * value / at_risk for value in (events, low, high))


def rolling(counts, at_risk, window, **more):
    """None until the window is full."""
    told = []
    for i in range(len(counts)):
        if i + 1 < window:
            told.append(None)
            continue
        inside = slice(i + 1 - window, i + 1)
        told.append(rate(sum(counts[inside]), sum(at_risk[inside]), **more))
    return told
