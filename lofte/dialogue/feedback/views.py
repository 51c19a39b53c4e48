"""Telling those who answered, and closing the dialogue."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from lofte.audit.refusals import Refused
from lofte.dialogue.feedback import actions
from lofte.dialogue.feedback.forms import FeedbackForm
from lofte.dialogue.feedback.queries import given_to
from lofte.dialogue.models import Dialogue
from lofte.dialogue.states import State, can_move
from lofte.people.access import SignedIn, within
from lofte.people.states import Capability
from lofte.places.models import Kommun


def _one(request: SignedIn, kommun: Kommun, pk: int) -> Dialogue:
    rows = Dialogue.objects.visible_to(request.user).filter(kommun=kommun)
    rows = rows.exclude(state=State.DRAFT)
    return get_object_or_404(rows.select_related("kommun"), pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
@within(Capability.DIALOGUE)
def feedback(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    dialogue = _one(request, kommun, pk)
    posted = request.POST if request.method == "POST" else None
    form = FeedbackForm(posted, initial={"told_on": timezone.localdate()})
    if posted is not None and form.is_valid():
        told = actions.Told(**form.cleaned_data)
        try:
            given = actions.give_feedback(
                dialogue=dialogue, told=told, now=timezone.now(), by=request.user
            )
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            said = _("Återkopplingen är sparad. %d brev går till dem som lämnat sin adress.")
            messages.success(request, said % given.letters)
            return redirect("results:feedback", kommun.slug, pk)
    given_before = given_to(dialogue, request.user)
    told_after = any(not one.while_open for one in given_before)
    context = {
        "kommun": kommun,
        "dialogue": dialogue,
        "form": form,
        "given": given_before,
        "told_after": told_after,
        "may_close": told_after and can_move(dialogue.state, State.CLOSED),
    }
    return render(request, "dialogue/feedback/feedback.html", context)


@require_POST
@within(Capability.DIALOGUE)
def close(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    try:
        actions.close(dialogue=_one(request, kommun, pk), by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Dialogen är avslutad och återkopplad."))
    return redirect("results:feedback", kommun.slug, pk)
