"""Where most is: Getis-Ord Gi*. It finds where people are, so the word is "flest", never "fler"."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from numbers import Integral
from typing import Any

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtr

from lofte.analysis.arrays import Bools, Floats
from lofte.analysis.asked import cells_inside, number, numbers
from lofte.analysis.grid import Grid
from lofte.analysis.significance import benjamini_hochberg
from lofte.analysis.windows import FARTHEST, disc_sums, window_sums

METHOD = "Getis-Ord Gi*"
VERSION = "1"
LARGEST_VALUE = 1e100  # squares and sums of squares of it are still numbers


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
    values = numbers(counts, "counts", BadValues)
    inside = cells_inside(mask, grid.cells, "mask", BadValues)
    if values.shape != (grid.cells,):
        raise BadValues(f"counts ska ha ett tal för var och en av {grid.cells} rutor.")
    if radius is not None:
        number(radius, "radius", BadValues, least=0, most=FARTHEST)
    number(alpha, "alpha", BadValues, above=0, below=1)
    kept = np.where(inside, values, 0.0)
    # Values near zero keep the cumulative sums exact; the shift cancels in the formula.
    centre = _checked(values[inside], "counts")

    def around(plane: Floats) -> Floats:
        sums: Floats = (
            window_sums(plane, grid) if radius is None else disc_sums(plane, grid, radius)
        )
        return np.asarray(sums[inside], dtype=np.float64)

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
    number(alpha, "alpha", BadValues, above=0, below=1)
    figures = among_neighbours(values, neighbours)
    centred = figures - (figures.mean() if len(figures) else 0.0)
    families = [sorted({*family, i}) for i, family in enumerate(neighbours)]
    sums = np.array([centred[family].sum() for family in families], dtype=np.float64)
    weights = np.array([len(family) for family in families], dtype=np.float64)
    everywhere = np.ones(len(figures), dtype=np.bool_)
    parameters = {"weights": "binary, self included", "alpha": alpha}
    return _result(sums, weights, centred, everywhere, alpha, parameters)


def among_neighbours(
    values: ArrayLike, neighbours: Sequence[Sequence[int]], *, least: int = 0
) -> Floats:
    """float[n]: the finite values of n places, `least` or more, with neighbours among them.

    Raises BadValues.
    """
    figures = numbers(values, "values", BadValues)
    _checked(figures, "values")
    if len(neighbours) != len(figures) or len(figures) < least:
        raise BadValues(
            f"neighbours har {len(neighbours)} listor och values {len(figures)} värden: lika många,"
            f" minst {least}."
        )
    members = [member for family in neighbours for member in family]
    if not all(isinstance(member, Integral) for member in members):
        raise BadValues("neighbours: en granne är inte ett heltal, platsens nummer i values.")
    if any(not 0 <= member < len(figures) for member in members):
        raise BadValues("neighbours: en granne finns inte bland platserna i values.")
    return figures


def _checked(values: Floats, name: str) -> float:
    """The mean, once the values are known to have one."""
    if not np.all(np.isfinite(values)) or np.abs(values).max(initial=0.0) > LARGEST_VALUE:
        raise BadValues(
            f"{name}: ett värde som räknas saknas eller är större än {LARGEST_VALUE:g}."
        )
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
