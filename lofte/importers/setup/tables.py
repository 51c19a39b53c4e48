"""Rows of a set-up file: named cells, and a point in SWEREF 99 TM where the file has one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from lofte.audit.refusals import Refused
from lofte.importers.registers import names
from lofte.importers.registers.opening import open_file
from lofte.importers.registers.raw import Limits, RawTable
from lofte.places.crs import SWEREF99_TM, convert, guesses
from lofte.places.refusals import NOTHING_SAVED

LIMITS = Limits(size=200 << 20, unpacked=400 << 20, rows=2_000_000)

Floats = NDArray[np.float64]


class BadFile(Refused):
    """The file lacks something that the set-up needs."""


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    raw: RawTable

    def column(self, vocabulary: Iterable[str]) -> list[str] | None:
        """The cells of the column whose name fits best, trimmed; None when none fits."""
        words = tuple(vocabulary)
        scored = [(names.score(name, words), name) for name in self.raw.names]
        best = max(scored, key=lambda pair: pair[0], default=(0.0, ""))
        if best[0] <= 0:
            return None
        return [(cell or "").strip() for cell in self.raw.text(best[1]).to_pylist()]

    def needed(self, vocabulary: Sequence[str], what: str) -> list[str]:
        """Raises BadFile."""
        found = self.column(vocabulary)
        if found is None:
            raise BadFile(
                f"Filen saknar en kolumn för {what}. {NOTHING_SAVED} "
                f"Kalla kolumnen till exempel ”{vocabulary[0]}”."
            )
        return found

    def points(self) -> tuple[Floats, Floats]:
        """x, y in metres; NaN where a row has none. Raises BadFile."""
        if self.raw.points is not None:
            x, y = self.raw.points
            return _to_metres(x, y, self.raw.crs)
        east = _numbers(self.needed((*names.EAST, "öst"), "öst eller longitud"))
        north = _numbers(self.needed((*names.NORTH, "nord"), "nord eller latitud"))
        return _to_metres(east, north, None)


def open_table(path: Path) -> Table:
    """CSV, XLSX, GeoJSON, GeoPackage ... Raises ImportRefused."""
    return Table(open_file(path, limits=LIMITS))


def _numbers(cells: list[str]) -> Floats:
    return np.array([_number(cell) for cell in cells])


def _number(cell: str) -> float:
    plain = cell.replace("\u00a0", "").replace(" ", "").replace(",", ".")
    try:
        return float(plain)
    except ValueError:
        return float("nan")


def _to_metres(x: Floats, y: Floats, system: str | None) -> tuple[Floats, Floats]:
    if system is None:
        possible = guesses(x, y)
        if len(possible) != 1:
            raise BadFile(
                f"Det går inte att se vilket koordinatsystem filen har. {NOTHING_SAVED} "
                "Spara koordinaterna i SWEREF 99 TM eller som latitud och longitud."
            )
        system = possible[0].system
        x, y = (y, x) if possible[0].swapped else (x, y)
    east, north = convert(x, y, system, SWEREF99_TM)
    return np.round(east, 2), np.round(north, 2)
