"""Emerging hot spots: where most is, step by step, and whether that is new, lasting or over."""

from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lofte.analysis.arrays import Floats, Ints
from lofte.analysis.asked import readable
from lofte.analysis.concentration import BadValues
from lofte.analysis.gi_planes import WEIGHTS, Tails, hot_and_cold
from lofte.analysis.grid import Grid
from lofte.analysis.kernels import emerging as rules
from lofte.analysis.kernels.emerging import classes
from lofte.analysis.kernels.gi import z_planes
from lofte.analysis.lanes import in_lanes
from lofte.analysis.neighbourhood import Neighbourhood, neighbourhood, whole_planes
from lofte.analysis.rising import direction, mann_kendall

METHOD = "emerging hot spots (Gi* by step, Mann-Kendall)"
VERSION = "1"
_PIECE = 8


class Kind(IntEnum):
    """The class of a place; negative numbers are the same classes of cold."""

    NONE = rules.NONE
    NEW = rules.NEW
    CONSECUTIVE = rules.CONSECUTIVE
    INTENSIFYING = rules.INTENSIFYING
    DIMINISHING = rules.DIMINISHING
    PERSISTENT = rules.PERSISTENT
    HISTORICAL = rules.HISTORICAL
    OSCILLATING = rules.OSCILLATING
    SPORADIC = rules.SPORADIC


@dataclass(frozen=True, slots=True, eq=False)
class Emerging:
    """kind: int8[..., cells], a `Kind` for hot, minus a `Kind` for cold; 0 outside the mask too.

    hot, cold: int[..., cells], the number of steps. trend: int8, 1 z rises, -1 z falls. steps: n.
    family: cells tested together in each step.
    """

    kind: NDArray[np.int8]
    hot: Ints
    cold: Ints
    trend: NDArray[np.int8]
    steps: int
    family: int
    method: str = METHOD
    version: str = VERSION
    parameters: dict[str, Any] = field(default_factory=dict)


def classify(states: ArrayLike, trend: ArrayLike) -> NDArray[np.int8]:
    """int8[places]: the class of each place, see `Kind` and the manual for the rules.

    states: [steps, places], 1 hot, -1 cold, 0 neither, oldest step first. trend: [places], 1 where
    z rises, -1 where it falls, 0 otherwise. Raises BadValues.
    """
    rows, rising = readable(states, "states", BadValues), readable(trend, "trend", BadValues)
    if rows.ndim != 2 or len(rows) == 0 or not np.isin(rows, (-1, 0, 1)).all():
        raise BadValues("states ska vara -1, 0 eller 1 i minst ett steg, [steg, platser].")
    if rising.shape != rows.shape[1:] or not np.isin(rising, (-1, 0, 1)).all():
        raise BadValues(f"trend ska vara -1, 0 eller 1 för var och en av {rows.shape[1]} platser.")
    found = np.empty(rows.shape[1], dtype=np.int8)
    classes(np.ascontiguousarray(rows, dtype=np.int8), rising.astype(np.int64), found)
    return found


def emerging_hot_spots(
    counts: ArrayLike,
    grid: Grid,
    *,
    mask: ArrayLike | None = None,
    radius: float | None = None,
    alpha: float = 0.05,
    tails: Tails = "exact",
) -> Emerging:
    """The class of each cell over the steps of a cube.

    counts: whole numbers [steps, cells] or [steps, categories, cells], as `cube.total()` and
    `cube.planes`; each category by itself. Hot and cold: `gi_planes.hot_and_cold` at alpha in each
    step, with its tails. Rising and falling: Mann-Kendall on z, two-sided at alpha for each cell,
    not corrected for their number. z is relative: where one place grows, the others fall. It says
    where most is and how that has moved, not that anything is more than normal: a busy place that
    chance shows hot now and then is "sporadic". Raises BadValues.
    """
    given = readable(counts, "counts", BadValues)
    if given.ndim not in (2, 3) or len(given) == 0:
        raise BadValues(f"counts ska ha minst ett steg, [steg, (kategorier,) rutor]: {given.shape}")
    around = neighbourhood(grid, mask, radius)
    cube = given.reshape(len(given), -1, given.shape[-1])
    shape = cube.shape[1:]
    kind, trend = (np.zeros(shape, dtype=np.int8) for _ in range(2))
    hot, cold = (np.zeros(shape, dtype=np.int64) for _ in range(2))
    for category in range(shape[0]):
        planes = whole_planes(cube[:, category], grid.cells)
        tested = hot_and_cold(planes, grid, mask=mask, radius=radius, alpha=alpha, tails=tails)
        state = tested.state
        trend[category] = direction(mann_kendall(_z(planes, around)), alpha)
        classes(state, trend[category].astype(np.int64), kind[category])
        hot[category], cold[category] = (state == 1).sum(axis=0), (state == -1).sum(axis=0)
    outer = given.shape[1:]
    return Emerging(
        kind=kind.reshape(outer),
        hot=hot.reshape(outer),
        cold=cold.reshape(outer),
        trend=trend.reshape(outer),
        steps=len(given),
        family=around.n,
        parameters={"radius": radius, "weights": WEIGHTS, "alpha": alpha, "tails": tails},
    )


def _z(planes: NDArray[np.unsignedinteger], around: Neighbourhood) -> Floats:
    """z [steps, cells], 0 outside the mask, where nothing is said."""
    z = np.empty(planes.shape)
    shape = (around.widths, around.weights, np.nan_to_num(around.room))

    def work(start: int, stop: int) -> None:
        z_planes(planes[start:stop], around.inside, around.size, shape, z[start:stop])

    in_lanes(work, len(planes), piece=_PIECE)
    return z
