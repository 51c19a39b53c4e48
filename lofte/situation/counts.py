"""From points to tables of counts: which period, which squares, which areas and places.

Pure. Every automatic choice (period, history, size of squares, what the register itself did)
comes with the sentence that says it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import shapely
from numpy.typing import NDArray

from lofte.analysis import periods as calendar
from lofte.analysis.counting import count, slots
from lofte.analysis.grid import Grid
from lofte.analysis.periods import Period, PeriodKind
from lofte.analysis.points import Points
from lofte.analysis.windows import window_sums
from lofte.situation.sentences import events, number

MAX_HISTORY = 104
# What was usual long ago is not usual now; long periods still need some to be compared with.
LONGEST = timedelta(weeks=4 * 52)
WINDOW = 300
SIZES = (100, 250, 500, 1000, 2000, 5000, 10000)
LONG_SIDE = 250
SPARSE = 200
BEGUN = 20
SLACK = 5000.0
# What began lately must not become its own normal. Source: Noufaily et al. 2013 (26 weeks);
# twelve are enough for a two-year register, and a whole year must be left, so that every
# season is in the normal.
LATELY = timedelta(weeks=12)
A_YEAR = timedelta(weeks=52)
PERIODS_LEFT = 8
# Days without an event, where so many are usual, are no chance (0.7 %): the register has ended.
SILENCE = 5.0
TILE, HAIR = 200.0, 0.001  # metres
MOST_TILES = 10_000_000
NOWHERE, SEVERAL = -1, -2

Counts = NDArray[np.int32]


class NothingToCompose(ValueError):
    """There is no event to make a picture of; the sentence says what to do."""


@dataclass(frozen=True, eq=False)
class Times:
    """The period, the equally long periods before it, and the column of each event.

    Columns 0..h-1 are history, oldest first; column h is the period itself; -1 is neither.
    first_day: of the register, without stragglers before it really begins. covered: the last day
    that it reaches, or any day after the period.
    """

    period: Period
    history: tuple[Period, ...]
    slot: NDArray[np.int64]
    first_day: date
    last_day: date
    sentence: str
    covered: date = date.max

    @property
    def reached(self) -> Period:
        """The period, or the part of it that the register reaches."""
        if self.covered >= self.period.last_day:
            return self.period
        return Period(PeriodKind.CUSTOM, self.period.start, self.covered + timedelta(days=1))

    @property
    def now(self) -> NDArray[np.bool_]:
        """bool[n]: the events of the period."""
        now: NDArray[np.bool_] = self.slot == len(self.history)
        return now

    @property
    def usual(self) -> NDArray[np.bool_]:
        """bool[n]: the events of the history."""
        usual: NDArray[np.bool_] = (self.slot >= 0) & ~self.now
        return usual

    @property
    def columns(self) -> int:
        """History and now."""
        return len(self.history) + 1

    @property
    def days(self) -> NDArray[np.float64]:
        """Length of each column relative to the period; of the last, what is reached of it."""
        lengths = [float(period.days) for period in (*self.history, self.reached)]
        return np.array(lengths) / self.period.days


def times(points: Points, period: Period | None, *, live: bool = False) -> Times:
    """The period asked for, or the last four full weeks, against all before.

    live: silence means that nothing was reported; else a long one that the register has ended.
    Raises NothingToCompose, also for a period that the register does not reach.
    """
    if len(points) == 0:
        raise NothingToCompose(
            "Registret har inga händelser att göra en bild av. Inget är skrivet. Kontrollera filen "
            "och listan över avvisade rader."
        )
    first, last = _day(points.start.min()), _day(points.start.max())
    period = period or _last_full_weeks(first, last)
    covered = period.last_day if live else _covered(points, period, first, last)
    if covered < period.start:
        raise NothingToCompose(
            f"Registret slutar {last}, före {period.label}. Inget är skrivet. Välj en tidigare "
            "period, eller hämta ett nyare register."
        )
    history, early = _begun(points, _history(period, first))
    settled = _settled(history, period)
    if early:  # nothing is told of the time before the register really begins
        first = history[0].start
    slot = slots(points.start, (*settled, period))
    sentence = _history_sentence(settled, early)
    if len(settled) < len(history):
        sentence += (
            f" Tiden {history[len(settled)].start} till {history[-1].last_day} är inte med, så att "
            "det som började nyligen inte räknas som normalt."
        )
    return Times(period, settled, slot, first, last, sentence, covered)


def _covered(points: Points, period: Period, first: date, last: date) -> date:
    """The last day of the period that the register reaches, as its events of a year tell."""
    silent = (period.last_day - last).days
    since = max(first, last - A_YEAR)
    lately = np.count_nonzero(points.start >= np.datetime64(since))
    usual = lately / ((last - since).days + 1)
    return last if silent * usual >= SILENCE else period.last_day


def _day(moment: np.datetime64) -> date:
    found: date = moment.astype("datetime64[D]").item()
    return found


def _last_full_weeks(first: date, last: date) -> Period:
    end = last + timedelta(days=1)
    end -= timedelta(days=end.weekday())
    start = end - timedelta(weeks=4)
    if start < first:
        return Period(PeriodKind.CUSTOM, first, last + timedelta(days=1))
    return Period(PeriodKind.FOUR_WEEKS, start, end)


def _history(period: Period, first: date) -> tuple[Period, ...]:
    found: list[Period] = []
    while len(found) < MAX_HISTORY:
        earlier = (found[-1] if found else period).previous()
        long_ago = earlier.start < period.start - LONGEST and len(found) >= PERIODS_LEFT
        if earlier.start < first or long_ago:
            break
        found.append(earlier)
    return tuple(reversed(found))


def _begun(points: Points, history: tuple[Period, ...]) -> tuple[tuple[Period, ...], int]:
    """Without the stragglers before the register really begins, and how many periods that were.

    A theft found out about years later, or a date typed wrong, opens a register with long empty
    stretches that would make anything look normal.
    """
    slot = slots(points.start, history)
    held = count(np.minimum(slot, 0), slot, units=1, slots=len(history))[0]
    usual = np.median(held[held > 0]) if held.any() else 0.0
    if usual < BEGUN:
        return history, 0
    early = int(np.argmax(held >= usual / 10))
    return history[early:], early


def _settled(history: tuple[Period, ...], period: Period) -> tuple[Period, ...]:
    """The history without its last twelve weeks, where at least a year is left."""
    settled = tuple(p for p in history if p.end <= period.start - LATELY)
    if len(settled) < PERIODS_LEFT or settled[-1].end - settled[0].start < A_YEAR:
        return history
    return settled


def _history_sentence(history: tuple[Period, ...], early: int) -> str:
    if not history:
        return "Registret har ingen tidigare period att jämföra med."
    first, last = history[0].start, history[-1].last_day
    which = "den lika långa perioden" if len(history) == 1 else f"de {len(history)} lika långa"
    which += "" if len(history) == 1 else " perioderna"
    told = f"Det normala räknas på {which} före, {first} till {last}."
    if early:
        told += f" Äldre perioder ({early}) med nästan inga händelser är inte med."
    return told


@dataclass(frozen=True, eq=False)
class Squares:
    """Counts per square that ever held an event, and per window around each such square."""

    grid: Grid
    radius: int
    active: NDArray[np.int64]
    own: Counts
    window: Counts
    cell: NDArray[np.int64]
    outside: int
    choice: str

    @property
    def window_size(self) -> int:
        """Side of the window in metres."""
        return int((2 * self.radius + 1) * self.grid.size)


def squares(points: Points, when: Times, size: int | None) -> Squares:
    """Counts on the grid; far-off points are left out of the map and counted."""
    inside = near_the_rest(points)
    x, y = np.where(inside, points.x, np.nan), np.where(inside, points.y, np.nan)
    chosen, choice = size_for(x[inside], y[inside]) if size is None else (size, size_asked(size))
    grid = Grid.covering(x, y, float(chosen))
    cell = grid.index(x, y)
    radius = max(0, round((WINDOW / chosen - 1) / 2))
    used = when.slot >= 0
    row = np.zeros(grid.cells + 1, dtype=np.int32)  # the last is for the cell of no square, -1
    row[cell[used]] = 1
    row[-1] = 0
    active = np.flatnonzero(row)
    row[:] = -1
    row[active] = np.arange(len(active))
    own = count(row[cell[used]], when.slot[used], units=len(active), slots=when.columns)
    outside = int(np.count_nonzero(np.isfinite(points.x) & ~inside))
    window = own if radius == 0 else _windows(own, active, grid, radius)
    return Squares(grid, radius, active, own, window, cell, outside, choice)


def near_the_rest(points: Points) -> NDArray[np.bool_]:
    """bool[n]: has coordinates, and not far beyond the box that holds nearly all events."""
    known = np.isfinite(points.x)
    for values in (points.x, points.y):
        if not known.any():
            break
        low, high = np.percentile(values[known], [0.5, 99.5])
        slack = max(high - low, SLACK)
        with np.errstate(invalid="ignore"):
            known = known & (values >= low - slack) & (values <= high + slack)
    return known


def size_for(x: NDArray[np.float64], y: NDArray[np.float64]) -> tuple[int, str]:
    if len(x) == 0:
        return SIZES[0], "Inga händelser har koordinater: det finns inga rutor att räkna i."
    side = max(np.ptp(x), np.ptp(y))
    size = next((size for size in SIZES if side / size <= LONG_SIDE), SIZES[-1])
    if size > SIZES[0]:
        why = f"underlaget täcker {number(round(side / 1000))} km"
        return size, f"Rutorna är {size} × {size} meter (valt automatiskt: {why})."
    if len(x) < SPARSE:
        why = f"bara {events(len(x))} har koordinater"
        return SIZES[1], f"Rutorna är 250 × 250 meter (valt automatiskt: {why})."
    return size, f"Rutorna är {size} × {size} meter."


def size_asked(size: int) -> str:
    return f"Rutorna är {size} × {size} meter, som du valde."


def _windows(own: Counts, active: NDArray[np.int64], grid: Grid, radius: int) -> Counts:
    """The sum of each square and its neighbours, one column at a time to keep memory small."""
    sums = np.empty_like(own)
    plane = np.zeros(grid.cells, dtype=np.int32)
    for slot in range(own.shape[1]):
        plane[active] = own[:, slot]
        sums[:, slot] = window_sums(plane, grid, radius)[active]
    return sums


@dataclass(frozen=True, eq=False)
class AreaShape:
    """An area to count in: an official or own code, its name and its polygon (metres)."""

    code: str
    name: str
    shape: shapely.Geometry


@dataclass(frozen=True)
class NamedPlace:
    """A place to count around: a circle of `radius` metres."""

    id: str
    name: str
    x: float
    y: float
    radius: float


def in_areas(
    points: Points, areas: Sequence[AreaShape]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """(area, event) of every event in an area; one in two overlapping areas stands twice.

    A tile that lies inside one area and touches no other settles all its events at once; only
    those near a border are tried one by one.
    """
    events = np.flatnonzero(np.isfinite(points.x) & np.isfinite(points.y))
    if not areas or not len(events):
        nothing = np.zeros(0, dtype=np.int64)
        return nothing, nothing
    shapes = np.array([area.shape for area in areas], dtype=object)
    shapely.prepare(shapes)
    owner = _owners(points.x[events], points.y[events], shapes)
    settled, open_ = np.flatnonzero(owner >= 0), events[owner == SEVERAL]
    at = shapely.points(points.x[open_], points.y[open_])
    area, event = shapely.STRtree(at).query(shapes, predicate="intersects")
    return np.concatenate([owner[settled], area]), np.concatenate([events[settled], open_[event]])


def _owners(
    x: NDArray[np.float64], y: NDArray[np.float64], shapes: NDArray[np.object_]
) -> NDArray[np.int64]:
    """int[n]: the one area round each event's tile, NOWHERE or SEVERAL (try the event itself)."""
    column = np.floor(x / TILE).astype(np.int64)
    row = np.floor(y / TILE).astype(np.int64)
    across = int(np.ptp(column)) + 1
    cell = (row - row.min()) * across + (column - column.min())
    if int(cell.max()) > MOST_TILES:
        return np.full(len(x), SEVERAL, dtype=np.int64)
    tiles = np.flatnonzero(np.bincount(cell))
    west = (tiles % across + column.min()) * TILE
    south = (tiles // across + row.min()) * TILE
    # A hair wider, so that a rounded coordinate cannot fall outside its tile.
    boxes = shapely.box(west - HAIR, south - HAIR, west + TILE + HAIR, south + TILE + HAIR)
    area, tile = shapely.STRtree(boxes).query(shapes, predicate="intersects")
    touched = np.bincount(tile, minlength=len(tiles))
    owner = np.where(touched == 0, NOWHERE, SEVERAL).astype(np.int64)
    once = touched[tile] == 1
    area, tile = area[once], tile[once]
    inside = shapely.contains_properly(shapes[area], boxes[tile])
    owner[tile[inside]] = area[inside]
    found = np.empty(int(cell.max()) + 1, dtype=np.int64)
    found[tiles] = owner
    return found[cell]


def per_area(pairs: tuple[NDArray[np.int64], NDArray[np.int64]], when: Times, areas: int) -> Counts:
    """int32[areas, columns]; pairs: see `in_areas`."""
    area, event = pairs
    return count(area, when.slot[event], units=areas, slots=when.columns)


def per_place(points: Points, when: Times, places: Sequence[NamedPlace]) -> Counts:
    """int32[places, columns]: events within the radius of each place."""
    events = np.flatnonzero(np.isfinite(points.x) & (when.slot >= 0))
    if len(events) == 0 or not places:
        return np.zeros((len(places), when.columns), dtype=np.int32)
    events = events[np.argsort(points.x[events])]
    x, y = points.x[events], points.y[events]
    # Of those within the radius from west to east, the ones within it in fact.
    strips = [
        (np.searchsorted(x, p.x - p.radius), np.searchsorted(x, p.x + p.radius, side="right"))
        for p in places
    ]
    near = [
        first + np.flatnonzero(_within(x[first:last], y[first:last], place))
        for place, (first, last) in zip(places, strips, strict=True)
    ]
    unit = np.repeat(np.arange(len(places)), [len(found) for found in near])
    event = np.concatenate(near)
    return count(unit, when.slot[events[event]], units=len(places), slots=when.columns)


def _within(x: NDArray[np.float64], y: NDArray[np.float64], place: NamedPlace) -> NDArray[np.bool_]:
    near: NDArray[np.bool_] = (x - place.x) ** 2 + (y - place.y) ** 2 <= place.radius**2
    return near


def default_weeks(when: Times) -> bool:
    """Is the period made of whole weeks, so that a trend by the week is fair?"""
    start = when.period.start
    return start.weekday() == 0 and when.period.days % 7 == 0


def weeks_before(when: Times, most: int = 52) -> tuple[Period, ...]:
    """Whole weeks of the register up to the end of the period, oldest first."""
    week = Period(PeriodKind.WEEK, when.period.end - timedelta(weeks=1), when.period.end)
    earlier = [p for p in calendar.before(week, most - 1) if p.start >= when.first_day]
    return (*earlier, week)
