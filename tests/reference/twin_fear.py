"""Fear against events, cell by cell and area by area."""

import math


def near(values, nx, ny, inside, sigma, reach):
    """How many points the kernel rests on at each cell; sigma and reach in cells."""
    side = range(-reach, reach + 1)
    line = {d: math.exp(-0.5 * (d / sigma) ** 2) for d in side}
    whole = sum(line.values())
    weight = {(a, b): line[a] * line[b] / whole**2 for a in side for b in side}
    rests_on = 1 / sum(w * w for w in weight.values())
    result = []
    for cell in range(nx * ny):
        row, column = divmod(cell, nx)
        total = mass = 0.0
        for (down, right), w in weight.items():
            r, c = row + down, column + right
            if 0 <= r < ny and 0 <= c < nx and inside[r * nx + c]:
                total += w * values[r * nx + c]
                mass += w
        result.append(total / mass * rests_on if inside[cell] else 0.0)
    return result


def log_ratio(marks, events, near_marks, near_events):
    """One point in the proportion of the whole is added; 0 = as in the whole."""
    share = marks / (marks + events)
    return [
        math.log((m + share) / (e + 1 - share)) - math.log(share / (1 - share))
        for m, e in zip(near_marks, near_events, strict=True)
    ]


def limits(x, n, tail):
    """Clopper and Pearson by halving: the shares for which x is just too many, just too few."""

    def at_least(p):
        return sum(math.comb(n, k) * p**k * (1 - p) ** (n - k) for k in range(x, n + 1))

    def at_most(p):
        return sum(math.comb(n, k) * p**k * (1 - p) ** (n - k) for k in range(x + 1))

    low = _halve(lambda p: at_least(p) > tail) if x > 0 else 0.0
    high = _halve(lambda p: at_most(p) < tail) if x < n else 1.0
    return low, high


def _halve(beyond):
    a, b = 0.0, 1.0
    for _ in range(60):
        middle = (a + b) / 2
        a, b = (a, middle) if beyond(middle) else (middle, b)
    return (a + b) / 2


def level(low, high, close):
    if low > 1:
        return "high"
    if high < 1:
        return "low"
    return "middle" if low > 1 / close and high < close else "unsure"
