"""Meetings, what was noted and decided there, and who does it."""

from datetime import date
from typing import Self, TypeVar

from django.db import models
from django.utils import timezone

from lofte.coordination.states import Audience, DecisionState, Light, MeetingState, light
from lofte.incidents.models import Incident
from lofte.people.models import Party, User
from lofte.people.states import Role
from lofte.places.models import Kommun, NamedPlace
from lofte.places.scope import ScopedQuerySet, Viewer
from lofte.situation.models import Picture

POINTS = range(1, 9)


def _groups(viewer: Viewer) -> list[int]:
    return [k for k in viewer.kommun_ids() if viewer.sees_group_of(k)]


class MeetingQuerySet(ScopedQuerySet["Meeting"]):
    def limit_to(self, viewer: Viewer) -> Self:
        return self.filter(kommun__in=_groups(viewer))


class Meeting(models.Model):
    """One meeting of the group. Closing it keeps the minutes as they were."""

    kommun = models.ForeignKey(Kommun, models.CASCADE, related_name="+")
    held_on = models.DateField("dag")
    picture = models.ForeignKey(Picture, models.PROTECT, null=True, related_name="+")
    next_on = models.DateField("nästa möte", null=True)
    state = models.CharField(
        max_length=10, choices=MeetingState.choices, default=MeetingState.PLANNED
    )
    document = models.JSONField("protokoll", null=True)
    checksum = models.CharField("kontrollsumma", max_length=64, blank=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = "möte"
        verbose_name_plural = "möten"
        ordering = ["-held_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["kommun", "held_on"], name="meeting_once_a_day"),
            models.CheckConstraint(
                condition=models.Q(state="planned", document__isnull=True)
                | models.Q(state="closed", document__isnull=False, closed_at__isnull=False),
                name="meeting_closed_has_minutes",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kommun.method_name}-möte {self.held_on:%Y-%m-%d}"

    @property
    def is_closed(self) -> bool:
        return self.state == MeetingState.CLOSED


M = TypeVar("M", bound=models.Model)


class PartQuerySet(ScopedQuerySet[M]):
    def limit_to(self, viewer: Viewer) -> Self:
        return self.filter(meeting__kommun__in=_groups(viewer))


class Attendance(models.Model):
    """A party and a role that took part; never who."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendances")
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    role = models.CharField("roll", max_length=20, choices=Role.choices)

    objects = PartQuerySet["Attendance"].as_manager()

    class Meta:
        verbose_name = "närvaro"
        verbose_name_plural = "närvaro"
        ordering = ["party__name", "role"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "party", "role"], name="attendance_once")
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}, {self.party}"


class MeetingNote(models.Model):
    """What was said on a point of the agenda."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="notes")
    point = models.PositiveSmallIntegerField()
    text = models.TextField("anteckning", blank=True, max_length=4000)
    version = models.PositiveIntegerField(default=1)

    objects = PartQuerySet["MeetingNote"].as_manager()

    class Meta:
        verbose_name = "anteckning"
        verbose_name_plural = "anteckningar"
        ordering = ["meeting", "point"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "point"], name="note_once_a_point")
        ]

    def __str__(self) -> str:
        return f"{self.meeting}, punkt {self.point}"


class MeetingPriority(models.Model):
    """What the group works with first in the coming period."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="priorities")
    number = models.PositiveSmallIntegerField()
    text = models.CharField("prioritering", max_length=300)
    place = models.ForeignKey(NamedPlace, models.SET_NULL, null=True, related_name="+")

    objects = PartQuerySet["MeetingPriority"].as_manager()

    class Meta:
        verbose_name = "prioritering"
        verbose_name_plural = "prioriteringar"
        ordering = ["meeting", "number"]

    def __str__(self) -> str:
        return self.text


class Telling(models.Model):
    """What is to be told, and to whom."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="tellings")
    audience = models.CharField("till", max_length=12, choices=Audience.choices)
    text = models.CharField("budskap", max_length=500)

    objects = PartQuerySet["Telling"].as_manager()

    class Meta:
        verbose_name = "budskap"
        verbose_name_plural = "budskap"
        ordering = ["meeting", "pk"]

    def __str__(self) -> str:
        return self.text


class DecisionQuerySet(ScopedQuerySet["Decision"]):
    def limit_to(self, viewer: Viewer) -> Self:
        """The group sees every decision; an owner outside it sees the own ones."""
        seen = models.Q(kommun__in=_groups(viewer))
        if isinstance(viewer, User):
            seen |= owned_by(viewer)
        return self.filter(seen)


def owned_by(user: User) -> models.Q:
    """Decisions that the person owns, in person or by a role for a party."""
    mine = models.Q(owner=user, kommun__in=user.kommun_ids())
    for row in user.active_assignments:
        mine |= models.Q(kommun=row.kommun_id, party=row.party_id, role=row.role, owner=None)
    return mine


class Decision(models.Model):
    """Who does what by when. The owner is a person, or a role of a party."""

    kommun = models.ForeignKey(Kommun, models.CASCADE, related_name="+")
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="decisions")
    text = models.CharField("beslut", max_length=500)
    owner = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    role = models.CharField("roll", max_length=20, choices=Role.choices, blank=True)
    due = models.DateField("klart senast")
    place = models.ForeignKey(NamedPlace, models.SET_NULL, null=True, related_name="+")
    incidents = models.ManyToManyField(Incident, related_name="+")
    line_back = models.CharField("rad till rapportören", max_length=200, blank=True)
    decided_on = models.DateField("beslutat")
    state = models.CharField(
        max_length=10, choices=DecisionState.choices, default=DecisionState.OPEN
    )
    reason = models.CharField("skäl", max_length=500, blank=True)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    reminded_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = "beslut"
        verbose_name_plural = "beslut"
        ordering = ["due", "pk"]
        indexes = [models.Index(fields=["kommun", "state", "due"])]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state="not_done") | ~models.Q(reason=""),
                name="decision_not_done_with_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(state="open", settled_at=None)
                | ~models.Q(state="open") & models.Q(settled_at__isnull=False),
                name="decision_settled_has_time",
            ),
            models.CheckConstraint(
                condition=models.Q(owner__isnull=False, role="")
                | models.Q(owner=None) & ~models.Q(role=""),
                name="decision_has_one_owner",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def owner_name(self) -> str:
        """ "Samira Samordnare" or "samordnare, Trygghetsenheten"."""
        return self.owner.name if self.owner else f"{self.get_role_display()}, {self.party}"

    def light(self, today: date) -> Light:
        return light(self.state, self.due, today)
