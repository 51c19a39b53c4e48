"""Visited places before and after, beside equally hot places that nobody visited. Pure.

An event belongs to the nearest place within its reach. A place nearer than two reaches to a
visited one is not used to compare with: what happened there may have moved.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
import shapely

from lofte.analysis.arrays import Bools, Floats, Ints, Times
from lofte.analysis.patrols import Patrols, patrols
from lofte.analysis.points import Points

REACH = 150.0
APART = 2.0


@dataclass(frozen=True, slots=True)
class Spot:
    id: str
    name: str
    x: float
    y: float
    radius: float = REACH


@dataclass(frozen=True, slots=True)
class Row:
    """A place with its events before and after."""

    name: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class BothTimes:
    """Two equally long times: [before, first) and [first, end)."""

    first: date
    end: date

    @property
    def before(self) -> date:
        return self.first - (self.end - self.first)

    @property
    def last(self) -> date:
        return self.end - timedelta(days=1)

    @property
    def last_before(self) -> date:
        return self.first - timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Compared:
    """visited: the places that count, that is not visited before and with an equal to compare with.

    alone: visited places without an equal; visited_before: left out, since there is no before
    without visits; too_near: not used to compare with. found: None when there was nothing to count.
    """

    visited: tuple[Row, ...]
    compared: tuple[Row, ...]
    alone: tuple[str, ...]
    visited_before: tuple[str, ...]
    too_near: tuple[str, ...]
    found: Patrols | None

    @property
    def enough(self) -> bool:
        return self.found is not None and self.found.effect.enough


def compare(
    spots: Sequence[Spot],
    points: Points,
    times: BothTimes,
    *,
    visited: Collection[str],
    visited_before: Collection[str],
) -> Compared:
    """visited, visited_before: ids of places with a visit in the time, and in that before."""
    before, after = _counts(spots, points, times)
    ids = np.array([spot.id for spot in spots], dtype=str)
    now, earlier = np.isin(ids, list(visited)), np.isin(ids, list(visited_before))
    chosen, near = now & ~earlier, _near(spots, now | earlier)
    free = ~now & ~earlier & ~near
    names = np.array([spot.name for spot in spots], dtype=object)
    told = {
        "visited_before": tuple(names[now & earlier].tolist()),
        "too_near": tuple(names[near & ~now & ~earlier].tolist()),
    }
    if not chosen.any() or not free.any():
        return Compared((), (), tuple(names[chosen].tolist()), found=None, **told)
    found = patrols((before[chosen], after[chosen]), (before[free], after[free]))
    kept, used = np.flatnonzero(chosen)[found.kept], np.flatnonzero(free)[found.compared]
    alone = np.setdiff1d(np.flatnonzero(chosen), kept)
    return Compared(
        _rows(names, before, after, kept),
        _rows(names, before, after, used),
        tuple(names[alone].tolist()),
        found=found,
        **told,
    )


def _rows(names: "np.ndarray[Any, Any]", before: Ints, after: Ints, which: Ints) -> tuple[Row, ...]:
    return tuple(Row(str(names[i]), int(before[i]), int(after[i])) for i in which)


def _counts(spots: Sequence[Spot], points: Points, times: BothTimes) -> tuple[Ints, Ints]:
    """int[spots] before and after: each event at its nearest place within reach."""
    nearest = _nearest(spots, points.x, points.y)
    first, middle, end = (np.datetime64(day, "s") for day in (times.before, times.first, times.end))
    return (
        _at(nearest, _within(points.start, first, middle), len(spots)),
        _at(nearest, _within(points.start, middle, end), len(spots)),
    )


def _within(start: Times, first: np.datetime64, end: np.datetime64) -> Bools:
    inside: Bools = (start >= first) & (start < end)
    return inside


def _at(nearest: Ints, mask: Bools, places: int) -> Ints:
    return np.bincount(nearest[mask & (nearest >= 0)], minlength=places).astype(np.int64)


def _nearest(spots: Sequence[Spot], x: Floats, y: Floats) -> Ints:
    """int[n]: number of the nearest place whose reach holds the event, or -1."""
    found = np.full(len(x), -1, dtype=np.int64)
    known = np.flatnonzero(~np.isnan(x))
    if not spots or not len(known):
        return found
    tree = shapely.STRtree([shapely.Point(spot.x, spot.y) for spot in spots])
    reach = np.array([max(spot.radius, REACH) for spot in spots])
    pairs, away = tree.query_nearest(
        shapely.points(x[known], y[known]), max_distance=reach.max(), return_distance=True,
        all_matches=False,
    )  # fmt: skip
    held = away <= reach[pairs[1]]
    found[known[pairs[0][held]]] = pairs[1][held]
    return found


def _near(spots: Sequence[Spot], visited: Bools) -> Bools:
    """bool[spots]: so near a visited place that what happened may have moved there."""
    xy = np.array([(spot.x, spot.y) for spot in spots]).reshape(-1, 2)
    reach = np.array([max(spot.radius, REACH) for spot in spots])
    if not visited.any():
        return np.zeros(len(spots), dtype=np.bool_)
    away = np.hypot(*(xy[:, None] - xy[None, visited]).transpose(2, 0, 1))
    near: Bools = (away < APART * np.maximum(reach[:, None], reach[None, visited])).any(axis=1)
    return near
