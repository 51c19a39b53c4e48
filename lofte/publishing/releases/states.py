"""Where in the release a quote stands, and when a release may be changed."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lofte.audit.refusals import Refused


class After(models.TextChoices):
    """The part that a quote follows."""

    LEAD = "lead", _("efter ingressen")
    FOCUS = "focus", _("efter områden i fokus")
    PRIORITY = "priority", _("efter prioriteringen")


class ChangedMeanwhile(Refused):
    """Somebody else was first; what the person wrote is still in the form."""


class NotApproved(Refused):
    """A party has not said yes to the wording as it stands."""
