"""What a map on a page needs to know of a kommun's ground: the background and where to look."""

from typing import Any

from django.db.models import Max, Min
from django.urls import reverse

from lofte.places.crs import SWEREF99_TM, WGS84, convert
from lofte.places.models import Area, Kommun, NamedPlace
from lofte.places.queries import basemap_of

SWEDEN = {"center": [16.0, 62.0], "zoom": 4}
CLOSE = 15


def ground(kommun: Kommun) -> dict[str, Any]:
    """`basemap` and `view` of a map's description (project/templates/project/README.md)."""
    return {"basemap": background(kommun), "view": view(kommun)}


def background(kommun: Kommun) -> dict[str, Any] | None:
    """The file that the browser fetches from us, or None."""
    row = basemap_of(kommun.slug)
    if row is None:
        return None
    url = reverse("basemap:file", args=[kommun.slug])
    version = row.checksum[:12]
    return {"kind": row.kind, "url": f"{url}?v={version}", "attribution": row.attribution}


def view(kommun: Kommun) -> dict[str, Any]:
    """The box around the named places, else around the kommun, else Sweden."""
    places = NamedPlace.objects.unscoped("a box around them").filter(kommun=kommun, closed_on=None)
    box = places.aggregate(w=Min("x"), s=Min("y"), e=Max("x"), n=Max("y"))
    if box["w"] is None:
        areas = Area.objects.unscoped("a box around them").filter(kommun=kommun)
        box = areas.aggregate(w=Min("min_x"), s=Min("min_y"), e=Max("max_x"), n=Max("max_y"))
    if box["w"] is None:
        return SWEDEN
    x, y = [box["w"] - 300, box["e"] + 300], [box["s"] - 300, box["n"] + 300]
    lon, lat = convert(x, y, SWEREF99_TM, WGS84)
    return {"bounds": [round(float(v), 5) for v in (lon[0], lat[0], lon[1], lat[1])]}


def around(place: NamedPlace) -> dict[str, Any]:
    """A map's description with one place in the middle."""
    lon, lat = convert([place.x], [place.y], SWEREF99_TM, WGS84)
    at = [round(float(lon[0]), 6), round(float(lat[0]), 6)]
    feature = {
        "type": "Feature",
        "properties": {"id": str(place.pk), "name": place.name},
        "geometry": {"type": "Point", "coordinates": at},
    }
    data = {"type": "FeatureCollection", "features": [feature]}
    layer = {"id": "plats", "kind": "places", "label": place.get_kind_display(), "data": data}
    return {
        "basemap": background(place.kommun),
        "view": {"center": at, "zoom": CLOSE},
        "layers": [layer],
    }
