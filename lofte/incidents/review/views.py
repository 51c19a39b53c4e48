"""The reviewer's queue: one report at a time, each decision one press, the last one taken back."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from lofte.audit.refusals import Refused
from lofte.incidents import queries
from lofte.incidents.marks import marked_parts
from lofte.incidents.models import Incident
from lofte.incidents.review import actions
from lofte.incidents.review.forms import ReviewForm
from lofte.incidents.review.marks import words_of
from lofte.incidents.review.queries import alike
from lofte.people.access import SignedIn, within
from lofte.people.states import Capability
from lofte.places.models import Kommun

PAGE = 200
PUT_AWAY = frozenset({"bekrafta", "fraga", "avvisa", "sla-samman"})


@require_GET
@never_cache
@within(Capability.REVIEW)
def queue(request: SignedIn, kommun: Kommun) -> HttpResponse:
    waiting = queries.queue(kommun, request.user)
    page = Paginator(waiting, PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "kommun": kommun,
        "last": _last(request, kommun),
        "late_photos": queries.late_photos(kommun, request.user) if kommun.photos_on else (),
    }
    return render(request, "incidents/queue.html", context)


def _last(request: SignedIn, kommun: Kommun) -> Incident | None:
    """The report that was decided on just before, so that it can be taken back."""
    number = request.GET.get("senast", "")
    if not number.isdecimal():
        return None
    rows = Incident.objects.visible_to(request.user).filter(kommun=kommun, pk=int(number[:18]))
    return rows.first()


def _reviewed(request: SignedIn, kommun: Kommun, pk: int) -> Incident:
    rows = Incident.objects.visible_to(request.user).filter(kommun=kommun)
    return get_object_or_404(queries.with_photos(queries.with_kinds(rows)), pk=pk)


@require_GET
@never_cache
@within(Capability.REVIEW)
def review(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    return _page(request, kommun, _reviewed(request, kommun, pk))


def _page(
    request: SignedIn, kommun: Kommun, incident: Incident, *, status: int = 200, **typed: str
) -> HttpResponse:
    """`typed` is what the reviewer had written when an act was refused: it stays."""
    context = {
        "incident": incident,
        "kommun": kommun,
        "parts": marked_parts(incident, "text"),
        "near_parts": marked_parts(incident, "near"),
        "words": words_of(incident),
        "alike": alike(incident, request.user),
        "waiting": queries.queue(kommun, request.user).count(),
        "following": queries.next_in_queue(incident, request.user),
        "last": _last(request, kommun),
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
    try:
        _decisions(request, kommun, incident, form.cleaned_data)[verb]()
    except Refused as refusal:
        messages.error(request, str(refusal))
        typed = {name: form.cleaned_data[name] for name in ("question", "reason")}
        return _page(request, kommun, _reviewed(request, kommun, pk), status=409, **typed)
    if verb in PUT_AWAY:
        return _next(request, kommun, incident)
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
        "felanmald": lambda: actions.note_fault(reported=True, **common),
        "inte-felanmald": lambda: actions.note_fault(reported=False, **common),
        "maskera": lambda: actions.mask(spans=data["spans"], own=data["own"], **common),
        "inte-personuppgift": lambda: actions.clear_warnings(**common),
    }


def _next(request: SignedIn, kommun: Kommun, done: Incident) -> HttpResponse:
    """On to the one that waits after it, with the way back at hand."""
    following = queries.next_in_queue(done, request.user)
    if following is None:
        messages.success(request, _("Klart. Inga fler rapporter väntar på granskning."))
        address = reverse("incidents:queue", args=[kommun.slug])
    else:
        address = reverse("incidents:review", args=[kommun.slug, following.pk])
    return redirect(f"{address}?senast={done.pk}")
