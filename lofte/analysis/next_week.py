"""Where next week: how many events to expect in each cell, learnt from the past alone.

About places, never about persons: it proposes where to be present. The expected count of a cell is
a sum of plain estimates with weights that are never negative. Each estimate draws the cell's own
decayed count towards what happens around it, the more the less the cell itself has shown
(gamma-Poisson); there is one for each half-life, each width of the surroundings and each strength
of the draw, and the plain decayed counts and a constant beside them. The weights are those that
would have foreseen the weeks so far best: a Poisson regression with identity link, refitted on the
past alone, over the tenth of the area where anybody would think of going. At last the sum is
blended with the plain decayed counts, in the share that has found most so far. Source: West &
Harrison 1997, 10.8 (discounted gamma-Poisson); Dempster, Laird & Rubin 1977 (the steps of the fit).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from lofte.analysis.accuracy import cells_at
from lofte.analysis.arrays import Bools, Floats, Ints
from lofte.analysis.asked import numbers, readable
from lofte.analysis.grid import Grid
from lofte.analysis.learner import CONTENDERS, FEWEST_WEEKS, LIVES, STRENGTHS, WIDTHS, Learner
from lofte.analysis.weekly import Past, Weekly

METHOD = "expected next week (learnt mixture of shrunk decayed counts)"
VERSION = "1"
WEEK_HOURS = 168


class TooShort(ValueError):
    """There is too little history to say anything about next week; the sentence says how much."""


class BadHours(ValueError):
    """The hours cannot be used; the sentence says which argument and what is allowed."""


@dataclass(frozen=True, slots=True, eq=False)
class NextWeek:
    """expected: float[m], events to expect in each cell in the week after the last one of the
    counts; 0 where nothing has been seen within 300 m. area: bool[m]. weeks, events: what it was
    learnt from.

    The figures are made to put the busiest cells in the right order; they are fair sums over the
    busiest tenth of the known ground and less certain elsewhere.
    """

    expected: Floats
    area: Bools
    weeks: int
    events: int
    method: str = METHOD
    version: str = VERSION
    parameters: dict[str, Any] = field(default_factory=dict)

    def hot(self, share: float = 0.02) -> Ints:
        """int[k]: the cells to be present in first, most expected first: `share` of the area.

        Ties go to the cell that comes first in the grid. Raises BadAccuracy.
        """
        where = np.flatnonzero(self.area)
        order = np.argsort(-self.expected[where], kind="stable")
        return where[order[: cells_at(len(where), share)]]


def expected_next_week(counts: ArrayLike, grid: Grid, *, mask: ArrayLike | None = None) -> NextWeek:
    """Events to expect per cell in the coming week.

    counts: int[m, weeks], m = grid.cells, whole weeks, oldest first. mask: bool[m], the cells of
    the area; None = the cells within 300 m of any event. Raises BadWeekly, and TooShort with fewer
    than eight weeks or no event at all.
    """
    return expected_after(Weekly.of(counts, grid, mask=mask))


def expected_after(weekly: Weekly) -> NextWeek:
    """The same from events per cell and week. Raises TooShort."""
    if weekly.weeks < FEWEST_WEEKS or len(weekly.count) == 0:
        raise TooShort(
            f"Det finns {weekly.weeks} hela veckor med {int(weekly.count.sum())} händelser på "
            f"kartan. Det behövs minst {FEWEST_WEEKS} veckor och en händelse."
        )
    past, learner = Past(weekly.grid, weekly.mask), Learner()
    for week in range(weekly.weeks):
        cells, counts = weekly.at(week)
        learner.learn(past, cells, counts)
        past.add(cells, counts)
    expected, area = learner.scores(past), past.area()
    expected.flags.writeable = False
    return NextWeek(
        expected=expected,
        area=area,
        weeks=weekly.weeks,
        events=int(weekly.count.sum()),
        parameters={
            "half_lives": LIVES[:-1],
            "widths": WIDTHS,
            "strengths": STRENGTHS,
            "contenders": CONTENDERS,
        },
    )


def in_bands(
    expected: ArrayLike, hours: ArrayLike, bands: Mapping[str, Sequence[int]]
) -> dict[str, Floats]:
    """Events to expect per cell in each band of the week, such as Friday and Saturday evening.

    expected: float[m], events in the whole week. hours: float[7, 24] or float[168], how the events
    are spread over the week, Monday 00 first (`WeekHours.known()`, or the place's own), at any
    scale. bands: hours of the week, 0-167, by name. Every cell is given the same spread; sum over
    bands that do not overlap and cover the week, and the week comes back. With no known hour every
    hour weighs the same. Raises BadHours.
    """
    profile = numbers(readable(hours, "hours", BadHours).ravel(), "hours", BadHours)
    cells = numbers(expected, "expected", BadHours)
    if profile.shape != (WEEK_HOURS,) or not np.all((profile >= 0) & np.isfinite(profile)):
        raise BadHours("hours ska vara 168 tal, noll eller mer: ett för varje timme i veckan.")
    if not np.all((cells >= 0) & np.isfinite(cells)):
        raise BadHours("expected ska vara ett tal per ruta, noll eller mer.")
    wrong = [name for name, band in bands.items() if not _hours_of_week(band)]
    if wrong:
        raise BadHours(
            f"bands: {', '.join(wrong)} har timmar utanför 0-167 eller samma två gånger."
        )
    total = profile.sum()
    share = profile / total if total > 0 else np.full(WEEK_HOURS, 1 / WEEK_HOURS)
    return {name: cells * share[list(band)].sum() for name, band in bands.items()}


def _hours_of_week(band: Sequence[int]) -> bool:
    return (
        np.ndim(band) == 1
        and len(set(band)) == len(band)
        and all(hour in range(WEEK_HOURS) for hour in band)
    )
