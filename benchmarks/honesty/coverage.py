"""Does an interval hold what it covers? The rules, for the lists of `intervals`.

Exact intervals must cover in at least the level promised in every cell of the stated range, the
others within two points of it on average over the range.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

Draw = Callable[[np.random.Generator, Any], float | None]
SLOWER = 5
WEAK = {"interrupted series, very alike weeks": 0.90}  # said in the manual, as 92 in 100


@dataclass(frozen=True)
class Interval:
    """draw(rng, cell): did it cover, or what share did? None = there was no interval, "too few".

    level: promised. exact: at least the level in each cell; else within two points of it on
    average. each: intervals in one draw, when they are many and independent of each other.
    """

    name: str
    exact: bool
    cells: tuple[Any, ...]
    draw: Draw
    level: float = 0.95
    slow: bool = False
    each: int = 1


@dataclass(frozen=True)
class Coverage:
    """Over the cells: the mean and the lowest share covered, and the share without an interval."""

    name: str
    mean: float
    lowest: float
    without: float
    rounds: int
    kept: bool


def cover(interval: Interval, rounds: int, seed: int = 1) -> Coverage:
    shares, without = [], 0
    for number, cell in enumerate(interval.cells):
        rng = np.random.default_rng([seed, number])
        drawn = [interval.draw(rng, cell) for _ in range(rounds)]
        told = [d for d in drawn if d is not None]
        without += rounds - len(told)
        shares.append(float(np.mean(told)) if told else math.nan)
    mean, lowest = float(np.nanmean(shares)), float(np.nanmin(shares))
    return Coverage(interval.name, mean, lowest, without / rounds / len(interval.cells), rounds,
                    _kept(interval, mean, lowest, rounds))  # fmt: skip


def _kept(interval: Interval, mean: float, lowest: float, rounds: int) -> bool:
    """Three standard errors of sampling are allowed for, in each cell and over all of them."""
    level, drawn = interval.level, rounds * interval.each
    slack = 3 * math.sqrt(level * (1 - level) / drawn)
    over_all = slack / math.sqrt(len(interval.cells))
    if interval.exact:
        return lowest >= level - slack and mean >= level - over_all
    floor = WEAK.get(interval.name, level - 0.02)
    return floor - over_all <= mean <= level + 0.02 + over_all


def line(c: Coverage) -> str:
    kept = "kept" if c.kept else "NOT KEPT"
    return (f"{c.name:<40} mean {c.mean:.3f}  lowest {c.lowest:.3f}  too few {c.without:.2f}  "
            f"{c.rounds} rounds a cell  {kept}")  # fmt: skip
