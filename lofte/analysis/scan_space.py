"""Kulldorff's spatial scan: the circle where cases are hardest to explain by population."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from lofte.analysis.arrays import Bools, Floats, Ints
from lofte.analysis.asked import number
from lofte.analysis.chance import USUAL, Chance, Replicates, against_chance
from lofte.analysis.kernels.scan import best_zone, space_maxima
from lofte.analysis.zones import BadScan, Zones, weights

METHOD = "spatial scan statistic (Poisson)"
VERSION = "1"
MOST_CLUSTERS = 20
MOST_CASES = 10_000_000
_LEAST_SHARE = 1e-12  # of the largest population: less is a slip of the pen, and breaks the ratio
_LEAST_LARGEST = 1e-100
_ROUNDING = 1e-9  # a sum of shares that is whole but for its last digits


@dataclass(frozen=True, slots=True, eq=False)
class Circle:
    """places: int[k], nearest the centre first. radius: metres to the outermost of them.

    p: against the best circle anywhere, so it already counts that many were looked at. p_gumbel:
    the same from the fitted curve, for what lies beyond the replicates; NaN where all replicates
    are alike, as one by itself is.
    """

    centre: int
    places: Ints
    radius: float
    cases: float
    expected: float
    ratio: float
    p: float
    p_gumbel: float


@dataclass(frozen=True, slots=True, eq=False)
class SpaceScan:
    """clusters: best first, without common places. zones: how many circles were looked at."""

    clusters: tuple[Circle, ...]
    chance: Chance
    zones: int
    cases: float
    seed: int
    method: str = METHOD
    version: str = VERSION
    parameters: dict[str, Any] = field(default_factory=dict)


def scan_space(
    cases: ArrayLike,
    population: ArrayLike,
    circles: Zones,
    *,
    total: float | None = None,
    replicates: Replicates = USUAL,
) -> SpaceScan:
    """Where are there more cases than the population explains?

    cases: float[n], >= 0. population: float[n], people or any expectation: 0, or 1e-12 of the
    largest and more; only its proportions count. circles: from `zones.zones` over the same n
    places. The ratio is ln of Kulldorff's likelihood ratio. total: how many cases it counts on;
    None = their sum. Shares of a case are allowed in what is seen, and then the sum is cut to whole
    cases, as in R's SpatialEpi (give the sum itself to keep the fraction); replicates hold the
    rounded sum.
    Source: Kulldorff 1997. Raises BadScan.
    """
    seen = weights("cases", cases, circles.places)
    under = weights("population", population, circles.places)
    if under.max() < _LEAST_LARGEST or np.any((under > 0) & (under < _LEAST_SHARE * under.max())):
        raise BadScan(
            f"population ska vara 0 eller minst {_LEAST_SHARE:g} av den största, som ska vara "
            f"minst {_LEAST_LARGEST:g}."
        )
    if np.any((under == 0) & (seen > 0)):
        raise BadScan("cases finns på en plats där population är 0.")
    if seen.sum() > MOST_CASES:
        raise BadScan(f"cases är {seen.sum():.0f}; högst {MOST_CASES}.")
    whole = float(np.floor(seen.sum() + _ROUNDING)) if total is None else total
    number(whole, "total", BadScan, above=0)
    expected = under * (seen.sum() / under.sum())
    found = _clusters(circles, seen, expected, whole)
    drawn = max(1, round(float(seen.sum())))
    usual = _expected_of_zones(circles, under * (drawn / under.sum()))
    rows = (circles.start, circles.member, usual)
    ladder = np.cumsum(under) / under.sum()

    def maxima(first: int, out: Floats) -> None:
        space_maxima(rows, ladder, drawn, (replicates.seed, first), out)

    best = found[0][0] if found else 0.0
    chance = against_chance(maxima, best, replicates)
    return SpaceScan(
        clusters=tuple(_circle(circles, one, seen, expected, chance) for one in found),
        chance=chance,
        zones=circles.number,
        cases=float(seen.sum()),
        seed=replicates.seed,
        parameters={
            "radius": circles.radius,
            "share": circles.share,
            "replicates": replicates.number,
            "stop": replicates.stop,
            "total": whole,
        },
    )


def _clusters(
    circles: Zones, seen: Floats, expected: Floats, total: float
) -> list[tuple[float, int, int]]:
    rows = (circles.start, circles.member, circles.whole)
    taken: Bools = np.zeros(circles.places, dtype=np.bool_)
    found: list[tuple[float, int, int]] = []
    while len(found) < MOST_CLUSTERS:
        ratio, centre, position = best_zone(rows, (seen, expected, total), taken)
        if centre < 0:
            break
        found.append((ratio, centre, position))
        taken[circles.member[circles.start[centre] : position + 1]] = True
    return found


def _expected_of_zones(circles: Zones, expected: Floats) -> Floats:
    """The expected cases of each zone; infinite where the position is no zone."""
    total = np.cumsum(expected[circles.member])
    before = np.concatenate([[0.0], total])[circles.start[:-1]]
    sums = total - np.repeat(before, np.diff(circles.start))
    return np.where(circles.whole & (sums > 0), sums, np.inf)


def _circle(
    circles: Zones, one: tuple[float, int, int], seen: Floats, expected: Floats, chance: Chance
) -> Circle:
    ratio, centre, position = one
    places: Ints = circles.member[circles.start[centre] : position + 1].astype(np.int64)
    return Circle(
        centre=centre,
        places=places,
        radius=float(circles.reach[position]),
        cases=float(seen[places].sum()),
        expected=float(expected[places].sum()),
        ratio=ratio,
        p=chance.p(ratio),
        p_gumbel=chance.p_gumbel(ratio),
    )
