"""What set-up takes in: plain values in metres (SWEREF 99 TM) that know if they are plausible."""

import math
import re
from dataclasses import dataclass
from datetime import date
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from lofte.audit.refusals import Refused
from lofte.guard.naming import pointing
from lofte.places.models import Area, NamedPlace
from lofte.places.refusals import (
    NOTHING_SAVED,
    BadAddress,
    BadArea,
    BadPlace,
    BadStreet,
)
from lofte.places.swedish import folded

# The extent of SWEREF 99 TM over Sweden with its waters, rounded outwards (Lantmäteriet).
WEST, SOUTH, EAST, NORTH = 200_000.0, 6_050_000.0, 1_000_000.0, 7_750_000.0
MAX_RADIUS = 5_000
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaInput:
    kind: str
    code: str
    name: str
    polygon: BaseGeometry
    population: int | None = None
    valid_from: date | None = None
    parent_code: str = ""

    @property
    def key(self) -> tuple[str, ...]:
        return self.kind, self.code

    def check(self) -> None:
        """Raises BadArea."""
        where = f"Området ”{self.name or self.code}”"
        _check_name(self.name, 120, where, BadArea)
        _check_name(self.code, 40, where, BadArea, what="kod")
        if self.kind not in Area.Kind.values:
            raise BadArea(f"{where} har slaget ”{self.kind}”, som inte finns. {NOTHING_SAVED}")
        if self.population is not None and self.population < 0:
            raise BadArea(f"{where} har ett negativt antal invånare. {NOTHING_SAVED}")
        if not isinstance(self.polygon, shapely.Polygon | shapely.MultiPolygon):
            raise BadArea(f"{where} är ingen yta (polygon). {NOTHING_SAVED} Rita det som en yta.")
        if self.polygon.is_empty or not self.polygon.is_valid:
            raise BadArea(
                f"{where} har en gräns som inte håller ihop: {_fault(self.polygon)}. "
                f"{NOTHING_SAVED} Rätta gränsen i kartprogrammet och läs in filen igen."
            )
        _check_extent(self.polygon.bounds, where, BadArea)

    def values(self) -> dict[str, Any]:
        west, south, east, north = self.polygon.bounds
        return {
            "name": self.name,
            "population": self.population,
            "valid_from": self.valid_from,
            "polygon": shapely.to_wkb(shapely.force_2d(self.polygon)),
            "min_x": west,
            "min_y": south,
            "max_x": east,
            "max_y": north,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceInput:
    name: str
    x: float
    y: float
    kind: str = NamedPlace.Kind.OTHER
    radius: int = 150
    group_only: bool = False

    @property
    def key(self) -> tuple[str, ...]:
        return (self.name,)

    def check(self) -> None:
        """Raises BadPlace."""
        where = f"Platsen ”{self.name}”"
        _check_name(self.name, 120, where, BadPlace)
        if self.kind not in NamedPlace.Kind.values:
            raise BadPlace(f"{where} har slaget ”{self.kind}”, som inte finns. {NOTHING_SAVED}")
        if not 1 <= self.radius <= MAX_RADIUS:
            raise BadPlace(f"{where}: radien ska vara 1–{MAX_RADIUS} meter. {NOTHING_SAVED}")
        _check_extent((self.x, self.y, self.x, self.y), where, BadPlace)

    def values(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "kind": self.kind,
            "x": self.x,
            "y": self.y,
            "radius": self.radius,
            "group_only": self.group_only,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class StreetInput:
    name: str
    line: BaseGeometry

    @property
    def key(self) -> tuple[str, ...]:
        return (self.name,)

    def check(self) -> None:
        """Raises BadStreet."""
        where = f"Gatan ”{self.name}”"
        _check_name(self.name, 120, where, BadStreet)
        is_line = isinstance(self.line, shapely.LineString | shapely.MultiLineString)
        if not is_line or self.line.is_empty:
            raise BadStreet(f"{where} är ingen linje. {NOTHING_SAVED}")
        _check_extent(self.line.bounds, where, BadStreet)

    def values(self) -> dict[str, Any]:
        return {"name": self.name, "line": shapely.to_wkb(shapely.force_2d(self.line))}


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressInput:
    street: str
    number: str
    x: float
    y: float

    @property
    def key(self) -> tuple[str, ...]:
        return self.street, self.number

    @property
    def name(self) -> str:
        return f"{self.street} {self.number}"

    def check(self) -> None:
        """Raises BadAddress."""
        where = f"Adressen ”{self.name}”"
        _check_name(self.street, 120, where, BadAddress)
        _check_name(self.number, 10, where, BadAddress, what="nummer")
        _check_extent((self.x, self.y, self.x, self.y), where, BadAddress)

    def values(self) -> dict[str, Any]:
        return {
            "street": self.street,
            "street_key": folded(self.street),
            "number": self.number,
            "x": self.x,
            "y": self.y,
        }


def _check_name(
    text: str, longest: int, where: str, error: type[Refused], *, what: str = "namn"
) -> None:
    if not text.strip():
        raise error(f"{where} saknar {what}. {NOTHING_SAVED}")
    if len(text) > longest:
        raise error(f"{where}: {what} är längre än {longest} tecken. {NOTHING_SAVED}")
    if kind := pointing(text):
        # without the name: what is refused is not repeated either
        raise error(
            f"Ett {what} ser ut att innehålla {kind}. {NOTHING_SAVED} Välj ett {what} utan."
        )


def _check_extent(
    bounds: tuple[float, float, float, float], where: str, error: type[Refused]
) -> None:
    west, south, east, north = bounds
    if not all(math.isfinite(value) for value in bounds):
        raise error(f"{where} saknar koordinater. {NOTHING_SAVED}")
    if west < WEST or south < SOUTH or east > EAST or north > NORTH:
        swapped = WEST <= south <= EAST and SOUTH <= west <= NORTH
        hint = "Öst och nord har bytt plats." if swapped else "Kontrollera filens koordinatsystem."
        raise error(f"{where} ligger utanför Sverige. {hint} {NOTHING_SAVED}")


def _fault(polygon: BaseGeometry) -> str:
    if polygon.is_empty:
        return "den är tom"
    reason = shapely.is_valid_reason(polygon)
    name, _, point = reason.partition("[")
    spoken = "den korsar sig själv" if "elf-intersection" in name else "den går inte ihop"
    numbers = _NUMBER.findall(point)
    if len(numbers) != 2:
        return spoken
    return f"{spoken} vid öst {float(numbers[0]):.0f}, nord {float(numbers[1]):.0f}"
