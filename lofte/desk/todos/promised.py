"""What one's own party has promised and that is late or soon due."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from lofte.desk.todos import Todo
from lofte.people.models import User
from lofte.places.models import Kommun
from lofte.promises.reminding.queries import TELLING, mine

PLACE = 6
SOON = timedelta(days=30)
AT_MOST = 5


def find(kommun: Kommun, user: User, today: date) -> Iterable[Todo]:
    if not any(user.can(right, kommun.pk) for right in TELLING):
        return
    near = [item for item in mine(kommun, user, today) if item.due <= today + SOON]
    for item in near[:AT_MOST]:
        late = item.is_late(today)
        words = _("Försenat sedan %(day)s: %(text)s") if late else _("Senast %(day)s: %(text)s")
        text = words % {"day": item.due, "text": item.text}
        url = reverse(f"promises:{item.page}", args=[kommun.slug, item.row.pk])
        yield Todo(text, url, "handshake", _("Öppna"), pressing=late)
