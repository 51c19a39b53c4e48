"""Reports that wait for a reviewer."""

from collections.abc import Iterable
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lofte.desk.todos import Todo
from lofte.incidents import queries as incidents
from lofte.people.models import User
from lofte.people.states import Capability
from lofte.places.models import Kommun

PLACE = 20


def find(kommun: Kommun, user: User, today: date) -> Iterable[Todo]:
    if not user.can(Capability.REVIEW, kommun.pk):
        return
    yield from _photos(kommun, user)
    count = incidents.queue(kommun, user).count()
    if count:
        text = ngettext(
            "%d rapport väntar på granskning", "%d rapporter väntar på granskning", count
        )
        url = reverse("incidents:queue", args=[kommun.slug])
        yield Todo(text % count, url, "clipboard-check", _("Granska"), pressing=True)


def _photos(kommun: Kommun, user: User) -> Iterable[Todo]:
    count = incidents.late_photos(kommun, user).count() if kommun.photos_on else 0
    if count:
        text = ngettext("%d bild väntar på granskning", "%d bilder väntar på granskning", count)
        url = reverse("incidents:queue", args=[kommun.slug])
        yield Todo(text % count, url, "image", _("Granska"), pressing=True)
