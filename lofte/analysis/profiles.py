"""Weekday, month and season: where do the events lie, compared with as many days at random?

Every part is compared with its share of the days, so a partial year or a month of 28 days is no
surprise. The interval is exact (Clopper & Pearson 1934) for each part alone. Holidays are a part of
their own among the weekdays: they are neither a Tuesday nor a Sunday.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import betaincinv

from lofte.analysis.arrays import Floats, Ints
from lofte.analysis.asked import number, times
from lofte.analysis.periods import MONTHS, BadPeriod
from lofte.analysis.swedish_days import holidays, said_of

METHOD = "profile over the days (exact binomial)"
VERSION = "1"
WEEKDAYS = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag", "helgdag")
SEASONS = ("vinter", "vår", "sommar", "höst")
FEWEST_EVENTS = 20


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """One entry per part, in order.

    counts, days: int. expected: float, events if every day were alike. ratio: float, counts over
    expected; NaN only for a part without days. low, high: float, exact interval of the ratio at
    `level` for that part alone; 0 and inf for a part without days. n, outside: events within and
    outside the dates. enough: at least 20 events. said: sentences about holidays, clock changes and
    week 53 among the days.
    """

    parts: tuple[str, ...]
    counts: Ints
    days: Ints
    expected: Floats
    ratio: Floats
    low: Floats
    high: Floats
    n: int
    outside: int
    enough: bool
    said: tuple[str, ...]
    method: str = METHOD
    version: str = VERSION
    parameters: dict[str, Any] = field(default_factory=dict)


def by_weekday(start: ArrayLike, first: date, last: date, *, level: float = 0.95) -> Profile:
    """Monday to Sunday, and holidays on their own. start: datetime64[n], local wall time.

    first, last: the days that the register covers, both included. Raises BadPeriod.
    """
    free = {day for year in range(first.year, last.year + 1) for day in holidays(year)}
    return _profile(start, (first, last), WEEKDAYS, level,
                    lambda day: 7 if day in free else day.weekday())  # fmt: skip


def by_month(start: ArrayLike, first: date, last: date, *, level: float = 0.95) -> Profile:
    """January to December; arguments as `by_weekday`."""
    return _profile(start, (first, last), MONTHS, level, lambda day: day.month - 1)


def by_season(start: ArrayLike, first: date, last: date, *, level: float = 0.95) -> Profile:
    """Winter (December to February), spring, summer, autumn; arguments as `by_weekday`."""
    return _profile(start, (first, last), SEASONS, level, lambda day: day.month % 12 // 3)


def _profile(
    start: ArrayLike, span: tuple[date, date], parts: tuple[str, ...], level: float, part: Any
) -> Profile:
    first, last = span
    number(level, "level", BadPeriod, above=0, below=1)
    if last < first:
        raise BadPeriod(f"first ({first}) får inte vara efter last ({last}).")
    calendar = [first + timedelta(days=k) for k in range((last - first).days + 1)]
    of_day = np.array([part(day) for day in calendar])
    when = times(start, "start", BadPeriod).ravel()
    if np.isnat(when).any():
        raise BadPeriod("start: en händelse saknar tid. Rätta den i källan.")
    at = (when.astype("datetime64[D]") - np.datetime64(first)).astype(np.int64)
    inside = (at >= 0) & (at < len(calendar))
    counts = np.bincount(of_day[at[inside]], minlength=len(parts))
    days = np.bincount(of_day, minlength=len(parts))
    n, share = int(counts.sum()), days / len(calendar)
    low, high = shares(counts, n, level)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.where(days > 0, counts / np.maximum(n * share, 1e-300) * (n > 0), np.nan)
        bounds = np.where(days > 0, low / share, 0.0), np.where(days > 0, high / share, np.inf)
    return Profile(
        parts, counts, days, n * share, ratio, *bounds, n,
        outside=len(when) - n, enough=n >= FEWEST_EVENTS, said=said_of(first, last),
        parameters={"first": str(first), "last": str(last), "level": level},
    )  # fmt: skip


def shares(counts: Ints, n: int, level: float) -> tuple[Floats, Floats]:
    """Clopper and Pearson's limits for counts out of n."""
    tail = (1 - level) / 2
    low = np.where(counts > 0, betaincinv(np.maximum(counts, 1), n - counts + 1, tail), 0.0)
    rest = np.maximum(n - counts, 1)
    high = np.where(counts < n, betaincinv(counts + 1, rest, 1 - tail), 1.0)
    return low, high
