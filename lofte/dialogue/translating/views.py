"""Staff give a form words in other languages, and say when a person has read them."""

from functools import partial
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lofte.dialogue import actions
from lofte.dialogue.editing import actions as edits
from lofte.dialogue.editing.queries import draft_of
from lofte.dialogue.planning.views import PLAN, one
from lofte.dialogue.questionnaires.languages import IN_SWEDISH, NAMES, missing, translated
from lofte.dialogue.translating.forms import WordsForm
from lofte.people.access import SignedIn, within
from lofte.people.form_page import FormPage, attempt, form_page
from lofte.places.models import Kommun


@require_GET
@within(PLAN)
def languages(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    """Which languages the form has all words in, and which a person has read."""
    shown = one(request, kommun, pk)
    form = shown.questionnaire
    rows = [
        {
            "code": code,
            "name": NAMES[code],
            "swedish": name,
            "missing": len(missing(form.definition, code)),
            "reviewed": code in form.reviewed,
        }
        for code, name in IN_SWEDISH.items()
    ]
    context = {"kommun": kommun, "dialogue": shown, "rows": rows}
    return render(request, "dialogue/translating/languages.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@within(PLAN)
def words(request: SignedIn, kommun: Kommun, pk: int, language: str) -> HttpResponse:
    if language not in IN_SWEDISH:
        raise Http404
    shown = one(request, kommun, pk)
    written = draft_of(shown, request.user) or shown.questionnaire
    definition = written.definition
    form = WordsForm(request.POST or None, definition=definition, language=language)
    back = reverse("translating:languages", args=[kommun.slug, pk])

    def act(_data: dict[str, Any]) -> str:
        change = partial(translated, language=language, words=form.words)
        edits.edit(dialogue=shown, change=change, by=request.user)
        return back

    page = FormPage(
        title=_("Frågorna på %(language)s") % {"language": IN_SWEDISH[language]},
        button=_("Spara orden"),
        back=back,
        back_text=_("Språk"),
        lead=_("Skriv samma sak under varje svensk text. Språket visas först när allt har ord."),
        done=_("Orden är sparade."),
    )
    return form_page(request, form, page, act)


@require_POST
@within(PLAN)
def approve(request: SignedIn, kommun: Kommun, pk: int, language: str) -> HttpResponse:
    shown = one(request, kommun, pk)
    attempt(
        request,
        lambda: actions.approve_translation(
            questionnaire=shown.questionnaire, language=language, by=request.user
        ),
        _("Översättningen är godkänd. Sidan säger inte längre att den är gjord med dator."),
    )
    return redirect("translating:languages", kommun.slug, pk)
