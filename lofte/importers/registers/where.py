"""The place of every row in metres, and what is odd about it. A row never loses its right to be
counted because its place is missing or strange."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lofte.importers.registers import names
from lofte.importers.registers.mapping import Mapping
from lofte.importers.registers.places import Coordinates, coordinates
from lofte.importers.registers.raw import GEOMETRY, RawTable
from lofte.importers.registers.sentences import Sentence, refuse, rows
from lofte.places.crs import SWEREF99_TM, WGS84, UnknownSystem, convert, metric_system, name_of
from lofte.places.crs import normalise as normalise_system

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
_LEAST_REACH = 50_000.0  # metres from the middle within which nothing is called far away
_SOME = 20_000
_STRETCH = 4.0  # times the distance within which 95 of 100 points lie


@dataclass(frozen=True, slots=True, eq=False)
class Where:
    x: Floats
    y: Floats
    crs: str
    source_crs: str
    wrong: Bools
    zero: Bools
    swapped: Bools
    outside: Bools
    notes: tuple[Sentence, ...]


def read_places(raw: RawTable, mapping: Mapping) -> Where:
    """Raises ImportRefused for a system that does not exist or fits no row."""
    found = coordinates(raw, mapping)
    nobody = np.zeros(len(raw), dtype=bool)
    here = ~(found.missing | found.wrong)
    if not mapping.has_place or not here.any():
        empty = np.full(len(raw), np.nan)
        return Where(
            empty, empty, SWEREF99_TM, "", found.wrong, found.zero, nobody, nobody, ()
        )  # fmt: skip
    source = _system(raw, mapping)
    target = _target(found, here, source)
    x, y = convert(found.east, found.north, source, target)
    lost = here & np.isnan(x)
    if lost.sum() > here.sum() / 2:
        raise _does_not_fit(source)
    far = _far(x, y)
    swapped, x, y = _turn_back(found, (x, y), (source, target), far | lost)
    far &= ~swapped
    wrong = found.wrong | (lost & ~swapped)
    notes = (*_crossed(mapping, source), *_notes(target, swapped, far))
    return Where(x, y, target, source, wrong, found.zero, swapped, far, notes)


def _target(found: Coordinates, here: Bools, source: str) -> str:
    """The metres to reckon in, by rows from the whole of the file: a middle needs no more."""
    placed = np.flatnonzero(here)
    some = placed[np.linspace(0, len(placed) - 1, min(len(placed), _SOME)).astype(np.int64)]
    return metric_system(*convert(found.east[some], found.north[some], source, WGS84))


def _system(raw: RawTable, mapping: Mapping) -> str:
    stated = mapping.crs or (raw.crs if mapping.point == GEOMETRY else "") or ""
    if not stated:
        raise refuse(
            "Kolumnkartan säger inte vilket koordinatsystem koordinaterna är i.",
            "The mapping does not say which coordinate system the coordinates are in.",
            "Skriv crs i kartan, till exempel EPSG:3006 för SWEREF 99 TM.",
            "Write crs in the mapping, for instance EPSG:3006 for SWEREF 99 TM.",
        )
    try:
        return normalise_system(stated)
    except UnknownSystem as error:
        raise refuse(
            str(error),
            f"“{stated[:60]}” is not a known coordinate system.",
            "Ändra crs i kolumnkartan.",
            "Change crs in the mapping.",
        ) from error


def _does_not_fit(source: str) -> Exception:
    return refuse(
        f"Koordinaterna passar inte i {name_of(source)}: de flesta hamnar utanför systemet.",
        f"The coordinates do not fit {name_of(source)}: most fall outside it.",
        "Kontrollera vilket koordinatsystem filen är i, och vilken kolumn som är norr och öst.",
        "Check which coordinate system the file is in, and which column is north and east.",
    )


def _middle(x: Floats, y: Floats) -> tuple[float, float, float]:
    """(x, y, reach): the median point, and how far from it a row may lie without remark."""
    mx, my = float(np.nanmedian(x)), float(np.nanmedian(y))
    away = np.hypot(x - mx, y - my)
    near = float(np.nanpercentile(away, 95)) if np.isfinite(away).sum() >= 20 else 0.0
    if near > 500_000:  # the bulk itself is scattered: then distance says nothing
        return mx, my, np.inf
    return mx, my, max(_LEAST_REACH, _STRETCH * near)


def _far(x: Floats, y: Floats) -> Bools:
    if np.isnan(x).all():
        return np.zeros(len(x), dtype=bool)
    mx, my, reach = _middle(x, y)
    far: Bools = np.hypot(x - mx, y - my) > reach
    return far


def _turn_back(
    found: Coordinates, placed: tuple[Floats, Floats], systems: tuple[str, str], odd: Bools
) -> tuple[Bools, Floats, Floats]:
    """Rows that lie far away as written, but among the rest when their two numbers change
    places, have had them swapped: there is no other reading."""
    x, y = placed
    swapped = np.zeros(len(x), dtype=bool)
    rest_x, rest_y = np.where(odd, np.nan, x), np.where(odd, np.nan, y)
    if not odd.any() or np.isnan(rest_x).all():
        return swapped, x, y
    tx, ty = convert(found.north[odd], found.east[odd], *systems)
    mx, my, reach = _middle(rest_x, rest_y)
    fits = np.hypot(tx - mx, ty - my) <= reach
    swapped[np.flatnonzero(odd)[fits]] = True
    x, y = x.copy(), y.copy()
    x[swapped], y[swapped] = tx[fits], ty[fits]
    return swapped, x, y


def _crossed(mapping: Mapping, source: str) -> tuple[Sentence, ...]:
    """Columns whose names say the opposite of what they are read as, in every row."""
    east, north = mapping.x, mapping.y
    if not (_says_other(east, names.EAST, names.NORTH, source)) or not (
        _says_other(north, names.NORTH, names.EAST, source)
    ):
        return ()
    return (
        Sentence(
            f"Kolumnerna {north} och {east} har bytt plats i filen: talen i {east} är öst "
            f"(longitud) och talen i {north} norr (latitud). Löfte läser dem rätt väg.",
            f"The columns {north} and {east} are swapped in the file: the numbers in {east} are "
            f"east (longitude) and those in {north} north (latitude). They are read the right way.",
        ),
    )


def _says_other(name: str, right: tuple[str, ...], wrong: tuple[str, ...], source: str) -> bool:
    """x and y in metres say nothing: x was north in the old Swedish systems."""
    letters = {"x", "y", "xkoord", "ykoord"} & set(names.words(name))
    if letters and source != WGS84:
        return False
    return names.score(name, wrong) > names.score(name, right)


def _notes(target: str, swapped: Bools, far: Bools) -> tuple[Sentence, ...]:
    notes = []
    if target != SWEREF99_TM:
        notes.append(
            Sentence(
                f"Punkterna ligger utanför Sverige: avstånd räknas i {name_of(target)}.",
                f"The points lie outside Sweden: distances are reckoned in {name_of(target)}.",
            )
        )
    if swapped.any():
        count = rows(int(swapped.sum()))
        notes.append(
            Sentence(
                f"{count} hade bytt plats på sina koordinater och är rättvända nu.",
                f"{swapped.sum()} rows had their coordinates swapped and were put right.",
            )
        )
    if far.any():
        count = rows(int(far.sum()))
        notes.append(
            Sentence(
                f"{count} ligger långt från alla andra (kanske i havet eller i ett annat "
                "land). De är med i antalen; kontrollera koordinaterna.",
                f"{far.sum()} rows lie far from all others (at sea, or another country). They are "
                "counted; check their coordinates.",
            )
        )
    return tuple(notes)
