"""A small town made for the picture's tests: quiet everywhere, and what a test plants in it."""

from datetime import date, timedelta

import numpy as np
import shapely

from lofte.analysis.points import Points
from lofte.situation.counts import AreaShape, NamedPlace
from lofte.situation.document import Source

FIRST = date(2026, 1, 5)  # a Monday
WEEKS = 44
X0, Y0 = 383_000.0, 6_470_000.0
SOURCE = Source(name="Provregistret", file="prov.csv", checksum="ab" * 32, rows=1, crs="EPSG:3006")


def events(
    where: list[tuple[float, float]], when: list[tuple[date, int]], category: int = 0
) -> list[tuple[float, float, np.datetime64, int]]:
    """One event per pair of place (metres from the corner of the town) and (day, hour)."""
    return [
        (X0 + x, Y0 + y, np.datetime64(f"{day}T{hour:02}:15:00"), category)
        for (x, y), (day, hour) in zip(where, when, strict=True)
    ]


def points(rows: list[tuple[float, float, np.datetime64, int]], categories: int = 2) -> Points:
    """Events as points, all times exact."""
    x, y, start, category = zip(*rows, strict=True) if rows else ((), (), (), ())
    names = ("Klotter", "Samling", "Buller")[:categories]
    ends = np.full(len(rows), "NaT", "datetime64[s]")
    return Points(
        np.array(x, float), np.array(y, float), np.array(start, "datetime64[s]"), ends,
        np.array(category, int), names,
    )  # fmt: skip


def quiet(per_week: int = 40, seed: int = 1) -> list[tuple[float, float, np.datetime64, int]]:
    """The same rate everywhere and always, over 2 x 2 km, for WEEKS weeks."""
    random = np.random.default_rng(seed)
    size = per_week * WEEKS
    where = random.uniform(0, 2000, (size, 2)).tolist()
    days = [FIRST + timedelta(days=int(d)) for d in random.integers(0, 7 * WEEKS, size)]
    hours = random.integers(0, 24, size).tolist()
    kinds = random.integers(0, 2, size).tolist()
    rows = events([tuple(at) for at in where], list(zip(days, hours, strict=True)))
    return [(x, y, t, k) for (x, y, t, _), k in zip(rows, kinds, strict=True)]


def rise(
    at: tuple[float, float], count: int, *, hour: int = 21, weekday: int = 4, category: int = 0
) -> list[tuple[float, float, np.datetime64, int]]:
    """`count` events at one spot in the last four weeks, on one weekday and hour."""
    last = FIRST + timedelta(weeks=WEEKS - 4)
    days = [last + timedelta(weeks=i % 4, days=weekday) for i in range(count)]
    return events([at] * count, [(day, hour) for day in days], category)


def square(code: str, name: str, west: float, south: float, side: float) -> AreaShape:
    """A square area, metres from the corner of the town."""
    west, south = X0 + west, Y0 + south
    return AreaShape(code, name, shapely.box(west, south, west + side, south + side))


def place(name: str, x: float, y: float, radius: float = 150.0) -> NamedPlace:
    """A named place, metres from the corner of the town."""
    return NamedPlace(name.lower(), name, X0 + x, Y0 + y, radius)
