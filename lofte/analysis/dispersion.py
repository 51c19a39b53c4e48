"""How much more the counts jump than chance alone, learnt from the history and nothing else.

A unit's count in a period with exposure e is negative binomial with mean rate * e and size e / c,
where c = spread + clumping / rate. `clumping` is the part that stays in sparse units (one night,
three reports): it adds clumping * mean to the variance. `spread` is the part that grows with the
mean (some weeks are simply busier): it adds spread * mean ** 2 / e. Both zero is Poisson.
"""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize

from lofte.analysis.arrays import Floats, Ints
from lofte.analysis.tails import log_rising

_SMALLEST = 1e-5
_LARGEST = np.log([1e3, 20.0])
_STARTS = [np.log([c, s]) for c in (1e-3, 0.1, 1.0, 10.0) for s in (1e-3, 0.1, 1.0)]
_GOOD_ENOUGH = {"xatol": 1e-2, "fatol": 1e-3}


@dataclass(frozen=True, slots=True)
class Dispersion:
    """clumping, spread: see the module. ratio: variance over mean, pooled over the history."""

    clumping: float
    spread: float
    ratio: float

    @property
    def is_poisson(self) -> bool:
        """Is there nothing beyond chance?"""
        return self.clumping == 0 and self.spread == 0

    def wobble(self, rate: Floats) -> Floats:
        """c for each rate (events per unit of exposure, > 0); size = exposure / c."""
        c: Floats = self.spread + self.clumping / rate
        return c


POISSON = Dispersion(0.0, 0.0, 1.0)


def given(ratio: float) -> Dispersion:
    """The same variance-to-mean ratio (>= 1) everywhere."""
    return Dispersion(ratio - 1.0, 0.0, ratio)


def estimate(history: Ints, exposure: Floats) -> Dispersion:
    """The dispersion shared by all units: the most likely one given each unit's total.

    history: int[u, h] counts; exposure: float[u, h], >= 0, near 1 in size (the search is scaled
    for that). Given its total a unit's counts are Dirichlet-multinomial, in which its level has
    cancelled; units with fewer than two events say nothing. Without any such unit: Poisson.
    """
    total, whole = history.sum(axis=1), exposure.sum(axis=1)
    telling = total >= 2
    if not telling.any():
        return POISSON
    counts, exposures = history[telling].astype(np.float64), exposure[telling]
    total, whole = total[telling].astype(np.float64), whole[telling]
    rate = total / whole
    row, column = np.nonzero(counts >= 2)
    parts = _tally(counts[row, column], exposures[row, column], rate[row])
    sums = _tally(total, whole, rate)

    def unlikely(logs: Floats) -> float:
        clumping, spread = _values(logs)
        return _log_likelihood(sums, clumping, spread) - _log_likelihood(parts, clumping, spread)

    start = min(_STARTS, key=unlikely)
    best = minimize(unlikely, start, method="Nelder-Mead", options=_GOOD_ENOUGH)
    if best.fun >= 0:
        return POISSON
    clumping, spread = (float(v) if v > 10 * _SMALLEST else 0.0 for v in _values(best.x))
    return Dispersion(
        clumping, spread, 1 + clumping + spread * float((rate * total).sum() / total.sum())
    )


def _values(logs: Floats) -> Floats:
    values: Floats = np.exp(np.clip(logs, np.log(_SMALLEST), _LARGEST))
    return values


def _tally(x: Floats, exposure: Floats, rate: Floats) -> Floats:
    """[4, m]: the different triples and how often each occurs."""
    triples, times = np.unique(np.stack([x, exposure, rate], axis=1), axis=0, return_counts=True)
    return np.concatenate([triples.T, times[None, :].astype(np.float64)])


def _log_likelihood(tally: Floats, clumping: float, spread: float) -> float:
    x, exposure, rate, times = tally
    return float((times * log_rising(x, exposure / (spread + clumping / rate))).sum())
