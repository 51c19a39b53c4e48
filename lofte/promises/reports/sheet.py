"""The follow-up as a sheet that a leader fills in: written out, and read in again.

A row is a commitment. Columns are known by their headings, so they may be moved; what may not be
filled in is compared with what was sent out. `kept` is a checksum of what the row held then: a row
that has changed meanwhile is told, never written over.
"""

import hashlib
import json
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from io import BytesIO
from typing import Any
from zipfile import BadZipFile

from django.db.models import TextChoices
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import save_workbook

from lofte.audit.refusals import Refused
from lofte.promises.queries import Came
from lofte.promises.reports.effect_sheet import add_effects
from lofte.promises.states import Comparator, Effect, OutcomeKind, Verdict

SHEET = "Uppföljning"
KEY, KEPT = "Nyckel", "Kontroll"
FIXED = {"text": "Åtagande", "target": "Mål", "logged": "Loggat"}
FILLED = {
    "value": "Utfall (tal)",
    "comparator": "Hur säkert talet är",
    "outcome": "Utfall i ord",
    "first_day": "Räknat från",
    "last_day": "Räknat till och med",
    "source": "Källa",
    "verdict": "Gjordes det?",
    "partly_rule": "Regeln för delvis",
    "effect": "Hjälpte det?",
    "told": "Vad har hänt",
    "reason": "Varför det inte nåddes",
}
OUTCOME = ("value", "comparator", "outcome", "first_day", "last_day", "source")
JUDGED = ("verdict", "partly_rule", "effect", "told")
CHOICES: dict[str, type[TextChoices]] = {
    "comparator": Comparator,
    "verdict": Verdict,
    "effect": Effect,
}
LONGEST = {"outcome": 1000, "source": 200, "partly_rule": 300, "told": 4000, "reason": 2000}
MOST_ROWS, MOST_BYTES = 2_000, 5_000_000
WIDTHS = {"text": 52, "told": 44, "reason": 44, "outcome": 36, "source": 26}
# what a damaged workbook raises: in the archive, in the XML (a SyntaxError), in what it describes
UNREADABLE = (
    BadZipFile,
    zlib.error,
    SyntaxError,
    EOFError,
    OSError,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    RuntimeError,
)

Row = dict[str, str]


class BadSheet(Refused):
    """The sheet cannot be read as the follow-up; nothing of it was kept."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A row as it came back: the commitment's key, what it held when sent out, what it says now."""

    key: int
    kept: str
    values: Row


def row_of(came: Came) -> Row:
    """What is known of a commitment, as the words that stand in the sheet."""
    outcome, standing = compared(came), came.standing
    row = dict.fromkeys(FILLED, "")
    if outcome is not None:
        row |= {
            "value": "" if outcome.value is None else digits(outcome.value),
            "comparator": outcome.comparator,
            "outcome": outcome.text,
            "first_day": outcome.first_day.isoformat() if outcome.first_day else "",
            "last_day": outcome.last_day.isoformat() if outcome.last_day else "",
            "source": outcome.source,
        }
    if standing is not None:
        row |= {
            "verdict": standing.verdict,
            "partly_rule": standing.partly_rule,
            "effect": standing.effect,
            "told": standing.text,
        }
    return row | {"reason": came.commitment.not_met_reason}


def digits(value: Decimal) -> str:
    """A figure as a cell holds it: no spaces that a calculation would stumble on."""
    return f"{value.normalize():f}".replace(".", ",")


def compared(came: Came) -> Any:
    """The latest outcome that is held against the target: the one that the sheet shows."""
    rows = [row for row in came.outcomes if row.counts and row.kind == OutcomeKind.ACTIVITY]
    return rows[-1] if rows else None


def fingerprint(came: Came) -> str:
    told = json.dumps([came.commitment.text, row_of(came)], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def words(name: str, value: str) -> str:
    """A value as it stands in its cell."""
    if name in CHOICES and value:
        return str(CHOICES[name](value).label)
    return value


def write(rows: Sequence[Came]) -> bytes:
    """The workbook. Words are words: nothing in a cell is a formula."""
    book = Workbook(write_only=False)
    sheet: Any = book.active
    sheet.title = SHEET
    headings = [KEY, *FIXED.values(), *FILLED.values(), KEPT]
    sheet.append(headings)
    for came in rows:
        fixed = [came.commitment.text, came.target, came.logged_said if came.logged else ""]
        filled = row_of(came)
        told = [words(name, filled[name]) for name in FILLED if name != "value"]
        sheet.append([came.commitment.pk])
        line, amount = sheet.max_row, filled["value"].replace(",", ".")
        sheet.cell(line, len(FIXED) + 2).value = Decimal(amount) if amount else None
        for column, text in zip(
            _words_in(headings), [*fixed, *told, fingerprint(came)], strict=True
        ):
            cell = sheet.cell(line, column)
            cell.value, cell.data_type = text or None, "s"
    _dress(sheet, headings)
    add_effects(book, rows)
    out = BytesIO()
    save_workbook(book, out)
    return out.getvalue()


def _words_in(headings: Sequence[str]) -> list[int]:
    """The columns of words: all but the key and the figure."""
    figures = (KEY, FILLED["value"])
    return [n for n, heading in enumerate(headings, start=1) if heading not in figures]


def _dress(sheet: Any, headings: Sequence[str]) -> None:
    """Read-only columns are sand and locked, choices are lists, the heading stays in sight."""
    by_name = {heading: name for name, heading in (FIXED | FILLED).items()}
    sand = PatternFill("solid", start_color="F4EEE2")
    for n, heading in enumerate(headings, start=1):
        column = sheet.cell(1, n).column_letter
        name = by_name.get(heading, "")
        sheet.column_dimensions[column].width = WIDTHS.get(name, 16)
        sheet.column_dimensions[column].hidden = heading == KEPT
        sheet.cell(1, n).font = Font(bold=True)
        for cell in sheet[column][1:]:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.protection = Protection(locked=name not in FILLED)
            if name not in FILLED:
                cell.fill = sand
        if name in CHOICES and sheet.max_row > 1:
            labels = ",".join(str(one.label) for one in CHOICES[name] if one.value)
            choice = DataValidation(type="list", formula1=f'"{labels}"', allow_blank=True)
            sheet.add_data_validation(choice)
            choice.add(f"{column}2:{column}{sheet.max_row}")
    sheet.freeze_panes = "C2"
    sheet.protection.sheet = True
    sheet.protection.formatColumns = False


def read(content: bytes) -> list[Filled]:
    """The rows of a sheet that was sent out. Raises BadSheet with the cell and what to do."""
    if len(content) > MOST_BYTES:
        raise BadSheet("Filen är större än 5 MB. Ingenting lästes in.")
    try:
        book = load_workbook(BytesIO(content), read_only=False, data_only=False)
    except UNREADABLE as why:
        raise BadSheet(
            "Filen är inget Excelblad (.xlsx) som går att läsa. Ingenting lästes in. Spara bladet "
            "som Excel-arbetsbok och försök igen."
        ) from why
    if SHEET not in book.sheetnames:
        raise BadSheet(f"Fliken ”{SHEET}” saknas. Ingenting lästes in. Hämta bladet på nytt.")
    sheet = book[SHEET]
    if not isinstance(sheet, Worksheet):
        raise BadSheet(
            f"Fliken ”{SHEET}” är ett diagram. Ingenting lästes in. Hämta bladet på nytt."
        )
    if sheet.max_row > MOST_ROWS:
        raise BadSheet(f"Bladet har fler än {MOST_ROWS} rader. Ingenting lästes in.")
    at = _columns(sheet)
    found = [_filled(sheet, line, at) for line in _lines(sheet, at)]
    keys = [row.key for row in found]
    if twice := next((key for key in keys if keys.count(key) > 1), None):
        raise BadSheet(f"Åtagandet med nyckel {twice} står på två rader. Ingenting lästes in.")
    return found


def _columns(sheet: Any) -> dict[str, int]:
    """Where each heading stands, wherever it was moved to."""
    at: dict[str, int] = {}
    for cell in sheet[1]:
        heading = str(cell.value or "").strip()
        if heading in at:
            raise BadSheet(f"Rubriken ”{heading}” står på två ställen. Ingenting lästes in.")
        if heading:
            at[heading] = cell.column
    wanted = [KEY, *FIXED.values(), *FILLED.values(), KEPT]
    if missing := [one for one in wanted if one not in at]:
        raise BadSheet(
            f"Kolumnen ”{missing[0]}” saknas i rad 1. Ingenting lästes in. Kolumner får flyttas "
            "men inte tas bort eller döpas om."
        )
    return at


def _lines(sheet: Any, at: dict[str, int]) -> Iterator[int]:
    """Rows with something in them."""
    for line in range(2, sheet.max_row + 1):
        if any(sheet.cell(line, column).value not in (None, "") for column in at.values()):
            yield line


def _filled(sheet: Any, line: int, at: dict[str, int]) -> Filled:
    key = sheet.cell(line, at[KEY]).value
    if not str(key or "").strip().isdecimal():
        raise BadSheet(
            f"Rad {line} saknar nyckel. Ingenting lästes in. Nya åtaganden skrivs i Löfte, inte i "
            "bladet; ta bort raden."
        )
    values = {name: _value(sheet.cell(line, at[head]), name) for name, head in FILLED.items()}
    kept = str(sheet.cell(line, at[KEPT]).value or "")
    return Filled(int(str(key).strip()), kept, values)


def _value(cell: Any, name: str) -> str:
    """A cell as the value it stands for. Raises BadSheet."""
    value, place = cell.value, f"Cell {cell.coordinate}"
    if value is None:
        return ""
    if cell.data_type == "f":
        raise BadSheet(f"{place} är en formel. Skriv värdet i stället. Ingenting lästes in.")
    if name in ("first_day", "last_day"):
        return _day(value, place)
    if name == "value":
        return _amount(value, place)
    text = str(value).replace("\x00", "").strip()
    if name in CHOICES:
        return _chosen(text, name, place)
    if len(text) > LONGEST[name]:
        raise BadSheet(
            f"{place} är {len(text)} tecken lång, högst {LONGEST[name]} får plats. Ingenting "
            "lästes in."
        )
    return text


def _chosen(text: str, name: str, place: str) -> str:
    if not text:
        return ""
    for one in CHOICES[name]:
        if text.casefold() in (str(one.label).casefold(), one.value):
            return str(one.value)
    known = ", ".join(f"”{one.label}”" for one in CHOICES[name] if one.value)
    raise BadSheet(f"{place} säger ”{text[:40]}”. Välj något av {known}. Ingenting lästes in.")


def _day(value: Any, place: str) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    text = str(value).strip()
    if not text:
        return ""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as why:
        raise BadSheet(
            f"{place} är ingen dag: ”{text[:40]}”. Skriv som 2026-11-19. Ingenting lästes in."
        ) from why


def _amount(value: Any, place: str) -> str:
    text = str(value).strip().replace("\xa0", "").replace(" ", "").replace(",", ".")
    if not text:
        return ""
    try:
        number = Decimal(text)
    except InvalidOperation as why:
        raise BadSheet(
            f"{place} är inget tal: ”{text[:40]}”. Skriv till exempel 12 eller 12,5, och ”cirka” i "
            "kolumnen bredvid. Ingenting lästes in."
        ) from why
    if not number.is_finite() or not 0 <= number < Decimal("1e12"):
        raise BadSheet(f"{place} ska vara ett tal från noll och uppåt. Ingenting lästes in.")
    return digits(number.quantize(Decimal("0.01")))
