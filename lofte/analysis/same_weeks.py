"""Counts now against the same weeks of earlier years, with an interval for what is normal.

The band is the exact predictive one of `normal` (Poisson or negative binomial): the number now,
given the total, is binomial or beta-binomial. "The same week" is the week that starts nearest to
the same date, so a week 53 is compared with the weeks around New Year.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from lofte.analysis.arrays import Bools, Floats, Ints
from lofte.analysis.asked import whole
from lofte.analysis.baseline_plan import BadAlarm, checked_starts, windows, year_by_year
from lofte.analysis.normal import more_than_normal
from lofte.analysis.series import checked_exposure, checked_series, checked_weeks

METHOD = "the same weeks before (conditional exact)"
VERSION = "1"
MOST_YEARS = 100


@dataclass(frozen=True, slots=True, eq=False)
class SameWeeks:
    """One entry per series.

    now: int. before: int[series, references], the counts compared with. expected: float; low, high:
    int, the central 90 % of normal weeks. p: float, P(at least as many). more, fewer: bool, over
    all series (FDR). references: int[references], their column numbers. week_53: is the week now,
    or one compared with, numbered 53?
    """

    now: Ints
    before: Ints
    expected: Floats
    low: Ints
    high: Ints
    p: Floats
    more: Bools
    fewer: Bools
    references: Ints
    week_53: bool
    method: str = METHOD
    version: str = VERSION
    parameters: dict[str, Any] = field(default_factory=dict)


def same_weeks(  # noqa: PLR0913 - each is a fact that the caller may know
    counts: ArrayLike,
    starts: tuple[date, ...],
    *,
    week: int = -1,
    years: int = 3,
    half: int = 1,
    exposure: ArrayLike | None = None,
    dispersion: float | None = None,
    alpha: float = 0.05,
) -> SameWeeks:
    """Compare one week of every series with the same weeks of up to `years` earlier years.

    counts: int[series, weeks] or int[weeks]. starts: the weeks' Mondays. week: column number, from
    the end when negative. half: weeks on each side of the same week. exposure, dispersion, alpha:
    as in `normal.more_than_normal`. Years that the series does not reach are left out; at least one
    must be whole. Raises BadAlarm, BadHistory.
    """
    series = checked_series(counts)
    length = series.shape[1]
    days = checked_starts(starts, length)
    if days is None:
        raise BadAlarm("starts ska vara veckornas måndagar, en per vecka.")
    week = whole(week, "week", BadAlarm, least=-length, most=length - 1)
    years = whole(years, "years", BadAlarm, least=1, most=MOST_YEARS)
    half = whole(half, "half", BadAlarm, most=25)
    now = checked_weeks([week % length], length)
    reached = [y for y in range(1, years + 1) if year_by_year(now, y, days)[0, -1] >= half]
    if not reached:
        raise BadAlarm(
            "counts når inte ett helt år tillbaka från week. Jämför med veckorna strax före."
        )
    plan = windows(year_by_year(now, reached[-1], days), half=half)
    columns = plan.rows[0, : plan.many[0]].astype(np.int64)
    under = checked_exposure(exposure, series.shape)
    found = more_than_normal(
        series[:, now[0]], series[:, columns], exposure_now=under[:, now[0]],
        exposure_history=under[:, columns], alpha=alpha, dispersion=dispersion, minimum_periods=1,
    )  # fmt: skip
    return SameWeeks(
        series[:, now[0]], series[:, columns], found.expected, found.low, found.high, found.p,
        found.more, found.fewer, columns,
        week_53=any(days[k].isocalendar().week == 53 for k in [now[0], *columns]),
        parameters=found.parameters | {
            "years": len(reached), "half": half, "alpha": alpha, "week": str(days[now[0]]),
            "dispersion_used": found.dispersion, "series": len(series),
        },
    )  # fmt: skip
