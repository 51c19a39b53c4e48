"""The class of each place from its row of hot, cold and neither. The order of the rules counts."""

import numpy as np
from numpy.typing import NDArray

from lofte.analysis.arrays import Ints
from lofte.analysis.compiled import compiled

(NONE, NEW, CONSECUTIVE, INTENSIFYING, DIMINISHING, PERSISTENT, HISTORICAL, OSCILLATING,
 SPORADIC) = range(9)  # fmt: skip


@compiled
def counted(states: NDArray[np.int8], sign: int) -> tuple[int, int, int, bool]:
    """Steps of that sign, length of the run at the end, steps of the other sign, last of that sign.

    states: [steps] of one place.
    """
    many, other, run, unbroken = 0, 0, 0, True
    for step in range(len(states) - 1, -1, -1):
        if states[step] == sign:
            many += 1
            run += unbroken
        else:
            unbroken = False
            other += states[step] == -sign
    return many, run, other, run > 0


@compiled
def matches(kind: int, found: tuple[int, int, int, bool], steps: int, rising: int) -> bool:
    """Does the rule of this class hold? found: from `counted`. rising: 1 towards the sign, -1 away
    from it, 0 neither."""
    many, run, other, last = found
    nearly_all = 10 * many >= 9 * steps
    if kind == HISTORICAL:
        return not last and steps > 1 and 10 * many >= 9 * (steps - 1)
    if not last:
        return False
    if kind == NEW:
        return many == 1
    if kind == CONSECUTIVE:
        return run == many and run >= 2 and not nearly_all
    if kind == OSCILLATING:
        return other > 0 and not nearly_all
    if kind == SPORADIC:
        return other == 0 and not nearly_all
    wanted = int(kind == INTENSIFYING) - int(kind == DIMINISHING)
    return nearly_all and rising == wanted


@compiled
def classes(states: NDArray[np.int8], trend: Ints, out: NDArray[np.int8]) -> None:
    """out[place] = the first class that fits, negative for cold; hot before cold within a class.

    states: [steps, places]. trend[place]: 1 where z rises, -1 where it falls.
    """
    steps, places = states.shape
    for place in range(places):
        row = states[:, place]
        hot, cold = counted(row, 1), counted(row, -1)
        out[place] = NONE
        if hot[0] == 0 and cold[0] == 0:
            continue
        for kind in range(NEW, SPORADIC + 1):
            if matches(kind, hot, steps, trend[place]):
                out[place] = kind
                break
            if matches(kind, cold, steps, -trend[place]):
                out[place] = -kind
                break
