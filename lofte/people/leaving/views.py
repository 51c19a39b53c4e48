"""Before anything leaves the group: a page that says what that means, and to whom it goes.

A document that is handed to another organisation becomes a received document there, and a public
one as a rule. Every page that gives out a file asks here first.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import models
from django.http import HttpResponse
from django.shortcuts import render

from lofte.people.access import SignedIn
from lofte.people.leaving.actions import hand_out
from lofte.people.leaving.forms import ReceiverForm
from lofte.people.queries import parties_of
from lofte.places.models import Kommun


@dataclass(frozen=True, slots=True)
class Handout:
    """A file about to be given out. secrets: how many of the group's own places it names."""

    what: models.Model
    title: str
    back: str
    secrets: int = 0


def ask_first(
    request: SignedIn, kommun: Kommun, handout: Handout, make: Callable[[bool], HttpResponse]
) -> HttpResponse:
    """The question on GET, the file on POST. `make` is told whether secret names may be in it."""
    parties = [(party.name, party.name) for party in parties_of(kommun, request.user)]
    posted = request.POST if request.method == "POST" else None
    form = ReceiverForm(posted, parties=parties, secrets=handout.secrets)
    if posted is None or not form.is_valid():
        context = {"kommun": kommun, "form": form, "handout": handout}
        return render(request, "people/leaving.html", context)
    content = make(form.with_secrets)
    hand_out(
        what=handout.what,
        kommun_code=kommun.code,
        receiver=form.told,
        secrets=handout.secrets if form.with_secrets else 0,
        by=request.user,
    )
    return content
