"""load: a file in, a register out, in one call, for the command line and for the web alike."""

from datetime import date
from pathlib import Path

from lofte.importers.registers.mapping import Mapping
from lofte.importers.registers.opening import open_file
from lofte.importers.registers.proposing import propose
from lofte.importers.registers.raw import Limits
from lofte.importers.registers.reading import read
from lofte.importers.registers.register import Register

_LIMITS = Limits()


def load(
    path: Path | str,
    *,
    mapping: Mapping | None = None,
    answers: dict[str, str] | None = None,
    today: date | None = None,
    limits: Limits = _LIMITS,
) -> Register:
    """Open, propose when no mapping is given, answer, read. Raises ImportRefused."""
    answers = dict(answers or {})
    sheet = answers.get("sheet") or (mapping.sheet if mapping else "") or None
    raw = open_file(path, limits=limits, sheet=sheet if sheet else None)
    ruling = (mapping or propose(raw)).answer(answers)
    return read(raw, ruling, today=today)
