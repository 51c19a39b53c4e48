"""One click: a problem of what people said, or what they said as evidence of a problem."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lofte.audit.refusals import Refused
from lofte.dialogue.results.queries import with_results
from lofte.people.access import SignedIn, within
from lofte.people.states import Capability
from lofte.places.models import Area, Kommun, NamedPlace
from lofte.places.queries import OWN_KINDS
from lofte.situation.heard import actions
from lofte.situation.problems.actions import add_dialogue, add_theme
from lofte.situation.problems.models import Problem


@require_POST
@within(Capability.PROMISE)
def heard(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    """`tema`, `plats` or `omrade` says what; `problem` on which problem, or on a new one."""
    rows = with_results(kommun, request.user).select_related("kommun", "questionnaire")
    dialogue = get_object_or_404(rows, pk=pk)
    theme, given = request.POST.get("tema", ""), request.POST.get("problem", "")
    where = None if theme else _where(request, kommun)
    if not theme and where is None:
        raise Http404
    known: dict[str, Any] = {"dialogue": dialogue, "by": request.user}
    try:
        if not given:
            problem = (
                actions.problem_of_theme(theme=theme, **known)
                if where is None
                else actions.problem_of_place(where=where, **known)
            )
        else:
            problem = _problem(request, kommun, given)
            if where is None:
                add_theme(problem=problem, theme=theme, **known)
            else:
                add_dialogue(problem=problem, **known)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("desk:onward", kommun.slug, pk)
    messages.success(request, _("Problemet vilar nu på det som sades i dialogen."))
    return redirect("situation:problem", kommun.slug, problem.pk)


def _where(request: SignedIn, kommun: Kommun) -> NamedPlace | Area | None:
    place, area = (request.POST.get(name, "") for name in ("plats", "omrade"))
    if place.isdecimal():
        places = NamedPlace.objects.visible_to(request.user)
        return places.filter(kommun=kommun, group_only=False, pk=place).first()
    areas = Area.objects.visible_to(request.user).filter(kommun=kommun, kind__in=OWN_KINDS)
    return areas.filter(pk=area if area.isdecimal() else 0).first()


def _problem(request: SignedIn, kommun: Kommun, given: str) -> Problem:
    rows = Problem.objects.visible_to(request.user).filter(kommun=kommun)
    return get_object_or_404(rows.select_related("kommun"), pk=given if given.isdecimal() else 0)
