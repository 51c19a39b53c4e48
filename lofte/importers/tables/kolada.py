"""Kolada's raw data: a row per key figure, kommun, year and sex, with a status beside the value."""

from collections.abc import Iterator, Mapping
from datetime import date

from lofte.importers.registers.raw import RawTable
from lofte.importers.registers.register import Reject
from lofte.importers.tables.figures import parse_period
from lofte.importers.tables.series import Cell, Figure, Flag, Geography

SOURCE = "Kolada"
_NEEDED = {"kpi", "municipality_id", "year", "value"}
# Only what can be known without asking Kolada; the caller may give more names.
_NAMES = {
    "N07403": ("Anmälda våldsbrott", "per 100 000 invånare"),
    "U07417": ("Anmälda stöld- och tillgreppsbrott", "per 1 000 invånare"),
    "U07452": ("Anmälda skadegörelsebrott", "per 1 000 invånare"),
}
_STATUS = {
    "": Flag.FINAL,
    "missing": Flag.MISSING,
    "privacy": Flag.SECRET,
    "not applicable": Flag.NOT_APPLICABLE,
}
_KINDS = {"K": "kommun", "L": "region"}


def is_kolada(raw: RawTable) -> bool:
    return set(raw.names) >= _NEEDED


def cells(
    raw: RawTable, names: Mapping[str, tuple[str, str]], rejects: list[Reject]
) -> Iterator[Cell]:
    """Every row as a cell. The status rules: a value beside 'Privacy' or 'Missing' is not taken,
    and an empty value without status is missing."""
    known = {**_NAMES, **names}
    columns = {name: raw.text(name).to_pylist() for name in raw.names}
    blank = [""] * len(raw)
    status, sexes = columns.get("status", blank), columns.get("gender", blank)
    kinds, places = columns.get("municipality_type", blank), columns.get("municipality", blank)
    periods: dict[str, tuple[date, date] | None] = {}
    for index, (kpi, code, year, value) in enumerate(
        zip(*(columns[n] for n in ("kpi", "municipality_id", "year", "value")), strict=True)
    ):
        period = periods.setdefault(year, parse_period(year))
        flag = _STATUS.get((status[index] or "").strip().lower())
        if period is None or flag is None or not kpi or not code:
            rejects.append(_reject(raw, index))
            continue
        amount = _number(value) if flag is Flag.FINAL else None
        if flag is Flag.FINAL and amount is None:
            flag = Flag.MISSING
        name, unit = known.get(kpi, (kpi, ""))
        geography = Geography(_KINDS.get(kinds[index], "kommun"), code.zfill(4), places[index])
        yield Cell(kpi, name, unit, geography, Figure(*period, amount, flag), sexes[index])


def _number(text: str) -> float | None:
    try:
        return float(text) if text else None
    except ValueError:
        return None


def _reject(raw: RawTable, index: int) -> Reject:
    return Reject(
        int(raw.rows[index]),
        raw.values(index),
        "nyckeltal, kommun, år eller status går inte att läsa",
        "key figure, kommun, year or status is unreadable",
    )
