"""The next meeting, when it is near."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from lofte.coordination.queries import planned
from lofte.desk.todos import Todo
from lofte.people.models import User
from lofte.people.states import Capability
from lofte.places.models import Kommun

PLACE = 60
NEAR = timedelta(days=3)


def find(kommun: Kommun, user: User, today: date) -> Iterable[Todo]:
    if not user.can(Capability.COORDINATE, kommun.pk):
        return
    meeting = planned(kommun, user)
    if meeting is not None and meeting.held_on <= today + NEAR:
        text = _("%(meeting)s: dagordningen är ifylld") % {"meeting": meeting}
        url = reverse("coordination:meeting", args=[kommun.slug, meeting.pk])
        yield Todo(text, url, "list-checks", _("Öppna dagordningen"))
