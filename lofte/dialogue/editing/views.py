"""Staff change the questions of a dialogue, one change a page, each saved at once."""

import secrets
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lofte.audit.refusals import Refused
from lofte.dialogue.editing import actions, queries
from lofte.dialogue.editing.forms import KINDS, BankForm, ConditionForm, IntroForm, QuestionForm
from lofte.dialogue.models import Dialogue, Questionnaire
from lofte.dialogue.planning.views import one
from lofte.dialogue.questionnaires import bank, editing
from lofte.dialogue.questionnaires.wording import only_if, said
from lofte.dialogue.states import State
from lofte.people.access import SignedIn, within
from lofte.people.states import Capability
from lofte.places.models import Kommun

PLAN = Capability.DIALOGUE


def _one(request: SignedIn, kommun: Kommun, pk: int) -> tuple[Dialogue, Questionnaire]:
    """The dialogue and the version of its questions that is being written."""
    dialogue = one(request, kommun, pk)
    draft = queries.draft_of(dialogue, request.user)
    return dialogue, draft or dialogue.questionnaire


@require_GET
@within(PLAN)
def questions(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    dialogue, version = _one(request, kommun, pk)
    definition, rows = version.definition, version.definition["questions"]
    newer = version.pk != dialogue.questionnaire_id and dialogue.state == State.OPEN
    context = {
        "kommun": kommun,
        "dialogue": dialogue,
        "version": version.version,
        "draft": newer,
        "may_edit": queries.may_edit(dialogue),
        "title": said(definition["title"]),
        "intro": said(definition.get("intro")),
        "rows": [_row(row, rows) for row in rows],
        "bank": BankForm(asked=[row["code"] for row in rows]),
    }
    return render(request, "dialogue/editing/questions.html", context)


def _row(row: dict[str, Any], rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "code": row["code"],
        "in_bank": row["code"] in bank.codes(),
        "label": said(row["text"]),
        "kind": dict(KINDS).get(row["kind"], ""),
        "options": [said(option["text"]) for option in row.get("options", ())],
        "lines": [said(line["text"]) for line in row.get("rows", ())],
        "required": row.get("required", False),
        "only_if": only_if(row, {other["code"]: other for other in rows}),
        "first": row is rows[0],
        "last": row is rows[-1],
    }


def _edit(
    request: SignedIn, kommun: Kommun, dialogue: Dialogue, change: actions.Change, done: str
) -> HttpResponse | None:
    """Where to go after the change; None when it was refused, and the reason is said."""
    try:
        actions.edit(dialogue=dialogue, change=change, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return None
    messages.success(request, done)
    return redirect("editing:questions", kommun.slug, dialogue.pk)


def _form_page(
    request: SignedIn, kommun: Kommun, dialogue: Dialogue, form: forms.Form, **page: Any
) -> HttpResponse:
    back = reverse("editing:questions", args=[kommun.slug, dialogue.pk])
    page = {"back": back, "back_text": _("Frågorna"), "button": _("Spara"), "lead": ""} | page
    return render(request, "project/form_page.html", {"kommun": kommun, "form": form, "page": page})


@require_POST
@within(PLAN)
def from_bank(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    dialogue, version = _one(request, kommun, pk)
    form = BankForm(request.POST, asked=[row["code"] for row in version.definition["questions"]])
    if not form.is_valid() or not form.codes:
        messages.error(request, _("Ingen fråga valdes. Välj minst en i banken."))
        return redirect("editing:questions", kommun.slug, pk)
    change = partial(editing.add_from_bank, codes=form.codes)
    gone_to = _edit(request, kommun, dialogue, change, _("Frågorna står nu sist. Flytta dem."))
    return gone_to or redirect("editing:questions", kommun.slug, pk)


@require_http_methods(["GET", "HEAD", "POST"])
@within(PLAN)
def intro(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    dialogue, version = _one(request, kommun, pk)
    title, words = version.definition["title"], version.definition.get("intro", {})
    now = {"title": title["sv"], "title_en": title.get("en", "")}
    now |= {"intro": words.get("sv", ""), "intro_en": words.get("en", "")}
    form = IntroForm(request.POST if request.method == "POST" else None, initial=now)
    if form.is_valid():
        gone_to = _edit(request, kommun, dialogue, form.change, _("Inledningen är sparad."))
        if gone_to:
            return gone_to
    return _form_page(request, kommun, dialogue, form, title=_("Rubrik och inledning"))


@require_http_methods(["GET", "HEAD", "POST"])
@within(PLAN)
def own(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    dialogue, _version = _one(request, kommun, pk)
    form = QuestionForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        change = partial(editing.add_own, question=form.question, new_code=_new_code())
        gone_to = _edit(request, kommun, dialogue, change, _("Frågan står nu sist. Flytta den."))
        if gone_to:
            return gone_to
    return _form_page(request, kommun, dialogue, form, title=_("Egen fråga"))


@require_http_methods(["GET", "HEAD", "POST"])
@within(PLAN)
def rewrite(request: SignedIn, kommun: Kommun, pk: int, code: str) -> HttpResponse:
    dialogue, version = _one(request, kommun, pk)
    before = _question(version.definition, code)
    form = QuestionForm(request.POST if request.method == "POST" else None, before=before)
    if form.is_valid():
        change = partial(editing.rewrite, code=code, question=form.question, new_code=_new_code())
        gone_to = _edit(request, kommun, dialogue, change, _("Frågan är ändrad."))
        if gone_to:
            return gone_to
    lead = _("En fråga med andra ord är en annan fråga. Den jämförs inte med tidigare dialoger.")
    return _form_page(request, kommun, dialogue, form, title=_("Ändra frågan"), lead=lead)


def _question(definition: dict[str, Any], code: str) -> dict[str, Any]:
    try:
        return editing.find(definition, code)
    except Refused as gone:
        raise Http404 from gone


def _new_code() -> str:
    """One that no other question has had, here or in another dialogue."""
    return f"egen_{secrets.token_hex(6)}"


@require_http_methods(["GET", "HEAD", "POST"])
@within(PLAN)
def condition(request: SignedIn, kommun: Kommun, pk: int, code: str) -> HttpResponse:
    dialogue, version = _one(request, kommun, pk)
    before = _question(version.definition, code)
    posted = request.POST if request.method == "POST" else None
    form = ConditionForm(
        posted, earlier=editing.leading_to(version.definition, code), before=before
    )
    if form.is_valid():
        change = partial(editing.only_if, code=code, given=form.given)
        gone_to = _edit(request, kommun, dialogue, change, _("Villkoret är sparat."))
        if gone_to:
            return gone_to
    title = _("Visa bara om")
    lead = _("”%(question)s” ställs bara till den som har gett ett av svaren du väljer. "
             "Välj inget om alla ska få frågan.") % {"question": said(before["text"])}  # fmt: skip
    return _form_page(request, kommun, dialogue, form, title=title, lead=lead)


@require_POST
@within(PLAN)
def move(request: SignedIn, kommun: Kommun, pk: int, code: str) -> HttpResponse:
    dialogue, _version = _one(request, kommun, pk)
    step = -1 if request.POST.get("riktning") == "upp" else 1
    change = partial(editing.move, code=code, by=step)
    gone_to = _edit(request, kommun, dialogue, change, _("Frågan är flyttad."))
    return gone_to or redirect("editing:questions", kommun.slug, pk)


@require_POST
@within(PLAN)
def remove(request: SignedIn, kommun: Kommun, pk: int, code: str) -> HttpResponse:
    dialogue, _version = _one(request, kommun, pk)
    change = partial(editing.remove, code=code)
    gone_to = _edit(request, kommun, dialogue, change, _("Frågan är borttagen."))
    return gone_to or redirect("editing:questions", kommun.slug, pk)


@require_POST
@within(PLAN)
def use(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    dialogue, _version = _one(request, kommun, pk)
    try:
        actions.use_draft(dialogue=dialogue, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        said_ = _("Version %d ställs från och med nu. Svar på den tidigare finns kvar.")
        messages.success(request, said_ % dialogue.questionnaire.version)
    return redirect("editing:questions", kommun.slug, pk)


@require_POST
@within(PLAN)
def drop(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    dialogue, _version = _one(request, kommun, pk)
    try:
        actions.drop_draft(dialogue=dialogue, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Den nya versionen är kastad."))
    return redirect("editing:questions", kommun.slug, pk)
