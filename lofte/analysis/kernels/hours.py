"""Events spread over the hours of the week, one pass over the events in the order they come."""

import numpy as np

from lofte.analysis.arrays import Floats, Ints
from lofte.analysis.compiled import compiled

WEEK, HOUR = 168, 3600
SHORTEST_SPREAD = 60
LONGEST_SPREAD = 7 * 24 * HOUR
_MONDAY = 3 * 86400  # 1 January 1970 was a Thursday
_NO_END = np.iinfo(np.int64).min
_SUNDAY_AT_TWO = 146
EXACT, SPREAD, UNKNOWN, AT_CHANGE = range(4)


@compiled
def spread_out(
    times: tuple[Ints, Ints], changes: Ints, hours: Floats, steps: Floats, counts: Ints
) -> None:
    """Add the weights of each event.

    times: start and end in seconds since 1970 (no end = the smallest number there is). changes: the
    hours since 1970 that the clock skips or shows twice. hours[336]: weights that lie in a first or
    last hour, over two weeks. steps[336]: what each whole hour between adds, up and down, to be
    summed along the hours. counts[4 + 168]: events with one time, spread, over a week or more, and
    starting in such an hour; then events with one time at full hours, by hour of the week.
    """
    start, end = times
    for i in range(len(start)):
        second = (start[i] + _MONDAY) % (WEEK * HOUR)
        length = 0 if end[i] == _NO_END else end[i] - start[i]
        first = second // HOUR
        if first == _SUNDAY_AT_TWO:
            for change in changes:
                counts[AT_CHANGE] += change == start[i] // HOUR
        if length <= SHORTEST_SPREAD:
            counts[EXACT] += 1
            hours[first] += 1.0
            if second == first * HOUR:
                counts[4 + first] += 1
        elif length >= LONGEST_SPREAD:
            counts[UNKNOWN] += 1
        else:
            counts[SPREAD] += 1
            until = second + length
            last = until // HOUR
            if last == first:
                hours[first] += 1.0
            else:
                share = 1.0 / length
                hours[first] += ((first + 1) * HOUR - second) * share
                hours[last] += (until - last * HOUR) * share
                if last > first + 1:
                    steps[first + 1] += HOUR * share
                    steps[last] -= HOUR * share
