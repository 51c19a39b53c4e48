"""Reporting, one's own reports, and the reviewer's queue."""

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lofte.audit.refusals import Refused
from lofte.incidents import actions, queries
from lofte.incidents.actions import Report
from lofte.incidents.forms import AnswerForm, ReportForm, ReviewForm, report_choices
from lofte.incidents.marks import marked_parts
from lofte.incidents.models import Incident
from lofte.people.access import SignedIn, within
from lofte.people.actions import add_favourite, remove_favourite
from lofte.people.queries import favourite_place_ids
from lofte.people.states import Capability
from lofte.places.maps import ground
from lofte.places.models import Kommun, NamedPlace

PAGE = 50
SAME_NAMES = (
    *("client_id", "place", "x", "y", "near", "text", "started_at", "ended_at"),
    *("recurring", "indoors", "seriousness", "people"),
)


def _form(request: SignedIn, kommun: Kommun, data: Any = None, **initial: Any) -> ReportForm:
    now = timezone.now()
    choices = report_choices(
        kommun,
        request.user,
        favourite_place_ids(request.user, kommun),
        queries.active_categories(kommun, timezone.localdate()),
    )
    return ReportForm(data, kommun=kommun, now=now, choices=choices, initial=initial)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@within(Capability.REPORT)
def report(request: SignedIn, kommun: Kommun) -> HttpResponse:
    if request.method != "POST":
        return _empty_form(request, kommun)
    form = _form(request, kommun, _given(request.POST))
    if not form.is_valid():
        return _report_page(request, kommun, form, status=422)
    return _receive(request, kommun, _as_report(form.cleaned_data))


def _given(posted: QueryDict) -> QueryDict:
    """The own places are buttons beside the list of all places; a pressed one is the choice."""
    data = posted.copy()
    pressed = [str(pk) for pk in posted.getlist("own") if pk]
    if pressed:
        data["place"] = pressed[0]
    return data


def _empty_form(request: SignedIn, kommun: Kommun) -> HttpResponse:
    form = _form(request, kommun, place=request.GET.get("plats") or None)
    return _report_page(request, kommun, form)


def _report_page(
    request: SignedIn, kommun: Kommun, form: ReportForm, status: int = 200
) -> HttpResponse:
    context = {
        "form": form,
        "kommun": kommun,
        "nothing_id": uuid.uuid4(),
        "ground": ground(kommun),
        "own_places": form.own_places,
        "chosen": str(form["place"].value() or ""),
    }
    return render(request, "incidents/report.html", context, status=status)


def _receive(request: SignedIn, kommun: Kommun, given: Report) -> HttpResponse:
    try:
        incident = actions.receive(
            kommun=kommun,
            party=request.user.party_in(kommun.pk),
            report=given,
            by=request.user,
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("incidents:report", kommun.slug)
    return redirect("incidents:receipt", kommun.slug, incident.pk)


def _as_report(data: dict[str, Any]) -> Report:
    return Report(
        **{name: data[name] for name in SAME_NAMES},
        categories=tuple(data["categories"]),
        police_reported=data["police_reported"] or None,
        fault_reported=data["fault_reported"] or None,
    )


@require_POST
@within(Capability.REPORT)
def nothing(request: SignedIn, kommun: Kommun) -> HttpResponse:
    """Nothing to report is a report: it says that somebody looked."""
    client_id = _uuid(request.POST.get("client_id", ""))
    given = Report(started_at=timezone.now(), nothing=True, client_id=client_id)
    return _receive(request, kommun, given)


def _uuid(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError:
        return uuid.uuid4()


@require_POST
@within(Capability.REPORT)
def own_place(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    """Put a place first in one's own form, or take it away from there."""
    rows = NamedPlace.objects.visible_to(request.user).filter(kommun=kommun)
    shown = get_object_or_404(rows, pk=pk)
    change = add_favourite if request.POST.get("own") == "ja" else remove_favourite
    change(user=request.user, place=shown, by=request.user)
    return redirect("desk:place", kommun.slug, pk)


def _mine(request: SignedIn, kommun: Kommun, pk: int) -> Incident:
    return get_object_or_404(queries.mine(kommun, request.user), pk=pk)


@require_GET
@within(Capability.REPORT)
def receipt(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    incident = _mine(request, kommun, pk)
    context = {"incident": incident, "kommun": kommun, "parts": marked_parts(incident, "text")}
    return render(request, "incidents/receipt.html", context)


@require_GET
@within(Capability.REPORT)
def mine(request: SignedIn, kommun: Kommun) -> HttpResponse:
    page = Paginator(queries.mine(kommun, request.user), PAGE).get_page(request.GET.get("page"))
    return render(request, "incidents/mine.html", {"page": page, "kommun": kommun})


@require_http_methods(["GET", "HEAD", "POST"])
@within(Capability.REPORT)
def answer(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    incident = _mine(request, kommun, pk)
    form = AnswerForm(request.POST or None, initial={"text": incident.text})
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["text"]
        done = _try(request, lambda: actions.answer(incident=incident, text=text, by=request.user))
        if done:
            messages.success(request, _("Tack! Din rapport är tillbaka hos granskaren."))
        return redirect("incidents:mine", kommun.slug)
    context = {"incident": incident, "form": form, "kommun": kommun}
    return render(request, "incidents/answer.html", context)


@require_GET
@within(Capability.REVIEW)
def queue(request: SignedIn, kommun: Kommun) -> HttpResponse:
    waiting = queries.queue(kommun, request.user)
    page = Paginator(waiting, PAGE).get_page(request.GET.get("page"))
    return render(request, "incidents/queue.html", {"page": page, "kommun": kommun})


def _reviewed(request: SignedIn, kommun: Kommun, pk: int) -> Incident:
    rows = Incident.objects.visible_to(request.user).filter(kommun=kommun)
    return get_object_or_404(queries.with_kinds(rows), pk=pk)


@require_GET
@within(Capability.REVIEW)
def review(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    return _review_page(request, kommun, _reviewed(request, kommun, pk))


def _review_page(
    request: SignedIn, kommun: Kommun, incident: Incident, *, status: int = 200, **typed: str
) -> HttpResponse:
    """`typed` is what the reviewer had written when an act was refused: it stays."""
    context = {
        "incident": incident,
        "kommun": kommun,
        "parts": marked_parts(incident, "text"),
        "near_parts": marked_parts(incident, "near"),
        "alike": queries.alike(incident, request.user),
        "waiting": queries.queue(kommun, request.user).count(),
        **typed,
    }
    return render(request, "incidents/review.html", context, status=status)


@require_POST
@within(Capability.REVIEW)
def decide(request: SignedIn, kommun: Kommun, pk: int, verb: str) -> HttpResponse:
    incident = _reviewed(request, kommun, pk)
    form = ReviewForm(request.POST, incident=incident)
    if not form.is_valid():
        messages.error(request, _("Formuläret var inte helt. Inget ändrades. Försök igen."))
        return redirect("incidents:review", kommun.slug, pk)
    act = _decisions(request, kommun, incident, form.cleaned_data)[verb]
    if not _try(request, act):
        typed = {name: form.cleaned_data[name] for name in ("question", "reason")}
        now = _reviewed(request, kommun, pk)
        return _review_page(request, kommun, now, status=409, **typed)
    if verb in {"bekrafta", "fraga", "avvisa", "sla-samman"}:
        return _next(request, kommun)
    return redirect("incidents:review", kommun.slug, pk)


def _decisions(
    request: SignedIn, kommun: Kommun, incident: Incident, data: dict[str, Any]
) -> dict[str, Callable[[], Any]]:
    common = {"incident": incident, "version": data["version"], "by": request.user}
    return {
        "bekrafta": lambda: actions.confirm(**common),
        "fraga": lambda: actions.return_to_reporter(question=data["question"], **common),
        "avvisa": lambda: actions.reject(reason=data["reason"], **common),
        "sla-samman": lambda: actions.merge(
            into=_reviewed(request, kommun, data["into"] or 0), **common
        ),
        "oppna": lambda: actions.reopen(**common),
        "maskera": lambda: actions.mask(spans=data["spans"], **common),
        "inte-personuppgift": lambda: actions.clear_warnings(**common),
    }


def _try(request: SignedIn, act: Callable[[], Any]) -> bool:
    """Do it, or say in a sentence why not."""
    try:
        act()
    except Refused as refusal:
        messages.error(request, str(refusal))
        return False
    return True


def _next(request: SignedIn, kommun: Kommun) -> HttpResponse:
    following = queries.queue(kommun, request.user).first()
    if following is None:
        messages.success(request, _("Klart. Inga fler rapporter väntar på granskning."))
        return redirect("incidents:queue", kommun.slug)
    return redirect("incidents:review", kommun.slug, following.pk)
