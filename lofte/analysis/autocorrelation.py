"""Moran's I: do neighbours resemble each other, on the whole and around each place?"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtr

from lofte.analysis.arrays import Floats, Ints
from lofte.analysis.concentration import BadValues, among_neighbours
from lofte.analysis.gi_chance import check_draws
from lofte.analysis.kernels.shuffles import extremes

METHOD = "Moran's I"
LOCAL_METHOD = "local Moran's I, conditional permutation"
VERSION = "1"
FEWEST = 4


@dataclass(frozen=True, slots=True)
class Moran:
    """i: Moran's I with weights that sum to 1 for each place. expected: -1 / (n - 1).

    variance, z: if the values were shuffled ("random") and if they were normal. p: two-sided, of
    z_random.
    """

    i: float
    expected: float
    variance_random: float
    variance_normal: float
    z_random: float
    z_normal: float
    p: float
    n: int
    method: str = METHOD
    version: str = VERSION
    parameters: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class LocalMoran:
    """i: float[n], their mean is Moran's I when every place has a neighbour. p: float[n], the
    smaller side of the permutations, (1 + as extreme) / (1 + permutations); 1 without neighbours.

    quadrant: int8[n], 1 high among high, 2 low among high, 3 low among low, 4 high among low, 0
    where the place or its surroundings are exactly at the mean. floor: the smallest p there can be.
    """

    i: Floats
    p: Floats
    quadrant: NDArray[np.int8]
    permutations: int
    seed: int
    floor: float
    n: int
    method: str = LOCAL_METHOD
    version: str = VERSION
    parameters: dict[str, Any] = field(default_factory=dict)


def moran(values: ArrayLike, neighbours: Sequence[Sequence[int]]) -> Moran:
    """values: float[n], n >= 4, finite and not all equal. neighbours: n lists, without the place.

    Each list weighs 1 in all; a place without neighbours weighs 0 but counts among the n.
    Source: Cliff & Ord 1981, 2.3. Raises BadValues.
    """
    numbers, families = _checked(values, neighbours)
    n = len(numbers)
    from_, to, weight = _edges(families)
    if len(to) == 0:
        raise BadValues("neighbours: ingen plats har någon granne.")
    z = numbers - numbers.mean()
    if not z.any():
        raise BadValues("values: alla värden är lika; då finns inget att jämföra.")
    s0 = float(weight.sum())
    s1, s2 = _weight_sums(from_, to, weight, n)
    square = float((z**2).sum())
    found = n / s0 * float((weight * z[from_] * z[to]).sum()) / square
    expected = -1 / (n - 1)
    normal = (n**2 * s1 - n * s2 + 3 * s0**2) / ((n**2 - 1) * s0**2) - expected**2
    tail = n * float((z**4).sum()) / square**2
    first = n * ((n**2 - 3 * n + 3) * s1 - n * s2 + 3 * s0**2)
    second = tail * ((n**2 - n) * s1 - 2 * n * s2 + 6 * s0**2)
    random = (first - second) / ((n - 1) * (n - 2) * (n - 3) * s0**2) - expected**2
    z_random = (found - expected) / np.sqrt(random) if random > 0 else 0.0
    return Moran(
        i=found,
        expected=expected,
        variance_random=random,
        variance_normal=normal,
        z_random=float(z_random),
        z_normal=float((found - expected) / np.sqrt(normal)) if normal > 0 else 0.0,
        p=float(2 * ndtr(-abs(z_random))),
        n=n,
        parameters={"weights": "rows sum to 1"},
    )


def local_moran(
    values: ArrayLike,
    neighbours: Sequence[Sequence[int]],
    *,
    permutations: int = 999,
    seed: int = 0,
) -> LocalMoran:
    """For each place: is it like its neighbours, more than if the others were shuffled?

    values, neighbours: as in `moran`. I_i = z_i (mean z of the neighbours) / (mean z^2). Draws are
    shared as in `gi_chance.gi_star_permuted`. Source: Anselin 1995. Raises BadValues.
    """
    numbers, families = _checked(values, neighbours)
    z = numbers - numbers.mean()
    if not z.any():
        raise BadValues("values: alla värden är lika; då finns inget att jämföra.")
    others: Ints = np.array([len(family) for family in families], dtype=np.int64)
    check_draws(permutations, seed, int(others.max(initial=0)) + 1)
    sums = np.array([z[family].sum() for family in families])
    around = sums / np.maximum(others, 1)
    slack = 1e-12 * float(np.abs(z).max()) * (int(others.max(initial=0)) + 1)
    beaten = np.zeros((2, len(z)), dtype=np.int64)
    extremes(z, sums, others, (permutations, seed, slack), beaten)
    return LocalMoran(
        i=z * around / (z**2).mean(),
        p=(1 + beaten.min(axis=0)) / (1 + permutations),
        quadrant=_quadrants(
            np.where(np.abs(z) > slack, z, 0), np.where(np.abs(sums) > slack, sums, 0)
        ),
        permutations=int(permutations),
        seed=int(seed),
        floor=1 / (1 + permutations),
        n=len(z),
        parameters={"weights": "rows sum to 1"},
    )


def _quadrants(z: Floats, sums: Floats) -> NDArray[np.int8]:
    high = np.where(z > 0, np.where(sums > 0, 1, 4), np.where(sums > 0, 2, 3))
    return np.where((z == 0) | (sums == 0), 0, high).astype(np.int8)


def _checked(
    values: ArrayLike, neighbours: Sequence[Sequence[int]]
) -> tuple[Floats, list[list[int]]]:
    figures = among_neighbours(values, neighbours, least=FEWEST)
    return figures, [sorted({*family} - {i}) for i, family in enumerate(neighbours)]


def _edges(families: list[list[int]]) -> tuple[Ints, Ints, Floats]:
    lengths = np.array([len(family) for family in families])
    from_: Ints = np.repeat(np.arange(len(families)), lengths)
    to: Ints = np.array([member for family in families for member in family], dtype=np.int64)
    return from_, to, 1.0 / lengths[from_]


def _weight_sums(from_: Ints, to: Ints, weight: Floats, n: int) -> tuple[float, float]:
    """S1 = half the sum of (w_ij + w_ji)^2; S2 = the sum of (row sum + column sum)^2."""
    there = dict(zip(zip(from_.tolist(), to.tolist(), strict=True), weight.tolist(), strict=True))
    back = sum(w * there.get((j, i), 0.0) for (i, j), w in there.items())
    rows = np.bincount(from_, weight, minlength=n) + np.bincount(to, weight, minlength=n)
    return float((weight**2).sum()) + back, float((rows**2).sum())
