"""Problems: the list, one problem with evidence and causes, the matrix."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lofte.audit.refusals import Refused
from lofte.dialogue.results.queries import with_results
from lofte.people.access import SignedIn, within
from lofte.people.form_page import FormPage, attempt, form_page
from lofte.people.models import Party
from lofte.people.states import Capability as C
from lofte.places.models import Area, Kommun, NamedPlace
from lofte.places.queries import OWN_KINDS
from lofte.situation.causes import actions as causes
from lofte.situation.causes.actions import CauseFacts
from lofte.situation.causes.models import Cause
from lofte.situation.models import Finding
from lofte.situation.priorities import actions as priorities
from lofte.situation.priorities.models import Criterion
from lofte.situation.problems import actions, queries
from lofte.situation.problems.forms import (
    CauseForm,
    CriterionForm,
    EvidenceForm,
    MergeForm,
    PositionForm,
    ProblemForm,
    ScoresForm,
)
from lofte.situation.problems.models import Evidence, Problem
from lofte.statistics.models import Figure


@require_GET
@within(C.SEE_PICTURE)
def problems(request: SignedIn, kommun: Kommun) -> HttpResponse:
    context = {
        "kommun": kommun,
        "problems": list(queries.problems_of(kommun, request.user)),
        "closed": list(queries.problems_of(kommun, request.user, closed=True)),
        "may_write": request.user.can(C.PROMISE, kommun.pk),
    }
    return render(request, "situation/problems.html", context)


def _one(request: SignedIn, kommun: Kommun, pk: int) -> Problem:
    rows = Problem.objects.visible_to(request.user).filter(kommun=kommun)
    return get_object_or_404(rows.select_related("owner", "merged_into", "kommun"), pk=pk)


def _address(problem: Problem) -> str:
    return reverse("situation:problem", args=[problem.kommun.slug, problem.pk])


@require_GET
@within(C.SEE_PICTURE)
def problem(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    shown = _one(request, kommun, pk)
    names = {"need": shown.need, "reason": shown.need_reason, "version": shown.version}
    return _page(request, kommun, shown, PositionForm(initial=names))


def _page(
    request: SignedIn, kommun: Kommun, shown: Problem, position: PositionForm
) -> HttpResponse:
    """One problem with what it rests on. What was typed of its position stays."""
    may_write = request.user.can(C.PROMISE, kommun.pk) and shown.closed_at is None
    findings = queries.findings_to_add(shown, request.user) if may_write else []
    others = Problem.objects.visible_to(request.user).filter(kommun=kommun, closed_at=None)
    context = {
        "kommun": kommun,
        "problem": shown,
        "places": [
            *shown.places.visible_to(request.user),
            *shown.areas.visible_to(request.user).defer("polygon"),
        ],
        "evidence": list(Evidence.objects.visible_to(request.user).filter(problem=shown)),
        "tree": queries.tree(shown, request.user),
        "findings": findings,
        "dialogues": queries.dialogues_to_add(shown, request.user) if may_write else [],
        "figures": queries.figures_to_add(shown, request.user) if may_write else [],
        "may_write": may_write,
        "may_reopen": request.user.can(C.PROMISE, kommun.pk) and not shown.merged_into_id,
        "position": position,
        "merge": MergeForm(others=list(others.exclude(pk=shown.pk))) if may_write else None,
    }
    status = 422 if position.errors else 200
    return render(request, "situation/problem.html", context, status=status)


def _problem_form(
    request: SignedIn, kommun: Kommun, shown: Problem | None = None, **given: Any
) -> ProblemForm:
    """What can be chosen today, and what the problem names already, though it was closed since."""
    why, user = "what the problem names", request.user
    named = [row.pk for row in shown.places.unscoped(why)] if shown else []
    within_ = [row.pk for row in shown.areas.unscoped(why)] if shown else []
    places = NamedPlace.objects.visible_to(user).filter(kommun=kommun)
    areas = Area.objects.visible_to(user).filter(kommun=kommun, kind__in=OWN_KINDS)
    parties = Party.objects.visible_to(user).filter(kommuner=kommun)
    return ProblemForm(
        request.POST or None,
        places=list(places.filter(Q(group_only=False, closed_on=None) | Q(pk__in=named))),
        areas=list(areas.filter(Q(valid_to=None) | Q(pk__in=within_))),
        parties=list(parties.filter(Q(closed_on=None) | Q(pk=shown.owner_id if shown else None))),
        **given,
    )


@within(C.PROMISE)
def new_problem(request: SignedIn, kommun: Kommun) -> HttpResponse:
    form = _problem_form(request, kommun)

    def act(data: dict[str, Any]) -> str:
        return _address(
            actions.describe_problem(kommun=kommun, facts=form.facts(data), by=request.user)
        )

    page = FormPage(
        title=_("Nytt problem"),
        button=_("Spara problemet"),
        back=reverse("situation:problems", args=[kommun.slug]),
        back_text=_("Problem"),
        lead=_("Fyll i det ni vet. Resten kan komma senare."),
        done=_("Problemet är sparat. Lägg till vad det vilar på."),
    )
    return form_page(request, form, page, act)


@within(C.PROMISE)
def change_problem(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    shown = _one(request, kommun, pk)
    form = _problem_form(request, kommun, shown, initial=ProblemForm.values_of(shown))

    def act(data: dict[str, Any]) -> str:
        facts, version = form.facts(data), data["version"] or 0
        actions.change_problem(problem=shown, facts=facts, version=version, by=request.user)
        return _address(shown)

    page = _of_problem(shown, _("Ändra problemet"), _("Spara"), _("Problemet är ändrat."))
    return form_page(request, form, page, act)


def _of_problem(shown: Problem, title: str, button: str, done: str, lead: str = "") -> FormPage:
    return FormPage(
        title=title,
        button=button,
        back=_address(shown),
        back_text=shown.title,
        done=done,
        lead=lead,
    )


@within(C.PROMISE)
def evidence(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    shown = _one(request, kommun, pk)
    form = EvidenceForm(request.POST or None)

    def act(data: dict[str, Any]) -> str:
        actions.add_evidence(problem=shown, facts=form.facts(data), by=request.user)
        return _address(shown)

    lead = _("Säg alltid källan och perioden. Ett enda underlag är svagare än två olika.")
    page = _of_problem(shown, _("Lägg till underlag"), _("Lägg till"), "", lead)
    return form_page(request, form, page, act)


@require_POST
@within(C.PROMISE)
def add_dialogue(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    shown = _one(request, kommun, pk)
    given = request.POST.get("dialogue", "")
    rows = with_results(kommun, request.user)
    found = get_object_or_404(rows, pk=given if given.isdecimal() else 0)
    attempt(
        request,
        lambda: actions.add_dialogue(problem=shown, dialogue=found, by=request.user),
        _("Dialogen är ett underlag nu."),
    )
    return redirect(_address(shown))


@require_POST
@within(C.PROMISE)
def add_figure(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    shown = _one(request, kommun, pk)
    rows = Figure.objects.visible_to(request.user).filter(series__source__kommun=kommun)
    given = request.POST.get("figure", "")
    found = get_object_or_404(
        rows.select_related("series__source"), pk=given if given.isdecimal() else 0
    )
    attempt(
        request,
        lambda: actions.add_figure(problem=shown, figure=found, by=request.user),
        _("Siffran är ett underlag nu."),
    )
    return redirect(_address(shown))


@require_POST
@within(C.PROMISE)
def add_finding(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    shown = _one(request, kommun, pk)
    rows = Finding.objects.visible_to(request.user).filter(picture__kommun=kommun)
    given = request.POST.get("finding", "")
    found = get_object_or_404(rows.select_related("picture"), pk=given if given.isdecimal() else 0)
    done = _("Iakttagelsen är ett underlag nu.")
    attempt(
        request,
        lambda: actions.add_finding(problem=shown, finding=found, by=request.user),
        done,
    )
    return redirect(_address(shown))


@require_POST
@within(C.PROMISE)
def remove_evidence(request: SignedIn, kommun: Kommun, pk: int, evidence_pk: int) -> HttpResponse:
    shown = _one(request, kommun, pk)
    rows = Evidence.objects.visible_to(request.user).filter(problem=shown)
    row = get_object_or_404(rows.select_related("problem__merged_into"), pk=evidence_pk)
    attempt(request, lambda: actions.remove_evidence(evidence=row, by=request.user))
    return redirect(_address(shown))


@within(C.PROMISE)
def new_cause(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    shown = _one(request, kommun, pk)
    form = CauseForm(request.POST or None)
    above = _cause(request, shown, request.GET.get("under", ""))

    def act(data: dict[str, Any]) -> str:
        data.pop("version")
        facts = CauseFacts(**data)
        causes.add_cause(problem=shown, facts=facts, parent=above, by=request.user)
        return _address(shown)

    question = _("Varför? ”%(cause)s”") % {"cause": above.statement} if above else _("Varför?")
    page = _of_problem(shown, question, _("Lägg till orsaken"), "")
    return form_page(request, form, page, act)


def _cause(request: SignedIn, shown: Problem, given: str) -> Cause | None:
    if not given.isdecimal():
        return None
    rows = Cause.objects.visible_to(request.user).filter(problem=shown, withdrawn_at=None)
    return get_object_or_404(rows.select_related("parent"), pk=given)


@within(C.PROMISE)
def change_cause(request: SignedIn, kommun: Kommun, pk: int, cause_pk: int) -> HttpResponse:
    shown = _one(request, kommun, pk)
    row = _cause(request, shown, str(cause_pk))
    names = CauseForm.base_fields
    form = CauseForm(request.POST or None, initial={n: getattr(row, n) for n in names})

    def act(data: dict[str, Any]) -> str:
        version = data.pop("version") or 0
        facts = CauseFacts(**data)
        causes.change_cause(cause=row, facts=facts, version=version, by=request.user)  # type: ignore[arg-type]
        return _address(shown)

    page = _of_problem(shown, _("Ändra orsaken"), _("Spara"), _("Orsaken är ändrad."))
    return form_page(request, form, page, act)


@require_POST
@within(C.PROMISE)
def withdraw_cause(request: SignedIn, kommun: Kommun, pk: int, cause_pk: int) -> HttpResponse:
    shown = _one(request, kommun, pk)
    row = _cause(request, shown, str(cause_pk))
    if row is not None:
        attempt(request, lambda: causes.withdraw_cause(cause=row, by=request.user))
    return redirect(_address(shown))


@require_POST
@within(C.PROMISE)
def position(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    shown = _one(request, kommun, pk)
    form = PositionForm(request.POST)
    if form.is_valid():
        told = form.cleaned_data | {"version": form.cleaned_data["version"] or 0}
        try:
            actions.take_position(problem=shown, by=request.user, **told)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Ställningstagandet är sparat."))
            return redirect(_address(shown))
    return _page(request, kommun, shown, form)


@require_POST
@within(C.PROMISE)
def merge(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    shown = _one(request, kommun, pk)
    given = request.POST.get("into", "")
    into = _one(request, kommun, int(given) if given.isdecimal() else 0)
    done = _("Problemen är sammanslagna. Underlag och orsaker har flyttat med.")
    act = attempt(
        request, lambda: actions.merge_problem(problem=shown, into=into, by=request.user), done
    )
    return redirect(_address(into if act else shown))


@require_POST
@within(C.PROMISE)
def close(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    """Close an open problem, or open a closed one again."""
    shown = _one(request, kommun, pk)
    act = actions.reopen_problem if shown.closed_at else actions.close_problem
    attempt(request, lambda: act(problem=shown, by=request.user))
    return redirect(_address(shown))


@within(C.SEE_PICTURE)
def priorities_page(request: SignedIn, kommun: Kommun) -> HttpResponse:
    """The matrix; a new criterion is added below it."""
    may_write = request.user.can(C.PROMISE, kommun.pk)
    form = CriterionForm(request.POST or None)
    if request.method == "POST":
        if not may_write:
            raise PermissionDenied
        if "seed" in request.POST:
            attempt(request, lambda: priorities.seed_criteria(kommun=kommun, by=request.user))
            return redirect("situation:priorities", kommun.slug)
        if form.is_valid() and attempt(
            request,
            lambda: priorities.add_criterion(kommun=kommun, by=request.user, **form.cleaned_data),
        ):
            return redirect("situation:priorities", kommun.slug)
    criteria, rows = queries.matrix(kommun, request.user)
    context = {
        "kommun": kommun,
        "criteria": criteria,
        "rows": rows,
        "form": form,
        "may_write": may_write,
    }
    return render(request, "situation/priorities.html", context)


@within(C.PROMISE)
def score(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    """One row of the matrix and the decision in words."""
    shown = _one(request, kommun, pk)
    criteria = queries.criteria_of(kommun, request.user)
    scores = list(shown.scores.visible_to(request.user))
    initial = {"decision": shown.decision, "version": shown.version}
    form = ScoresForm(request.POST or None, criteria=criteria, scores=scores, initial=initial)

    def act(data: dict[str, Any]) -> str:
        given = {row: data[f"criterion_{row.pk}"] for row in criteria}
        actions.prioritise(
            problem=shown,
            scores={row: int(value) if value else None for row, value in given.items()},
            decision=data["decision"],
            version=data["version"] or 0,
            by=request.user,
        )
        return reverse("situation:priorities", args=[kommun.slug])

    lead = _("Poängen hjälper er att jämföra. Summan bestämmer inget; det gör ni, i ord.")
    page = FormPage(
        title=_("Prioritera: %(title)s") % {"title": shown.title},
        button=_("Spara"),
        back=reverse("situation:priorities", args=[kommun.slug]),
        back_text=_("Prioritering"),
        lead=lead,
    )
    return form_page(request, form, page, act)


@require_POST
@within(C.PROMISE)
def close_criterion(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    rows = Criterion.objects.visible_to(request.user).filter(kommun=kommun)
    row = get_object_or_404(rows, pk=pk)
    attempt(request, lambda: priorities.close_criterion(criterion=row, by=request.user))
    return redirect("situation:priorities", kommun.slug)
