"""Feedback debt: dialogues whose answers nobody has answered."""

from collections.abc import Iterable
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lofte.desk.todos import Todo
from lofte.dialogue.feedback.queries import debts
from lofte.people.models import User
from lofte.people.states import Capability
from lofte.places.models import Kommun

PLACE = 40


def find(kommun: Kommun, user: User, today: date) -> Iterable[Todo]:
    if not user.can(Capability.DIALOGUE, kommun.pk):
        return
    owed = list(debts(kommun, user, today))
    if not owed:
        return
    first = owed[0]
    text = ngettext(
        "%(n)d dialog väntar på återkoppling: %(title)s, sista svar %(day)s",
        "%(n)d dialoger väntar på återkoppling, längst %(title)s, sista svar %(day)s",
        len(owed),
    ) % {"n": len(owed), "title": first.title, "day": first.closes}
    url = reverse("results:feedback", args=[kommun.slug, first.pk])
    yield Todo(text, url, "message-square-plus", _("Återkoppla"), pressing=True)
