from django.db import models

from lofte.duties.paragraphs import NUMBERS
from lofte.duties.states import RecordKind
from lofte.places.models import Kommun
from lofte.situation.problems.models import SeenWithPictures


class DutyRecord(models.Model):
    """What the kommun did under a paragraph of the Act: a decision, a report, something else."""

    kommun = models.ForeignKey(Kommun, models.CASCADE, related_name="+")
    paragraph = models.PositiveSmallIntegerField("paragraf i lagen", choices=NUMBERS)
    kind = models.CharField("slag", max_length=8, choices=RecordKind.choices)
    text = models.TextField("vad", max_length=2000)
    on = models.DateField("dag")
    organ = models.CharField("organ", max_length=120, blank=True)
    section = models.CharField("paragraf i protokollet", max_length=20, blank=True)
    registry = models.CharField("diarienummer", max_length=60, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = SeenWithPictures["DutyRecord"].as_manager()

    class Meta:
        verbose_name = "uppgift om en skyldighet"
        verbose_name_plural = "uppgifter om skyldigheter"
        ordering = ["-on", "-id"]
        indexes = [models.Index(fields=["kommun", "paragraph"])]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(kind="decision")
                | (~models.Q(organ="") & ~models.Q(section="") & ~models.Q(registry="")),
                name="duty_decision_is_whole",
            )
        ]

    def __str__(self) -> str:
        return f"{self.paragraph} §: {self.get_kind_display()} {self.on}"
