"""The register of agreements (the Act 2023:196, section 9): list, one, new, change, its file."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from lofte.people.access import SignedIn, within
from lofte.people.form_page import FormPage, form_page
from lofte.people.leaving.views import Handout, ask_first
from lofte.people.models import Party
from lofte.people.states import Capability as C
from lofte.places.models import Kommun
from lofte.promises.agreements import actions, queries
from lofte.promises.agreements.forms import AgreementForm, values_of
from lofte.promises.agreements.models import Agreement
from lofte.promises.models import Promise
from lofte.promises.signing import files
from lofte.promises.states import State


@require_GET
@within(C.SEE_PICTURE)
def agreements(request: SignedIn, kommun: Kommun) -> HttpResponse:
    context = {
        "kommun": kommun,
        "register": queries.register_of(kommun, request.user, timezone.localdate()),
        "may_write": request.user.can(C.PROMISE, kommun.pk),
    }
    return render(request, "promises/agreements.html", context)


def _one(request: SignedIn, kommun: Kommun, pk: int) -> Agreement:
    rows = queries.agreements_of(kommun, request.user).select_related("kommun")
    return get_object_or_404(rows, pk=pk)


def _address(kommun: Kommun, agreement: Agreement) -> str:
    return reverse("promises:agreement", args=[kommun.slug, agreement.pk])


@require_GET
@within(C.SEE_PICTURE)
def agreement(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    shown = _one(request, kommun, pk)
    promises = Promise.objects.visible_to(request.user).filter(agreement=shown)
    context = {
        "kommun": kommun,
        "agreement": shown,
        "kommuner": list(shown.kommuner.unscoped("the agreement at hand")),
        "promises": list(promises.exclude(state=State.DISCARDED)),
        "may_write": request.user.can(C.PROMISE, kommun.pk),
    }
    return render(request, "promises/agreement.html", context)


def _form(
    request: SignedIn, kommun: Kommun, shown: Agreement | None = None, **given: Any
) -> AgreementForm:
    user = request.user
    rows = Party.objects.visible_to(user).filter(kommuner__in=user.kommun_ids())
    parties = list(rows.filter(closed_on=None).distinct())
    kommuner = list(Kommun.objects.visible_to(user).exclude(pk=kommun.pk))
    if shown is not None:
        parties += [row for row in shown.parties.all() if row not in parties]
        others = shown.kommuner.unscoped("the agreement at hand").exclude(pk=kommun.pk)
        kommuner += [row for row in others if row not in kommuner]
    return AgreementForm(
        request.POST or None, request.FILES or None, parties=parties, kommuner=kommuner, **given
    )


@within(C.PROMISE)
def new_agreement(request: SignedIn, kommun: Kommun) -> HttpResponse:
    form = _form(request, kommun)

    def act(data: dict[str, Any]) -> str:
        facts = form.facts(data)
        made = actions.enter_agreement(kommun=kommun, facts=facts, by=request.user)
        return _address(kommun, made)

    page = FormPage(
        title=_("Ny överenskommelse"),
        button=_("Spara"),
        back=reverse("promises:agreements", args=[kommun.slug]),
        back_text=_("Överenskommelser"),
        lead=_(
            "En skriftlig överenskommelse anger minst syften och områden. Har ni inte kommit "
            "överens än skriver ni vilka försök ni har gjort."
        ),
        done=_("Överenskommelsen är sparad."),
    )
    return form_page(request, form, page, act)


@within(C.PROMISE)
def change_agreement(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    shown = _one(request, kommun, pk)
    form = _form(request, kommun, shown, initial=values_of(shown))

    def act(data: dict[str, Any]) -> str:
        facts, version = form.facts(data), data["version"] or 0
        actions.change_agreement(agreement=shown, facts=facts, version=version, by=request.user)
        return _address(kommun, shown)

    page = FormPage(
        title=_("Ändra överenskommelsen"),
        button=_("Spara"),
        back=_address(kommun, shown),
        back_text=shown.title,
        done=_("Överenskommelsen är ändrad."),
    )
    return form_page(request, form, page, act)


@require_http_methods(["GET", "HEAD", "POST"])
@within(C.SEE_PICTURE)
def file(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    """The signed text as it was kept."""
    shown = _one(request, kommun, pk)
    if not shown.file:
        raise Http404

    def make(_secrets: bool) -> HttpResponse:
        response = HttpResponse(files.read(shown.file), content_type="application/pdf")
        name = f"overenskommelse-{kommun.slug}-{shown.pk}.pdf"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response

    return ask_first(request, kommun, Handout(shown, shown.title, _address(kommun, shown)), make)
