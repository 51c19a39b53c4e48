"""Rates: events per so many at risk, with an exact interval, and smoothed over time.

Only with a stated population at risk: residents for what happens to residents, dwellings for
burglaries, registered cars for thefts of cars. The events are Poisson given the exposure. Source:
Garwood 1936; the limit for a steady rate is the convention of the National Center for Health
Statistics (20 events, a relative standard error of about 23 %).
"""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import chdtri

from lofte.analysis.arrays import Bools, Floats, Ints
from lofte.analysis.asked import number

METHOD = "rate with exact Poisson interval"
VERSION = "1"
STEADY = 20
_LARGEST_COUNT = 10**9
_LEAST, _LARGEST = 1e-6, 1e12


class BadRates(ValueError):
    """The rates cannot be computed; the sentence says which argument and what is allowed."""


@dataclass(frozen=True, slots=True, eq=False)
class Rates:
    """Arrays of the shape of the counts.

    count: int, the events the rate is made of (of the whole window when smoothed). at_risk: float,
    theirs. rate: events per `per` at risk; NaN where nobody is at risk or the window is not full.
    low, high: the exact interval of the rate at `level`; NaN as the rate. small: bool, fewer than
    20 events: show the count beside it and draw no conclusion.
    """

    count: Ints
    at_risk: Floats
    rate: Floats
    low: Floats
    high: Floats
    small: Bools
    per: float
    level: float
    method: str = METHOD
    version: str = VERSION
    parameters: dict[str, Any] = field(default_factory=dict)


def rates(
    counts: ArrayLike, at_risk: ArrayLike, *, per: float = 1000.0, level: float = 0.95
) -> Rates:
    """Events per `per` at risk, with Garwood's interval.

    counts: int[...], 0 to 1e9. at_risk: float, the same shape or one that broadcasts to it, 0 or
    1e-6 to 1e12: people, dwellings or cars, times the years when the period is not the one that
    the rate is told for. An event where nobody is at risk is an error in one of them. per: 1e-6 to
    1e12. Raises BadRates.
    """
    events, under = _given(counts, at_risk, per, level)
    return _rates(events, under, per, level, {"window": 1})


def rolling_rates(
    counts: ArrayLike,
    at_risk: ArrayLike,
    *,
    window: int,
    per: float = 1000.0,
    level: float = 0.95,
) -> Rates:
    """The rate of the last `window` periods at each period: what a small place can carry.

    counts: int[..., periods], oldest first. Events and exposure are summed before they are
    divided, so that every event weighs the same; the first window - 1 periods have no rate.
    Raises BadRates.
    """
    events, under = _given(counts, at_risk, per, level)
    if not events.ndim:
        raise BadRates(
            "counts ska vara en rad med ett antal per period, annars finns inget fönster (window)."
        )
    periods = events.shape[-1]
    if not (isinstance(window, (int, np.integer)) and 1 <= window <= max(periods, 1)):
        raise BadRates(f"window ska vara 1 till {periods} perioder, inte {window}.")
    full = int(window)
    return _rates(_summed(events, full), _summed(under, full), per, level, {"window": full})


def _summed(values: Any, window: int) -> Any:
    """The sum of the last `window` along the last axis; 0 where the window is not full."""
    total = np.zeros_like(values)
    if values.shape[-1]:
        views = np.lib.stride_tricks.sliding_window_view(values, window, axis=-1)
        total[..., window - 1 :] = views.sum(axis=-1)
    return total


def _rates(
    events: Ints, under: Floats, per: float, level: float, parameters: dict[str, Any]
) -> Rates:
    tail = (1 - level) / 2
    with np.errstate(divide="ignore", invalid="ignore"):
        scale = np.where(under > 0, per / under, np.nan)
    # A chi-square with 2n degrees of freedom is twice a sum of n waiting times.
    low = np.where(events > 0, chdtri(2.0 * np.maximum(events, 1), 1 - tail) / 2, 0.0)
    high = chdtri(2.0 * events + 2.0, tail) / 2
    return Rates(
        count=events,
        at_risk=under,
        rate=events.astype(np.float64) * scale,
        low=low * scale,
        high=high * scale,
        small=events < STEADY,
        per=float(per),
        level=float(level),
        parameters=parameters,
    )


def _given(counts: ArrayLike, at_risk: ArrayLike, per: float, level: float) -> tuple[Ints, Floats]:
    try:
        numbers = np.asarray(counts, dtype=np.float64)
        under = np.array(np.broadcast_to(np.asarray(at_risk, np.float64), numbers.shape))
    except (TypeError, ValueError) as error:
        raise BadRates("counts och at_risk ska vara tal av samma form.") from error
    whole = np.isfinite(numbers) & (numbers == np.floor(numbers))
    if not np.all(whole & (numbers >= 0) & (numbers <= _LARGEST_COUNT)):
        raise BadRates(f"counts ska vara hela tal från 0 till {_LARGEST_COUNT}.")
    if not np.all((under == 0) | ((under >= _LEAST) & (under <= _LARGEST))):
        raise BadRates(
            f"at_risk ska vara 0, eller från {_LEAST} till {_LARGEST:g}; något saknas eller är "
            "orimligt."
        )
    if np.any(numbers[under == 0] > 0):
        raise BadRates("at_risk är 0 där counts har händelser. Rätta folkmängden.")
    number(per, "per", BadRates, least=_LEAST, most=_LARGEST)
    number(level, "level", BadRates, above=0, below=1)
    return numbers.astype(np.int64), under
