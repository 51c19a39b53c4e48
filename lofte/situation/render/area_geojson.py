"""The areas as GeoJSON in WGS84: what a map shows to those who do not see squares."""

import json
from functools import reduce
from typing import Any

import numpy as np
import shapely
from shapely.geometry import mapping

from lofte.places.crs import WGS84, convert
from lofte.situation.document import Area, PictureDocument


def areas_geojson(document: PictureDocument) -> bytes:
    """One feature per area with an outline, with its figures; the same bytes every time."""
    features = [_feature(area, document.source.crs) for area in document.areas if area.outline]
    collection = {
        "type": "FeatureCollection",
        "name": document.title,
        "source": document.register,
        "period": document.period_key,
        "features": features,
    }
    text = json.dumps(collection, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return (text + "\n").encode()


def _feature(area: Area, crs: str) -> dict[str, Any]:
    return {
        "type": "Feature",
        "id": area.code,
        "geometry": outline_geometry(area, crs),
        "properties": {
            "id": area.code,
            "name": area.name,
            "count": area.figures.count,
            "class": area.klass,
            "normal_low": area.figures.low,
            "normal_high": area.figures.high,
            "finding": area.finding or None,
        },
    }


def outline_geometry(area: Area, crs: str) -> dict[str, Any]:
    """The area's rings, outer ones and holes alike, as a GeoJSON geometry in WGS84."""
    rings = [shapely.Polygon(ring) for ring in area.outline]
    shape = reduce(shapely.symmetric_difference, rings)
    there = shapely.transform(shape, lambda points: _to_wgs84(points, crs))
    geometry: dict[str, Any] = json.loads(json.dumps(mapping(there)))
    return geometry


def _to_wgs84(points: np.ndarray[Any, Any], crs: str) -> np.ndarray[Any, Any]:
    lon, lat = convert(points[:, 0], points[:, 1], crs, WGS84)
    return np.stack([lon, lat], axis=-1).round(6)
