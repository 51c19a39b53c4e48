"""Interrupted time series: did the level change when something was done, trend and season aside?

log mu = level + trend + season (harmonics) + step after the start, fitted as a Poisson regression
(statsmodels). The standard error of the step is the larger of two: Newey-West, and quasi-Poisson
widened by sqrt((1 + r) / (1 - r)) for the correlation r of neighbouring residuals (corrected for
its bias), because Newey-West alone is too narrow on series of a few years; with Student's t.
Sources: Bernal, Cummins & Gasparrini 2017; Newey & West 1987; Kendall 1954 (bias of r).
"""

import warnings
from typing import Any

import numpy as np
import statsmodels.api as sm
from numpy.typing import ArrayLike
from scipy.special import stdtr, stdtrit
from statsmodels.tools.sm_exceptions import PerfectSeparationWarning

from lofte.analysis.arrays import Floats, Ints
from lofte.analysis.asked import number, numbers, whole
from lofte.analysis.effect import (
    FEWEST_EVENTS,
    Assumption,
    BadEffect,
    Effect,
    Verdict,
    checked_counts,
    checked_level,
    verdict,
)

METHOD = "interrupted time series (quasi-Poisson, Newey-West)"
FEWEST_PERIODS = 8
_MOST_ALIKE = 0.9
MOST_HARMONICS = 6
MOST_PERIODS_A_YEAR = 9000  # hours
LEAST_EXPOSURE, LARGEST_EXPOSURE = 1e-6, 1e12
WIDEST_EXPOSURE = 1e4
_ASSUMED = (Assumption.NOTHING_ELSE, Assumption.SAME_REPORTING, Assumption.CHOSEN_WHEN_HOT)


def interrupted(  # noqa: PLR0913 - each is a fact that the caller may know
    counts: ArrayLike,
    start: int,
    *,
    year: float = 52.18,
    harmonics: int = 1,
    trend: bool = True,
    exposure: ArrayLike | None = None,
    lags: int | None = None,
    level: float = 0.95,
) -> Effect:
    """The step at period number `start`: rate after over what trend and season would have given.

    counts: int[periods], weeks or months without gaps. start: the first period with the effort.
    year: periods in a year. harmonics: 0-6 pairs of sine and cosine; they are used only when the
    series holds a year and a half, else the season cannot be removed and the assumptions say so.
    With a single summer before the start the answer leans on that summer alone. exposure:
    float[periods], reporters or days, 1e-6 to 1e12, the largest at most 10,000 times the smallest.
    lags: of Newey-West; None = 4 (n / 100)^(2/9), whole. Fewer than 8 periods or 20 events before
    or after: too few. high is infinite where the step cannot be known. Raises BadEffect.
    """
    checked_level(level)
    series = checked_counts(counts, "counts")
    n = len(series)
    whole(start, "start", BadEffect, least=1, most=n - 1)
    whole(harmonics, "harmonics", BadEffect, most=MOST_HARMONICS)
    number(year, "year", BadEffect, above=2 * harmonics, most=MOST_PERIODS_A_YEAR)
    reach = int(4 * (n / 100) ** (2 / 9)) if lags is None else lags
    whole(reach, "lags", BadEffect, most=n - 1)
    under = _exposure(exposure, n)
    used = harmonics if n >= 1.5 * year else 0
    events = {"before": int(series[:start].sum()), "after": int(series[start:].sum())}
    assumed = (*_ASSUMED, Assumption.SEASON_REPEATS if used else Assumption.NO_SEASON)
    facts = {
        "level": level, "start": start, "periods": n, "trend": trend, "harmonics": used,
        "year": year, "lags": reach,
    }  # fmt: skip
    design = _design(n, start, used, year, trend)
    left = n - design.shape[1]
    if min(start, n - start) < FEWEST_PERIODS or min(events.values()) < FEWEST_EVENTS or left < 1:
        return Effect(None, None, None, 1.0, Verdict.TOO_FEW, events, assumed, 1.0, METHOD,
                      parameters=facts)  # fmt: skip
    log, error, phi = _step(series, design, under, reach)
    z = float(stdtrit(left, (1 + level) / 2))
    with np.errstate(over="ignore", under="ignore"):  # a step that is not known ends at infinity
        low, high = float(np.exp(log - z * error)), float(np.exp(log + z * error))
    return Effect(
        float(np.exp(log)), low, high, float(2 * stdtr(left, -abs(log) / error)),
        verdict(low, high), events, assumed, phi, METHOD, parameters=facts,
    )  # fmt: skip


def _design(n: int, start: int, harmonics: int, year: float, trend: bool) -> Floats:
    """float[n, columns]: the step, a constant, the trend from -1 to 1, the season."""
    t = np.arange(n)
    columns: list[Any] = [(t >= start).astype(np.float64), np.ones(n)]
    if trend:
        columns.append(np.linspace(-1, 1, n))
    for k in range(1, harmonics + 1):
        columns += [np.sin(2 * np.pi * k * t / year), np.cos(2 * np.pi * k * t / year)]
    return np.stack(columns, axis=1)


def _step(series: Ints, design: Floats, under: Floats, lags: int) -> tuple[float, float, float]:
    """(log of the ratio, its standard error, dispersion)."""
    model = sm.GLM(series, design, family=sm.families.Poisson(), offset=np.log(under))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", PerfectSeparationWarning)  # a series that never moves
        plain = model.fit()
        robust = model.fit(cov_type="HAC", cov_kwds={"maxlags": lags, "use_correction": True})
    phi = max(float(plain.pearson_chi2 / plain.df_resid), 1.0)
    r = _alike(np.asarray(plain.resid_pearson), design.shape[1])
    quasi = float(plain.bse[0]) * float(np.sqrt(phi * (1 + r) / (1 - r)))
    return float(plain.params[0]), max(quasi, float(robust.bse[0])), phi


def _alike(residuals: Floats, columns: int) -> float:
    """Correlation of neighbouring residuals, corrected for its bias; between 0 and 0.9."""
    whole = float(residuals @ residuals)
    r = float(residuals[1:] @ residuals[:-1]) / whole if whole > 0 else 0.0
    return min(max(r + (columns + 3 * r) / len(residuals), 0.0), _MOST_ALIKE)


def _exposure(exposure: ArrayLike | None, n: int) -> Floats:
    under = np.ones(n) if exposure is None else numbers(exposure, "exposure", BadEffect)
    if under.shape != (n,) or not np.all((under >= LEAST_EXPOSURE) & (under <= LARGEST_EXPOSURE)):
        raise BadEffect(
            f"exposure ska vara {n} tal från {LEAST_EXPOSURE} till {LARGEST_EXPOSURE:g}, ett per "
            "period, större än noll."
        )
    if under.max() > WIDEST_EXPOSURE * under.min():
        raise BadEffect(
            f"exposure: den största ska vara högst {WIDEST_EXPOSURE:g} gånger den minsta. Så olika "
            "perioder går inte att jämföra."
        )
    return under
