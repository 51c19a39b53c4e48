"""Sources and what they hold, figures typed by hand, sentences, and the police's news."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from lofte.audit.refusals import Refused
from lofte.people.access import SignedIn, within
from lofte.people.states import Capability
from lofte.places.models import Kommun
from lofte.statistics import actions, queries
from lofte.statistics.actions import FigureInput, Sentence, SeriesInput
from lofte.statistics.forms import FigureForm, SentenceForm, SourceForm
from lofte.statistics.models import Source

PAGE = 50


@require_GET
@within(Capability.IMPORT)
def sources(request: SignedIn, kommun: Kommun) -> HttpResponse:
    context = {"kommun": kommun, "sources": queries.sources_of(kommun, request.user)}
    return render(request, "statistics/sources.html", context)


@within(Capability.IMPORT)
def source(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    shown = get_object_or_404(Source.objects.visible_to(request.user).filter(kommun=kommun), pk=pk)
    facts = {name: getattr(shown, name) for name in SourceForm.base_fields}
    form = SourceForm(request.POST or None, initial=facts)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_source(source=shown, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Källans uppgifter är sparade."))
            return redirect("statistics:source", kommun.slug, pk)
    figures = queries.figures_of(shown, request.user, kommun.code)
    context = {
        "kommun": kommun,
        "source": shown,
        "form": form,
        "counts": queries.row_counts(shown),
        "deliveries": queries.deliveries_of(shown, request.user)[:20],
        "page": Paginator(figures, PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "statistics/source.html", context, status=_status(form))


@within(Capability.IMPORT)
def figure(request: SignedIn, kommun: Kommun) -> HttpResponse:
    """Type one figure by hand."""
    form = FigureForm(request.POST or None, initial={"source": request.GET.get("source")})
    if request.method == "POST" and form.is_valid():
        try:
            source_id = _type(request, kommun, form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Uppgiften är sparad."))
            return redirect("statistics:source", kommun.slug, source_id)
    context = {"kommun": kommun, "form": form}
    return render(request, "statistics/figure.html", context, status=_status(form))


def _status(form: Form) -> int:
    return 422 if form.errors else 200


def _type(request: SignedIn, kommun: Kommun, data: dict[str, object]) -> int:
    name = str(data["source"])
    source = queries.source_named(kommun, request.user, name)
    if source is None:
        kind = Source.Kind.TYPED
        source = actions.add_source(kommun=kommun, name=name, kind=kind, by=request.user)
    elif source.kind != Source.Kind.TYPED:
        raise Refused(
            _("Källan ”%(name)s” fylls från filer. Välj ett annat namn för inskrivna tal.")
            % {"name": name}
        )
    one = FigureInput(
        geography_kind="kommun",
        geography_code=kommun.code,
        period_start=data["period_start"],  # type: ignore[arg-type]
        period_end=data["period_end"],  # type: ignore[arg-type]
        value=data["value"],  # type: ignore[arg-type]
        flag=str(data["flag"]),
    )
    series = SeriesInput(
        code=slugify(str(data["name"]))[:60] or "tal",
        name=str(data["name"]),
        unit=str(data["unit"]),
        figures=[one],
    )
    actions.type_figure(source=source, given=series, by=request.user)
    return source.pk


@within(Capability.SEE_GROUP)
def intelligence(request: SignedIn, kommun: Kommun) -> HttpResponse:
    """Sentences that the group shares; a new one is read by the guard."""
    form = SentenceForm(request.POST or None, initial={"valid_from": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        sentence = Sentence(**form.cleaned_data)
        try:
            actions.note_intelligence(kommun=kommun, sentence=sentence, by=request.user)
        except Refused as refusal:
            form.add_error("text", str(refusal))
        else:
            messages.success(request, _("Meningen är sparad och syns för gruppen."))
            return redirect("statistics:intelligence", kommun.slug)
    rows = queries.intelligence_of(kommun, request.user, timezone.localdate())
    context = {"kommun": kommun, "form": form, "sentences": rows}
    return render(request, "statistics/intelligence.html", context, status=_status(form))


@require_GET
@within(Capability.SEE_PICTURE)
def news(request: SignedIn, kommun: Kommun) -> HttpResponse:
    """The police's own published events: news to read, never counted."""
    page = Paginator(queries.news_for(kommun), PAGE).get_page(request.GET.get("page"))
    return render(request, "statistics/news.html", {"kommun": kommun, "page": page})
