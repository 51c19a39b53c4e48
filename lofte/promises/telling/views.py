"""The communication plan of a promise: the page that is printed, and what is done with its rows."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lofte.people.access import SignedIn, within
from lofte.people.form_page import FormPage, attempt, form_page
from lofte.people.states import Capability as C
from lofte.places.models import Kommun
from lofte.promises.models import Promise
from lofte.promises.signed import as_signed, texts_beside
from lofte.promises.telling import actions
from lofte.promises.telling.forms import AnnouncementForm, DropForm, ToldForm, values_of
from lofte.promises.telling.models import Announcement
from lofte.promises.telling.queries import (
    parties_to_tell,
    plan_of,
    points_to_tell,
    served_by,
)
from lofte.promises.views import one

MAY = (C.PROMISE, C.PUBLISH, C.FOLLOW_UP)


def _may(request: SignedIn, kommun: Kommun) -> bool:
    return any(request.user.can(right, kommun.pk) for right in MAY)


@require_GET
@within(C.SEE_PICTURE)
def plan(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    shown = one(request, kommun, pk)
    context = {
        "kommun": kommun,
        "promise": as_signed(shown, texts_beside([shown]).get(shown.pk)),
        "lines": plan_of(shown, request.user, today=timezone.localdate()),
        "may_write": _may(request, kommun),
        "may_publish": request.user.can(C.PUBLISH, kommun.pk),
    }
    return render(request, "promises/communication.html", context)


def _address(kommun: Kommun, promise: Promise) -> str:
    return reverse("promises:communication", args=[kommun.slug, promise.pk])


def _form(request: SignedIn, shown: Promise, initial: dict[str, Any]) -> AnnouncementForm:
    points, parties = points_to_tell(shown, request.user), parties_to_tell(shown)
    return AnnouncementForm(request.POST or None, points=points, parties=parties, initial=initial)


@within(*MAY)
def new(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    shown = one(request, kommun, pk)
    served = served_by(points_to_tell(shown, request.user))
    initial = {"commitment": str(served.pk) if served else "", "channel": "open_page"}
    form = _form(request, shown, initial)

    def act(data: dict[str, Any]) -> str:
        actions.plan_announcements(promise=shown, facts=form.facts(data), by=request.user)
        return _address(kommun, shown)

    page = _page(kommun, shown, _("Ny rad i kommunikationsplanen"), _("Spara"), _("Sparat."))
    return form_page(request, form, page, act)


def _page(kommun: Kommun, shown: Promise, title: str, button: str, done: str) -> FormPage:
    return FormPage(
        title=title,
        button=button,
        back=_address(kommun, shown),
        back_text=_("Kommunikationsplan"),
        done=done,
    )


def _one(request: SignedIn, kommun: Kommun, pk: int) -> Announcement:
    rows = Announcement.objects.visible_to(request.user).filter(promise__kommuner=kommun)
    return get_object_or_404(rows.select_related("promise__kommun", "commitment", "party"), pk=pk)


@within(*MAY)
def change(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    row = _one(request, kommun, pk)
    form = _form(request, row.promise, values_of(row))
    del form.fields["every"]

    def act(data: dict[str, Any]) -> str:
        facts, version = form.facts(data), data["version"] or 0
        actions.change_announcement(announcement=row, facts=facts, version=version, by=request.user)
        return _address(kommun, row.promise)

    page = _page(kommun, row.promise, _("Ändra raden"), _("Spara"), _("Raden är ändrad."))
    return form_page(request, form, page, act)


@within(*MAY)
def told(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    """Two taps: the row, and done."""
    row = _one(request, kommun, pk)
    own = request.user.party_in(kommun.pk)
    parties = sorted(parties_to_tell(row.promise), key=lambda p: (p.pk != own.pk, p.name))
    initial = {"done_on": timezone.localdate(), "party": str(row.party_id or own.pk)}
    form = ToldForm(request.POST or None, parties=parties, initial=initial)

    def act(data: dict[str, Any]) -> str:
        actions.tell(
            announcement=row,
            done_on=data["done_on"],
            what=data["what"],
            party=form.party_of(data),
            by=request.user,
        )
        return _address(kommun, row.promise)

    page = FormPage(
        title=_("Det här är gjort"),
        button=_("Klart"),
        back=_address(kommun, row.promise),
        back_text=_("Kommunikationsplan"),
        lead=f"{row.get_channel_display().capitalize()}: {row.message}",
        done=_("Raden är gjord."),
    )
    return form_page(request, form, page, act)


@require_POST
@within(*MAY)
def take_back(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    row = _one(request, kommun, pk)
    attempt(
        request,
        lambda: actions.take_back(announcement=row, by=request.user),
        _("Raden är öppen igen."),
    )
    return redirect(_address(kommun, row.promise))


@within(*MAY)
def drop(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    row = _one(request, kommun, pk)
    form = DropForm(request.POST or None)

    def act(data: dict[str, Any]) -> str:
        actions.drop(announcement=row, reason=data["reason"], by=request.user)
        return _address(kommun, row.promise)

    page = _page(kommun, row.promise, _("Stryk raden"), _("Stryk"), _("Raden är struken."))
    return form_page(request, form, page, act)
