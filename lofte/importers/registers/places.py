"""Coordinates out of a raw table: one point column, two number columns, or the file's geometry."""

import re
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from lofte.importers.registers.blank import blank, tidy
from lofte.importers.registers.mapping import Mapping
from lofte.importers.registers.numerals import parse_numbers
from lofte.importers.registers.raw import GEOMETRY, RawTable

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
_BEYOND = 1e9  # no system on earth counts further
_NUMBER = r"[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?"
_WKT = (
    rf"(?i)^(?:SRID=\d+;)?POINT ?(?:ZM?|M)? ?\( ?(?P<a>{_NUMBER}) (?P<b>{_NUMBER})(?: {_NUMBER})*"
    r" ?\)$"
)
_PAIR = rf"^[(\[]? ?(?P<a>{_NUMBER})(?: ?[,;] ?| )(?P<b>{_NUMBER}) ?[)\]]?$"
_COMMA_PAIR = r"^[(\[]? ?(?P<a>[+-]?\d+,\d+)(?: ?; ?| |, )(?P<b>[+-]?\d+,\d+) ?[)\]]?$"


@dataclass(frozen=True, slots=True, eq=False)
class Coordinates:
    """east, north as the mapping says, in the file's own system. missing: nothing stood there.
    wrong: something stood there that is no coordinate. zero: it said 0, 0."""

    east: Floats
    north: Floats
    missing: Bools
    wrong: Bools
    zero: Bools


def parse_points(column: pa.Array) -> tuple[Floats, Floats, Bools, Bools]:
    """(first, second, wrong, wkt): both numbers of 'POINT (x y)' or of a pair."""
    text = tidy(column)
    nothing = np.asarray(blank(text).to_numpy(zero_copy_only=False), dtype=bool)
    first, second = (np.full(len(text), np.nan) for _ in range(2))
    wkt = np.zeros(len(text), dtype=bool)
    for pattern in (_WKT, _PAIR, _COMMA_PAIR):
        parts = pc.extract_regex(text, pattern)
        hits = np.asarray(pc.is_valid(parts).to_numpy(zero_copy_only=False), dtype=bool)
        hits &= np.isnan(first)
        found = parts.filter(pa.array(hits))
        for target, name in ((first, "a"), (second, "b")):
            cells = pc.replace_substring(found.field(name), ",", ".")
            target[hits] = cells.cast(pa.float64()).to_numpy(zero_copy_only=False)
        if pattern is _WKT:
            wkt |= hits
    return first, second, np.isnan(first) & ~nothing, wkt


def srid_of(column: pa.Array) -> str:
    """The system that 'SRID=3006;POINT(..)' names; '' when none."""
    for cell in column.slice(0, 50).to_pylist():
        said = re.match(r"(?i)\s*SRID=(\d+);", cell or "")
        if said:
            return f"EPSG:{said[1]}"
    return ""


def coordinates(raw: RawTable, mapping: Mapping) -> Coordinates:
    """The coordinates that the mapping points at; all missing when it points at none."""
    size = len(raw)
    if mapping.point == GEOMETRY and raw.points is not None:
        east, north = (np.array(values, dtype=float) for values in raw.points)
        wrong = np.zeros(size, dtype=bool)
    elif mapping.point:
        first, second, wrong, wkt = parse_points(raw.text(mapping.point))
        straight = wkt | (mapping.point_order == "xy")
        east, north = np.where(straight, first, second), np.where(straight, second, first)
    elif mapping.has_place:
        east, bad_x = _numbers(raw, mapping.x, mapping.decimal)
        north, bad_y = _numbers(raw, mapping.y, mapping.decimal)
        wrong = bad_x | bad_y
    else:
        east, north = np.full(size, np.nan), np.full(size, np.nan)
        wrong = np.zeros(size, dtype=bool)
    wrong |= (np.abs(east) > _BEYOND) | (np.abs(north) > _BEYOND)
    zero = (east == 0) & (north == 0)
    missing = (np.isnan(east) | np.isnan(north) | zero) & ~wrong
    lost = missing | wrong
    return Coordinates(
        np.where(lost, np.nan, east), np.where(lost, np.nan, north), missing, wrong, zero
    )


def _numbers(raw: RawTable, column: str, decimal: str) -> tuple[Floats, Bools]:
    if raw.types.get(column) != "number" or column not in raw.typed:
        return parse_numbers(raw.text(column), decimal=decimal)
    values = np.array(raw.typed[column].to_numpy(zero_copy_only=False), dtype=np.float64)
    return np.where(np.isfinite(values), values, np.nan), np.isinf(values)
