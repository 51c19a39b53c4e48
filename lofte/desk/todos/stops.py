"""Stops that wait for the police's answer."""

from collections.abc import Iterable
from datetime import date

from django.urls import reverse
from django.utils.translation import ngettext

from lofte.desk.todos import Todo
from lofte.patrol import queries as patrol
from lofte.people.models import User
from lofte.people.states import Capability
from lofte.places.models import Kommun

PLACE = 45


def find(kommun: Kommun, user: User, today: date) -> Iterable[Todo]:
    if not user.can(Capability.PATROL, kommun.pk):
        return
    count = patrol.waiting_for_answer(kommun, user, today)
    if count:
        text = ngettext(
            "%d stopp väntar på polisens svar", "%d stopp väntar på polisens svar", count
        )
        action = ngettext("Svara på det", "Svara på dem", count)
        yield Todo(text % count, reverse("patrol:stops", args=[kommun.slug]), "route", action)
