"""The reviewer's queue and what is decided of each report."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lofte.audit.refusals import Refused
from lofte.incidents import actions, queries
from lofte.incidents.forms import ReviewForm
from lofte.incidents.marks import marked_parts
from lofte.incidents.models import Incident
from lofte.people.access import SignedIn, within
from lofte.people.states import Capability
from lofte.places.models import Kommun

PAGE = 50


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
