"""The comparison as sentences, a table and a map: the same content three times."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from shapely.geometry import mapping

from lofte.analysis.fear.areas import Klass
from lofte.places.crs import SWEREF99_TM, WGS84, convert
from lofte.places.maps import ground
from lofte.places.models import Kommun
from lofte.situation.fear.compare import Compared
from lofte.situation.fear.squares import EVENTS, FEAR, Square, nearest, persons_in

SAFE = "flera är trygga här"
WALKS = "Punkter från trygghetsvandringar"
USUAL, OUTSIDE = "otryggheten skiljer sig inte säkert från händelserna", "utanför rutnätet"
MARGIN = 500.0  # metres
LOOKS = {
    Klass.FEAR_HIGH_EVENTS_FEW: "more",
    Klass.MORE_FEAR: "more",
    Klass.FEAR_LOW_EVENTS_MANY: "fewer",
    Klass.MORE_EVENTS: "fewer",
    Klass.TOO_FEW: "few",
}


@dataclass(frozen=True, slots=True)
class Row:
    """An area. times: how many times what the events answer to, as an interval in words."""

    code: str
    name: str
    marks: int
    safe: int
    events: int
    klass: str
    times: str
    sure: bool
    sentence: str


def rows(found: Compared) -> list[Row]:
    """The widest apart first; the order is not a ranking of places."""
    order = np.argsort(-found.by_area.distance, kind="stable")
    return [_row(found, int(n)) for n in order]


def _row(found: Compared, n: int) -> Row:
    area, by = found.areas[n], found.by_area
    marks, events = int(by.marks[n]), int(by.events[n])
    low, high = float(by.contrast.low[n]), float(by.contrast.high[n])
    times = f"{_number(low)}–{_number(high)}" if np.isfinite(high) else f"minst {_number(low)}"
    klass = by.klass[n]
    sentence = (
        f"{area.name}: {klass.words}. {marks} personer markerade en otrygg plats och {events} "
        f"händelser är kända. Otryggheten är {times} gånger vad händelserna motsvarar."
    )
    return Row(
        code=area.code,
        name=area.name,
        marks=marks,
        safe=found.safe_by_area[n],
        events=events,
        klass=klass.words,
        times=times,
        sure=bool(by.distance[n] > 0),
        sentence=sentence,
    )


def _number(value: float) -> str:
    return f"{value:.1f}".replace(".", ",")


@dataclass(frozen=True, slots=True)
class SafeSquare:
    """A square of the same grid that enough persons have marked as safe."""

    cell: int
    name: str
    place: str
    safe: int
    unsafe: int

    @property
    def text(self) -> str:
        near = f"Kring {self.place}: " if self.place else ""
        return f"{near}{self.safe} personer markerade en trygg plats och {self.unsafe} en otrygg."


def safe_squares(found: Compared, kommun: Kommun) -> list[SafeSquare]:
    """The most persons first. What lies outside the grid has no square."""
    safe, unsafe = persons_in(found, safe=True), persons_in(found, safe=False)
    cells = [cell for cell, n in safe.items() if n >= kommun.minimum_cell]
    made = [
        SafeSquare(cell, f"trygg-{found.grid.cell_id(cell)}", place, safe[cell], unsafe[cell])
        for cell, place in zip(cells, nearest(found, kommun, cells), strict=True)
    ]
    return sorted(made, key=lambda one: (-one.safe, one.cell))


@dataclass(frozen=True, slots=True)
class Stopped:
    """A point of a walk, and what its square of the same grid says."""

    id: str
    where: str
    walk: str
    dialogue: int
    state: str
    klass: str


def stopped(found: Compared) -> list[Stopped]:
    """A walk is a group's own eyes: it is put beside the comparison and never counted into it."""
    x = [one.x for one in found.walked]
    cells = found.grid.index(x, [one.y for one in found.walked]).tolist()
    return [
        Stopped(
            f"vandring-{one.id}", one.where, one.walk, one.dialogue, one.state, _of(found, cell)
        )
        for one, cell in zip(found.walked, cells, strict=True)
    ]


def _of(found: Compared, cell: int) -> str:
    if cell < 0:
        return OUTSIDE
    if found.surface.more_fear[cell]:
        return FEAR
    return EVENTS if found.surface.more_events[cell] else USUAL


def description(found: Compared, kommun: Kommun, told: Sequence[Square]) -> dict[str, Any]:
    """Areas and squares as two layers that exclude each other. told: the squares of the table."""
    areas = [
        {
            "type": "Feature",
            "geometry": _geometry(area.shape),
            "properties": {
                "id": area.code,
                "name": area.name,
                "class": found.by_area.klass[n].words,
                "text": _row(found, n).sentence,
            },
        }
        for n, area in enumerate(found.areas)
    ]
    return {
        **ground(kommun),
        **_view(found),
        "layers": [
            _layer(
                "rutor",
                "cells",
                "Rutor",
                _squares(found, told),
                [(FEAR, "more"), (EVENTS, "fewer")],
                visible=bool(len(found.notable)),
            ),
            _layer(
                "omraden",
                "areas",
                "Områden",
                areas,
                [(klass.words, LOOKS.get(klass, "usual")) for klass in Klass],
                visible=not len(found.notable),
            ),
            *_safe(found, kommun),
            *_walks(found),
        ],
    }


def _view(found: Compared) -> dict[str, Any]:
    """Around the squares that differ: on the whole kommun they would be dots."""
    if not len(found.notable):
        return {}
    x, y = found.grid.centre(found.notable)
    east, north = [x.min() - MARGIN, x.max() + MARGIN], [y.min() - MARGIN, y.max() + MARGIN]
    lon, lat = convert(east, north, SWEREF99_TM, WGS84)
    box = (lon[0], lat[0], lon[1], lat[1])
    return {"view": {"bounds": [round(float(side), 5) for side in box]}}


def _layer(
    id: str, kind: str, label: str, features: list[Any], classes: Any, *, visible: bool = True
) -> dict[str, Any]:
    return {
        "id": id,
        "kind": kind,
        "label": label,
        "ramp": "normal",
        "group": "lager",
        "visible": visible,
        "classes": [{"value": value, "look": look} for value, look in classes],
        "data": {"type": "FeatureCollection", "features": features},
    }


def _safe(found: Compared, kommun: Kommun) -> list[dict[str, Any]]:
    """The squares that people feel safe in; no layer where nobody is known to."""
    features = [
        {
            "type": "Feature",
            "geometry": _square(found, one.cell),
            "properties": {"id": one.name, "name": one.place, "class": SAFE, "text": one.text},
        }
        for one in safe_squares(found, kommun)
    ]
    if not features:
        return []
    return [_layer("trygga", "cells", "Trygga platser", features, [(SAFE, "fewer")], visible=False)]


def _square(found: Compared, cell: int) -> dict[str, Any]:
    size = found.grid.size
    x, y = (float(side) for side in found.grid.corner(cell))
    return _geometry(shapely.box(x, y, x + size, y + size))


def _walks(found: Compared) -> list[dict[str, Any]]:
    """The points of walks as dots over the squares; no layer where there has been no walk."""
    if not found.walked:
        return []
    x, y = [one.x for one in found.walked], [one.y for one in found.walked]
    lon, lat = convert(x, y, SWEREF99_TM, WGS84)
    features = [
        {
            "type": "Feature",
            "geometry": {
                "type": "Point",
                "coordinates": [round(float(lo), 6), round(float(la), 6)],
            },
            "properties": {"id": one.id, "name": one.where, "text": f"{one.where}: {one.klass}."},
        }
        for one, lo, la in zip(stopped(found), lon, lat, strict=True)
    ]
    data = {"type": "FeatureCollection", "features": features}
    return [{"id": "vandringar", "kind": "places", "label": WALKS, "visible": True, "data": data}]


def _squares(found: Compared, told: Sequence[Square]) -> list[dict[str, Any]]:
    return [
        {
            "type": "Feature",
            "geometry": _square(found, one.cell),
            "properties": {
                "id": one.name,
                "name": one.where,
                "class": one.klass,
                "text": one.text,
            },
        }
        for one in told
    ]


def _geometry(shape: shapely.Geometry) -> dict[str, Any]:
    there = shapely.transform(shape, _to_wgs84)
    geometry: dict[str, Any] = json.loads(json.dumps(mapping(there)))
    return geometry


def _to_wgs84(points: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    lon, lat = convert(points[:, 0], points[:, 1], SWEREF99_TM, WGS84)
    return np.stack([lon, lat], axis=-1).round(6)
