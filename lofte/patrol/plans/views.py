"""Planning a duty, and the plan as page, print, PDF and a file that opens without a network."""

from importlib.resources import files
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_GET, require_http_methods

from lofte.audit.refusals import Refused
from lofte.patrol import queries
from lofte.patrol.models import Plan
from lofte.patrol.plans.actions import make_plan
from lofte.patrol.plans.forms import DutyForm
from lofte.patrol.plans.pdf import pdf
from lofte.patrol.plans.telling import Told, told
from lofte.patrol.states import StopState, Travel
from lofte.people.access import SignedIn, within
from lofte.people.leaving.views import Handout, ask_first
from lofte.people.states import Capability
from lofte.places.models import Kommun

LATEST = 20


@require_http_methods(["GET", "HEAD", "POST"])
@within(Capability.PATROL)
def plans(request: SignedIn, kommun: Kommun) -> HttpResponse:
    today = timezone.localdate()
    accepted = list(queries.current(kommun, request.user, today, StopState.ACCEPTED))
    initial = {
        "day": max([today, *(stop.first_day for stop in accepted[:1])]),
        "first_hour": 18,
        "hours": 5,
        "patrols": 1,
        "minutes": 15,
        "travel": Travel.FOOT,
    }
    posted = request.POST if request.method == "POST" else None
    form = DutyForm(posted, today=today, initial=initial)
    if posted is not None and form.is_valid():
        try:
            made = make_plan(kommun=kommun, duty=form.duty, by=request.user)
            return redirect("patrol:plan", kommun.slug, made.pk)
        except Refused as refusal:
            messages.error(request, str(refusal))
    rows = Plan.objects.visible_to(request.user).filter(kommun=kommun).defer("document")
    context = {"kommun": kommun, "form": form, "accepted": accepted, "plans": rows[:LATEST]}
    return render(request, "patrol/plans.html", context)


def _one(request: SignedIn, kommun: Kommun, pk: int) -> Plan:
    rows = Plan.objects.visible_to(request.user).filter(kommun=kommun)
    return get_object_or_404(rows.select_related("made_by"), pk=pk)


@require_GET
@within(Capability.PATROL, Capability.COORDINATE)
def plan(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    shown = _one(request, kommun, pk)
    context = {
        "kommun": kommun,
        "plan": shown,
        "told": told(shown, secrets=True),
        "may_log": request.user.can(Capability.LOG, kommun.pk),
    }
    return render(request, "patrol/plan.html", context)


def _handout(kommun: Kommun, shown: Plan) -> Handout:
    back = reverse("patrol:plan", args=[kommun.slug, shown.pk])
    return Handout(shown, str(shown), back, secrets=told(shown, secrets=True).secrets)


@require_http_methods(["GET", "HEAD", "POST"])
@within(Capability.PATROL, Capability.COORDINATE)
def plan_pdf(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    shown = _one(request, kommun, pk)

    def make(secrets: bool) -> HttpResponse:
        content = pdf(kommun, shown, told(shown, secrets=secrets))
        return _file(content, "application/pdf", f"pass-{shown.day}-{shown.pk}.pdf")

    return ask_first(request, kommun, _handout(kommun, shown), make)


@require_http_methods(["GET", "HEAD", "POST"])
@within(Capability.PATROL, Capability.COORDINATE)
def plan_saved(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    """One file without links to anything, for a phone without a network."""
    shown = _one(request, kommun, pk)

    def make(secrets: bool) -> HttpResponse:
        content = saved(kommun, shown, told(shown, secrets=secrets))
        return _file(content, "text/html; charset=utf-8", f"pass-{shown.day}-{shown.pk}.html")

    return ask_first(request, kommun, _handout(kommun, shown), make)


def saved(kommun: Kommun, shown: Plan, plan_told: Told) -> bytes:
    style = files(__package__).joinpath("saved.css").read_text()
    context: dict[str, Any] = {"kommun": kommun, "plan": shown, "told": plan_told}
    context["style"] = mark_safe(f"<style>{style}</style>")  # noqa: S308 - our own file
    return render_to_string("patrol/saved.html", context).encode()


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response
