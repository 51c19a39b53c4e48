"""Gi* against chance by conditional permutation: the place keeps its value, the others trade."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from numbers import Integral
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lofte.analysis.arrays import Bools, Floats, Ints
from lofte.analysis.asked import readable
from lofte.analysis.concentration import LARGEST_VALUE, BadValues, among_neighbours
from lofte.analysis.grid import Grid
from lofte.analysis.kernels.shuffles import extremes
from lofte.analysis.lanes import in_lanes
from lofte.analysis.neighbourhood import neighbourhood
from lofte.analysis.significance import benjamini_hochberg

METHOD = "Gi*, conditional permutation"
VERSION = "1"
MOST_BYTES = 2 * 2**30
_PLANE_STREAMS = 2**32


@dataclass(frozen=True, slots=True, eq=False)
class GiPermuted:
    """at_least, at_most: int[..., n], how many of the permutations gave a sum as large, as small.

    -1 outside the mask. family: places tested together in each plane. floor: the smallest p that
    so many permutations can give; when it is above alpha / family no single place can be found.
    """

    at_least: NDArray[np.int32]
    at_most: NDArray[np.int32]
    permutations: int
    seed: int
    family: int
    method: str = METHOD
    version: str = VERSION
    parameters: dict[str, Any] = field(default_factory=dict)

    @property
    def floor(self) -> float:
        """1 / (permutations + 1)."""
        return 1 / (self.permutations + 1)

    @property
    def p_more(self) -> Floats:
        """float[..., n], (1 + at_least) / (1 + permutations); NaN outside the mask."""
        return self._share(self.at_least)

    @property
    def p_fewer(self) -> Floats:
        """The same for at_most."""
        return self._share(self.at_most)

    def fine_enough(self, alpha: float = 0.05) -> bool:
        """Can a single place be found at all after correction for the family?"""
        return self.floor <= alpha / self.family

    def hot(self, alpha: float = 0.05) -> Bools:
        """bool[..., n]: Benjamini-Hochberg over the family of each plane."""
        p = self.p_more.reshape(-1, self.at_least.shape[-1])
        found = np.zeros(p.shape, dtype=np.bool_)
        inside = self.at_least.reshape(p.shape) >= 0
        for k in range(len(p)):
            found[k, inside[k]] = benjamini_hochberg(p[k, inside[k]], alpha).rejected
        return found.reshape(self.at_least.shape)

    def _share(self, counts: NDArray[np.int32]) -> Floats:
        share: Floats = np.where(counts < 0, np.nan, (1 + counts) / (1 + self.permutations))
        return share


def gi_star_permuted(
    values: ArrayLike,
    grid: Grid,
    *,
    mask: ArrayLike | None = None,
    radius: float | None = None,
    permutations: int = 999,
    seed: int = 0,
) -> GiPermuted:
    """For skewed values: how often do as many stand around the cell when the others trade places?

    values: float[..., cells], finite inside the mask; counts, rates or residuals. Every plane gets
    draws of its own. Within a plane all cells share one set of draws (as in esda): each p has its
    exact distribution, but the sampling errors of the cells go together. The kernel explains how.
    Plane k of a call equals plane 0 of a call with that plane alone only for k = 0.
    Source: Anselin 1995; Ord & Getis 1995. Raises BadValues.
    """
    around = neighbourhood(grid, mask, radius)
    given = readable(values, "values", BadValues)
    if given.ndim == 0 or given.shape[-1] != grid.cells or given.dtype.kind not in "iubf":
        raise BadValues(f"values ska vara tal med {grid.cells} rutor i den sista axeln.")
    planes = given.reshape(-1, grid.cells)
    inside, others = around.inside, around.weights[around.inside] - 1
    check_draws(permutations, seed, int(others.max()) + 2)
    _finite(planes[:, inside])
    found = np.full((2, *planes.shape), -1, dtype=np.int32)

    def work(start: int, stop: int) -> None:
        for k in range(start, stop):
            plane = np.where(inside, planes[k], 0).astype(np.float64)
            sums = (around.sums(plane) - plane)[inside]
            found[:, k, inside] = _counted(
                plane[inside], sums, others, (permutations, _plane_seed(seed, k))
            )

    in_lanes(work, len(planes), piece=1)
    at_least, at_most = (found[side].reshape(given.shape) for side in (0, 1))
    parameters = {"radius": radius, "weights": "binary, self included"}
    draws = (int(permutations), int(seed))
    return GiPermuted(at_least, at_most, *draws, around.n, parameters=parameters)


def gi_star_neighbours_permuted(
    values: ArrayLike,
    neighbours: Sequence[Sequence[int]],
    *,
    permutations: int = 999,
    seed: int = 0,
) -> GiPermuted:
    """The same for n places with a list of neighbours each. values: float[n]. Raises BadValues."""
    figures = among_neighbours(values, neighbours, least=1)
    families = [sorted({*family} - {i}) for i, family in enumerate(neighbours)]
    others: Ints = np.array([len(family) for family in families], dtype=np.int64)
    check_draws(permutations, seed, int(others.max()) + 2)
    sums = np.array([figures[family].sum() for family in families])
    found = _counted(figures, sums, others, (permutations, _plane_seed(seed, 0)))
    parameters = {"weights": "binary, self included"}
    draws = (int(permutations), int(seed))
    return GiPermuted(found[0], found[1], *draws, len(figures), parameters=parameters)


def _counted(
    values: Floats, sums: Floats, others: Ints, draws: tuple[int, int]
) -> NDArray[np.int32]:
    _finite(values)
    # Sums of the same values in another order differ in the last digits and are still ties.
    slack = 1e-12 * float(np.abs(values).max()) * (int(others.max()) + 1)
    found = np.zeros((2, len(values)), dtype=np.int64)
    extremes(values, sums, others, (*draws, slack), found)
    return found.astype(np.int32)


def _plane_seed(seed: int, plane: int) -> int:
    return seed + plane * _PLANE_STREAMS


def check_draws(permutations: int, seed: int, length: int) -> None:
    """Rows of `length` places for every permutation fit in memory. Raises BadValues."""
    if not (isinstance(permutations, Integral) and permutations >= 1):
        raise BadValues(f"permutations ska vara ett heltal från 1, inte {permutations}.")
    if not (isinstance(seed, Integral) and 0 <= seed < _PLANE_STREAMS):
        raise BadValues(f"seed ska vara ett heltal från 0 till {_PLANE_STREAMS - 1}, inte {seed}.")
    needed = 3 * 8 * int(permutations) * length
    if needed > MOST_BYTES:
        raise BadValues(
            f"permutations = {permutations} kräver {needed / 2**30:.1f} GiB minne; högst "
            f"{MOST_BYTES // (3 * 8 * length)} ryms."
        )


def _finite(values: NDArray[Any]) -> None:
    if not np.all(np.abs(values) <= LARGEST_VALUE):  # false for NaN
        raise BadValues(
            f"values: ett värde innanför masken saknas eller är större än {LARGEST_VALUE:g}."
        )
