"""Which of many series rise now: the right method for the history there is, and FDR over all.

Three years or more: Noufaily 2013. Less: EARS. The published rule of either draws the limit, but
its level is not kept on counts that jump, and never over hundreds of series at once. So a rise is
`found` only when, besides, a cautious p-value holds under Benjamini-Hochberg over all series of the
week: the negative-binomial tail at the upper end of the expected number, without reweighting
(Noufaily's years), or the exact test against the baseline weeks (EARS, and where no regression
converges, such as a first case after empty years).
"""

from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from lofte.analysis.arrays import Bools, Floats, Ints
from lofte.analysis.asked import number, whole
from lofte.analysis.baseline_plan import YEAR, BadAlarm, checked_starts, year_by_year
from lofte.analysis.ears import BASELINE, Variant, ears
from lofte.analysis.farrington import Settings, Threshold, noufaily
from lofte.analysis.normal import more_than_normal
from lofte.analysis.series import checked_exposure, checked_series, checked_weeks, recent
from lofte.analysis.significance import benjamini_hochberg

METHOD = "alarms over many series"
VERSION = "2"
FEWEST_YEARS, MOST_YEARS = 3, 5


class Chosen(StrEnum):
    """The method behind the limit, and the Swedish sentence that says why."""

    NOUFAILY = "noufaily"
    EARS = "ears"

    @property
    def sentence(self) -> str:
        """For people."""
        if self is Chosen.NOUFAILY:
            return "Jämförs med samma tid tidigare år (Noufaily 2013)."
        return (
            "Historiken är kortare än tre år. Därför jämförs bara med veckorna strax före (EARS), "
            "utan hänsyn till årstid."
        )


PRELIMINARY = "Preliminär: fler händelser kan komma in för den här veckan."


@dataclass(frozen=True, slots=True, eq=False)
class Watch:
    """All arrays are [series, evaluated] but weeks and preliminary, [evaluated].

    expected, upper: float, NaN exactly where `few` or `unfitted`. above: bool, over the limit of
    the published rule (where unfitted: over nothing, so false). p: float, cautious p-value, 1 where
    `few`. q: float, adjusted over the series of the week. found: bool, a rise that holds over all
    series. few: bool, fewer cases than settings.few in the last weeks: no judgement. unfitted:
    bool, judged by the exact test alone. preliminary: bool, more may still be reported. years: of
    history in use, 0 with EARS.
    """

    weeks: Ints
    observed: Ints
    expected: Floats
    upper: Floats
    above: Bools
    p: Floats
    q: Floats
    found: Bools
    few: Bools
    unfitted: Bools
    preliminary: Bools
    chosen: Chosen
    years: int
    method: str = METHOD
    version: str = VERSION
    parameters: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class _Judged:
    expected: Floats
    upper: Floats
    above: Bools
    p: Floats
    few: Bools
    unfitted: Bools


def alarms(  # noqa: PLR0913 - each is a fact that the caller may know
    counts: ArrayLike,
    *,
    evaluated: int | ArrayLike = 1,
    settings: Settings | None = None,
    exposure: ArrayLike | None = None,
    starts: tuple[date, ...] | None = None,
    incomplete: int = 0,
    fdr: float = 0.05,
) -> Watch:
    """Judge the evaluated weeks of every series (areas x categories).

    counts: int[series, weeks] or int[weeks], oldest first, without gaps. evaluated: how many of
    the last weeks, or their column numbers; each week is a family of its own. settings: Noufaily's
    (years is the most that is used). exposure: as in `noufaily`; scales what EARS expects, too.
    starts: the weeks' Mondays (for week 53). incomplete: how many of the last weeks may still get
    more reports, see `delay`. fdr: level of the false-discovery rate. Raises BadAlarm.
    """
    wish = settings or Settings(years=MOST_YEARS)
    series = checked_series(counts)
    length = series.shape[1]
    weeks = checked_weeks(evaluated, length)
    under = checked_exposure(exposure, series.shape)
    incomplete = whole(incomplete, "incomplete", BadAlarm, most=length)
    number(fdr, "fdr", BadAlarm, above=0, below=1)
    years = _years(weeks, wish, checked_starts(starts, length))
    if years:
        judged = _by_years(series, weeks, under, replace(wish, years=years), starts)
    else:
        judged = _by_weeks(series, weeks, under, wish)
    q, found = np.ones(judged.p.shape), np.zeros(judged.p.shape, dtype=np.bool_)
    for k in range(len(weeks)):
        family = benjamini_hochberg(judged.p[:, k], fdr)
        q[:, k], found[:, k] = family.q, family.rejected
    return Watch(
        weeks=weeks,
        observed=series[:, weeks],
        expected=judged.expected,
        upper=judged.upper,
        above=judged.above,
        p=judged.p,
        q=q,
        found=found & (judged.above | judged.unfitted) & ~judged.few,
        few=judged.few,
        unfitted=judged.unfitted,
        preliminary=weeks >= length - incomplete,
        chosen=Chosen.NOUFAILY if years else Chosen.EARS,
        years=years,
        parameters={
            "fdr": fdr, "alpha": wish.alpha, "few": wish.few, "limit": str(wish.limit),
            "incomplete": incomplete, "series": len(series), "weeks": length,
        },
    )  # fmt: skip


def _years(weeks: Ints, wish: Settings, starts: tuple[date, ...] | None) -> int:
    """How many years of history the first evaluated week has: 3 or more, else 0."""
    first = weeks[:1]
    for years in range(wish.years, FEWEST_YEARS - 1, -1):
        if len(first) and year_by_year(first, years, starts).min() >= wish.half:
            return years
    return 0


def _by_years(
    series: Ints, weeks: Ints, under: Floats, wish: Settings, starts: tuple[date, ...] | None
) -> _Judged:
    rule = noufaily(series, settings=wish, evaluated=weeks, exposure=under, starts=starts)
    careful = replace(wish, limit=Threshold.MUAN, threshold=np.inf)
    tail = noufaily(series, settings=careful, evaluated=weeks, exposure=under, starts=starts)
    unfitted = rule.unfitted | tail.unfitted
    p = np.where(unfitted, 1.0, tail.p)
    for k in np.flatnonzero((unfitted & ~rule.few).any(axis=0)):
        rows = np.flatnonzero(unfitted[:, k] & ~rule.few[:, k])
        before = weeks[k] - wish.past - 1 - np.arange(wish.years * YEAR)
        p[rows, k] = _exact(series[rows], under[rows], weeks[k], before[before >= 0])
    upper, expected = (np.where(unfitted, np.nan, v) for v in (rule.upper, rule.expected))
    return _Judged(expected, upper, rule.alarm & ~unfitted, p, rule.few, unfitted & ~rule.few)


def _by_weeks(series: Ints, weeks: Ints, under: Floats, wish: Settings) -> _Judged:
    """EARS C2, or C1 where there are only 7 or 8 weeks before."""
    if len(weeks) and weeks.min() < BASELINE:
        raise BadAlarm(
            f"Minst {BASELINE} veckor före den första bedömda veckan behövs. Bedöm färre veckor "
            "(evaluated) eller vänta tills historiken är längre."
        )
    variant = Variant.C2
    if len(weeks) and weeks.min() < BASELINE + variant.reach:
        variant = Variant.C1
    rule = ears(series, variant, evaluated=weeks)
    before = weeks[:, None] - variant.reach - np.arange(1, BASELINE + 1)
    p = np.ones(rule.upper.shape)
    for k, week in enumerate(weeks.tolist()):
        p[:, k] = _exact(series, under, week, before[k])
    few = recent(series, weeks, wish.few[1]) < wish.few[0]
    silent = np.zeros(few.shape, dtype=np.bool_)
    # EARS knows no exposure: its mean and limit follow it as the counts would.
    grown = under[:, weeks] / under[:, before].mean(axis=2)
    above = series[:, weeks] > rule.upper * grown
    expected, upper = (np.where(few, np.nan, v * grown) for v in (rule.expected, rule.upper))
    return _Judged(expected, upper, above & ~few, np.where(few, 1.0, p), few, silent)


def _exact(series: Ints, under: Floats, week: int, before: Ints) -> Floats:
    """float[series]: P(at least as many in the week | the weeks before, constant rate)."""
    return more_than_normal(
        series[:, week],
        series[:, before],
        exposure_now=under[:, week],
        exposure_history=under[:, before],
        minimum_periods=1,
    ).p
