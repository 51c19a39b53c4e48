"""How much more the counts jump than chance alone, learnt from the history and nothing else.

A unit's count in a period with exposure e is negative binomial with mean rate * e and size e / c,
where c = spread + clumping / rate. `clumping` is the part that stays in sparse units (one night,
three reports): it adds clumping * mean to the variance. `spread` is the part that grows with the
mean (some weeks are simply busier): it adds spread * mean ** 2 / e. Both zero is Poisson.

Units differ: a park with wild summers says little about a steady station. So each unit has its own
pair, drawn from a distribution that all units share. That distribution is the most likely one on a
grid of pairs, and a unit's pair is its mean given the unit's own history: a long history speaks for
itself, a sparse one borrows from the others. Source: Laird 1978 (nonparametric empirical Bayes).
"""

from dataclasses import dataclass

import numpy as np

from lofte.analysis.arrays import Floats, Ints
from lofte.analysis.kernels.tails import likelihoods
from lofte.analysis.lanes import in_lanes

CLUMPING = np.array([0.0, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0])
SPREAD = np.array([0.0, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0])
_PAIRS = np.stack([a.ravel() for a in np.meshgrid(CLUMPING, SPREAD, indexing="ij")])
# One imagined unit, equally likely to be anywhere on the grid: no jump is ever ruled out.
_IMAGINED = 1.0
_ROUNDS = 40
STEADY = 1e-9
MOST_JUMPS = 1e6
_PIECE = 500


@dataclass(frozen=True, slots=True, eq=False)
class Dispersion:
    """clumping, spread: float[u], see the module. ratio: variance over mean, pooled."""

    clumping: Floats
    spread: Floats
    ratio: float

    @property
    def is_poisson(self) -> bool:
        """Is there nothing beyond chance, anywhere?"""
        return not (self.clumping.any() or self.spread.any())

    def wobble(self, rate: Floats) -> Floats:
        """c > 0 for each unit with rate (events per unit of exposure, > 0); size = exposure / c."""
        c: Floats = np.maximum(self.spread + self.clumping / rate, STEADY)
        return c

    def of(self, units: Ints) -> "Dispersion":
        """The same for some of the units."""
        return Dispersion(self.clumping[units], self.spread[units], self.ratio)


def given(ratio: float, units: int) -> Dispersion:
    """The same variance-to-mean ratio (1 to MOST_JUMPS) in each of the units."""
    return Dispersion(np.full(units, ratio - 1.0), np.zeros(units), ratio)


def estimate(history: Ints, exposure: Floats) -> Dispersion:
    """The dispersion of each unit, from its own history and what the units have in common.

    history: int[u, h] counts; exposure: float[u, h], >= 0, near 1 in size (the grid is made for
    that). Given its total a unit's counts are Dirichlet-multinomial, in which its level has
    cancelled; units with fewer than two events say nothing and take the common mean.
    Without any telling unit: Poisson.
    """
    total, whole = history.sum(axis=1), exposure.sum(axis=1)
    telling = total >= 2
    if not telling.any():
        return given(1.0, len(history))
    own = _likelihood(history[telling], exposure[telling])
    common = np.full(own.shape[1], 1 / own.shape[1])
    for _ in range(_ROUNDS):
        # einsum, not @: the same sums in the same order whatever the number of threads.
        whole_each = np.einsum("up,p->u", own, common)
        each = common * np.einsum("up,u->p", own, 1 / whole_each)
        common = (each + _IMAGINED / own.shape[1]) / (len(own) + _IMAGINED)
    posterior = own * common
    posterior /= posterior.sum(axis=1, keepdims=True)
    means = np.tile(_PAIRS @ common, (len(history), 1))
    means[telling] = posterior @ _PAIRS.T
    clumping, spread = _two_digits(means.T)
    rate = total / np.maximum(whole, 1e-12)
    jumps = 1 + clumping + spread * rate
    return Dispersion(clumping, spread, float((jumps * total).sum() / total.sum()))


def _likelihood(history: Ints, exposure: Floats) -> Floats:
    """float[u, pairs]: of each unit's history under each pair, relative to its likeliest."""
    logs = np.empty((len(history), _PAIRS.shape[1]))
    counts, parts = np.ascontiguousarray(history), np.ascontiguousarray(exposure)
    in_lanes(
        lambda start, stop: likelihoods(start, stop, counts, parts, _PAIRS, logs),
        len(history),
        piece=_PIECE,
    )
    likelihood: Floats = np.exp(logs - logs.max(axis=1, keepdims=True))
    return likelihood


def _two_digits(values: Floats) -> Floats:
    """Rounded to two digits, so that units alike can share one calculation; 0 below 0.0005."""
    with np.errstate(divide="ignore"):
        step = 10.0 ** (np.floor(np.log10(values)) - 1)
    rounded: Floats = np.where(values < 5e-4, 0.0, np.round(values / np.maximum(step, 1e-9)) * step)
    return rounded
