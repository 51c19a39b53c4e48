"""The map of fear against events: 40,000 cells, 3,000 marks, 20,000 events, 99 labellings."""

from typing import Any

import numpy as np

from benchmarks.figure import Figure
from lofte.analysis.fear.marks import Selection
from lofte.analysis.fear.surface import Labelling, fear_surface
from lofte.analysis.grid import Grid

SIDE, MARKS, EVENTS = 200, 3_000, 20_000


def points() -> Any:
    random = np.random.default_rng(1)
    return [
        np.bincount(random.integers(0, SIDE * SIDE, n), minlength=SIDE * SIDE)
        for n in (MARKS, EVENTS)
    ]


def ours(data: Any) -> Any:
    marks, events = data
    return fear_surface(
        marks,
        events,
        Grid(100.0, 0.0, 0.0, SIDE, SIDE),
        selection=Selection.SELF_SELECTED,
        labelling=Labelling(seed=1, replicates=99),
    )


FIGURES = (Figure("fear against events, 99 labellings", SIDE * SIDE, points, ours),)
