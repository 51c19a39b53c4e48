"""A kommun's own form comes in as a draft, and ours go out, as XLSForm."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from lofte.audit.refusals import Refused
from lofte.dialogue.editing import actions as edits
from lofte.dialogue.editing.forms import KINDS
from lofte.dialogue.editing.queries import draft_of, may_edit
from lofte.dialogue.models import Dialogue
from lofte.dialogue.planning.views import PLAN, one
from lofte.dialogue.questionnaires.wording import said
from lofte.dialogue.xlsform.forms import FileForm, opened, sealed
from lofte.dialogue.xlsform.reading import Read, read
from lofte.dialogue.xlsform.sheets import MOST_BYTES
from lofte.dialogue.xlsform.writing import write
from lofte.people.access import SignedIn, within
from lofte.people.form_page import attempt
from lofte.places.models import Kommun

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
@within(PLAN)
def hand_out(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    shown = one(request, kommun, pk)
    form = draft_of(shown, request.user) or shown.questionnaire
    content = write(form.definition, form_id=f"lofte_{shown.link}", version=form.version)
    response = HttpResponse(content, content_type=EXCEL)
    response["Content-Disposition"] = f'attachment; filename="formular-{shown.link}.xlsx"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@within(PLAN)
def take_in(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    """First what would come along and what would not; then, with a yes, the questions."""
    shown = one(request, kommun, pk)
    if before := request.POST.get("sealed"):
        return _accept(request, kommun, shown, before)
    form = FileForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"kommun": kommun, "dialogue": shown, "form": form}
    context["may_edit"] = may_edit(shown)
    if request.method == "POST" and form.is_valid():
        try:
            found = read(form.cleaned_data["file"].read(MOST_BYTES + 1))
        except Refused as refusal:
            form.add_error("file", str(refusal))
        else:
            context |= {"found": found, "rows": _rows(found), "sealed": sealed(pk, found)}
            return render(request, "dialogue/xlsform/found.html", context)
    status = 422 if form.errors else 200
    return render(request, "dialogue/xlsform/take_in.html", context, status=status)


def _rows(found: Read) -> list[dict[str, Any]]:
    return [
        {
            "label": said(one["text"]),
            "kind": dict(KINDS).get(one["kind"], _("från en lista")),
            "options": [said(choice["text"]) for choice in one.get("options", ())],
        }
        for one in found.definition["questions"]
    ]


def _accept(request: SignedIn, kommun: Kommun, shown: Dialogue, text: str) -> HttpResponse:
    here = redirect("xlsform:take_in", kommun.slug, shown.pk)
    definition = opened(shown.pk, text)

    def act() -> bool:
        if definition is None:
            raise Refused(_("Formuläret har legat för länge. Ingenting ändrades. Välj filen igen."))
        edits.edit(dialogue=shown, change=partial(replaced, definition), by=request.user)
        return True

    if attempt(request, act, _("Frågorna är de i filen. Prova formuläret.")):
        return redirect(reverse("editing:questions", args=[kommun.slug, shown.pk]))
    return here


def replaced(new: Mapping[str, Any], now: Mapping[str, Any]) -> dict[str, Any]:
    """The file's questions under the dialogue's own heading."""
    title = new["title"] if new["title"]["sv"] == now["title"]["sv"] else now["title"]
    return {**new, "title": title}
