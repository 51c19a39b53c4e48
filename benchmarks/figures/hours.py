"""Ten million events, half of them spread over hours, into the hours of the week."""

from typing import Any

import numpy as np

from benchmarks.figure import Figure
from lofte.analysis.hours import week_hours
from lofte.analysis.points import Points

EVENTS = 10**7
LENGTHS = (0, 0, 3_600, 40_000, 300_000, 700_000)  # seconds


def events() -> Points:
    random = np.random.default_rng(1)
    start = random.integers(1_483_228_800, 1_767_225_600, EVENTS)
    end = start + random.choice(LENGTHS, EVENTS)
    nowhere = np.full(EVENTS, np.nan)
    kind = np.zeros(EVENTS, dtype=np.int32)
    return Points(nowhere, nowhere, start.view("M8[s]"), end.view("M8[s]"), kind, ("all",))


def ours(data: Points) -> Any:
    return week_hours(data)


FIGURES = (
    Figure(
        "hours of the week", EVENTS, events, ours, recorded=(("R aoristic, 1,025 events", 1.15),)
    ),
)
