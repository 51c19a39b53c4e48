"""What people wrote about, counted by stated words; and the words."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from lofte.dialogue.results.views import one
from lofte.dialogue.themes import actions, queries
from lofte.dialogue.themes.forms import ThemesForm
from lofte.people.access import SignedIn, within
from lofte.people.form_page import FormPage, form_page
from lofte.people.states import Capability
from lofte.places.models import Kommun


@require_GET
@within(Capability.SEE_GROUP, Capability.DIALOGUE)
def themes(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    dialogue = one(request, kommun, pk)
    without = request.GET.get("misstankta") == "utan"
    listed = queries.version_of(kommun, request.GET.get("version", ""))
    found = queries.counted(dialogue, listed, suspected=not without)
    quotes = queries.quotes_of(dialogue, request.user)
    may_read = request.user.can(Capability.REVIEW, kommun.pk)
    told = [row for row in quotes if row.approved_by]
    rows = [
        {
            "theme": theme,
            "persons": found.persons[theme.code],
            "few": 0 < found.persons[theme.code] < kommun.minimum_cell,
            "quotes": [row for row in told if row.theme == theme.code],
        }
        for theme in listed.themes
    ]
    context = {
        "kommun": kommun,
        "dialogue": dialogue,
        "found": found,
        "rows": sorted(rows, key=_most_first),
        "few_none": 0 < found.of_none < kommun.minimum_cell,
        "without": without,
        "versions": queries.versions(kommun),
        "waiting": [row for row in quotes if not row.approved_by] if may_read else [],
        "may_read": may_read,
        "may_write": request.user.can(Capability.DIALOGUE, kommun.pk),
    }
    return render(request, "dialogue/themes/themes.html", context)


def _most_first(row: dict[str, Any]) -> tuple[bool, int]:
    """Those told by number first; the few keep the list's order, so that it says nothing."""
    return row["few"] or not row["persons"], 0 if row["few"] else -row["persons"]


@require_http_methods(["GET", "HEAD", "POST"])
@within(Capability.DIALOGUE)
def taxonomy(request: SignedIn, kommun: Kommun) -> HttpResponse:
    now = queries.in_use(kommun)
    form = ThemesForm(request.POST if request.method == "POST" else None, themes=now.themes)
    here = reverse("themes:taxonomy", args=[kommun.slug])

    def act(_data: dict[str, Any]) -> str:
        actions.write_taxonomy(kommun=kommun, themes=form.themes, by=request.user)
        return here

    page = FormPage(
        title=_("Teman i fritext"),
        button=_("Spara som ny version"),
        back=reverse("planning:dialogues", args=[kommun.slug]),
        back_text=_("Dialoger"),
        done=_("En ny version av listan gäller nu."),
        template="dialogue/themes/taxonomy.html",
        context={"now": now},
    )
    return form_page(request, form, page, act)
