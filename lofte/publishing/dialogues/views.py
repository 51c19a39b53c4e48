from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lofte.audit.refusals import Refused
from lofte.dialogue.models import Dialogue
from lofte.dialogue.results.queries import suspected_in, with_results
from lofte.dialogue.states import OVER
from lofte.people.access import SignedIn, within
from lofte.people.states import Capability
from lofte.places.models import Kommun
from lofte.publishing.dialogues import actions, disclosed, queries
from lofte.publishing.dialogues.content import content_of

WITHOUT = "utan"


def _dialogue(request: SignedIn, kommun: Kommun, pk: int) -> Dialogue:
    rows = with_results(kommun, request.user).filter(state__in=OVER)
    return get_object_or_404(rows.select_related("questionnaire", "kommun"), pk=pk)


@require_GET
@within(Capability.PUBLISH)
def preview(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    """Exactly what the public would see, with or without what may be a flood."""
    dialogue = _dialogue(request, kommun, pk)
    before = queries.told_before(dialogue, kommun)
    asked = request.GET.get("misstankta") != WITHOUT
    suspected = before[0]["with_suspected"] if before else asked
    content = content_of(dialogue, kommun, request.user, suspected=suspected, before=before)
    others = disclosed.counts_others(content, before)
    content["published"] = timezone.localdate().isoformat()
    context = {
        "kommun": kommun,
        "dialogue": dialogue,
        "content": content,
        "suspected": suspected,
        "others": others,
        "flood": not before and bool(suspected_in(dialogue)),
    }
    return render(request, "publishing/dialogue_preview.html", context)


@require_POST
@within(Capability.PUBLISH)
def publish(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    dialogue = _dialogue(request, kommun, pk)
    suspected = request.POST.get("misstankta") != WITHOUT
    try:
        made = actions.publish_dialogue(
            dialogue=dialogue, suspected=suspected, by=request.user, today=timezone.localdate()
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("publishing:dialogue-preview", kommun.slug, pk)
    text = _("Resultatet är publicerat på kommunens öppna sida, utgåva %(number)d.")
    messages.success(request, text % {"number": made.number})
    return redirect("publishing:editions", kommun.slug)
