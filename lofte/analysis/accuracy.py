"""Is a map of "where next" any good? PAI and PEI over the weeks that followed, with intervals.

PAI, predictive accuracy index: the share of the events that fell in the chosen cells over the share
of the area that they are. 1 = no better than by lot. Source: Chainey, Tompson & Uhlig 2008.
PEI, prediction efficiency index: the events that fell in the chosen cells over the most that any
equally large choice could have held. 1 = perfect. Source: Hunt 2016.
"""

import math
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import stdtrit

from lofte.analysis.arrays import Bools, Floats, Ints
from lofte.analysis.asked import number, numbers, whole

METHOD = "PAI and PEI (t interval over blocks of weeks)"
VERSION = "1"
LEVELS = (0.01, 0.02, 0.05)
FEWEST_WEEKS = 4
MOST_HITS = 1e15
_NEARLY_ALL, _LEAST_BELOW = 1 - 1e-12, 1e-100


class BadAccuracy(ValueError):
    """The scores or hits cannot be judged; the sentence says which argument and why."""


def cells_at(area: int, level: float) -> int:
    """How many whole cells a share of `area` cells is: the nearest number, at least one.

    Halves go up. The share that is used afterwards is the true one of the whole cells. Raises
    BadAccuracy.
    """
    number(level, "level", BadAccuracy, above=0, most=1)
    number(area, "area", BadAccuracy, least=1)
    return max(1, math.floor(level * area + 0.5))


def hits(score: ArrayLike, counts: ArrayLike, chosen: int) -> float:
    """The events in the `chosen` cells with the highest score.

    score, counts: float[area]. Where cells tie for the last places the events are those to expect
    when lots are drawn among them, so the order of the cells never matters. Raises BadAccuracy.
    """
    scores, events = numbers(score, "score", BadAccuracy), numbers(counts, "counts", BadAccuracy)
    if scores.shape != events.shape:
        raise BadAccuracy(f"score har formen {scores.shape} men counts {events.shape}.")
    if np.any(np.isnan(scores)):
        raise BadAccuracy("score innehåller luckor (NaN). Varje ruta ska ha ett värde.")
    if not np.all((events >= 0) & (events <= MOST_HITS)):
        raise BadAccuracy(f"counts ska vara antal: från noll till {MOST_HITS:g}.")
    whole(chosen, "chosen", BadAccuracy, least=1, most=len(scores))
    last = np.partition(scores, len(scores) - chosen)[len(scores) - chosen]
    above, tied = scores > last, scores == last
    left = chosen - int(above.sum())
    return float(events[above].sum() + left * events[tied].mean())


@dataclass(frozen=True, slots=True, eq=False)
class Interval:
    """One figure per level and its 95 % interval over weeks; NaN where it cannot be said."""

    value: Floats
    low: Floats
    high: Floats


def ratio(above: ArrayLike, below: ArrayLike) -> Interval:
    """sum(above) / sum(below) over weeks, per level; both float[weeks, levels], in order of time.

    The interval is Student's t over weeks. Its variance is that of a circular block bootstrap (in
    closed form, so nothing is drawn by lot) of what each week does to the ratio when it is left
    out; the block is the cube root of the number of weeks, so that good and bad spells stay
    together, and the variance is never below that of independent weeks. The degrees of freedom are
    those of the blocks, and fewer where a few weeks hold most events. NaN where nothing stands
    below, and no interval with fewer than four weeks that count, with (to 12 digits) everything in
    one of them, or with less than 1e-100 in one. Source: Politis & Romano 1992; MacKinnon & White
    1985 (leaving out). Raises BadAccuracy.
    """
    up = numbers(above, "above", BadAccuracy, axes=2)
    down = numbers(below, "below", BadAccuracy, axes=2)
    if up.shape != down.shape:
        raise BadAccuracy(f"above har formen {up.shape} men below {down.shape}.")
    if not (np.all(np.abs(up) <= MOST_HITS) and np.all((down >= 0) & (down <= MOST_HITS))):
        raise BadAccuracy(
            f"above och below ska vara tal utan luckor, högst {MOST_HITS:g}, och below minst noll."
        )
    value = _divided(up.sum(axis=0), down.sum(axis=0))
    half = np.array([_half(up[:, k], down[:, k], value[k]) for k in range(up.shape[1])])
    return Interval(value, value - half, value + half)


def _half(up: Floats, down: Floats, value: float) -> float:
    """Half the length of the interval."""
    counting = down > 0
    up, down, weeks = up[counting], down[counting], int(counting.sum())
    if weeks < FEWEST_WEEKS:
        return math.nan
    if down.max() >= _NEARLY_ALL * down.sum() or down.min() < _LEAST_BELOW:
        return math.nan
    block = _block(weeks)
    left = (up - value * down) / (1 - down / down.sum())
    left = left - left.mean()
    sums = np.convolve(np.concatenate([left, left[: block - 1]]), np.ones(block), "valid")
    blocks = float(np.mean(sums**2)) / block * weeks**2 / (weeks - block)
    alone = float(np.sum(left**2)) * weeks / (weeks - 1)
    worth = down.sum() ** 2 / np.sum(down**2)
    freedom = max(min(1.5 * weeks / block, worth) - 1, 1.0)
    return float(stdtrit(freedom, 0.975) * math.sqrt(max(blocks, alone)) / down.sum())


def _block(weeks: int) -> int:
    return max(1, round(math.cbrt(weeks)))


def _divided(above: Floats, below: Floats) -> Floats:
    share: Floats = np.divide(above, below, out=np.full_like(above, np.nan), where=below > 0)
    return share


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """How one method did: `pai` and `pei` per level, and where `other` is given the difference.

    ahead: PAI of this method minus that of the other, in the same weeks (paired).
    """

    pai: Interval
    pei: Interval
    ahead: Interval | None
    levels: tuple[float, ...]
    weeks: int
    events: int
    method: str = METHOD
    version: str = VERSION
    parameters: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class Weeks:
    """What the weeks held. area, events: int[weeks]; chosen: int[weeks, levels];
    best: float[weeks, levels], the most events that so many cells could have held."""

    levels: tuple[float, ...]
    area: Ints
    events: Ints
    chosen: Ints
    best: Floats

    def by_lot(self) -> Floats:
        """float[weeks, levels]: events to expect in cells that were chosen by lot."""
        share: Floats = self.chosen / np.maximum(self.area, 1)[:, None]
        return self.events[:, None] * share


def judge(found: ArrayLike, weeks: Weeks, *, other: ArrayLike | None = None) -> Judged:
    """PAI and PEI of a method from the events it found, float[weeks, levels].

    Over all weeks together: PAI = sum(found) / sum(by lot), which for an area that does not change
    is (hits / N) / (a / A) exactly; PEI = sum(found) / sum(best). other: what another method found
    in the same weeks. Raises BadAccuracy.
    """
    mine = np.asarray(found, dtype=np.float64)
    lot = weeks.by_lot()
    ahead = None
    for name, given in (("found", mine), ("other", None if other is None else np.asarray(other))):
        if given is not None and given.shape != lot.shape:
            raise BadAccuracy(
                f"{name} har formen {given.shape}, inte veckor och nivåer {lot.shape}."
            )
    if other is not None:
        ahead = ratio(mine - np.asarray(other, dtype=np.float64), lot)
    return Judged(
        pai=ratio(mine, lot),
        pei=ratio(mine, weeks.best),
        ahead=ahead,
        levels=weeks.levels,
        weeks=len(weeks.events),
        events=int(weeks.events.sum()),
        parameters={"block": _block(max(len(mine), 1))},
    )


def not_worse(ahead: Interval) -> Bools:
    """bool[levels]: the interval of the difference reaches zero or lies above it."""
    reached: Bools = ahead.high >= 0
    return reached
