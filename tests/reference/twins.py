"""Slow, obvious twins of the methods: loops, fractions and definitions, nothing clever."""

import math
from datetime import datetime, timedelta
from fractions import Fraction


def benjamini_hochberg(p, alpha):
    """The largest k with the k-th smallest p <= alpha k / n; those k are found."""
    n = len(p)
    order = sorted(range(n), key=lambda i: p[i])
    k = max((rank for rank in range(1, n + 1) if p[order[rank - 1]] <= alpha * rank / n), default=0)
    found = set(order[:k])
    return [i in found for i in range(n)]


def window_sum(values, nx, ny, cell, reach):
    row, column = divmod(cell, nx)
    total = 0
    for r in range(ny):
        for c in range(nx):
            if abs(r - row) <= reach and abs(c - column) <= reach:
                total += values[r * nx + c]
    return total


def disc_sum(values, nx, ny, cell, radius_in_cells):
    row, column = divmod(cell, nx)
    total = 0
    for r in range(ny):
        for c in range(nx):
            if (r - row) ** 2 + (c - column) ** 2 <= radius_in_cells**2:
                total += values[r * nx + c]
    return total


def gi_star(values, neighbours):
    """Ord & Getis 1995, word by word; `neighbours` include the place itself."""
    n = len(values)
    mean = sum(values) / n
    spread = math.sqrt(sum(v * v for v in values) / n - mean**2)
    result = []
    for family in neighbours:
        w = len(family)
        room = spread * math.sqrt((n * w - w * w) / (n - 1))
        result.append((sum(values[j] for j in family) - mean * w) / room)
    return result


def binomial_at_least(x, total, share):
    share = Fraction(share).limit_denominator(10**6)
    return float(
        sum(
            math.comb(total, k) * share**k * (1 - share) ** (total - k) for k in range(x, total + 1)
        )
    )


def beta_binomial_at_least(x, total, now, before):
    """Each step draws from an urn that returns the ball with one more of its colour (Polya)."""
    now, before = Fraction(now), Fraction(before)
    p = Fraction(0)
    for k in range(x, total + 1):
        term = Fraction(math.comb(total, k))
        for j in range(k):
            term *= now + j
        for j in range(total - k):
            term *= before + j
        for j in range(total):
            term /= now + before + j
        p += term
    return float(p)


def week_hours(events):
    """[7][24] weights; each event is cut at every full hour."""
    weights = [[0.0] * 24 for _ in range(7)]
    for start, end in events:
        length = (end - start).total_seconds() if end else 0
        if length <= 60:
            weights[start.weekday()][start.hour] += 1
        elif length >= 7 * 86400:
            for day in range(7):
                for hour in range(24):
                    weights[day][hour] += 1 / 168
        else:
            at = start
            while at < end:
                next_hour = datetime(at.year, at.month, at.day, at.hour) + timedelta(hours=1)
                until = min(end, next_hour)
                weights[at.weekday()][at.hour] += (until - at).total_seconds() / length
                at = until
    return weights


def rate_ratio_limits(now, before, scale, level):
    """Clopper and Pearson's limits by halving, on the exact binomial, turned into a ratio."""
    total, tail = now + before, (1 - level) / 2

    def halved(too_low):
        low, high = 0.0, 1.0
        for _ in range(60):
            middle = (low + high) / 2
            low, high = (middle, high) if too_low(middle) else (low, middle)
        return low / (1 - low) * scale if low < 1 - 1e-12 else math.inf

    def at_least(x, p):
        return sum(math.comb(total, k) * p**k * (1 - p) ** (total - k) for k in range(x, total + 1))

    low = halved(lambda p: at_least(now, p) < tail) if now else 0.0
    high = halved(lambda p: 1 - at_least(now + 1, p) > tail) if before else math.inf
    return low, high
