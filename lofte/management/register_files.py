"""What two commands share: a register read from a file, and files written side by side."""

import os
import tempfile
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import numpy as np
import shapely

from lofte.analysis.grid import BadGrid
from lofte.analysis.points import BadPoints
from lofte.importers.registers import (
    ImportRefused,
    Mapping,
    Register,
    open_file,
    propose,
    read,
    read_areas,
)
from lofte.importers.registers.rejects import write_rejects
from lofte.importers.registers.said import warnings_of
from lofte.places.crs import convert
from lofte.situation.counts import AreaShape
from lofte.situation.document import Source
from lofte.situation.sentences import number

ABROAD = "utanför Sverige"
SMALLEST, LARGEST = 25, 20_000


class NotWritten(ValueError):
    """The files could not be written, and none is; the sentence says what to do."""


REFUSALS = (ImportRefused, BadGrid, BadPoints, NotWritten)


@dataclass(frozen=True, slots=True)
class Options:
    """How to read the file and how large the squares are; everything has a default."""

    mapping: Mapping | None = None
    answers: dict[str, str] = field(default_factory=dict)
    today: date | None = None
    size: int | None = None
    name: str = ""


def size_refused(size: int | None, nothing: str) -> str:
    """Why the squares cannot be that large; "" when they can."""
    if size is None or SMALLEST <= size <= LARGEST:
        return ""
    return f"Rutans sida ska vara {SMALLEST}–{LARGEST} meter, inte {size}. {nothing}"


def register_of(path: Path, wish: Options) -> tuple[Register, tuple[str, ...]]:
    """The events of the file; open questions take their default, which is said."""
    sheet = wish.answers.get("sheet") or (wish.mapping.sheet if wish.mapping else "")
    raw = open_file(path, sheet=sheet or None)
    mapping = (wish.mapping or propose(raw)).answer(wish.answers)
    settled, assumed = mapping.assume()
    return read(raw, settled, today=wish.today), tuple(sentence.sv for sentence in assumed)


def source_of(register: Register, name: str, assumed: tuple[str, ...]) -> Source:
    counts = register.counts
    # The picture says these itself, from the same counts.
    told = {sentence.sv for sentence in warnings_of(register.mapping, counts)}
    heard = (sentence.sv for sentence in register.warnings)
    notes = [*assumed, *(said for said in heard if said not in told and ABROAD not in said)]
    if counts.identical:
        notes.append(
            f"{number(counts.identical)} rader är helt lika en tidigare rad. De är med, eftersom "
            "filen inte säger om det är samma händelse."
        )
    if counts.duplicates:
        notes.append(f"{number(counts.duplicates)} rader ersattes av en senare med samma nyckel.")
    return Source(
        name=name or register.mapping.source or register.file,
        file=register.file,
        checksum=register.checksum,
        rows=counts.read,
        rejected=counts.rejected,
        without_coordinates=counts.without_coordinates,
        crs=register.crs,
        notes=tuple(notes),
    )


def areas_of(path: Path, crs: str) -> tuple[AreaShape, ...]:
    """The areas of a file, in the metres of the register."""
    found = read_areas(path)
    return tuple(
        AreaShape(area.code, area.name, _moved(area.polygon, found.crs, crs))
        for area in found.areas
    )


def _moved(shape: shapely.Geometry, source: str, target: str) -> shapely.Geometry:
    if source == target:
        return shape
    return shapely.transform(
        shape, lambda at: np.column_stack(convert(at[:, 0], at[:, 1], source, target))
    )


def write_all(
    out: Path, contents: dict[str, bytes], register: Register, nothing: str
) -> tuple[Path, ...]:
    """All files side by side first, then put in place, so that nothing is half written.

    nothing: what to say when it fails, "Ingen bild är skriven.". Raises NotWritten.
    """
    try:
        out.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".lofte-", dir=out) as folder:
            aside = Path(folder)
            for name, content in contents.items():
                (aside / name).write_bytes(content)
            if register.rejects:
                write_rejects(register, aside / "avvisade.csv")
            made = sorted(aside.iterdir())
            for file in made:
                os.replace(file, out / file.name)
    except OSError as error:
        raise NotWritten(
            f"Det går inte att skriva i {out} ({error.strerror or error}). {nothing} "
            "Välj en annan mapp med --out."
        ) from error
    return tuple(out / file.name for file in made)
