from django.db import models

from lofte.people.models import Party
from lofte.places.models import Kommun
from lofte.situation.problems.models import SeenWithPictures


class CouncilMember(models.Model):
    """A seat in the strategic council (section 10): a party and a role, never who."""

    kommun = models.ForeignKey(Kommun, models.CASCADE, related_name="+")
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    role = models.CharField("roll", max_length=120)
    chair = models.BooleanField("ordförande", default=False)
    since = models.DateField("från")
    until = models.DateField("till", null=True, blank=True)

    objects = SeenWithPictures["CouncilMember"].as_manager()

    class Meta:
        verbose_name = "ledamot i rådet"
        verbose_name_plural = "ledamöter i rådet"
        ordering = ["-chair", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["kommun"],
                condition=models.Q(chair=True, until=None),
                name="council_has_one_chair",
            )
        ]

    def __str__(self) -> str:
        return f"{self.role}, {self.party}"


class CouncilMeeting(models.Model):
    """A meeting of the strategic council: day, what it came to, minutes."""

    kommun = models.ForeignKey(Kommun, models.CASCADE, related_name="+")
    held_on = models.DateField("dag")
    summary = models.TextField("vad rådet kom fram till", max_length=4000)
    registry = models.CharField("diarienummer", max_length=60, blank=True)
    file = models.CharField("protokoll", max_length=120, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = SeenWithPictures["CouncilMeeting"].as_manager()

    class Meta:
        verbose_name = "möte i rådet"
        verbose_name_plural = "möten i rådet"
        ordering = ["-held_on", "-id"]

    def __str__(self) -> str:
        return f"Rådets möte {self.held_on}"
