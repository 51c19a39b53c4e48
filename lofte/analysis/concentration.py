"""Where most is: Getis-Ord Gi*. It finds where people are, so the word is "flest", never "fler"."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtr

from lofte.analysis.arrays import Bools, Floats
from lofte.analysis.grid import Grid
from lofte.analysis.significance import benjamini_hochberg
from lofte.analysis.windows import FARTHEST, disc_sums, window_sums

METHOD = "Getis-Ord Gi*"
VERSION = "1"


class BadValues(ValueError):
    """The values or the mask do not fit the grid; the sentence says why."""


@dataclass(frozen=True, slots=True, eq=False)
class GiStar:
    """z, p: float[m], NaN outside the mask; p is the upper tail of the normal distribution.

    hot: bool[m], Benjamini-Hochberg at alpha over the n cells of the mask. threshold: the largest
    p that counted as hot, alpha * (number hot) / n.
    """

    z: Floats
    p: Floats
    hot: Bools
    n: int
    threshold: float
    method: str = METHOD
    version: str = VERSION
    parameters: dict[str, Any] = field(default_factory=dict)


def gi_star(
    counts: ArrayLike,
    grid: Grid,
    *,
    mask: ArrayLike | None = None,
    radius: float | None = None,
    alpha: float = 0.05,
) -> GiStar:
    """Gi* of each cell: is the sum around it larger than if the values were shuffled?

    counts: float[m], m = grid.cells. mask: bool[m], the cells inside the kommun; the others count
    for nothing and cells at the edge have fewer neighbours. radius: metres between centres, None =
    the eight neighbours (queen); the cell itself is always its own neighbour, weights are binary.
    Where all values are equal, or every cell is a neighbour, z is 0. Counts are skewed, and the
    normal p then finds hot cells even in a uniform town: say where most is, not that it is more.
    Source: Ord & Getis 1995, equation for Gi*. Raises BadValues.
    """
    values = np.asarray(counts, dtype=np.float64)
    inside = np.ones(grid.cells, np.bool_) if mask is None else np.asarray(mask, dtype=np.bool_)
    if values.shape != (grid.cells,) or inside.shape != (grid.cells,):
        raise BadValues(f"Värden och mask ska ha ett tal för var och en av {grid.cells} rutor.")
    if grid.cells and not inside.any():
        raise BadValues("mask har ingen ruta. Gi* behöver minst en.")
    if radius is not None and not 0 <= radius <= FARTHEST:
        raise BadValues(f"radius ska vara 0 till {FARTHEST:.0f} meter, inte {radius}.")
    kept = np.where(inside, values, 0.0)
    # Values near zero keep the cumulative sums exact; the shift cancels in the formula.
    centre = _checked(values[inside])

    def around(plane: Floats) -> Floats:
        sums = window_sums(plane, grid) if radius is None else disc_sums(plane, grid, radius)
        return sums[inside]

    weights = around(inside.astype(np.float64))
    sums = around(np.where(inside, kept - centre, 0.0))
    parameters = {"radius": radius, "weights": "binary, self included", "alpha": alpha}
    return _result(sums, weights, values[inside] - centre, inside, alpha, parameters)


def gi_star_neighbours(
    values: ArrayLike, neighbours: Sequence[Sequence[int]], *, alpha: float = 0.05
) -> GiStar:
    """Gi* of n places with a list of neighbours each; the place itself is added when missing.

    values: float[n]. For areas and named places, where there is no grid. Raises BadValues.
    """
    numbers = np.asarray(values, dtype=np.float64)
    if numbers.ndim != 1 or len(neighbours) != len(numbers):
        raise BadValues(f"{len(neighbours)} grannlistor men {len(numbers)} värden.")
    centred = numbers - _checked(numbers)
    families = [sorted({*family, i}) for i, family in enumerate(neighbours)]
    if any(not 0 <= member < len(numbers) for family in families for member in family):
        raise BadValues("En granne finns inte bland platserna.")
    sums = np.array([centred[family].sum() for family in families], dtype=np.float64)
    weights = np.array([len(family) for family in families], dtype=np.float64)
    everywhere = np.ones(len(numbers), dtype=np.bool_)
    parameters = {"weights": "binary, self included", "alpha": alpha}
    return _result(sums, weights, centred, everywhere, alpha, parameters)


def _checked(values: Floats) -> float:
    """The mean, once the values are known to have one."""
    if not np.all(np.isfinite(values)):
        raise BadValues("Ett värde innanför masken saknas eller är oändligt.")
    return float(values.mean()) if len(values) else 0.0


def _result(
    sums: Floats, weights: Floats, centred: Floats, inside: Bools, alpha: float, how: dict[str, Any]
) -> GiStar:
    n = len(centred)
    mean, spread = (centred.mean(), centred.std()) if n else (0.0, 0.0)
    room = (n * weights - weights**2) / max(n - 1, 1)
    scale = spread * np.sqrt(np.maximum(room, 0.0))
    flat = scale <= 1e-12 * np.abs(centred).max(initial=0.0)
    found = np.where(flat, 0.0, (sums - mean * weights) / np.where(flat, 1.0, scale))
    z, p = np.full(len(inside), np.nan), np.full(len(inside), np.nan)
    z[inside], p[inside] = found, ndtr(-found)
    hot = np.zeros(len(inside), dtype=np.bool_)
    kept = benjamini_hochberg(p[inside], alpha)
    hot[inside] = kept.rejected
    return GiStar(z, p, hot, n, kept.threshold, parameters=how)
