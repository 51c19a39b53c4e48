"""The description of the open map: areas of one edition, on the background that came with it."""

from typing import Any

from django.urls import reverse

from lofte.publishing import maps
from lofte.publishing.editions import PublishedEdition


def description(facts: dict[str, Any], edition: PublishedEdition) -> dict[str, Any]:
    """Addresses of this site only."""
    slug = facts["slug"]
    basemap = None
    if facts.get("map_source"):
        kind = facts.get("map_kind") or "geojson"
        # Tiles are asked for in parts, from the one address that hands them out so.
        name = "basemap:file" if kind == "pmtiles" else "public:basemap"
        url = reverse(name, args=[slug])
        basemap = {"kind": kind, "url": url, "attribution": facts["map_source"]}
    areas = {"url": reverse("public:areas", args=[slug, edition.number])}
    return maps.description(edition.content, basemap=basemap, areas=areas)
