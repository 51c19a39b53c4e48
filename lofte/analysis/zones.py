"""The circles that a scan looks at: from each centre, one place more at a time."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.spatial import cKDTree

from lofte.analysis.arrays import Bools, Floats, Int32s, Ints
from lofte.analysis.asked import number
from lofte.analysis.grid import FAR_AWAY

MOST_MEMBERS = 100_000_000
_TIE = 1e-9


MOST_WEIGHT = 1e15


class BadScan(ValueError):
    """The scan cannot be made; the sentence says which argument and what is allowed."""


@dataclass(frozen=True, slots=True, eq=False)
class Zones:
    """Row c holds the places around centre c, nearest first: member[start[c]:start[c + 1]].

    A zone is a centre and a position: that place and all before it in the row. whole: bool, False
    where the next place lies as far away and the zone would cut a circle. reach: metres.
    """

    places: int
    start: Ints
    member: Int32s
    whole: Bools
    reach: Floats
    radius: float | None
    share: float

    @property
    def centres(self) -> int:
        """Number of centres."""
        return len(self.start) - 1

    @property
    def number(self) -> int:
        """Number of zones, the same set of places counted once for each centre."""
        return int(self.whole.sum())


def zones(
    coordinates: ArrayLike,
    weight: ArrayLike,
    *,
    radius: float | None = None,
    share: float = 0.5,
    centres: ArrayLike | None = None,
) -> Zones:
    """Circles of up to `radius` metres and at most `share` of all weight.

    coordinates: float[n, d], finite, metres. weight: float[n], >= 0: population, or cases; what
    `share` is a share of. radius: None = no limit. centres: float[m, d], None = the places.
    A circle holds every place on its rim: places at the same distance go in together.
    Raises BadScan.
    """
    where = _coordinates("coordinates", coordinates)
    middles = where if centres is None else _coordinates("centres", centres)
    heavy = weights("weight", weight, len(where))
    if middles.shape[1] != where.shape[1]:
        raise BadScan(f"centres har {middles.shape[1]} koordinater men platserna {where.shape[1]}.")
    if radius is not None:
        number(radius, "radius", BadScan, least=0)
    number(share, "share", BadScan, above=0, most=1)
    centre, member, reach = _near(where, middles, radius)
    # The next one lies in the same row and as far away: this zone would cut a circle.
    same = np.zeros(len(centre), dtype=np.bool_)
    same[:-1] = (centre[1:] == centre[:-1]) & (reach[1:] - reach[:-1] <= _TIE * (1 + reach[:-1]))
    start = np.searchsorted(centre, np.arange(len(middles) + 1))
    inside = _within(np.cumsum(heavy[member]), start, share * heavy.sum())
    kept = _kept(inside, same, start, centre)
    return Zones(
        places=len(where),
        start=np.searchsorted(centre[kept], np.arange(len(middles) + 1)),
        member=member[kept].astype(np.int32),
        whole=~same[kept],
        reach=reach[kept],
        radius=radius,
        share=share,
    )


def _near(where: Floats, middles: Floats, radius: float | None) -> tuple[Ints, Ints, Floats]:
    """Centre, place and distance of every pair within the radius, sorted so."""
    if radius is None:
        if len(where) * len(middles) > MOST_MEMBERS:
            raise BadScan(
                f"{len(middles)} centra gånger {len(where)} platser är för många utan gräns; ange "
                "radius."
            )
        centre = np.repeat(np.arange(len(middles)), len(where))
        member = np.tile(np.arange(len(where)), len(middles))
        reach = np.sqrt(((where[member] - middles[centre]) ** 2).sum(axis=1))
    else:
        slack = radius * (1 + _TIE)
        tree, other = cKDTree(middles), cKDTree(where)
        if tree.count_neighbors(other, slack) > MOST_MEMBERS:
            raise BadScan(f"radius = {radius} ger för många platser i varje cirkel. Minska radius.")
        pairs = tree.sparse_distance_matrix(other, slack, output_type="ndarray")
        centre, member, reach = pairs["i"], pairs["j"], pairs["v"]
    order = np.lexsort((member, reach, centre))
    return centre[order], member[order], reach[order]


def _within(total: Floats, start: Ints, limit: float) -> Bools:
    """Where the weight from the start of the row is still within the limit."""
    before = np.concatenate([[0.0], total])[start[:-1]]
    lengths = np.diff(start)
    inside: Bools = total - np.repeat(before, lengths) <= limit * (1 + _TIE)
    return inside


def _kept(inside: Bools, same: Bools, start: Ints, centre: Ints) -> Bools:
    """The rows up to the last zone that is whole and within the limit."""
    position = np.arange(len(inside))
    last = np.full(len(start) - 1, -1, dtype=np.int64)
    fine = np.flatnonzero(inside & ~same)
    np.maximum.at(last, centre[fine], fine)
    kept: Bools = position <= last[centre]
    return kept


def _coordinates(name: str, values: ArrayLike) -> Floats:
    given = _numbers(name, values)
    if given.ndim != 2 or len(given) == 0 or given.shape[1] == 0:
        raise BadScan(f"{name} ska ha minst en plats, [platser, 2], inte formen {given.shape}.")
    if not np.all(np.abs(given) <= FAR_AWAY):  # false for NaN
        raise BadScan(f"{name}: en koordinat saknas eller ligger orimligt långt bort.")
    return given


def weights(name: str, values: ArrayLike, places: int) -> Floats:
    """float[places], >= 0 and something above. Raises BadScan."""
    given = _numbers(name, values)
    if given.shape != (places,):
        raise BadScan(f"{name} ska ha ett tal för var och en av {places} platser: {given.shape}.")
    if not np.all((given >= 0) & (given <= MOST_WEIGHT)) or not given.sum() > 0:
        raise BadScan(
            f"{name} ska vara från noll till {MOST_WEIGHT:g} överallt, och mer än noll någonstans."
        )
    return given


def _numbers(name: str, values: ArrayLike) -> Floats:
    try:
        return np.asarray(values, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise BadScan(f"{name} ska vara tal.") from error
