"""A crossed population table as a sheet: out with empty numbers, in again with them. Pure."""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from itertools import product

from lofte.audit.refusals import Refused
from lofte.dialogue.results.questions import Item
from lofte.places.swedish import folded

COUNT = "Antal"
LARGEST = 1_000_000
MOST_TOLD = 5

Crossed = dict[tuple[str, ...], int]


class BadSheet(Refused):
    """What does not fit, line by line; nothing was kept."""


def blank(items: Sequence[Item], known: Mapping[tuple[str, ...], int] | None = None) -> str:
    """A line for each combination, as a Swedish spreadsheet opens it."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([*(item.label for item in items), COUNT])
    for choices in product(*(item.choices for item in items)):
        count = (known or {}).get(tuple(code for code, _ in choices), "")
        writer.writerow([*(label for _, label in choices), count])
    return "\ufeff" + out.getvalue()


def read(text: str, choosable: Sequence[Item]) -> tuple[list[Item], Crossed]:
    """The questions of the columns, and the numbers by the codes of their answers.

    text: pasted or from a file, with ; or tab or comma between. A combination that is not there
    counts as nobody. Raises BadSheet.
    """
    if len(text) > LARGEST:
        raise BadSheet("Tabellen är för stor. Ingenting sparades. Skicka bara de tal som behövs.")
    lines = [line for line in text.lstrip("\ufeff").splitlines() if line.strip(" \t;,")]
    if len(lines) < 2:
        raise BadSheet(
            "Tabellen är tom. Ingenting sparades. Hämta mallen, fyll i talen och skicka."
        )
    between = next((one for one in "\t;" if one in lines[0]), ",")
    rows = list(csv.reader(lines, delimiter=between))
    items, count = _columns(rows[0], choosable)
    found, wrong = Crossed(), list[str]()
    for number, row in enumerate(rows[1:], 2):
        try:
            codes, people = _row(row, items, count)
        except ValueError as why:
            wrong.append(f"Rad {number}: {why}")
            continue
        if codes in found:
            wrong.append(f"Rad {number}: samma grupp står på en rad ovanför.")
        found[codes] = people
    if wrong:
        rest = len(wrong) - MOST_TOLD
        more = f" Och {rest} fel till." if rest > 0 else ""
        raise BadSheet(f"{' '.join(wrong[:MOST_TOLD])}{more} Ingenting sparades.")
    return list(items.values()), found


def _columns(heads: Sequence[str], choosable: Sequence[Item]) -> tuple[dict[int, Item], int]:
    """Which question each column holds, and in which the number stands."""
    asked = {folded(item.label): item for item in choosable}
    items, count = dict[int, Item](), -1
    for column, head in enumerate(heads):
        name = folded(head)
        if name == folded(COUNT):
            count = column
        elif name in asked:
            items[column] = asked.pop(name)
        elif name:
            raise BadSheet(
                f"Kolumnen ”{head.strip()}” är ingen fråga i formuläret, eller står två gånger. "
                "Ingenting sparades. Hämta mallen och behåll dess rubriker."
            )
    if count < 0 or not items:
        raise BadSheet(
            f"Första raden ska ha frågorna och ”{COUNT}” som rubriker. Ingenting sparades. Hämta "
            "mallen och behåll dess rubriker."
        )
    return items, count


def _row(row: Sequence[str], items: Mapping[int, Item], count: int) -> tuple[tuple[str, ...], int]:
    if len(row) <= max(*items, count):
        raise ValueError("kolumner saknas.")
    codes = []
    for column, item in items.items():
        given = folded(row[column])
        code = next((code for code, label in item.choices if given in (folded(label), code)), None)
        if code is None:
            raise ValueError(f"”{row[column].strip()}” är inget svar på ”{item.label}”.")
        codes.append(code)
    digits = re.sub(r"\s", "", row[count])
    if digits and not re.fullmatch(r"[0-9]{1,9}", digits):
        raise ValueError(f"”{row[count].strip()}” är inget antal.")
    return tuple(codes), int(digits or 0)
