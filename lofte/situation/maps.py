"""The description of a picture's interactive map, at the precision of who looks."""

import json
from typing import Any

import numpy as np
from django.urls import reverse
from django.utils.translation import gettext as _

from lofte.places.crs import WGS84, convert
from lofte.places.maps import ground
from lofte.places.models import Kommun
from lofte.situation.document import FEWER, MORE, TOO_FEW, USUAL, Finding, PictureDocument
from lofte.situation.models import Picture
from lofte.situation.render.geojson import cells_geojson

CLASSES = [
    {"value": MORE, "look": "more"},
    {"value": USUAL, "look": "usual"},
    {"value": FEWER, "look": "fewer"},
    {"value": TOO_FEW, "look": "few"},
]
MANY = 20
MARGIN = 300.0  # metres around what the map shows first


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
        **_view(document),
        "layers": layers,
        "periods": periods if len(periods) > 1 and document.cells else [],
        "period": picture.period_key,
    }


def _view(document: PictureDocument) -> dict[str, Any]:
    """Nine in ten squares with events: a few far out would make the town a dot."""
    busy = [cell for cell in document.cells if cell.count]
    if len(busy) < MANY:
        return {}
    ends, margin = [0.05, 0.95], np.array([-MARGIN, MARGIN])
    x = np.quantile([cell.x for cell in busy], ends) + margin
    y = np.quantile([cell.y for cell in busy], ends) + margin
    lon, lat = convert(x, y, document.source.crs, WGS84)
    box = (lon[0], lat[0], lon[1], lat[1])
    return {"view": {"bounds": [round(float(side), 5) for side in box]}}


def feature_id(found: Finding | None) -> str:
    """What lights up on the map with a finding."""
    if found is None:
        return ""
    return found.place_id or found.area or (found.cells[0] if found.cells else "")


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
    """The squares of several pictures in one collection, each square with its period.

    Of the earlier pictures only squares where something happened or that deviate: the rest would
    make the file many times as large.
    """
    features = []
    for document in documents:
        latest = document is documents[-1]
        for feature in json.loads(cells_geojson(document))["features"]:
            about = feature["properties"]
            if not latest and not about["count"] and about["class"] in (USUAL, TOO_FEW):
                continue
            about["period"] = document.period_key
            about["id"] += "" if latest else document.period_key
            features.append(feature)
    collection = {"type": "FeatureCollection", "features": features}
    return json.dumps(collection, ensure_ascii=False, separators=(",", ":")).encode()
