"""Workbooks in the shape that Brå and its readers use: a sheet per kind of crime, a title on top, a
column of regions first, and for each period a count and a rate per 100,000."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from lofte.importers.registers.raw import Limits
from lofte.importers.registers.register import Reject
from lofte.importers.registers.sheets import cell_text, open_workbook, sheet_sizes
from lofte.importers.tables.figures import parse_period, parse_value
from lofte.importers.tables.series import Cell, Figure, Flag, Geography

SOURCE = "Brå"
_FIRST = {"region", "regioner", "kommun", "län", "område", "kommun/län"}
_PERIOD = re.compile(
    r"\b((?:19|20)\d\d(?: ?[-–] ?(?:19|20)\d\d| ?(?:kv\.? ?|K|Q)[1-4]|[-M]\d\d)?)", re.I
)
_PERIOD_NAMES = {"år", "period", "månad", "kvartal", "tid"}
_RATE = re.compile(r"per\s*100\s*000|/\s*100\s*000", re.I)
_PRELIMINARY = re.compile(r"prel|\d\s*\*|\d\s*p\b", re.I)
_DEEP = 15  # the header stands within the first rows


@dataclass(frozen=True, slots=True)
class _Column:
    index: int
    period: tuple[date, date] | None
    rate: bool
    preliminary: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    name: str
    title: str
    columns: tuple[_Column, ...]
    period_at: int | None  # a column that says the period of each row
    rows: tuple[tuple[int, list[str]], ...]


def sheets(path: Path, limits: Limits) -> list[Sheet]:
    """The sheets of a workbook that have this shape; none when it is some other workbook."""
    book = open_workbook(path, limits)
    found = []
    for name, _ in sheet_sizes(book):
        content = [
            [cell_text(c).strip() for c in row] for row in book.get_sheet_by_name(name).iter_rows()
        ]
        sheet = _sheet(name, content)
        if sheet:
            found.append(sheet)
    return found


def _sheet(name: str, rows: list[list[str]]) -> Sheet | None:
    at = next((i for i, r in enumerate(rows[:_DEEP]) if r and r[0].casefold() in _FIRST), None)
    if at is None:
        return None
    above = [row for row in rows[max(0, at - 2) : at] if not row[0] and any(row)]
    below = rows[at + 1 : at + 2]
    deep = bool(below) and not below[0][0] and any(_measure(cell) for cell in below[0])
    header = [*above, rows[at], *(below if deep else [])]
    texts = _joined(header)
    period_at = next((i for i, t in enumerate(rows[at]) if t.casefold() in _PERIOD_NAMES), None)
    titles = [row[0] for row in rows[:at] if row and row[0]]
    title = titles[0] if titles else name
    columns = tuple(_column(i, text, title) for i, text in enumerate(texts) if i and i != period_at)
    columns = tuple(c for c in columns if c.period or period_at is not None)
    columns = tuple(c for c in columns if c.rate or _measure(texts[c.index]))
    first = at + 1 + deep
    body = tuple((i + 1, row) for i, row in enumerate(rows) if i >= first and row[0])
    return Sheet(name, title, columns, period_at, body) if columns and body else None


def _measure(text: str) -> bool:
    return bool(re.search(r"\bantal\b", text, re.I) or _RATE.search(text))


def _joined(header: list[list[str]]) -> list[str]:
    """One text per column; a period that spans merged cells goes to each of them."""
    filled = []
    for row in header:
        current, full = "", []
        spans = any(_PERIOD.search(cell) for cell in row) and not any(map(_measure, row))
        for place, cell in enumerate(row):
            current = cell or (current if spans and place > 1 else "")
            full.append(current)
        filled.append(full)
    return [" ".join(part for part in parts if part) for parts in zip(*filled, strict=True)]


def _column(index: int, text: str, title: str) -> _Column:
    said = _PERIOD.search(text)
    period = parse_period(said[1].replace(" ", "")) if said else None
    marked = bool(_PRELIMINARY.search(text))
    return _Column(index, period, bool(_RATE.search(text)), marked)


def cells(
    sheet: Sheet, codes: Mapping[str, str], version: str, rejects: list[Reject]
) -> Iterator[Cell]:
    """codes: name of a region -> its code, for workbooks that give names only."""
    for row_number, row in sheet.rows:
        place = geography(row[0], codes, version)
        if not any(row[column.index] for column in sheet.columns):
            continue  # a footnote
        own = parse_period(row[sheet.period_at]) if sheet.period_at is not None else None
        for column in sheet.columns:
            period = own or column.period
            read = parse_value(row[column.index])
            if read is None or period is None:
                rejects.append(_reject(row_number, row, row[column.index]))
                continue
            value, flag = read
            if column.preliminary and flag in (Flag.FINAL, Flag.NOTHING):
                flag = Flag.PRELIMINARY
            unit = "antal per 100 000 invånare" if column.rate else "antal"
            code = f"{sheet.name}{' per 100 000' if column.rate else ''}"
            yield Cell(code, sheet.title, unit, place, Figure(*period, value, flag))


def _reject(row_number: int, row: list[str], cell: str) -> Reject:
    return Reject(
        row_number,
        tuple(row),
        f"”{cell}” är varken en siffra, ett tecken för sekretess eller en period",
        f"“{cell}” is neither a figure, a symbol for secrecy nor a period",
    )


def geography(text: str, codes: Mapping[str, str], version: str) -> Geography:
    """'1495 Skara', 'Skara kommun', 'Västra Götalands län' or 'Hela landet'."""
    coded = re.match(r"^(\d{2}|\d{4})\s+(.*)$", text)
    name = coded[2] if coded else text
    plain = re.sub(r"\s+kommun$", "", name)
    code = coded[1] if coded else codes.get(name, codes.get(plain, ""))
    if name.casefold() in {"hela landet", "riket", "hela riket", "sverige"}:
        return Geography("riket", code or "00", name, version)
    is_county = name.casefold().endswith(" län") or len(code) == 2
    return Geography("län" if is_county else "kommun", code, name if is_county else plain, version)
