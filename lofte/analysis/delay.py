"""How long until a week is complete: the share of events that is reported by a certain age.

What happened lately can only be known if it was reported fast, so a plain mean of the delays is too
short. The reverse hazard corrects for that: among events old enough to have shown a delay of d,
which share of those with at most d had exactly d? Sources: Kalbfleisch & Lawless 1989; Lawless
1994. No figure is corrected upward: a week that may still grow is called preliminary.
"""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from lofte.analysis.arrays import Floats, Ints
from lofte.analysis.asked import number, readable
from lofte.analysis.baseline_plan import BadAlarm

METHOD = "reporting delay (reverse hazard)"
VERSION = "1"
COMPLETE = 0.95
FEWEST_EVENTS = 50
MOST_WEEKS = 10_000


@dataclass(frozen=True, slots=True, eq=False)
class Completeness:
    """share: float[d + 1], expected share reported at the end of the week of age 0, 1, ... weeks.

    incomplete: how many of the latest weeks have less than `complete` of their events; the longest
    delay ever seen counts as complete. n: events used. enough: at least 50 events; with fewer all
    weeks up to the longest delay are called incomplete.
    """

    share: Floats
    incomplete: int
    n: int
    enough: bool
    method: str = METHOD
    version: str = VERSION
    parameters: dict[str, Any] = field(default_factory=dict)


def completeness(age: ArrayLike, delay: ArrayLike, *, complete: float = COMPLETE) -> Completeness:
    """From events that have been reported: their age now and their delay, both in whole weeks.

    age, delay: int[n], 0 <= delay <= age (an event cannot have been reported later than now), at
    most 10,000. complete: the share from which a week counts as complete. Raises BadAlarm.
    """
    ages, delays = _weeks(age, "age"), _weeks(delay, "delay")
    if ages.shape != delays.shape or np.any(delays > ages):
        raise BadAlarm("age och delay ska vara lika många, och delay aldrig större än age.")
    number(complete, "complete", BadAlarm, above=0, below=1)
    longest = int(delays.max(initial=0))
    share = np.ones(longest + 1)
    for d in range(longest, 0, -1):
        old = ages >= d
        exactly, at_most = np.sum(old & (delays == d)), np.sum(old & (delays <= d))
        share[d - 1] = share[d] * (1 - exactly / max(at_most, 1))
    enough = len(ages) >= FEWEST_EVENTS
    return Completeness(
        share=share,
        incomplete=int(np.argmax(share >= complete)) if enough else longest,
        n=len(ages),
        enough=enough,
        parameters={"complete": complete, "longest": longest},
    )


def _weeks(values: ArrayLike, name: str) -> Ints:
    numbers = readable(values, name, BadAlarm)
    if numbers.ndim != 1 or (numbers.size and numbers.dtype.kind not in "iu"):
        raise BadAlarm(f"{name} ska vara hela veckor, en per händelse.")
    if np.any(numbers < 0):
        raise BadAlarm(
            f"{name} får inte vara negativ: en händelse rapporteras efter att den skett."
        )
    if np.any(numbers > MOST_WEEKS):
        raise BadAlarm(f"{name} ska vara högst {MOST_WEEKS} veckor. Rätta numret.")
    return numbers.astype(np.int64)
