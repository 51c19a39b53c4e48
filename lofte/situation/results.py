"""Everything that is computed for a picture, once; telling it is the composer's work."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lofte.analysis.concentration import GiStar, gi_star
from lofte.analysis.counting import count
from lofte.analysis.hours import HotHours, WeekHours, hot_hours, week_hours
from lofte.analysis.points import Points
from lofte.situation.comparisons import ALPHA, Compared, Effort, compare
from lofte.situation.counts import (
    AreaShape,
    NamedPlace,
    Squares,
    Times,
    in_areas,
    per_area,
    per_place,
)
from lofte.situation.findings import Named

FEWEST = 5


@dataclass(frozen=True, eq=False)
class Around:
    """What the kommun knows about its own ground; all of it may be missing.

    newcomers: bool[n], as the points: reported by someone who has begun lately.
    live: somebody reports what happens, so that a silent day is one without events.
    """

    areas: Sequence[AreaShape] = ()
    places: Sequence[NamedPlace] = ()
    reporters: Effort | None = None
    newcomers: NDArray[np.bool_] | None = None
    live: bool = False


@dataclass(frozen=True, eq=False)
class Results:
    """Counts and tests of one picture. in_areas: (area, event) of every event in an area."""

    points: Points
    when: Times
    grid: Squares
    around: Around
    total: Compared
    kinds: Compared
    cells: Compared
    areas: Compared
    places: Compared
    hours: WeekHours
    most_hours: tuple[HotHours, ...]
    more_hours: tuple[HotHours, ...]
    gi: GiStar | None
    in_areas: tuple[NDArray[np.int64], NDArray[np.int64]]

    @property
    def named(self) -> Named:
        """Places and areas beside their results."""
        return Named(self.around.places, self.places, self.around.areas, self.areas)

    @property
    def hot(self) -> NDArray[np.bool_]:
        """bool[active squares]: clearly more events than on the rest of the map.

        With few events on the map Gi* points at squares that hold one or two; they are not told.
        """
        if self.gi is None:
            return np.zeros(len(self.grid.active), dtype=np.bool_)
        enough = self.grid.window[:, -1] >= FEWEST
        hot: NDArray[np.bool_] = self.gi.hot[self.grid.active] & enough
        return hot


def measure(points: Points, when: Times, grid: Squares, around: Around) -> Results:
    """Count and test every family of units; each has its own false-discovery correction."""
    effort = around.reporters
    register = count(np.minimum(when.slot, 0), when.slot, units=1, slots=when.columns)
    kinds = count(points.category, when.slot, units=len(points.categories), slots=when.columns)
    pairs = in_areas(points, around.areas)
    areas = per_area(pairs, when, len(around.areas))
    places = per_place(points, when, around.places)
    rest = register[0]
    hours = week_hours(points.where(when.now))
    usual = week_hours(points.where(when.usual)) if when.usual.any() else None
    return Results(
        points=points,
        when=when,
        grid=grid,
        around=around,
        total=compare("hela underlaget", register, when, effort=effort),
        kinds=compare("kategorier", kinds, when, effort=effort),
        cells=compare("rutor", grid.window, when, rest=rest, effort=effort),
        areas=compare("områden", areas, when, rest=rest, effort=effort),
        places=compare("platser", places, when, rest=rest, effort=effort),
        hours=hours,
        most_hours=hot_hours(hours, None, alpha=ALPHA),
        more_hours=hot_hours(hours, usual, alpha=ALPHA) if usual else (),
        gi=_where_most_is(grid),
        in_areas=pairs,
    )


def _where_most_is(grid: Squares) -> GiStar | None:
    """Gi* over the squares that ever held an event; None without a single one in the period."""
    if len(grid.active) == 0 or not grid.own[:, -1].any():
        return None
    counts = np.zeros(grid.grid.cells)
    counts[grid.active] = grid.own[:, -1]
    mask = np.zeros(grid.grid.cells, dtype=np.bool_)
    mask[grid.active] = True
    return gi_star(counts, grid.grid, mask=mask, alpha=ALPHA)
