from django.db import models

from lofte.people.models import Party
from lofte.places.models import Kommun
from lofte.promises.scope import Shared


class Agreement(models.Model):
    """A written agreement to work together: parties, purposes, areas (the Act, section 9)."""

    kommun = models.ForeignKey(Kommun, models.CASCADE, related_name="+")
    kommuner = models.ManyToManyField(Kommun, related_name="+")
    parties = models.ManyToManyField(Party, related_name="+")
    title = models.CharField("rubrik", max_length=160)
    purposes = models.TextField("syften", max_length=4000)
    areas = models.TextField("områden för samverkan", max_length=4000)
    first_day = models.DateField("från", null=True, blank=True)
    last_day = models.DateField("till och med", null=True, blank=True)
    registry = models.CharField("diarienummer", max_length=60, blank=True)
    signed_on = models.DateField("undertecknad", null=True, blank=True)
    attempts = models.TextField("försök, om ingen överenskommelse", max_length=2000, blank=True)
    file = models.CharField(max_length=120, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = Shared["Agreement"].as_manager()

    class Meta:
        verbose_name = "samverkansöverenskommelse"
        verbose_name_plural = "samverkansöverenskommelser"
        ordering = ["-first_day", "-id"]

    def __str__(self) -> str:
        return self.title
