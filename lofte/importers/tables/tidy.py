"""Any table with a place on every row: a period column or a stated period, and one or more
columns of figures."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np

from lofte.importers.registers import names
from lofte.importers.registers.numerals import parse_numbers
from lofte.importers.registers.raw import RawTable
from lofte.importers.registers.register import Reject
from lofte.importers.registers.sentences import ImportRefused, Sentence, refuse
from lofte.importers.tables.figures import parse_period, parse_value
from lofte.importers.tables.series import Cell, Figure, Geography

_CODES = (
    "kommunkod", "lanskod", "länskod", "regionkod", "deso", "regso", "gss", "områdeskod", "kod",
    "code", "municipality",
)  # fmt: skip
_PLACES = ("kommun", "region", "område", "län", "namn", "name", "ward", "stadsdel", "area", "ort")
_PERIODS = ("år", "ar", "year", "period", "månad", "month", "kvartal", "quarter")
_MEASURES = (
    "mått",
    "nyckeltal",
    "indikator",
    "variabel",
    "kpi",
    "measure",
    "indicator",
    "brottstyp",
)
_PARTS = ("kön", "gender", "sex")
_KINDS = {
    "kommunkod": "kommun", "lanskod": "län", "länskod": "län", "deso": "deso", "regso": "regso"
}  # fmt: skip


class PeriodMissing(ImportRefused):
    """A table that lacks nothing but the time its figures are for."""


@dataclass(frozen=True, slots=True)
class Shape:
    """Which column is what. period: the one that was stated for the whole file."""

    code: str
    name: str
    period_column: str
    period: tuple[date, date] | None
    measure: str
    part: str
    values: tuple[str, ...]
    kind: str


def shape_of(raw: RawTable, *, period: str | None, kind: str) -> Shape:
    """Raises ImportRefused, saying what is missing: the place, the period or the figures."""
    code = _best(raw, _CODES)
    name = _best(raw, _PLACES, but={code})
    if not (code or name):
        raise no_area()
    column = _period_column(raw)
    stated = parse_period(period) if period else None
    if period and not stated:
        raise _no_period(f"”{period}” är ingen period", f"“{period}” is no period")
    if not column and not stated:
        raise _no_period(
            "Tabellen säger inte vilken tid siffrorna gäller",
            "The table does not say which period its figures are for",
        )
    measure = _best(raw, _MEASURES, but={code, name, column})
    part = _best(raw, _PARTS, but={code, name, column, measure})
    taken = {code, name, column, measure, part}
    values = tuple(n for n in raw.names if n not in taken and _is_figures(raw, n))
    if not values:
        raise _no_figures()
    words = names.words(code or name)
    told = next((kind_ for word, kind_ in _KINDS.items() if word in words), "område")
    return Shape(code, name, column, stated, measure, part, values, kind or told)


def _best(raw: RawTable, vocabulary: tuple[str, ...], but: set[str] | None = None) -> str:
    fit = [n for n in raw.names if n not in (but or set()) and names.says(n, vocabulary)]
    return max(fit, key=lambda name: names.score(name, vocabulary), default="")


def _period_column(raw: RawTable) -> str:
    for name in sorted(raw.names, key=lambda n: -names.score(n, _PERIODS)):
        if names.says(name, _PERIODS):
            cells = set(raw.text(name).slice(0, 200).to_pylist())
            if sum(parse_period(cell or "") is not None for cell in cells) > len(cells) / 2:
                return name
    return ""


def _is_figures(raw: RawTable, name: str) -> bool:
    """Mostly numbers, and not the code of something."""
    if {"code", "kod", "id", "objectid", "fid"} & set(names.words(name)):
        return False
    values, wrong = parse_numbers(raw.text(name))
    return bool(np.isfinite(values).mean() > 0.3 and wrong.mean() < 0.34)


def cells(raw: RawTable, shape: Shape, version: str, rejects: list[Reject]) -> Iterator[Cell]:
    used = (shape.code, shape.name, shape.period_column, shape.measure, shape.part, *shape.values)
    columns = {name: raw.text(name).to_pylist() for name in used if name}
    blank = [""] * len(raw)
    codes, labels = columns.get(shape.code, blank), columns.get(shape.name, blank)
    measures, parts = columns.get(shape.measure, blank), columns.get(shape.part, blank)
    for index in range(len(raw)):
        period = shape.period or parse_period(columns[shape.period_column][index] or "")
        if period is None or not (codes[index] or labels[index]):
            rejects.append(_reject(raw, index, "område eller period saknas", "no area or period"))
            continue
        place = Geography(shape.kind, codes[index] or "", labels[index] or "", version)
        for name in shape.values:
            read = parse_value(columns[name][index] or "")
            if read is None:
                said = f"”{columns[name][index]}” i ”{name}” är ingen siffra"
                rejects.append(_reject(raw, index, said, f"no figure in “{name}”"))
                continue
            code = (measures[index] or name) if len(shape.values) == 1 else name
            if measures[index] and len(shape.values) > 1:
                code = f"{measures[index]}: {name}"
            yield Cell(code, code, "", place, Figure(*period, *read), parts[index] or "")


def _reject(raw: RawTable, index: int, sv: str, en: str) -> Reject:
    return Reject(int(raw.rows[index]), raw.values(index), sv, en)


def no_area() -> ImportRefused:
    return refuse(
        "Tabellen säger inte vilka områden siffrorna gäller.",
        "The table does not say which areas its figures are for.",
        "Lägg till en kolumn med områdets kod, till exempel kommunkod.",
        "Add a column with the code of the area, for instance kommunkod.",
    )


def _no_period(sv: str, en: str) -> PeriodMissing:
    return PeriodMissing(
        Sentence(f"{sv}.", f"{en}."),
        Sentence(
            "Ange period, till exempel 2025 eller 2025-03, eller lägg till en kolumn med år.",
            "State the period, for instance 2025 or 2025-03, or add a column with the year.",
        ),
    )


def _no_figures() -> ImportRefused:
    return refuse(
        "Tabellen har ingen kolumn med siffror.",
        "The table has no column of figures.",
        "Kontrollera att rätt blad är valt.",
        "Check that the right sheet is chosen.",
    )
