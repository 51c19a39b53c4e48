"""The sample of a survey: its parts, and the letter codes, which are told once."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from lofte.audit.refusals import Refused
from lofte.dialogue import actions as dialogues
from lofte.dialogue.models import Dialogue, Stratum
from lofte.dialogue.planning.views import one
from lofte.dialogue.printing import paper
from lofte.dialogue.printing.views import address_of, made_on, pdf_file
from lofte.dialogue.sampling import actions, queries
from lofte.dialogue.sampling.forms import CodesForm, StratumForm
from lofte.dialogue.sampling.letters import as_csv, grouped
from lofte.dialogue.states import Mode, State
from lofte.people.access import SignedIn, within
from lofte.people.states import Capability
from lofte.places.models import Kommun

PLAN = Capability.DIALOGUE
MOST_PAGES = 1_000  # of a PDF: more are merged with the register from the table


def _one(request: SignedIn, kommun: Kommun, pk: int) -> Dialogue:
    dialogue = one(request, kommun, pk)
    if dialogue.mode != Mode.SAMPLE:
        raise Http404
    return dialogue


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@within(PLAN)
def sample(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    dialogue = _one(request, kommun, pk)
    form = StratumForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            part, codes = dialogues.draw_stratum(
                dialogue=dialogue, **form.cleaned_data, by=request.user
            )
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            return _told_once(request, kommun, part, codes)
    parts = queries.parts_of(dialogue, request.user)
    context = {
        "kommun": kommun,
        "dialogue": dialogue,
        "form": form,
        "parts": parts,
        "drawn": sum(part.drawn for part in parts),
        "is_draft": dialogue.state == State.DRAFT,
    }
    return render(request, "dialogue/sampling/sample.html", context)


def _told_once(request: SignedIn, kommun: Kommun, part: Stratum, codes: list[str]) -> HttpResponse:
    """Not a redirect: the next page could not know the codes."""
    context = {
        "kommun": kommun,
        "dialogue": part.dialogue,
        "part": part,
        "codes": " ".join(codes),
        "grouped": [grouped(code) for code in codes],
        "fits": len(codes) <= MOST_PAGES,
        "most": MOST_PAGES,
    }
    return render(request, "dialogue/sampling/codes.html", context)


@never_cache
@require_POST
@within(PLAN)
def letters(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    """The codes that the page before sends back, as a file. Nothing is kept."""
    dialogue = _one(request, kommun, pk)
    form = CodesForm(request.POST)
    if not form.is_valid():
        raise Http404
    rows = Stratum.objects.visible_to(request.user).filter(dialogue=dialogue)
    part = get_object_or_404(rows.select_related("dialogue"), pk=form.cleaned_data["part"])
    codes = form.cleaned_data["codes"]
    as_pdf = request.POST.get("fil") == "pdf"
    if not queries.all_unused(part, codes, request.user) or (as_pdf and len(codes) > MOST_PAGES):
        messages.error(
            request,
            _("Koderna gäller inte längre, så ingen fil gjordes. Ta bort delen och lägg in den "
              "på nytt för att få nya koder."),
        )  # fmt: skip
        return redirect("sampling:sample", kommun.slug, pk)
    address = address_of(request, dialogue)
    name = f"brevkoder-{dialogue.link}-{part.pk}"
    if as_pdf:
        pages = [grouped(code) for code in codes]
        return pdf_file(paper.letters(dialogue, address, pages, made_on(dialogue)), name)
    response = HttpResponse(as_csv(part, codes, address), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


@require_POST
@within(PLAN)
def remove(request: SignedIn, kommun: Kommun, pk: int, part: int) -> HttpResponse:
    dialogue = _one(request, kommun, pk)
    rows = Stratum.objects.visible_to(request.user).filter(dialogue=dialogue)
    try:
        gone = get_object_or_404(rows.select_related("dialogue"), pk=part)
        actions.remove_stratum(stratum=gone, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Delen är borttagen och dess koder gäller inte längre."))
    return redirect("sampling:sample", kommun.slug, pk)
