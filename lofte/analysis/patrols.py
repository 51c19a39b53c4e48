"""Visited places before and after, beside places that were equally hot and not visited.

A place is visited because it was hot, and hot places cool by themselves (regression to the mean).
So every visited place is compared with places that had as many events before and no visit.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from lofte.analysis.arrays import Ints
from lofte.analysis.asked import whole
from lofte.analysis.differences import difference_in_differences
from lofte.analysis.effect import Assumption, BadEffect, Effect, checked_counts, checked_level

METHOD = "visited against equally hot places"
NEAREST = 3
CLOSE = 0.1
MOST_NEAREST = 100


@dataclass(frozen=True, slots=True, eq=False)
class Patrols:
    """effect: the ratio against the equally hot places. plain: after over before where visited;
    cooling: the same at the places compared with, what would have come anyway; None without events
    before. matched, unmatched: visited places with and without an equally hot one; only the
    matched count. kept, compared: int, which of the visited count, and their equals.
    """

    effect: Effect
    plain: float | None
    cooling: float | None
    matched: int
    unmatched: int
    kept: Ints
    compared: Ints


def patrols(
    visited: tuple[ArrayLike, ArrayLike],
    unvisited: tuple[ArrayLike, ArrayLike],
    *,
    nearest: int = NEAREST,
    level: float = 0.95,
    dispersion: float | None = None,
) -> Patrols:
    """Compare visited places with up to `nearest` unvisited ones that had as many events before.

    visited, unvisited: (before, after), int[places]. "As many" is within a tenth, at least one
    event when there were five or more, else exactly. Hot places choose first, and no unvisited
    place is used twice, so the result depends on the counts and not on luck. Too few events is an
    answer, see `Effect`. Raises BadEffect.
    """
    checked_level(level)
    whole(nearest, "nearest", BadEffect, least=1, most=MOST_NEAREST)
    for name, pair in (("visited", visited), ("unvisited", unvisited)):
        if len(pair) != 2:
            raise BadEffect(f"{name} ska vara två rader antal: före och efter.")
    v0, v1 = (checked_counts(part, "visited") for part in visited)
    u0, u1 = (checked_counts(part, "unvisited") for part in unvisited)
    if len(v0) != len(v1) or len(u0) != len(u1):
        raise BadEffect(
            "visited och unvisited ska ha lika många platser före som efter, i samma ordning."
        )
    kept, used = _matched(v0, u0, nearest)
    effect = difference_in_differences(
        (v0[kept], v1[kept]) if len(kept) else (0, 0),
        (u0[used], u1[used]) if len(used) else (0, 0),
        level=level,
        dispersion=dispersion,
        assumed=(Assumption.EQUALLY_HOT, Assumption.NO_SPILL, Assumption.SAME_REPORTING),
        method=METHOD,
    )
    return Patrols(
        effect, _change(v0[kept], v1[kept]), _change(u0[used], u1[used]),
        len(kept), len(v0) - len(kept), kept, used,
    )  # fmt: skip


def _matched(visited: Ints, unvisited: Ints, nearest: int) -> tuple[Ints, Ints]:
    """Numbers of the visited places that have an equal, and of the unvisited places chosen.

    One round for each neighbour, so that nobody takes three before all have one.
    """
    free = np.ones(len(unvisited), dtype=np.bool_)
    order = np.argsort(-visited, kind="stable")
    kept: list[int] = []
    used: list[int] = []
    for turn in range(nearest):
        for place in order if turn == 0 else list(kept):
            away = np.abs(unvisited - visited[place])
            room = max(CLOSE * visited[place], 1.0) if visited[place] >= 5 else 0.0
            away = np.where(free, away, np.iinfo(np.int64).max)
            best = int(np.argmin(away)) if len(away) else 0
            if len(away) and away[best] <= room:
                free[best] = False
                used.append(best)
                if turn == 0:
                    kept.append(int(place))
    return np.array(sorted(kept), dtype=np.int64), np.array(sorted(used), dtype=np.int64)


def _change(before: Ints, after: Ints) -> float | None:
    return float(after.sum() / before.sum()) if before.sum() else None
