"""Events into the table of weeks by kind, from 1e4 to 1e7 of them."""

from typing import Any

from benchmarks.figure import Figure, Target
from benchmarks.town import KINDS, WEEKS, points
from lofte.analysis.counting import count, slots
from lofte.analysis.points import Points


def ours(data: Points) -> Any:
    when = slots(data.start, WEEKS)
    return count(data.category, when, units=len(KINDS), slots=len(WEEKS))


FIGURES = (
    Figure(
        "counting, growth",
        10**7,
        points,
        ours,
        target=Target(slope=1.1),
        growth=(10**4, 10**5, 10**6, 10**7),
    ),
)
