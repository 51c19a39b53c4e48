from django.db import models
from django.utils.translation import gettext_lazy as _

from lofte.situation.problems.models import OfProblem, Problem


class Cause(models.Model):
    """Why a problem is there: one answer to "why?", under the problem or under another cause."""

    class Perspective(models.TextChoices):
        SITUATION = "situation", _("situationen")
        EXPOSURE = "exposure", _("den som drabbas")
        SOCIAL = "social", _("den som handlar, socialt")

    class Confidence(models.TextChoices):
        GUESS = "guess", _("hypotes")
        SUPPORT = "support", _("stöd")
        STRONG = "strong", _("starkt stöd")

    class Influence(models.TextChoices):
        YES = "yes", _("ja")
        PARTLY = "partly", _("delvis")
        NO = "no", _("nej")

    problem = models.ForeignKey(Problem, models.CASCADE, related_name="causes")
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    statement = models.CharField("orsak", max_length=300)
    perspective = models.CharField("perspektiv", max_length=10, choices=Perspective.choices)
    evidence = models.TextField("vad vi bygger det på", max_length=1000, blank=True)
    confidence = models.CharField(
        "hur säkra vi är", max_length=8, choices=Confidence.choices, default=Confidence.GUESS
    )
    influence = models.CharField("går att påverka", max_length=7, choices=Influence.choices)
    influenced_by = models.CharField("av vem", max_length=160, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = OfProblem["Cause"].as_manager()

    class Meta:
        verbose_name = "orsak"
        verbose_name_plural = "orsaker"
        ordering = ["id"]

    def __str__(self) -> str:
        return self.statement
