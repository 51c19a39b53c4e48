"""Alarms for weekly counts with years of history: Farrington 1996 and Noufaily 2013.

A week is compared with a quasi-Poisson regression on the same time of earlier years; past
outbreaks get less weight. Sources: Farrington, Andrews, Beale & Catchpole 1996; Noufaily, Enki,
Farrington, Garthwaite, Andrews & Charlett 2013; Salmon, Schumacher & Hoehle 2016 (the R package
surveillance, whose figures these are). As there, the standard error of the expected number after
reweighting comes from relative residuals in Noufaily's method, and Farrington's limit of 1996 is
two-sided at alpha while Noufaily's is one-sided.
"""

from dataclasses import asdict, dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtr, ndtri, stdtrit

from lofte.analysis.arrays import Bools, Floats, Ints
from lofte.analysis.asked import number, whole
from lofte.analysis.baseline_plan import (
    YEAR,
    BadAlarm,
    Plan,
    checked_starts,
    seasons,
    windows,
    year_by_year,
)
from lofte.analysis.kernels import baselines as kernel
from lofte.analysis.lanes import in_lanes
from lofte.analysis.series import checked_exposure, checked_series, checked_weeks, recent

METHOD_1996 = "Farrington 1996"
METHOD_2013 = "Noufaily 2013"
VERSION = "1"
MOST_YEARS = 100
FEWEST_YEARS_FOR_TREND = 3
_THRESHOLD_1996 = 1.0
_P_TREND_1996 = 0.05
_SERIES_AT_ONCE = 8
_BEYOND = 30.0  # log of more cases than any series holds


class Threshold(StrEnum):
    """How the limit is drawn above the expected number."""

    DELTA = "delta"  # normal after a power transformation (Farrington 1996)
    NB_PLUGIN = "nbPlugin"  # a quantile of the negative binomial at the expected number
    MUAN = "muan"  # the same at the upper end of the expected number


class Power(StrEnum):
    """The transformation behind `delta`."""

    NONE = "none"
    HALF = "1/2"
    TWO_THIRDS = "2/3"


_EXPONENT = {Power.NONE: 1.0, Power.HALF: 0.5, Power.TWO_THIRDS: 2 / 3}


@dataclass(frozen=True, slots=True)
class Settings:
    """How to compare; the defaults are Noufaily's.

    years (b): earlier years. half (w): weeks on each side of the same week. periods: groups of the
    season (1 = only the windows). past: latest weeks left out of the history. threshold: weights
    fall where the residual is above it (inf = no reweighting). trend, trend_p: use a trend whose
    p-value is below trend_p (only with three years or more, and never above the largest count
    seen). few: (cases, weeks): no alarm with fewer cases than that in the last weeks, the week
    itself included. limit, power: see `Threshold`, `Power`. Raises BadAlarm.
    """

    years: int = 5
    half: int = 3
    periods: int = 10
    past: int = 26
    threshold: float = 2.58
    trend: bool = True
    trend_p: float = 1.0
    alpha: float = 0.05
    few: tuple[int, int] = (5, 4)
    limit: Threshold = Threshold.DELTA
    power: Power = Power.TWO_THIRDS

    def __post_init__(self) -> None:
        object.__setattr__(self, "limit", Threshold(self.limit))
        object.__setattr__(self, "power", Power(self.power))
        whole(self.years, "years", BadAlarm, least=1, most=MOST_YEARS)
        whole(self.half, "half", BadAlarm, most=YEAR // 2 - 1)
        room = YEAR - 2 * self.half - 1
        whole(self.periods, "periods", BadAlarm, least=1, most=room + 1)
        whole(self.past, "past", BadAlarm)
        if self.threshold != np.inf:
            number(self.threshold, "threshold", BadAlarm, above=0)
        number(self.alpha, "alpha", BadAlarm, above=0, below=1)
        number(self.trend_p, "trend_p", BadAlarm, above=0, most=1)
        if len(self.few) != 2:
            raise BadAlarm(f"few ska vara två tal, fall och veckor, inte {self.few}.")
        whole(self.few[0], "few (fall)", BadAlarm)
        whole(self.few[1], "few (veckor)", BadAlarm, least=1)


@dataclass(frozen=True, slots=True, eq=False)
class Alarms:
    """All arrays are [series, evaluated].

    weeks: int[evaluated], the columns that were judged. observed: int. expected, upper: float,
    expected number and limit; NaN exactly where `few` or `unfitted`. p: float, P(at least as many
    | baseline) as the method has it, 1 there. alarm: bool, above the limit. few: bool, too few
    cases in the last weeks to judge. unfitted: bool, the regression gives no limit (such as a
    history without any case). dispersion: float, variance over mean, at least 1. trend: float,
    change of the log per week; 0 where no trend was used.
    """

    weeks: Ints
    observed: Ints
    expected: Floats
    upper: Floats
    p: Floats
    alarm: Bools
    few: Bools
    unfitted: Bools
    dispersion: Floats
    trend: Floats
    method: str
    version: str = VERSION
    parameters: dict[str, Any] = field(default_factory=dict)


def noufaily(
    counts: ArrayLike,
    *,
    settings: Settings | None = None,
    evaluated: int | ArrayLike = 1,
    exposure: ArrayLike | None = None,
    starts: tuple[date, ...] | None = None,
) -> Alarms:
    """Noufaily's improved Farrington method for each series and evaluated week.

    counts: int[series, weeks] or int[weeks], without gaps, oldest first. evaluated: how many of
    the last weeks, or their column numbers. exposure: float > 0 of the same shape (active
    reporters, days); the expected number is proportional to it. starts: the weeks' Mondays, for
    years with a week 53. Raises BadAlarm, also when the history is shorter than settings.years.
    """
    wish = settings or Settings()
    series = checked_series(counts)
    weeks = checked_weeks(evaluated, series.shape[1])
    anchors = _anchors(weeks, wish, starts, series.shape[1])
    plan = seasons(anchors, half=wish.half, periods=wish.periods, past=wish.past)
    found = _baselines(series, exposure, plan, wish, strict=True)
    return _judged(series, weeks, found, wish, METHOD_2013)


def farrington(
    counts: ArrayLike,
    *,
    settings: Settings | None = None,
    evaluated: int | ArrayLike = 1,
    starts: tuple[date, ...] | None = None,
) -> Alarms:
    """Farrington's method of 1996, for each series and evaluated week; arguments as `noufaily`.

    Of the settings it uses years, half, threshold (inf = no reweighting, else 1), trend, alpha
    (two-sided), few and power; a trend is kept when its p-value is below 5 %. Raises BadAlarm.
    """
    wish = settings or Settings()
    series = checked_series(counts)
    weeks = checked_weeks(evaluated, series.shape[1])
    plan = windows(_anchors(weeks, wish, starts, series.shape[1]), half=wish.half)
    threshold = _THRESHOLD_1996 if np.isfinite(wish.threshold) else np.inf
    used = Settings(
        years=wish.years, half=wish.half, periods=1, past=0, threshold=threshold,
        trend=wish.trend, trend_p=_P_TREND_1996, alpha=wish.alpha / 2, few=wish.few,
        power=wish.power,
    )  # fmt: skip
    judged = _judged(
        series, weeks, _baselines(series, None, plan, used, strict=False), used, METHOD_1996
    )
    return replace(judged, parameters=judged.parameters | {"alpha": wish.alpha, "sides": 2})


def _anchors(weeks: Ints, wish: Settings, starts: tuple[date, ...] | None, length: int) -> Ints:
    anchors = year_by_year(weeks, wish.years, checked_starts(starts, length))
    if len(anchors) and anchors.min() < wish.half:
        raise BadAlarm(
            f"Historiken räcker inte: {wish.years} år och {wish.half} veckor före vecka nummer "
            f"{int(weeks.min()) + 1} i serien behövs. Välj färre år (years) eller ears()."
        )
    return anchors


def _baselines(
    series: Ints, exposure: ArrayLike | None, plan: Plan, wish: Settings, *, strict: bool
) -> Floats:
    """float[series, evaluated, 5], see the kernel."""
    left = plan.many - plan.used - 1
    if len(left) and left.min() < 1:
        raise BadAlarm("För få veckor i historiken: öka years eller half, eller minska periods.")
    critical = -stdtrit(np.maximum(left, 1), wish.trend_p / 2)
    found = np.full((len(series), len(plan.rows), 5), np.nan)
    counts = series.astype(np.float64)
    offsets = np.log(checked_exposure(exposure, series.shape))
    columns = (plan.rows, plan.groups, plan.many, plan.used, critical)
    wishes = (wish.trend, float(wish.threshold), strict, wish.years >= FEWEST_YEARS_FOR_TREND)

    def work(start: int, stop: int) -> None:
        kernel.baselines(counts, offsets, columns, wishes, (start, stop), found)

    if found.size:
        in_lanes(work, len(series), piece=_SERIES_AT_ONCE)
    return found


def _judged(series: Ints, weeks: Ints, found: Floats, wish: Settings, method: str) -> Alarms:
    unfitted = ~(found[..., kernel.FITTED] > 0)
    if wish.limit is Threshold.MUAN:  # an upper end without bound is no limit
        reach = found[..., kernel.ETA] + ndtri(1 - wish.alpha) * found[..., kernel.SE]
        unfitted |= ~(reach < _BEYOND)
    eta, error = (np.where(unfitted, 0.0, found[..., c]) for c in (kernel.ETA, kernel.SE))
    phi = np.where(unfitted, 1.0, found[..., kernel.PHI])
    observed = series[:, weeks]
    few = recent(series, weeks, wish.few[1]) < wish.few[0]
    if wish.limit is Threshold.DELTA:
        upper, p = _delta(observed, np.exp(eta), error, phi, wish)
    else:
        upper, p = _negative_binomial(observed, eta, error, phi, wish)
    silent = few | unfitted
    expected = np.exp(eta)
    upper, expected = (np.where(silent, np.nan, v) for v in (upper, expected))
    return Alarms(
        weeks=weeks,
        observed=observed,
        expected=expected,
        upper=upper,
        p=np.where(silent, 1.0, p),
        alarm=~silent & (observed > np.where(silent, 0.0, upper)) & (observed > 0),
        few=few,
        unfitted=unfitted,
        dispersion=phi,
        trend=np.nan_to_num(found[..., kernel.SLOPE], nan=0.0),
        method=method,
        parameters=asdict(wish) | {"series": len(series), "weeks": series.shape[1]},
    )


def _delta(
    observed: Ints, mu: Floats, error: Floats, phi: Floats, wish: Settings
) -> tuple[Floats, Floats]:
    """Limit and upper tail when the count to the power c is taken as normal."""
    c = _EXPONENT[wish.power]
    tau = phi + (error * mu) ** 2 / mu
    deviation = np.sqrt(c * c * mu ** (2 * c - 1) * tau)
    upper = (mu**c + ndtri(1 - wish.alpha) * deviation) ** (1 / c)
    return upper, ndtr((mu**c - observed**c) / deviation)


def _negative_binomial(
    observed: Ints, eta: Floats, error: Floats, phi: Floats, wish: Settings
) -> tuple[Floats, Floats]:
    """Limit and upper tail of the negative binomial (Poisson where phi is 1)."""
    from scipy.stats import nbinom, poisson  # a third of a second, for whoever raises alarms

    shift = ndtri(1 - wish.alpha) * error if wish.limit is Threshold.MUAN else 0.0
    mu = np.exp(np.minimum(eta + shift, _BEYOND))
    upper, p = poisson.ppf(1 - wish.alpha, mu), poisson.sf(observed - 1, mu)
    more = phi > 1
    size, share = mu[more] / (phi[more] - 1), 1 / phi[more]
    upper[more] = nbinom.ppf(1 - wish.alpha, size, share)
    p[more] = nbinom.sf(observed[more] - 1, size, share)
    return upper, p
