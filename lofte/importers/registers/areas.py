"""Areas (kommuner, DeSO, districts, own drawings) from a file of polygons."""

import re
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.validation import explain_validity

from lofte.importers.registers import names
from lofte.importers.registers.names import words
from lofte.importers.registers.opening import (
    SPATIAL,
    check_markup,
    checked_size,
    checksum,
    empty_file,
    form_of_file,
    unknown_kind,
    unzip_one,
)
from lofte.importers.registers.raw import Limits
from lofte.importers.registers.sentences import Sentence, number, refuse
from lofte.importers.registers.sheets import cell_text
from lofte.importers.registers.spatial import layers, read_layer, rightly_named, stated_system
from lofte.importers.registers.unpacking import gunzip
from lofte.places.crs import WGS84, convert, metric_system, normalise

_CODE = (
    "kod", "code", "kommunkod", "lanskod", "länskod", "deso", "regso", "gss", "tatortskod", "nuts",
    "municip", "num", "numbe", "nr", "nummer",
)  # fmt: skip
_WEAK_CODE = ("id", "lid", "objectid", "fid")
_NAME = (
    "namn", "name", "kommunnamn", "kom", "lan", "län", "tatort", "community", "district", "nomgeo",
    "ward", "borough", "beteckning",
)  # fmt: skip
_PARENT = {"lan", "län", "lb", "parent"}
_HARMLESS = 1e-3  # share of the area that mending may change
_LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Area:
    code: str
    name: str
    kind: str
    polygon: MultiPolygon  # metres, in the system of the file's Areas


@dataclass(frozen=True, slots=True)
class Areas:
    areas: tuple[Area, ...]
    warnings: tuple[Sentence, ...]
    crs: str
    source_crs: str
    code_column: str
    name_column: str
    file: str
    checksum: str


def read_areas(
    path: Path | str,
    *,
    kind: str = "område",
    code: str = "",
    name: str = "",
    crs: str = "",
    limits: Limits = _LIMITS,
) -> Areas:
    """Polygons in metres: SWEREF 99 TM in Sweden, else the UTM zone. `code` and `name` are columns,
    proposed from names and contents when not given; `crs` is for a file that does not say.

    A polygon that crosses itself is refused by name; one that merely touches itself is mended
    and said. Raises ImportRefused.
    """
    place = Path(path)
    checked_size(place, limits)
    with tempfile.TemporaryDirectory(prefix="lofte-") as folder:
        file, form = _inner(place, Path(folder), limits)
        found = layers(file, form)
        if not found:
            raise empty_file()
        meta, shapes, columns = read_layer(file, form, found[0])
    if shapes is None or not len(shapes):
        raise empty_file()
    fields = dict(
        zip(meta["fields"], ([cell_text(_none(v)) for v in c] for c in columns), strict=True)
    )
    code_column = code or _pick_code(fields)
    name_column = name or _pick(fields, _NAME, False, but=code_column)
    labels = _labels(fields, name_column, len(shapes))
    distinct = name_column and len(set(labels)) == len(labels)
    codes = _labels(fields, code_column or (name_column if distinct else ""), len(shapes))
    labels = labels if name_column else codes
    source = normalise(crs) if crs else stated_system(meta)
    polygons, target, source = _in_metres(shapes, source)
    said = [f"{label} ({c})" if label != c else c for c, label in zip(codes, labels, strict=True)]
    sound, warnings = _sound(polygons, said)
    areas = tuple(Area(*row) for row in zip(codes, labels, [kind] * len(sound), sound, strict=True))
    return Areas(
        areas, warnings, target, source, code_column, name_column, place.name, checksum(place)
    )


def _none(value: Any) -> Any:
    if isinstance(value, np.generic):
        value = value.item()
    return None if isinstance(value, float) and np.isnan(value) else value


def _inner(path: Path, folder: Path, limits: Limits) -> tuple[Path, str]:
    form = form_of_file(path)
    if form == "gzip":
        gunzip(path, folder / "inner", limits)
        path = folder / "inner"
    elif form == "zip":
        path = unzip_one(path, folder, limits)
    form = form_of_file(path)
    if form not in SPATIAL:
        raise unknown_kind()
    check_markup(path, form)
    return rightly_named(path, form, folder), form


def _pick(
    fields: dict[str, list[str]], vocabulary: tuple[str, ...], unique: bool, but: str = ""
) -> str:
    """The filled column that is best named; a code must also differ from area to area."""
    fit = [
        column
        for column, cells in fields.items()
        if column != but
        and all(cell.strip() for cell in cells)
        and (not unique or len(set(cells)) == len(cells))
        and names.says(column, vocabulary)
    ]
    return max(fit, key=lambda column: names.score(column, vocabulary), default="")


def _pick_code(fields: dict[str, list[str]]) -> str:
    """The area's own code: 'lan_code' beside 'id' is the code of the larger area it lies in."""
    own = {column: cells for column, cells in fields.items() if not _PARENT & set(words(column))}
    return _pick(own, _CODE, True) or _pick(own, _WEAK_CODE, True) or _pick(fields, _CODE, True)


def _labels(fields: dict[str, list[str]], column: str, count: int) -> list[str]:
    if column and column not in fields:
        raise refuse(
            f"Filen har ingen kolumn som heter ”{column}”.",
            f"The file has no column called “{column}”.",
            "Välj en av: " + ", ".join(fields) + ".",
            "Choose one of: " + ", ".join(fields) + ".",
        )
    return fields[column] if column else [str(i) for i in range(1, count + 1)]


def _in_metres(shapes: Any, source: str | None) -> tuple[list[BaseGeometry], str, str]:
    kinds = shapely.get_type_id(shapes)
    empty = shapely.is_missing(shapes) | shapely.is_empty(shapes)
    if (~np.isin(kinds, (3, 6)) & ~empty).any() or empty.all():
        raise refuse(
            "Filen innehåller inte bara ytor.",
            "The file does not hold areas only.",
            "Läs in punkter som ett register; be om ytor som polygoner.",
            "Import points as a register; ask for areas as polygons.",
        )
    if empty.any():
        rows = ", ".join(str(i + 1) for i in np.flatnonzero(empty)[:5])
        raise refuse(
            f"{number(int(empty.sum()))} områden saknar yta (rad {rows}).",
            f"{int(empty.sum())} areas have no polygon (row {rows}).",
            "Rita dem, eller ta bort raderna.",
            "Draw them, or delete the rows.",
        )
    corners = shapely.get_coordinates(shapes)
    if source is None:
        if not ((np.abs(corners[:, 0]) <= 180) & (np.abs(corners[:, 1]) <= 90)).all():
            raise refuse(
                "Filen säger inte vilket koordinatsystem den är i.",
                "The file does not say which coordinate system it is in.",
                "Ange crs, till exempel EPSG:3006 för SWEREF 99 TM.",
                "Give crs, for instance EPSG:3006 for SWEREF 99 TM.",
            )
        source = WGS84
    lon, lat = convert(corners[:, 0], corners[:, 1], source, WGS84)
    target = metric_system(lon, lat)
    x, y = convert(corners[:, 0], corners[:, 1], source, target)
    if np.isnan(x).any():
        raise refuse(
            "Ytorna har hörn som inte finns på jorden.",
            "The areas have corners that are nowhere on earth.",
            "Kontrollera vilket koordinatsystem filen är i.",
            "Check which coordinate system the file is in.",
        )
    return list(shapely.set_coordinates(shapes.copy(), np.column_stack([x, y]))), target, source


def _sound(
    polygons: list[BaseGeometry], said: list[str]
) -> tuple[list[MultiPolygon], tuple[Sentence, ...]]:
    """Every polygon valid, and what had to be mended."""
    sound, mended = [], []
    for shape, label in zip(polygons, said, strict=True):
        if not shape.is_valid:
            shape = _mend(shape, label)
            mended.append(label)
        sound.append(shape if isinstance(shape, MultiPolygon) else MultiPolygon([shape]))
    if not mended:
        return sound, ()
    listed = ", ".join(mended[:5]) + (" …" if len(mended) > 5 else "")
    return sound, (
        Sentence(
            f"{number(len(mended))} ytor hade små fel i gränsen och har lagats utan att ytan "
            f"ändrats: {listed}.",
            f"{len(mended)} areas had small faults in their border and were mended: {listed}.",
        ),
    )


def _mend(shape: BaseGeometry, label: str) -> BaseGeometry:
    """Harmless = mending moves no ground: the area stays. Otherwise ImportRefused."""
    mended = shapely.make_valid(shape, method="structure", keep_collapsed=False)
    before, after = shape.area, mended.area
    if isinstance(mended, (Polygon, MultiPolygon)) and after > 0:
        # of a figure of eight one lobe counts as minus, so its stated area is far too small
        linework = shapely.make_valid(shape).area
        if max(abs(before - after), abs(linework - after)) <= _HARMLESS * after:
            return mended
    fault, _, point = explain_validity(shape).partition("[")
    crosses = "elf-intersection" in fault
    sv, en = _near(point)
    raise refuse(
        f"Gränsen för {label} {'korsar sig själv' if crosses else 'går inte ihop'}{sv}.",
        f"The border of {label} {'crosses itself' if crosses else 'does not close'}{en}.",
        "Rätta ytan i kartprogrammet och läs in filen igen. Inget är sparat.",
        "Correct the area in the map program and import again. Nothing is stored.",
    )


def _near(point: str) -> tuple[str, str]:
    """'674936.2 6540000]' -> where it is, in words."""
    numbers = re.findall(r"-?\d+(?:\.\d+)?(?:e[+-]?\d+)?", point)
    if len(numbers) != 2:
        return "", ""
    east, north = (round(float(text)) for text in numbers)
    return f" nära E {number(east)}, N {number(north)}", f" near E {east}, N {north}"
