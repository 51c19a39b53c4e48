"""Near repeats: does one event make another near it, soon, more likely? Knox's table."""

from dataclasses import dataclass, field
from numbers import Integral
from typing import Any

import numpy as np
from numpy.typing import ArrayLike
from scipy.spatial import cKDTree
from scipy.special import pdtrc

from lofte.analysis.arrays import Floats, Int32s, Ints
from lofte.analysis.asked import numbers, readable
from lofte.analysis.grid import FAR_AWAY
from lofte.analysis.kernels.repeats import day_degrees, dealt_tables, table_of
from lofte.analysis.lanes import in_lanes

METHOD = "near repeat (Knox table, permuted times)"
VERSION = "1"
MOST_PAIRS = 50_000_000
MOST_BYTES = 2 * 2**30
_PIECE = 25

Pairs = tuple[Ints, Int32s, Int32s]


class BadRepeats(ValueError):
    """The table cannot be made; the sentence says which argument and what is allowed."""


@dataclass(frozen=True, slots=True)
class Bands:
    """Upper edges, rising: metres above 0, days from 0. A band holds its upper edge and not its
    lower one; the first band of days holds 0.

    identical: the very same coordinates are a band of their own, before the others: they may be
    one address, or a street that geocoding put at one point. False: they belong to the first
    distance, which then holds 0, as in Knox's own test. Raises BadRepeats.
    """

    distances: tuple[float, ...]
    days: tuple[float, ...]
    identical: bool = True

    def __post_init__(self) -> None:
        for name, least in (("distances", 0.0), ("days", -1e-300)):
            edges = numbers(getattr(self, name), name, BadRepeats)
            rising = edges.ndim == 1 and len(edges) > 0 and bool(np.all(np.diff(edges) > 0))
            if not rising or not np.all(np.isfinite(edges)) or edges[0] <= least:
                raise BadRepeats(f"{name} ska vara stigande gränser större än noll, inte {edges}.")

    @property
    def shape(self) -> tuple[int, int]:
        """Rows (distances) and columns (days) of the table."""
        return len(self.distances) + self.identical, len(self.days)


@dataclass(frozen=True, slots=True, eq=False)
class NearRepeat:
    """All tables: [distance bands, day bands], as `Bands` says.

    observed: pairs. expected, variance: of the permutation distribution, exact, no simulation.
    p: (1 + permutations with at least as many pairs) / (1 + permutations). p_poisson: P(X >= x).
    ratio: observed / expected, NaN where no pair is expected.
    """

    observed: Ints
    expected: Floats
    variance: Floats
    p: Floats
    p_poisson: Floats
    bands: Bands
    n: int
    permutations: int
    seed: int
    method: str = METHOD
    version: str = VERSION
    parameters: dict[str, Any] = field(default_factory=dict)

    @property
    def ratio(self) -> Floats:
        """How many times as many pairs as chance gives."""
        usual = np.where(self.expected > 0, self.expected, np.nan)
        ratio: Floats = self.observed / usual
        return ratio


def near_repeat(
    where: tuple[ArrayLike, ArrayLike],
    day: ArrayLike,
    bands: Bands,
    *,
    permutations: int = 999,
    seed: int = 0,
) -> NearRepeat:
    """Count pairs of events by distance and days between them, and compare with dealt-out times.

    where: x[n], y[n], metres. day: float[n], days since whenever; parts of a day are allowed and no
    order is asked for. Neighbours are found by a k-d tree; pairs beyond the last distance are never
    looked at. permutations = 0: only the exact moments and Poisson, p is NaN.
    Source: Knox 1964; Mantel 1967 (moments); Johnson et al. 2007. Raises BadRepeats.
    """
    x, y, times = _events(where, day)
    _check_draws(permutations, seed, bands.shape[0] * bands.shape[1])
    edges = np.array(bands.days, dtype=np.float64)
    pairs = _pairs(x, y, bands)
    observed = np.empty(bands.shape, dtype=np.int64)
    table_of(pairs, times, edges, observed)
    expected, variance = _moments(pairs, times, edges, bands.shape)
    beaten = _beaten(pairs, times, edges, observed, (permutations, seed))
    share = (1 + beaten) / (1 + permutations)
    return NearRepeat(
        observed=observed,
        expected=expected,
        variance=variance,
        p=share if permutations else np.full(bands.shape, np.nan),
        p_poisson=poisson_at_least(observed, expected),
        bands=bands,
        n=len(x),
        permutations=int(permutations),
        seed=int(seed),
        parameters={
            "distances": bands.distances,
            "days": bands.days,
            "identical": bands.identical,
        },
    )


def poisson_at_least(observed: ArrayLike, expected: ArrayLike) -> Floats:
    """P(X >= observed), X Poisson with that mean; 1 where 0 is observed. Raises BadRepeats."""
    x, mean = (
        readable(values, name, BadRepeats)
        for name, values in (("observed", observed), ("expected", expected))
    )
    if x.shape != mean.shape or any(v.size and v.dtype.kind not in "iubf" for v in (x, mean)):
        raise BadRepeats(f"observed och expected ska vara tal, {x.shape} och {mean.shape}.")
    if not all(np.all((v >= 0) & np.isfinite(v)) for v in (x, mean)):
        raise BadRepeats("observed och expected ska vara noll eller mer, utan luckor.")
    p: Floats = np.where(x > 0, pdtrc(np.maximum(x - 1, 0), mean), 1.0)
    return p


def _events(where: tuple[ArrayLike, ArrayLike], day: ArrayLike) -> tuple[Floats, Floats, Floats]:
    columns = []
    if len(where) != 2:
        raise BadRepeats("where ska vara två rader tal, x och y i meter.")
    for name, values in (("x", where[0]), ("y", where[1]), ("day", day)):
        try:
            column = np.array(values, dtype=np.float64)
        except (TypeError, ValueError) as error:
            raise BadRepeats(f"{name} ska vara en rad av tal, som meter eller dagar.") from error
        if column.ndim != 1 or not np.all(np.abs(column) <= FAR_AWAY):  # false for NaN
            raise BadRepeats(f"{name} ska vara en rad av tal; ett saknas eller är orimligt stort.")
        columns.append(column)
    lengths = {len(column) for column in columns}
    if len(lengths) > 1 or min(lengths) < 2:
        raise BadRepeats(
            f"x, y och day har {', '.join(str(len(c)) for c in columns)} händelser; de ska vara "
            "lika många och minst två."
        )
    return columns[0], columns[1], columns[2]


def _check_draws(permutations: int, seed: int, cells: int) -> None:
    if not (isinstance(permutations, Integral) and permutations >= 0):
        raise BadRepeats(f"permutations ska vara ett heltal från 0, inte {permutations}.")
    if not (isinstance(seed, Integral) and 0 <= seed < 2**63):
        raise BadRepeats(f"seed ska vara ett heltal från 0, inte {seed}.")
    if int(permutations) * cells * 8 > MOST_BYTES:
        raise BadRepeats(
            f"permutations = {permutations} tar mer än {MOST_BYTES / 2**30:.0f} GiB; högst "
            f"{MOST_BYTES // (8 * cells)} ryms."
        )


def _pairs(x: Floats, y: Floats, bands: Bands) -> Pairs:
    """For each event the later ones within the last distance, with their band."""
    where, edges = np.stack([x, y], axis=1), np.array(bands.distances, dtype=np.float64)
    tree = cKDTree(where)
    reach = float(edges[-1]) * (1 + 1e-9)  # what rounding brought along falls out by its band
    number = (int(tree.count_neighbors(tree, reach)) - len(x)) // 2
    if number > MOST_PAIRS:
        raise BadRepeats(
            f"distances: {number} par ligger inom {edges[-1]:.0f} m; gränsen är {MOST_PAIRS}. Ta "
            "färre händelser eller kortare avstånd."
        )
    pairs = tree.query_pairs(reach, output_type="ndarray")
    away = np.sqrt(((where[pairs[:, 0]] - where[pairs[:, 1]]) ** 2).sum(axis=1))
    band = np.searchsorted(edges, away, side="left")
    if bands.identical:
        band = np.where(away == 0, 0, band + 1)
    kept = band < bands.shape[0]
    first, other, band = pairs[kept, 0], pairs[kept, 1], band[kept]
    order = np.argsort(first, kind="stable")
    start = np.searchsorted(first[order], np.arange(len(x) + 1))
    return start, other[order].astype(np.int32), band[order].astype(np.int32)


def _moments(
    pairs: Pairs, times: Floats, edges: Floats, bands: tuple[int, int]
) -> tuple[Floats, Floats]:
    """Mean and variance over all ways to deal the times: pairs of pairs that share none, one or
    both of their events (Mantel 1967 for tables of zeros and ones)."""
    n = len(times)
    near, near_wedges = _space_counts(pairs, bands[0], n)
    degrees = np.empty((bands[1], n), dtype=np.int64)
    day_degrees(np.sort(times), edges, degrees)
    soon = degrees.sum(axis=1) / 2.0
    soon_wedges = (degrees * (degrees - 1.0)).sum(axis=1)
    every = n * (n - 1) / 2
    expected = near[:, None] * soon / every
    square = expected + near_wedges[:, None] * soon_wedges / max(n * (n - 1) * (n - 2), 1)
    apart = (near * (near - 1) - near_wedges)[:, None] * (soon * (soon - 1) - soon_wedges)
    square = square + 4 * apart / max(n * (n - 1) * (n - 2) * (n - 3), 1)
    return expected, np.maximum(square - expected**2, 0.0)


def _space_counts(pairs: Pairs, bands: int, n: int) -> tuple[Floats, Floats]:
    """Pairs of each band, and ordered pairs of pairs that share an event."""
    start, other, band = pairs
    first = np.repeat(np.arange(n), np.diff(start))
    near, wedges = np.zeros(bands), np.zeros(bands)
    for k in range(bands):
        here = band == k
        degree = np.bincount(first[here], minlength=n) + np.bincount(other[here], minlength=n)
        near[k] = here.sum()
        wedges[k] = (degree * (degree - 1.0)).sum()
    return near, wedges


def _beaten(
    pairs: Pairs, times: Floats, edges: Floats, observed: Ints, draws: tuple[int, int]
) -> Ints:
    """How many permutations have at least as many pairs in each cell of the table."""
    permutations, seed = draws
    tables = np.empty((permutations, *observed.shape), dtype=np.int64)

    def work(start: int, stop: int) -> None:
        dealt_tables(pairs, times, edges, (seed, start), tables[start:stop])

    in_lanes(work, permutations, piece=_PIECE)
    beaten: Ints = (tables >= observed).sum(axis=0)
    return beaten
