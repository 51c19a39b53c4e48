"""Gi* of every plane of a cube at once: z, and which cells are hot or cold in each plane."""

from dataclasses import dataclass, field
from typing import Any, Literal, get_args

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lofte.analysis.arrays import Floats
from lofte.analysis.asked import number
from lofte.analysis.concentration import BadValues
from lofte.analysis.grid import Grid
from lofte.analysis.kernels.gi import states_of, z_planes
from lofte.analysis.lanes import in_lanes
from lofte.analysis.neighbourhood import Neighbourhood, neighbourhood, whole_planes

METHOD = "Getis-Ord Gi* by plane"
STATE_METHOD = "hot and cold by plane (Gi*, Benjamini-Hochberg)"
VERSION = "1"
MOST_WORK = 20_000_000_000
LARGEST_WINDOW = 500
WEIGHTS = "binary, self included"
Tails = Literal["exact", "normal"]
_PIECE = 8


@dataclass(frozen=True, slots=True, eq=False)
class GiPlanes:
    """z: float[..., cells], as the counts; NaN outside the mask. n: cells of the mask."""

    z: Floats
    n: int
    method: str = METHOD
    version: str = VERSION
    parameters: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class HotAndCold:
    """state: int8[..., cells], as the counts: 1 hot, -1 cold, 0 neither or outside the mask.

    family: how many cells are tested together in each plane; planes: how many planes.
    """

    state: NDArray[np.int8]
    family: int
    planes: int
    method: str = STATE_METHOD
    version: str = VERSION
    parameters: dict[str, Any] = field(default_factory=dict)


def gi_star_planes(
    counts: ArrayLike, grid: Grid, *, mask: ArrayLike | None = None, radius: float | None = None
) -> GiPlanes:
    """Gi* (see `concentration.gi_star`) of each plane by itself.

    counts: whole numbers [..., cells], as `cube.planes` or `cube.total()`; what lies outside the
    mask counts for nothing. Where all counts of a plane are equal z is 0. Raises BadValues.
    """
    around = neighbourhood(grid, mask, radius)
    planes = whole_planes(counts, grid.cells)
    z = np.empty(planes.shape)
    shape = (around.widths, around.weights, around.room)

    def work(start: int, stop: int) -> None:
        z_planes(planes[start:stop], around.inside, around.size, shape, z[start:stop])

    in_lanes(work, len(planes), piece=_PIECE)
    parameters = {"radius": radius, "weights": WEIGHTS}
    return GiPlanes(z.reshape(np.shape(counts)), around.n, parameters=parameters)


def hot_and_cold(
    counts: ArrayLike,
    grid: Grid,
    *,
    mask: ArrayLike | None = None,
    radius: float | None = None,
    alpha: float = 0.05,
    tails: Tails = "exact",
) -> HotAndCold:
    """Which cells of each plane have more, or fewer, around them than if the plane were shuffled?

    counts: as in `gi_star_planes`. Benjamini-Hochberg over the n cells of each plane, alpha / 2 for
    hot and for cold. tails "exact": p is the share of all ways to spread the plane's values over
    the cells that give as much around this one; no simulation sets a smallest p, skewed counts do
    no harm, and a shuffled plane shows anything at all in at most a share alpha. A very large crowd
    then hides smaller ones, and one single cell is no crowd. "normal": as ArcGIS and esda do;
    finds more, also in towns where nothing stands out. Either way it says where most is, and for
    counts of events that is also where people are. Raises BadValues.
    """
    number(alpha, "alpha", BadValues, above=0, below=1)
    if tails not in get_args(Tails):
        raise BadValues(f"tails ska vara exact eller normal, inte {tails}.")
    around = neighbourhood(grid, mask, radius)
    planes = whole_planes(counts, grid.cells)
    if tails == "exact":
        _check_work(planes, around)
    state = np.empty(planes.shape, dtype=np.int8)
    shape = (around.widths, around.weights, around.room)
    test = (tails == "exact", alpha / 2)

    def work(start: int, stop: int) -> None:
        states_of(planes[start:stop], around.inside, around.size, shape, test, state[start:stop])

    in_lanes(work, len(planes), piece=_PIECE)
    return HotAndCold(
        state.reshape(np.shape(counts)),
        around.n,
        len(planes),
        parameters={"radius": radius, "weights": WEIGHTS, "alpha": alpha, "tails": tails},
    )


def _check_work(planes: NDArray[np.unsignedinteger], around: Neighbourhood) -> None:
    """The exact tails grow with the third power of the window and the square of the counts."""
    window = int(around.weights.max())
    largest = planes.max(axis=1).astype(np.float64) if planes.size else np.zeros(1)
    kinds = np.minimum(largest, around.n)
    if window > LARGEST_WINDOW or float((kinds * largest).sum()) * window**3 / 4 > MOST_WORK:
        raise BadValues(
            f"Med {window} rutor i fönstret och upp till {int(largest.max())} händelser i en ruta "
            "tar det exakta provet för lång tid. Minska radius, dela perioderna eller använd "
            "gi_star_permuted."
        )
