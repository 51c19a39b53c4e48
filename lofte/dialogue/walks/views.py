"""The protocol of a safety walk, on the street and half a year later."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from lofte.audit.refusals import Refused
from lofte.dialogue.models import Dialogue
from lofte.dialogue.planning.views import one
from lofte.dialogue.states import Format, State
from lofte.dialogue.walks import actions, queries
from lofte.dialogue.walks.forms import PointForm
from lofte.dialogue.walks.models import WalkPoint
from lofte.dialogue.walks.states import PointState, target_after
from lofte.people.access import SignedIn, within
from lofte.people.states import Capability
from lofte.places.crs import SWEREF99_TM, WGS84, convert
from lofte.places.maps import background, ground
from lofte.places.models import Kommun
from lofte.places.queries import open_places
from lofte.places.swedish import swedish_key

PLAN = Capability.DIALOGUE


def _walk(request: SignedIn, kommun: Kommun, pk: int) -> Dialogue:
    dialogue = one(request, kommun, pk)
    if dialogue.format != Format.WALK:
        raise Http404
    return dialogue


def _point(request: SignedIn, dialogue: Dialogue, row: int) -> WalkPoint:
    rows = queries.points_of(dialogue, request.user).select_related("dialogue__kommun")
    return get_object_or_404(rows, pk=row)


def _form(request: SignedIn, dialogue: Dialogue, initial: dict[str, Any]) -> PointForm:
    places = sorted(open_places(dialogue.kommun), key=lambda row: swedish_key(row.name))
    posted = request.POST if request.method == "POST" else None
    return PointForm(posted, places=places, initial=initial)


def _degrees(point: WalkPoint) -> dict[str, float]:
    """The spot as the form has it, so that a change of words does not move it."""
    if point.x is None or point.y is None:
        return {}
    lon, lat = convert([point.x], [point.y], SWEREF99_TM, WGS84)
    return {"lon": round(float(lon[0]), 6), "lat": round(float(lat[0]), 6)}


@require_http_methods(["GET", "HEAD", "POST"])
@within(Capability.SEE_GROUP, PLAN)
def protocol(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    dialogue = _walk(request, kommun, pk)
    may_write = request.user.can(PLAN, kommun.pk)
    form = None
    if may_write and dialogue.state != State.DRAFT:
        form = _form(request, dialogue, {"target": target_after(dialogue.opens)})
        if form.is_valid():
            try:
                actions.add_point(dialogue=dialogue, point=form.point, by=request.user)
            except Refused as refusal:
                messages.error(request, str(refusal))
            else:
                messages.success(request, _("Punkten är sparad. Fyll i nästa."))
                return redirect("walks:protocol", kommun.slug, pk)
    rows = list(queries.points_of(dialogue, request.user).select_related("place"))
    context = {
        "kommun": kommun,
        "dialogue": dialogue,
        "rows": rows,
        "waiting": sum(row.state == PointState.WAITING for row in rows),
        "today": timezone.localdate(),
        "form": form,
        "may_write": may_write,
        "ground": ground(kommun) if form and background(kommun) else None,
    }
    return render(request, "dialogue/walks/protocol.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@within(PLAN)
def change(request: SignedIn, kommun: Kommun, pk: int, row: int) -> HttpResponse:
    dialogue = _walk(request, kommun, pk)
    point = _point(request, dialogue, row)
    now = {name: getattr(point, name) for name in ("where", "seen", "todo", "owner", "target")}
    form = _form(request, dialogue, now | {"place": point.place_id or "", **_degrees(point)})
    if form.is_valid():
        try:
            actions.change_point(row=point, point=form.point, by=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Punkten är ändrad."))
            return redirect("walks:protocol", kommun.slug, pk)
    page = {
        "title": _("Ändra punkten"),
        "back": reverse("walks:protocol", args=[kommun.slug, pk]),
        "back_text": _("Protokollet"),
        "button": _("Spara"),
    }
    return render(request, "project/form_page.html", {"kommun": kommun, "form": form, "page": page})


@require_POST
@within(PLAN)
def settle(request: SignedIn, kommun: Kommun, pk: int, row: int) -> HttpResponse:
    point = _point(request, _walk(request, kommun, pk), row)
    asked = request.POST.get("till", "")
    if asked not in PointState.values:
        raise Http404
    try:
        actions.settle_point(
            row=point,
            to=PointState(asked),
            reason=request.POST.get("skal", "")[:500],
            today=timezone.localdate(),
            by=request.user,
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Punkten är uppdaterad."))
    return redirect("walks:protocol", kommun.slug, pk)


@require_POST
@within(PLAN)
def remove(request: SignedIn, kommun: Kommun, pk: int, row: int) -> HttpResponse:
    point = _point(request, _walk(request, kommun, pk), row)
    try:
        actions.remove_point(row=point, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Punkten är borttagen."))
    return redirect("walks:protocol", kommun.slug, pk)
