"""What is wished and what the police answer, and the weights that a plan uses."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lofte.audit.refusals import Refused
from lofte.patrol import actions, queries
from lofte.patrol.forms import (
    ActivityForm,
    AnswerForm,
    DeclineForm,
    WeightsForm,
    WishForm,
    window_fields,
)
from lofte.patrol.inputs import Answer, StopInput
from lofte.patrol.models import Stop
from lofte.patrol.states import StopState
from lofte.patrol.suggesting import ACTIVITY, GUESS
from lofte.people.access import SignedIn, within
from lofte.people.states import Capability
from lofte.places.models import Kommun
from lofte.situation.models import Picture
from lofte.situation.queries import pictures_of

WORKS = (Capability.PATROL, Capability.COORDINATE)


def tried(request: SignedIn, act: Callable[[], Any]) -> Any:
    """What was done, or None with the reason as a message."""
    try:
        return act()
    except Refused as refusal:
        messages.error(request, str(refusal))
        return None


@require_GET
@within(*WORKS)
def stops(request: SignedIn, kommun: Kommun) -> HttpResponse:
    today = timezone.localdate()
    shown = (StopState.SUGGESTED, *queries.PUT_FORWARD)
    rows = list(queries.current(kommun, request.user, today, *shown))
    by_state = {state: [row for row in rows if row.state == state] for state in shown}
    context = {
        "kommun": kommun,
        "waiting": by_state[StopState.PROPOSED],
        "suggested": by_state[StopState.SUGGESTED],
        "accepted": by_state[StopState.ACCEPTED],
        "declined": by_state[StopState.DECLINED],
        "picture": pictures_of(kommun, request.user).first(),
        "may_answer": request.user.can(Capability.PATROL, kommun.pk),
    }
    return render(request, "patrol/stops.html", context)


def _one(request: SignedIn, kommun: Kommun, pk: int) -> Stop:
    rows = Stop.objects.visible_to(request.user).filter(kommun=kommun)
    return get_object_or_404(rows.select_related("place", "picture", "answered_by"), pk=pk)


@require_GET
@within(*WORKS)
def stop(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    return _page(request, kommun, _one(request, kommun, pk))


def _page(request: SignedIn, kommun: Kommun, shown: Stop, **forms: Any) -> HttpResponse:
    """`forms` hold what was typed when saving it was refused."""
    answers = request.user.can(Capability.PATROL, kommun.pk)
    version = {"version": shown.version, "activity": shown.activity}
    state = StopState(shown.state)
    context = {
        "kommun": kommun,
        "stop": shown,
        "propose_form": ActivityForm(initial=version),
        "answer_form": AnswerForm(initial=version | window_fields(shown)),
        "decline_form": DeclineForm(initial=version, prefix="nej"),
        "may_propose": state == StopState.SUGGESTED,
        "may_drop": state in (StopState.SUGGESTED, StopState.PROPOSED),
        "may_accept": answers and state in (StopState.PROPOSED, *queries.ANSWERED),
        "may_decline": answers and state in (StopState.PROPOSED, StopState.ACCEPTED),
        **forms,
    }
    return render(request, "patrol/stop.html", context)


@require_POST
@within(*WORKS)
def suggest(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    rows = Picture.objects.visible_to(request.user).filter(kommun=kommun)
    picture = get_object_or_404(rows, pk=pk)
    made = tried(request, lambda: actions.suggest_stops(picture=picture, by=request.user))
    if made == []:
        messages.info(request, _("Lägesbilden pekar inte ut någon ny plats."))
    elif made:
        text = ngettext("%d uppslag ur lägesbilden.", "%d uppslag ur lägesbilden.", len(made))
        messages.success(request, text % len(made))
    return redirect("patrol:stops", kommun.slug)


@require_POST
@within(*WORKS)
def propose(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    shown = _one(request, kommun, pk)
    form = ActivityForm(request.POST)
    if not form.is_valid():
        return _page(request, kommun, shown, propose_form=form)
    data = form.cleaned_data
    act = lambda: actions.propose_stop(stop=shown, by=request.user, **data)  # noqa: E731
    if tried(request, act) is None:
        return _page(request, kommun, shown, propose_form=form)
    messages.success(request, _("Stoppet är föreslaget. Polisen svarar."))
    return redirect("patrol:stops", kommun.slug)


def version_in(request: SignedIn) -> int:
    given = request.POST.get("version", "")
    return int(given) if given.isdecimal() and len(given) < 10 else 0


@require_POST
@within(*WORKS)
def drop(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    shown, version = _one(request, kommun, pk), version_in(request)
    act = lambda: actions.drop_stop(stop=shown, version=version, by=request.user)  # noqa: E731
    if tried(request, act) is not None:
        messages.success(request, _("Stoppet är struket."))
    return redirect("patrol:stops", kommun.slug)


@require_POST
@within(Capability.PATROL)
def accept(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    shown = _one(request, kommun, pk)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _page(request, kommun, shown, answer_form=form)
    data = form.cleaned_data
    answer = Answer(window=form.window, activity=data["activity"], reason=data["reason"])
    done = tried(
        request,
        lambda: actions.accept_stop(
            stop=shown, version=data["version"], answer=answer, by=request.user
        ),
    )
    if done is None:
        return _page(request, kommun, shown, answer_form=form)
    messages.success(request, _("Stoppet är antaget."))
    return redirect("patrol:stops", kommun.slug)


@require_POST
@within(Capability.PATROL)
def decline(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    shown = _one(request, kommun, pk)
    form = DeclineForm(request.POST, prefix="nej")
    if not form.is_valid():
        return _page(request, kommun, shown, decline_form=form)
    data = form.cleaned_data
    done = tried(request, lambda: actions.decline_stop(stop=shown, by=request.user, **data))
    if done is None:
        return _page(request, kommun, shown, decline_form=form)
    messages.success(request, _("Stoppet är avböjt. Samordnaren ser ditt skäl."))
    return redirect("patrol:stops", kommun.slug)


@require_http_methods(["GET", "HEAD", "POST"])
@within(*WORKS)
def wish(request: SignedIn, kommun: Kommun) -> HttpResponse:
    coming = kommun.period_of(timezone.localdate()).next()
    initial = {
        "first": coming.start,
        "last": coming.last_day,
        "activity": ACTIVITY,
        "first_weekday": GUESS.first_weekday,
        "last_weekday": GUESS.last_weekday,
        "first_hour": GUESS.first_hour,
        "last_hour": GUESS.last_hour,
    }
    posted = request.POST if request.method == "POST" else None
    form = WishForm(posted, kommun=kommun, viewer=request.user, initial=initial)
    if posted is not None and form.is_valid():
        data = form.cleaned_data
        wished = StopInput(
            place=data["place"],
            window=form.window,
            first=data["first"],
            end=data["last"] + timedelta(days=1),
            why=data["why"],
            activity=data["activity"],
        )
        act = lambda: actions.add_stop(kommun=kommun, wish=wished, by=request.user)  # noqa: E731
        if tried(request, act) is not None:
            messages.success(request, _("Stoppet är föreslaget. Polisen svarar."))
            return redirect("patrol:stops", kommun.slug)
    return render(request, "patrol/wish.html", {"kommun": kommun, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@within(*WORKS)
def weights(request: SignedIn, kommun: Kommun) -> HttpResponse:
    posted = request.POST if request.method == "POST" else None
    known = queries.weights_of(kommun, request.user, timezone.localdate())
    form = WeightsForm(posted, weights=known)
    if posted is not None and form.is_valid():
        actions.set_harm_weights(kommun=kommun, weights=form.weights, by=request.user)
        messages.success(request, _("Vikterna är sparade. De gäller nästa pass."))
        return redirect("patrol:weights", kommun.slug)
    return render(request, "patrol/weights.html", {"kommun": kommun, "form": form})
