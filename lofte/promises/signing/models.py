from typing import Self

from django.db import models
from django.utils import timezone

from lofte.people.models import Party, User
from lofte.places.scope import M, ScopedQuerySet, Viewer
from lofte.promises.models import OfPromise, Promise
from lofte.promises.states import HowSigned, VersionState


class OfVersion(ScopedQuerySet[M]):
    def limit_to(self, viewer: Viewer) -> Self:
        rows = Promise.objects.visible_to(viewer).values("pk")
        return self.filter(version__promise__in=rows)


class Version(models.Model):
    """The frozen text of a promise: what the parties sign, by its checksum."""

    promise = models.ForeignKey(Promise, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    document = models.JSONField()
    checksum = models.CharField("kontrollsumma (SHA-256)", max_length=64)
    overruled = models.JSONField(default=dict, blank=True)
    state = models.CharField(
        max_length=10, choices=VersionState.choices, default=VersionState.WAITING
    )
    frozen_at = models.DateTimeField(default=timezone.now)
    frozen_by = models.CharField(max_length=200)
    signed_at = models.DateTimeField(null=True, blank=True)
    file = models.CharField("förseglad PDF", max_length=120, blank=True)
    file_checksum = models.CharField(max_length=64, blank=True, db_index=True)
    why = models.CharField("varför en ny version", max_length=300, blank=True)

    objects = OfPromise["Version"].as_manager()

    class Meta:
        verbose_name = "version av löfte"
        verbose_name_plural = "versioner av löften"
        ordering = ["promise", "number"]
        constraints = [
            models.UniqueConstraint(fields=["promise", "number"], name="version_number_once"),
            models.UniqueConstraint(
                fields=["promise"],
                condition=models.Q(state="signed"),
                name="version_signed_one_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.promise}, version {self.number}"


class Ceremony(models.Model):
    """A signing on paper: when, who, the scanned paper by its checksum, a photo if there is one."""

    version = models.OneToOneField(Version, models.PROTECT, related_name="ceremony")
    held_on = models.DateField("dag", null=True)
    place = models.CharField("plats", max_length=160, blank=True)
    note = models.CharField("anmärkning", max_length=400, blank=True)
    file = models.CharField("det undertecknade papperet", max_length=120, blank=True)
    file_checksum = models.CharField(max_length=64, blank=True, db_index=True)
    photo = models.CharField(max_length=120, blank=True)
    photo_checksum = models.CharField(max_length=64, blank=True)

    objects = OfVersion["Ceremony"].as_manager()

    class Meta:
        verbose_name = "undertecknande på papper"
        verbose_name_plural = "undertecknanden på papper"

    def __str__(self) -> str:
        return f"{self.version}: {self.held_on or 'okänd dag'}"


class Signature(models.Model):
    """One party's yes to one version, by its checksum: here or at a ceremony on paper."""

    version = models.ForeignKey(Version, models.PROTECT, related_name="signatures")
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    name = models.CharField("vem", max_length=200)
    role = models.CharField("roll", max_length=160, blank=True)
    how = models.CharField(max_length=5, choices=HowSigned.choices)
    factor = models.CharField("andra faktor", max_length=20, blank=True)
    checksum = models.CharField(max_length=64)
    signed_on = models.DateField("dag", null=True)
    recorded_at = models.DateTimeField(default=timezone.now)
    ceremony = models.ForeignKey(Ceremony, models.PROTECT, null=True, related_name="signatures")

    objects = OfVersion["Signature"].as_manager()

    class Meta:
        verbose_name = "underskrift"
        verbose_name_plural = "underskrifter"
        ordering = ["recorded_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["version", "party"], name="signature_once_a_party")
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.party}"
