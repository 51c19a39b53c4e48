"""Near repeats of 10,000 events with 999 permutations: one band for Knox's test, twelve for us."""

from typing import Any

import numpy as np

from benchmarks.figure import Figure, Peer, Target
from lofte.analysis.near_repeat import Bands, near_repeat

EVENTS, PERMUTATIONS, NEAR, SOON = 10_000, 999, 400.0, 14.0


def events() -> Any:
    """A year on 8 x 8 km: 0.4 M pairs within 400 m."""
    random = np.random.default_rng(1)
    return random.random((2, EVENTS)) * 8_000, random.integers(0, 365, EVENTS)


def ours(data: Any) -> Any:
    where, day = data
    bands = Bands((100.0, 200.0, 300.0, NEAR), (2.0, 7.0, SOON))
    return near_repeat(tuple(where), day, bands, permutations=PERMUTATIONS)


def pointpats(data: Any) -> Any:
    from pointpats.spacetime import Knox

    where, day = data
    return Knox(where.T, day[:, None], delta=NEAR, tau=SOON, permutations=PERMUTATIONS)


FIGURES = (
    Figure(
        "near repeat, 999 permutations",
        EVENTS,
        events,
        ours,
        (Peer("pointpats Knox", "pointpats", pointpats),),
        Target(ratio=50),
        recorded=(("R NearRepeat, 971 events", 46.0),),
    ),
)
