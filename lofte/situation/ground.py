"""The kommun's background map as muted shapes for the drawn maps, in SWEREF 99 TM."""

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry import shape

from lofte.places.basemaps import path_of
from lofte.places.crs import SWEREF99_TM, WGS84, convert
from lofte.places.models import Basemap, Kommun
from lofte.places.queries import basemap_of
from lofte.situation.render.basemap import Ground

LAYERS = {"water": "water", "green": "greenery", "building": "buildings", "street": "streets"}


def ground_of(kommun: Kommun) -> Ground | None:
    """None without a background map that can be drawn (PMTiles is for the screen's map only)."""
    basemap = basemap_of(kommun.slug)
    if basemap is None or basemap.kind != Basemap.Kind.GEOJSON:
        return None
    return read_ground(path_of(basemap), basemap.attribution)


@lru_cache(maxsize=8)
def read_ground(path: Path, attribution: str) -> Ground:
    """The file's name holds its checksum, so a changed map has another name."""
    found: dict[str, list[Any]] = {name: [] for name in LAYERS.values()}
    for feature in json.loads(path.read_text(encoding="utf-8"))["features"]:
        layer = LAYERS.get(feature["properties"].get("layer", ""))
        if layer is not None and feature["properties"].get("class") != "path":
            found[layer].extend(_rings(shape(feature["geometry"])))
    return Ground(**{name: tuple(rings) for name, rings in found.items()}, attribution=attribution)


def _rings(geometry: shapely.Geometry) -> list[tuple[tuple[float, float], ...]]:
    rings = []
    for part in shapely.get_parts(geometry):
        line = part.exterior if part.geom_type == "Polygon" else part
        lon, lat = shapely.get_coordinates(line).T
        x, y = convert(lon, lat, WGS84, SWEREF99_TM)
        rings.append(tuple(zip(x.tolist(), y.tolist(), strict=True)))
    return rings
