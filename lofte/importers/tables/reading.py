"""read_tables: whichever kind of official table it is, into series."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from lofte.importers.registers.opening import (
    HEAD,
    checked_size,
    checksum,
    form_of,
    is_workbook,
    open_file,
)
from lofte.importers.registers.raw import Limits
from lofte.importers.registers.register import Reject
from lofte.importers.registers.sentences import refuse
from lofte.importers.tables import bra, kolada, tidy
from lofte.importers.tables.series import Cell, Tables, gather, said

_LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class About:
    """What the person says about a table that it does not say itself.

    source: who publishes it. period: for a table without one. kind: of its areas. version: of the
    division into areas. names: code of a measure -> (name, unit). codes: name of an area -> code.
    """

    source: str = ""
    period: str | None = None
    kind: str = ""
    version: str = ""
    sheet: str | None = None
    names: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    codes: Mapping[str, str] = field(default_factory=dict)


_NOTHING_SAID = About()


def read_tables(
    path: Path | str, *, about: About = _NOTHING_SAID, limits: Limits = _LIMITS
) -> Tables:
    """Kolada's raw data, a workbook in Brå's shape, or any tidy table. Raises ImportRefused."""
    place = Path(path)
    checked_size(place, limits)
    rejects: list[Reject] = []
    with place.open("rb") as stream:
        form = form_of(stream.read(HEAD))
    if form in {"zip", "xls"} and about.sheet is None:
        found = bra.sheets(place, limits) if form == "xls" or is_workbook(place, limits) else []
        if found:
            read = (bra.cells(s, about.codes, about.version, rejects) for s in found)
            source = about.source or bra.SOURCE
            return _tables("brå", place, source, chain.from_iterable(read), rejects)
    raw = open_file(place, limits=limits, sheet=about.sheet)
    if kolada.is_kolada(raw):
        cells = kolada.cells(raw, about.names, rejects)
        return _tables("kolada", place, about.source or kolada.SOURCE, cells, rejects, raw.names)
    shape = tidy.shape_of(raw, period=about.period, kind=about.kind)
    rejects += [Reject(b.row, b.values, b.reason.sv, b.reason.en) for b in raw.broken]
    cells = tidy.cells(raw, shape, about.version, rejects)
    return _tables("tidy", place, about.source or place.stem, cells, rejects, raw.names)


def _tables(
    kind: str,
    path: Path,
    source: str,
    cells: Iterable[Cell],
    rejects: list[Reject],
    columns: tuple[str, ...] = (),
) -> Tables:
    series, doubles = gather(source, cells)
    if not series:
        reason = f" Rad {rejects[0].row}: {rejects[0].reason_sv}." if rejects else ""
        raise refuse(
            f"Ingen siffra i tabellen går att läsa.{reason}",
            "No figure in the table can be read.",
            "Kontrollera att rätt blad är valt och att tabellen är hel.",
            "Check that the right sheet is chosen and that the table is whole.",
        )
    warnings = said(series, doubles, len(rejects))
    return Tables(series, tuple(rejects), warnings, columns, kind, path.name, checksum(path))
