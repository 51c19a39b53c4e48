"""Measures: the list, one with what it is about, a new one from a cause, change, close."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lofte.people.access import SignedIn, within
from lofte.people.form_page import FormPage, attempt, form_page
from lofte.people.models import Party
from lofte.people.states import Capability as C
from lofte.places.models import Kommun, NamedPlace
from lofte.promises.commitments.actions import add_indicator
from lofte.promises.commitments.models import Indicator
from lofte.promises.follow_up.actions import judge
from lofte.promises.follow_up.forms import MeasureFollowUpForm, follow_up_values
from lofte.promises.follow_up.models import FollowUp
from lofte.promises.forms import IndicatorForm
from lofte.promises.measures import actions, queries
from lofte.promises.measures.forms import MeasureForm, values_of
from lofte.promises.measures.models import Measure
from lofte.promises.views import series_of
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
        "judged": queries.judged_of(shown, request.user),
        "indicators": list(Indicator.objects.visible_to(request.user).filter(measure=shown)),
        "may_write": request.user.can(C.PROMISE, kommun.pk) and shown.closed_at is None,
        "may_judge": request.user.can(C.FOLLOW_UP, kommun.pk),
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


@within(C.PROMISE)
def measure_indicator(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    shown = one_measure(request, kommun, pk)
    form = IndicatorForm(request.POST or None, series=series_of(request, kommun))

    def act(data: dict[str, Any]) -> str:
        add_indicator(measure=shown, facts=form.facts(data), by=request.user)
        return address(shown)

    lead = _("Mät gärna både att det gjordes och att det hjälpte.")
    page = _of_measure(shown, _("Nytt mått"), _("Lägg till måttet"), lead=lead)
    return form_page(request, form, page, act)


def _of_measure(shown: Measure, title: str, button: str, **more: Any) -> FormPage:
    return FormPage(title=title, button=button, back=address(shown), back_text=shown.text, **more)


def _parties(request: SignedIn, kommun: Kommun) -> list[Party]:
    return list(Party.objects.visible_to(request.user).filter(kommuner=kommun).order_by("name"))


@within(C.FOLLOW_UP)
def judge_measure(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    """Done and effect apart. `?plan=` leads back to the action plan."""
    shown = one_measure(request, kommun, pk)
    own = shown.party_id or request.user.party_in(kommun.pk).pk
    initial = {"on": timezone.localdate(), "party": str(own)}
    parties = _parties(request, kommun)
    form = MeasureFollowUpForm(request.POST or None, parties=parties, initial=initial)
    plan = request.GET.get("plan", "")

    def act(data: dict[str, Any]) -> str:
        judge(measure=shown, facts=form.facts(data), by=request.user)
        if plan.isdecimal():
            return reverse("promises:plan", args=[kommun.slug, plan])
        return address(shown)

    page = _of_measure(
        shown, _("Följ upp åtgärden"), _("Spara bedömningen"), done=_("Bedömningen är sparad.")
    )
    return form_page(request, form, page, act)


@within(C.FOLLOW_UP)
def correct(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    """A judgement of a measure is never edited: a new one takes its place and both show."""
    rows = FollowUp.objects.visible_to(request.user).filter(measure__kommun=kommun)
    row = get_object_or_404(rows.select_related("measure__kommun"), pk=pk)
    shown: Measure = row.measure  # type: ignore[assignment]
    form = MeasureFollowUpForm(
        request.POST or None, parties=_parties(request, kommun), initial=follow_up_values(row)
    )

    def act(data: dict[str, Any]) -> str:
        judge(measure=shown, facts=form.facts(data), corrects=row, by=request.user)
        return address(shown)

    page = _of_measure(
        shown,
        _("Rätta bedömningen"),
        _("Spara rättelsen"),
        lead=f"”{shown}” {_('Den gamla bedömningen finns kvar och syns som rättad.')}",
        done=_("Rättelsen är sparad. Båda syns."),
    )
    return form_page(request, form, page, act)
