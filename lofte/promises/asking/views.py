"""Choose a question that a dialogue has asked, and measure with it."""

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from lofte.dialogue.models import Dialogue
from lofte.dialogue.results.questions import Item
from lofte.people.access import SignedIn, within
from lofte.people.form_page import FormPage, attempt, form_page
from lofte.people.states import Capability as C
from lofte.places.models import Kommun
from lofte.promises.asking import actions
from lofte.promises.asking.forms import QuestionForm
from lofte.promises.asking.queries import Offered, offered
from lofte.promises.inputs import IndicatorFacts
from lofte.promises.measures.views import address, one_measure
from lofte.promises.readings.views import one_indicator
from lofte.promises.views import point_of


@within(C.PROMISE)
def of_point(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    shown = point_of(request, kommun, pk)
    kommuner = shown.promise.kommuner.visible_to(request.user)
    back = reverse("promises:point", args=[kommun.slug, pk])

    def make(facts: IndicatorFacts) -> object:
        return actions.measure_with_question(facts=facts, commitment=shown, by=request.user)

    return _question(request, kommuner, (back, shown.text), make)


@within(C.PROMISE)
def of_measure(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    shown = one_measure(request, kommun, pk)

    def make(facts: IndicatorFacts) -> object:
        return actions.measure_with_question(facts=facts, measure=shown, by=request.user)

    return _question(request, [kommun], (address(shown), shown.text), make)


def _question(
    request: SignedIn,
    kommuner: Iterable[Kommun],
    back: tuple[str, str],
    make: Callable[[IndicatorFacts], object],
) -> HttpResponse:
    """First the questions that have been asked; with one chosen, its answers."""
    known = offered(kommuner, request.user)
    chosen = _chosen(request, known)
    if chosen is None:
        context = {"kommun": request.kommun, "back": back, "offered": known}
        return render(request, "promises/questions.html", context)
    dialogue, item = chosen
    form = QuestionForm(
        request.POST or None, dialogue=dialogue, item=item, initial={"name": item.label[:200]}
    )

    def act(data: dict[str, Any]) -> str:
        make(form.facts(data))
        return back[0]

    words = _("%(mode)s: %(title)s. Frågan jämförs bara med samma version i samma slags dialog.")
    page = FormPage(
        title=item.label,
        button=_("Mät med frågan"),
        back=request.path,
        back_text=_("Frågor att mäta med"),
        lead=words % {"mode": dialogue.get_mode_display().capitalize(), "title": dialogue.title},
        done=_("Måttet är sparat. Det läses av sig självt när en dialog med samma fråga är slut."),
    )
    return form_page(request, form, page, act)


def _chosen(request: SignedIn, known: list[Offered]) -> tuple[Dialogue, Item] | None:
    given = request.GET.get("dialog", "")
    if not given:
        return None
    wanted = request.GET.get("fraga", ""), request.GET.get("rad", "")
    for one in known:
        for item in one.items:
            if str(one.dialogue.pk) == given and (item.code, item.row) == wanted:
                return one.dialogue, item
    raise Http404


@require_POST
@within(C.FOLLOW_UP)
def read(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    """Now, instead of at the next run of the clock."""
    shown = one_indicator(request, kommun, pk)
    count = attempt(request, lambda: actions.read_dialogues(indicator=shown, by=request.user))
    if count is not None:
        said = ngettext("%d dialog är läst.", "%d dialoger är lästa.", count)
        messages.success(request, said % count)
    return redirect("promises:readings", kommun.slug, pk)
