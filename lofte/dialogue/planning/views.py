"""Staff plan a dialogue, try its form, open and end it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lofte.audit.refusals import Refused
from lofte.dialogue import actions as dialogues_
from lofte.dialogue.answering.language import speaking, spoken
from lofte.dialogue.answering.views import OURS, context_of
from lofte.dialogue.feedback.queries import debts, given_to
from lofte.dialogue.models import Dialogue
from lofte.dialogue.planning import actions, queries
from lofte.dialogue.planning.formats import STARTS, Start, start_of
from lofte.dialogue.planning.forms import PlanForm, StartForm
from lofte.dialogue.printing.paper import languages_of
from lofte.dialogue.questionnaires import bank, questions
from lofte.dialogue.questionnaires.languages import IN_SWEDISH
from lofte.dialogue.questionnaires.own_areas import with_areas
from lofte.dialogue.questionnaires.wording import said
from lofte.dialogue.states import OVER, Audience, Mode, State, can_move
from lofte.people.access import SignedIn, within
from lofte.people.form_page import FormPage, attempt, form_page
from lofte.people.states import Capability
from lofte.places.models import Kommun
from lofte.places.queries import own_area_names

PLAN = Capability.DIALOGUE


@require_GET
@within(Capability.SEE_GROUP, PLAN)
def dialogues(request: SignedIn, kommun: Kommun) -> HttpResponse:
    may_plan = request.user.can(PLAN, kommun.pk)
    rows = list(queries.dialogues_of(kommun, request.user, drafts=may_plan))
    today = timezone.localdate()
    owed = {row.pk for row in debts(kommun, request.user, today)}
    context = {
        "kommun": kommun,
        "drafts": [row for row in rows if row.state == State.DRAFT],
        "open": [row for row in rows if row.state == State.OPEN],
        "over": [row for row in rows if row.state in OVER],
        "owed": owed,
        "today": today,
        "may_plan": may_plan,
    }
    return render(request, "dialogue/planning/dialogues.html", context)


@require_GET
@within(PLAN)
def choose(request: SignedIn, kommun: Kommun) -> HttpResponse:
    return render(request, "dialogue/planning/choose.html", {"kommun": kommun, "starts": STARTS})


@require_http_methods(["GET", "HEAD", "POST"])
@within(PLAN)
def new(request: SignedIn, kommun: Kommun, format_: str) -> HttpResponse:
    start = start_of(format_)
    if start is None:
        raise Http404
    ready = with_areas(bank.starting(start.format), own_area_names(kommun))
    form = StartForm(
        request.POST if request.method == "POST" else None,
        earlier=queries.to_start_from(kommun, request.user),
        initial=_suggested(start, ready),
    )
    if form.is_valid():
        try:
            made = _start(request, kommun, start, form)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Utkastet är sparat. Prova formuläret och öppna sedan."))
            return redirect("planning:dialogue", kommun.slug, made.pk)
    context = {"kommun": kommun, "start": start, "form": form, "labels": _labels(ready)}
    return render(request, "dialogue/planning/new.html", context)


def _labels(definition: dict[str, Any]) -> list[str]:
    return [said(question["text"]) for question in definition["questions"]]


def _suggested(start: Start, ready: dict[str, Any]) -> dict[str, Any]:
    today = timezone.localdate()
    return {
        "title": ready["title"]["sv"],
        "audience": start.audience,
        "opens": today,
        "closes": today + timedelta(days=start.days - 1),
    }


def _start(request: SignedIn, kommun: Kommun, start: Start, form: StartForm) -> Dialogue:
    data = form.cleaned_data
    earlier = form.earlier.get(data.get("questions", ""))
    return actions.start(
        kommun=kommun,
        chosen=dialogues_.Plan(
            title=data["title"],
            format=start.format,
            audience=Audience(data["audience"]),
            mode=start.mode,
            opens=data["opens"],
            closes=data["closes"],
        ),
        definition=earlier.questionnaire.definition if earlier else bank.starting(start.format),
        by=request.user,
    )


def one(request: SignedIn, kommun: Kommun, pk: int) -> Dialogue:
    rows = Dialogue.objects.visible_to(request.user).filter(kommun=kommun)
    if not request.user.can(PLAN, kommun.pk):
        rows = rows.exclude(state=State.DRAFT)
    return get_object_or_404(rows.select_related("questionnaire", "kommun"), pk=pk)


@require_GET
@within(Capability.SEE_GROUP, PLAN)
def dialogue(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    shown, today = one(request, kommun, pk), timezone.localdate()
    came = queries.came_by(shown, request.user)
    given = given_to(shown, request.user)
    context = {
        "kommun": kommun,
        "dialogue": shown,
        "may_plan": request.user.can(PLAN, kommun.pk),
        "address": request.build_absolute_uri(reverse("answering:form", args=[shown.link])),
        "labels": _labels(shown.questionnaire.definition),
        "came": came,
        "answered": sum(count for _way, count in came),
        "is_sample": shown.mode == Mode.SAMPLE,
        "drawn": queries.drawn_for(shown, request.user),
        "waits": shown.state == State.OPEN and today < shown.opens,
        "is_late": shown.state == State.OPEN and today > shown.closes,
        "may_open": can_move(shown.state, State.OPEN),
        "may_end": can_move(shown.state, State.ENDED),
        "may_take_back": can_move(shown.state, State.DRAFT) and not came,
        "given": given,
        "told_after": any(not one.while_open for one in given),
        "papers": [(code, IN_SWEDISH[code]) for code in languages_of(shown) if code in IN_SWEDISH],
    }
    return render(request, "dialogue/planning/dialogue.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@within(PLAN)
def preview(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    """The form as the respondent sees it. What is sent is read, answered and forgotten."""
    shown = one(request, kommun, pk)
    posted = {name: request.POST.getlist(name) for name in request.POST}
    posted.pop("csrfmiddlewaretoken", None)
    other = request.POST.get("byt", "")
    with speaking(request, other or request.POST.get("sprak", "")):
        wrong: dict[str, str] = {}
        if request.method == "POST" and not other:
            answered = {name: values for name, values in posted.items() if name not in OURS}
            wrong = questions.read(shown.questionnaire.definition, answered).wrong
            if not wrong:
                messages.success(request, _("Svaret hade gått fram. Inget är sparat."))
                return redirect("planning:preview", kommun.slug, pk)
        context = context_of(shown, shown.questionnaire, posted, wrong)
        context |= spoken(request, shown.questionnaire)
        back = reverse("planning:dialogue", args=[kommun.slug, pk])
        return render(request, "dialogue/form.html", context | {"closed": "", "preview": back})


@require_http_methods(["GET", "HEAD", "POST"])
@within(PLAN)
def change(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    shown = one(request, kommun, pk)
    now = {"title": shown.title, "opens": shown.opens, "closes": shown.closes}
    form = PlanForm(request.POST if request.method == "POST" else None, initial=now)
    if shown.state != State.DRAFT:
        form.fields["opens"].disabled = True
    back = reverse("planning:dialogue", args=[kommun.slug, pk])

    def act(data: dict[str, Any]) -> str:
        actions.change_plan(dialogue=shown, **data, by=request.user)
        return back

    page = FormPage(
        title=_("Ändra rubrik och dagar"),
        button=_("Spara"),
        back=back,
        back_text=shown.title,
        done=_("Ändringen är sparad."),
    )
    return form_page(request, form, page, act)


def _act(
    request: SignedIn, kommun: Kommun, pk: int, act: Callable[..., Any], done: str
) -> HttpResponse:
    shown = one(request, kommun, pk)
    attempt(request, lambda: act(dialogue=shown, by=request.user), done)
    return redirect("planning:dialogue", kommun.slug, pk)


@require_POST
@within(PLAN)
def open_(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    done = _("Dialogen är öppen. Sprid den korta adressen.")
    return _act(request, kommun, pk, dialogues_.open_, done)


@require_POST
@within(PLAN)
def end(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    done = _("Svarstiden är slut. Återkoppla till dem som svarade.")
    return _act(request, kommun, pk, dialogues_.end, done)


@require_POST
@within(PLAN)
def take_back(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    return _act(request, kommun, pk, actions.take_back, _("Dialogen är ett utkast igen."))


@require_POST
@within(PLAN)
def discard(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    try:
        actions.discard(dialogue=one(request, kommun, pk), by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("planning:dialogue", kommun.slug, pk)
    messages.success(request, _("Utkastet är borttaget."))
    return redirect("planning:dialogues", kommun.slug)
