"""Walk through a register week by week, never looking ahead, and keep what each method found."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from lofte.analysis.accuracy import LEVELS, BadAccuracy, Weeks, cells_at, hits
from lofte.analysis.arrays import Floats
from lofte.analysis.asked import number, whole
from lofte.analysis.baselines import Method, baselines
from lofte.analysis.learner import FEWEST_WEEKS, Learner
from lofte.analysis.next_week import TooShort
from lofte.analysis.weekly import Past, Weekly

PICTURE = "picture"


@dataclass(frozen=True, slots=True, eq=False)
class Walk:
    """found: by method, float[weeks, levels], the events in the chosen cells. first: the number of
    the first week that was tried; beyond: events in those weeks where nothing had been seen near
    before, which no choice could reach and which are not counted."""

    weeks: Weeks
    found: dict[str, Floats]
    first: int
    beyond: int


def methods() -> dict[str, Method]:
    """The picture's own method and every baseline, fresh."""
    return {PICTURE: Learner(), **baselines()}


def walk(
    weekly: Weekly,
    *,
    first: int = FEWEST_WEEKS,
    levels: tuple[float, ...] = LEVELS,
    step: Callable[[int, int], None] | None = None,
) -> Walk:
    """Try every method on every week from number `first` (0 = oldest) on.

    For each week all methods see the weeks before it and nothing else, choose their cells within
    the area that is known by then, and are told what happened. step: called with (weeks done, weeks
    in all). Raises TooShort when there is no week to try, and BadAccuracy for a bad level.
    """
    whole(first, "first", TooShort, least=FEWEST_WEEKS)
    if first >= weekly.weeks or len(weekly.count) == 0:
        raise TooShort(
            f"weekly: det finns {weekly.weeks} hela veckor med {int(weekly.count.sum())} händelser "
            f"på kartan. Minst {FEWEST_WEEKS} veckor behövs för att lära av, och en till att pröva."
        )
    if not levels:
        raise BadAccuracy("levels ska vara minst en andel av ytan.")
    for level in levels:
        number(level, "levels", BadAccuracy, above=0, most=1)
    all_methods = methods()
    past = Past(weekly.grid, weekly.mask)
    tally = _Tally(levels, {name: [] for name in all_methods})
    for week in range(weekly.weeks):
        cells, counts = weekly.at(week)
        if week >= first:
            held = np.zeros(weekly.grid.cells)
            held[cells] = counts
            tally.add(past, held, all_methods)
        for method in all_methods.values():
            method.learn(past, cells, counts)
        past.add(cells, counts)
        if step is not None:
            step(week + 1, weekly.weeks)
    return tally.result(first)


class _Tally:
    """The weeks so far."""

    def __init__(self, levels: tuple[float, ...], found: dict[str, list[list[float]]]) -> None:
        self.levels, self.found = levels, found
        self.rows: list[tuple[int, int, list[int], list[float]]] = []
        self.beyond = 0

    def add(self, past: Past, held: Floats, all_methods: dict[str, Method]) -> None:
        area = past.area()
        size = int(area.sum())
        if size == 0:
            self.beyond += int(held.sum())
            return
        events = held[area]
        self.beyond += int(held.sum() - events.sum())
        chosen = [cells_at(size, level) for level in self.levels]
        best = [hits(events, events, k) for k in chosen]
        self.rows.append((size, int(events.sum()), chosen, best))
        for name, method in all_methods.items():
            score = method.scores(past)[area]
            self.found[name].append([hits(score, events, k) for k in chosen])

    def result(self, first: int) -> Walk:
        shape = (len(self.rows), len(self.levels))
        weeks = Weeks(
            levels=self.levels,
            area=np.array([row[0] for row in self.rows], dtype=np.int64),
            events=np.array([row[1] for row in self.rows], dtype=np.int64),
            chosen=np.array([row[2] for row in self.rows], dtype=np.int64).reshape(shape),
            best=np.array([row[3] for row in self.rows], dtype=np.float64).reshape(shape),
        )
        found = {
            name: np.array(rows, dtype=np.float64).reshape(shape)
            for name, rows in self.found.items()
        }
        return Walk(weeks, found, first, self.beyond)
