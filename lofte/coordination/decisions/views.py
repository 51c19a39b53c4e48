"""Decisions: made in a meeting, settled by whoever owns them."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lofte.coordination import queries
from lofte.coordination.decisions.actions import decide, remove_decision, settle
from lofte.coordination.forms import SettleForm
from lofte.coordination.models import Decision
from lofte.coordination.states import DecisionState
from lofte.coordination.views import decision_form, one, page, tried
from lofte.people.access import SignedIn, within
from lofte.people.states import Capability
from lofte.places.models import Kommun

ANYBODY = tuple(Capability)
SETTLED = 20
WORDS = {
    "gjort": DecisionState.DONE,
    "inte-gjort": DecisionState.NOT_DONE,
    "oppna": DecisionState.OPEN,
}


@require_POST
@within(Capability.COORDINATE)
def add(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    shown = one(request, kommun, pk)
    form = decision_form(request, kommun, shown, request.POST)
    if form.is_valid():
        decision = form.decision()
        if tried(request, lambda: decide(meeting=shown, decision=decision, by=request.user)):
            messages.success(request, _("Beslutet är sparat."))
            return redirect("coordination:meeting", kommun.slug, pk)
    return page(request, kommun, shown, decision_form=form)


@require_GET
@within(*ANYBODY)
def decisions(request: SignedIn, kommun: Kommun) -> HttpResponse:
    today = timezone.localdate()
    rows = queries.decisions_of(kommun, request.user)
    waiting = [(row, row.light(today)) for row in rows.filter(state=DecisionState.OPEN)]
    settled = rows.exclude(state=DecisionState.OPEN).order_by("-settled_at", "-pk")[:SETTLED]
    context = {
        "kommun": kommun,
        "waiting": waiting,
        "late": sum(row.due < today for row, _light in waiting),
        "group": request.user.sees_group_of(kommun.pk),
        "settled": [(row, row.light(today)) for row in settled],
    }
    return render(request, "coordination/decisions.html", context)


def _one(request: SignedIn, kommun: Kommun, pk: int) -> Decision:
    rows = queries.decisions_of(kommun, request.user)
    return get_object_or_404(rows, pk=pk)


@require_GET
@within(*ANYBODY)
def decision(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    return _page(request, kommun, _one(request, kommun, pk))


def _may(request: SignedIn, kommun: Kommun, shown: Decision) -> bool:
    coordinates = request.user.can(Capability.COORDINATE, kommun.pk)
    return coordinates or queries.may_settle(shown, request.user)


def _page(
    request: SignedIn, kommun: Kommun, shown: Decision, form: SettleForm | None = None
) -> HttpResponse:
    group = request.user.sees_group_of(kommun.pk)
    may_remove = request.user.can(Capability.COORDINATE, kommun.pk) and not shown.meeting.is_closed
    context = {
        "kommun": kommun,
        "decision": shown,
        "light": shown.light(timezone.localdate()),
        "form": form or SettleForm(initial={"version": shown.version}),
        "may_settle": _may(request, kommun, shown),
        "may_remove": may_remove,
        "group": group,
        "reports": shown.incidents.visible_to(request.user).count(),
    }
    return render(request, "coordination/decision.html", context)


@require_POST
@within(*ANYBODY)
def settle_decision(request: SignedIn, kommun: Kommun, pk: int, to: str) -> HttpResponse:
    shown = _one(request, kommun, pk)
    if not _may(request, kommun, shown):
        raise PermissionDenied
    if to == "bort":
        return _remove(request, kommun, shown)
    if to not in WORDS:
        raise Http404
    form = SettleForm(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        act = lambda: settle(decision=shown, to=WORDS[to], by=request.user, **data)  # noqa: E731
        if tried(request, act):
            messages.success(request, _("Beslutet är uppdaterat."))
            return redirect("coordination:decision", kommun.slug, pk)
    return _page(request, kommun, shown, form)


def _remove(request: SignedIn, kommun: Kommun, shown: Decision) -> HttpResponse:
    meeting = shown.meeting_id
    if not request.user.can(Capability.COORDINATE, kommun.pk):
        raise PermissionDenied
    if tried(request, lambda: remove_decision(decision=shown, by=request.user)):
        messages.success(request, _("Beslutet är borttaget."))
    return redirect("coordination:meeting", kommun.slug, meeting)
