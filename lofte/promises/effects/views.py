"""How the effects of a promise are seen: planned before the signature, answered when it is over."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lofte.people.access import SignedIn, within
from lofte.people.form_page import FormPage, attempt, form_page
from lofte.people.states import Capability as C
from lofte.places.models import Area, Kommun, NamedPlace
from lofte.places.queries import areas_in_force, open_places
from lofte.promises.commitments.models import Indicator
from lofte.promises.effects import actions
from lofte.promises.effects.forms import EffectPlanForm, first_values
from lofte.promises.effects.models import EffectPlan
from lofte.promises.effects.planned import NOT_SIGNED, not_over
from lofte.promises.effects.pulling import kinds_of, kommuner_of, sources_of
from lofte.promises.effects.queries import effects_of
from lofte.promises.states import WRITABLE, IndicatorKind
from lofte.promises.views import address, one


@require_GET
@within(C.SEE_PICTURE)
def effects(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    shown, today = one(request, kommun, pk), timezone.localdate()
    context = {
        "kommun": kommun,
        "promise": shown,
        "rows": effects_of(shown),
        "over": shown.last_day < today,
        "not_over": not_over(shown),
        "not_signed": NOT_SIGNED,
        "may_plan": request.user.can(C.PROMISE, kommun.pk) and shown.state in WRITABLE,
        "may_answer": request.user.can(C.FOLLOW_UP, kommun.pk),
    }
    return render(request, "promises/effects.html", context)


@within(C.PROMISE)
def plan(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    rows = Indicator.objects.visible_to(request.user).filter(
        kind=IndicatorKind.EFFECT, commitment__promise__kommuner=kommun
    )
    indicator = get_object_or_404(rows.select_related("commitment__promise__kommun"), pk=pk)
    assert indicator.commitment is not None  # noqa: S101 - the filter says so
    promise = indicator.commitment.promise
    kommuner = kommuner_of(promise)
    sources = sources_of(kommuner)
    before = EffectPlan.objects.visible_to(request.user).filter(indicator=indicator).first()
    form = EffectPlanForm(
        request.POST or None,
        places=_places(request, kommuner),
        kinds=kinds_of(kommuner),
        sources=sources,
        initial=first_values(before, promise, sources),
    )
    here = reverse("promises:effects", args=[kommun.slug, promise.pk])

    def act(data: dict[str, Any]) -> str:
        actions.plan_effect(
            indicator=indicator, facts=form.facts(data), by=request.user, today=timezone.localdate()
        )
        return here

    page = FormPage(
        title=_("Så ska effekten synas: %(name)s") % {"name": indicator.name},
        button=_("Spara planen"),
        back=here,
        back_text=_("Effekt"),
        lead=_(
            "Planen skrivs under med löftet. Efteråt kan ingen välja en annan plats, en annan "
            "jämförelse eller en annan tid."
        ),
        template="promises/effect_plan.html",
        done=_("Planen är sparad. Den ligger fast när löftet är undertecknat."),
    )
    return form_page(request, form, page, act)


def _places(request: SignedIn, kommuner: list[Kommun]) -> list[Area | NamedPlace]:
    """Open places and areas in force today, of the kommuner that the person works in."""
    found: list[Area | NamedPlace] = []
    for kommun in kommuner:
        found += sorted(open_places(kommun), key=lambda row: row.name)
    for kommun in kommuner:
        keys = [row.pk for row in areas_in_force(kommun, request.user)]
        found += list(Area.objects.visible_to(request.user).filter(pk__in=keys))
    return found


@require_POST
@within(C.FOLLOW_UP)
def answer(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    rows = EffectPlan.objects.visible_to(request.user)
    mine = rows.filter(indicator__commitment__promise__kommuner=kommun)
    found = get_object_or_404(mine.select_related("indicator__commitment__promise__kommun"), pk=pk)
    commitment = found.indicator.commitment
    assert commitment is not None  # noqa: S101 - the filter says so
    attempt(
        request,
        lambda: actions.answer_effect(plan=found, by=request.user, today=timezone.localdate()),
        _("Effekten är räknad."),
    )
    return redirect("promises:effects", kommun.slug, commitment.promise_id)


@require_POST
@within(C.PROMISE)
def drop(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    rows = EffectPlan.objects.visible_to(request.user)
    mine = rows.filter(indicator__commitment__promise__kommuner=kommun)
    found = get_object_or_404(mine.select_related("indicator__commitment__promise__kommun"), pk=pk)
    commitment = found.indicator.commitment
    assert commitment is not None  # noqa: S101 - the filter says so
    attempt(
        request,
        lambda: actions.drop_plan(plan=found, by=request.user),
        _("Planen är borttagen."),
    )
    return redirect(address(kommun, commitment.promise))
