from typing import Any, Self

from django.db import models
from django.utils import timezone

from lofte.places.scope import M, ScopedQuerySet, Viewer
from lofte.promises.commitments.models import Indicator


class OfIndicator(ScopedQuerySet[M]):
    def limit_to(self, viewer: Viewer) -> Self:
        return self.filter(indicator__in=Indicator.objects.visible_to(viewer).values("pk"))


class OfEffectPlan(ScopedQuerySet[M]):
    def limit_to(self, viewer: Viewer) -> Self:
        return self.filter(plan__in=EffectPlan.objects.visible_to(viewer).values("pk"))


class EffectPlan(models.Model):
    """What is counted, where, against what and from when: chosen before the signature.

    The outlines of the places are kept as they were then, so that a later division changes nothing.
    """

    indicator = models.OneToOneField(Indicator, models.CASCADE, related_name="effect_plan")
    spots = models.JSONField("platser")
    buffer = models.PositiveSmallIntegerField("meter runt om", default=0)
    categories = models.JSONField("slag av händelser", default=list)
    sources = models.JSONField("källor", default=list)
    before_first = models.DateField("räknas från")
    usual = models.JSONField("händelser före, när planen skrevs", default=dict)
    planned_at = models.DateTimeField(default=timezone.now)

    objects = OfIndicator["EffectPlan"].as_manager()

    class Meta:
        verbose_name = "plan för effektmätning"
        verbose_name_plural = "planer för effektmätning"

    def __str__(self) -> str:
        return str(self.indicator)


class EffectAnswer(models.Model):
    """What the planned test said on a day. A later one stands beside it, never over it."""

    plan = models.ForeignKey(EffectPlan, models.CASCADE, related_name="answers")
    as_of = models.DateField("läget")
    content = models.JSONField("svaret")
    checksum = models.CharField("kontrollsumma (SHA-256)", max_length=64)
    answered_at = models.DateTimeField(default=timezone.now)

    objects = OfEffectPlan["EffectAnswer"].as_manager()

    class Meta:
        verbose_name = "svar om effekt"
        verbose_name_plural = "svar om effekt"
        ordering = ["-as_of", "-id"]

    def __str__(self) -> str:
        return f"{self.as_of} {self.plan}"

    @property
    def shown(self) -> dict[str, Any]:
        """The answer with its day, as pages and reports tell it."""
        return self.content | {"as_of": self.as_of.isoformat()}
