"""The map of fear against events: the log of the ratio of two smoothed densities, with tolerance.

Source: Kelsall & Diggle 1995 (relative-risk surface, random labelling); Hazelton & Davies 2009
(tolerance contours); Westfall & Young 1993 (the largest deviation, so that the whole map holds).
"""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import ArrayLike
from scipy.ndimage import correlate1d

from lofte.analysis import asked
from lofte.analysis.arrays import Bools, Floats, Ints, frozen
from lofte.analysis.asked import number
from lofte.analysis.fear.marks import BadFear, Selection, whole
from lofte.analysis.grid import Grid

METHOD = "relative-risk surface (random labelling)"
VERSION = "1"
REACH = 4.0
MOST_POINTS = 10**9
LEAST_METRES, MOST_METRES = 0.001, 100_000
# Fewer marks and events together within the kernel: the cell is not judged.
LEAST = 10.0


@dataclass(frozen=True, slots=True)
class Labelling:
    """The trial: labels are dealt anew `replicates` times; alpha holds for the whole map."""

    seed: int
    replicates: int = 999
    alpha: float = 0.05

    def __post_init__(self) -> None:
        number(self.alpha, "labelling.alpha", BadFear, above=0, below=1)
        asked.whole(self.seed, "labelling.seed", BadFear)
        asked.whole(self.replicates, "labelling.replicates", BadFear)
        if not 1 / self.alpha - 1 <= self.replicates <= 99_999:
            raise BadFear(
                f"labelling.replicates ska vara minst {round(1 / self.alpha) - 1} för alpha "
                f"{self.alpha} och högst 99999, inte {self.replicates}."
            )


@dataclass(frozen=True, slots=True, eq=False)
class FearSurface:
    """Everything is [cells]; outside the mask and where too few are near, nothing is claimed.

    log_ratio: log of marks over events, 0 = as in the whole, drawn to 0 where few are near (by one
    point in the proportion of the whole) and 0 outside the mask. near: how many marks and events
    lie within the kernel. enough: near is at least `least`. p: at this cell alone, two-sided.
    p_map: for the whole map. more_fear, more_events: p_map is at most alpha.
    """

    log_ratio: Floats
    near: Floats
    enough: Bools
    p: Floats
    p_map: Floats
    more_fear: Bools
    more_events: Bools
    marks: int
    events: int
    selection: Selection
    method: str = METHOD
    version: str = VERSION
    parameters: dict[str, Any] = field(default_factory=dict)

    @property
    def statement(self) -> str:
        """What the map can carry, in Swedish."""
        return self.selection.statement(self.marks, self.events)


def fear_surface(
    marks: ArrayLike,
    events: ArrayLike,
    grid: Grid,
    *,
    selection: Selection,
    labelling: Labelling,
    smoothing: "Smoothing | None" = None,
) -> FearSurface:
    """Compare two counts by cell (int[grid.cells], 0 to 1e9) where both may be.

    Given where marks and events are, which of them is a mark is dealt at random: that is a town in
    which fear follows events exactly. Points are taken to be independent; let a person count once
    per cell. Counts outside the mask are left out and counted. Raises BadFear.
    """
    kernel = _Kernel(grid, smoothing or Smoothing())
    unsafe = np.where(kernel.mask, whole(marks, grid.cells, "marks"), 0)
    happened = np.where(kernel.mask, whole(events, grid.cells, "events"), 0)
    if not (unsafe.sum() and happened.sum()):
        raise BadFear("marks och events ska ha minst en punkt var innanför mask.")
    pooled = unsafe + happened
    if pooled.sum() >= MOST_POINTS:
        raise BadFear(f"marks och events ska tillsammans vara färre än {MOST_POINTS}.")
    share = float(unsafe.sum() / pooled.sum())
    near = kernel.near(pooled)
    enough = kernel.mask & (near >= kernel.least)
    found = _log_ratio(kernel.near(unsafe), near, share)
    p, p_map = _dealt(kernel, pooled, int(unsafe.sum()), found, labelling)
    sure = enough & (p_map <= labelling.alpha)
    return FearSurface(
        log_ratio=frozen(np.where(kernel.mask, found, 0.0), np.float64),
        near=frozen(near, np.float64),
        enough=frozen(enough, bool),
        p=frozen(np.where(enough, p, 1.0), np.float64),
        p_map=frozen(np.where(enough, p_map, 1.0), np.float64),
        more_fear=frozen(sure & (found > 0), bool),
        more_events=frozen(sure & (found < 0), bool),
        marks=int(unsafe.sum()),
        events=int(happened.sum()),
        selection=selection,
        parameters={
            "bandwidth_metres": kernel.bandwidth,
            "least": kernel.least,
            "cell_metres": grid.size,
            "cells": int(kernel.mask.sum()),
            "cells_judged": int(enough.sum()),
            "outside_mask": int(np.sum(marks) + np.sum(events) - pooled.sum()),
            "seed": labelling.seed,
            "replicates": labelling.replicates,
            "alpha": labelling.alpha,
        },
    )


@dataclass(frozen=True, slots=True, eq=False)
class Smoothing:
    """bandwidth: metres, 0.001 to 100,000, the kernel's standard deviation.

    mask: bool[cells], None = all.
    least: marks and events that must be near for a cell to be judged.
    """

    bandwidth: float = 200.0
    mask: ArrayLike | None = None
    least: float = LEAST

    def __post_init__(self) -> None:
        number(self.bandwidth, "smoothing.bandwidth", BadFear, least=LEAST_METRES, most=MOST_METRES)
        number(self.least, "smoothing.least", BadFear, least=0)


class _Kernel:
    """A Gaussian along both axes, as strong at the edge of the mask as in its middle."""

    def __init__(self, grid: Grid, smoothing: Smoothing) -> None:
        given = asked.cells_inside(smoothing.mask, grid.cells, "smoothing.mask", BadFear)
        steps = int(np.ceil(REACH * smoothing.bandwidth / grid.size))
        at = np.arange(-steps, steps + 1) * grid.size / smoothing.bandwidth
        line = np.exp(-0.5 * at**2)
        self.mask: Bools = given
        self.bandwidth, self.least = float(smoothing.bandwidth), float(smoothing.least)
        self._line = line / line.sum()
        self._shape = (grid.ny, grid.nx)
        # Smoothed counts times this are the number of points that the kernel rests on.
        rests_on = 1 / float((self._line**2).sum()) ** 2
        mass = self._smooth(given.astype(np.float64))
        self._scale = np.where(given, rests_on / np.where(given, mass, 1.0), 0.0)

    def near(self, counts: Ints) -> Floats:
        """float[cells]"""
        smoothed: Floats = self._smooth(counts.astype(np.float64)) * self._scale
        return smoothed

    def _smooth(self, values: Floats) -> Floats:
        plane = values.reshape(self._shape)
        for axis in (0, 1):
            plane = correlate1d(plane, self._line, axis=axis, mode="constant")
        flat: Floats = plane.reshape(-1)
        return flat


def _log_ratio(marks: Floats, both: Floats, share: float) -> Floats:
    """One point, divided as the whole is, is added everywhere: no cell divides by nothing."""
    events = np.maximum(both - marks, 0.0)
    odds = (marks + share) / (events + 1 - share)
    ratio: Floats = np.log(odds * (1 - share) / share)
    return ratio


def _dealt(
    kernel: _Kernel, pooled: Ints, marks: int, found: Floats, labelling: Labelling
) -> tuple[Floats, Floats]:
    """p at each cell, and p of the largest deviation on the map, over random labels."""
    chance = np.random.default_rng(labelling.seed)
    places = np.flatnonzero(pooled)
    there, near = pooled[places], kernel.near(pooled)
    share = marks / float(pooled.sum())
    judged = kernel.mask & (near >= kernel.least)
    # Near n points the ratio varies as 1 / sqrt(n), whatever the labels.
    weight = np.where(judged, np.sqrt(near), 0.0)
    above, below, larger = (np.ones(len(found)) for _ in range(3))
    dealt = np.zeros(len(found), dtype=np.int64)
    slack = 1e-9
    for _ in range(labelling.replicates):
        dealt[places] = chance.multivariate_hypergeometric(there, marks, method="marginals")
        other = _log_ratio(kernel.near(dealt), near, share)
        above += other >= found - slack
        below += other <= found + slack
        larger += np.abs(other * weight).max() >= np.abs(found * weight) - slack
    times = labelling.replicates + 1
    return np.minimum(2 * np.minimum(above, below) / times, 1.0), larger / times
