"""When it happens: weekday by hour, with events whose time is only known as from - to.

Aoristic weights: an event between start and end spreads weight 1 over the hours of the week in
proportion to time. Source: Ratcliffe 2000, 2002. Local wall time; the hour that is skipped or
doubled when the clock changes is not corrected, but the result says how many events start in it.
"""

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import numpy as np
from scipy.special import betainc, xlogy

from lofte.analysis.arrays import Floats, Ints, Times
from lofte.analysis.asked import number
from lofte.analysis.kernels import hours as kernel
from lofte.analysis.lanes import in_lanes
from lofte.analysis.points import Points
from lofte.analysis.significance import BadTest
from lofte.analysis.swedish_days import clock_changes

METHOD = "aoristic weekday by hour"
HOT_METHOD = "hot hours (exact binomial, Bonferroni)"
VERSION = "1"
WEEK = kernel.WEEK
WEEKDAYS = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")
MOST_WINDOWS = 3
FEWEST_EVENTS = 20
FEWEST_IN_WINDOW = 5
_DAYS_IN_ROW = (1, 2, 3, 4, 5, 7)
_HOURS_IN_ROW = (2, 3, 4, 5, 6, 8)
_MOST_HOURS = 30
_LEAST_RISE = 1.2
_AT_ONCE = 1 << 18


@dataclass(frozen=True, slots=True, eq=False)
class WeekHours:
    """weights: float[7, 24], events per hour of the week, Monday first; they sum to `n`.

    exact: events at one time (no end, or at most a minute later): they count in the start hour.
    spread: events spread over their hours. unknown: events over seven days or more, spread evenly
    over the week; they say nothing about when. midnights: int[7], exact events at 00:00:00 per
    weekday; midnight: their sum. heaped: is 00:00:00 so common (over twice the exact hours around
    it) that it must often mean "time unknown"? at_clock_change: events that start in the hour that
    is skipped in spring or comes twice in autumn.
    """

    weights: Floats
    n: int
    exact: int
    spread: int
    unknown: int
    midnights: Ints
    midnight: int
    heaped: bool
    at_clock_change: int = 0
    method: str = METHOD
    version: str = VERSION
    parameters: dict[str, Any] = field(default_factory=dict)

    def known(self) -> Floats:
        """float[7, 24]: the weights of events whose hour means something.

        Without the events over seven days and, when midnight is heaped, without those at 00:00:00.
        """
        known = self.weights - self.unknown / WEEK
        if self.heaped:
            known[:, 0] -= self.midnights
        return np.maximum(known, 0.0)


def week_hours(points: Points) -> WeekHours:
    """The weekday-by-hour profile of the events, by their start and end."""
    start, end = (np.ascontiguousarray(t).view(np.int64) for t in (points.start, points.end))
    pieces = max(-(-len(start) // _AT_ONCE), 1)
    changes = _changes(points.start)
    hours, steps = np.zeros((pieces, 2 * WEEK)), np.zeros((pieces, 2 * WEEK))
    counts = np.zeros((pieces, 4 + WEEK), dtype=np.int64)

    def work(first: int, beyond: int) -> None:
        k = first // _AT_ONCE
        part = slice(first, beyond)
        kernel.spread_out((start[part], end[part]), changes, hours[k], steps[k], counts[k])

    in_lanes(work, len(start), piece=_AT_ONCE)
    whole, tally = hours.sum(axis=0) + np.cumsum(steps.sum(axis=0)), counts.sum(axis=0)
    # What ran over Sunday night comes back on Monday; sums up and down leave a trace of rounding.
    weights = np.maximum(whole[:WEEK] + whole[WEEK:], 0.0) + tally[kernel.UNKNOWN] / WEEK
    on_the_hour = tally[4:].reshape(7, 24)
    midnight, late, early = (int(on_the_hour[:, hour].sum()) for hour in (0, 23, 1))
    return WeekHours(
        weights=weights.reshape(7, 24),
        n=len(points),
        exact=int(tally[kernel.EXACT]),
        spread=int(tally[kernel.SPREAD]),
        unknown=int(tally[kernel.UNKNOWN]),
        midnights=on_the_hour[:, 0].copy(),
        midnight=midnight,
        heaped=midnight > 2 * max(late, early) + 5,
        at_clock_change=int(tally[kernel.AT_CHANGE]),
    )


def _changes(start: Times) -> Ints:
    """Hours since 1970: 02-03 on the nights of these years when the clock changes."""
    years = (t.astype(object).year for t in (start.min(), start.max())) if len(start) else (1, 0)
    first, last = years
    days = [day for year in range(first, last + 1) for day in clock_changes(year)]
    return 24 * np.array(days, dtype="datetime64[D]").astype(np.int64) + 2


@dataclass(frozen=True, slots=True)
class HotHours:
    """A window that a patrol can stand in.

    The window opens at first_hour on each weekday from first_weekday to last_weekday (0 = Monday;
    first > last runs over Sunday night into Monday) and closes at last_hour (1-24, not included);
    when last_hour <= first_hour it closes the day after. count: events in the window (weights, so
    perhaps not whole). share, usual: the window's share of the events now, and usually (without a
    usual profile: of the week's hours). p: exact, before correction.
    """

    first_weekday: int
    last_weekday: int
    first_hour: int
    last_hour: int
    share: float
    count: float
    usual: float
    p: float
    method: str = HOT_METHOD
    version: str = VERSION
    parameters: dict[str, Any] = field(default_factory=dict)

    @property
    def label(self) -> str:
        """Swedish, "fredag–lördag 22–02"."""
        days = (self.last_weekday - self.first_weekday) % 7
        if days == 6:
            when = "alla dagar"
        elif days == 0:
            when = WEEKDAYS[self.first_weekday]
        else:
            when = f"{WEEKDAYS[self.first_weekday]}–{WEEKDAYS[self.last_weekday]}"
        return f"{when} {self.first_hour:02}–{self.last_hour:02}"


def hot_hours(
    now: WeekHours, usual: WeekHours | None = None, *, alpha: float = 0.05
) -> tuple[HotHours, ...]:
    """At most three windows, without common hours, that hold more than their usual share.

    Windows are 1-7 days in a row times 2-8 hours, at most 30 hours a week, with at least 5 events
    and a fifth more than usual. With `usual` (an
    earlier profile) the window's share is compared with its usual share, otherwise with its share
    of the week's hours. Each window is tested exactly (binomial; with `usual` given the window's
    total over both, so the uncertainty of the usual is inside) at alpha over the number of
    windows; among those that hold the one with the largest log likelihood ratio comes first.
    Fewer than 20 events with a known hour: no windows. Raises BadTest.
    """
    number(alpha, "alpha", BadTest, above=0, below=1)
    counts = now.known().ravel()
    total = counts.sum()
    if total < FEWEST_EVENTS:
        return ()
    shapes, masks = _windows()
    inside = masks @ counts
    if usual is None:
        share = masks.sum(axis=1) / WEEK
        p = _at_least(inside, total - inside, share)
    else:
        before = usual.known().ravel()
        # One event spread over the week keeps a never used hour from having no usual at all.
        share = masks @ (before + 1 / WEEK) / (before.sum() + 1)
        p = _at_least(inside, masks @ before, total / (total + before.sum()))
    holds = (
        (p <= alpha / len(shapes))
        & (inside >= FEWEST_IN_WINDOW)
        & (inside >= _LEAST_RISE * total * share)
    )
    gain = _log_likelihood_ratio(inside, total, share)
    parameters = {"alpha": alpha, "windows": len(shapes), "events": float(total)}
    found: list[HotHours] = []
    while holds.any() and len(found) < MOST_WINDOWS:
        best = int(np.argmax(np.where(holds, gain, -np.inf)))
        hot = HotHours(
            *shapes[best],
            share=float(inside[best] / total),
            count=float(inside[best]),
            usual=float(share[best]),
            p=float(p[best]),
            parameters=parameters,
        )
        found.append(hot)
        holds &= ~(masks @ masks[best] > 0)
    return tuple(found)


@lru_cache(maxsize=1)
def _windows() -> tuple[list[tuple[int, int, int, int]], Floats]:
    """(first weekday, last weekday, first hour, last hour) and float[w, 168] of 0 and 1."""
    shapes, masks = [], []
    for days in _DAYS_IN_ROW:
        for hours in _HOURS_IN_ROW:
            if days * hours > _MOST_HOURS:
                continue
            for start in range(24 if days == 7 else WEEK):
                day, hour = divmod(start, 24)
                mask = np.zeros(WEEK)
                steps = np.add.outer(24 * np.arange(days), np.arange(hours))
                mask[(start + steps.ravel()) % WEEK] = 1.0
                masks.append(mask)
                shapes.append((day, (day + days - 1) % 7, hour, (hour + hours - 1) % 24 + 1))
    return shapes, np.array(masks)


def _at_least(inside: Floats, others: Floats, share: Floats | float) -> Floats:
    """P(at least `inside` of inside + others); part events are rounded against the finding."""
    x, rest = np.floor(inside + 1e-9), np.ceil(others - 1e-9)
    p: Floats = np.where(x > 0, betainc(np.maximum(x, 1.0), rest + 1.0, share), 1.0)
    return p


def _log_likelihood_ratio(inside: Floats, total: float, share: Floats) -> Floats:
    outside = np.maximum(total - inside, 0.0)
    gain: Floats = xlogy(inside, inside / (total * share)) + xlogy(
        outside, outside / (total * (1 - share))
    )
    return gain
