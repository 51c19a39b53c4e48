"""The hot hours of the week by trying every window, one hour at a time."""

import math

from scipy import stats

DAYS, HOURS = (1, 2, 3, 4, 5, 7), (2, 3, 4, 5, 6, 8)


def windows():
    """Sets of hours of the week, 0-167, in the order they are tried."""
    found = []
    for days in DAYS:
        for hours in HOURS:
            if days * hours <= 30:
                for start in range(24 if days == 7 else 168):
                    found.append(
                        {(start + 24 * d + h) % 168 for d in range(days) for h in range(hours)}
                    )
    return found


def hot_hours(now, usual, alpha):
    """[(hours, events, usual share, p)] from whole events per hour; usual: the same, or None."""
    total = sum(now)
    if total < 20:
        return []
    tried = windows()
    held = []
    for window in tried:
        inside = sum(now[h] for h in window)
        if usual is None:
            share = len(window) / 168
            p = stats.binom.sf(inside - 1, total, share)
        else:
            before = sum(usual[h] for h in window)
            share = (before + len(window) / 168) / (sum(usual) + 1)
            p = stats.binom.sf(inside - 1, inside + before, total / (total + sum(usual)))
        if p <= alpha / len(tried) and inside >= 5 and inside >= 1.2 * total * share:
            held.append((gain(inside, total, share), window, inside, share, p))
    found = []
    while held and len(found) < 3:
        best = max(held, key=lambda one: one[0])
        found.append(best[1:])
        held = [one for one in held if not one[1] & best[1]]
    return found


def gain(inside, total, share):
    """Log likelihood of its own share over that of the usual one."""
    outside = total - inside
    told = inside * math.log(inside / (total * share))
    return told + (outside * math.log(outside / (total * (1 - share))) if outside else 0.0)
