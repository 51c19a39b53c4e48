"""The words in which a problem is described, and what may be done with one."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lofte.audit.refusals import Refused


class ProblemKind(models.TextChoices):
    CRIME = "crime", _("brott")
    DISORDER = "disorder", _("ordningsstörning")
    FEAR = "fear", _("otrygghet")


class Trend(models.TextChoices):
    UNKNOWN = "", _("vet inte")
    UP = "up", _("ökar")
    SAME = "same", _("oförändrat")
    DOWN = "down", _("minskar")
    MOVING = "moving", _("flyttar")


class Level(models.IntegerChoices):
    """How much of it there is, as people feel it or as it is reported."""

    NONE = 0, _("lite eller inget")
    SOME = 1, _("en del")
    MUCH = 2, _("mycket")


class Need(models.TextChoices):
    OPEN = "", _("inte bestämt")
    YES = "yes", _("ja, åtgärd behövs")
    NO = "no", _("nej, ingen åtgärd")


class EvidenceKind(models.TextChoices):
    FINDING = "finding", _("iakttagelse i en lägesbild")
    FIGURE = "figure", _("statistik")
    SURVEY = "survey", _("enkät")
    DIALOGUE = "dialogue", _("dialog med invånare")
    STAFF = "staff", _("dialog med medarbetare")
    INTELLIGENCE = "intelligence", _("underrättelse, sammanfattad")
    OTHER = "other", _("annat")


class Strength(models.TextChoices):
    WEAK = "weak", _("svagt")
    SOME = "some", _("visst")
    STRONG = "strong", _("starkt")


class ProblemNotOpen(Refused):
    """The problem was merged or closed; the sentence says where its content is."""


def mismatch(perceived: int | None, reported: int | None) -> str:
    """Which way perceived and reported differ: "fear", "silence" or nothing."""
    if perceived is None or reported is None or perceived == reported:
        return ""
    return "fear" if perceived > reported else "silence"
