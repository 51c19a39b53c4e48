"""Workbooks (XLSX and old XLS): which sheet, where its header is, every cell as text."""

import datetime as dt
from itertools import islice
from pathlib import Path
from typing import Any

from python_calamine import CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum

from lofte.importers.registers.columns import Builder, no_rows
from lofte.importers.registers.raw import Limits
from lofte.importers.registers.sentences import ImportRefused, Sentence, number, refuse
from lofte.importers.registers.text import header_at, is_header
from lofte.importers.registers.unpacking import check_workbook


def cell_text(value: Any) -> str:
    """One cell as text that reads back to the same value."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, dt.datetime):
        return value.isoformat(sep=" ", timespec="seconds")
    if isinstance(value, dt.timedelta):
        seconds = round(value.total_seconds())
        return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
    if isinstance(value, dt.time):
        return value.isoformat(timespec="seconds")
    return value.isoformat() if isinstance(value, dt.date) else str(value)


def read_workbook(path: Path, limits: Limits, sheet: str | None = None) -> dict[str, Any]:
    """The parts of a RawTable that a workbook gives. Raises ImportRefused."""
    book = open_workbook(path, limits)
    sizes = sheet_sizes(book)
    if not sizes:
        raise no_rows()
    chosen = sheet or sizes[0][0]
    if chosen not in dict(sizes):
        raise refuse(
            f"Arbetsboken har inget blad som heter ”{chosen}”.",
            f"The workbook has no sheet called “{chosen}”.",
            "Välj ett av bladen: " + ", ".join(name for name, _ in sizes) + ".",
            "Choose one of the sheets: " + ", ".join(name for name, _ in sizes) + ".",
        )
    parts = _read_sheet(book.get_sheet_by_name(chosen), limits)
    if len(sizes) > 1 and sheet is None:
        parts["notes"] += (_several(chosen, sizes),)
    return {**parts, "format": "xlsx", "sheet": chosen, "sheets": tuple(sizes)}


def open_workbook(path: Path, limits: Limits) -> CalamineWorkbook:
    with path.open("rb") as stream:
        zipped = stream.read(4) == b"PK\x03\x04"
    if zipped:
        check_workbook(path, limits)
    try:
        with path.open("rb") as stream:
            return CalamineWorkbook.from_filelike(stream)
    except PasswordError as error:
        raise refuse(
            "Arbetsboken är låst med lösenord.",
            "The workbook is locked with a password.",
            "Spara en kopia utan lösenord och läs in den.",
            "Save a copy without a password and import that.",
        ) from error
    except Exception as error:  # the reader raises many kinds; none of them is the person's fault
        raise unreadable() from error


def unreadable() -> ImportRefused:
    return refuse(
        "Arbetsboken går inte att öppna: den är trasig eller av ett slag som Löfte inte läser.",
        "The workbook cannot be opened: it is damaged or of an unsupported kind.",
        "Öppna den i ett kalkylprogram och spara som XLSX eller CSV.",
        "Open it in a spreadsheet program and save it as XLSX or CSV.",
    )


def sheet_sizes(book: CalamineWorkbook) -> list[tuple[str, int]]:
    """Worksheets with something in them, and their number of rows."""
    names = [m.name for m in book.sheets_metadata if m.typ == SheetTypeEnum.WorkSheet]
    found = []
    for name in names:
        try:
            height = book.get_sheet_by_name(name).height
        except Exception as error:  # as above
            raise unreadable() from error
        if height > 0:
            found.append((name, height))
    return found


def _several(chosen: str, sizes: list[tuple[str, int]]) -> Sentence:
    others = ", ".join(f"{name} ({number(rows)} rader)" for name, rows in sizes)
    return Sentence(
        f"Arbetsboken har flera blad: {others}. Löfte läste ”{chosen}” och inget annat.",
        f"The workbook has several sheets; only “{chosen}” was read.",
    )


def _read_sheet(sheet: CalamineSheet, limits: Limits) -> dict[str, Any]:
    rows = ([cell_text(cell) for cell in row] for row in sheet.iter_rows())
    numbered = enumerate(rows, start=1)  # iter_rows begins at row 1 even when it is blank
    first = list(islice(numbered, 200))
    start = header_at([row for _, row in first])
    builder = Builder.from_header(first[start:], limits, named=is_header(first[start][1]))
    for row_number, row in first[start + builder.skip :]:
        builder.add(row_number, row)
    for row_number, row in numbered:
        builder.add(row_number, row)
    return builder.finish()
