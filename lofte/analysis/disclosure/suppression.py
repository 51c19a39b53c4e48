"""Hide the small cells, and as few others as it takes for nobody to compute them back."""

from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any

import numpy as np
from numpy.typing import ArrayLike
from scipy.optimize import linprog
from scipy.sparse import hstack

from lofte.analysis.arrays import Bools, Floats, Ints, frozen
from lofte.analysis.asked import readable
from lofte.analysis.disclosure.attacker import System, Told, lines
from lofte.analysis.disclosure.tables import LARGEST_COUNT, BadTable, Table

METHOD = "cell suppression (primary and complementary)"
VERSION = "2"
MINIMUM = 5
HIDDEN = -1
# Small cells times all cells. Above it, no search: everything that hangs together is hidden.
MOST_WORK = 1_000_000
_TOTALS_ARE_DEAR = 100.0


class Role(IntEnum):
    """OPEN: ours to show or hide. SHOWN, HIDDEN: already out, or already hidden, in an earlier
    edition. UNTOLD: never in any table, but others could compute it."""

    OPEN = 0
    SHOWN = 1
    HIDDEN = 2
    UNTOLD = 3


@dataclass(frozen=True, slots=True, eq=False)
class Protected:
    """What may be shown. `table` is the secret and must never leave the house.

    hidden: bool[n], flat as in the table; primary: bool[n], those hidden for being small (do not
    publish which). need_low, need_high: int[n], where primary: what it must be able to be. exposed:
    bool[n], those that figures already out give away, whatever is hidden now. wide: True when all
    that hangs together was hidden instead of a search. kept: True when an earlier edition's figures
    stand because too little changed.
    """

    table: Table
    hidden: Bools
    primary: Bools
    kept: bool = False
    method: str = METHOD
    version: str = VERSION
    parameters: dict[str, Any] = field(default_factory=dict)
    roles: Ints | None = None
    need_low: Ints | None = None
    need_high: Ints | None = None
    exposed: Bools | None = None
    wide: bool = False

    @property
    def shown(self) -> Ints:
        """int, in the table's shape: the figures to publish, -1 = hidden."""
        figures: Ints = np.where(self.hidden, HIDDEN, self.table.counts).reshape(self.table.shape)
        return figures

    @property
    def told(self) -> Told:
        """What the reader knows, for the attacker."""
        return _told(self.table, self.hidden, self.roles, bool(self.parameters["show_zeros"]))


def protect(
    table: Table,
    *,
    minimum: ArrayLike = MINIMUM,
    show_zeros: bool = True,
    also: ArrayLike | None = None,
    roles: ArrayLike | None = None,
) -> Protected:
    """Hide the cells with 1..minimum - 1 events, and others until those cannot be computed back.

    For each hidden small cell there are tables of whole numbers that agree with everything shown
    in which it is as low as 1 and as high as minimum - 1 (a small total over k cells with events:
    as low as k). Show zeros or hide them as small ones. minimum: one limit, or int[n], one per
    cell. also: bool[n], cells to hide whatever they hold (zeros are shown all the same when zeros
    are). roles: Role[n], None = all OPEN. The same table gives the same answer. Raises BadTable.
    """
    counts = table.counts
    limit = _limits(minimum, len(counts))
    role = _roles(roles, len(counts))
    primary = (counts < limit) & ((counts > 0) | (not show_zeros)) & (role != Role.SHOWN)
    if not show_zeros:  # a zero that nobody tells needs no hiding
        primary &= (counts > 0) | (role == Role.OPEN)
    hidden = primary | (role == Role.HIDDEN) | (role == Role.UNTOLD)
    if also is not None:
        forced = np.asarray(also, dtype=np.bool_) & (role == Role.OPEN)
        hidden |= forced & ((counts > 0) | (not show_zeros))
    floor = _floor(table, role, show_zeros)
    low = np.where(role == Role.UNTOLD, np.minimum(np.maximum(floor, 1), counts), floor)
    high = np.maximum(limit - 1, low + limit - 2)
    search = _Search(table, role, show_zeros, floor, int(high.max(initial=1)))
    wide = int(primary.sum()) * len(counts) > MOST_WORK
    hidden = (
        search.everything(hidden, primary) if wide else search.narrow(hidden, primary, low, high)
    )
    exposed, hidden = search.checked(hidden, primary, low, high)
    parameters = {"minimum": limit.tolist() if np.ndim(minimum) else minimum}
    return Protected(
        table=table,
        hidden=frozen(hidden, bool),
        primary=frozen(primary, bool),
        parameters=parameters | {"show_zeros": show_zeros},
        roles=frozen(role, np.int64),
        need_low=frozen(np.where(primary, low, counts), np.int64),
        need_high=frozen(np.where(primary, high, counts), np.int64),
        exposed=frozen(exposed, bool),
        wide=wide or search.gave_up,
    )


def _limits(minimum: ArrayLike, n: int) -> Ints:
    limit = readable(minimum, "minimum", BadTable)
    if limit.dtype.kind not in "iu" or limit.shape not in ((), (n,)):
        raise BadTable(f"minimum ska vara ett heltal, eller ett för var och en av {n} celler.")
    if np.any(limit < 2):
        raise BadTable(f"minimum, gränsen för små tal, ska vara minst 2, inte {limit.min()}.")
    if np.any(limit > LARGEST_COUNT):
        raise BadTable(f"minimum ska vara högst {LARGEST_COUNT}, inte {limit.max()}.")
    each: Ints = np.broadcast_to(limit, (n,)).astype(np.int64)
    return each


def _roles(roles: ArrayLike | None, n: int) -> Ints:
    given = np.zeros(n, dtype=np.int64) if roles is None else readable(roles, "roles", BadTable)
    if given.shape != (n,) or np.any((given < Role.OPEN) | (given > Role.UNTOLD)):
        raise BadTable(f"roles ska ha en roll för var och en av {n} celler.")
    return given.astype(np.int64)


def _told(table: Table, hidden: Bools, roles: Ints | None, show_zeros: bool) -> Told:
    counts = table.counts.astype(np.float64)
    least = np.full(len(counts), float(show_zeros))
    if roles is not None:
        least[roles == Role.UNTOLD] = 0.0
    # Hidden zeros are told by nobody; then no hidden figure is known to be above 0.
    least[counts == 0] = 0.0
    return Told(np.where(hidden, least, counts), np.where(hidden, np.inf, counts), table.sums)


def _floor(table: Table, role: Ints, show_zeros: bool) -> Ints:
    """The least that each cell can hold for somebody who sees no figure but the zeros."""
    floor: Ints = ((table.counts > 0) & (role != Role.UNTOLD)).astype(np.int64) * show_zeros
    for _ in table.sums:
        before = floor.copy()
        for total, parts in table.sums:
            floor[total] = max(floor[total], floor[list(parts)].sum() if parts else 0)
        if np.array_equal(before, floor):
            break
    return floor


class _Search:
    """Ups and downs of cells that keep all sums: linear programmes, then whole numbers."""

    def __init__(self, table: Table, role: Ints, show_zeros: bool, floor: Ints, most: int) -> None:
        n = len(table.counts)
        self.table, self.role, self.show_zeros = table, role, show_zeros
        self.counts, self.floor, self.most = table.counts, floor, most
        self.flat = flat = lines(table.sums, n)
        self.lines = hstack([flat, -flat]).tocsr()
        self.touches = abs(flat)
        movable = role != Role.SHOWN
        # A shown zero stays as it is; one that is never told can be anything.
        self.free = movable & ((self.counts > 0) | (not show_zeros) | (role == Role.UNTOLD))
        self.room = np.where(movable, self.counts - floor, 0).astype(np.float64)
        totals = np.zeros(n, dtype=np.bool_)
        totals[[total for total, _ in table.sums]] = True
        self.cost = (1 + np.sqrt(self.counts)) * np.where(totals, _TOTALS_ARE_DEAR, 1.0)
        # The range that whole tables are known to span.
        self.lowest, self.highest = self.counts.astype(float), self.counts.astype(float)
        self.gave_up = False

    def everything(self, hidden: Bools, primary: Bools) -> Bools:
        """Hide all cells with events that hang together with a primary one.

        Then every figure there could be many times larger, or each part the least that it can.
        """
        reached = primary.copy()
        while True:
            lines_hit = self.touches @ reached.astype(float) > 0
            wider = reached | ((self.touches.T @ lines_hit.astype(float) > 0) & self.free)
            if np.array_equal(wider, reached):
                break
            reached = wider
        for other in (self.floor, self.counts * int(self.most)):
            table = np.where(reached, other, self.counts)
            if not np.any(self.flat @ table) and not np.any((table != self.counts) & ~self.free):
                self._seen(table)
        gone: Bools = hidden | (reached & self.free)
        return gone

    def narrow(self, hidden: Bools, primary: Bools, low: Ints, high: Ints) -> Bools:
        """Hide more until each primary cell can be as low and as high as it must.

        For one cell at a time: the cheapest way to move it there while everything still adds up;
        the cells that have to move are hidden.
        """
        hidden = hidden.copy()
        for cell in np.flatnonzero(primary)[np.argsort(self.counts[primary], kind="stable")]:
            for target in (high[cell], low[cell]):
                if self.lowest[cell] <= target <= self.highest[cell]:
                    continue
                change = self._cheapest(int(cell), int(target - self.counts[cell]), hidden)
                if change is None:  # too little to hide behind
                    self.gave_up = True
                    return self.everything(hidden, primary)
                hidden |= np.abs(change) > 1e-6
                if np.all(np.abs(change - np.round(change)) < 1e-6):
                    self._seen(self.counts + np.round(change))
        return hidden

    def checked(self, hidden: Bools, primary: Bools, low: Ints, high: Ints) -> tuple[Bools, Bools]:
        """Ask the attacker about each cell without a whole table at both ends; hide more if need.

        bool[n] those that cannot be protected, bool[n] what is hidden. Where zeros alone lift a
        cell's least value, `low` and `high` move with it.
        """
        system = System(_told(self.table, hidden, self.role, self.show_zeros))
        small = [int(cell) for cell in np.flatnonzero(primary)]
        failing = [cell for cell in small if not self._safe(system, cell, low, high)]
        wider = self.everything(hidden, primary) if failing else hidden
        if not np.array_equal(wider, hidden):
            self.gave_up = True
            return self.checked(wider, primary, low, high)
        exposed = np.zeros(len(hidden), dtype=np.bool_)
        for cell in failing:
            room = high[cell] - low[cell]
            low[cell] = system.extreme(cell, 1)
            high[cell] = low[cell] + room
            exposed[cell] = system.extreme(cell, -1) < high[cell]
        return exposed, hidden

    def _safe(self, system: System, cell: int, low: Ints, high: Ints) -> bool:
        """Do whole tables put the cell at both ends?"""
        ends = ((low[cell], -np.inf, low[cell]), (high[cell], high[cell], np.inf))
        for target, least, most in ends:
            if self.lowest[cell] <= target <= self.highest[cell]:
                continue
            found = system.reaches(cell, least, most)
            if found is None:
                return False
            self._seen(found)
        return True

    def _seen(self, other: Floats) -> None:
        self.lowest = np.minimum(self.lowest, other)
        self.highest = np.maximum(self.highest, other)

    def _cheapest(self, cell: int, by: int, hidden: Bools) -> Floats | None:
        """float[n]: a change of every cell, `by` in this one, that moves the least shown.

        None when no change keeps all sums.
        """
        n = len(self.cost)
        cost = np.where(hidden, 0.0, self.cost)
        most = np.concatenate([np.where(self.free, np.inf, 0.0), self.room])
        least = np.zeros(2 * n)
        up, down = max(by, 0), max(-by, 0)
        least[[cell, n + cell]] = most[[cell, n + cell]] = up, down
        some = self.lines.shape[0] > 0
        answer = linprog(
            np.concatenate([cost, cost]),
            A_eq=self.lines if some else None,
            b_eq=np.zeros(self.lines.shape[0]) if some else None,
            bounds=np.column_stack([least, most]),
        )
        if answer.x is None:
            return None
        change: Floats = answer.x[:n] - answer.x[n:]
        return change
