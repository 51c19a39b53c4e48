"""Where things are reported: the named places, points along the streets, squares of open land."""

import functools
from dataclasses import dataclass

import numpy as np
import shapely

from lofte.demo import plan
from lofte.demo.areas import shapes
from lofte.demo.curves import Floats
from lofte.demo.kinds import CATEGORIES, MIX_NAMES, MIXES
from lofte.demo.spots import spots
from lofte.demo.streets import streets

STREETS_WEEKLY = 11.0
LAND_WEEKLY = 1.5


@dataclass(frozen=True, slots=True, eq=False)
class Sites:
    """float[n] each: local metres, the half-width of the square to scatter in, weekly rate at
    2,600 reports a year, index of the mix; the first len(spots()) are the named places."""

    x: Floats
    y: Floats
    scatter: Floats
    weekly: Floats
    mix: np.ndarray
    own: np.ndarray  # index into own_codes()


def own_codes() -> tuple[str, ...]:
    return tuple(code for code, _, kind, _, _ in shapes() if kind == "own")


@functools.cache
def sites() -> Sites:
    named = spots()
    rows = [
        np.array([s.x for s in named]), np.array([s.y for s in named]),
        np.full(len(named), 24.0), np.array([s.weekly for s in named]),
        np.array([MIX_NAMES.index(s.mix) for s in named]),
    ]  # fmt: skip
    table = np.vstack([np.column_stack(rows), _along_streets(), _open_land()])
    points = shapely.points(table[:, 0], table[:, 1])
    own = np.full(len(table), -1)
    for i, code in enumerate(own_codes()):
        shape = next(s[4] for s in shapes() if s[0] == code and s[2] == "own")
        shapely.prepare(shape)
        own[shapely.covers(shape, points)] = i
    x, y, scatter, weekly, mix = table.T
    return Sites(x, y, scatter, weekly, mix.astype(int), own)


def _along_streets() -> Floats:
    weight = {"main": 2.2, "residential": 1.0, "path": 1.6}
    rows = []
    for street in streets():
        at = np.arange(10.0, street.line.length, 40.0)
        if len(at) == 0:
            continue
        point = shapely.get_coordinates(shapely.line_interpolate_point(street.line, at))
        away = np.hypot(*point.T)
        rate = weight[street.kind] * (np.exp(-away / 700) + 0.05 * np.exp(-away / 4000))
        rows.append(np.column_stack([point, np.full(len(at), 6.0), rate]))
    table = np.vstack(rows)
    table = table[_dry_inside(table[:, 0], table[:, 1], 12.0)]
    table[:, 3] *= STREETS_WEEKLY / table[:, 3].sum()
    return np.column_stack([table, np.full(len(table), MIX_NAMES.index("street"))])


def _open_land() -> Floats:
    """Every 100 m square that lies wholly on land in the kommun."""
    axis = np.arange(-plan.HALF_SIDE + 50, plan.HALF_SIDE, 100.0)
    x, y = (a.ravel() for a in np.meshgrid(axis, axis))
    keep = _dry_inside(x, y, 75.0)
    x, y = x[keep], y[keep]
    away = np.hypot(x, y)
    rate = np.exp(-away / 900) + 0.04
    rate *= LAND_WEEKLY / rate.sum()
    mix = np.full(len(x), MIX_NAMES.index("land"))
    return np.column_stack([x, y, np.full(len(x), 49.9), rate, mix])


def _dry_inside(x: Floats, y: Floats, margin: float) -> np.ndarray:
    room = plan.kommun().buffer(-margin - 5).difference(plan.lakes().buffer(margin))
    shapely.prepare(room)
    return shapely.contains_xy(room, x, y)


@functools.cache
def weekly_table() -> Floats:
    """float[sites, categories]: expected reports a week at 2,600 a year, nothing planted."""
    share = np.zeros((len(MIX_NAMES), len(CATEGORIES)))
    for i, name in enumerate(MIX_NAMES):
        for code, part in MIXES[name].items():
            share[i, CATEGORIES.index(code)] = part
    share /= share.sum(axis=1, keepdims=True)
    at = sites()
    return at.weekly[:, None] * share[at.mix]
