"""A small register to try: three busy corners, a quiet rest, in metres."""

from datetime import date

import numpy as np

from lofte.analysis.points import Points

MONDAY = np.datetime64("2025-01-06T00:00:00")
CORNERS = ((500_050.0, 6_500_050.0), (500_950.0, 6_500_450.0), (500_450.0, 6_501_250.0))
FIRST_DAY = date(2025, 1, 6)


def points(weeks=20, seed=1, quiet=6, busy=3, category=("Klotter",)):
    """Every corner has `busy` events a week, and `quiet` fall anywhere within 1.5 km."""
    rng = np.random.default_rng(seed)
    x, y, start = [], [], []
    for week in range(weeks):
        for cx, cy in CORNERS:
            x += list(cx + rng.uniform(-30, 30, busy))
            y += list(cy + rng.uniform(-30, 30, busy))
        x += list(rng.uniform(500_000, 501_500, quiet))
        y += list(rng.uniform(6_500_000, 6_501_500, quiet))
        minutes = rng.integers(0, 7 * 1440, 3 * busy + quiet)
        start += list(MONDAY + week * np.timedelta64(7, "D") + minutes.astype("timedelta64[m]"))
    return made(x, y, start, category)


def made(x, y, start, category=("Klotter",), end=None):
    start = np.array(start, dtype="datetime64[s]")
    kinds = np.arange(len(start), dtype=np.int32) % len(category)
    ends = np.full(len(start), "NaT", "datetime64[s]") if end is None else end
    return Points(np.array(x), np.array(y), start, ends, kinds, category)


def together(*parts):
    """Several sets of events as one register."""
    columns = (
        np.concatenate([getattr(part, name) for part in parts])
        for name in ("x", "y", "start", "end", "category")
    )
    return Points(*columns, parts[0].categories)
