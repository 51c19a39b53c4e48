"""Intervals of "where next": PAI, PEI, and PAI ahead of another map in the same weeks."""

import numpy as np
from numpy.typing import NDArray

from benchmarks.honesty.coverage import Interval
from lofte.analysis.accuracy import Interval as Span
from lofte.analysis.accuracy import Judged, Weeks, judge

AREA, CHOSEN = 200, 10
BY_LOT = CHOSEN / AREA
SHARE, OTHERS, BOTH = 0.2, (0.12, 0.2, 0.24), 0.1
EFFICIENCY = 0.4
BUSY = 1 / np.arange(5, AREA + 5)

Cell = tuple[int, float, float]


def spells(rng: np.random.Generator, weeks: int, alike: float) -> NDArray[np.float64]:
    """A normal number a week; each week is `alike` the one before."""
    noise, wave = rng.normal(size=weeks), np.empty(weeks)
    wave[0] = noise[0]
    for k in range(1, weeks):
        wave[k] = alike * wave[k - 1] + np.sqrt(1 - alike**2) * noise[k]
    return wave


def luck(wave: NDArray[np.float64]) -> NDArray[np.float64]:
    """How many times the usual share is found; one on average."""
    return np.exp(0.2 * wave - 0.02)


def pai(rng: np.random.Generator, cell: Cell) -> bool:
    """Hits over hits by lot, week by week, where good and bad weeks come in spells."""
    weeks, events, alike = cell
    share = SHARE * luck(spells(rng, weeks, alike))
    n = rng.poisson(events, weeks)
    found = judged(n, rng.binomial(n, np.minimum(share, 1.0))).pai
    return holds(found, SHARE / BY_LOT)


def ahead(rng: np.random.Generator, cell: tuple[int, float, float, float]) -> bool:
    """Two maps, half of whose good and bad spells are the same: events that both find, that one
    finds and that the other finds."""
    weeks, events, alike, other = cell
    together = spells(rng, weeks, alike)
    own = np.array([spells(rng, weeks, alike) for _ in range(3)])
    usual = np.array([BOTH, SHARE - BOTH, other - BOTH])
    parts = usual * luck((together + own) / np.sqrt(2)).T
    n = rng.poisson(events, weeks)
    rest = np.maximum(1 - parts.sum(axis=1, keepdims=True), 0.0)
    drawn = rng.multinomial(n, np.append(parts, rest, axis=1))
    found = judged(n, drawn[:, 0] + drawn[:, 1], drawn[:, 0] + drawn[:, 2]).ahead
    return holds(found, (SHARE - other) / BY_LOT)


def pei(rng: np.random.Generator, cell: Cell) -> bool:
    """Of the events in the fullest cells of each week a share is found, in good and bad spells."""
    weeks, events, alike = cell
    counts = rng.poisson(events * BUSY / BUSY.sum(), (weeks, AREA))
    best = np.partition(counts, -CHOSEN, axis=1)[:, -CHOSEN:].sum(axis=1)
    share = EFFICIENCY * luck(spells(rng, weeks, alike))
    found = rng.binomial(best, np.minimum(share, 1.0))
    return holds(judged(counts.sum(axis=1), found, best=best).pei, EFFICIENCY)


def judged(
    events: NDArray[np.int64],
    found: NDArray[np.int64],
    other: NDArray[np.int64] | None = None,
    best: NDArray[np.int64] | None = None,
) -> Judged:
    """All int[weeks]; the most that could be found is all, where `best` is not given."""
    most = events if best is None else best
    size = len(events)
    weeks = Weeks(
        levels=(BY_LOT,),
        area=np.full(size, AREA),
        events=events,
        chosen=np.full((size, 1), CHOSEN),
        best=most[:, None].astype(np.float64),
    )
    return judge(found[:, None], weeks, other=None if other is None else other[:, None])


def holds(found: Span, truth: float) -> bool:
    return bool(found.low[0] <= truth <= found.high[0])


CELLS = tuple((w, e, a) for w in (26, 52, 104) for e in (20, 200) for a in (0.0, 0.4))
ACCURACY = (
    Interval("PAI over weeks", False, CELLS, pai),
    Interval("PAI ahead of another map's, paired", False,
             tuple((*cell, other) for cell in CELLS for other in OTHERS), ahead),
    Interval("PEI over weeks", False, CELLS, pei),
)  # fmt: skip
