"""A file as it came: text in columns, row numbers as the sender sees them, nothing interpreted."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from lofte.importers.registers.sentences import Sentence

GEOMETRY = "geometri"  # the name under which a spatial file's own point goes into a mapping


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a file may be. A file at the limit is too large."""

    size: int = 1 << 30
    unpacked: int = 1 << 30
    ratio: int = 300  # unpacked bytes per packed byte, asked when more than `ratio_from` came out
    ratio_from: int = 32 << 20
    members: int = 500
    cells: int = 60_000_000
    rows: int = 20_000_000


@dataclass(frozen=True, slots=True)
class BrokenRow:
    """A row that does not fit the header."""

    row: int
    values: tuple[str, ...]
    reason: Sentence


class Texts(Mapping[str, pa.Array]):
    """Columns of text; one that the file keeps as numbers becomes text when somebody asks."""

    def __init__(self, columns: Mapping[str, Any], to_text: Callable[[Any], pa.Array]) -> None:
        self._columns, self._to_text = dict(columns), to_text
        self._texts: dict[str, pa.Array] = {}

    def __getitem__(self, name: str) -> pa.Array:
        if name not in self._texts:
            self._texts[name] = self._to_text(self._columns[name])
        return self._texts[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._columns)

    def __len__(self) -> int:
        return len(self._columns)

    def take(self, picked: NDArray[np.int64]) -> "Texts":
        rows = pa.array(picked)
        columns = {name: column.take(rows) for name, column in self._columns.items()}
        return Texts(columns, self._to_text)


@dataclass(frozen=True, slots=True, eq=False)
class RawTable:
    """columns: name -> text, all of one length, in the order of the file; an empty cell is ''.
    rows: the number of each row as a spreadsheet shows it (the header is usually 1).
    points: (x, y) of a spatial file, NaN where a row has none; crs only when the file says so.
    types: what a typed format said about a column ('timestamp', 'timestamp UTC', 'number' ...).
    typed: name -> the column as a typed format keeps it (float64, timestamp in seconds): what
    needs no reading as text.
    """

    columns: Mapping[str, pa.Array]
    rows: NDArray[np.int64]
    file: str
    format: str
    size: int
    checksum: str
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    sheets: tuple[tuple[str, int], ...] = ()
    crs: str | None = None
    geometry: str = ""
    points: tuple[NDArray[np.float64], NDArray[np.float64]] | None = None
    types: dict[str, str] = field(default_factory=dict)
    typed: dict[str, pa.Array] = field(default_factory=dict)
    broken: tuple[BrokenRow, ...] = ()
    notes: tuple[Sentence, ...] = ()

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self.columns)

    def text(self, name: str) -> pa.Array:
        return self.columns[name]

    def values(self, index: int) -> tuple[str, ...]:
        return tuple(column[index].as_py() or "" for column in self.columns.values())

    def rows_of(self, picked: NDArray[np.int64]) -> Mapping[str, pa.Array]:
        """The columns with the picked rows only."""
        if isinstance(self.columns, Texts):
            return self.columns.take(picked)
        rows = pa.array(picked)
        return {name: column.take(rows) for name, column in self.columns.items()}

    def spread(self, most: int) -> "RawTable":
        """Rows from the whole of a long file: enough to see what its columns are."""
        if len(self) <= most:
            return self
        picked = np.linspace(0, len(self) - 1, most).astype(np.int64)
        rows = pa.array(picked)
        return replace(
            self,
            columns=self.rows_of(picked),
            typed={name: column.take(rows) for name, column in self.typed.items()},
            rows=self.rows[picked],
            points=(self.points[0][picked], self.points[1][picked]) if self.points else None,
        )

    def head(self, count: int = 8) -> list[tuple[str, ...]]:
        """The first rows, for a preview."""
        return [self.values(index) for index in range(min(count, len(self)))]


def unique_names(names: list[str]) -> list[str]:
    """Trimmed, never empty, never twice: 'kolumn 3' for a nameless one, 'tid (2)' for a second."""
    seen: dict[str, int] = {}
    result: list[str] = []
    for place, name in enumerate(names, start=1):
        plain = " ".join(name.split()) or f"kolumn {place}"
        while plain in seen:
            seen[plain] += 1
            plain = f"{plain} ({seen[plain]})"
        seen[plain] = 1
        result.append(plain)
    return result
