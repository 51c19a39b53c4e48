"""The list of places, and adding, changing and closing one."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lofte.audit.refusals import Refused
from lofte.people.access import SignedIn, within
from lofte.people.states import Capability
from lofte.places import actions
from lofte.places.crs import SWEREF99_TM, WGS84, convert
from lofte.places.forms import PlaceForm
from lofte.places.maps import ground
from lofte.places.models import Kommun, NamedPlace
from lofte.places.queries import place_to_set_up, places_in, places_to_set_up


@require_GET
@within(*Capability)
def places(request: SignedIn, kommun: Kommun) -> HttpResponse:
    kind = request.GET.get("slag", "")
    kind = kind if kind in NamedPlace.Kind.values else ""
    may_change = request.user.can(Capability.SET_UP, kommun.pk)
    rows = (
        places_to_set_up(kommun, kind=kind)
        if may_change
        else places_in(kommun, request.user, kind=kind)
    )
    context = {
        "kommun": kommun,
        "kind": kind,
        "kinds": NamedPlace.Kind.choices,
        "may_change": may_change,
        "places": rows,
        "map": {**ground(kommun), "layers": [_layer(rows)]},
    }
    return render(request, "setup/places.html", context)


def _layer(rows: list[NamedPlace]) -> dict[str, Any]:
    """The same places as the table's, each a point."""
    lon, lat = convert([r.x for r in rows], [r.y for r in rows], SWEREF99_TM, WGS84)
    features = [
        {
            "type": "Feature",
            "id": str(row.pk),
            "properties": {
                "id": str(row.pk),
                "name": row.name,
                "text": f"{row.name}, {row.get_kind_display()}",
            },
            "geometry": {"type": "Point", "coordinates": [round(float(e), 6), round(float(n), 6)]},
        }
        for row, e, n in zip(rows, lon, lat, strict=True)
    ]
    return {
        "id": "platser",
        "kind": "places",
        "label": _("Platser"),
        "data": {"type": "FeatureCollection", "features": features},
    }


@within(Capability.SET_UP)
def add(request: SignedIn, kommun: Kommun) -> HttpResponse:
    form = PlaceForm(request.POST or None, kommun=kommun)
    return _fill_in(
        request,
        kommun,
        form,
        lambda: actions.add_place(kommun=kommun, place=form.place, by=request.user),
    )


def _place(kommun: Kommun, pk: int) -> NamedPlace:
    found = place_to_set_up(kommun, pk)
    if found is None:
        raise Http404
    return found


@within(Capability.SET_UP)
def change(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    row = _place(kommun, pk)
    initial = {
        "name": row.name,
        "kind": row.kind,
        "position": f"{row.y:.1f}, {row.x:.1f}",
        "radius": row.radius,
        "group_only": row.group_only,
    }
    form = PlaceForm(request.POST or None, kommun=kommun, initial=initial)
    return _fill_in(
        request,
        kommun,
        form,
        lambda: actions.change_place(place=row, to=form.place, by=request.user),
        row,
    )


def _fill_in(
    request: SignedIn,
    kommun: Kommun,
    form: PlaceForm,
    act: Callable[[], Any],
    row: NamedPlace | None = None,
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            act()
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            name = form.cleaned_data["name"]
            messages.success(request, _("%(name)s är sparad.") % {"name": name})
            return redirect("places:places", kommun.slug)
    context = {"kommun": kommun, "form": form, "place": row, "ground": ground(kommun)}
    return render(request, "setup/place.html", context, status=422 if form.errors else 200)


@require_POST
@within(Capability.SET_UP)
def close(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    """Closes an open place and opens a closed one."""
    row = _place(kommun, pk)
    act = actions.open_place if row.closed_on else actions.close_place
    try:
        act(place=row, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        said = _("%(name)s är öppen igen.") if row.closed_on else _("%(name)s är stängd.")
        messages.success(request, said % {"name": row.name})
    return redirect("places:places", kommun.slug)
