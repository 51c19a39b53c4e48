"""The Act's picture: the versions, a draft being written, the frozen text and its PDF."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lofte.people.access import SignedIn, within
from lofte.people.form_page import FormPage, attempt, form_page
from lofte.people.leaving.views import Handout, ask_first
from lofte.people.states import Capability as C
from lofte.places.models import Kommun
from lofte.situation.problems.models import Problem
from lofte.situation.states import State
from lofte.situation.statutory import actions
from lofte.situation.statutory.document import document_of
from lofte.situation.statutory.forms import FreezePictureForm, StatutoryForm
from lofte.situation.statutory.models import StatutoryPicture
from lofte.situation.statutory.pdf import pdf
from lofte.situation.statutory.rules import broken


@require_GET
@within(C.SEE_PICTURE)
def pictures(request: SignedIn, kommun: Kommun) -> HttpResponse:
    rows = StatutoryPicture.objects.visible_to(request.user).filter(kommun=kommun)
    may_write = request.user.can(C.PROMISE, kommun.pk)
    rows = rows.exclude(state=State.DISCARDED) if may_write else rows.filter(state=State.FROZEN)
    context = {"kommun": kommun, "pictures": list(rows), "may_write": may_write}
    return render(request, "situation/statutory_list.html", context)


def _one(request: SignedIn, kommun: Kommun, pk: int) -> StatutoryPicture:
    rows = StatutoryPicture.objects.visible_to(request.user).filter(kommun=kommun)
    if not request.user.can(C.PROMISE, kommun.pk):
        rows = rows.filter(state=State.FROZEN)
    return get_object_or_404(rows.select_related("kommun", "frozen_by"), pk=pk)


def _address(kommun: Kommun, picture: StatutoryPicture) -> str:
    return reverse("situation:statutory", args=[kommun.slug, picture.pk])


@require_GET
@within(C.SEE_PICTURE)
def picture(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    shown = _one(request, kommun, pk)
    is_draft = shown.state == State.DRAFT
    context = {
        "kommun": kommun,
        "picture": shown,
        "document": shown.document or document_of(shown),
        "broken": broken(shown) if is_draft else [],
        "may_write": request.user.can(C.PROMISE, kommun.pk) and is_draft,
        "may_freeze": request.user.can(C.FREEZE, kommun.pk) and is_draft,
    }
    return render(request, "situation/statutory.html", context)


def _form(request: SignedIn, kommun: Kommun, **given: Any) -> StatutoryForm:
    problems = Problem.objects.visible_to(request.user).filter(kommun=kommun, closed_at=None)
    return StatutoryForm(request.POST or None, problems=list(problems), **given)


@within(C.PROMISE)
def begin(request: SignedIn, kommun: Kommun) -> HttpResponse:
    form = _form(request, kommun, initial={"title": _("Lägesbild")})

    def act(data: dict[str, Any]) -> str:
        facts = form.facts(data)
        return _address(kommun, actions.begin_picture(kommun=kommun, facts=facts, by=request.user))

    page = FormPage(
        title=_("Ny lägesbild enligt lagen"),
        button=_("Spara utkastet"),
        back=reverse("situation:statutory-list", args=[kommun.slug]),
        back_text=_("Lagens lägesbild"),
        lead=_(
            "Tre delar: kartläggning med omfattning och konsekvenser, annan information, analys."
        ),
    )
    return form_page(request, form, page, act)


@within(C.PROMISE)
def write(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    shown = _one(request, kommun, pk)
    form = _form(request, kommun, initial=StatutoryForm.values_of(shown))

    def act(data: dict[str, Any]) -> str:
        facts, version = form.facts(data), data["version"] or 0
        actions.write_picture(picture=shown, facts=facts, version=version, by=request.user)
        return _address(kommun, shown)

    page = FormPage(
        title=_("Skriv lägesbilden"),
        button=_("Spara"),
        back=_address(kommun, shown),
        back_text=shown.title,
        done=_("Lägesbilden är sparad."),
    )
    return form_page(request, form, page, act)


@within(C.FREEZE)
def freeze(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    shown = _one_to_freeze(request, kommun, pk)
    found = broken(shown)
    form = FreezePictureForm(request.POST or None, broken=found, initial={"version": shown.version})

    def act(data: dict[str, Any]) -> str:
        actions.freeze_picture(
            picture=shown, version=data["version"], reasons=form.reasons(data), by=request.user
        )
        return _address(kommun, shown)

    page = FormPage(
        title=_("Frys lägesbilden"),
        button=_("Frys lägesbilden"),
        back=_address(kommun, shown),
        back_text=shown.title,
        lead=_("Den får ett nummer och ändras inte mer. Åtgärdsplanen vilar på den."),
        done=_("Lägesbilden är fryst. Den ändras inte mer."),
        template="situation/statutory_freeze.html",
        context={"broken": found},
    )
    return form_page(request, form, page, act)


def _one_to_freeze(request: SignedIn, kommun: Kommun, pk: int) -> StatutoryPicture:
    rows = StatutoryPicture.objects.visible_to(request.user).filter(kommun=kommun)
    return get_object_or_404(rows.select_related("kommun"), pk=pk)


@require_POST
@within(C.PROMISE)
def discard(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    shown = _one(request, kommun, pk)
    attempt(
        request,
        lambda: actions.discard_picture(picture=shown, by=request.user),
        _("Utkastet är kasserat."),
    )
    return redirect("situation:statutory-list", kommun.slug)


@require_http_methods(["GET", "HEAD", "POST"])
@within(C.SEE_PICTURE)
def document(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    shown = _one(request, kommun, pk)

    def make(_secrets: bool) -> HttpResponse:
        response = HttpResponse(pdf(shown), content_type="application/pdf")
        name = f"lagesbild-{kommun.slug}-version-{shown.number or 'utkast'}.pdf"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response

    return ask_first(request, kommun, Handout(shown, str(shown), _address(kommun, shown)), make)
