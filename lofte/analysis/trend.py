"""One series: is the latest figure normal, and how much higher or lower than before is it?"""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import betainc, betaincinv

from lofte.analysis.arrays import Ints, frozen
from lofte.analysis.asked import number, numbers
from lofte.analysis.dispersion import MOST_JUMPS
from lofte.analysis.normal import (
    LARGEST_COUNT,
    LEAST_EXPOSURE,
    BadHistory,
    more_than_normal,
    whole_counts,
)

METHOD = "series against normal (conditional exact)"
RATIO_METHOD = "rate ratio (conditional exact)"
VERSION = "1"


class Standing(StrEnum):
    """Where the latest figure stands."""

    MORE = "more"
    NORMAL = "normal"
    FEWER = "fewer"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, eq=False)
class SeriesNormal:
    """counts: int[h + 1], the latest last. expected, low, high, p: as in `normal.Normal`.

    standing: more or fewer when the exact test says so at alpha, unknown when the history is too
    short (then expected is NaN and low = high = -1).
    """

    counts: Ints
    expected: float
    low: int
    high: int
    p: float
    standing: Standing
    dispersion: float
    method: str = METHOD
    version: str = VERSION
    parameters: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RateRatio:
    """ratio: rate now over rate before (None for 0/0, inf for n/0); low, high: the exact interval.

    p: two-sided, twice the smaller exact tail.
    """

    ratio: float | None
    low: float
    high: float
    p: float
    method: str = RATIO_METHOD
    version: str = VERSION
    parameters: dict[str, Any] = field(default_factory=dict)


def series_against_normal(
    counts: ArrayLike,
    *,
    exposure: ArrayLike | None = None,
    alpha: float = 0.05,
    dispersion: float | None = None,
    minimum_periods: int = 4,
) -> SeriesNormal:
    """The latest figure of a series against the earlier ones.

    counts: int[h + 1], one per period of the same kind, oldest first. exposure: float[h + 1], days
    or active reporters. dispersion: None = estimated from this series' own history (rough when it
    is short; give the one of all places when it is known). Raises BadHistory.
    """
    figures = whole_counts(counts, 1, "counts")
    if len(figures) == 0:
        raise BadHistory("counts ska vara en rad med minst ett antal.")
    under = np.ones(len(figures)) if exposure is None else numbers(exposure, "exposure", BadHistory)
    if under.shape != figures.shape:
        raise BadHistory(f"counts har {len(figures)} antal men exposure {len(under)} tal.")
    result = more_than_normal(
        figures[-1:],
        figures[None, :-1],
        exposure_now=under[-1],
        exposure_history=under[:-1],
        alpha=alpha,
        dispersion=dispersion,
        minimum_periods=minimum_periods,
    )
    if result.low[0] < 0:
        standing = Standing.UNKNOWN
    elif result.more[0]:
        standing = Standing.MORE
    else:
        standing = Standing.FEWER if result.fewer[0] else Standing.NORMAL
    return SeriesNormal(
        counts=frozen(figures, np.int64),
        expected=float(result.expected[0]),
        low=int(result.low[0]),
        high=int(result.high[0]),
        p=float(result.p[0]),
        standing=standing,
        dispersion=result.dispersion,
        parameters=result.parameters | {"alpha": alpha},
    )


def rate_ratio(
    now: int,
    before: int,
    *,
    exposure_now: float = 1.0,
    exposure_before: float = 1.0,
    level: float = 0.95,
    dispersion: float = 1.0,
) -> RateRatio:
    """How many times higher is the rate now, with an exact interval?

    now, before: events; exposures: days, periods or reporters, > 0. Given their sum, the events
    now are binomial, so the interval is Clopper & Pearson's turned into a ratio (Przyborowski &
    Wilenski 1940). dispersion > 1: both counts are divided by it in the interval and the test,
    which widens them as overdispersed (quasi-Poisson) counts ask for. Raises BadHistory.
    """
    for name, events in (("now", now), ("before", before)):
        if number(events, name, BadHistory, least=0, most=LARGEST_COUNT) != int(events):
            raise BadHistory(f"{name} ska vara ett helt antal, inte {events}.")
    number(level, "level", BadHistory, above=0, below=1)
    number(dispersion, "dispersion", BadHistory, least=1, most=MOST_JUMPS)
    for name, under in (("exposure_now", exposure_now), ("exposure_before", exposure_before)):
        number(under, name, BadHistory, least=LEAST_EXPOSURE, most=1e12)
    a, b, tail = now / dispersion, before / dispersion, (1 - level) / 2
    scale = exposure_before / exposure_now
    low = float(betaincinv(a, b + 1, tail)) if now else 0.0
    high = float(betaincinv(a + 1, b, 1 - tail)) if before else 1.0
    share = exposure_now / (exposure_now + exposure_before)
    return RateRatio(
        ratio=_odds(a / (a + b)) * scale if a + b else None,
        low=_odds(low) * scale,
        high=_odds(high) * scale,
        p=min(1.0, 2 * min(_tail(a, b, share), _tail(b, a, 1 - share))),
        parameters={"level": level, "dispersion": dispersion},
    )


def _odds(share: float) -> float:
    return share / (1 - share) if share < 1 else float("inf")


def _tail(inside: float, outside: float, share: float) -> float:
    """P(at least `inside` of inside + outside), also for scaled counts."""
    return float(betainc(inside, outside + 1, share)) if inside else 1.0
