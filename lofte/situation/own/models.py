from typing import Self, TypeVar

from django.db import models
from django.utils import timezone

from lofte.people.models import Party, User
from lofte.places.models import Kommun, NamedPlace
from lofte.places.scope import ScopedQuerySet, Viewer
from lofte.situation.own.states import Course, Sureness
from lofte.situation.own.telling import facts

M = TypeVar("M", bound=models.Model)


def _groups(viewer: Viewer) -> list[int]:
    return [k for k in viewer.kommun_ids() if viewer.sees_group_of(k)]


def _parties(viewer: Viewer) -> list[int]:
    return [row.party_id for row in viewer.active_assignments] if isinstance(viewer, User) else []


class OwnPictureQuerySet(ScopedQuerySet["OwnPicture"]):
    def limit_to(self, viewer: Viewer) -> Self:
        """The group sees what a party has handed in; before that only the party itself."""
        seen = models.Q(handed_in_at__isnull=False) | models.Q(party__in=_parties(viewer))
        return self.filter(seen, kommun__in=_groups(viewer))


class OwnPicture(models.Model):
    """One party's own picture of a period: sentences and counts, never cases or persons."""

    kommun = models.ForeignKey(Kommun, models.CASCADE, related_name="+")
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    period_key = models.CharField("period", max_length=40)
    period_label = models.CharField("periodens namn", max_length=80)
    period_end = models.DateField("till (inte med)")
    handed_in_at = models.DateTimeField("visad för gruppen", null=True)
    made_at = models.DateTimeField(default=timezone.now)

    objects = OwnPictureQuerySet.as_manager()

    class Meta:
        verbose_name = "egen lägesbild"
        verbose_name_plural = "egna lägesbilder"
        ordering = ["-period_end", "party__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["kommun", "party", "period_key"], name="own_picture_once_a_period"
            )
        ]

    def __str__(self) -> str:
        return f"{self.party}, {self.period_label}"


class OwnSentenceQuerySet(ScopedQuerySet["OwnSentence"]):
    def limit_to(self, viewer: Viewer) -> Self:
        return self.filter(picture__in=OwnPicture.objects.visible_to(viewer).values("pk"))


class OwnSentence(models.Model):
    """What a party says of a place: a sentence, perhaps a count, and how it goes."""

    picture = models.ForeignKey(OwnPicture, models.CASCADE, related_name="sentences")
    place = models.ForeignKey(NamedPlace, models.PROTECT, null=True, related_name="+")
    where = models.CharField("var, i ord", max_length=120, blank=True)
    sentence = models.CharField("mening", max_length=500)
    course = models.CharField(
        "utveckling", max_length=8, choices=Course.choices, default=Course.UNKNOWN
    )
    count = models.PositiveIntegerField("antal", null=True)
    sureness = models.CharField(max_length=8, choices=Sureness.choices, default=Sureness.EXACT)
    source = models.CharField("källa", max_length=200, blank=True)

    objects = OwnSentenceQuerySet.as_manager()

    class Meta:
        verbose_name = "mening i en egen lägesbild"
        verbose_name_plural = "meningar i egna lägesbilder"
        ordering = ["picture", "pk"]

    def __str__(self) -> str:
        return self.sentence

    @property
    def facts(self) -> str:
        return facts(
            course=self.course, count=self.count, sureness=self.sureness, source=self.source
        )


class JointPictureQuerySet(ScopedQuerySet["JointPicture"]):
    def limit_to(self, viewer: Viewer) -> Self:
        return self.filter(kommun__in=_groups(viewer))


class JointPicture(models.Model):
    """The parties' pictures merged: every row as each party said it, what differed, and the joint
    words. It never changes; merging again makes the next number."""

    kommun = models.ForeignKey(Kommun, models.CASCADE, related_name="+")
    period_key = models.CharField("period", max_length=40)
    period_label = models.CharField("periodens namn", max_length=80)
    period_end = models.DateField("till (inte med)")
    number = models.PositiveSmallIntegerField("version")
    document = models.JSONField("innehåll")
    checksum = models.CharField("kontrollsumma", max_length=64)
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    objects = JointPictureQuerySet.as_manager()

    class Meta:
        verbose_name = "gemensam lägesbild"
        verbose_name_plural = "gemensamma lägesbilder"
        ordering = ["-period_end", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["kommun", "period_key", "number"], name="joint_picture_number_once"
            )
        ]

    def __str__(self) -> str:
        return f"Gemensam lägesbild {self.period_label}, version {self.number}"
