"""Measures: the list, one with what it is about, a new one from a cause, change, close."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lofte.people.access import SignedIn, within
from lofte.people.form_page import FormPage, attempt, form_page
from lofte.people.models import Party
from lofte.people.states import Capability as C
from lofte.places.models import Kommun, NamedPlace
from lofte.promises.measures import actions, queries
from lofte.promises.measures.forms import MeasureForm, values_of
from lofte.promises.measures.models import Measure
from lofte.situation.problems.models import Problem


@require_GET
@within(C.SEE_PICTURE)
def measures(request: SignedIn, kommun: Kommun) -> HttpResponse:
    context = {
        "kommun": kommun,
        "measures": list(queries.measures_of(kommun, request.user)),
        "closed": list(queries.measures_of(kommun, request.user, closed=True)),
        "may_write": request.user.can(C.PROMISE, kommun.pk),
    }
    return render(request, "promises/measures.html", context)


def one_measure(request: SignedIn, kommun: Kommun, pk: int) -> Measure:
    rows = Measure.objects.visible_to(request.user).filter(kommun=kommun)
    return get_object_or_404(rows.select_related("kommun", "party"), pk=pk)


def address(measure: Measure) -> str:
    return reverse("promises:measure", args=[measure.kommun.slug, measure.pk])


@require_GET
@within(C.SEE_PICTURE)
def measure(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    rows = Measure.objects.visible_to(request.user).filter(kommun=kommun)
    shown = get_object_or_404(queries.with_all(rows), pk=pk)
    context = {
        "kommun": kommun,
        "measure": shown,
        "points": queries.promised_in(shown, request.user),
        "may_write": request.user.can(C.PROMISE, kommun.pk) and shown.closed_at is None,
    }
    return render(request, "promises/measure.html", context)


def _form(
    request: SignedIn, kommun: Kommun, initial: dict[str, Any], shown: Measure | None = None
) -> MeasureForm:
    user = request.user
    places = NamedPlace.objects.visible_to(user).filter(kommun=kommun, group_only=False)
    rows = Party.objects.visible_to(user).filter(kommuner=kommun, closed_on=None)
    parties = list(rows)
    if shown is not None and shown.party is not None and shown.party not in parties:
        parties.append(shown.party)  # closed since: the action says so
    return MeasureForm(
        request.POST or None,
        causes=queries.causes_to_choose(kommun, user),
        places=list(places.filter(closed_on=None)),
        parties=parties,
        measure=shown,
        initial=initial,
    )


@within(C.PROMISE)
def new_measure(request: SignedIn, kommun: Kommun) -> HttpResponse:
    """`?orsak=` chooses the cause, `?problem=` leads back."""
    form = _form(request, kommun, {"causes": [request.GET.get("orsak", "")]})
    problem = _problem(request, kommun, request.GET.get("problem", ""))

    def act(data: dict[str, Any]) -> str:
        made = actions.add_measure(kommun=kommun, facts=form.facts(data), by=request.user)
        return address(made)

    back, back_text = reverse("promises:measures", args=[kommun.slug]), _("Åtgärder")
    if problem is not None:
        back = reverse("situation:problem", args=[kommun.slug, problem.pk])
        back_text = problem.title
    page = FormPage(
        title=_("Ny åtgärd"),
        button=_("Spara åtgärden"),
        back=back,
        back_text=back_text,
        lead=_("Vad gör ni åt orsaken, och hur ser ni att det hjälpte? Resten kan komma senare."),
        done=_("Åtgärden är sparad."),
    )
    return form_page(request, form, page, act)


def _problem(request: SignedIn, kommun: Kommun, given: str) -> Problem | None:
    rows = Problem.objects.visible_to(request.user).filter(kommun=kommun)
    return rows.filter(pk=given).first() if given.isdecimal() else None


@within(C.PROMISE)
def change_measure(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    shown = one_measure(request, kommun, pk)
    form = _form(request, kommun, values_of(shown), shown)

    def act(data: dict[str, Any]) -> str:
        facts, version = form.facts(data), data["version"] or 0
        actions.change_measure(measure=shown, facts=facts, version=version, by=request.user)
        return address(shown)

    page = FormPage(
        title=_("Ändra åtgärden"),
        button=_("Spara"),
        back=address(shown),
        back_text=shown.text,
        done=_("Åtgärden är ändrad."),
    )
    return form_page(request, form, page, act)


@require_POST
@within(C.PROMISE)
def close_measure(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    shown = one_measure(request, kommun, pk)
    attempt(
        request,
        lambda: actions.close_measure(measure=shown, by=request.user),
        _("Åtgärden är avslutad. Det som är loggat och bedömt finns kvar."),
    )
    return redirect(address(shown))
