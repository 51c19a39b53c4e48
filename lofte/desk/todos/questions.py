"""Reports that came back with a question."""

from collections.abc import Iterable
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lofte.desk.todos import Todo
from lofte.incidents import queries as incidents
from lofte.incidents.states import State as ReportState
from lofte.people.models import User
from lofte.places.models import Kommun

PLACE = 10


def find(kommun: Kommun, user: User, today: date) -> Iterable[Todo]:
    count = incidents.mine(kommun, user).filter(state=ReportState.RETURNED).count()
    if count:
        text = ngettext(
            "%d rapport har en fråga till dig", "%d rapporter har en fråga till dig", count
        )
        url = reverse("desk:mine", args=[kommun.slug])
        yield Todo(text % count, url, "message-circle-question", _("Svara"), pressing=True)
