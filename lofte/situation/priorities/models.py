from django.db import models
from django.utils.translation import gettext_lazy as _

from lofte.places.models import Kommun
from lofte.situation.problems.models import OfProblem, Problem, SeenWithPictures


class Criterion(models.Model):
    """One of the kommun's own grounds for choosing between problems."""

    class Scale(models.TextChoices):
        STEPS = "steps", _("0–3")
        YES_NO = "yes_no", _("ja eller nej")

    kommun = models.ForeignKey(Kommun, models.CASCADE, related_name="+")
    name = models.CharField("namn", max_length=120)
    scale = models.CharField("skala", max_length=6, choices=Scale.choices, default=Scale.STEPS)
    order = models.PositiveSmallIntegerField(default=0)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = SeenWithPictures["Criterion"].as_manager()

    class Meta:
        verbose_name = "grund för prioritering"
        verbose_name_plural = "grunder för prioritering"
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["kommun", "name"], name="criterion_named_once")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def highest(self) -> int:
        return 1 if self.scale == self.Scale.YES_NO else 3


class Score(models.Model):
    """What a problem gets on a criterion."""

    problem = models.ForeignKey(Problem, models.CASCADE, related_name="scores")
    criterion = models.ForeignKey(Criterion, models.CASCADE, related_name="scores")
    value = models.PositiveSmallIntegerField()

    objects = OfProblem["Score"].as_manager()

    class Meta:
        verbose_name = "poäng"
        verbose_name_plural = "poäng"
        constraints = [
            models.UniqueConstraint(fields=["problem", "criterion"], name="score_once"),
            models.CheckConstraint(condition=models.Q(value__lte=3), name="score_at_most_three"),
        ]

    def __str__(self) -> str:
        return f"{self.criterion_id}: {self.value}"
