"""Who answered, compared with who lives there; small groups are hidden."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from lofte.analysis.arrays import Ints, frozen
from lofte.analysis.asked import readable
from lofte.analysis.disclosure import (
    HIDDEN,
    LARGEST_COUNT,
    MINIMUM,
    BadTable,
    Protected,
    Role,
    Table,
    protect,
)

METHOD = "who answered against the population"
VERSION = "1"


@dataclass(frozen=True, slots=True, eq=False)
class Axis:
    """One way to group: answered int[k], -1 = hidden; population int[k].

    ratio: the group's share of the answers over its share of the population, None where unknown.
    """

    answered: Ints
    population: Ints
    ratio: tuple[float | None, ...]


@dataclass(frozen=True, slots=True, eq=False)
class WhoAnswered:
    """axes: one table per way to group (area, sex, age ...), in order.

    answered: how many in all, -1 = hidden. crossed: int[a + 1, b + 1, ...] with totals, -1 =
    hidden; None in public, where groups are never crossed. protected: for the attacker, secret.
    """

    axes: tuple[Axis, ...]
    answered: int
    population: int
    crossed: Ints | None
    protected: Protected
    method: str = METHOD
    version: str = VERSION
    parameters: dict[str, Any] = field(default_factory=dict)


def who_answered(
    answered: ArrayLike,
    population: ArrayLike,
    *,
    public: bool,
    minimum: int = MINIMUM,
    alone_known: bool = False,
) -> WhoAnswered:
    """Those who answered by area x sex x age (or any groups), against the population.

    answered, population: int[a, b, ...] of the same shape, persons. public: each grouping alone,
    with a shared total; else crossed, with all totals. Cells with 1..minimum - 1 answers are hidden
    and cannot be computed back. alone_known: crossed where each grouping alone is told anyhow; only
    what is inside is then hidden. Raises BadTable.
    """
    here = readable(answered, "answered", BadTable)
    there = readable(population, "population", BadTable)
    if here.shape != there.shape or here.ndim == 0:
        raise BadTable("answered och population ska ha samma grupper.")
    if there.dtype.kind not in "iu" or np.any(there < 0):
        raise BadTable("population ska vara hela tal, minst 0.")
    for name, counts in (("answered", here), ("population", there)):
        if counts.dtype.kind in "iu" and np.any(counts > LARGEST_COUNT):
            raise BadTable(f"{name} ska vara högst {LARGEST_COUNT} i varje grupp.")
    table = _ones(here) if public else Table.cube(here)
    roles = _alone_shown(here) if alone_known and not public else None
    protected = protect(table, minimum=minimum, roles=roles)
    shown = protected.shown
    crossed = None if public else frozen(shown, np.int64)
    total = int(shown.reshape(-1)[-1])
    axes = []
    start = 0
    for axis, size in enumerate(here.shape):
        if public:
            mine = shown[start : start + size]
        else:
            mine = np.moveaxis(shown, axis, -1).reshape(-1, size + 1)[-1, :-1]
        start += size
        rest = tuple(k for k in range(here.ndim) if k != axis)
        axes.append(_axis(mine, there.sum(axis=rest), total))
    return WhoAnswered(
        axes=tuple(axes),
        answered=total,
        population=int(there.sum()),
        crossed=crossed,
        protected=protected,
        parameters={"minimum": minimum, "public": public},
    )


def _alone_shown(here: Ints) -> Ints:
    """int[cells of the cube]: SHOWN where all groupings but at most one are summed."""
    cube = tuple(size + 1 for size in here.shape)
    last = np.array(here.shape).reshape(-1, *[1] * here.ndim)
    alone = (np.indices(cube) == last).sum(axis=0) >= here.ndim - 1
    return np.where(alone, Role.SHOWN, Role.OPEN).reshape(-1)


def _ones(counts: Ints) -> Table:
    """Each grouping alone, linked by the total, which stands last."""
    if counts.size and (counts.dtype.kind not in "iu" or np.any(counts < 0)):
        raise BadTable("answered ska vara hela tal, minst 0.")
    axes = range(counts.ndim)
    sides = [counts.sum(axis=tuple(k for k in axes if k != axis)) for axis in axes]
    flat = np.concatenate([*sides, [counts.sum()]]).astype(np.int64)
    starts = np.cumsum([0, *counts.shape])
    sums = [(len(flat) - 1, tuple(range(starts[k], starts[k + 1]))) for k in axes]
    return Table(flat, tuple(sums), (len(flat),))


def _axis(answered: Ints, population: Ints, total: int) -> Axis:
    whole = int(population.sum())
    ratio = tuple(
        None if HIDDEN in (n, total) or not n_all or not total else n / total / (n_all / whole)
        for n, n_all in zip(answered.tolist(), population.tolist(), strict=True)
    )
    return Axis(frozen(answered, np.int64), frozen(population, np.int64), ratio)
