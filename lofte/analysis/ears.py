"""Alarms for short series: the Early Aberration Reporting System, C1, C2 and C3.

A week is compared with the mean and the standard deviation of a few weeks before. Source: Fricker,
Hegler & Dunfee 2008, as in the R package surveillance. C1 uses the weeks just before; C2 leaves two
weeks between; C3 adds up what the C2 statistic was above 1 in the two weeks before.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtri

from lofte.analysis.arrays import Bools, Floats, Ints
from lofte.analysis.asked import number, whole
from lofte.analysis.baseline_plan import BadAlarm
from lofte.analysis.series import checked_series, checked_weeks

METHOD = "EARS"
VERSION = "1"
BASELINE = 7
_GUARD = 2
_ALPHA = {"C1": 0.001, "C2": 0.001, "C3": 0.025}


class Variant(StrEnum):
    """Which of the three."""

    C1 = "C1"
    C2 = "C2"
    C3 = "C3"

    @property
    def reach(self) -> int:
        """How many weeks beyond the baseline are looked at before the evaluated one."""
        return {"C1": 0, "C2": _GUARD, "C3": 2 * _GUARD}[self.value]


@dataclass(frozen=True, slots=True, eq=False)
class EarsAlarms:
    """Arrays [series, evaluated]; weeks: int[evaluated], the columns that were judged.

    expected: float, mean of the baseline. deviation: float, its standard deviation, at least
    the least allowed. upper: float, limit for the count of the week. alarm: bool, above it.
    """

    weeks: Ints
    observed: Ints
    expected: Floats
    deviation: Floats
    upper: Floats
    alarm: Bools
    method: str = METHOD
    version: str = VERSION
    parameters: dict[str, Any] = field(default_factory=dict)


def ears(
    counts: ArrayLike,
    variant: Variant | str = Variant.C1,
    *,
    evaluated: int | ArrayLike = 1,
    baseline: int = BASELINE,
    alpha: float | None = None,
    least_deviation: float = 0.0,
) -> EarsAlarms:
    """The limit of each series in each evaluated week.

    counts: int[series, weeks] or int[weeks], oldest first. evaluated: how many of the last weeks,
    or their column numbers. baseline: weeks, at least 3. alpha: 0.001 (C1, C2) or 0.025 (C3) when
    None; it is a level for normal counts with known mean, not a promise. Raises BadAlarm.
    """
    kind = _variant(variant)
    level = _ALPHA[kind] if alpha is None else alpha
    number(level, "alpha", BadAlarm, above=0, below=1)
    number(least_deviation, "least_deviation", BadAlarm, least=0)
    baseline = whole(baseline, "baseline", BadAlarm, least=3)
    series = checked_series(counts)
    weeks = checked_weeks(evaluated, series.shape[1])
    if len(weeks) and weeks.min() < baseline + kind.reach:
        raise BadAlarm(
            f"{kind} behöver {baseline + kind.reach} veckor före vecka nummer "
            f"{int(weeks.min()) + 1} i serien. Bedöm färre veckor (evaluated)."
        )
    z = float(ndtri(1 - level))
    gap = 0 if kind is Variant.C1 else _GUARD
    mean, deviation = _baseline(series, weeks, baseline, gap, least_deviation)
    observed = series[:, weeks]
    if kind is Variant.C3:
        earlier = sum(
            _excess(series, weeks - lag, baseline, least_deviation) for lag in range(1, _GUARD + 1)
        )
        with np.errstate(invalid="ignore"):
            above = np.where(np.isinf(earlier), -np.inf, deviation * (z - earlier))
        upper = np.maximum(observed + above, 0.0)
    else:
        upper = mean + z * deviation
    return EarsAlarms(
        weeks=weeks,
        observed=observed,
        expected=mean,
        deviation=deviation,
        upper=upper,
        alarm=observed > upper,
        parameters={
            "variant": str(kind), "baseline": baseline, "alpha": level,
            "least_deviation": least_deviation, "series": len(series), "weeks": series.shape[1],
        },
    )  # fmt: skip


def _variant(variant: Variant | str) -> Variant:
    try:
        return Variant(variant)
    except ValueError as error:
        raise BadAlarm(f"variant ska vara C1, C2 eller C3, inte {variant}.") from error


def _baseline(
    series: Ints, weeks: Ints, length: int, gap: int, least: float
) -> tuple[Floats, Floats]:
    """Mean and standard deviation of the `length` weeks that end `gap` weeks before."""
    windows = np.lib.stride_tricks.sliding_window_view(series, length, axis=1)
    before = windows[:, weeks - gap - length].astype(np.float64)
    return before.mean(axis=2), np.maximum(before.std(axis=2, ddof=1), least)


def _excess(series: Ints, weeks: Ints, length: int, least: float) -> Floats:
    """max(0, C2 - 1) in these weeks; a baseline without any spread makes it 0 or infinite."""
    mean, deviation = _baseline(series, weeks, length, _GUARD, least)
    above = series[:, weeks] - mean
    with np.errstate(divide="ignore", invalid="ignore"):
        c2 = np.where(above == 0, 0.0, above / deviation)
    excess: Floats = np.maximum(c2 - 1, 0.0)
    return excess
