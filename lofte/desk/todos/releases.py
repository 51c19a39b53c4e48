"""Press releases that wait for one's own party's yes."""

from collections.abc import Iterable
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from lofte.desk.todos import Todo
from lofte.people.models import User
from lofte.places.models import Kommun
from lofte.publishing.releases.queries import SAY_YES, waiting_for

PLACE = 47
AT_MOST = 3


def find(kommun: Kommun, user: User, today: date) -> Iterable[Todo]:
    if not any(user.can(right, kommun.pk) for right in SAY_YES):
        return
    for release in waiting_for(kommun, user)[:AT_MOST]:
        text = _("Pressmeddelandet ”%(heading)s” väntar på er parts ja") % {
            "heading": release.heading
        }
        url = reverse("publishing:release", args=[kommun.slug, release.pk])
        yield Todo(text, url, "book-open", _("Läs och godkänn"))
