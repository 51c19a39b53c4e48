"""Difference in differences for counts: the change where something was done over the change where
nothing was.

Given the total of a place, its events after are binomial; their odds are (time after over before) x
(what all places share) x (the effect, where treated). The effect is the ratio of the pooled odds.
Without overdispersion the interval is exact (Fisher's noncentral hypergeometric; Cornfield 1956);
otherwise the log of the ratio is normal, widened by the dispersion between the places (McCullagh &
Nelder 1989, 4.5) and with Student's t.
"""

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import stdtr, stdtrit
from scipy.stats import hypergeom
from scipy.stats.contingency import odds_ratio

from lofte.analysis.arrays import Floats, Ints
from lofte.analysis.asked import number
from lofte.analysis.dispersion import MOST_JUMPS
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

METHOD = "difference in differences (counts)"
FEWEST_PLACES = 6  # to learn how much places differ, treated and not together
MOST_EXACT = 20_000
_ASSUMED = (
    Assumption.SAME_COURSE,
    Assumption.NO_SPILL,
    Assumption.SAME_REPORTING,
    Assumption.CHOSEN_WHEN_HOT,
)


def difference_in_differences(
    treated: tuple[ArrayLike, ArrayLike],
    comparison: tuple[ArrayLike, ArrayLike],
    *,
    level: float = 0.95,
    dispersion: float | None = None,
    assumed: tuple[Assumption, ...] = _ASSUMED,
    method: str = METHOD,
) -> Effect:
    """The ratio (after / before where treated) / (after / before where not).

    treated, comparison: (before, after), each int[places] or one number; the stated comparison
    places are the caller's choice. The periods must be the same for both groups, but after may be
    longer than before. dispersion: variance over mean, >= 1; None = from the places when there are
    at least 6, else 1 (and said among the assumptions). Fewer than 20 events before and after, in
    either group, or none in a cell of the four: too few. Raises BadEffect.
    """
    checked_level(level)
    groups = [_places(treated, "treated"), _places(comparison, "comparison")]
    if dispersion is not None:
        number(dispersion, "dispersion", BadEffect, least=1, most=MOST_JUMPS)
    phi, left = (dispersion, np.inf) if dispersion else _between(groups)
    table = np.array([[before.sum(), after.sum()] for before, after in groups])
    names = ("treated_before", "treated_after", "comparison_before", "comparison_after")
    events = dict(zip(names, table.ravel().tolist(), strict=True))
    if np.isinf(left):
        assumed = (*assumed, Assumption.CHANCE_ALONE) if dispersion is None else assumed
    facts = {"level": level, "places": [len(before) for before, _ in groups]}
    if table.sum(axis=1).min() < FEWEST_EVENTS or table.min() == 0:
        return Effect(None, None, None, 1.0, Verdict.TOO_FEW, events, assumed, phi, method,
                      parameters=facts)  # fmt: skip
    ratio = float(table[0, 1] / table[0, 0] / (table[1, 1] / table[1, 0]))
    exact = phi == 1 and np.isinf(left) and table.sum() <= MOST_EXACT
    low, high, p = _exact(table, level) if exact else _normal(table, ratio, phi, left, level)
    return Effect(ratio, low, high, p, verdict(low, high), events, assumed, phi, method,
                  parameters=facts | {"interval": "exact" if exact else "t"})  # fmt: skip


def _places(pair: tuple[ArrayLike, ArrayLike], name: str) -> tuple[Ints, Ints]:
    if len(pair) != 2:
        raise BadEffect(f"{name} ska vara två rader antal: före och efter.")
    before, after = pair
    first, then = checked_counts(before, f"{name} före"), checked_counts(after, f"{name} efter")
    if len(first) != len(then):
        raise BadEffect(f"{name}: {len(first)} platser före men {len(then)} efter.")
    return first, then


def _between(groups: list[tuple[Ints, Ints]]) -> tuple[float, float]:
    """(dispersion, degrees of freedom) of the places' shares after; (1, inf) with too few places.

    Pearson's statistic over its freedom, never below 1.
    """
    told = [(before + after) > 0 for before, after in groups]
    left = sum(int(t.sum()) for t in told) - len(groups)
    if left < FEWEST_PLACES - len(groups):
        return 1.0, np.inf
    total = 0.0
    for (before, after), t in zip(groups, told, strict=True):
        n, y = (before + after)[t].astype(np.float64), after[t]
        share = y.sum() / max(n.sum(), 1)
        if 0 < share < 1:
            total += float(((y - n * share) ** 2 / (n * share * (1 - share))).sum())
    return max(total / left, 1.0), float(left)


def _exact(table: Ints, level: float) -> tuple[float, float, float]:
    """Limits of the ratio and p for no effect, from the conditional distribution of the table."""
    found = odds_ratio([[table[0, 1], table[0, 0]], [table[1, 1], table[1, 0]]])
    limits = found.confidence_interval(level)
    (b0, a0), (b1, a1) = table.tolist()
    law = hypergeom(b0 + a0 + b1 + a1, a0 + a1, b0 + a0)
    p = min(1.0, 2 * min(law.cdf(a0), law.sf(a0 - 1)))  # the one that agrees with the interval
    return float(limits.low), float(limits.high), float(p)


def _normal(
    table: Ints, ratio: float, phi: float, left: float, level: float
) -> tuple[float, float, float]:
    error = float(np.sqrt(phi * (1 / table.astype(np.float64)).sum()))
    z = float(stdtrit(min(left, 1e9), (1 + level) / 2))
    log = float(np.log(ratio))
    p = float(2 * stdtr(min(left, 1e9), -abs(log) / error))
    with np.errstate(over="ignore", under="ignore"):  # a ratio that is not known ends at infinity
        bounds: Floats = np.exp([log - z * error, log + z * error])
    return float(bounds[0]), float(bounds[1]), p
