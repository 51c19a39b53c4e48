"""One indicator: what it showed before and now, and a form to read it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from lofte.people.access import SignedIn, within
from lofte.people.form_page import FormPage, form_page
from lofte.people.states import Capability as C
from lofte.places.models import Kommun
from lofte.promises.commitments.models import Indicator
from lofte.promises.readings import actions, queries
from lofte.promises.readings.forms import ReadingForm
from lofte.promises.readings.models import Reading


def one_indicator(request: SignedIn, kommun: Kommun, pk: int) -> Indicator:
    rows = Indicator.objects.visible_to(request.user)
    related = ("commitment__promise__kommun", "measure__kommun", "series__source", "dialogue")
    found = get_object_or_404(rows.select_related(*related), pk=pk)
    if found.commitment is not None:
        places = found.commitment.promise.kommuner.unscoped("is it of this kommun?")
        get_object_or_404(places, pk=kommun.pk)
    return found


@require_GET
@within(C.SEE_PICTURE)
def indicator(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    shown = one_indicator(request, kommun, pk)
    replaced = Reading.objects.visible_to(request.user).filter(indicator=shown)
    first = _first_day(shown)
    (measured,) = queries.measured([shown], first, today=timezone.localdate())
    context = {
        "kommun": kommun,
        "indicator": shown,
        "measured": measured,
        "replaced": list(replaced.exclude(replaced_at=None)),
        "back": _back(kommun, shown),
        "may_read": request.user.can(C.FOLLOW_UP, kommun.pk),
    }
    return render(request, "promises/indicator.html", context)


def _first_day(shown: Indicator) -> Any:
    if shown.commitment is not None:
        return shown.commitment.promise.first_day
    return shown.measure.first_day if shown.measure is not None else None


def _back(kommun: Kommun, shown: Indicator) -> tuple[str, str]:
    """Where the indicator hangs: its promise or its measure."""
    if shown.commitment is not None:
        promise = shown.commitment.promise
        return reverse("promises:promise", args=[kommun.slug, promise.pk]), promise.title
    return reverse("promises:measure", args=[kommun.slug, shown.measure_id]), str(shown.measure)


@within(C.FOLLOW_UP)
def read(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    shown = one_indicator(request, kommun, pk)
    form = ReadingForm(request.POST or None)
    here = reverse("promises:readings", args=[kommun.slug, pk])

    def act(data: dict[str, Any]) -> str:
        actions.read_indicator(indicator=shown, facts=form.facts(data), by=request.user)
        return here

    page = FormPage(
        title=_("Läs av måttet"),
        button=_("Spara avläsningen"),
        back=here,
        back_text=shown.name,
        lead=_("Ett värde med källa, eller skälet till att det inte finns något."),
        done=_("Avläsningen är sparad."),
    )
    return form_page(request, form, page, act)
