"""When it happens: weekday by hour, with events whose time is only known as from - to.

Aoristic weights: an event between start and end spreads weight 1 over the hours of the week in
proportion to time. Source: Ratcliffe 2000, 2002. Local wall time; the hour that is skipped or
doubled when the clock changes is not corrected.
"""

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from lofte.analysis.arrays import Floats, Ints, Times
from lofte.analysis.points import Points

METHOD = "aoristic weekday by hour"
VERSION = "1"
WEEK = 168
_HOUR = 3600
_SHORTEST_SPREAD = 60
_LONGEST_SPREAD = 7 * 24 * _HOUR


@dataclass(frozen=True, slots=True, eq=False)
class WeekHours:
    """weights: float[7, 24], events per hour of the week, Monday first; they sum to `n`.

    exact: events at one time (no end, or at most a minute later): they count in the start hour.
    spread: events spread over their hours. unknown: events over seven days or more, spread evenly
    over the week; they say nothing about when. midnights: int[7], exact events at 00:00:00 per
    weekday; midnight: their sum. heaped: is 00:00:00 so common (over twice the exact hours around
    it) that it must often mean "time unknown"?
    """

    weights: Floats
    n: int
    exact: int
    spread: int
    unknown: int
    midnights: Ints
    midnight: int
    heaped: bool
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
    second = _second_of_week(points.start)
    # An end that is missing makes NaT, and NaT as a number is far below zero.
    length = (points.end - points.start).astype(np.int64)
    length = np.where(np.isnat(points.end), 0, length)
    exact = length <= _SHORTEST_SPREAD
    unknown = length >= _LONGEST_SPREAD
    spread = ~exact & ~unknown
    hours = np.bincount(second[exact] // _HOUR, minlength=WEEK).astype(np.float64)
    hours += _spread(second[spread], length[spread]) + unknown.sum() / WEEK
    sharp = second[exact & (second % _HOUR == 0)] // _HOUR
    on_the_hour = np.bincount(sharp, minlength=WEEK).reshape(7, 24)
    midnight, late, early = (int(on_the_hour[:, hour].sum()) for hour in (0, 23, 1))
    return WeekHours(
        weights=hours.reshape(7, 24),
        n=len(points),
        exact=int(exact.sum()),
        spread=int(spread.sum()),
        unknown=int(unknown.sum()),
        midnights=on_the_hour[:, 0].astype(np.int64),
        midnight=midnight,
        heaped=midnight > 2 * max(late, early) + 5,
    )


def _second_of_week(times: Times) -> Ints:
    """Seconds since Monday 00:00; 1 January 1970 was a Thursday."""
    seconds: Ints = (times.astype("datetime64[s]").astype(np.int64) + 3 * 86400) % (WEEK * _HOUR)
    return seconds


def _spread(start: Ints, length: Ints) -> Floats:
    """float[168]: each event's weight 1 over its hours; less than a week long, so two rounds do."""
    end = start + length
    first, last = start // _HOUR, end // _HOUR
    head = (np.minimum(end, (first + 1) * _HOUR) - start) / length
    tail = np.where(last > first, end - last * _HOUR, 0) / length
    slots = 2 * WEEK + 1
    hours = np.bincount(first, head, slots) + np.bincount(last, tail, slots)
    # Whole hours between the two: a step up after the first and a step down at the last.
    between = np.where(last > first, _HOUR / length, 0.0)
    hours += np.cumsum(np.bincount(first + 1, between, slots) - np.bincount(last, between, slots))
    folded: Floats = hours[:WEEK] + hours[WEEK : 2 * WEEK]
    return folded
