"""Coordinates from one system to another. Everywhere here x is east (or longitude) and y is
north (or latitude), whatever order the system itself declares: EPSG:3006, EPSG:3021 and
EPSG:4326 all declare north first, and a file that obeys them is a file with swapped columns.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike, NDArray
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError, ProjError

Floats = NDArray[np.float64]

WGS84 = "EPSG:4326"
SWEREF99_TM = "EPSG:3006"
RT90 = "EPSG:3021"  # 2.5 gon V, the national zone of the old system
SWEREF_ZONES = {
    "EPSG:3007": "SWEREF 99 12 00",
    "EPSG:3008": "SWEREF 99 13 30",
    "EPSG:3009": "SWEREF 99 15 00",
    "EPSG:3010": "SWEREF 99 16 30",
    "EPSG:3011": "SWEREF 99 18 00",
    "EPSG:3012": "SWEREF 99 14 15",
    "EPSG:3013": "SWEREF 99 15 45",
    "EPSG:3014": "SWEREF 99 17 15",
    "EPSG:3015": "SWEREF 99 18 45",
    "EPSG:3016": "SWEREF 99 20 15",
    "EPSG:3017": "SWEREF 99 21 45",
    "EPSG:3018": "SWEREF 99 23 15",
}
_NAMES = {
    WGS84: "WGS84 (latitud och longitud)",
    SWEREF99_TM: "SWEREF 99 TM",
    RT90: "RT90 2,5 gon V",
    **SWEREF_ZONES,
}
_SPOKEN = {
    "".join(c for c in name.lower() if c.isalnum()): code
    for code, name in {
        **SWEREF_ZONES,
        SWEREF99_TM: "SWEREF 99 TM",
        RT90: "RT90 2.5 gon V",
        WGS84: "WGS84",
    }.items()
} | {"sweref99": SWEREF99_TM, "sweref": SWEREF99_TM, "rt90": RT90, "wgs1984": WGS84}

# Sweden with its waters, in degrees: the box also holds slivers of the neighbours.
SWEDEN = (10.5, 55.0, 24.3, 69.2)


class UnknownSystem(ValueError):
    """The text names no coordinate system."""


@dataclass(frozen=True, slots=True)
class Guess:
    """What a pair of columns (first, second) can be. swapped: the first column is north."""

    system: str
    swapped: bool


@lru_cache(maxsize=64)
def normalise(text: str) -> str:
    """'sweref 99 tm', '3006', 'urn:ogc:def:crs:EPSG::3006' or WKT -> 'EPSG:3006'.

    A system without a code keeps its WKT. Raises UnknownSystem.
    """
    stripped = text.strip()
    spoken = _SPOKEN.get("".join(c for c in stripped.lower() if c.isalnum()))
    if spoken:
        return spoken
    try:
        system = CRS.from_user_input(int(stripped) if stripped.isdigit() else stripped)
    except (CRSError, ValueError, OverflowError) as error:
        raise UnknownSystem(
            f"”{text[:60]}” är inget koordinatsystem som Löfte känner till. "
            "Skriv till exempel EPSG:3006 (SWEREF 99 TM) eller EPSG:4326 (WGS84)."
        ) from error
    if system.name in {"WGS 84 (CRS84)", "WGS 84 (CRS 84)"}:
        return WGS84
    code = system.to_epsg(min_confidence=70)
    return f"EPSG:{code}" if code else system.to_wkt()


def name_of(system: str) -> str:
    """The name that a person uses."""
    return _NAMES.get(system) or CRS.from_user_input(system).name


@lru_cache(maxsize=64)
def _transformer(source: str, target: str) -> Transformer:
    return Transformer.from_crs(source, target, always_xy=True)


def convert(x: ArrayLike, y: ArrayLike, source: str, target: str) -> tuple[Floats, Floats]:
    """x, y (east, north) in `source` -> the same points in `target`. What has no place there
    becomes NaN in both. RT90 is reached by the national seven parameters, good to about a metre.
    """
    east = np.array(x, dtype=np.float64)
    north = np.array(y, dtype=np.float64)
    if source != target and east.size:
        try:
            east, north = _transformer(source, target).transform(east, north)
        except (ProjError, CRSError) as error:
            raise UnknownSystem(
                f"Det går inte att räkna om från {name_of(source)} till {name_of(target)}."
            ) from error
    lost = ~(np.isfinite(east) & np.isfinite(north))
    return np.where(lost, np.nan, east), np.where(lost, np.nan, north)


def in_sweden(lon: ArrayLike, lat: ArrayLike) -> NDArray[np.bool_]:
    """bool[n]: within the box around Sweden (degrees); NaN is not."""
    east, north = np.asarray(lon), np.asarray(lat)
    west, south, right, top = SWEDEN
    inside: NDArray[np.bool_] = (east >= west) & (east <= right) & (north >= south) & (north <= top)
    return inside


def metric_system(lon: ArrayLike, lat: ArrayLike) -> str:
    """SWEREF 99 TM when the middle of the points is in Sweden, else the UTM zone of the middle."""
    east, north = np.asarray(lon, dtype=float), np.asarray(lat, dtype=float)
    known = np.isfinite(east) & np.isfinite(north)
    if not known.any():
        return SWEREF99_TM
    middle_east, middle_north = float(np.median(east[known])), float(np.median(north[known]))
    if in_sweden(middle_east, middle_north):
        return SWEREF99_TM
    zone = int((middle_east + 180) // 6) % 60 + 1
    return f"EPSG:{(32600 if middle_north >= 0 else 32700) + zone}"


def guesses(first: ArrayLike, second: ArrayLike) -> tuple[Guess, ...]:
    """Every system, and order of the two columns, that the middle of the numbers allows.

    One answer = the numbers alone settle it. No answer = a system that must be named.
    """
    a, b = (np.asarray(values, dtype=float) for values in (first, second))
    known = np.isfinite(a) & np.isfinite(b) & ~((a == 0) & (b == 0))
    if not known.any():
        return ()
    middle = float(np.median(a[known])), float(np.median(b[known]))
    straight = [Guess(system, False) for system in _fits(*middle)]
    swapped = [Guess(system, True) for system in _fits(middle[1], middle[0])]
    swedish = [g for g in straight + swapped if g.system != WGS84]
    return tuple(swedish or _degrees(middle, straight + swapped))


def _fits(east: float, north: float) -> tuple[str, ...]:
    if abs(east) <= 180 and abs(north) <= 90:
        return (WGS84,)
    if not 6_090_000 <= north <= 7_700_000:
        return ()
    if 1_190_000 <= east <= 1_950_000:
        return (RT90,)
    if 260_000 <= east <= 940_000:
        return (SWEREF99_TM,)
    return tuple(SWEREF_ZONES) if 30_000 <= east < 260_000 else ()


def _degrees(middle: tuple[float, float], fits: list[Guess]) -> list[Guess]:
    """Of two readings in degrees, the one in Sweden wins: the other lies in the Indian Ocean."""
    at_home = [
        guess
        for guess in fits
        if in_sweden(*(middle[::-1] if guess.swapped else middle))
    ]  # fmt: skip
    return at_home or fits
