"""Did it move? The weighted displacement quotient, with an interval by simulation.

WDQ = (B1/C1 - B0/C0) / (A1/C1 - A0/C0) for a target area A, a buffer around it B and a control C
that is far enough away, before (0) and after (1). Source: Bowers & Johnson 2003. The interval draws
the six rates from their distributions given the counts (Jeffreys' prior), as in a simulation of the
same experiment. The quotient has a meaning only when the target fell against the control, so
without a clear fall there is no quotient: the answer then says that.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import numpy as np

from lofte.analysis.arrays import Floats
from lofte.analysis.asked import number, whole
from lofte.analysis.dispersion import MOST_JUMPS
from lofte.analysis.effect import (
    FEWEST_EVENTS,
    Assumption,
    BadEffect,
    checked_counts,
    checked_level,
)

METHOD = "weighted displacement quotient"
VERSION = "1"
REPLICATES = 9_999
MOST_REPLICATES = 1_000_000
_JEFFREYS = 0.5
_ASSUMED = (
    Assumption.SAME_COURSE,
    Assumption.NO_SPILL,
    Assumption.SAME_REPORTING,
    Assumption.CHOSEN_WHEN_HOT,
)


class Spread(StrEnum):
    """What the interval of the quotient says."""

    BENEFIT = "benefit"  # above 0: the buffer gained too
    DISPLACED_LESS = "displaced_less"  # -1 to 0: less moved than was gained
    DISPLACED_MORE = "displaced_more"  # below -1: more moved than was gained
    UNCLEAR = "unclear"
    NO_FALL = "no_fall"  # the target did not clearly fall, so nothing can have moved
    TOO_FEW = "too_few"

    @property
    def sentence(self) -> str:
        """Swedish, for people."""
        return _SENTENCES[self]


_SENTENCES = {
    Spread.BENEFIT: "Området runt om blev också bättre.",
    Spread.DISPLACED_LESS: "En del flyttade till området runt om, men mindre än vinsten.",
    Spread.DISPLACED_MORE: "Mer flyttade till området runt om än vad som vanns.",
    Spread.UNCLEAR: "Det går inte att säga om något flyttade till området runt om.",
    Spread.NO_FALL: "Målområdet minskade inte tydligt, så frågan om något flyttade faller.",
    Spread.TOO_FEW: "För få händelser för att säga något.",
}


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure and its interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Displacement:
    """quotient: WDQ, None with NO_FALL or TOO_FEW. fall: A1/C1 - A0/C0, None with TOO_FEW.

    counts: A0, A1, B0, B1, C0, C1.
    """

    quotient: Estimate | None
    fall: Estimate | None
    spread: Spread
    counts: dict[str, int]
    seed: int
    replicates: int
    assumptions: tuple[Assumption, ...] = _ASSUMED
    method: str = METHOD
    version: str = VERSION
    parameters: dict[str, Any] = field(default_factory=dict)

    @property
    def enough(self) -> bool:
        """Are there events enough to say anything?"""
        return self.spread is not Spread.TOO_FEW


def displacement(  # noqa: PLR0913 - three areas, and how to compute
    target: tuple[int, int],
    buffer: tuple[int, int],
    control: tuple[int, int],
    *,
    seed: int,
    replicates: int = REPLICATES,
    level: float = 0.95,
    dispersion: float = 1.0,
) -> Displacement:
    """The quotient and what it says. Each area: (events before, events after).

    seed: the same seed gives the same interval. dispersion: variance over mean, >= 1. Fewer than 20
    events in an area, or no event in a control period: too few. Raises BadEffect.
    """
    checked_level(level)
    pairs = [checked_counts(pair, name) for pair, name in (
        (target, "target"), (buffer, "buffer"), (control, "control"))]  # fmt: skip
    if any(len(pair) != 2 for pair in pairs):
        raise BadEffect("target, buffer och control ska vara två antal: före och efter.")
    whole(replicates, "replicates", BadEffect, least=99, most=MOST_REPLICATES)
    whole(seed, "seed", BadEffect)
    number(dispersion, "dispersion", BadEffect, least=1, most=MOST_JUMPS)
    counts = np.array(pairs)
    told = dict(zip(("A0", "A1", "B0", "B1", "C0", "C1"), counts.ravel().tolist(), strict=True))
    facts = {"level": level, "dispersion": dispersion}

    def answer(
        spread: Spread, quotient: Estimate | None = None, fall: Estimate | None = None
    ) -> Displacement:
        return Displacement(quotient, fall, spread, told, seed, replicates, parameters=facts)

    if counts.sum(axis=1).min() < FEWEST_EVENTS or counts[2].min() == 0:
        return answer(Spread.TOO_FEW)
    rng = np.random.default_rng(seed)
    shape = counts / dispersion + _JEFFREYS
    rates = rng.gamma(shape[:, :, None], dispersion, (3, 2, replicates))
    up, down = _measures(rates)
    own_up, own_down = _measures(counts[:, :, None].astype(np.float64))
    fall = _estimate(own_down[0], down, level)
    if fall.high >= 0:
        return answer(Spread.NO_FALL, None, fall)
    quotient = _estimate(own_up[0] / own_down[0], up / down, level)
    return answer(_spread(quotient), quotient, fall)


def _estimate(value: float, drawn: Floats, level: float) -> Estimate:
    low, high = np.quantile(drawn, [(1 - level) / 2, (1 + level) / 2])
    return Estimate(float(value), float(low), float(high))


def _measures(rates: Floats) -> tuple[Floats, Floats]:
    """(B1/C1 - B0/C0, A1/C1 - A0/C0) of rates[area, time, replicate]."""
    against = rates / rates[2]
    return against[1, 1] - against[1, 0], against[0, 1] - against[0, 0]


def _spread(quotient: Estimate) -> Spread:
    if quotient.low > 0:
        return Spread.BENEFIT
    if quotient.high < -1:
        return Spread.DISPLACED_MORE
    within = quotient.low > -1 and quotient.high < 0
    return Spread.DISPLACED_LESS if within else Spread.UNCLEAR
