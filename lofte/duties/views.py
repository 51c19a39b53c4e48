"""The board of the Act, and the records that it shows."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lofte.duties import actions, queries
from lofte.duties.board import board_of, lacking
from lofte.duties.forms import RecordForm, values_of
from lofte.duties.models import DutyRecord
from lofte.people.access import SignedIn, within
from lofte.people.form_page import FormPage, attempt, form_page
from lofte.people.states import Capability as C
from lofte.places.models import Kommun


@require_GET
@within(C.SEE_PICTURE)
def board(request: SignedIn, kommun: Kommun) -> HttpResponse:
    """What the Act asks, and where the kommun stands today."""
    duties = board_of(kommun, request.user, timezone.localdate())
    context = {
        "kommun": kommun,
        "today": timezone.localdate(),
        "duties": duties,
        "lacking": lacking(duties),
        "may_write": request.user.can(C.DUTIES, kommun.pk),
    }
    return render(request, "duties/board.html", context)


def _page(kommun: Kommun, title: str, done: str) -> FormPage:
    return FormPage(
        title=title,
        button=_("Spara"),
        back=reverse("duties:board", args=[kommun.slug]),
        back_text=_("Lagens krav"),
        lead=_("Det som Löfte inte ser av sig självt: beslut, rapporter och annat underlag."),
        done=done,
    )


@within(C.DUTIES)
def new_record(request: SignedIn, kommun: Kommun) -> HttpResponse:
    """`?paragraf=13` chooses the paragraph."""
    form = RecordForm(request.POST or None, initial={"paragraph": request.GET.get("paragraf")})

    def act(data: dict[str, Any]) -> str:
        actions.enter_record(kommun=kommun, facts=form.facts(data), by=request.user)
        return reverse("duties:board", args=[kommun.slug])

    return form_page(request, form, _page(kommun, _("Ny uppgift"), _("Uppgiften är sparad.")), act)


def _one(request: SignedIn, kommun: Kommun, pk: int) -> DutyRecord:
    rows = queries.records_of(kommun, request.user).select_related("kommun")
    return get_object_or_404(rows, pk=pk)


@within(C.DUTIES)
def change_record(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    row = _one(request, kommun, pk)
    form = RecordForm(request.POST or None, initial=values_of(row))

    def act(data: dict[str, Any]) -> str:
        facts, version = form.facts(data), data["version"] or 0
        actions.change_record(row=row, facts=facts, version=version, by=request.user)
        return reverse("duties:board", args=[kommun.slug])

    page = _page(kommun, _("Ändra uppgiften"), _("Uppgiften är ändrad."))
    return form_page(request, form, page, act)


@require_POST
@within(C.DUTIES)
def withdraw_record(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    row = _one(request, kommun, pk)
    done = _("Uppgiften är borttagen. Loggen har den kvar.")
    attempt(request, lambda: actions.withdraw_record(row=row, by=request.user), done)
    return redirect("duties:board", kommun.slug)
