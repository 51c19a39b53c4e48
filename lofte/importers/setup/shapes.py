"""Lines of a spatial file, in SWEREF 99 TM, with the cells of one column."""

from pathlib import Path
from typing import Any

import numpy as np
import shapely

from lofte.importers.registers import names
from lofte.importers.registers.opening import (
    SPATIAL,
    check_markup,
    empty_file,
    form_of_file,
    unknown_kind,
    unzip_one,
)
from lofte.importers.registers.sheets import cell_text
from lofte.importers.registers.spatial import layers, read_layer, rightly_named, stated_system
from lofte.importers.registers.unpacking import gunzip
from lofte.importers.setup.tables import LIMITS, BadFile
from lofte.places.crs import SWEREF99_TM, WGS84, convert
from lofte.places.refusals import NOTHING_SAVED

_LINES, _AREAS = {1, 5}, {3, 6}


def features(path: Path, folder: Path, vocabulary: tuple[str, ...]) -> tuple[list[Any], list[str]]:
    """(shapes, names). Raises ImportRefused or BadFile."""
    file, form = _unpacked(path, folder)
    found = layers(file, form)
    if not found:
        raise empty_file()
    meta, shapes, columns = read_layer(file, form, found[0])
    if shapes is None or not len(shapes):
        raise empty_file()
    _check_lines(shapes)
    fields = [str(name) for name in meta["fields"]]
    best = max(fields, key=lambda name: names.score(name, vocabulary), default="")
    if not best or not names.says(best, vocabulary):
        raise BadFile(
            f"Filen saknar en kolumn för namnet. {NOTHING_SAVED} Kalla den ”{vocabulary[0]}”."
        )
    cells = [cell_text(cell) for cell in columns[fields.index(best)]]
    return _in_metres(shapes, stated_system(meta) or WGS84), cells


def _unpacked(path: Path, folder: Path) -> tuple[Path, str]:
    form = form_of_file(path)
    if form == "gzip":
        gunzip(path, folder / "inner", LIMITS)
        path = folder / "inner"
    elif form == "zip":
        path = unzip_one(path, folder, LIMITS)
    form = form_of_file(path)
    if form not in SPATIAL:
        raise unknown_kind()
    check_markup(path, form)
    return rightly_named(path, form, folder), form


def _check_lines(shapes: Any) -> None:
    kinds = set(shapely.get_type_id(shapes).tolist())
    if kinds & _LINES or not kinds & _AREAS:
        return
    raise BadFile(
        f"Filen innehåller ytor, inte linjer. {NOTHING_SAVED} Läs in den som områden i stället, "
        "och be om gatorna som linjer."
    )


def _in_metres(shapes: Any, system: str) -> list[Any]:
    if system == SWEREF99_TM:
        return list(shapes)

    def moved(points: Any) -> Any:
        return np.column_stack(convert(points[:, 0], points[:, 1], system, SWEREF99_TM))

    return [shape and shapely.transform(shape, moved) for shape in shapes]
