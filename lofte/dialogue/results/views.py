"""What a dialogue's answers say, for those who see the group's pages."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lofte.audit.refusals import Refused
from lofte.dialogue.feedback.queries import given_to
from lofte.dialogue.models import Dialogue
from lofte.dialogue.results import actions, queries, sheets
from lofte.dialogue.results.forms import CrossedForm, PopulationForm, SheetForm
from lofte.dialogue.results.kept import kept_page
from lofte.dialogue.results.questions import background
from lofte.people.access import SignedIn, within
from lofte.people.form_page import attempt
from lofte.people.states import Capability
from lofte.places.models import Kommun


def one(request: SignedIn, kommun: Kommun, pk: int) -> Dialogue:
    rows = queries.with_results(kommun, request.user).select_related("questionnaire", "kommun")
    return get_object_or_404(rows, pk=pk)


@require_GET
@within(Capability.SEE_GROUP, Capability.DIALOGUE)
def results(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    dialogue = one(request, kommun, pk)
    without = request.GET.get("misstankta") == "utan"
    page = kept_page(dialogue, request.user, suspected=not without)
    context = {
        "kommun": kommun,
        "dialogue": dialogue,
        "page": page,
        "without": without,
        "given": given_to(dialogue, request.user),
        "may_write": request.user.can(Capability.DIALOGUE, kommun.pk),
    }
    return render(request, "dialogue/results/results.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@within(Capability.DIALOGUE)
def population(request: SignedIn, kommun: Kommun, pk: int, question: str) -> HttpResponse:
    dialogue = one(request, kommun, pk)
    asked = {item.code: item for item in background(dialogue.questionnaire.definition)}
    if question not in asked:
        raise Http404
    now = {table.question: table for table in queries.tables_of(dialogue)}
    initial = {}
    if question in now:
        initial = {f"n-{code}": n for code, n in now[question].counts.items()}
        initial["source"] = now[question].source
    posted = request.POST if request.method == "POST" else None
    form = PopulationForm(posted, item=asked[question], initial=initial)
    if posted is not None and form.is_valid():
        try:
            actions.enter_population(
                dialogue=dialogue,
                question=question,
                counts=form.counts,
                source=form.cleaned_data["source"],
                by=request.user,
            )
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Befolkningen är inlagd och resultatet är omräknat."))
            return redirect("results:results", kommun.slug, pk)
    context = {"kommun": kommun, "dialogue": dialogue, "item": asked[question], "form": form}
    return render(request, "dialogue/results/population.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@within(Capability.DIALOGUE)
def crossed(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    """The population by two or three questions at once, from a sheet."""
    dialogue = one(request, kommun, pk)
    choosable = background(dialogue.questionnaire.definition)
    now = queries.crossed_of(dialogue)
    posted = request.method == "POST"
    initial = {"source": now.source if now else ""}
    sent, files = (request.POST, request.FILES) if posted else (None, None)
    form = CrossedForm(sent, files, initial=initial)
    if posted and form.is_valid():
        try:
            items, counts = sheets.read(form.cleaned_data["pasted"], choosable)
            actions.enter_crossed(
                dialogue=dialogue,
                questions=[item.code for item in items],
                counts=counts,
                source=form.cleaned_data["source"],
                by=request.user,
            )
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Befolkningen är inlagd och resultatet är omräknat."))
            return redirect("results:results", kommun.slug, pk)
    last = [item.code for item in choosable[-actions.CROSSED[1] :]]  # background stands last
    which = SheetForm(items=choosable, initial={"fragor": now.questions if now else last})
    context = {"kommun": kommun, "dialogue": dialogue, "form": form, "now": now, "which": which}
    return render(request, "dialogue/results/crossed.html", context)


@require_GET
@within(Capability.DIALOGUE)
def sheet(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    """The empty sheet for the chosen questions; with the numbers when they are there already."""
    dialogue = one(request, kommun, pk)
    chosen = request.GET.getlist("fragor")
    items = [i for i in background(dialogue.questionnaire.definition) if i.code in chosen]
    if len(items) not in actions.CROSSED:
        messages.error(request, _("Välj två eller tre frågor."))
        return redirect("results:crossed", kommun.slug, pk)
    now = queries.crossed_of(dialogue)
    known = now.by_codes if now and now.questions == [item.code for item in items] else None
    answer = HttpResponse(sheets.blank(items, known), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="befolkning.csv"'
    return answer


@require_POST
@within(Capability.DIALOGUE)
def remove_crossed(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    dialogue = one(request, kommun, pk)
    done = _("Tabellen är borttagen. Talen för varje fråga för sig är kvar.")
    attempt(request, lambda: actions.remove_crossed(dialogue=dialogue, by=request.user), done)
    return redirect("results:results", kommun.slug, pk)
