"""A meeting is planned, then closed for good. A decision is open, done, or not done and why."""

from datetime import date
from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _

from lofte.audit.refusals import Refused, swedish


class MeetingState(models.TextChoices):
    PLANNED = "planned", _("planerat")
    CLOSED = "closed", _("avslutat")


class DecisionState(models.TextChoices):
    OPEN = "open", _("pågår")
    DONE = "done", _("gjort")
    NOT_DONE = "not_done", _("inte gjort")


D = DecisionState
TRANSITIONS: dict[DecisionState, frozenset[DecisionState]] = {
    D.OPEN: frozenset({D.DONE, D.NOT_DONE}),
    D.DONE: frozenset({D.OPEN}),
    D.NOT_DONE: frozenset({D.OPEN, D.DONE}),
}


class Light(StrEnum):
    """Green, yellow or red: computed, never typed."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"


class Audience(models.TextChoices):
    REPORTERS = "reporters", _("rapportörerna")
    STAFF = "staff", _("personalen")
    RESIDENTS = "residents", _("boende och besökare")
    LEADERS = "leaders", _("ledning och förtroendevalda")
    PARTNERS = "partners", _("andra samverkansparter")


class WrongState(Refused):
    """It is not where the act needs it to be."""


def check_move(current: str, to: DecisionState) -> None:
    if to not in TRANSITIONS[DecisionState(current)]:
        raise WrongState(
            f"Beslutet är {swedish(DecisionState(current).label)} och kan inte bli "
            f"{swedish(to.label)}. Inget ändrades. Läs in sidan igen."
        )


def light(state: str, due: date, today: date) -> Light:
    """Done is green, under way and in time is yellow, late or not done is red."""
    if state == DecisionState.DONE:
        return Light.GREEN
    late = state == DecisionState.OPEN and due < today
    return Light.RED if late or state == DecisionState.NOT_DONE else Light.YELLOW
