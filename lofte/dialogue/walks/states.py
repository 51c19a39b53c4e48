"""What becomes of a point of a safety walk, and when it should have."""

import calendar
from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from lofte.audit.refusals import Refused, swedish

MONTHS = 6  # what those who walked are promised to hear of within


class PointState(models.TextChoices):
    WAITING = "waiting", _("väntar")
    DONE = "done", _("gjort")
    NOT_DONE = "not_done", _("blir inte gjort")


TRANSITIONS: dict[PointState, frozenset[PointState]] = {
    PointState.WAITING: frozenset({PointState.DONE, PointState.NOT_DONE}),
    PointState.DONE: frozenset({PointState.WAITING}),
    PointState.NOT_DONE: frozenset({PointState.WAITING}),
}


class CannotSettle(Refused):
    """The point is not where the act needs it to be."""


def check_move(current: str, to: PointState) -> None:
    if to not in TRANSITIONS[PointState(current)]:
        raise CannotSettle(
            f"Punkten är {swedish(PointState(current).label)}. Inget ändrades. Läs in sidan igen."
        )


def target_after(day: date) -> date:
    """Six months later, on the same day of the month or the last that there is."""
    months = day.month - 1 + MONTHS
    year, month = day.year + months // 12, months % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
