"""What the phone asks for by itself: to be installed, to open without a network, to send."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from lofte.audit.refusals import Refused
from lofte.incidents import actions, queries
from lofte.incidents.actions import Report
from lofte.incidents.forms import ReportForm
from lofte.incidents.models import Incident
from lofte.incidents.phone import clock
from lofte.incidents.photos.adding import uuid_of
from lofte.incidents.reporting import lines
from lofte.incidents.reporting.choices import kept_choices
from lofte.incidents.reporting.lines import Lines
from lofte.people.access import SignedIn, within
from lofte.people.standing import phone_key
from lofte.people.states import Capability
from lofte.places.models import Kommun

RELATIVE = ("now", "evening", "night")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@within(Capability.REPORT)
def waiting(request: SignedIn, kommun: Kommun) -> HttpResponse:
    """GET: who is signed in, and what the clock is. POST: one report that waited in the phone."""
    key = phone_key(request.user)
    if request.method != "POST":
        now = timezone.now().timestamp() * 1000
        return JsonResponse({"person": key, "csrf": get_token(request), "now": round(now)})
    if request.POST.get("person") != key:
        return JsonResponse({"state": "other"}, status=409)
    if request.POST.get("tried") and (before := _received_before(request)):
        return _received(kommun, before, again=True)
    made = clock.made(clock.told(request.POST.dict()), timezone.now())
    if request.POST.get("nothing"):
        client_id = uuid_of(request.POST.get("client_id", ""))
        given = [Report(started_at=made.at, nothing=True, client_id=client_id)]
        return _receive(request, kommun, given, made)
    return _read(request, kommun, made)


def _received_before(request: SignedIn) -> list[Incident]:
    """The whole report, if it arrived and only the answer was lost: before anything is judged."""
    posted = [line.get("client_id", "") for line in Lines.posted(request.POST).to_send()]
    ids = {uuid_of(text) for text in posted}
    found = list(queries.received(ids, request.user))
    return found if len(found) == len(ids) else []


def _read(request: SignedIn, kommun: Kommun, made: clock.Made) -> HttpResponse:
    sent = Lines.posted(request.POST).to_send()
    choices = kept_choices(kommun, request.user, timezone.localdate())
    forms = lines.forms_of(sent, kommun, choices, made.at)
    wrong = [text for form in forms if not form.is_valid() for text in _sentences(form)]
    if wrong:
        return JsonResponse({"state": "refused", "sentences": wrong}, status=422)
    if made.doubt and any(form.cleaned_data["when"] in RELATIVE for form in forms):
        return JsonResponse(_asked(made), status=409)
    return _receive(request, kommun, [lines.as_report(form) for form in forms], made)


def _sentences(form: ReportForm) -> list[str]:
    return [str(text) for errors in form.errors.values() for text in errors]


def _asked(made: clock.Made) -> dict[str, Any]:
    """The phone's clock cannot be trusted: what we think, for the reporter to say yes or no to."""
    at = timezone.localtime(made.at)
    text = _(
        "Telefonens klocka går fel eller har ställts om, så vi vet inte säkert när det hände. "
        "Vi tror %(day)s klockan %(clock)s. Stämmer det?"
    )
    known = {"day": f"{at:%Y-%m-%d}", "clock": f"{at:%H:%M}"}
    return {"state": "ask", "sentences": [text % known], **known}


def _receive(
    request: SignedIn, kommun: Kommun, given: list[Report], made: clock.Made
) -> HttpResponse:
    began = timezone.now()
    try:
        received = actions.receive_several(
            kommun=kommun,
            party=request.user.party_in(kommun.pk),
            reports=given,
            by=request.user,
            map_revision=kommun.map_revision,
        )
    except Refused as refusal:
        return JsonResponse({"state": "refused", "sentences": [str(refusal)]}, status=422)
    # Some may be here before, when the answer was lost on its way.
    again = any(row.received_at < began for row in received)
    return _received(kommun, received, again=again, wrong_clock=bool(made.wrong))


def _received(
    kommun: Kommun, rows: list[Incident], *, again: bool, wrong_clock: bool = False
) -> HttpResponse:
    url = reverse("desk:receipt", args=[kommun.slug, rows[0].pk])
    url += "?klocka=fel" if wrong_clock else ""
    warnings = sum(len(row.warnings) for row in rows)
    return JsonResponse({"state": "received", "url": url, "again": again, "warnings": warnings})


@require_GET
def worker(request: HttpRequest, slug: str) -> HttpResponse:
    """The service worker of a kommun's work pages: a program, the same for everybody.

    It is open, since browsers fetch it without anybody's cookies.
    """
    page = render(request, "incidents/worker.js", {"slug": slug}, content_type="text/javascript")
    page["Service-Worker-Allowed"] = reverse("desk:start", args=[slug])
    page["Cache-Control"] = "no-cache"
    return page


@require_GET
@within(Capability.REPORT)
def manifest(request: SignedIn, kommun: Kommun) -> HttpResponse:
    """What the phone needs to know to put the form among its apps."""
    start = reverse("incidents:report", args=[kommun.slug])
    icons = [
        {"src": static(f"incidents/app-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png"}
        for size in (192, 512)
    ]
    facts = {
        "id": start,
        "name": _("Rapportera i %s") % kommun.name,
        "short_name": _("Rapportera"),
        "lang": "sv",
        "start_url": start,
        "scope": reverse("desk:start", args=[kommun.slug]),
        "display": "standalone",
        "background_color": "#ffffff",
        "theme_color": "#0f4c3a",
        "icons": [icon | {"purpose": purpose} for icon in icons for purpose in ("any", "maskable")],
    }
    return JsonResponse(facts, content_type="application/manifest+json")
