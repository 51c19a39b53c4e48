"""The attacker: what each hidden figure can be, given everything that is published.

Everything known is linear: totals are sums of their parts, shown figures are exact, hidden ones at
least 1 (or 0), a rounded percentage keeps its numerator between two multiples of its base. The
least and most of a cell are two integer programmes, solved exactly (HiGHS). Use it before
publishing: what it finds, anybody with a computer can find.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import ArrayLike
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array, csr_array

from lofte.analysis.arrays import Floats, frozen
from lofte.analysis.disclosure.tables import BadTable

METHOD = "feasible intervals (integer programmes)"
VERSION = "1"
_NO_SOLUTION, _NO_LIMIT = 2, (3, 4)
# Percentages are decimal fractions; this is their rounding in binary, not the attacker's.
_HAIR = 1e-9


@dataclass(frozen=True, slots=True)
class Rounded:
    """A published share: `part` and `base` are cells, low-high (0-1) what it was rounded from."""

    part: int
    base: int
    low: float
    high: float

    def __post_init__(self) -> None:
        if not 0 <= self.low <= self.high <= 1:
            raise BadTable(f"En andel ligger mellan 0 och 1, inte {self.low}-{self.high}.")


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """Everything published, of all tables and editions, as one row of n cells.

    low, high: float[n], the same where the figure is shown, high may be inf. sums: (total, parts).
    """

    low: Floats
    high: Floats
    sums: tuple[tuple[int, tuple[int, ...]], ...]
    shares: tuple[Rounded, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "low", frozen(self.low, np.float64))
        object.__setattr__(self, "high", frozen(self.high, np.float64))
        sound = self.low.ndim == 1 and self.low.shape == self.high.shape
        if not (sound and np.isfinite(self.low).all() and np.all(self.low <= self.high)):
            raise BadTable("low och high ska ha ett tal var per cell, low ändligt och högst high.")


@dataclass(frozen=True, slots=True, eq=False)
class Intervals:
    """low, high: float[k], whole numbers (high may be inf), for each of the k cells asked about."""

    cells: tuple[int, ...]
    low: Floats
    high: Floats
    method: str = METHOD
    version: str = VERSION
    parameters: dict[str, Any] = field(default_factory=dict)


def attack(told: Told, cells: Sequence[int]) -> Intervals:
    """The least and most that each cell can hold. Raises BadTable when no table fits."""
    system = System(told)
    bounds = [(system.extreme(cell, 1), system.extreme(cell, -1)) for cell in cells]
    least, most = (np.array([b[k] for b in bounds], dtype=np.float64) for k in (0, 1))
    return Intervals(
        cells=tuple(int(cell) for cell in cells),
        low=frozen(least, np.float64),
        high=frozen(most, np.float64),
        parameters={"cells": len(told.low), "sums": len(told.sums), "shares": len(told.shares)},
    )


class System:
    """The equations of what is told, ready to be asked."""

    def __init__(self, told: Told) -> None:
        self.low, self.high = told.low, told.high
        n = len(told.low)
        self.constraints = [
            LinearConstraint(matrix, least, most)
            for matrix, least, most in (_equal(told, n), *_between(told, n))
            if matrix.shape[0]
        ]

    def extreme(self, cell: int, sign: int) -> float:
        """The least (sign 1) or most (sign -1) of a cell. Raises BadTable."""
        goal = np.zeros(len(self.low))
        goal[cell] = sign
        answer = self._solved(goal, self.low, self.high)
        if answer.x is not None:
            return float(np.round(answer.x[cell]))
        if answer.status in _NO_LIMIT and np.isinf(self.high[cell]) and sign < 0:
            return float("inf")
        raise BadTable("Inga tal stämmer med allt som visas. Kontrollera tabellen och andelarna.")

    def reaches(self, cell: int, least: float, most: float) -> Floats | None:
        """float[n]: one table that fits what is told with the cell in least-most; None: there is
        none."""
        low, high = self.low.copy(), self.high.copy()
        low[cell], high[cell] = max(low[cell], least), min(high[cell], most)
        found = self._solved(np.zeros(len(low)), low, high).x
        return None if found is None else np.round(found)

    def _solved(self, goal: Floats, low: ArrayLike, high: ArrayLike) -> Any:
        return milp(
            goal,
            integrality=np.ones(len(goal)),
            bounds=Bounds(low, high),
            constraints=self.constraints,
            options={"mip_rel_gap": 0.0},
        )


def lines(sums: Sequence[tuple[int, tuple[int, ...]]], n: int) -> csr_array:
    """float[sums, n]: parts less total, which is 0 in every true table."""
    rows, columns, signs = [], [], []
    for line, (total, parts) in enumerate(sums):
        rows += [line] * (len(parts) + 1)
        columns += [total, *parts]
        signs += [-1.0] + [1.0] * len(parts)
    return coo_array((signs, (rows, columns)), shape=(len(sums), n)).tocsr()


def _equal(told: Told, n: int) -> tuple[csr_array, Floats, Floats]:
    zero = np.zeros(len(told.sums))
    return lines(told.sums, n), zero, zero


def _between(told: Told, n: int) -> list[tuple[csr_array, Floats, Floats]]:
    """part - low base >= 0 and part - high base <= 0."""
    k = len(told.shares)
    rows = np.tile(np.arange(k), 2)
    columns = [share.part for share in told.shares] + [share.base for share in told.shares]
    found = []
    for edges, least, most in (
        ([share.low - _HAIR for share in told.shares], 0.0, np.inf),
        ([share.high + _HAIR for share in told.shares], -np.inf, 0.0),
    ):
        values = [1.0] * k + [-edge for edge in edges]
        matrix = coo_array((values, (rows, columns)), shape=(k, n)).tocsr()
        found.append((matrix, np.full(k, least), np.full(k, most)))
    return found
