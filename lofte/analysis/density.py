"""Kernel density: a smooth map of where events lie. Alone it proves nothing: show the counts."""

import math
from dataclasses import dataclass, field, replace
from typing import Any, Literal, get_args

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtr

from lofte.analysis.arrays import Floats
from lofte.analysis.asked import cells_inside, number, numbers, readable
from lofte.analysis.grid import Grid
from lofte.analysis.kernels import density as kernels
from lofte.analysis.lanes import in_lanes

METHOD = "kernel density"
VERSION = "1"
MOST_TERMS = 20_000_000_000
MOST_CELLS_OF_STAMP = 4_000_000
_NEGLIGIBLE = 7.5  # standard deviations: what lies beyond is 6e-14 of the kernel
_PARTS = 8
LEAST_METRES, MOST_METRES = 0.001, 10_000_000
LARGEST_COUNT = 1e15
Kernel = Literal["gaussian", "quartic"]


class BadDensity(ValueError):
    """The density cannot be made; the sentence says which argument and what is allowed."""


@dataclass(frozen=True, slots=True, eq=False)
class Density:
    """per_m2: float[..., cells], events per square metre; NaN outside the mask.

    mass: float[cells], the share of a kernel around the cell that lies inside the mask; 1 without
    edge correction. bandwidth: metres, always shown with the map: the standard deviation of the
    Gaussian kernel, the radius of the quartic.
    """

    per_m2: Floats
    mass: Floats
    bandwidth: float
    kernel: Kernel
    method: str = METHOD
    version: str = VERSION
    parameters: dict[str, Any] = field(default_factory=dict)


def density(
    counts: ArrayLike,
    grid: Grid,
    *,
    bandwidth: float,
    kernel: Kernel = "gaussian",
    mask: ArrayLike | None = None,
    edge: bool = True,
) -> Density:
    """Smooth the counts of each plane.

    counts: [..., cells], 0 to 1e15 inside the mask; what lies outside counts for nothing. The
    events of a cell are taken to lie anywhere in it, evenly, and the density is that of its middle;
    a kernel narrower than the cell then leaves them all in it. bandwidth: metres, 0.001 to 1e7.
    edge: divide by the mass of the kernel inside the mask, so that nothing seems to thin out where
    the kommun, not the town, ends (Diggle 1985). Raises BadDensity (counts negative, missing or too
    large; bandwidth; kernel; a mask of another shape or without cells).
    """
    _check(bandwidth, kernel)
    inside = cells_inside(mask, grid.cells, "mask", BadDensity)
    given = readable(counts, "counts", BadDensity)
    if given.ndim == 0 or given.shape[-1] != grid.cells or given.dtype.kind not in "iubf":
        raise BadDensity(f"counts ska vara tal med {grid.cells} rutor i den sista axeln.")
    planes = np.where(inside, given, 0).astype(np.float64).reshape(-1, grid.cells)
    if not np.all(np.isfinite(planes)) or np.any(planes < 0):
        raise BadDensity("counts: ett antal innanför masken saknas, är negativt eller oändligt.")
    if np.any(planes > LARGEST_COUNT):
        raise BadDensity(f"counts ska vara högst {LARGEST_COUNT:g} i en ruta.")
    smooth = np.empty(planes.shape)
    taps = _taps(grid, bandwidth, kernel)

    def work(start: int, stop: int) -> None:
        for k in range(start, stop):
            smooth[k] = _spread(planes[k], grid, taps)

    in_lanes(work, len(planes), piece=1)
    mass = _spread(inside.astype(np.float64), grid, taps) if edge else np.ones(grid.cells)
    per_cell = np.where(inside, smooth / np.where(mass > 0, mass, 1.0), np.nan)
    return Density(
        per_m2=(per_cell / grid.size**2).reshape(given.shape),
        mass=np.where(inside, mass, np.nan),
        bandwidth=bandwidth,
        kernel=kernel,
        parameters={"bandwidth": bandwidth, "kernel": kernel, "edge": edge, "cell": grid.size},
    )


def density_of_points(
    x: ArrayLike,
    y: ArrayLike,
    grid: Grid,
    *,
    bandwidth: float,
    kernel: Kernel = "gaussian",
    mask: ArrayLike | None = None,
) -> Density:
    """The same from points, float[n] metres; NaN and points outside the grid count for nothing.

    parameters["outside"] tells how many they were. Raises BadDensity.
    """
    xs, ys = _columns(x, y, missing=True)
    counts = np.zeros(grid.cells)
    frame = np.array([grid.size, grid.x0 / grid.size, grid.y0 / grid.size, grid.nx, grid.ny])
    outside = int(kernels.tally(xs, ys, frame, counts))
    found = density(counts, grid, bandwidth=bandwidth, kernel=kernel, mask=mask)
    return replace(found, parameters=found.parameters | {"outside": outside})


def density_direct(
    points: tuple[ArrayLike, ArrayLike],
    at: tuple[ArrayLike, ArrayLike],
    *,
    bandwidth: float,
    kernel: Kernel = "gaussian",
) -> Floats:
    """float[k]: events per square metre at the places `at`, summed point by point, without edge.

    points: x[n], y[n]; at: x[k], y[k]; metres, finite. Exact and slow: n times k terms. For small
    data and as a yardstick for `density`. bandwidth: metres, 0.001 to 1e7. Raises BadDensity.
    """
    _check(bandwidth, kernel)
    if len(points) != 2 or len(at) != 2:
        raise BadDensity("points och at ska vara två rader tal, x och y i meter.")
    events, places = _columns(*points), _columns(*at)
    if len(events[0]) * len(places[0]) > MOST_TERMS:
        raise BadDensity(
            f"{len(events[0])} punkter gånger {len(places[0])} platser är för många; använd "
            "density."
        )
    method = kernels.direct_gaussian if kernel == "gaussian" else kernels.direct_quartic
    found = np.empty(len(places[0]))

    def work(start: int, stop: int) -> None:
        there = (places[0][start:stop], places[1][start:stop])
        method(events, there, float(bandwidth), found[start:stop])

    in_lanes(work, len(found), piece=max(1, len(found) // 8))
    return found


def _check(bandwidth: float, kernel: str) -> None:
    number(bandwidth, "bandwidth", BadDensity, least=LEAST_METRES, most=MOST_METRES)
    if kernel not in get_args(Kernel):
        raise BadDensity(f"kernel ska vara gaussian eller quartic, inte {kernel}.")


def _columns(x: ArrayLike, y: ArrayLike, *, missing: bool = False) -> tuple[Floats, Floats]:
    xs, ys = numbers(x, "x", BadDensity), numbers(y, "y", BadDensity)
    if xs.shape != ys.shape:
        raise BadDensity(f"x och y ska vara lika långa rader, inte {xs.shape} och {ys.shape}.")
    fine = ~(np.isinf(xs) | np.isinf(ys)) if missing else np.isfinite(xs) & np.isfinite(ys)
    if not fine.all():
        raise BadDensity(f"x eller y: {int((~fine).sum())} koordinater saknas eller är oändliga.")
    return xs, ys


def _taps(grid: Grid, bandwidth: float, kernel: Kernel) -> Floats:
    """The kernel per cell: a row for one direction (Gaussian), a stamp for both (quartic)."""
    ratio = bandwidth / grid.size
    if kernel == "gaussian":
        reach = min(math.ceil(_NEGLIGIBLE * ratio + 0.5), max(grid.nx, grid.ny))
        k = np.arange(reach + 1)
        taps: Floats = ndtr((0.5 - k) / ratio) - ndtr((-0.5 - k) / ratio)
        return taps
    if ratio <= 0.5:
        return np.ones((1, 1))  # seen from the middle, the kernel ends within the cell
    reach = math.ceil(ratio + 0.5)
    if (2 * reach + 1) ** 2 > MOST_CELLS_OF_STAMP:
        raise BadDensity(f"bandwidth = {bandwidth} m är för mycket för rutor på {grid.size} m.")
    return kernels.averaged_quartic(ratio, reach, _PARTS)


def _spread(plane: Floats, grid: Grid, taps: Floats) -> Floats:
    square = plane.reshape(grid.ny, grid.nx)
    out = np.empty_like(square)
    if taps.ndim == 2:
        kernels.spread_stamp(square, taps, out)
        return out.reshape(-1)
    lines = np.empty_like(square)
    kernels.spread_lines(square, taps, lines)
    kernels.spread_columns(lines, taps, out)
    return out.reshape(-1)
