from django.db import models

from lofte.people.models import Party
from lofte.places.models import Kommun, NamedPlace
from lofte.promises.states import MeasureKind
from lofte.situation.causes.models import Cause
from lofte.situation.problems.models import SeenWithPictures


class Measure(models.Model):
    """Something that a party does about causes: in a promise, in an åtgärdsplan, or both."""

    kommun = models.ForeignKey(Kommun, models.CASCADE, related_name="+")
    text = models.CharField("åtgärd", max_length=400)
    kind = models.CharField("slag", max_length=10, choices=MeasureKind.choices)
    causes = models.ManyToManyField(Cause, related_name="+", blank=True)
    places = models.ManyToManyField(NamedPlace, related_name="+", blank=True)
    party = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    unit = models.CharField("enhet", max_length=120, blank=True)
    contact_role = models.CharField("roll som håller i åtgärden", max_length=120, blank=True)
    first_day = models.DateField("från", null=True, blank=True)
    last_day = models.DateField("till och med", null=True, blank=True)
    dose = models.CharField("hur mycket", max_length=200, blank=True)
    cost = models.CharField("kostnad", max_length=200, blank=True)
    operational_goal = models.CharField("operativt mål", max_length=300, blank=True)
    expected_short = models.CharField("väntad effekt, kort sikt", max_length=300, blank=True)
    expected_long = models.CharField("väntad effekt, lång sikt", max_length=300, blank=True)
    legal_ground = models.CharField("rättslig grund", max_length=300, blank=True)
    no_indicator_reason = models.CharField("varför inget mått", max_length=300, blank=True)
    next_follow_up = models.DateField("nästa uppföljning", null=True, blank=True)
    reminded_on = models.DateField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = SeenWithPictures["Measure"].as_manager()

    class Meta:
        verbose_name = "åtgärd"
        verbose_name_plural = "åtgärder"
        ordering = ["text", "id"]

    def __str__(self) -> str:
        return self.text
