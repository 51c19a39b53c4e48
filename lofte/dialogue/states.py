"""What can happen to a dialogue, as one table; and what is chosen at its start."""

from datetime import date

from django.db import models
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from lofte.audit.refusals import Refused, swedish


class State(models.TextChoices):
    DRAFT = "draft", _("utkast")
    OPEN = "open", _("öppen för svar")
    ENDED = "ended", _("tar inte emot fler svar")
    CLOSED = "closed", _("avslutad och återkopplad")


class Mode(models.TextChoices):
    OPEN = "open", _("öppen enkät")
    SAMPLE = "sample", _("urval med brevkoder")


class Audience(models.TextChoices):
    RESIDENTS = "residents", _("invånare")
    STAFF = "staff", _("personal i kommun och polis")
    GROUP = "group", _("en grupp")


class Format(models.TextChoices):
    WEB = "web", _("webbenkät")
    SAMPLE = "sample", _("urvalsenkät med brevkoder")
    MARKET = "market", _("torgdialog")
    WALK = "walk", _("trygghetsvandring")
    FOCUS = "focus", _("fokusgrupp")
    MEETING = "meeting", _("dialogmöte")
    STAFF = "staff", _("medarbetardialog")


class Channel(models.TextChoices):
    WEB = "web", _("på webben")
    CODE = "code", _("på webben med kod")
    PAPER = "paper", _("på papper")
    DESK = "desk", _("vid disk eller bord")


TRANSITIONS: dict[State, frozenset[State]] = {
    State.DRAFT: frozenset({State.OPEN}),
    State.OPEN: frozenset({State.ENDED, State.DRAFT}),  # a draft again: only while unanswered
    State.ENDED: frozenset({State.CLOSED}),  # its receipts go: a retry would count twice
    State.CLOSED: frozenset(),
}


OVER = (State.ENDED, State.CLOSED)  # no more answers come


class WrongState(Refused):
    """The dialogue is not where the act needs it to be."""


def can_move(current: str, to: State) -> bool:
    return to in TRANSITIONS[State(current)]


def check_move(current: str, to: State) -> None:
    if not can_move(current, to):
        raise WrongState(
            f"Dialogen är {swedish(State(current).label)} och kan inte bli {swedish(to.label)}. "
            "Inget ändrades. Läs in sidan igen."
        )


class NotOpen(Refused):
    """The dialogue takes no answers today."""


def check_open(state: str, opens: date, closes: date, today: date) -> None:
    if today < opens or state == State.DRAFT:
        raise NotOpen(now("Frågorna öppnar %(day)s. Ditt svar är inte skickat.") % {"day": opens})
    if today > closes or state != State.OPEN:
        raise NotOpen(
            now(
                "Frågorna stängde %(day)s, så ditt svar kunde inte tas emot. Det du skrev finns "
                "kvar på sidan. Du kan kopiera det och skicka det till kommunen."
            )
            % {"day": closes}
        )
