"""Places as outlines: kept as they are today, and never two that lie on each other."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import shapely

from lofte.audit.refusals import Refused
from lofte.places.models import Area, NamedPlace

TARGET, COMPARISON = "target", "comparison"
TOUCHING = 0.01  # of the smaller one: borders that are drawn twice do not fit exactly
LONGEST_BUFFER = 5_000


@dataclass(frozen=True, slots=True)
class Spot:
    """A place with its outline in metres, SWEREF 99 TM."""

    name: str
    role: str
    shape: shapely.Geometry


def kept(place: Area | NamedPlace, role: str) -> dict[str, Any]:
    """A place as a plan keeps it."""
    if isinstance(place, Area):
        shape = shapely.from_wkb(bytes(place.polygon))
        return _row(f"area:{place.pk}", place.name, role, shape, f"{place.code} v{place.version}")
    shape = shapely.Point(place.x, place.y).buffer(place.radius)
    return _row(f"place:{place.pk}", place.name, role, shape, f"{place.radius} m runt om")


def _row(key: str, name: str, role: str, shape: shapely.Geometry, how: str) -> dict[str, Any]:
    wkb = shapely.to_wkb(shapely.set_precision(shape, 0.01), hex=True, byte_order=1)
    checksum = hashlib.sha256(wkb.encode()).hexdigest()
    return {
        "key": key, "name": name, "role": role, "how": how, "checksum": checksum, "outline": wkb
    }  # fmt: skip


def spots_of(rows: Sequence[dict[str, Any]], role: str) -> list[Spot]:
    return [
        Spot(row["name"], role, shapely.from_wkb(row["outline"]))
        for row in rows
        if row["role"] == role
    ]


def ring(targets: Sequence[Spot], metres: int) -> shapely.Geometry:
    """What lies around the targets and is none of them."""
    inside = shapely.union_all([spot.shape for spot in targets])
    return shapely.difference(shapely.buffer(inside, metres), inside)


def check_apart(rows: Sequence[dict[str, Any]], buffer: int) -> None:
    """Raises Refused with the two places that lie on each other."""
    targets, others = spots_of(rows, TARGET), spots_of(rows, COMPARISON)
    for spot, other in (*combinations(targets, 2), *combinations(others, 2)):
        if _overlap(spot.shape, other.shape):
            raise Refused(
                f"{spot.name} och {other.name} ligger på varandra, så deras händelser skulle "
                "räknas två gånger. Ingenting sparades. Välj en av dem."
            )
    for spot in targets:
        for other in others:
            if _overlap(spot.shape, other.shape):
                raise Refused(
                    f"Jämförelseplatsen {other.name} ligger på {spot.name}, där insatsen är. "
                    "Ingenting sparades. Välj en plats där ni inte gör något."
                )
    around = ring(targets, buffer) if buffer and targets else None
    for other in others:
        if around is not None and _overlap(around, other.shape):
            raise Refused(
                f"Jämförelseplatsen {other.name} ligger inom {buffer} meter från insatsen, dit "
                "händelser kan flytta. Ingenting sparades. Välj en plats längre bort, eller en "
                "smalare kant."
            )


def _overlap(one: shapely.Geometry, other: shapely.Geometry) -> bool:
    shared = shapely.area(shapely.intersection(one, other))
    return bool(shared > TOUCHING * min(shapely.area(one), shapely.area(other)))
