"""Small numbers stay hidden, also from those who can subtract.

A cell with 1 to minimum - 1 events could point at a person: it is hidden (primary), and so are as
many others (complementary) as it takes for nobody to compute it back from totals. The attacker
that we defend against knows every shown figure, that totals are sums, that zeros are shown as
zeros (so a hidden figure is at least 1), and our rules; not how the hidden ones were chosen.
Source: Kelly, Golden & Assad 1992; Hundepool et al. 2012, chapter 4.
"""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import ArrayLike
from scipy.optimize import linprog
from scipy.sparse import coo_array, hstack

from lofte.analysis.arrays import Bools, Floats, Ints, frozen

METHOD = "cell suppression (primary and complementary)"
VERSION = "1"
MINIMUM = 5
HIDDEN = -1
_TOTALS_ARE_DEAR = 100.0


class BadTable(ValueError):
    """The figures are no table that adds up; the sentence says why."""


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """A frequency table with all its totals as one flat row of cells.

    counts: int[n], totals included. sums: (total cell, its parts) for every line that adds up;
    lines that share cells link the table. shape: how to lay the flat row out again. Use `line`,
    `cross` or `tree`. Raises BadTable.
    """

    counts: Ints
    sums: tuple[tuple[int, tuple[int, ...]], ...]
    shape: tuple[int, ...]

    def __post_init__(self) -> None:
        object.__setattr__(self, "counts", frozen(self.counts, np.int64))
        if self.counts.ndim != 1 or np.any(self.counts < 0):
            raise BadTable("En tabell med antal har inga minustal.")
        for total, parts in self.sums:
            if self.counts[total] != self.counts[list(parts)].sum():
                raise BadTable(
                    f"Summan i cell {total} är {self.counts[total]} men delarna ger "
                    f"{self.counts[list(parts)].sum()}. Räkna om tabellen innan den publiceras."
                )

    @classmethod
    def line(cls, counts: ArrayLike) -> "Table":
        """int[n] -> n cells and their total, shape (n + 1,)."""
        cells = _whole(counts, 1)
        n = len(cells)
        return cls(np.append(cells, cells.sum()), ((n, tuple(range(n))),), (n + 1,))

    @classmethod
    def cross(cls, counts: ArrayLike, groups: ArrayLike | None = None) -> "Table":
        """int[r, c] -> rows and columns with margins, shape (r + 1, c + 1), totals last.

        groups: int[r], the number 0..g-1 of the larger area that each row belongs to: then a row
        per group stands between the rows and the total, shape (r + g + 1, c + 1).
        """
        cells = _whole(counts, 2)
        rows, columns = cells.shape
        blocks = [list(range(rows))]
        if groups is not None:
            of = _whole(groups, 1)
            if len(of) != rows:
                raise BadTable(f"{len(of)} grupper men {rows} rader.")
            blocks = [np.flatnonzero(of == g).tolist() for g in range(int(of.max(initial=-1)) + 1)]
            cells = np.vstack([cells, *(cells[block].sum(axis=0) for block in blocks)])
            blocks.append(list(range(rows, rows + len(blocks))))
        last = len(cells)
        cells = np.vstack([cells, cells[blocks[-1]].sum(axis=0)])
        cells = np.hstack([cells, cells.sum(axis=1, keepdims=True)])
        at = np.arange(cells.size).reshape(cells.shape)
        down = [
            (int(at[rows + g, j]), _cells(at[block, j]))
            for g, block in enumerate(blocks[:-1])
            for j in range(columns + 1)
        ]
        down += [(int(at[last, j]), _cells(at[blocks[-1], j])) for j in range(columns + 1)]
        across = [(int(row[-1]), _cells(row[:-1])) for row in at]
        return cls(cells.ravel(), (*across, *down), cells.shape)

    @classmethod
    def tree(cls, counts: ArrayLike, parent: ArrayLike) -> "Table":
        """int[n] counts of areas at all levels and int[n] the index of each one's parent (-1 none).

        Every parent's count is the sum of its children's. shape (n,).
        """
        cells, parents = _whole(counts, 1), np.asarray(parent, dtype=np.int64)
        if parents.shape != cells.shape or np.any((parents < -1) | (parents >= len(cells))):
            raise BadTable("Varje område ska ha ett överordnat område i listan, eller inget (-1).")
        sums = tuple(
            (int(p), _cells(np.flatnonzero(parents == p))) for p in np.unique(parents) if p >= 0
        )
        return cls(cells, sums, (len(cells),))


@dataclass(frozen=True, slots=True, eq=False)
class Protected:
    """What may be shown. `table` is the secret and must never leave the house.

    hidden: bool[n], flat as in the table; primary: bool[n], those hidden for being small (do not
    publish which). kept: True when an earlier edition's figures stand because too little changed.
    """

    table: Table
    hidden: Bools
    primary: Bools
    kept: bool = False
    method: str = METHOD
    version: str = VERSION
    parameters: dict[str, Any] = field(default_factory=dict)

    @property
    def shown(self) -> Ints:
        """int, in the table's shape: the figures to publish, -1 = hidden."""
        figures: Ints = np.where(self.hidden, HIDDEN, self.table.counts).reshape(self.table.shape)
        return figures


def protect(
    table: Table,
    *,
    minimum: int = MINIMUM,
    show_zeros: bool = True,
    also: ArrayLike | None = None,
) -> Protected:
    """Hide the cells with 1..minimum - 1 events, and others until those cannot be computed back.

    For each hidden small cell there are tables that agree with everything shown in which it is as
    low as 1 and as high as minimum - 1 (a small total over k cells with events: as low as k). Show
    zeros or hide them as small ones. also: bool[n], cells to hide whatever they hold (zeros are
    shown all the same when zeros are). The same table gives the same answer. Raises BadTable.
    """
    if minimum < 2:
        raise BadTable(f"Gränsen för små tal ska vara minst 2, inte {minimum}.")
    counts = table.counts
    primary = (counts < minimum) & ((counts > 0) | (not show_zeros))
    hidden = primary.copy()
    if also is not None:
        hidden |= np.asarray(also, dtype=np.bool_) & ((counts > 0) | (not show_zeros))
    floor = _floor(table, show_zeros)
    ceiling = np.maximum(minimum - 1, floor + minimum - 2)
    moves = _Moves(table, floor, show_zeros)
    hidden = _complement(moves, hidden, primary, floor, ceiling)
    parameters = {"minimum": minimum, "show_zeros": show_zeros}
    return Protected(table, frozen(hidden, bool), frozen(primary, bool), parameters=parameters)


def differences(previous: Protected, current: Table) -> Protected:
    """The next edition of the same table (same cells, same period), safe beside the previous one.

    If any figure changed by 1..minimum - 1, subtraction would show a small number: the previous
    edition stands (`kept`), until enough has changed. Otherwise the new table is protected, and
    what was hidden stays hidden. The minimum is the previous edition's. Raises BadTable.
    """
    if current.sums != previous.table.sums or current.shape != previous.table.shape:
        raise BadTable("Utgåvorna har inte samma celler och kan inte jämföras.")
    minimum = int(previous.parameters["minimum"])
    change = np.abs(current.counts - previous.table.counts)
    if np.any((change > 0) & (change < minimum)) or not change.any():
        return Protected(
            previous.table,
            previous.hidden,
            previous.primary,
            kept=True,
            parameters=previous.parameters,
        )
    return protect(
        current,
        minimum=minimum,
        show_zeros=bool(previous.parameters["show_zeros"]),
        also=previous.hidden,
    )


def _whole(counts: ArrayLike, dimensions: int) -> Ints:
    cells = np.asarray(counts)
    if cells.ndim != dimensions or (cells.size and cells.dtype.kind not in "iu"):
        raise BadTable(f"Tabellen ska ha {dimensions} dimensioner med hela tal.")
    return cells.astype(np.int64)


def _cells(at: Ints) -> tuple[int, ...]:
    return tuple(int(cell) for cell in at)


def _floor(table: Table, show_zeros: bool) -> Ints:
    """The least that each cell can hold for somebody who sees no figure but the zeros."""
    floor = (table.counts > 0).astype(np.int64) * show_zeros
    for _ in table.sums:
        before = floor.copy()
        for total, parts in table.sums:
            floor[total] = floor[list(parts)].sum() if parts else floor[total]
        if np.array_equal(before, floor):
            break
    return floor


def _complement(
    moves: "_Moves", hidden: Bools, primary: Bools, floor: Ints, ceiling: Ints
) -> Bools:
    """Hide more until each primary cell can be as low as its floor and as high as its ceiling.

    For one cell at a time: the cheapest way to move it there while everything still adds up; the
    cells that have to move are hidden. Any mixture of such ways is possible too, so the range
    between the lowest and the highest seen is covered.
    """
    counts = moves.counts
    lowest, highest = counts.astype(np.float64), counts.astype(np.float64)
    hidden = hidden.copy()
    for cell in np.flatnonzero(primary)[np.argsort(counts[primary], kind="stable")]:
        for target in (ceiling[cell], floor[cell]):
            if lowest[cell] <= target <= highest[cell]:
                continue
            change = moves.cheapest(int(cell), int(target - counts[cell]), hidden)
            if change is None:  # too little in all to hide behind: nothing but zeros is told
                return hidden | (counts > 0)
            other = counts + change
            hidden |= np.abs(other - counts) > 1e-6
            lowest, highest = np.minimum(lowest, other), np.maximum(highest, other)
    return hidden


class _Moves:
    """The linear programme behind `_complement`: ups and downs of cells that keep all sums."""

    def __init__(self, table: Table, floor: Ints, show_zeros: bool) -> None:
        rows, columns, signs = [], [], []
        for line, (total, parts) in enumerate(table.sums):
            rows += [line] * (len(parts) + 1)
            columns += [total, *parts]
            signs += [-1.0] + [1.0] * len(parts)
        n = len(table.counts)
        lines = coo_array((signs, (rows, columns)), shape=(len(table.sums), n))
        self.lines = hstack([lines, -lines]).tocsr()
        self.counts = table.counts
        self.room = (table.counts - floor).astype(np.float64)
        # A shown zero stays as it is.
        self.free = (table.counts > 0) | (not show_zeros)
        totals = np.zeros(n, dtype=np.bool_)
        totals[[total for total, _ in table.sums]] = True
        self.cost = (1 + np.sqrt(table.counts)) * np.where(totals, _TOTALS_ARE_DEAR, 1.0)

    def cheapest(self, cell: int, by: int, hidden: Bools) -> Floats | None:
        """float[n]: a change of every cell, `by` in this one, that moves the least shown.

        None when no change keeps all sums.
        """
        n = len(self.cost)
        cost = np.where(hidden, 0.0, self.cost)
        most = np.concatenate([np.where(self.free, np.inf, 0.0), self.room])
        least = np.zeros(2 * n)
        up, down = max(by, 0), max(-by, 0)
        least[[cell, n + cell]] = most[[cell, n + cell]] = up, down
        answer = linprog(
            np.concatenate([cost, cost]),
            A_eq=self.lines if self.lines.shape[0] else None,
            b_eq=np.zeros(self.lines.shape[0]) if self.lines.shape[0] else None,
            bounds=np.column_stack([least, most]),
        )
        if answer.x is None:
            return None
        change: Floats = answer.x[:n] - answer.x[n:]
        return change
