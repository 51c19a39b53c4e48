"""Stops, plans, visits and what weighs how much. Only the group reads them."""

import uuid
from typing import Self, TypeVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lofte.incidents.models import Category
from lofte.patrol.hours import Window
from lofte.patrol.states import Band, Exactness, StopState, Travel, VisitKind
from lofte.people.models import Party, User
from lofte.places.models import Kommun, NamedPlace
from lofte.places.scope import ScopedQuerySet, Viewer
from lofte.promises.commitments.models import Commitment
from lofte.situation.models import Picture

M = TypeVar("M", bound=models.Model)


class GroupQuerySet(ScopedQuerySet[M]):
    def limit_to(self, viewer: Viewer) -> Self:
        """Exact places are the group's."""
        return self.filter(kommun__in=[k for k in viewer.kommun_ids() if viewer.sees_group_of(k)])


class Stop(models.Model):
    """A place and hours where presence is wished, and why; the police answer it."""

    kommun = models.ForeignKey(Kommun, models.CASCADE, related_name="+")
    picture = models.ForeignKey(Picture, models.PROTECT, null=True, related_name="+")
    period_key = models.CharField("period", max_length=40)
    period_label = models.CharField("periodens namn", max_length=80)
    first_day = models.DateField("från")
    end = models.DateField("till (inte med)")
    place = models.ForeignKey(NamedPlace, models.PROTECT, null=True, related_name="+")
    place_name = models.CharField("var", max_length=200)
    x = models.FloatField()
    y = models.FloatField()
    first_weekday = models.PositiveSmallIntegerField("första veckodag")
    last_weekday = models.PositiveSmallIntegerField("sista veckodag")
    first_hour = models.PositiveSmallIntegerField("från klockan")
    last_hour = models.PositiveSmallIntegerField("till klockan")
    why = models.CharField("varför", max_length=600)
    hours_from = models.CharField("varifrån timmarna kommer", max_length=200, blank=True)
    figures = models.JSONField(default=dict)
    events = models.JSONField(default=dict)
    activity = models.CharField("önskad insats", max_length=300)
    state = models.CharField(max_length=10, choices=StopState.choices, default=StopState.SUGGESTED)
    adjusted = models.BooleanField("ändrat av polisen", default=False)
    reason = models.CharField("skäl", max_length=500, blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = GroupQuerySet["Stop"].as_manager()

    class Meta:
        verbose_name = "stopp"
        verbose_name_plural = "stopp"
        ordering = ["-first_day", "place_name", "pk"]
        indexes = [models.Index(fields=["kommun", "state", "end"])]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state="declined") | ~models.Q(reason=""),
                name="stop_declined_with_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(first_weekday__lte=6, last_weekday__lte=6)
                & models.Q(first_hour__lte=23, last_hour__gte=1, last_hour__lte=24),
                name="stop_hours_of_a_week",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place_name}, {self.window.label}"

    @property
    def window(self) -> Window:
        return Window(self.first_weekday, self.last_weekday, self.first_hour, self.last_hour)


class HarmWeight(models.Model):
    """How much an event of a kind weighs when stops are ordered: the kommun's own judgement."""

    kommun = models.ForeignKey(Kommun, models.CASCADE, related_name="+")
    category = models.ForeignKey(Category, models.CASCADE, related_name="+")
    weight = models.PositiveSmallIntegerField("vikt", validators=[MaxValueValidator(100)])

    objects = ScopedQuerySet["HarmWeight"].as_manager()

    class Meta:
        verbose_name = "vikt"
        verbose_name_plural = "vikter"
        constraints = [
            models.UniqueConstraint(fields=["kommun", "category"], name="harm_weight_once")
        ]

    def __str__(self) -> str:
        return f"{self.category}: {self.weight}"


class Plan(models.Model):
    """One duty: which patrol stands where and when, what was left out, and what it rests on."""

    kommun = models.ForeignKey(Kommun, models.CASCADE, related_name="+")
    day = models.DateField("dag")
    first_hour = models.PositiveSmallIntegerField("från klockan")
    hours = models.PositiveSmallIntegerField("timmar", validators=[MinValueValidator(1)])
    patrols = models.PositiveSmallIntegerField("antal patruller")
    minutes = models.PositiveSmallIntegerField("minuter per stopp")
    travel = models.CharField("färdsätt", max_length=8, choices=Travel.choices)
    document = models.JSONField("innehåll")
    checksum = models.CharField("kontrollsumma", max_length=64)
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    objects = GroupQuerySet["Plan"].as_manager()

    class Meta:
        verbose_name = "pass"
        verbose_name_plural = "pass"
        ordering = ["-day", "-pk"]

    def __str__(self) -> str:
        return f"Pass {self.day:%Y-%m-%d}"


class Visit(models.Model):
    """That somebody was at a place: once, some times, or "~80" times over many days."""

    client_id = models.UUIDField(default=uuid.uuid4, unique=True)
    kommun = models.ForeignKey(Kommun, models.CASCADE, related_name="+")
    place = models.ForeignKey(
        NamedPlace, models.PROTECT, null=True, related_name="+", verbose_name="plats"
    )
    kind = models.CharField("slag", max_length=10, choices=VisitKind.choices)
    first_day = models.DateField("dag")
    last_day = models.DateField("sista dag")
    band = models.CharField("tid på dygnet", max_length=10, choices=Band.choices, blank=True)
    hour = models.PositiveSmallIntegerField("timme", null=True)
    count = models.PositiveIntegerField("antal", default=1, validators=[MinValueValidator(1)])
    exactness = models.CharField(max_length=8, choices=Exactness.choices, default=Exactness.EXACT)
    minutes = models.PositiveSmallIntegerField("minuter", null=True)
    note = models.CharField("anteckning", max_length=300, blank=True)
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    stop = models.ForeignKey(Stop, models.SET_NULL, null=True, related_name="+")
    commitment = models.ForeignKey(
        Commitment, models.SET_NULL, null=True, related_name="+", verbose_name="räknas till"
    )
    logged_at = models.DateTimeField(default=timezone.now)
    logged_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    objects = GroupQuerySet["Visit"].as_manager()

    class Meta:
        verbose_name = "besök"
        verbose_name_plural = "besök"
        ordering = ["-last_day", "-pk"]
        indexes = [models.Index(fields=["kommun", "first_day"])]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(last_day__gte=models.F("first_day")), name="visit_days_in_order"
            ),
            models.CheckConstraint(condition=models.Q(count__gte=1), name="visit_at_least_once"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.where or _('utan plats')} {self.first_day}"

    @property
    def where(self) -> str:
        """The place, else the stop that has none of its own, else nothing."""
        if self.place is not None:
            return self.place.name
        return self.stop.place_name if self.stop is not None else ""
