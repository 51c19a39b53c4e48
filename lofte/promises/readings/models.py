from typing import Self

from django.db import models
from django.utils import timezone

from lofte.dialogue.models import Dialogue
from lofte.places.scope import M, ScopedQuerySet, Viewer
from lofte.promises.commitments.models import Indicator
from lofte.promises.counting import figure
from lofte.statistics.models import Delivery, Figure


class OfIndicator(ScopedQuerySet[M]):
    def limit_to(self, viewer: Viewer) -> Self:
        return self.filter(indicator__in=Indicator.objects.visible_to(viewer).values("pk"))


def answered(value: float, base: int, low: float | None, high: float | None) -> str:
    """Of a sample: the share of the population with its interval; else how many of those who
    answered."""
    if low is None or high is None:
        return f"{value:.0f} av {base} som svarade på frågan"
    return f"{value:.0f} procent ({low:.0f}–{high:.0f}), skattat ur {base} svar i ett urval"


class Reading(models.Model):
    """What an indicator showed for a period: a value, or why there is none. Never written over."""

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="readings")
    period_start = models.DateField("från")
    period_end = models.DateField("till och med")
    value = models.FloatField("värde", null=True, blank=True)
    flag = models.CharField("anmärkning", max_length=20, choices=Figure.Flag.choices, blank=True)
    reason = models.CharField("varför inget värde", max_length=300, blank=True)
    source = models.CharField("källa", max_length=400, blank=True)
    delivery = models.ForeignKey(Delivery, models.SET_NULL, null=True, related_name="+")
    dialogue = models.ForeignKey(Dialogue, models.SET_NULL, null=True, related_name="+")
    base = models.PositiveIntegerField("antal som svarade på frågan", null=True, blank=True)
    low = models.FloatField("lägst, med osäkerheten", null=True, blank=True)
    high = models.FloatField("högst, med osäkerheten", null=True, blank=True)
    told_by = models.CharField(max_length=200)
    read_at = models.DateTimeField(default=timezone.now)
    replaced_at = models.DateTimeField(null=True, blank=True)

    objects = OfIndicator["Reading"].as_manager()

    class Meta:
        verbose_name = "avläsning"
        verbose_name_plural = "avläsningar"
        ordering = ["-period_end", "-read_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "period_start", "period_end"],
                condition=models.Q(replaced_at=None),
                name="reading_once_a_period",
            ),
            models.CheckConstraint(
                condition=models.Q(value__isnull=False)
                | models.Q(flag__in=["missing", "secret", "not_applicable"]),
                name="reading_missing_is_flagged",
            ),
            models.CheckConstraint(
                condition=models.Q(low=None, high=None)
                | models.Q(low__isnull=False, high__isnull=False, base__isnull=False),
                name="reading_interval_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.period}: {self.said}"

    @property
    def period(self) -> str:
        """ "2022" for a whole year, else both days."""
        first, last = self.period_start, self.period_end
        whole = (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)
        if whole and first.year == last.year:
            return str(first.year)
        return f"{first}–{last}"

    @property
    def said(self) -> str:
        """The value with its mark, or the words for why there is none: never a zero for it."""
        if self.value is None:
            return str(self.get_flag_display())
        if self.base is not None:
            return answered(self.value, self.base, self.low, self.high)
        mark = f" ({self.get_flag_display()})" if self.flag else ""
        return f"{figure(self.value)}{mark}"

    @property
    def settles(self) -> bool:
        """Whether the indicator needs no more asking for this period."""
        told = self.value is not None or bool(self.reason)
        return told or self.flag in (Figure.Flag.SECRET, Figure.Flag.NOT_APPLICABLE)
