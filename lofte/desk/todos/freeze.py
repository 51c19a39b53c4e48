"""Drafts that somebody else should read and freeze."""

from collections.abc import Iterable
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from lofte.desk.todos import Todo
from lofte.people.models import User
from lofte.people.states import Capability
from lofte.places.models import Kommun
from lofte.situation import queries as situation
from lofte.situation.states import State

PLACE = 40


def find(kommun: Kommun, user: User, today: date) -> Iterable[Todo]:
    if not user.can(Capability.FREEZE, kommun.pk):
        return
    for picture in situation.pictures_of(kommun, user).filter(state=State.DRAFT)[:3]:
        if kommun.four_eyes and picture.compiled_by_id == user.pk:
            continue
        text = _("Utkastet för %s väntar på att läsas och frysas") % picture.period_label
        url = reverse("situation:picture", args=[kommun.slug, picture.pk])
        yield Todo(text, url, "snowflake", _("Läs utkastet"))
