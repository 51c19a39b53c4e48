"""The two clocks of the Act: 18, 22 and 24 months."""

from collections.abc import Iterable
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from lofte.desk.todos import Todo
from lofte.duties.clocks import MARKS, PICTURE, Clock, clocks_of
from lofte.people.models import User
from lofte.people.states import Capability
from lofte.places.models import Kommun

PLACE = 50


def find(kommun: Kommun, user: User, today: date) -> Iterable[Todo]:
    if not user.can(Capability.DUTIES, kommun.pk):
        return
    for clock in clocks_of(kommun, today):
        if clock.mark:
            pressing = clock.mark > MARKS[0]
            url = reverse("duties:board", args=[kommun.slug]) + "#p6"
            yield Todo(_words(clock), url, "hourglass", _("Se lagens krav"), pressing=pressing)


def _words(clock: Clock) -> str:
    if clock.kind == PICTURE:
        late = _("Lägesbilden skulle ha uppdaterats senast %(day)s (lagen, 6 §)")
        coming = _("Lägesbilden ska uppdateras senast %(day)s (lagen, 6 §)")
    else:
        late = _("Åtgärdsplanen skulle ha följts upp senast %(day)s (lagen, 6 §)")
        coming = _("Åtgärdsplanen ska följas upp senast %(day)s (lagen, 6 §)")
    return (late if clock.late else coming) % {"day": clock.due}
