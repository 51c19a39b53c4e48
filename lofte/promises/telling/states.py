"""How something is told, and where each thing of a communication plan stands: counted."""

from datetime import date, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

SOON = timedelta(days=14)


class Channel(models.TextChoices):
    OPEN_PAGE = "open_page", _("löftets öppna sida")
    PRESS = "press", _("pressmeddelande")
    NEWSLETTER = "newsletter", _("nyheter med e-post")
    SOCIAL = "social", _("sociala medier")
    MEETING = "meeting", _("möte eller samtal")
    POSTER = "poster", _("affisch eller anslag")
    LETTER = "letter", _("brev hem")
    MEDIA = "media", _("tidning eller radio")
    OTHER = "other", _("annat")


class Every(models.TextChoices):
    """How often something is told again until the promise is over."""

    ONCE = "", _("en gång")
    MONTH = "month", _("varje månad")
    QUARTER = "quarter", _("varje kvartal")
    HALF = "half", _("varje halvår")


MONTHS = {Every.MONTH: 1, Every.QUARTER: 3, Every.HALF: 6}


class Standing(models.TextChoices):
    DONE = "done", _("gjort")
    LATE = "late", _("försenat")
    SOON = "soon", _("snart")
    PLANNED = "planned", _("planerat")
    DROPPED = "dropped", _("struket")


def standing(due: date, done_on: date | None, *, dropped: bool, today: date) -> Standing:
    """Nobody types it."""
    if dropped:
        return Standing.DROPPED
    if done_on is not None:
        return Standing.DONE
    if due < today:
        return Standing.LATE
    return Standing.SOON if due <= today + SOON else Standing.PLANNED
