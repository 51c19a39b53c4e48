"""Before the signature: how large must a change be, to be told from chance with so many events?

What is solved: with `before` expected events before (and as many after, were nothing to change),
the change at which the two-sided test at 5 % says "changed" with probability 80 %. Without
overdispersion the test is the exact conditional one (binomial alone, hypergeometric beside a
comparison place, as in `differences`), and its power is summed over everything that can happen
(Przyborowski & Wilenski 1940; Gu et al. 2008). Otherwise, and with more than some thousand events,
the test is that of the log ratio, with variance dispersion * (1/before + 1/after + 2/comparison).

With 40, 200 and 1,000 events before, a fall of 55, 27 and 12 % shows; beside places with as many
events it must be 67, 35 and 17 %. Counts that jump ask for more.
"""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from scipy.optimize import brentq
from scipy.special import ndtr, ndtri
from scipy.stats import binom, poisson

from lofte.analysis.arrays import Floats, Ints
from lofte.analysis.asked import number
from lofte.analysis.dispersion import MOST_JUMPS
from lofte.analysis.effect import BadEffect, checked_level
from lofte.analysis.kernels import power as kernel

METHOD = "smallest change that can be told from chance"
VERSION = "2"
MOST_EXACT = 2_000.0
LARGEST_RISE = 1_000.0
MOST_TIMES = 10_000.0
MOST_TOTALS = 16
_LEAST = 1e-9
LEAST_LEVEL = 1e-9
_HAIR, _REACH = 1e-12, 4.5
MOST_EVENTS = 1e12


@dataclass(frozen=True, slots=True)
class SmallestChange:
    """fall: share between 0 and 1 that must disappear; None when not even none at all would show.

    rise: share that must be added; None above a thousandfold. before, comparison: expected events.
    """

    fall: float | None
    rise: float | None
    before: float
    comparison: float | None
    method: str = METHOD
    version: str = VERSION
    parameters: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Test:
    before: float
    longer: float
    comparison: float | None
    dispersion: float
    level: float

    @property
    def exact(self) -> bool:
        """In `parameters`, whatever the change: a rise beyond it is told by the log ratio."""
        return self._countable(1.0)

    def _countable(self, ratio: float) -> bool:
        target = self.before * (1 + self.longer * (1.0 if self.comparison is None else ratio))
        largest = max(target, (self.comparison or 0.0) * (1 + self.longer))
        return self.dispersion == 1 and largest <= MOST_EXACT

    def power(self, ratio: float) -> float:
        """P(the test says changed | the rate after is ratio times the rate before)."""
        after = self.before * self.longer * ratio
        if self.comparison is not None and self._countable(max(ratio, 1.0)):
            return _power_beside((self.before, after), self.comparison, self.longer, self.level)
        if self.comparison is None and self.exact:
            return _exact_power(self.before, after, self.longer, self.level)
        if after < _LEAST:
            return 0.0
        rest = 0.0 if self.comparison is None else (1 + 1 / self.longer) / self.comparison
        error = np.sqrt(self.dispersion * (1 / self.before + 1 / after + rest))
        z, away = float(ndtri(1 - self.level / 2)), float(np.log(ratio)) / error
        return float(ndtr(away - z) + ndtr(-away - z))


def smallest_change(
    before: float,
    *,
    longer: float = 1.0,
    comparison: float | None = None,
    dispersion: float = 1.0,
    power: float = 0.8,
    level: float = 0.05,
) -> SmallestChange:
    """The smallest fall and rise that show with this power.

    before: expected events before, > 0. longer: length of the time after over that before.
    comparison: expected events before at the comparison places, None without any (a comparison
    costs power and buys an honest answer). dispersion: variance over mean, >= 1. level: from 1e-9;
    power: above level, below 1. Raises BadEffect.
    """
    test = _test(before, longer, comparison, dispersion, level)
    _checked_power(power, level)
    return SmallestChange(
        fall=_fall(test, power), rise=_rise(test, power), before=before, comparison=comparison,
        parameters={
            "power": power, "level": level, "dispersion": dispersion, "longer": longer,
            "test": "exact conditional" if test.exact else "log ratio",
        },
    )  # fmt: skip


def times_needed(
    before: float,
    fall: float,
    *,
    comparison: float | None = None,
    dispersion: float = 1.0,
    power: float = 0.8,
    level: float = 0.05,
) -> float | None:
    """How many times as many events are needed for this fall to show: longer periods before and
    after, or a larger area. At most 1 when there are enough; None above ten thousand times.

    before, comparison: expected events now. fall: the share that is promised to disappear, between
    0 and 1. level and power: as in `smallest_change`. Raises BadEffect.
    """
    checked_level(fall, "fall")
    _test(before, 1.0, comparison, dispersion, level)
    _checked_power(power, level)

    def lacking(log_times: float) -> float:
        times = float(np.exp(log_times))
        more = None if comparison is None else comparison * times
        return power - _Test(before * times, 1.0, more, dispersion, level).power(1 - fall)

    most = float(np.log(MOST_TIMES))
    if lacking(most) > 0:
        return None
    return float(np.exp(brentq(lacking, -most, most, xtol=1e-4))) if lacking(-most) > 0 else 0.0


def _test(
    before: float, longer: float, comparison: float | None, dispersion: float, level: float
) -> _Test:
    number(level, "level", BadEffect, least=LEAST_LEVEL, below=1)
    for name, value in (("before", before), ("longer", longer), ("comparison", comparison)):
        if value is not None:
            number(value, name, BadEffect, least=_LEAST, most=MOST_EVENTS)
    number(dispersion, "dispersion", BadEffect, least=1, most=MOST_JUMPS)
    return _Test(float(before), float(longer), comparison, float(dispersion), level)


def _checked_power(power: float, level: float) -> None:
    """More than a test finds where nothing has changed. Raises BadEffect."""
    number(power, "power", BadEffect, above=level, below=1)


def _fall(test: _Test, power: float) -> float | None:
    best = _LEAST
    if not test.exact:  # with the log ratio, nothing at all after shows less than nearly nothing
        ratios = np.geomspace(1e-6, 0.999, 400)
        best = float(ratios[np.argmax([test.power(float(r)) for r in ratios])])
    if test.power(best) < power:
        return None
    return float(1 - brentq(lambda r: test.power(r) - power, best, 1.0, xtol=1e-7))


def _rise(test: _Test, power: float) -> float | None:
    """Longer and longer strides first: far beyond the answer there is only much to count."""
    lower, upper = 0.0, 0.1
    while test.power(1 + upper) < power:
        if upper >= LARGEST_RISE:
            return None
        lower, upper = upper, min(2 * upper, LARGEST_RISE)
    found = brentq(
        lambda log: test.power(float(np.exp(log))) - power, np.log1p(lower), np.log1p(upper)
    )
    return float(np.exp(found) - 1)


def _exact_power(before: float, after: float, longer: float, level: float) -> float:
    """Power of the exact conditional test, summed over the totals that can happen."""
    whole = before + after
    reach = 9 * np.sqrt(whole) + 30
    total = np.arange(max(int(whole - reach), 0), int(whole + reach) + 1)
    null, share = longer / (1 + longer), after / whole
    low = binom.ppf(level / 2, total, null)
    low = np.where(binom.cdf(low, total, null) <= level / 2, low, low - 1)
    high = binom.isf(level / 2, total, null) + 1
    rejected = binom.cdf(low, total, share) + binom.sf(high - 1, total, share)
    return float(np.sum(poisson.pmf(total, whole) * rejected))


def _power_beside(
    target: tuple[float, float], comparison: float, longer: float, level: float
) -> float:
    """The same beside a place where nothing changes, over evenly spread numbers of events."""
    null = longer / (1 + longer)
    share = min(max(target[1] / sum(target), _HAIR), 1 - _HAIR)
    totals, weights = zip(*map(_spread, (sum(target), comparison * (1 + longer))), strict=True)
    return float(kernel.mixed(totals, weights, (share, null), null, level / 2, _REACH))


def _spread(mean: float) -> tuple[Ints, Floats]:
    """At most so many numbers of events, evenly spread over all that are likely, and how likely."""
    reach = _REACH * np.sqrt(mean) + 3
    first, last = max(int(mean - reach), 0), int(mean + reach) + 1
    totals = np.arange(first, last + 1, max((last - first) // MOST_TOTALS, 1), dtype=np.int64)
    likely = poisson.pmf(totals, mean)
    return totals, likely / likely.sum()
