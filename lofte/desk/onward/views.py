from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from lofte.desk.onward import queries
from lofte.dialogue.results.views import one
from lofte.people.access import SignedIn, within
from lofte.people.states import Capability
from lofte.places.models import Kommun
from lofte.situation.problems.models import Problem


@require_GET
@within(Capability.SEE_GROUP)
def onward(request: SignedIn, kommun: Kommun, pk: int) -> HttpResponse:
    """What a dialogue has led to, and one click for what has led to nothing yet."""
    dialogue = one(request, kommun, pk)
    may_write = request.user.can(Capability.PROMISE, kommun.pk)
    problems = Problem.objects.visible_to(request.user).filter(kommun=kommun, closed_at=None)
    context = {
        "kommun": kommun,
        "dialogue": dialogue,
        "found": queries.onward(dialogue, request.user, timezone.localdate()),
        "may_write": may_write,
        "problems": list(problems) if may_write else [],
    }
    return render(request, "desk/onward.html", context)
