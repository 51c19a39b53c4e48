"""A plan's counts: before and after, place by place and week by week."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np
import shapely
from numpy.typing import NDArray

from lofte.places.models import Kommun
from lofte.promises.effects.gaps import gaps, told
from lofte.promises.effects.models import EffectPlan
from lofte.promises.effects.pulling import Pulled, pull
from lofte.promises.effects.spots import COMPARISON, TARGET, Spot, ring, spots_of
from lofte.promises.models import Promise

Pair = tuple[int, int]


@dataclass(slots=True)
class Counts:
    """weeks: of all targets together; start: the first week of the effort."""

    targets: list[Pair]
    comparisons: list[Pair]
    around: Pair | None
    weeks: NDArray[np.int64]
    start: int
    faults: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Window:
    """Days from first to before end; whole weeks are counted from `start`, both ways."""

    first: date
    start: date
    end: date

    @property
    def weeks_before(self) -> int:
        return (self.start - self.first).days // 7

    @property
    def weeks_after(self) -> int:
        return (self.end - self.start).days // 7

    @property
    def first_week(self) -> date:
        return self.start - timedelta(weeks=self.weeks_before)


def window_of(plan: EffectPlan, promise: Promise) -> Window:
    return Window(plan.before_first, promise.first_day, promise.last_day + timedelta(days=1))


def counted(plan: EffectPlan, kommuner: Sequence[Kommun], window: Window) -> Counts:
    """Everything that the methods ask for, and what is wrong with the sources."""
    targets, others = spots_of(plan.spots, TARGET), spots_of(plan.spots, COMPARISON)
    around = ring(targets, plan.buffer) if plan.buffer else None
    weeks = np.zeros(window.weeks_before + window.weeks_after, dtype=np.int64)
    found = Counts(
        targets=[(0, 0)] * len(targets),
        comparisons=[(0, 0)] * len(others),
        around=(0, 0) if around is not None else None,
        weeks=weeks,
        start=window.weeks_before,
    )
    keys = [row["key"] for row in plan.sources]
    pulled = {part.key: part for part in pull(kommuner, keys, window.first, window.end)}
    for row in plan.sources:
        part = pulled.get(row["key"])
        if part is None:
            found.faults.append(
                f"Källan ”{row['name']}” finns inte längre, så det som planerades går inte att "
                "räkna."
            )
            continue
        _add(found, part, plan, window, (targets, others, around))
    return found


def _add(
    found: Counts,
    part: Pulled,
    plan: EffectPlan,
    window: Window,
    where: tuple[list[Spot], list[Spot], shapely.Geometry | None],
) -> None:
    targets, others, around = where
    every = by_week(part.day, window)
    found.faults += [told(gap, len(every), window.first_week, part.name) for gap in gaps(every)]
    wanted = part.of_kinds(plan.categories)
    day, start = part.day, np.datetime64(window.start, "D")

    def pair(shape: shapely.Geometry) -> tuple[Pair, NDArray[np.bool_]]:
        inside = wanted & part.inside(shape)
        return (int((inside & (day < start)).sum()), int((inside & (day >= start)).sum())), inside

    for i, spot in enumerate(targets):
        both, inside = pair(spot.shape)
        found.targets[i] = _sum(found.targets[i], both)
        found.weeks += by_week(day[inside], window)
    for i, spot in enumerate(others):
        found.comparisons[i] = _sum(found.comparisons[i], pair(spot.shape)[0])
    if around is not None and found.around is not None:
        found.around = _sum(found.around, pair(around)[0])


def _sum(one: Pair, other: Pair) -> Pair:
    return one[0] + other[0], one[1] + other[1]


def by_week(days: NDArray[np.datetime64], window: Window) -> NDArray[np.int64]:
    """int64[weeks]: events of each whole week of the window; days outside them are left out."""
    weeks = window.weeks_before + window.weeks_after
    first = np.datetime64(window.first_week, "D")
    at = (days - first).astype(np.int64) // 7
    return np.bincount(at[(at >= 0) & (at < weeks)], minlength=weeks).astype(np.int64)
