"""A register that lacks a stretch of time looks like a success. Such stretches are found and told.

A run of weeks without a single event, in a whole source, is a gap when chance would give one so
long in less than one source of a thousand. Pure.
"""

import math
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from lofte.situation.sentences import number

FEWEST_WEEKS = 2
ONE_IN = 1_000
JUMPS = 2  # events come in bunches: quiet weeks are commoner than pure chance says


@dataclass(frozen=True, slots=True)
class Gap:
    """Weeks from first to before end, of the weeks that were looked at."""

    first: int
    end: int
    usual: float  # events a week otherwise


def gaps(weeks: NDArray[np.int64]) -> list[Gap]:
    """Runs of empty weeks that chance does not give."""
    n = len(weeks)
    if not n or not weeks.any():
        return [Gap(0, n, 0.0)] if n else []
    edges = np.flatnonzero(np.diff(np.concatenate(([0], weeks == 0, [0]))))
    runs = list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))
    longest = max((end - first for first, end in runs), default=0)
    usual = float(weeks.sum()) / (n - longest)
    least = JUMPS * math.log(ONE_IN * n)
    return [
        Gap(first, end, usual)
        for first, end in runs
        if end - first >= FEWEST_WEEKS and usual * (end - first) > least
    ]


def told(gap: Gap, weeks: int, start: date, source: str) -> str:
    """The sentence of a gap in a source whose first week begins on `start`."""
    first, end = start + timedelta(weeks=gap.first), start + timedelta(weeks=gap.end)
    last = end - timedelta(days=1)
    if not gap.usual:
        return (
            f"”{source}” har inga händelser alls från {first} till {last}. Läs in den tiden, så "
            "räknas effekten då."
        )
    usual = f"fast den annars har omkring {number(max(round(gap.usual), 1))} i veckan"
    if gap.first == 0:
        return (
            f"”{source}” har inget före {end}, {usual}. Serien är kortare än planen räknar med. "
            "Läs in den äldre tiden, så räknas effekten då."
        )
    if gap.end == weeks:
        return (
            f"”{source}” slutar {first}, före löftets sista dag, {usual}. Läs in en nyare fil, så "
            "räknas effekten då."
        )
    return (
        f"”{source}” har en lucka från {first} till {last}, {usual}. En lucka är inte noll "
        "händelser. Läs in den tiden, så räknas effekten då."
    )
