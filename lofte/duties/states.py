"""How strong a duty is, where the kommun stands, and what a record of it is."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Strength(models.TextChoices):
    SHALL = "shall", _("ska")
    WHERE_FIT = "where_fit", _("ska, där det är lämpligt")
    WORK_FOR = "work_for", _("ska verka för")
    MAY = "may", _("får")


class Status(models.TextChoices):
    """Computed, never typed."""

    IN_PLACE = "in_place", _("på plats")
    SOON = "soon", _("snart dags")
    LATE = "late", _("försenat")
    PARTLY = "partly", _("delvis")
    TRIED = "tried", _("försök finns")
    MISSING = "missing", _("saknas")
    NOT_TOLD = "not_told", _("inte redovisat")
    UNUSED = "unused", _("används inte")


class RecordKind(models.TextChoices):
    DECISION = "decision", _("politiskt beslut")
    REPORT = "report", _("rapport till kommunfullmäktige")
    OTHER = "other", _("annat underlag")
