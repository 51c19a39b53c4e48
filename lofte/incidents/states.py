"""What can happen to a report, as one table that a police officer can read."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lofte.audit.refusals import Refused, swedish


class State(models.TextChoices):
    RECEIVED = "received", _("väntar på granskning")
    RETURNED = "returned", _("tillbaka med en fråga")
    CONFIRMED = "confirmed", _("bekräftad")
    REJECTED = "rejected", _("avvisad")
    MERGED = "merged", _("sammanslagen med en annan")


TRANSITIONS: dict[State, frozenset[State]] = {
    State.RECEIVED: frozenset({State.CONFIRMED, State.RETURNED, State.REJECTED, State.MERGED}),
    State.RETURNED: frozenset({State.RECEIVED, State.REJECTED, State.MERGED}),
    State.CONFIRMED: frozenset({State.RECEIVED, State.REJECTED, State.MERGED}),
    State.REJECTED: frozenset({State.RECEIVED}),
    State.MERGED: frozenset({State.RECEIVED}),
}


class WrongState(Refused):
    """The report is not where the act needs it to be; the sentence is for the person who acted."""


def can_move(current: str, to: State) -> bool:
    return to in TRANSITIONS[State(current)]


def check_move(current: str, to: State) -> None:
    if not can_move(current, to):
        raise WrongState(
            f"Rapporten är {swedish(State(current).label)} och kan inte bli {swedish(to.label)}. "
            "Någon annan kan ha hunnit före. Inget ändrades. Läs in sidan igen."
        )
