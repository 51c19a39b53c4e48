"""Named streets and their addresses."""

import functools
from dataclasses import dataclass

import numpy as np
import shapely

from lofte.demo import plan
from lofte.demo.curves import line
from lofte.demo.names import street_names
from lofte.demo.network import Street, local_lines, main_streets, own_area_of, snapped

SIDE = 28.0  # metres between two entrances on the same side
FARM_SIDE = 380.0


@dataclass(frozen=True, slots=True)
class Addresses:
    """One row per address, arrays of equal length; x and y in local metres."""

    street: np.ndarray  # index into streets()
    number: np.ndarray
    x: np.ndarray
    y: np.ndarray


def village_streets() -> list[tuple[str, shapely.LineString]]:
    found = []
    for (name, x, y), rural in zip(plan.VILLAGES, ("LY11", "LY12"), strict=True):
        shapes = [
            [(-260, 40), (-90, 90), (60, 150), (230, 130)],
            [(-60, -20), (-90, 90), (-150, 260)],
            [(120, -20), (60, 150), (40, 290)],
            [(-150, 260), (-40, 270), (40, 290)],
            [(-40, -20), (10, -140), (110, -240)],
        ]
        del name
        found += [(rural, line([(x + dx, y + dy) for dx, dy in one])) for one in shapes]
    return found


@functools.cache
def streets() -> tuple[Street, ...]:
    """Main streets first, then rural roads, local streets and paths; always the same order."""
    found = []
    for name, kind, curve in main_streets():
        middle = curve.interpolate(0.5, normalized=True)
        found.append(Street(name, kind, _area_of(middle), curve))
    network = shapely.union_all([s.line for s in found])
    for name, points in plan.RURAL_ROADS:
        curve = snapped(points, network)
        network = network.union(curve)
        found.append(Street(name, "main", _area_of(curve.interpolate(0.5, normalized=True)), curve))
    found += _local()
    for name, points in plan.PATHS:
        curve = line(points, step=15)
        found.append(Street(name, "path", _area_of(curve.interpolate(0.5, normalized=True)), curve))
    return tuple(
        Street(s.name, s.kind, s.area, shapely.intersection(s.line, plan.kommun())) for s in found
    )


def _local() -> list[Street]:
    pools = {
        kind: street_names(kind)
        for kind in ("centre", "station", "housing", "villas", "school", "industry", "rural")
    }
    lines = [(code, kind, curve) for code, kind, curve in local_lines()]
    lines += [(code, "rural", curve) for code, curve in village_streets()]
    return [Street(next(pools[kind]), "residential", code, curve) for code, kind, curve in lines]


def _area_of(point: shapely.Point) -> str:
    if plan.tatort().contains(point):
        return own_area_of(round(point.x, 1), round(point.y, 1))[0]
    return "LY11" if point.y > 0 else "LY12"


@functools.cache
def addresses() -> Addresses:
    """Odd numbers on the left, even on the right, counted from the street's beginning."""
    rows = []
    for index, street in enumerate(streets()):
        if street.kind == "path":
            continue
        rural = street.area in ("LY11", "LY12") and street.kind == "main"
        at = np.arange(14.0, street.line.length - 8, FARM_SIDE if rural else SIDE)
        if len(at) == 0:
            continue
        here = shapely.get_coordinates(shapely.line_interpolate_point(street.line, at))
        ahead = shapely.get_coordinates(shapely.line_interpolate_point(street.line, at + 2))
        way = ahead - here
        way /= np.hypot(*way.T)[:, None]
        left = np.column_stack([-way[:, 1], way[:, 0]]) * 11
        numbers = np.arange(len(at))
        for side, first in ((left, 1), (-left, 2)):
            place = here + side
            rows.append((np.full(len(at), index), numbers * 2 + first, *place.T))
    which, number, x, y = (np.concatenate(column) for column in zip(*rows, strict=True))
    dry = ~shapely.contains_xy(plan.water(), x, y) & shapely.contains_xy(plan.kommun(), x, y)
    return Addresses(which[dry], number[dry], x[dry].round(1), y[dry].round(1))
