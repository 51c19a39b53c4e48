"""Tables that add up: every total is a cell, and lines that share cells link the tables."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from lofte.analysis.arrays import Ints, frozen
from lofte.analysis.asked import readable

Key = Hashable
LARGEST_COUNT = 10**12
MOST_GROUPS = 100_000


class BadTable(ValueError):
    """The figures are no table that adds up; the sentence says why."""


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """A frequency table with all its totals as one flat row of cells.

    counts: int[n], totals included. sums: (total cell, its parts) for every line that adds up;
    lines that share cells link the table. shape: how to lay the flat row out again. Use `line`,
    `cross`, `cube`, `tree` or `linked`. Raises BadTable.
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
            if np.any((of < 0) | (of >= MOST_GROUPS)):
                raise BadTable(f"groups ska vara nummer från 0 till {MOST_GROUPS - 1}.")
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
    def cube(cls, counts: ArrayLike) -> "Table":
        """int[a, b, ...] -> all margins of all axes, shape (a + 1, b + 1, ...), totals last."""
        cells = np.asarray(counts)
        cells = _whole(cells, max(cells.ndim, 1))
        for axis in range(cells.ndim):
            cells = np.concatenate([cells, cells.sum(axis=axis, keepdims=True)], axis=axis)
        at = np.arange(cells.size).reshape(cells.shape)
        sums = []
        for axis in range(cells.ndim):
            lines = np.moveaxis(at, axis, -1).reshape(-1, cells.shape[axis])
            sums += [(int(line[-1]), _cells(line[:-1])) for line in lines]
        return cls(cells.ravel(), tuple(sums), cells.shape)

    @classmethod
    def linked(
        cls,
        figures: Mapping[Key, int],
        sums: Sequence[tuple[Key, Sequence[Key]]],
    ) -> "Table":
        """Several tables as one: a cell that stands in two of them has one key.

        figures: key -> count, in order; sums: (key of the total, keys of its parts). shape (n,).
        """
        number = {key: n for n, key in enumerate(figures)}
        unknown = [key for total, parts in sums for key in (total, *parts) if key not in number]
        if unknown:
            raise BadTable(f"sums nämner {unknown[0]!r}, som saknas i figures.")
        lines = tuple(
            (number[total], tuple(number[part] for part in parts)) for total, parts in sums
        )
        return cls(_whole(list(figures.values()), 1), lines, (len(number),))

    @classmethod
    def tree(cls, counts: ArrayLike, parent: ArrayLike) -> "Table":
        """int[n] counts of areas at all levels and int[n] the index of each one's parent (-1 none).

        Every parent's count is the sum of its children's. shape (n,).
        """
        cells, parents = _whole(counts, 1), readable(parent, "parent", BadTable)
        fits = parents.shape == cells.shape and (parents.dtype.kind in "iu" or not parents.size)
        if not fits or np.any((parents < -1) | (parents >= len(cells))):
            raise BadTable("Varje område ska ha ett överordnat område i listan, eller inget (-1).")
        sums = tuple(
            (int(p), _cells(np.flatnonzero(parents == p))) for p in np.unique(parents) if p >= 0
        )
        return cls(cells, sums, (len(cells),))


def _whole(counts: ArrayLike, dimensions: int) -> Ints:
    cells = readable(counts, "counts", BadTable)
    if cells.ndim != dimensions or (cells.size and cells.dtype.kind not in "iu"):
        raise BadTable(f"counts ska ha {dimensions} dimensioner med hela tal.")
    if np.any(cells > LARGEST_COUNT):
        raise BadTable(f"counts ska vara högst {LARGEST_COUNT} i varje cell.")
    return cells.astype(np.int64)


def _cells(at: Ints) -> tuple[int, ...]:
    return tuple(int(cell) for cell in at)
