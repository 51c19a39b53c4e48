"""Profiles day by day, and the same weeks by looking through the calendar."""

from datetime import timedelta
from fractions import Fraction


def profile(times, first, last, part):
    """{part: (events, days, ratio)}"""
    counts, days = {}, {}
    day = first
    while day <= last:
        days[part(day)] = days.get(part(day), 0) + 1
        day += timedelta(days=1)
    for time in times:
        if first <= time.date() <= last:
            counts[part(time.date())] = counts.get(part(time.date()), 0) + 1
    n, all_days = sum(counts.values()), sum(days.values())
    return {
        p: (counts.get(p, 0), days[p],
            float(Fraction(counts.get(p, 0) * all_days, n * days[p])) if n else 0.0)
        for p in days
    }  # fmt: skip


def same_weeks(starts, now, years, half):
    """Column numbers: in each earlier year the week that starts nearest to the same date."""
    found = []
    for back in range(years, 0, -1):
        day = starts[now]
        there = day.replace(year=day.year - back, day=min(day.day, 28))
        nearest = min(range(len(starts)), key=lambda k: abs((starts[k] - there).days))
        found += range(nearest - half, nearest + half + 1)
    return found
