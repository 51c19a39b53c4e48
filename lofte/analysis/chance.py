"""How unlikely is the best of a scan? Replicates, and a curve through them for the far tail."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from numbers import Integral

import numpy as np

from lofte.analysis.arrays import Floats
from lofte.analysis.lanes import in_lanes
from lofte.analysis.zones import BadScan

BATCH = 20
MOST_REPLICATES = 1_000_000
_SLACK = 1e-9
_FLAT = 1e-12  # less spread than this is rounding
_CERTAIN = 50.0  # exp of it is large enough for a p of 1
_EULER = 0.5772156649015329


@dataclass(frozen=True, slots=True)
class Replicates:
    """How many, from which seed. stop: stop as soon as so many have reached what was seen; None =
    make them all. Raises BadScan."""

    number: int = 999
    stop: int | None = None
    seed: int = 0

    def __post_init__(self) -> None:
        if not (isinstance(self.number, Integral) and 1 <= self.number <= MOST_REPLICATES):
            raise BadScan(f"number ska vara 1 till {MOST_REPLICATES} försök, inte {self.number}.")
        if self.stop is not None and not (isinstance(self.stop, Integral) and self.stop >= 1):
            raise BadScan(f"stop ska vara ett heltal från 1, eller inget, inte {self.stop}.")
        if not (isinstance(self.seed, Integral) and 0 <= self.seed < 2**63):
            raise BadScan(f"seed ska vara ett heltal från 0, inte {self.seed}.")
        object.__setattr__(self, "number", int(self.number))  # results are written as JSON
        object.__setattr__(self, "seed", int(self.seed))


USUAL = Replicates()


@dataclass(frozen=True, slots=True, eq=False)
class Chance:
    """maxima: float[replicates], the best ratio of each replicate, in their order.

    asked: how many replicates were allowed; fewer were needed when `stop` of them beat what was
    seen. location, scale: of the Gumbel curve with the same mean and spread.
    """

    maxima: Floats
    asked: int
    stop: int | None
    location: float
    scale: float

    @property
    def replicates(self) -> int:
        """How many were made."""
        return len(self.maxima)

    def p(self, ratio: float) -> float:
        """(1 + replicates at least as extreme) / (1 + replicates); after an early stop the share
        of extreme ones (Besag & Clifford 1991)."""
        beaten = int((self.maxima >= ratio - _SLACK).sum())
        if self.stop is not None and self.replicates < self.asked and beaten == self.stop:
            return beaten / self.replicates
        return (1 + beaten) / (1 + self.replicates)

    def p_gumbel(self, ratio: float) -> float:
        """The tail of the Gumbel curve (Abrams, Kulldorff & Kleinman 2010); NaN without spread."""
        if not self.scale > _FLAT * abs(self.location):
            return math.nan
        return -math.expm1(-math.exp(min(-(ratio - self.location) / self.scale, _CERTAIN)))


def against_chance(
    maxima: Callable[[int, Floats], None], seen: float, replicates: Replicates
) -> Chance:
    """maxima(first, out) fills out[r] with the best ratio of replicate first + r.

    The same replicates are looked at in the same order whatever the number of threads.
    """
    number, stop = replicates.number, replicates.stop
    made = np.empty(number)
    size = number if stop is None else BATCH
    for first in range(0, number, size):
        batch = made[first : first + size]

        def work(begin: int, end: int, batch: Floats = batch, first: int = first) -> None:
            maxima(first + begin, batch[begin:end])

        in_lanes(work, len(batch), piece=BATCH // 10)
        beaten = np.flatnonzero(made[: first + len(batch)] >= seen - _SLACK)
        if stop is not None and len(beaten) >= stop:
            made = made[: beaten[stop - 1] + 1]
            break
    spread = float(made.std(ddof=1)) if len(made) > 1 else 0.0
    scale = spread * math.sqrt(6) / math.pi
    return Chance(made, number, stop, float(made.mean()) - _EULER * scale, scale)
