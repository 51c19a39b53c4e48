"""The description of the open map: areas of one edition, on the background that came with it."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from lofte.publishing.editions import PublishedEdition

CLASSES = [
    {"value": "fler än normalt", "look": "more"},
    {"value": "som normalt", "look": "usual"},
    {"value": "färre än normalt", "look": "fewer"},
    {"value": "för få händelser", "look": "few"},
    {"value": "för kort historik", "look": "few"},
    {"value": "visas inte", "look": "few"},
]


def description(facts: dict[str, Any], edition: PublishedEdition) -> dict[str, Any]:
    """What project/templates/project/README.md asks for; addresses of this site only."""
    slug = facts["slug"]
    basemap = None
    if facts.get("map_source"):
        url = reverse("public:basemap", args=[slug])
        basemap = {"kind": "geojson", "url": url, "attribution": facts["map_source"]}
    layer = {
        "id": "omraden",
        "kind": "areas",
        "label": _("Områden"),
        "ramp": "normal",
        "classes": CLASSES,
        "url": reverse("public:areas", args=[slug, edition.number]),
    }
    return {"basemap": basemap, "view": _view(edition), "layers": [layer]}


def _view(edition: PublishedEdition) -> dict[str, Any]:
    points = [
        point
        for feature in edition.content["map"]["features"]
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
