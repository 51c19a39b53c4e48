from django.db import models
from django.utils import timezone

from lofte.places.scope import M
from lofte.promises.measures.models import Measure
from lofte.promises.plans.states import PlanState
from lofte.situation.numbered import Numbered
from lofte.situation.problems.models import SeenWithPictures
from lofte.situation.statutory.models import StatutoryPicture


class OfPlan(SeenWithPictures[M]):
    _owner = "plan__kommun"


class ActionPlan(Numbered):
    """The åtgärdsplan of the Act (2023:196), section 5: the measures the kommun intends to take.

    A draft reads its measures live; what a political body decided is kept whole as JSON.
    """

    picture = models.ForeignKey(StatutoryPicture, models.PROTECT, null=True, related_name="+")
    intro = models.TextField("inledning", max_length=6000, blank=True)
    measures = models.ManyToManyField(Measure, related_name="+", blank=True)
    organ = models.CharField("beslutat av", max_length=120, blank=True)
    decided_on = models.DateField("beslutsdag", null=True, blank=True)
    section = models.CharField("paragraf", max_length=20, blank=True)
    registry = models.CharField("diarienummer", max_length=60, blank=True)
    state = models.CharField(max_length=10, choices=PlanState.choices, default=PlanState.DRAFT)

    objects = SeenWithPictures["ActionPlan"].as_manager()

    class Meta:
        verbose_name = "åtgärdsplan"
        verbose_name_plural = "åtgärdsplaner"
        ordering = ["-last_day", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["kommun", "number"],
                condition=models.Q(number__isnull=False),
                name="action_plan_number_once",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    state="decided",
                    frozen_at__isnull=False,
                    document__isnull=False,
                    number__isnull=False,
                    decided_on__isnull=False,
                )
                | ~models.Q(state="decided") & models.Q(frozen_at=None, number=None),
                name="action_plan_decided_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, nummer {self.number}" if self.number else self.title


class PlanFollowUp(models.Model):
    """A whole plan followed up (section 6): what was judged of each measure, kept as JSON."""

    plan = models.ForeignKey(ActionPlan, models.CASCADE, related_name="follow_ups")
    on = models.DateField("dag")
    text = models.TextField("sammanfattning", max_length=4000)
    document = models.JSONField()
    checksum = models.CharField(max_length=64)
    told_by = models.CharField(max_length=200)
    told_at = models.DateTimeField(default=timezone.now)

    objects = OfPlan["PlanFollowUp"].as_manager()

    class Meta:
        verbose_name = "uppföljning av åtgärdsplan"
        verbose_name_plural = "uppföljningar av åtgärdsplaner"
        ordering = ["-on", "-id"]

    def __str__(self) -> str:
        return f"{self.plan}: uppföljning {self.on}"
