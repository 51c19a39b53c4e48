"""How good is this picture? The kommun's own trial, and how honest the methods are."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from lofte.people.access import SignedIn, within
from lofte.people.states import Capability
from lofte.places.models import Kommun
from lofte.situation.render.honesty import honesty
from lofte.situation.render.trial import HOW_TO_READ, charts, how, what_to_expect
from lofte.situation.trial.kept import kept
from lofte.situation.trial.tables import accuracy, differences, places_to_be


@require_GET
@within(Capability.SEE_PICTURE)
def trial_page(request: SignedIn, kommun: Kommun) -> HttpResponse:
    """Shows what is kept; the scheduler tries anew once a week, because it takes its time."""
    found = kept(kommun)
    context: dict[str, Any] = {"kommun": kommun, "trial": found, "honesty": honesty()}
    if found is not None:
        context |= {
            "charts": charts(found),
            "how": how(found),
            "how_to_read": HOW_TO_READ,
            "accuracy": accuracy(found),
            "differences": differences(found),
        }
        if found.coming is not None:
            context |= {
                "expected": what_to_expect(found.coming),
                "places_to_be": places_to_be(found.coming),
            }
    return render(request, "situation/trial.html", context)
