"""A register in, a picture out: no database, no server, no account."""

import os
import tempfile
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import numpy as np
import shapely

from lofte.analysis import periods
from lofte.analysis.grid import BadGrid
from lofte.analysis.periods import BadPeriod
from lofte.analysis.points import BadPoints
from lofte.audit.refusals import Refused
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
from lofte.situation.compose import compose
from lofte.situation.counts import AreaShape, NothingToCompose
from lofte.situation.document import PictureDocument, Source
from lofte.situation.render.geojson import cells_geojson
from lofte.situation.render.page import page
from lofte.situation.render.pdf import pdf
from lofte.situation.results import Around
from lofte.situation.sentences import number

ABROAD = "utanför Sverige"
SMALLEST, LARGEST = 25, 20_000
_REFUSALS = (ImportRefused, BadPeriod, BadGrid, BadPoints, NothingToCompose)


class PictureRefused(Refused):
    """No picture was made and nothing is written; the sentence says what to do."""


@dataclass(frozen=True, slots=True)
class Options:
    """How to read the file and how large the squares are; everything has a default."""

    mapping: Mapping | None = None
    answers: dict[str, str] = field(default_factory=dict)
    today: date | None = None
    size: int | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """The picture, the files that now exist, and what was assumed about the register."""

    document: PictureDocument
    files: tuple[Path, ...]
    assumed: tuple[str, ...]


def picture_from_file(
    path: Path | str,
    *,
    out: Path | str,
    period: str = "",
    areas: Path | str | None = None,
    options: Options | None = None,
) -> Written:
    """picture.json, picture.html, picture.pdf and cells.geojson in `out`, all or none.

    period: a key such as "2026-W47" or "2026-11"; "" = the last four full weeks. Raises
    PictureRefused with a sentence for the person who typed the command.
    """
    try:
        return _picture(Path(path), Path(out), period, areas, options or Options())
    except _REFUSALS as refusal:
        raise PictureRefused(str(refusal)) from refusal


def _picture(
    path: Path, out: Path, period: str, areas: Path | str | None, wish: Options
) -> Written:
    if wish.size is not None and not SMALLEST <= wish.size <= LARGEST:
        raise PictureRefused(
            f"Rutans sida ska vara {SMALLEST}–{LARGEST} meter, inte {wish.size}. "
            "Ingen bild är gjord."
        )
    chosen = periods.parse(period) if period else None
    register, assumed = _register(path, wish)
    around = Around(areas=_areas(Path(areas), register.crs)) if areas else Around()
    document = compose(
        register.points,
        source=_source(register, wish.name, assumed),
        period=chosen,
        around=around,
        size=wish.size,
    )
    contents = {
        "picture.json": document.to_json(),
        "picture.html": page(document).encode(),
        "picture.pdf": pdf(document),
        "cells.geojson": cells_geojson(document),
    }
    return Written(document, _write(out, contents, register), assumed)


def _register(path: Path, wish: Options) -> tuple[Register, tuple[str, ...]]:
    """The events of the file; open questions take their default, which is said."""
    sheet = wish.answers.get("sheet") or (wish.mapping.sheet if wish.mapping else "")
    raw = open_file(path, sheet=sheet or None)
    mapping = (wish.mapping or propose(raw)).answer(wish.answers)
    settled, assumed = mapping.assume()
    return read(raw, settled, today=wish.today), tuple(sentence.sv for sentence in assumed)


def _source(register: Register, name: str, assumed: tuple[str, ...]) -> Source:
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


def _areas(path: Path, crs: str) -> tuple[AreaShape, ...]:
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


def _write(out: Path, contents: dict[str, bytes], register: Register) -> tuple[Path, ...]:
    """All files side by side first, then put in place, so that nothing is half written."""
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
        raise PictureRefused(
            f"Det går inte att skriva i {out} ({error.strerror or error}). Ingen bild är skriven. "
            "Välj en annan mapp med --out."
        ) from error
    return tuple(out / file.name for file in made)
