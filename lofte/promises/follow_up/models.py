from django.db import models
from django.utils import timezone

from lofte.people.models import Party
from lofte.places.models import NamedPlace
from lofte.promises.commitments.models import Commitment, OfWork
from lofte.promises.counting import said
from lofte.promises.measures.models import Measure
from lofte.promises.models import OfPromise, Promise
from lofte.promises.states import (
    Comparator,
    Effect,
    Judgement,
    Light,
    OutcomeKind,
    Verdict,
    Voice,
)


class Activity(models.Model):
    """Something that was done for a commitment or a measure, at a place, by a party."""

    commitment = models.ForeignKey(Commitment, models.CASCADE, null=True, related_name="activities")
    measure = models.ForeignKey(Measure, models.CASCADE, null=True, related_name="activities")
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    done_on = models.DateField("dag")
    count = models.PositiveIntegerField("antal", default=1)
    comparator = models.CharField(
        "hur säkert antalet är", max_length=5, choices=Comparator.choices, blank=True
    )
    place = models.ForeignKey(NamedPlace, models.PROTECT, null=True, blank=True, related_name="+")
    note = models.CharField("anteckning", max_length=300, blank=True)
    key = models.CharField(max_length=80, unique=True, null=True, blank=True)  # of what wrote it
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = OfWork["Activity"].as_manager()

    class Meta:
        verbose_name = "aktivitet"
        verbose_name_plural = "aktiviteter"
        ordering = ["-done_on", "-id"]
        indexes = [models.Index(fields=["commitment", "done_on"])]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(commitment=None) ^ models.Q(measure=None),
                name="activity_of_one_thing",
            ),
            models.CheckConstraint(condition=models.Q(count__gte=1), name="activity_counts_one"),
        ]

    def __str__(self) -> str:
        return f"{self.done_on} {self.count}"

    @property
    def said(self) -> str:
        """ "80", "cirka 80" or "minst 80"."""
        return said(self.count, self.comparator)


class Outcome(models.Model):
    """A figure or a sentence of what came of it; without a commitment nobody had promised it."""

    promise = models.ForeignKey(Promise, models.CASCADE, related_name="outcomes")
    commitment = models.ForeignKey(Commitment, models.CASCADE, null=True, related_name="outcomes")
    kind = models.CharField("slag", max_length=8, choices=OutcomeKind.choices)
    name = models.CharField("vad", max_length=200)
    comparator = models.CharField(max_length=5, choices=Comparator.choices, blank=True)
    value = models.DecimalField("antal", max_digits=14, decimal_places=2, null=True, blank=True)
    text = models.CharField("i ord", max_length=1000, blank=True)
    first_day = models.DateField("från", null=True, blank=True)
    last_day = models.DateField("till och med", null=True, blank=True)
    source = models.CharField("källa", max_length=200, blank=True)
    counts = models.BooleanField("jämförs med målet", default=True)
    told_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = OfPromise["Outcome"].as_manager()

    class Meta:
        verbose_name = "utfall"
        verbose_name_plural = "utfall"
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name


class FollowUp(models.Model):
    """A judgement of a commitment or a measure: done and effect apart, with source and time."""

    commitment = models.ForeignKey(Commitment, models.CASCADE, null=True, related_name="follow_ups")
    measure = models.ForeignKey(Measure, models.CASCADE, null=True, related_name="follow_ups")
    voice = models.CharField(max_length=9, choices=Voice.choices, default=Voice.PROMISER)
    party = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    on = models.DateField("dag")
    verdict = models.CharField("gjordes det", max_length=12, choices=Verdict.choices)
    partly_rule = models.CharField("när det är delvis", max_length=300, blank=True)
    effect = models.CharField("hjälpte det", max_length=15, choices=Effect.choices, blank=True)
    light = models.CharField(max_length=6, choices=Light.choices, blank=True)
    text = models.TextField("vad som hänt", max_length=4000, blank=True)
    source = models.CharField("källa", max_length=200, blank=True)
    judgement = models.CharField(max_length=8, choices=Judgement.choices, blank=True)
    judgement_reason = models.TextField("varför", max_length=2000, blank=True)
    corrects = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="corrected_by"
    )
    told_by = models.CharField(max_length=200)
    told_at = models.DateTimeField(default=timezone.now)

    objects = OfWork["FollowUp"].as_manager()

    class Meta:
        verbose_name = "uppföljning"
        verbose_name_plural = "uppföljningar"
        ordering = ["-on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(commitment=None) ^ models.Q(measure=None),
                name="follow_up_of_one_thing",
            ),
            models.CheckConstraint(
                condition=models.Q(judgement="") | ~models.Q(judgement_reason=""),
                name="follow_up_judgement_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.get_verdict_display()}"

    @property
    def promiser(self) -> Party | None:
        """The party that judges what it promised; the residents and the data are no party."""
        return self.party if self.voice == Voice.PROMISER else None
