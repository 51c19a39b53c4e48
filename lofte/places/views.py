"""The background map: no secret, so that the open pages can draw on it."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from lofte.places.basemaps import path_of
from lofte.places.models import Basemap
from lofte.places.queries import basemap_of
from lofte.places.ranges import hand_out

_TYPES = {
    Basemap.Kind.GEOJSON: "application/geo+json",
    Basemap.Kind.PMTILES: "application/vnd.pmtiles",
}


@require_safe
def basemap(request: HttpRequest, slug: str) -> HttpResponse:
    """The file itself; a map in PMTiles is asked for in parts."""
    row = _found(slug)
    path = path_of(row)
    if not path.is_file():
        raise Http404
    return hand_out(request, path, tag=row.checksum, kind=_TYPES[Basemap.Kind(row.kind)])


@require_safe
def about(request: HttpRequest, slug: str) -> HttpResponse:
    """What a map needs to know before it asks for the file."""
    row = _found(slug)
    return JsonResponse(
        {
            "kind": row.kind,
            "url": f"{reverse('basemap:file', args=[slug])}?v={row.checksum[:12]}",
            "attribution": row.attribution,
        }
    )


def _found(slug: str) -> Basemap:
    row = basemap_of(slug)
    if row is None:
        raise Http404
    return row
