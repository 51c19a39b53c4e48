"""The file of rejected rows: opened in a spreadsheet, repaired, and imported again as it is."""

import csv
import os
import re
from pathlib import Path
from typing import Any, Protocol

import pyarrow.compute as pc

from lofte.importers.registers.register import Reject

REASONS = ("rad", "orsak", "reason")
_SURPLUS = "för många fält"
_FORMULA = re.compile(r"^'*[=+\-@\t\r]")
_NUMBER = re.compile(r"^[+-]?[\d\s]*[.,]?\d+([eE][+-]?\d+)?$")
_QUOTED = r"^'('*[=+\-@\t\r])"


def neutral(cell: str) -> str:
    """A cell that a spreadsheet would run as a formula gets an apostrophe; a number does not."""
    return f"'{cell}" if _FORMULA.match(cell) and not _NUMBER.match(cell) else cell


class WithRejects(Protocol):
    """A register or a table: the columns of the file, and the rows that were not taken."""

    @property
    def columns(self) -> tuple[str, ...]: ...
    @property
    def rejects(self) -> tuple[Reject, ...]: ...


def write_rejects(register: WithRejects, path: Path | str) -> int:
    """Write the rejected rows with their reasons (semicolons, UTF-8 with BOM); how many there
    were. Without any, no file is written. The file appears whole or not at all, and only its
    owner may read it."""
    if not register.rejects:
        return 0
    target = Path(path)
    part = target.with_name(target.name + ".part")
    width = len(register.columns)
    part.unlink(missing_ok=True)  # one left by a crash may be readable to others
    with open(part, "w", encoding="utf-8-sig", newline="", opener=_private) as stream:
        writer = csv.writer(stream, delimiter=";")
        writer.writerow([*map(neutral, register.columns), _SURPLUS, *REASONS])
        for reject in register.rejects:
            cells = [neutral(cell) for cell in reject.values[:width]]
            cells += [""] * (width - len(cells))
            surplus = " | ".join(reject.values[width:])
            writer.writerow(
                [*cells, neutral(surplus), reject.row, reject.reason_sv, reject.reason_en]
            )
    os.replace(part, target)
    return len(register.rejects)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def unrejected(parts: dict[str, Any]) -> dict[str, Any]:
    """The parts of a raw table; of one that `write_rejects` wrote, without what it had added."""
    columns = parts["columns"]
    added = (_SURPLUS, *REASONS)
    if tuple(columns)[-len(added) :] != added:
        return parts
    plain = {
        re.sub(_QUOTED, r"\1", name): pc.replace_substring_regex(column, _QUOTED, r"\1")
        for name, column in columns.items()
        if name not in added
    }
    return {**parts, "columns": plain}
