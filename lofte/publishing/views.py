from datetime import date

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lofte.audit.refusals import Refused
from lofte.people.access import SignedIn, within
from lofte.people.states import Capability
from lofte.places.maps import background
from lofte.places.models import Kommun
from lofte.publishing import actions, maps, queries
from lofte.publishing.dialogues.queries import dialogues_to_tell
from lofte.publishing.models import Edition
from lofte.publishing.promises.queries import standings
from lofte.situation.models import Picture
from lofte.situation.queries import frozen_of
from lofte.situation.states import State

A_PAGE = 50


@require_GET
@within(Capability.PUBLISH)
def editions(request: SignedIn, kommun: Kommun) -> HttpResponse:
    today = timezone.localdate()
    waiting = queries.next_to_publish(kommun, today)
    rows = queries.editions_of(kommun, request.user)
    context = {
        "kommun": kommun,
        "page": Paginator(rows, A_PAGE).get_page(request.GET.get("page")),
        "damaged": queries.damaged(rows),
        "waiting": waiting,
        "promises": standings(kommun, request.user, today),
        "dialogues": dialogues_to_tell(kommun, request.user),
        "later": _later(kommun, today) if waiting is None else None,
    }
    return render(request, "publishing/editions.html", context)


def _later(kommun: Kommun, today: date) -> dict[str, object] | None:
    """The latest frozen picture that is still too fresh, and when it may go out."""
    picture = frozen_of(kommun).defer("document").first()
    if picture is None:
        return None
    first = queries.open_from(picture, kommun)
    return {"picture": picture, "from": first} if first > today else None


def _picture(request: SignedIn, kommun: Kommun, pk: int) -> Picture:
    rows = Picture.objects.visible_to(request.user).filter(kommun=kommun, state=State.FROZEN)
    return get_object_or_404(rows, pk=pk)


@require_GET
@within(Capability.PUBLISH)
def preview(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    """Exactly what the public would see."""
    picture = _picture(request, kommun, pk)
    content = queries.content_for(picture, kommun)
    context = {
        "kommun": kommun,
        "picture": picture,
        "content": content,
        "map": maps.description(
            content, basemap=background(kommun), areas={"data": content["map"]}
        ),
    }
    return render(request, "publishing/preview.html", context)


@require_POST
@within(Capability.PUBLISH)
def publish(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    picture = _picture(request, kommun, pk)
    try:
        made = actions.publish(picture=picture, by=request.user, today=timezone.localdate())
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("publishing:preview", kommun.slug, pk)
    text = _("Utgåva %(number)d är publicerad på kommunens öppna sida.")
    messages.success(request, text % {"number": made.number})
    return redirect("publishing:editions", kommun.slug)


@require_POST
@within(Capability.PUBLISH)
def withdraw(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    rows = Edition.objects.visible_to(request.user).filter(kommun=kommun)
    edition = get_object_or_404(rows, pk=pk)
    reason = request.POST.get("reason", "").replace("\x00", "")[:300]
    try:
        actions.withdraw(edition=edition, reason=reason, by=request.user)
        messages.success(request, _("Utgåvan är tillbakadragen. Skälet visas på den öppna sidan."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("publishing:editions", kommun.slug)
