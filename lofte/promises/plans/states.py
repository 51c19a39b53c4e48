"""How an action plan moves from a draft to a decision."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lofte.audit.refusals import swedish
from lofte.promises.states import WrongState


class PlanState(models.TextChoices):
    DRAFT = "draft", _("utkast")
    DECIDED = "decided", _("beslutad")
    DISCARDED = "discarded", _("kasserad")


TRANSITIONS: dict[PlanState, frozenset[PlanState]] = {
    PlanState.DRAFT: frozenset({PlanState.DECIDED, PlanState.DISCARDED}),
    PlanState.DECIDED: frozenset(),
    PlanState.DISCARDED: frozenset(),
}


def can_move(current: str, to: PlanState) -> bool:
    return to in TRANSITIONS[PlanState(current)]


def check_move(current: str, to: PlanState) -> None:
    if not can_move(current, to):
        raise WrongState(
            f"Åtgärdsplanen är {swedish(PlanState(current).label)} och kan inte bli "
            f"{swedish(to.label)}. Inget ändrades. Läs in sidan igen."
        )


def check_decided(current: str) -> None:
    if current != PlanState.DECIDED:
        raise WrongState("Bara en beslutad åtgärdsplan följs upp. Inget ändrades.")
