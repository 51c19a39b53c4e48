"""A frozen picture that may be told openly."""

from collections.abc import Iterable
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from lofte.desk.todos import Todo
from lofte.people.models import User
from lofte.people.states import Capability
from lofte.places.models import Kommun
from lofte.publishing import queries as publishing

PLACE = 50


def find(kommun: Kommun, user: User, today: date) -> Iterable[Todo]:
    if not user.can(Capability.PUBLISH, kommun.pk):
        return
    picture = publishing.next_to_publish(kommun, today)
    if picture is not None:
        text = _("Lägesbilden för %s kan publiceras öppet") % picture.period_label
        url = reverse("publishing:editions", args=[kommun.slug])
        yield Todo(text, url, "book-open", _("Förhandsgranska"))
