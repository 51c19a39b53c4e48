"""Does each interval hold what it covers? `python -m benchmarks.honesty.intervals [--rounds 1000]`.

For each interval: samples from a known truth, over a stated range of sizes and skewness. Exact
intervals must cover in at least 95 of 100 in every cell of the range, the others in 93-97 on
average over it.
"""

import argparse
import json
import math
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.honesty.accuracy import ACCURACY
from benchmarks.honesty.bands import BANDS
from benchmarks.honesty.coverage import SLOWER, Coverage, Interval, cover, line
from benchmarks.honesty.survey import SURVEY
from lofte.analysis.differences import difference_in_differences
from lofte.analysis.displacement import displacement
from lofte.analysis.interrupted import interrupted
from lofte.analysis.patrols import patrols
from lofte.analysis.profiles import by_month
from lofte.analysis.same_weeks import same_weeks
from lofte.analysis.trend import rate_ratio

RATIO = 0.7
YEAR = 52.18


def jumpy(rng: np.random.Generator, mean: Any, ratio: float) -> Any:
    """Counts with variance ratio x mean; 1 = Poisson."""
    mean = np.asarray(mean, dtype=float)
    if ratio == 1:
        return rng.poisson(mean)
    return rng.negative_binomial(mean / (ratio - 1), 1 / ratio)


def within(low: float, truth: float, high: float) -> bool:
    return low <= truth <= high


def ratio(rng: np.random.Generator, cell: float) -> bool:
    found = rate_ratio(int(rng.poisson(cell * RATIO)), int(rng.poisson(cell)))
    return within(found.low, RATIO, found.high)


def jumpy_ratio(rng: np.random.Generator, cell: tuple[float, float]) -> bool:
    mean, phi = cell
    now, before = jumpy(rng, [mean * RATIO, mean], phi)
    found = rate_ratio(int(now), int(before), dispersion=phi)
    return within(found.low, RATIO, found.high)


def month(rng: np.random.Generator, cell: int) -> bool:
    share = np.full(365, 1.0)
    share[181:212] = 2.0  # July twice as busy
    share /= share.sum()
    days = rng.choice(365, cell, p=share)
    start = np.datetime64("2026-01-01") + days
    found = by_month(start, date(2026, 1, 1), date(2026, 12, 31))
    return within(found.low[6], share[181] * 365, found.high[6])


def band(rng: np.random.Generator, cell: float) -> bool:
    starts = tuple(date(2022, 1, 3) + timedelta(days=7 * k) for k in range(220))
    found = same_weeks(rng.poisson(cell, 220), starts, dispersion=1.0)
    return within(found.low[0], found.now[0], found.high[0])


def pair(rng: np.random.Generator, cell: float) -> bool | None:
    a, b, c, d = rng.poisson([cell, cell * RATIO, 2 * cell, 2 * cell]).tolist()
    found = difference_in_differences((a, b), (c, d))
    return within(found.low, RATIO, found.high) if found.enough else None


def places(rng: np.random.Generator, cell: tuple[int, float, float]) -> bool | None:
    """Places of different size, whose counts jump."""
    n, mean, phi = cell
    level = mean * rng.gamma(2.0, 0.5, 2 * n)
    before = jumpy(rng, level, phi)
    after = jumpy(rng, level * np.where(np.arange(2 * n) < n, RATIO, 1.0), phi)
    found = difference_in_differences((before[:n], after[:n]), (before[n:], after[n:]))
    return within(found.low, RATIO, found.high) if found.enough else None


def series(rng: np.random.Generator, cell: tuple[int, float, float, float]) -> bool | None:
    """Weeks with a season, jumps, and weeks that are like the one before."""
    n, mean, jump, alike = cell
    noise, wave = rng.normal(size=n), np.empty(n)
    wave[0] = noise[0]
    for k in range(1, n):
        wave[k] = alike * wave[k - 1] + math.sqrt(1 - alike**2) * noise[k]
    t, start = np.arange(n), n * 2 // 3
    season = 0.3 * np.sin(2 * np.pi * t / YEAR)
    mu = mean * np.exp(season + jump * wave - jump**2 / 2) * np.where(t >= start, RATIO, 1.0)
    found = interrupted(rng.poisson(mu), start)
    return within(found.low, RATIO, found.high) if found.enough else None


def quotient(rng: np.random.Generator, cell: tuple[float, float, float]) -> bool | None:
    """Half gone in the target, and a tenth more or less around it."""
    n, around, phi = cell
    means = np.array([n, n / 2, n, n * around, 3 * n, 3 * n])
    a0, a1, b0, b1, c0, c1 = jumpy(rng, means, phi).tolist()
    found = displacement((a0, a1), (b0, b1), (c0, c1), seed=1, replicates=1999, dispersion=phi)
    truth = (around / 3 - 1 / 3) / (0.5 / 3 - 1 / 3)
    if found.quotient is None:
        return None
    return within(found.quotient.low, truth, found.quotient.high)


def rounds_of_patrols(rng: np.random.Generator, cell: tuple[int, float]) -> bool | None:
    """Hot places are chosen by what was seen; the visit takes away three in ten."""
    n, phi = cell
    rate = rng.gamma(2.0, 4.0, n)
    before = jumpy(rng, rate, phi)
    hot = np.flatnonzero(before >= 8)
    visited = np.zeros(n, dtype=bool)
    visited[rng.choice(hot, len(hot) // 4, replace=False)] = True
    after = jumpy(rng, rate * np.where(visited, RATIO, 1.0), phi)
    found = patrols((before[visited], after[visited]), (before[~visited], after[~visited])).effect
    return within(found.low, RATIO, found.high) if found.enough else None


INTERVALS = (
    Interval("rate ratio", True, (2, 10, 50, 400), ratio),
    Interval("rate ratio, jumpy", False,
             tuple((m, p) for m in (20, 60, 200) for p in (1.5, 3.0)), jumpy_ratio),
    Interval("month against its days", True, (12, 60, 400), month),
    Interval("same weeks, band", True, (0.5, 3, 12, 60), band, level=0.9),
    Interval("difference of two places", True, (25, 60, 200), pair, slow=True),
    Interval("difference of many places", False,
             tuple((n, m, p) for n in (4, 8, 20) for m in (8, 40) for p in (1.0, 2.0, 4.0)),
             places),
    Interval("interrupted series", False,
             tuple((n, m, j, a) for n in (104, 156, 260) for m in (1.5, 6, 25)
                   for j, a in ((0.0, 0.0), (0.4, 0.0), (0.4, 0.3))), series, slow=True),
    Interval("interrupted series, very alike weeks", False,
             tuple((n, m, 0.4, 0.6) for n in (104, 156, 260) for m in (1.5, 6, 25)), series,
             slow=True),
    Interval("displacement quotient", False,
             tuple((n, a, p) for n in (100, 300, 1000) for a in (0.9, 1.1) for p in (1.0, 2.0)),
             quotient),
    Interval("patrols", False, tuple((n, p) for n in (150, 400) for p in (1.0, 2.0)),
             rounds_of_patrols),
)  # fmt: skip
INTERVALS += BANDS + ACCURACY + SURVEY


def covered(rounds: int) -> Iterator[Coverage]:
    for interval in INTERVALS:
        yield cover(interval, rounds // SLOWER if interval.slow else rounds)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=1000)
    parser.add_argument("--out", type=Path, default=Path("honesty-intervals.json"))
    wish = parser.parse_args()
    found = []
    for one in covered(wish.rounds):
        print(line(one), flush=True)
        found.append(one.__dict__)
    wish.out.write_text(json.dumps(found, indent=1) + "\n")


if __name__ == "__main__":
    main()
