"""Points of safety walks whose day has passed without a word."""

from collections.abc import Iterable
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lofte.desk.todos import Todo
from lofte.dialogue.walks.queries import late
from lofte.people.models import User
from lofte.people.states import Capability
from lofte.places.models import Kommun

PLACE = 41


def find(kommun: Kommun, user: User, today: date) -> Iterable[Todo]:
    if not user.can(Capability.DIALOGUE, kommun.pk):
        return
    points = list(late(kommun, user, today))
    if not points:
        return
    first = points[0]
    text = ngettext(
        "%(n)d punkt från en trygghetsvandring skulle ha varit klar: %(where)s, %(day)s",
        "%(n)d punkter från trygghetsvandringar skulle ha varit klara, först %(where)s, %(day)s",
        len(points),
    ) % {"n": len(points), "where": first.where, "day": first.target}
    url = reverse("walks:protocol", args=[kommun.slug, first.dialogue_id])
    yield Todo(text, url, "footprints", _("Säg vad det blev"), pressing=True)
