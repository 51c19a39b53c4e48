"""Intervals of counts: "normalt a-b", shares of the days, rates, fear and events by area."""

from datetime import date
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.honesty.coverage import Interval
from lofte.analysis import profiles
from lofte.analysis.fear.areas import Bunching, Ratio, fear_by_area
from lofte.analysis.fear.marks import Selection
from lofte.analysis.normal import more_than_normal
from lofte.analysis.rates import rates, rolling_rates

UNITS, PERIODS = 100, 12
SKEWS = ("even", "skewed")
YEAR = np.datetime64("2026-01-01") + np.arange(365)
SPAN = date(2026, 1, 1), date(2026, 12, 31)
SUMMER, WEEKEND = (6, 7, 8), (4, 5)
SIZES = ((40, 60), (300, 400), (3000, 2000))


def level_of(rng: np.random.Generator, mean: float, skew: str) -> NDArray[np.float64]:
    """float[UNITS]: what is usual at each place; skewed: a few have most (skewness 2)."""
    if skew == "even":
        return np.full(UNITS, mean)
    return mean * rng.gamma(1.0, 1.0, UNITS)


def normal_band(rng: np.random.Generator, cell: tuple[float, float, str]) -> float:
    """The band of every square, place and area: how counts jump is learnt from the history.

    phi: of each count, the variance over the mean is 1 + (phi - 1) times its own share of the mean.
    """
    mean, phi, skew = cell
    usual = level_of(rng, mean, skew)
    size = mean / (phi - 1) if phi > 1 else np.inf
    shape = (UNITS, PERIODS + 1)
    lively = rng.gamma(size, 1 / size, shape) if np.isfinite(size) else np.ones(shape)
    drawn = rng.poisson(usual[:, None] * lively)
    found = more_than_normal(drawn[:, -1], drawn[:, :-1])
    return float(np.mean((found.low <= drawn[:, -1]) & (drawn[:, -1] <= found.high)))


def clumped_band(rng: np.random.Generator, cell: tuple[float, float, str]) -> float:
    """The same where one night brings several reports: variance = phi times the mean."""
    mean, phi, skew = cell
    usual = level_of(rng, mean, skew)[:, None] * np.ones(PERIODS + 1)
    drawn = rng.negative_binomial(usual / (phi - 1), 1 / phi)
    found = more_than_normal(drawn[:, -1], drawn[:, :-1])
    return float(np.mean((found.low <= drawn[:, -1]) & (drawn[:, -1] <= found.high)))


def weekday(rng: np.random.Generator, cell: int) -> bool:
    """Fridays and Saturdays twice as busy."""
    part = np.array([day.astype(object).weekday() for day in YEAR])
    return _day_share(rng, cell, profiles.by_weekday, np.isin(part, WEEKEND), 5)


def season(rng: np.random.Generator, cell: int) -> bool:
    """The summer twice as busy."""
    part = np.array([day.astype(object).month for day in YEAR])
    return _day_share(rng, cell, profiles.by_season, np.isin(part, SUMMER), 2)


def _day_share(
    rng: np.random.Generator, n: int, by: Any, busy: NDArray[np.bool_], part: int
) -> bool:
    """Does the interval of the part hold its share of the events over its share of the days?"""
    share = np.where(busy, 2.0, 1.0)
    share /= share.sum()
    found = by(rng.choice(YEAR, n, p=share), *SPAN)
    there = _days_of(by, part)
    truth = share[there].sum() / there.mean()
    return bool(found.low[part] <= truth <= found.high[part])


@cache
def _days_of(by: Any, part: int) -> NDArray[np.bool_]:
    """bool[365]: the days that the profile counts to the part."""
    return np.array([by(YEAR[i : i + 1], *SPAN).counts[part] > 0 for i in range(len(YEAR))])


def rate(rng: np.random.Generator, cell: float) -> bool:
    found = rates([rng.poisson(cell)], [2000.0])
    return bool(found.low[0] <= cell / 2 <= found.high[0])


def rolling_rate(rng: np.random.Generator, cell: float) -> bool:
    found = rolling_rates(rng.poisson(cell, 6), np.full(6, 2000.0), window=4)
    return bool(found.low[-1] <= cell / 2 <= found.high[-1])


def _fear(rng: np.random.Generator, cell: tuple[int, tuple[int, int], str, float]) -> tuple:
    """(what was found, true share of marks, of events, base) where fear follows other ways."""
    areas, size, skew, bunched = cell
    base = np.ones(areas) if skew == "even" else rng.gamma(1.0, 1.0, areas) + 0.05
    parts = [base * np.exp(rng.normal(0, 0.5, areas)) for _ in size]
    shares = [part / part.sum() for part in parts]
    drawn = []
    for n, share in zip(size, shares, strict=True):
        groups = rng.geometric(1 / bunched, max(1, round(n / bunched)))
        of = rng.choice(areas, len(groups), p=share)
        drawn.append(np.bincount(of, weights=groups, minlength=areas).astype(np.int64))
    known = Bunching(marks=2 * bunched - 1, events=2 * bunched - 1)
    found = fear_by_area(*drawn, base, selection=Selection.SELF_SELECTED, bunching=known)
    return found, *shares, base / base.sum()


def fear(rng: np.random.Generator, cell: Any) -> bool:
    """Of all areas at once."""
    found, marks, _, base = _fear(rng, cell)
    return _all_hold(found.fear, marks / base)


def contrast(rng: np.random.Generator, cell: Any) -> bool:
    """Of all areas at once."""
    found, marks, events, _ = _fear(rng, cell)
    return _all_hold(found.contrast, marks / events)


def _all_hold(found: Ratio, truth: NDArray[np.float64]) -> bool:
    return bool(np.all((found.low <= truth) & (truth <= found.high)))


_BANDS = tuple((m, p, s) for m in (0.5, 3, 12, 60) for p in (1.0, 1.5, 3.0) for s in SKEWS)
_CLUMPS = tuple((m, p, s) for m in (3, 12, 60) for p in (1.5, 3.0) for s in SKEWS)
_AREAS = tuple((a, n, s, b) for a in (5, 40) for n in SIZES for s in SKEWS for b in (1.0,))
_BUNCHED = tuple((a, n, s, 2.0) for a in (5, 40) for n in SIZES for s in SKEWS)
BANDS = (
    Interval("normal band, as a picture shows it", True, _BANDS, normal_band, 0.9, True, UNITS),
    Interval("normal band, reports in bunches", True, _CLUMPS, clumped_band, 0.9, True, UNITS),
    Interval("weekday against its days", True, (12, 60, 400), weekday),
    Interval("season against its days", True, (12, 60, 400), season),
    Interval("rate", True, (0.5, 3, 12, 60, 400), rate),
    Interval("rolling rate", True, (0.5, 3, 12, 60, 400), rolling_rate),
    Interval("fear against the base, all areas", True, _AREAS, fear),
    Interval("fear against events, all areas", True, _AREAS, contrast),
    Interval("fear against the base, bunched", True, _BUNCHED, fear),
)  # fmt: skip
