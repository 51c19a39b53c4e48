"""Which area, which street: shapes kept in memory, one index per kommun and map revision.

The revision is asked for at every look-up and is new at every change (and never one that a
rolled-back change had), so an index that does not match the tables is never used.
"""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from threading import Lock
from typing import Any, TypeVar

import numpy as np
import shapely
from numpy.typing import NDArray

from lofte.places.models import Area, Kommun, Street

KEPT = 48  # indexes and lists in memory; a kommun needs about five

Built = TypeVar("Built")
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class FoundArea:
    """An area without its polygon."""

    pk: int
    kind: str
    code: str
    name: str
    version: str
    population: int | None

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True, eq=False)
class AreaIndex:
    """Every area of some kinds, whatever its time, in order of size (smallest first)."""

    areas: tuple[FoundArea, ...]
    first: NDArray[np.datetime64]
    last: NDArray[np.datetime64]
    tree: shapely.STRtree

    def at(self, x: Floats, y: Floats, on: date) -> Ints:
        """int64[n]: place in `areas` of the smallest area over each point; -1 = none."""
        best = np.full(len(x), len(self.areas), dtype=np.int64)
        known = np.flatnonzero(np.isfinite(x) & np.isfinite(y))
        points = shapely.points(x[known], y[known])
        which, hits = self.tree.query(points, predicate="intersects")
        day = np.datetime64(on, "D")
        valid = (self.first[hits] <= day) & (day <= self.last[hits])
        np.minimum.at(best, known[which[valid]], hits[valid])
        best[best == len(self.areas)] = -1
        return best


@dataclass(frozen=True, slots=True, eq=False)
class StreetIndex:
    names: tuple[str, ...]
    tree: shapely.STRtree

    def nearest(self, x: float, y: float, within: float) -> str:
        found = self.tree.query_nearest(shapely.Point(x, y), max_distance=within)
        return min((self.names[place] for place in found), default="")


_indexes: OrderedDict[tuple[Any, ...], Any] = OrderedDict()
_lock = Lock()


def area_index(kommun: Kommun, kinds: tuple[str, ...], revision: str = "") -> AreaIndex:
    revision = revision or _revision(kommun)
    return _kept(("areas", kommun.pk, revision, kinds), lambda: _build_areas(kommun, kinds))


def street_index(kommun: Kommun) -> StreetIndex:
    return _kept(("streets", kommun.pk, _revision(kommun)), lambda: _build_streets(kommun))


def kept_list(kommun: Kommun, name: str, build: Callable[[], Built]) -> Built:
    """A list of the kommun's that a form chooses from, as of the revision of `kommun` itself:
    read the kommun anew, as every request does, and the list is the one in the tables."""
    return _kept((name, kommun.pk, kommun.lists_revision), build)


def _revision(kommun: Kommun) -> str:
    rows = Kommun.objects.unscoped("the revision of the map says nothing about anybody")
    return rows.values_list("map_revision", flat=True).get(pk=kommun.pk)


def _kept(key: tuple[Any, ...], build: Callable[[], Built]) -> Built:
    with _lock:
        if key in _indexes:
            _indexes.move_to_end(key)
            found: Built = _indexes[key]
            return found
    made = build()
    with _lock:
        _indexes[key] = made
        while len(_indexes) > KEPT:
            _indexes.popitem(last=False)
    return made


def _build_areas(kommun: Kommun, kinds: tuple[str, ...]) -> AreaIndex:
    rows = Area.objects.unscoped("areas are not secret").filter(kommun=kommun, kind__in=kinds)
    found = [(row, shapely.from_wkb(bytes(row.polygon))) for row in rows.order_by("pk")]
    found.sort(key=lambda pair: (pair[1].area, pair[0].pk))
    shapely.prepare([shape for _, shape in found])
    return AreaIndex(
        areas=tuple(_light(row) for row, _ in found),
        first=np.array([row.valid_from or date.min for row, _ in found], "datetime64[D]"),
        last=np.array([row.valid_to or date.max for row, _ in found], "datetime64[D]"),
        tree=shapely.STRtree([shape for _, shape in found]),
    )


def _light(row: Area) -> FoundArea:
    return FoundArea(row.pk, row.kind, row.code, row.name, row.version, row.population)


def _build_streets(kommun: Kommun) -> StreetIndex:
    rows = Street.objects.unscoped("streets are not secret").filter(kommun=kommun)
    found = list(rows.order_by("name").values_list("name", "line"))
    return StreetIndex(
        names=tuple(name for name, _ in found),
        tree=shapely.STRtree([shapely.from_wkb(bytes(line)) for _, line in found]),
    )
