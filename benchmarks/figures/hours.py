"""Ten million events, half of them spread over hours, into the hours of the week."""

from typing import Any

import numpy as np

from benchmarks.figure import Figure, Target
from lofte.analysis.hours import week_hours
from lofte.analysis.points import Points

EVENTS = 10**7
LENGTHS = (0, 0, 3_600, 40_000, 300_000, 700_000)  # seconds


def events(n: int = EVENTS) -> Points:
    random = np.random.default_rng(1)
    start = random.integers(1_483_228_800, 1_767_225_600, n)
    end = start + random.choice(LENGTHS, n)
    nowhere = np.full(n, np.nan)
    kind = np.zeros(n, dtype=np.int32)
    return Points(nowhere, nowhere, start.view("M8[s]"), end.view("M8[s]"), kind, ("all",))


def ours(data: Points) -> Any:
    return week_hours(data)


FIGURES = (
    Figure(
        "hours of the week", EVENTS, events, ours, recorded=(("R aoristic, 1,025 events", 1.15),)
    ),
    Figure(
        "hours of the week, growth",
        EVENTS,
        events,
        ours,
        target=Target(slope=1.1),
        growth=(10**4, 10**5, 10**6, 10**7),
    ),
)
