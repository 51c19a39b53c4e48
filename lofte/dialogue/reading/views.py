"""A reviewer reads what people wrote, a few answers a page."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lofte.dialogue.models import Answer, Dialogue
from lofte.dialogue.reading import actions, queries
from lofte.dialogue.results.views import one
from lofte.dialogue.themes.matching import Finder
from lofte.dialogue.themes.models import Quote
from lofte.dialogue.themes.queries import in_use
from lofte.people.access import SignedIn, within
from lofte.people.form_page import attempt
from lofte.people.states import Capability
from lofte.places.models import Kommun

A_PAGE = 10
READ = "lasta"


@require_GET
@within(Capability.REVIEW)
def texts(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    dialogue = one(request, kommun, pk)
    rows, is_read = queries.with_words(dialogue), request.GET.get("visa") == READ
    waiting = rows.filter(read=False).count()
    page = Paginator(rows.filter(read=is_read), A_PAGE).get_page(request.GET.get("page"))
    listed = in_use(kommun)
    finder = Finder(listed.themes)
    context = {
        "kommun": kommun,
        "dialogue": dialogue,
        "waiting": waiting,
        "is_read": is_read,
        "page": page,
        "rows": [
            (found, [(code, listed.name_of(code)) for code in _about(found, finder)])
            for found in queries.written(dialogue, page.object_list)
        ],
        "themes": listed.themes,
    }
    return render(request, "dialogue/reading/texts.html", context)


def _about(found: queries.Written, finder: Finder) -> list[str]:
    return finder.find("\n".join(found.texts.values()))


def _answer(request: SignedIn, kommun: Kommun, pk: int, answer: int) -> Answer:
    rows = Answer.objects.visible_to(request.user).filter(dialogue=one(request, kommun, pk))
    return get_object_or_404(rows.select_related("dialogue__kommun"), pk=answer)


@require_POST
@within(Capability.REVIEW)
def read(request: SignedIn, kommun: Kommun, pk: int, answer: int) -> HttpResponse:
    row = _answer(request, kommun, pk, answer)
    chosen = [int(n) for n in request.POST.getlist("ord") if n.isdecimal()]
    own = request.POST.get("egna", "")[: actions.WORDS].replace("\n", ",").split(",")
    attempt(
        request,
        lambda: actions.read_answer(answer=row, chosen=chosen, own=own, by=request.user),
        _("Texten är läst."),
    )
    return redirect("reading:texts", kommun.slug, pk)


@require_POST
@within(Capability.REVIEW)
def propose(request: SignedIn, kommun: Kommun, pk: int, answer: int) -> HttpResponse:
    row = _answer(request, kommun, pk, answer)
    known = {theme.code for theme in in_use(kommun).themes}
    theme = request.POST.get("tema", "")
    attempt(
        request,
        lambda: actions.propose_quote(
            answer=row,
            theme=theme if theme in known else "",
            text=request.POST.get("citat", "")[:1000],
            by=request.user,
        ),
        _("Citatet väntar på godkännande."),
    )
    return redirect("themes:themes", kommun.slug, pk)


def _quote(request: SignedIn, kommun: Kommun, pk: int, quote: int) -> Quote:
    dialogue: Dialogue = one(request, kommun, pk)
    rows = Quote.objects.visible_to(request.user).filter(dialogue=dialogue)
    return get_object_or_404(rows.select_related("dialogue__kommun"), pk=quote)


@require_POST
@within(Capability.REVIEW)
def approve(request: SignedIn, kommun: Kommun, pk: int, quote: int) -> HttpResponse:
    row = _quote(request, kommun, pk, quote)
    attempt(
        request,
        lambda: actions.approve_quote(quote=row, by=request.user),
        _("Citatet får berättas."),
    )
    return redirect("themes:themes", kommun.slug, pk)


@require_POST
@within(Capability.REVIEW)
def remove(request: SignedIn, kommun: Kommun, pk: int, quote: int) -> HttpResponse:
    row = _quote(request, kommun, pk, quote)
    attempt(
        request,
        lambda: actions.remove_quote(quote=row, by=request.user),
        _("Citatet är borttaget."),
    )
    return redirect("themes:themes", kommun.slug, pk)
