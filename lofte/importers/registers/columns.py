"""Rows into columns of text, a slice at a time, so that a million rows stay small."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa

from lofte.importers.registers.raw import BrokenRow, Limits, unique_names
from lofte.importers.registers.sentences import ImportRefused, Sentence, number, refuse

_SLICE = 20_000
_MANY_BROKEN = 20_000  # and more than whole rows: this is no table, however it began


def not_a_table() -> ImportRefused:
    return refuse(
        "Filen är text, men ingen tabell: inget skiljetecken delar raderna i kolumner.",
        "The file is text but not a table: no delimiter splits its rows into columns.",
        "Spara som CSV med semikolon mellan kolumnerna och en rad med rubriker överst.",
        "Save it as CSV with semicolons between the columns and a header row on top.",
    )


def no_rows() -> ImportRefused:
    return refuse(
        "Filen har rubriker men inga rader.",
        "The file has a header but no rows.",
        "Kontrollera urvalet i det system som filen kommer från och hämta den igen.",
        "Check the selection in the system it came from and fetch it again.",
    )


class Builder:
    """Takes rows one by one; gives columns of text."""

    def __init__(self, names: Sequence[str], limits: Limits) -> None:
        self.names = unique_names(list(names))
        self.limits = limits
        self.skip = 1
        self.notes: list[Sentence] = []
        self.broken: list[BrokenRow] = []
        self._rows: list[list[str]] = []
        self._numbers: list[int] = []
        self._done: list[list[pa.Array]] = [[] for _ in self.names]

    @classmethod
    def from_header(
        cls, rows: Sequence[tuple[int, list[str]]], limits: Limits, *, named: bool
    ) -> "Builder":
        """`rows` begins with the header, or with the first row when the file has none."""
        header = list(rows[0][1])
        while header and not _used(rows, len(header) - 1):
            header.pop()
        if len(header) < 2:
            raise not_a_table()
        builder = cls(header if named else [""] * len(header), limits)
        if not named:
            builder.skip = 0
            builder.notes.append(
                Sentence(
                    "Filen saknar rubrikrad: kolumnerna kallas kolumn 1, kolumn 2 och så vidare.",
                    "The file has no header row: columns are called kolumn 1, kolumn 2 and so on.",
                )
            )
        return builder

    def add(self, row_number: int, row: list[str]) -> None:
        width = len(self.names)
        if len(row) != width:
            if not any(cell.strip() for cell in row):
                return
            if len(row) > width and not any(cell.strip() for cell in row[width:]):
                row = row[:width]
            else:
                self._break(row_number, row)
                return
        elif not any(row):
            return
        self._rows.append(row)
        self._numbers.append(row_number)
        if len(self._rows) % _SLICE == 0:
            self._flush()

    def _break(self, row_number: int, row: list[str]) -> None:
        found, wanted = len(row), len(self.names)
        reason = Sentence(
            f"raden har {found} fält men rubriken har {wanted}",
            f"the row has {found} fields but the header has {wanted}",
        )
        padded = (row + [""] * wanted)[: max(wanted, found)]
        self.broken.append(BrokenRow(row_number, tuple(padded), reason))
        if len(self.broken) > max(_MANY_BROKEN, len(self._numbers)):
            raise not_a_table()

    def _flush(self) -> None:
        if self._rows:
            for done, cells in zip(self._done, zip(*self._rows, strict=True), strict=True):
                done.append(pa.array(cells, pa.string()))
            self._rows.clear()
        if len(self._numbers) > self.limits.rows:
            raise refuse(
                f"Filen har fler än {number(self.limits.rows)} rader.",
                f"The file has more than {self.limits.rows} rows.",
                "Dela filen, till exempel per år.",
                "Split the file, for instance per year.",
            )

    def finish(self) -> dict[str, Any]:
        self._flush()
        if not self._numbers and not self.broken:
            raise no_rows()
        arrays = [pa.chunked_array(done, pa.string()).combine_chunks() for done in self._done]
        return {
            "columns": dict(zip(self.names, arrays, strict=True)),
            "rows": np.array(self._numbers, dtype=np.int64),
            "broken": tuple(self.broken),
            "notes": tuple(self.notes),
        }


def _used(rows: Sequence[tuple[int, list[str]]], index: int) -> bool:
    """Does the header, or any of the first rows, say something in this column?"""
    return any(len(row) > index and row[index].strip() for _, row in rows)
