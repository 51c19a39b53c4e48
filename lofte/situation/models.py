from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lofte.people.models import User
from lofte.people.states import Capability
from lofte.places.models import Area, Kommun, NamedPlace
from lofte.places.scope import ScopedQuerySet, Viewer
from lofte.situation.states import State


class PictureQuerySet(ScopedQuerySet["Picture"]):
    def limit_to(self, viewer: Viewer) -> Self:
        if isinstance(viewer, User):
            return self.filter(kommun__in=viewer.kommun_ids_with(Capability.SEE_PICTURE))
        return super().limit_to(viewer)


class Picture(models.Model):
    """A lägesbild for a kommun and a period: computed, read, frozen by a second person."""

    class Kind(models.TextChoices):
        EST = "est", _("periodens lägesbild")

    kommun = models.ForeignKey(Kommun, models.CASCADE, related_name="+")
    kind = models.CharField("slag", max_length=10, choices=Kind.choices, default=Kind.EST)
    period_key = models.CharField("period", max_length=40)
    period_label = models.CharField("periodens namn", max_length=80)
    period_start = models.DateField("från")
    period_end = models.DateField("till (inte med)")
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    document = models.JSONField("innehåll")
    checksum = models.CharField("kontrollsumma", max_length=64)
    extract_checksum = models.CharField("underlagets kontrollsumma", max_length=64)
    summary = models.TextField("samordnarens ord", blank=True, max_length=4000)
    compiled_at = models.DateTimeField(default=timezone.now)
    compiled_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    frozen_at = models.DateTimeField(null=True)
    frozen_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    one_person = models.BooleanField("en person tog fram och frös", default=False)
    version = models.PositiveIntegerField(default=1)

    objects = PictureQuerySet.as_manager()

    class Meta:
        verbose_name = "lägesbild"
        verbose_name_plural = "lägesbilder"
        ordering = ["-period_end", "-compiled_at", "-id"]
        indexes = [models.Index(fields=["kommun", "state", "period_end"])]
        constraints = [
            models.UniqueConstraint(
                fields=["kommun", "kind", "period_key"],
                condition=models.Q(state="frozen"),
                name="picture_frozen_once_a_period",
            ),
            models.CheckConstraint(
                condition=models.Q(state="frozen", frozen_at__isnull=False)
                | ~models.Q(state="frozen") & models.Q(frozen_at=None),
                name="picture_frozen_has_time",
            ),
        ]

    def __str__(self) -> str:
        return f"Lägesbild {self.period_label}"


class FindingQuerySet(ScopedQuerySet["Finding"]):
    def limit_to(self, viewer: Viewer) -> Self:
        if isinstance(viewer, User):
            kommuner = viewer.kommun_ids_with(Capability.SEE_PICTURE)
            return self.filter(picture__kommun__in=kommuner)
        return self.filter(picture__kommun__in=viewer.kommun_ids())


class Finding(models.Model):
    """One thing a picture found: a sentence with its figures, linked to a place when it has one."""

    picture = models.ForeignKey(Picture, models.CASCADE, related_name="findings")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20)
    sentence = models.CharField(max_length=500)
    figures = models.JSONField(default=dict)
    place = models.ForeignKey(NamedPlace, models.SET_NULL, null=True, related_name="+")
    area = models.ForeignKey(Area, models.SET_NULL, null=True, related_name="+")

    objects = FindingQuerySet.as_manager()

    class Meta:
        verbose_name = "iakttagelse"
        verbose_name_plural = "iakttagelser"
        ordering = ["picture", "number"]
        constraints = [
            models.UniqueConstraint(fields=["picture", "number"], name="finding_number_once")
        ]

    def __str__(self) -> str:
        return self.sentence
