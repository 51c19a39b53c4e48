"""A stop is suggested by the product, proposed by people, and answered by the police alone."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lofte.audit.refusals import Refused, swedish


class StopState(models.TextChoices):
    SUGGESTED = "suggested", _("uppslag")
    PROPOSED = "proposed", _("föreslaget")
    ACCEPTED = "accepted", _("antaget")
    DECLINED = "declined", _("avböjt")
    DROPPED = "dropped", _("struket")


S = StopState
TRANSITIONS: dict[StopState, frozenset[StopState]] = {
    S.SUGGESTED: frozenset({S.PROPOSED, S.DROPPED}),
    S.PROPOSED: frozenset({S.ACCEPTED, S.DECLINED, S.DROPPED}),
    S.ACCEPTED: frozenset({S.ACCEPTED, S.DECLINED}),  # accepted again: with other hours
    S.DECLINED: frozenset({S.ACCEPTED}),
    S.DROPPED: frozenset(),
}


class VisitKind(models.TextChoices):
    FOOT = "foot", _("fotpatrull")
    PRESENCE = "presence", _("annan synlig närvaro")
    SCHOOL = "school", _("besök på skola eller fritidsgård")
    CHECK = "check", _("tillsyn, till exempel på krog")
    WALK = "walk", _("trygghetsvandring")
    NIGHT = "night", _("nattvandring")
    OTHER = "other", _("annat besök")


class Band(models.TextChoices):
    MORNING = "morning", _("morgon (06–10)")
    DAY = "day", _("dag (10–15)")
    AFTERNOON = "afternoon", _("eftermiddag (15–18)")
    EVENING = "evening", _("kväll (18–22)")
    NIGHT = "night", _("natt (22–06)")


# Hours from the midnight before; a night goes on after the next one.
BAND_HOURS: dict[str, range] = {
    Band.MORNING: range(6, 10),
    Band.DAY: range(10, 15),
    Band.AFTERNOON: range(15, 18),
    Band.EVENING: range(18, 22),
    Band.NIGHT: range(22, 30),
}


class Exactness(models.TextChoices):
    EXACT = "exact", _("räknat")
    ABOUT = "about", _("ungefär")
    AT_LEAST = "at_least", _("minst")


class Travel(models.TextChoices):
    FOOT = "foot", _("till fots")
    BICYCLE = "bicycle", _("på cykel")
    CAR = "car", _("i bil")


METRES_A_MINUTE: dict[str, int] = {Travel.FOOT: 80, Travel.BICYCLE: 250, Travel.CAR: 500}


class WrongState(Refused):
    """The stop is not where the act needs it to be."""


def can_move(current: str, to: StopState) -> bool:
    return to in TRANSITIONS[StopState(current)]


def check_move(current: str, to: StopState) -> None:
    if not can_move(current, to):
        raise WrongState(
            f"Stoppet är {swedish(StopState(current).label)} och kan inte bli "
            f"{swedish(to.label)}. Inget ändrades. Läs in sidan igen."
        )
