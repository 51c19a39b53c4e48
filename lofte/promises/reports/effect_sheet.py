"""What the planned tests said, as a sheet of its own in the workbook: to read, not to fill in."""

from collections.abc import Iterator, Sequence
from typing import Any

from openpyxl.styles import Alignment, Font

from lofte.promises.queries import Came

SHEET = "Effekt"
HEADINGS = (
    *("Åtagande", "Mått", "Metod", "Svar", "Förändring", "Antal", "Bygger på", "Plats"),
    *("Jämfört med", "Källa", "Räknas från", "Löftet från", "Till och med", "Räknat"),
)
WIDE, NARROW = 44, 16


def add_effects(book: Any, rows: Sequence[Came]) -> None:
    """Nothing is added when nothing was computed. Words are words: no cell is a formula."""
    lines = [line for came in rows for effect in came.effects for line in _lines(came, effect)]
    if not lines:
        return
    sheet = book.create_sheet(SHEET)
    sheet.append(HEADINGS)
    for n, heading in enumerate(HEADINGS, start=1):
        cell = sheet.cell(1, n)
        cell.font = Font(bold=True)
        sheet.column_dimensions[cell.column_letter].width = WIDE if n <= 9 else NARROW
        for at, line in enumerate(lines, start=2):
            told = sheet.cell(at, n)
            told.value, told.data_type = line[heading] or None, "s"
            told.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "A2"
    sheet.protection.sheet = True
    sheet.protection.formatColumns = False


def _lines(came: Came, effect: dict[str, Any]) -> Iterator[dict[str, str]]:
    shared = {
        "Åtagande": came.commitment.text,
        "Mått": effect["indicator"],
        "Plats": ", ".join(effect["targets"]),
        "Jämfört med": ", ".join(effect["comparisons"]),
        "Källa": "; ".join(effect["sources"]),
        "Räknas från": effect["first_day"],
        "Löftet från": effect["start"],
        "Till och med": effect["last_day"],
        "Räknat": effect["as_of"],
    }
    nothing = dict.fromkeys(HEADINGS, "")
    for fault in effect["faults"]:
        yield nothing | shared | {"Svar": fault}
    for one in effect["answers"]:
        yield (
            nothing
            | shared
            | {
                "Metod": f"{one['name']} ({one['made_by']})" if one["made_by"] else one["name"],
                "Svar": one["sentence"],
                "Förändring": one["change"],
                "Antal": one["counts"],
                "Bygger på": " ".join(one["assumptions"]),
            }
        )
