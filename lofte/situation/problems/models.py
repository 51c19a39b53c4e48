from typing import Self

from django.db import models
from django.utils import timezone

from lofte.dialogue.models import Dialogue
from lofte.people.models import Party, User
from lofte.people.states import Capability
from lofte.places.models import Area, Kommun, NamedPlace
from lofte.places.scope import M, ScopedQuerySet, Viewer
from lofte.situation.models import Finding
from lofte.situation.problems.states import (
    EvidenceKind,
    Level,
    Need,
    ProblemKind,
    Strength,
    Trend,
    mismatch,
)
from lofte.statistics.models import Figure


class SeenWithPictures(ScopedQuerySet[M]):
    """Rows of a kommun for whoever may see its pictures. `_owner` leads to the kommun."""

    _owner = "kommun"

    def limit_to(self, viewer: Viewer) -> Self:
        ids = viewer.kommun_ids()
        if isinstance(viewer, User):
            ids = viewer.kommun_ids_with(Capability.SEE_PICTURE)
        return self.filter(**{f"{self._owner}__in": ids})


class OfProblem(SeenWithPictures[M]):
    _owner = "problem__kommun"


class Problem(models.Model):
    """Something that troubles a place or a group: what, where, when, how much, with evidence."""

    kommun = models.ForeignKey(Kommun, models.CASCADE, related_name="+")
    title = models.CharField("rubrik", max_length=160)
    kind = models.CharField("slag", max_length=10, choices=ProblemKind.choices)
    crime_group = models.CharField("brottsgrupp", max_length=120, blank=True)
    places = models.ManyToManyField(NamedPlace, related_name="+", blank=True)
    areas = models.ManyToManyField(Area, related_name="+", blank=True)
    where = models.CharField("var, i ord", max_length=200, blank=True)
    season = models.CharField("tid på året", max_length=120, blank=True)
    weekdays = models.CharField("veckodagar", max_length=120, blank=True)
    hours = models.CharField("tid på dygnet", max_length=120, blank=True)
    exposed = models.CharField("vilka som drabbas (grupp)", max_length=200, blank=True)
    acting = models.CharField("vilka som står för det (grupp)", max_length=200, blank=True)
    extent = models.TextField("omfattning", max_length=2000, blank=True)
    trend = models.CharField("utveckling", max_length=8, choices=Trend.choices, blank=True)
    harm = models.TextField("skada", max_length=1000, blank=True)
    cost = models.TextField("kostnad", max_length=1000, blank=True)
    fear = models.TextField("otrygghet", max_length=1000, blank=True)
    perceived = models.PositiveSmallIntegerField(
        "så mycket upplevs", choices=Level.choices, null=True, blank=True
    )
    reported = models.PositiveSmallIntegerField(
        "så mycket rapporteras", choices=Level.choices, null=True, blank=True
    )
    owner = models.ForeignKey(Party, models.PROTECT, null=True, blank=True, related_name="+")
    owner_role = models.CharField("roll som håller i frågan", max_length=120, blank=True)
    decision = models.TextField("beslut om prioritering", max_length=2000, blank=True)
    need = models.CharField("behov av åtgärd", max_length=3, choices=Need.choices, blank=True)
    need_reason = models.TextField("motiv", max_length=2000, blank=True)
    need_decided_at = models.DateTimeField(null=True, blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged_here"
    )
    closed_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)

    objects = SeenWithPictures["Problem"].as_manager()

    class Meta:
        verbose_name = "problem"
        verbose_name_plural = "problem"
        ordering = ["title", "id"]
        indexes = [models.Index(fields=["kommun", "closed_at"])]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(need="no") | ~models.Q(need_reason=""),
                name="problem_no_measure_has_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(merged_into=None) | models.Q(closed_at__isnull=False),
                name="problem_merged_is_closed",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def mismatch(self) -> str:
        return mismatch(self.perceived, self.reported)


class Evidence(models.Model):
    """One thing that the problem rests on, with its source, period and strength."""

    problem = models.ForeignKey(Problem, models.CASCADE, related_name="evidence")
    kind = models.CharField("slag", max_length=12, choices=EvidenceKind.choices)
    sentence = models.CharField("vad det säger", max_length=500)
    source = models.CharField("källa", max_length=200)
    period = models.CharField("period", max_length=80)
    reference = models.CharField("jämfört med", max_length=200, blank=True)
    strength = models.CharField("styrka", max_length=6, choices=Strength.choices)
    finding = models.ForeignKey(Finding, models.SET_NULL, null=True, blank=True, related_name="+")
    figure = models.ForeignKey(Figure, models.SET_NULL, null=True, blank=True, related_name="+")
    dialogue = models.ForeignKey(Dialogue, models.SET_NULL, null=True, blank=True, related_name="+")
    theme = models.CharField("tema i dialogen", max_length=40, blank=True)
    added_at = models.DateTimeField(default=timezone.now)

    objects = OfProblem["Evidence"].as_manager()

    class Meta:
        verbose_name = "underlag"
        verbose_name_plural = "underlag"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["problem", "finding"],
                condition=models.Q(finding__isnull=False),
                name="evidence_finding_once",
            ),
            models.UniqueConstraint(
                fields=["problem", "figure"],
                condition=models.Q(figure__isnull=False),
                name="evidence_figure_once",
            ),
            models.UniqueConstraint(
                fields=["problem", "dialogue", "theme"],
                condition=models.Q(dialogue__isnull=False),
                name="evidence_dialogue_once",
            ),
        ]

    def __str__(self) -> str:
        return self.sentence
