"""A period that has ended and has no picture."""

from collections.abc import Iterable
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from lofte.desk.todos import Todo
from lofte.people.models import User
from lofte.people.states import Capability
from lofte.places.models import Kommun
from lofte.situation import queries as situation

PLACE = 30


def find(kommun: Kommun, user: User, today: date) -> Iterable[Todo]:
    if not user.can(Capability.COMPILE, kommun.pk):
        return
    last = kommun.period_of(today).previous()
    if not situation.has_picture(kommun, last.key):
        text = _("Lägesbilden för %s är inte framtagen") % last.label
        url = reverse("situation:pictures", args=[kommun.slug])
        yield Todo(text, url, "map", _("Ta fram"), pressing=True)
