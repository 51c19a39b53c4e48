from django.db import models
from django.utils import timezone

from lofte.places.models import Kommun
from lofte.situation.problems.models import SeenWithPictures


class AssemblyReport(models.Model):
    """A report to kommunfullmäktige (section 13), fixed on the day it was handed in."""

    kommun = models.ForeignKey(Kommun, models.CASCADE, related_name="+")
    first_day = models.DateField("från")
    last_day = models.DateField("till och med")
    summary = models.TextField("sammanfattning", max_length=6000)
    registry = models.CharField("diarienummer", max_length=60, blank=True)
    on = models.DateField("dag")
    document = models.JSONField()
    checksum = models.CharField(max_length=64)
    told_by = models.CharField(max_length=200)
    told_at = models.DateTimeField(default=timezone.now)

    objects = SeenWithPictures["AssemblyReport"].as_manager()

    class Meta:
        verbose_name = "rapport till kommunfullmäktige"
        verbose_name_plural = "rapporter till kommunfullmäktige"
        ordering = ["-on", "-id"]

    def __str__(self) -> str:
        return f"Rapport till kommunfullmäktige {self.on}"
