"""From points to whole weeks on the grid; everything that is left out is counted and said."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import shapely
from numpy.typing import NDArray

from lofte.analysis.grid import Grid
from lofte.analysis.learner import FEWEST_WEEKS
from lofte.analysis.points import Points
from lofte.analysis.weekly import MOST_CELLS, Weekly
from lofte.situation.counts import AreaShape, near_the_rest, size_asked, size_for
from lofte.situation.sentences import events, number

TRIED_AT_LEAST = 4
LONG = np.timedelta64(7, "D")
MONTHLY = 0.9
ENOUGH_TO_SEE = 30
_MONDAY = 3  # 1 January 1970 was a Thursday


class TooLittle(ValueError):
    """The register cannot carry a trial; the sentence says what is missing."""


@dataclass(frozen=True, eq=False)
class Ready:
    """Events per cell and week, the Monday that opens the first week, and what to say of it."""

    weekly: Weekly
    first_day: date
    choice: str
    ground: str
    left_out: tuple[str, ...]
    notes: tuple[str, ...]


def ready(points: Points, *, size: int | None, areas: Sequence[AreaShape]) -> Ready:
    """Raises TooLittle, BadGrid and BadWeekly."""
    if len(points) == 0:
        raise TooLittle("Registret har inga händelser att pröva på. Kontrollera filen.")
    _refuse_months(points)
    known = np.isfinite(points.x)
    if not known.any():
        raise TooLittle(
            "Ingen händelse har koordinater, så det går inte att pröva var det händer nästa vecka. "
            "Lägg till koordinater i filen och försök igen."
        )
    near = known if areas else near_the_rest(points)
    left_out = [
        _left(int((~known).sum()), "saknar koordinater"),
        _left(int((known & ~near).sum()), "ligger långt från alla andra"),
    ]
    x, y = points.x[near], points.y[near]
    chosen, choice = size_for(x, y) if size is None else (size, size_asked(size))
    ground = shapely.union_all([area.shape for area in areas]) if areas else None
    grid = _grid(x, y, float(chosen), ground)
    week, first_day, weeks, straggling = _weeks(points.start[near])
    left_out += straggling
    mask = _inside(grid, ground) if ground is not None else None
    weekly = Weekly.from_events(grid.index(x, y), week, grid, weeks=weeks, mask=mask)
    left_out.append(_left(weekly.outside, "ligger utanför områdena i filen"))
    return Ready(
        weekly, first_day, choice, _ground(areas), tuple(filter(None, left_out)), _notes(points)
    )


def _refuse_months(points: Points) -> None:
    """Months are not weeks: dates that all are the first of a month cannot be tried by the week."""
    days = points.start.astype("datetime64[D]")
    first = days == days.astype("datetime64[M]").astype("datetime64[D]")
    if len(points) >= ENOUGH_TO_SEE and first.mean() >= MONTHLY:
        raise TooLittle(
            "Nästan alla händelser är daterade den första i en månad. Då är datumen månader, och "
            "det går inte att pröva vecka för vecka. Använd ett register med dagar."
        )


def _weeks(start: NDArray[np.datetime64]) -> tuple[NDArray[np.int64], date, int, list[str]]:
    """The whole week of each event (0 = the first, outside = before or after), and how many."""
    day = start.astype("datetime64[D]").astype(np.int64) + _MONDAY
    week = day // 7
    lowest = int(week.min())
    first, last = _spell(np.bincount(week - lowest))
    first, last = first + lowest, last + lowest
    first += int(day[week == first].min() % 7 != 0)
    last -= int(day[week == last].max() % 7 != 6)
    weeks = max(last - first + 1, 0)
    if weeks < FEWEST_WEEKS + TRIED_AT_LEAST:
        raise TooLittle(
            f"Registret täcker {number(weeks)} hela veckor. Det behövs minst "
            f"{FEWEST_WEEKS + TRIED_AT_LEAST}: {FEWEST_WEEKS} att lära av och {TRIED_AT_LEAST} att "
            "pröva på. Vänta tills registret är längre."
        )
    outside = int(np.count_nonzero((week < first) | (week > last)))
    left = _left(outside, "ligger före, efter eller i en del av en vecka i registrets kant")
    monday = date(1970, 1, 1) + timedelta(days=7 * first - _MONDAY)
    return week - first, monday, weeks, [left]


def _spell(held: NDArray[np.int64]) -> tuple[int, int]:
    """Where the register really begins and ends: a lone date typed wrong is no beginning."""
    usual = float(np.median(held[held > 0]))
    width = min(8, len(held))
    ahead = np.convolve(held, np.ones(width, dtype=np.int64))
    # ahead[i + width - 1] sums weeks i .. i + width - 1, ahead[i] the weeks up to i.
    begins = (held > 0) & (ahead[width - 1 :] >= 2 * usual)
    ends = (held > 0) & (ahead[: len(held)] >= 2 * usual)
    if not begins.any() or not ends.any():
        return 0, len(held) - 1
    first, last = int(np.argmax(begins)), len(held) - 1 - int(np.argmax(ends[::-1]))
    return first, max(first, last)


def _grid(
    x: NDArray[np.float64], y: NDArray[np.float64], size: float, ground: shapely.Geometry | None
) -> Grid:
    """Over the whole ground, where nothing has happened too; without one, over the events."""
    if ground is None or ground.is_empty:
        return Grid.covering(x, y, size)
    west, south, east, north = ground.bounds
    grid = Grid.covering([west, east], [south, north], size)
    if grid.cells > MOST_CELLS:
        raise TooLittle(
            f"Områdena i filen blir {number(grid.cells)} rutor; gränsen är {number(MOST_CELLS)}. "
            "Välj större rutor med --cell."
        )
    return grid


def _inside(grid: Grid, ground: shapely.Geometry) -> NDArray[np.bool_]:
    """bool[m]: the middle of the cell lies in the ground."""
    x, y = grid.centre(np.arange(grid.cells))
    shapely.prepare(ground)
    inside: NDArray[np.bool_] = shapely.contains_xy(ground, x, y)
    if not inside.any():
        raise TooLittle(
            "Ingen ruta har sin mitt i områdena i filen. Kontrollera att filen har ytor som är "
            "större än en ruta."
        )
    return inside


def _ground(areas: Sequence[AreaShape]) -> str:
    if areas:
        return "Ytan är de rutor som har sin mitt i något av områdena i filen."
    return (
        "Ytan är de rutor där något har hänt inom 300 meter (minst en ruta bort) före den vecka "
        "som prövas. Den växer med tiden."
    )


def _left(count: int, why: str) -> str:
    return f"{events(count).capitalize()} {why}." if count else ""


def _notes(points: Points) -> tuple[str, ...]:
    """Doubts about the weeks themselves."""
    with np.errstate(invalid="ignore"):
        late = int(np.count_nonzero(points.end - points.start >= LONG))
    if not late:
        return ()
    return (
        f"{events(late).capitalize()} kan ha hänt under en vecka eller mer. De räknas på den "
        "första tänkbara dagen.",
    )
