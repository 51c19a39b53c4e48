"""Log, tell and judge: what came of a point of a promise in force."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lofte.people.access import SignedIn, within
from lofte.people.form_page import FormPage, attempt, form_page
from lofte.people.models import Party
from lofte.people.states import Capability as C
from lofte.places.models import Kommun, NamedPlace
from lofte.promises.commitments.models import Commitment
from lofte.promises.follow_up import actions
from lofte.promises.follow_up.forms import ActivityForm, FollowUpForm, OutcomeForm, follow_up_values
from lofte.promises.follow_up.models import Activity, FollowUp, Outcome
from lofte.promises.follow_up.queries import counts_of, promisers_of
from lofte.promises.views import address, one, promised_point

LATEST = 20


def _parties(request: SignedIn, kommun: Kommun, own_first: bool = True) -> list[Party]:
    rows = Party.objects.visible_to(request.user).filter(kommuner=kommun)
    own = request.user.party_in(kommun.pk)
    return sorted(rows, key=lambda row: (own_first and row.pk != own.pk, row.name))


def _of_point(kommun: Kommun, point: Commitment, title: str, button: str, done: str) -> FormPage:
    return FormPage(
        title=title,
        button=button,
        back=address(kommun, point.promise),
        back_text=point.promise.title,
        lead=point.text,
        done=done,
    )


@within(C.LOG)
def log(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    """The usual answers are filled in: choose the place, press done."""
    point = promised_point(request, kommun, pk)
    own = list(point.places.visible_to(request.user))
    rest = NamedPlace.objects.visible_to(request.user).filter(kommun=kommun, closed_on=None)
    places = own or list(rest.filter(group_only=False))
    parties = _parties(request, kommun)
    initial = {
        "done_on": timezone.localdate(),
        "count": 1,
        "party": str(request.user.party_in(kommun.pk).pk),
        "place": str(own[0].pk) if len(own) == 1 else "",
    }
    form = ActivityForm(request.POST or None, parties=parties, places=places, initial=initial)

    def act(data: dict[str, Any]) -> str:
        actions.log_activity(commitment=point, facts=form.facts(data), by=request.user)
        return reverse("promises:activities", args=[kommun.slug, point.pk])

    page = _of_point(kommun, point, _("Det här gjorde vi"), _("Klart"), _("Aktiviteten är loggad."))
    return form_page(request, form, page, act)


@within(C.SEE_PICTURE)
def activities(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    """What was done: counts per place and party, and the latest with a way to undo."""
    point = promised_point(request, kommun, pk)
    rows = Activity.objects.visible_to(request.user).filter(commitment=point, undone_at=None)
    exact = request.user.sees_group_of(kommun.pk)
    latest = list(rows.select_related("place", "party")[:LATEST]) if exact else []
    context = {
        "kommun": kommun,
        "point": point,
        "promise": point.promise,
        "counts": counts_of(point, request.user),
        "latest": latest,
        "may_log": request.user.can(C.LOG, kommun.pk),
    }
    return render(request, "promises/activities.html", context)


@require_POST
@within(C.LOG)
def undo(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    rows = Activity.objects.visible_to(request.user).filter(commitment__isnull=False)
    row = get_object_or_404(rows.select_related("commitment__promise", "party", "measure"), pk=pk)
    attempt(
        request,
        lambda: actions.undo_activity(activity=row, by=request.user),
        _("Aktiviteten är borttagen."),
    )
    return redirect("promises:activities", kommun.slug, row.commitment_id)


@within(C.FOLLOW_UP)
def outcome(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    point = promised_point(request, kommun, pk)
    form = OutcomeForm(request.POST or None)

    def act(data: dict[str, Any]) -> str:
        actions.tell_outcome(
            promise=point.promise, commitment=point, facts=form.facts(data), by=request.user
        )
        return address(kommun, point.promise)

    page = _of_point(kommun, point, _("Skriv utfallet"), _("Spara"), _("Utfallet är sparat."))
    return form_page(request, form, page, act)


@within(C.FOLLOW_UP)
def other_outcome(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    """Something that came of it though nobody had promised it."""
    shown = one(request, kommun, pk)
    form = OutcomeForm(request.POST or None)

    def act(data: dict[str, Any]) -> str:
        actions.tell_outcome(promise=shown, facts=form.facts(data), by=request.user)
        return address(kommun, shown)

    page = FormPage(
        title=_("Något mer som hände"),
        button=_("Spara"),
        back=address(kommun, shown),
        back_text=shown.title,
        lead=_("Det som ni gjorde eller såg fast ingen hade lovat det."),
        done=_("Utfallet är sparat."),
    )
    return form_page(request, form, page, act)


@require_POST
@within(C.FOLLOW_UP)
def withdraw(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    """A wrong figure is no longer shown or compared; the log keeps that it was told."""
    rows = Outcome.objects.visible_to(request.user).filter(withdrawn_at=None)
    mine = rows.filter(promise__kommuner=kommun)
    row = get_object_or_404(mine.select_related("promise__kommun", "commitment__promise"), pk=pk)
    attempt(
        request,
        lambda: actions.withdraw_outcome(outcome=row, by=request.user),
        _("Utfallet är tillbakataget. Det syns inte längre och jämförs inte med målet."),
    )
    return redirect(address(kommun, row.promise))


@within(C.FOLLOW_UP)
def correct(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    """A verdict is never edited: a new one takes its place and both show."""
    rows = FollowUp.objects.visible_to(request.user).filter(commitment__promise__kommuner=kommun)
    row = get_object_or_404(rows.filter(corrected_by=None).select_related("commitment"), pk=pk)
    point = promised_point(request, kommun, row.commitment_id or 0)
    form = FollowUpForm(
        request.POST or None, parties=_parties(request, kommun), initial=follow_up_values(row)
    )

    def act(data: dict[str, Any]) -> str:
        facts = form.facts(data)
        actions.judge(commitment=point, facts=facts, corrects=row, by=request.user)
        return address(kommun, point.promise)

    page = FormPage(
        title=_("Rätta bedömningen"),
        button=_("Spara rättelsen"),
        back=address(kommun, point.promise),
        back_text=point.promise.title,
        lead=f"”{point.text}” {_('Den gamla bedömningen finns kvar och syns som rättad.')}",
        done=_("Rättelsen är sparad. Båda syns."),
    )
    return form_page(request, form, page, act)


@within(C.FOLLOW_UP)
def judge(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    point = promised_point(request, kommun, pk)
    own, promisers = request.user.party_in(kommun.pk), promisers_of(point)
    who = own if own in promisers or not promisers else promisers[0]
    initial = {"on": timezone.localdate(), "party": str(who.pk)}
    parties = _parties(request, kommun)
    form = FollowUpForm(request.POST or None, parties=parties, initial=initial)

    def act(data: dict[str, Any]) -> str:
        actions.judge(commitment=point, facts=form.facts(data), by=request.user)
        return address(kommun, point.promise)

    page = _of_point(
        kommun, point, _("Bedöm åtagandet"), _("Spara bedömningen"), _("Bedömningen är sparad.")
    )
    return form_page(request, form, page, act)
