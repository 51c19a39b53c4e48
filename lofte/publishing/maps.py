"""The description of the open map: the areas of one public picture, never a point."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

CLASSES = [
    {"value": "fler än normalt", "look": "more"},
    {"value": "som normalt", "look": "usual"},
    {"value": "färre än normalt", "look": "fewer"},
]
UNCLEAR = [
    {"value": "för få händelser", "look": "few"},
    {"value": "för kort historik", "look": "few"},
    {"value": "visas inte", "look": "few"},
]


def description(
    content: dict[str, Any], *, basemap: dict[str, Any] | None, areas: dict[str, Any]
) -> dict[str, Any]:
    """As project/templates/project/README.md asks. `areas` is {"url": ...} or {"data": ...}."""
    seen = {area["klass"] for area in content["areas"]}
    layer = {
        "id": "omraden",
        "kind": "areas",
        "label": _("Områden"),
        "ramp": "normal",
        "classes": [*CLASSES, *(one for one in UNCLEAR if one["value"] in seen)],
        **areas,
    }
    return {"basemap": basemap, "view": _view(content), "layers": [layer]}


def _view(content: dict[str, Any]) -> dict[str, Any]:
    points = [
        point
        for feature in content["map"]["features"]
        for point in _points(feature["geometry"]["coordinates"])
    ]
    if not points:
        return {"center": [16.0, 62.0], "zoom": 4}
    lon, lat = zip(*points, strict=True)
    return {"bounds": [min(lon), min(lat), max(lon), max(lat)]}


def _points(coordinates: Any) -> Iterator[tuple[float, float]]:
    if coordinates and isinstance(coordinates[0], int | float):
        yield coordinates[0], coordinates[1]
        return
    for part in coordinates:
        yield from _points(part)
