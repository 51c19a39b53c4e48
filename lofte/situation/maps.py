"""The description of a picture's interactive map, at the precision of who looks."""

import json
from typing import Any

import numpy as np
from django.urls import reverse
from django.utils.translation import gettext as _

from lofte.places.crs import WGS84, convert
from lofte.places.maps import ground
from lofte.places.models import Kommun
from lofte.situation.document import FEWER, MORE, TOO_FEW, USUAL, PictureDocument
from lofte.situation.models import Picture
from lofte.situation.render.geojson import cells_geojson

CLASSES = [
    {"value": MORE, "look": "more"},
    {"value": USUAL, "look": "usual"},
    {"value": FEWER, "look": "fewer"},
    {"value": TOO_FEW, "look": "few"},
]


def description(
    kommun: Kommun, picture: Picture, document: PictureDocument, earlier: list[Picture]
) -> dict[str, Any]:
    """Squares, areas and places as layers, with the earlier pictures for the time slider."""
    layers = [_areas(kommun, picture, first=not document.cells)]
    if document.cells:
        layers = [*_squares(kommun, picture), layers[0], _places(document)]
    periods = [{"key": p.period_key, "label": p.period_label} for p in (*earlier, picture)]
    return {
        **ground(kommun),
        "layers": layers,
        "periods": periods if len(periods) > 1 and document.cells else [],
        "period": picture.period_key,
    }


def _squares(kommun: Kommun, picture: Picture) -> list[dict[str, Any]]:
    url = reverse("situation:map", args=[kommun.slug, picture.pk, "rutor"])
    common = {"kind": "cells", "url": url, "group": "lager"}
    return [
        {
            **common,
            "id": "rutor",
            "label": _("Mot det normala"),
            "ramp": "normal",
            "classes": CLASSES,
        },
        {
            **common,
            "id": "antal",
            "label": _("Antal händelser"),
            "ramp": "count",
            "visible": False,
        },
    ]


def _areas(kommun: Kommun, picture: Picture, *, first: bool) -> dict[str, Any]:
    return {
        "id": "omraden",
        "kind": "areas",
        "label": _("Områden"),
        "ramp": "normal",
        "classes": CLASSES,
        "group": "lager",
        "visible": first,
        "url": reverse("situation:map", args=[kommun.slug, picture.pk, "omraden"]),
    }


def _places(document: PictureDocument) -> dict[str, Any]:
    shown = [place for place in document.places if place.finding]
    x = np.array([place.x for place in shown])
    y = np.array([place.y for place in shown])
    lon, lat = convert(x, y, document.source.crs, WGS84)
    features = [
        {
            "type": "Feature",
            "properties": {
                "id": place.id,
                "name": place.name,
                "count": place.figures.count,
                "class": place.klass,
                "normal_low": place.figures.low,
                "normal_high": place.figures.high,
            },
            "geometry": {"type": "Point", "coordinates": [round(lo, 6), round(la, 6)]},
        }
        for place, lo, la in zip(shown, lon.tolist(), lat.tolist(), strict=True)
    ]
    data = {"type": "FeatureCollection", "features": features}
    return {"id": "platser", "kind": "places", "label": _("Platser som sticker ut"), "data": data}


def squares_over_time(documents: list[PictureDocument]) -> bytes:
    """The squares of several pictures in one collection, each square with its period."""
    features = []
    for document in documents:
        for feature in json.loads(cells_geojson(document))["features"]:
            feature["properties"]["period"] = document.period_key
            feature["properties"]["id"] += "" if document is documents[-1] else document.period_key
            features.append(feature)
    collection = {"type": "FeatureCollection", "features": features}
    return json.dumps(collection, ensure_ascii=False, separators=(",", ":")).encode()
