"""A dialogue whose promise has been told of: those who answered have not heard of it yet."""

from collections.abc import Iterable
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lofte.desk.todos import Todo
from lofte.people.models import User
from lofte.people.states import Capability
from lofte.places.models import Kommun
from lofte.publishing.dialogues.queries import to_tell_onward

PLACE = 42


def find(kommun: Kommun, user: User, today: date) -> Iterable[Todo]:
    if not user.can(Capability.DIALOGUE, kommun.pk):
        return
    waiting = to_tell_onward(kommun, user)
    if not waiting:
        return
    text = ngettext(
        "Det som lovades efter %(title)s är publicerat. Berätta för dem som lämnade sin adress.",
        "Det som lovades efter %(n)d dialoger är publicerat, bland dem %(title)s. Berätta för dem "
        "som lämnade sin adress.",
        len(waiting),
    ) % {"n": len(waiting), "title": waiting[0].title}
    url = reverse("results:feedback", args=[kommun.slug, waiting[0].pk])
    yield Todo(text, url, "message-square-plus", _("Berätta"))
