"""The cells as GeoJSON in WGS84, for other people's maps."""

import json
from typing import Any

import numpy as np

from lofte.places.crs import WGS84, convert
from lofte.situation.document import Cell, PictureDocument


def cells_geojson(document: PictureDocument) -> bytes:
    """One polygon per cell, counter-clockwise, with its figures; the same bytes every time."""
    half = document.cell_size / 2
    corners = np.array([(-half, -half), (half, -half), (half, half), (-half, half), (-half, -half)])
    middles = np.array([(c.x, c.y) for c in document.cells]).reshape(-1, 2)
    rings = (middles[:, None, :] + corners[None, :, :]).reshape(-1, 2)
    # Four squares meet in a corner, which is moved once.
    own, which = np.unique(rings[:, 0] + 1j * rings[:, 1], return_inverse=True)
    lon, lat = convert(own.real, own.imag, document.source.crs, WGS84)
    places = np.stack([lon, lat], axis=-1).round(7)[which].reshape(-1, 5, 2)
    features = [
        _feature(cell, ring) for cell, ring in zip(document.cells, places.tolist(), strict=True)
    ]
    collection = {
        "type": "FeatureCollection",
        "name": document.title,
        "source": document.register,
        "period": document.period_key,
        "features": features,
    }
    text = json.dumps(collection, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return (text + "\n").encode()


def _feature(cell: Cell, ring: list[Any]) -> dict[str, Any]:
    return {
        "type": "Feature",
        "id": cell.id,
        "geometry": {"type": "Polygon", "coordinates": [ring]},
        "properties": {
            "id": cell.id,
            "count": cell.count,
            "class": cell.klass,
            "most": cell.most,
            "lasting": cell.lasting or None,
            "count_window": cell.window.count,
            "normal_low": cell.window.low,
            "normal_high": cell.window.high,
            "finding": cell.finding or None,
        },
    }
