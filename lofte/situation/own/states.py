"""How things go at a place as a party sees it, how sure a count is, and how columns differ."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Course(models.TextChoices):
    MORE = "more", _("mer än vanligt")
    NORMAL = "normal", _("som vanligt")
    FEWER = "fewer", _("mindre än vanligt")
    UNKNOWN = "unknown", _("vet inte")


class Sureness(models.TextChoices):
    EXACT = "exact", _("räknat")
    ABOUT = "about", _("ungefär")
    AT_LEAST = "at_least", _("minst")


class Mark(models.TextChoices):
    """What differs between the columns of a row, before they are merged."""

    ONLY_ONE = "only_one", _("bara en part säger något")
    COURSES = "courses", _("parterna ser olika utveckling")
    COUNTS = "counts", _("antalen skiljer sig")
    ALIKE = "alike", _("parterna säger samma sak")
