"""Decisions that the person owns and that are late or soon due."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from lofte.coordination.queries import mine
from lofte.desk.todos import Todo
from lofte.people.models import User
from lofte.places.models import Kommun

PLACE = 5
SOON = timedelta(days=30)
AT_MOST = 5


def find(kommun: Kommun, user: User, today: date) -> Iterable[Todo]:
    for decision in mine(kommun, user).filter(due__lte=today + SOON)[:AT_MOST]:
        late = decision.due < today
        words = _("Försenat sedan %(day)s: %(text)s") if late else _("Senast %(day)s: %(text)s")
        text = words % {"day": decision.due, "text": decision.text}
        url = reverse("coordination:decision", args=[kommun.slug, decision.pk])
        yield Todo(text, url, "gavel", _("Öppna"), pressing=late)
