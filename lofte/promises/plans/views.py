"""The action plan of the Act: the list, a draft being written, the decided text, its follow-up."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lofte.people.access import SignedIn, within
from lofte.people.form_page import FormPage, attempt, form_page
from lofte.people.leaving.views import Handout, ask_first
from lofte.people.states import Capability as C
from lofte.places.models import Kommun
from lofte.promises.measures.models import Measure
from lofte.promises.plans import actions, queries
from lofte.promises.plans.document import document_of
from lofte.promises.plans.forms import DecideForm, PlanFollowUpForm, PlanForm, values_of
from lofte.promises.plans.models import ActionPlan, PlanFollowUp
from lofte.promises.plans.pdf import follow_up_pdf, pdf
from lofte.promises.plans.rules import broken
from lofte.promises.plans.states import PlanState
from lofte.situation.states import State
from lofte.situation.statutory.models import StatutoryPicture


@require_GET
@within(C.SEE_PICTURE)
def plans(request: SignedIn, kommun: Kommun) -> HttpResponse:
    may_write = request.user.can(C.PROMISE, kommun.pk)
    rows = queries.plans_of(kommun, request.user, drafts=may_write)
    context = {"kommun": kommun, "plans": list(rows), "may_write": may_write}
    return render(request, "promises/plans.html", context)


def _one(request: SignedIn, kommun: Kommun, pk: int, *, drafts: bool = False) -> ActionPlan:
    drafts = drafts or request.user.can(C.PROMISE, kommun.pk)
    rows = queries.plans_of(kommun, request.user, drafts=drafts)
    return get_object_or_404(rows.select_related("kommun", "picture", "frozen_by"), pk=pk)


def _address(kommun: Kommun, plan: ActionPlan) -> str:
    return reverse("promises:plan", args=[kommun.slug, plan.pk])


@require_GET
@within(C.SEE_PICTURE)
def plan(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    shown, user = _one(request, kommun, pk), request.user
    is_draft = shown.state == PlanState.DRAFT
    document = shown.document or document_of(shown)
    followed = list(PlanFollowUp.objects.visible_to(user).filter(plan=shown))
    last = followed[0] if followed else None
    due = queries.due_of(shown, last)
    context = {
        "kommun": kommun,
        "plan": shown,
        "document": document,
        "rows": queries.rows_of(shown, document, last),
        "followed": followed,
        "due": due,
        "late": due is not None and due < timezone.localdate(),
        "broken": broken(shown) if is_draft else [],
        "may_write": user.can(C.PROMISE, kommun.pk) and is_draft,
        "may_decide": user.can(C.FREEZE, kommun.pk) and is_draft,
        "may_judge": user.can(C.FOLLOW_UP, kommun.pk) and not is_draft,
        "may_follow_up": user.can(C.PROMISE, kommun.pk) and not is_draft,
    }
    return render(request, "promises/plan.html", context)


def _form(
    request: SignedIn, kommun: Kommun, initial: dict[str, Any], shown: ActionPlan | None = None
) -> PlanForm:
    user = request.user
    pictures = StatutoryPicture.objects.visible_to(user).filter(kommun=kommun, state=State.FROZEN)
    measures = list(Measure.objects.visible_to(user).filter(kommun=kommun, closed_at=None))
    if shown is not None:
        chosen = shown.measures.visible_to(user)
        measures += [row for row in chosen if row not in measures]
    return PlanForm(
        request.POST or None, pictures=list(pictures), measures=measures, initial=initial
    )


@within(C.PROMISE)
def new_plan(request: SignedIn, kommun: Kommun) -> HttpResponse:
    """`?fran=` begins with the measures of an earlier plan."""
    given = request.GET.get("fran", "")
    initial: dict[str, Any] = {"title": _("Åtgärdsplan")}
    if given.isdecimal():
        initial = values_of(_one(request, kommun, int(given))) | {"version": None}
    form = _form(request, kommun, initial)

    def act(data: dict[str, Any]) -> str:
        made = actions.begin_plan(kommun=kommun, facts=form.facts(data), by=request.user)
        return _address(kommun, made)

    page = FormPage(
        title=_("Ny åtgärdsplan"),
        button=_("Spara utkastet"),
        back=reverse("promises:plans", args=[kommun.slug]),
        back_text=_("Åtgärdsplan"),
        lead=_("De åtgärder som kommunen avser att vidta, med lägesbilden som grund (5 §)."),
        done=_("Utkastet är sparat. Sidan säger vad som saknas innan planen kan beslutas."),
    )
    return form_page(request, form, page, act)


def _of_plan(kommun: Kommun, shown: ActionPlan, title: str, button: str, **more: Any) -> FormPage:
    back = _address(kommun, shown)
    return FormPage(title=title, button=button, back=back, back_text=shown.title, **more)


@within(C.PROMISE)
def write_plan(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    shown = _one(request, kommun, pk)
    form = _form(request, kommun, values_of(shown), shown)

    def act(data: dict[str, Any]) -> str:
        facts, version = form.facts(data), data["version"] or 0
        actions.write_plan(plan=shown, facts=facts, version=version, by=request.user)
        return _address(kommun, shown)

    done = _("Åtgärdsplanen är sparad.")
    page = _of_plan(kommun, shown, _("Skriv åtgärdsplanen"), _("Spara"), done=done)
    return form_page(request, form, page, act)


@within(C.FREEZE)
def decide_plan(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    shown = _one(request, kommun, pk, drafts=True)
    found = broken(shown) if shown.state == PlanState.DRAFT else []
    initial = {"version": shown.version, "organ": _("Kommunstyrelsen")}
    form = DecideForm(request.POST or None, broken=found, initial=initial)

    def act(data: dict[str, Any]) -> str:
        actions.decide_plan(
            plan=shown,
            version=data["version"],
            decision=form.decision(data),
            reasons=form.reasons(data),
            by=request.user,
        )
        return _address(kommun, shown)

    page = _of_plan(
        kommun,
        shown,
        _("För in beslutet"),
        _("För in beslutet"),
        lead=_(
            "Planen får ett nummer och ändras inte mer. En annan person än den som skrev den för "
            "in beslutet."
        ),
        done=_("Beslutet är infört. Planen ligger fast och följs upp inom två år."),
        template="promises/decide.html",
        context={"broken": found},
    )
    return form_page(request, form, page, act)


@require_POST
@within(C.PROMISE)
def discard_plan(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    shown = _one(request, kommun, pk)
    done = _("Utkastet är kasserat.")
    if attempt(request, lambda: actions.discard_plan(plan=shown, by=request.user), done):
        return redirect("promises:plans", kommun.slug)
    return redirect(_address(kommun, shown))


@within(C.PROMISE)
def follow_up_plan(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    """The whole plan: refused until each measure is judged."""
    shown = _one(request, kommun, pk)
    initial = {"version": shown.version, "on": timezone.localdate()}
    form = PlanFollowUpForm(request.POST or None, initial=initial)

    def act(data: dict[str, Any]) -> str:
        actions.follow_up_plan(plan=shown, by=request.user, **data)
        return _address(kommun, shown)

    page = _of_plan(
        kommun,
        shown,
        _("Följ upp hela planen"),
        _("Spara uppföljningen"),
        lead=_("Bedöm först varje åtgärd. Uppföljningen ligger sedan fast, med det som bedömts."),
        done=_("Planen är uppföljd. Nästa uppföljning ska vara klar inom två år."),
    )
    return form_page(request, form, page, act)


def _file(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@within(C.SEE_PICTURE)
def document(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    shown = _one(request, kommun, pk)
    name = f"atgardsplan-{kommun.slug}-{shown.number or 'utkast'}.pdf"
    handout = Handout(shown, str(shown), _address(kommun, shown))
    return ask_first(request, kommun, handout, lambda _secrets: _file(pdf(shown), name))


@require_http_methods(["GET", "HEAD", "POST"])
@within(C.SEE_PICTURE)
def follow_up_document(request: SignedIn, kommun: Kommun, pk: int, number: int) -> HttpResponse:
    shown = _one(request, kommun, pk)
    rows = PlanFollowUp.objects.visible_to(request.user).filter(plan=shown)
    row = get_object_or_404(rows.select_related("plan__kommun"), pk=number)
    name = f"atgardsplan-{kommun.slug}-{shown.number}-uppfoljning.pdf"
    handout = Handout(row, str(row), _address(kommun, shown))
    return ask_first(request, kommun, handout, lambda _secrets: _file(follow_up_pdf(row), name))
