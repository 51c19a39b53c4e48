"""The plain ways to say where next week: what any better way has to meet.

Each reads the past and nothing else and gives every cell a score; only the order of the scores
counts.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np

from lofte.analysis.accuracy import LEVELS, cells_at, hits
from lofte.analysis.arrays import Floats, Ints
from lofte.analysis.concentration import gi_star
from lofte.analysis.weekly import FOR_EVER, HALF_LIVES, RECENT, Past, smoothed

BANDWIDTHS = (150, 300, 600)


class Method(Protocol):
    """A way to say where next week."""

    def learn(self, past: Past, cells: Ints, counts: Ints) -> None:
        """The week after `past` is known: its events per cell. Called once a week, in order."""

    def scores(self, past: Past) -> Floats:
        """float[m]: higher = more expected in the week after `past`."""


@dataclass(slots=True, eq=False)
class Plain:
    """A score that has nothing to learn."""

    rule: Callable[[Past], Floats]

    def learn(self, past: Past, cells: Ints, counts: Ints) -> None:
        """Nothing to learn."""

    def scores(self, past: Past) -> Floats:
        """What the rule says."""
        return self.rule(past)


@dataclass(slots=True, eq=False)
class Decayed:
    """Counts that are halved every 8, 16, 26 or 52 weeks, whichever has done best so far.

    Best is the sum over 1, 2 and 5 % of the area of the events that it found in the weeks so far;
    ties go to the longest half-life, which is also where it starts.
    """

    found: dict[float, float] = field(default_factory=lambda: dict.fromkeys(HALF_LIVES, 0.0))

    def learn(self, past: Past, cells: Ints, counts: Ints) -> None:
        """Add the week to the record of each half-life."""
        area = past.area()
        if not area.any():
            return
        week = np.zeros(past.grid.cells)
        week[cells] = counts
        held = week[area]
        for half_life in self.found:
            score = past.decayed[half_life][area]
            for level in LEVELS:
                share = hits(score, held, cells_at(len(held), level))
                self.found[half_life] += share / level

    def scores(self, past: Past) -> Floats:
        """The decayed counts of the best half-life."""
        return past.decayed[self.half_life]

    @property
    def half_life(self) -> float:
        """Weeks until an event counts for half."""
        return max(self.found, key=lambda h: (self.found[h], h))


def shrunk(past: Past) -> Floats:
    """The rate of each cell drawn towards its surroundings, the more the less is known.

    Empirical Bayes: gamma-Poisson with the mean within about 300 m as prior mean, and the spread
    between cells, beyond chance, by moments. Source: Clayton & Kaldor 1987; Marshall 1991.
    """
    area = past.area()
    rate = past.rate(FOR_EVER)
    near = past.around(FOR_EVER, 300.0)
    mean = rate[area].mean() if area.any() else 0.0
    chance = mean / max(past.weeks, 1)
    beyond = max(float(rate[area].var()) - chance, 0.0) if area.any() else 0.0
    # The spread is a share of the mean: cells around a busy place differ more.
    shape = mean**2 / beyond if beyond > 0 else np.inf
    if not np.isfinite(shape):
        return near
    prior = near + 0.01 * mean
    drawn: Floats = prior * (shape + past.total) / (shape + past.weeks * prior)
    return drawn


def kernel(bandwidth: float) -> Callable[[Past], Floats]:
    """All events so far, smoothed by a Gaussian with a fixed bandwidth in metres."""

    def rule(past: Past) -> Floats:
        plane = past.total.reshape(past.grid.ny, past.grid.nx)
        return smoothed(plane, bandwidth / past.grid.size).ravel()

    return rule


def gi(past: Past) -> Floats:
    """Gi* of all events so far over the area, queen neighbours; -inf outside."""
    return _gi(past, past.total)


def gi_lately(past: Past) -> Floats:
    """Gi* of the last four weeks, as a picture's "where most is"."""
    return _gi(past, past.last(RECENT[0]))


def _gi(past: Past, counts: Floats) -> Floats:
    area = past.area()
    z = gi_star(counts, past.grid, mask=area).z
    return np.where(area, z, -np.inf)


def baselines() -> dict[str, Method]:
    """A fresh set of every baseline, by name."""
    recent = {f"last_{weeks}": Plain(_last(weeks)) for weeks in RECENT}
    kernels = {f"kde_{metres}": Plain(kernel(float(metres))) for metres in BANDWIDTHS}
    return {
        **recent,
        "all_history": Plain(lambda past: past.total),
        "shrunk": Plain(shrunk),
        "decayed": Decayed(),
        **kernels,
        "gi_star": Plain(gi),
        "gi_star_4": Plain(gi_lately),
    }


def _last(weeks: int) -> Callable[[Past], Floats]:
    return lambda past: past.last(weeks)
