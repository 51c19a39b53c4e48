from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from lofte.desk import months, queries
from lofte.desk.outcomes import told
from lofte.desk.todos import todo
from lofte.incidents import queries as incidents
from lofte.incidents.marks import marked_fields
from lofte.people.access import SignedIn, within
from lofte.people.queries import favourite_place_ids
from lofte.people.states import Capability
from lofte.places.maps import around
from lofte.places.models import Kommun, NamedPlace
from lofte.situation import queries as situation
from lofte.situation.render.view import headline

EVERYBODY = tuple(Capability)
PAGE = 20
OWN_REPORTS = 50


@require_GET
@login_required
def home(request: HttpRequest) -> HttpResponse:
    """The person's own kommun, or the choice between several."""
    rows = request.user.active_assignments  # type: ignore[union-attr]
    slugs = list(dict.fromkeys(row.kommun.slug for row in rows))
    if len(slugs) == 1:
        return redirect("desk:start", slugs[0])
    kommuner = list({row.kommun_id: row.kommun for row in rows}.values())
    return render(request, "desk/home.html", {"kommuner": kommuner})


@require_GET
@within(*EVERYBODY)
def start(request: SignedIn, kommun: Kommun) -> HttpResponse:
    user = request.user
    latest = None
    if user.can(Capability.SEE_PICTURE, kommun.pk):
        latest = situation.latest_frozen(kommun, user)
    document = situation.document_for(latest, user) if latest else None
    context = {
        "kommun": kommun,
        "first": queries.first_of(kommun, user),
        "todo": todo(kommun, user, timezone.localdate()),
        "latest": latest,
        "document": document,
        "headline": headline(document) if document else "",
        "places": queries.own_places(kommun, user),
        "may_report": user.can(Capability.REPORT, kommun.pk),
        "mine": told(kommun, incidents.mine(kommun, user)[:5])
        if user.can(Capability.REPORT, kommun.pk)
        else (),
    }
    return render(request, "desk/start.html", context)


@require_GET
@within(*EVERYBODY)
def place(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    """What was reported and found at a place, over time."""
    user = request.user
    rows = (
        NamedPlace.objects.visible_to(user).filter(kommun=kommun).select_related("area", "kommun")
    )
    shown = get_object_or_404(rows, pk=pk)
    reports = Paginator(incidents.with_photos(incidents.at_place(shown, user)), PAGE)
    exact = user.sees_group_of(kommun.pk)
    found = incidents.months_at_place(shown, user)
    context = {
        "kommun": kommun,
        "place": shown,
        "exact": exact,
        "page": reports.get_page(request.GET.get("page")),
        "findings": situation.findings_at(shown, user)[:50] if exact else (),
        "chart": months.chart(found, source=_("Källa: kommunens egna rapporter."))
        if found
        else None,
        "map": around(shown),
        "may_review": user.can(Capability.REVIEW, kommun.pk),
        "may_report": user.can(Capability.REPORT, kommun.pk),
        "own": shown.pk in favourite_place_ids(user, kommun),
    }
    return render(request, "desk/place.html", context)


@require_GET
@within(*EVERYBODY)
def search(request: SignedIn, kommun: Kommun) -> HttpResponse:
    words = request.GET.get("q", "").replace("\x00", "")[:100]
    context = {
        "kommun": kommun,
        "words": words,
        "groups": queries.search(kommun, request.user, words),
    }
    return render(request, "desk/search.html", context)


@require_GET
@within(Capability.REPORT)
def mine(request: SignedIn, kommun: Kommun) -> HttpResponse:
    """What became of each report that the person sent."""
    rows = incidents.mine(kommun, request.user)
    page = Paginator(rows, OWN_REPORTS).get_page(request.GET.get("page"))
    context = {"page": page, "reports": told(kommun, page.object_list), "kommun": kommun}
    return render(request, "desk/mine.html", context)


@require_GET
@within(Capability.REPORT)
def receipt(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    """One report of the person's own, with the other events that were sent in it."""
    incident = get_object_or_404(incidents.mine(kommun, request.user), pk=pk)
    context = {
        "incident": incident,
        "kommun": kommun,
        "events": [
            (row, marked_fields(row), outcomes)
            for row, outcomes in told(kommun, incidents.sent_with(incident, request.user))
        ],
    }
    return render(request, "desk/receipt.html", context)
