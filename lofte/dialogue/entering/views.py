"""Staff write in what somebody answered on paper or at a desk, one after the other."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from lofte.audit.refusals import Refused
from lofte.dialogue.answering import actions as answering
from lofte.dialogue.answering.views import OURS, context_of
from lofte.dialogue.models import Dialogue, Questionnaire
from lofte.dialogue.planning.queries import came_by
from lofte.dialogue.planning.views import one
from lofte.dialogue.queries import version_of
from lofte.dialogue.questionnaires import questions
from lofte.dialogue.questionnaires.questions import Given, Posted
from lofte.dialogue.states import Channel, State
from lofte.people.access import SignedIn, within
from lofte.people.states import Capability
from lofte.places.models import Kommun

BY_STAFF = (Channel.PAPER, Channel.DESK)
STAFFS_OWN = OURS | {"kanal", "sedan", "csrfmiddlewaretoken"}
WAITS = gettext_lazy("Det går att skriva in svar när dialogen är öppen och första dagen är här.")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@within(Capability.DIALOGUE)
def enter(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    dialogue = one(request, kommun, pk)
    if dialogue.state != State.OPEN or timezone.localdate() < dialogue.opens:
        messages.error(request, str(WAITS))
        return redirect("planning:dialogue", kommun.slug, pk)
    if request.method != "POST":
        channel = _channel(request.GET.get("kanal", ""))
        return _page(request, dialogue, dialogue.questionnaire, {}, {}, channel)
    posted = {name: request.POST.getlist(name) for name in request.POST}
    channel = _channel(request.POST.get("kanal", ""))
    version = version_of(dialogue, request.POST.get("version", ""))
    given = _given(version, posted)
    if not given.wrong:
        try:
            is_new = _keep(request, dialogue, version, given, channel)
        except Refused as refusal:
            given.wrong[""] = str(refusal)
        else:
            return _saved(request, kommun, dialogue, channel, is_new=is_new)
    return _page(request, dialogue, version, posted, given.wrong, channel)


def _channel(text: str) -> Channel:
    return Channel(text) if text in BY_STAFF else Channel.PAPER


def _given(version: Questionnaire, posted: Posted) -> Given:
    """What was typed. Paper cannot demand an answer, so nothing is demanded here."""
    definition = version.definition
    asked = [question | {"required": False} for question in definition["questions"]]
    answered = {name: values for name, values in posted.items() if name not in STAFFS_OWN}
    given = questions.read({**definition, "questions": asked}, answered)
    if given.is_empty and not given.wrong:
        given.wrong[""] = _("Inget svar är ifyllt. Fyll i minst en fråga.")
    return given


def _keep(
    request: SignedIn, dialogue: Dialogue, version: Questionnaire, given: Given, channel: Channel
) -> bool:
    sending = answering.Sending(
        given=given,
        questionnaire=version,
        client_id=request.POST.get("sandning", "")[:80] or str(uuid.uuid4()),
        channel=channel,
        code=request.POST.get("kod", "")[:80],
    )
    # What came in time may be written in afterwards: it counts to the last day.
    day = min(timezone.localdate(), dialogue.closes)
    return answering.receive(dialogue=dialogue, sending=sending, today=day, by=request.user)


def _saved(
    request: SignedIn, kommun: Kommun, dialogue: Dialogue, channel: Channel, *, is_new: bool
) -> HttpResponse:
    if is_new:
        messages.success(request, _("Svaret är sparat. Det går inte att ändra."))
    else:
        messages.info(request, _("Svaret var redan sparat och räknas en gång."))
    if request.POST.get("sedan") == "sluta":
        return redirect("planning:dialogue", kommun.slug, dialogue.pk)
    here = reverse("entering:enter", args=[kommun.slug, dialogue.pk])
    return redirect(f"{here}?{urlencode({'kanal': channel})}")


def _page(
    request: SignedIn,
    dialogue: Dialogue,
    version: Questionnaire,
    posted: Posted,
    wrong: dict[str, str],
    channel: Channel,
) -> HttpResponse:
    context: dict[str, Any] = context_of(dialogue, version, posted, wrong)
    context |= {
        "kommun": dialogue.kommun,
        "channels": [(way.value, way.label, way == channel) for way in BY_STAFF],
        "came": came_by(dialogue, request.user),
    }
    status = 422 if wrong else 200
    return render(request, "dialogue/entering/enter.html", context, status=status)
