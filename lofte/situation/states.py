"""A picture is a draft until a second person freezes it; a frozen picture never changes."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lofte.audit.refusals import Refused, swedish


class State(models.TextChoices):
    DRAFT = "draft", _("utkast")
    FROZEN = "frozen", _("fryst")
    DISCARDED = "discarded", _("kasserad")


TRANSITIONS: dict[State, frozenset[State]] = {
    State.DRAFT: frozenset({State.FROZEN, State.DISCARDED}),
    State.FROZEN: frozenset(),
    State.DISCARDED: frozenset(),
}


class WrongState(Refused):
    """The picture is not where the act needs it to be."""


class SecondPersonNeeded(Refused):
    """Four eyes: whoever compiled the picture may not be the one who freezes it."""


def can_move(current: str, to: State) -> bool:
    return to in TRANSITIONS[State(current)]


def check_move(current: str, to: State) -> None:
    if not can_move(current, to):
        raise WrongState(
            f"Lägesbilden är {swedish(State(current).label)} och kan inte bli {swedish(to.label)}. "
            "Inget ändrades. Läs in sidan igen."
        )


def check_second_person(*, four_eyes: bool, compiled_by: int | None, freezing: int) -> None:
    if four_eyes and compiled_by == freezing:
        raise SecondPersonNeeded(
            "Du tog fram lägesbilden. En annan person behöver frysa den. "
            "Utkastet är kvar. Är ni bara en kan administratören stänga av kravet på två personer."
        )
