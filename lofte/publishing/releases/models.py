from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lofte.people.models import Party, User
from lofte.places.models import Kommun
from lofte.places.scope import ScopedQuerySet, Viewer
from lofte.promises.models import Promise


class OfSharing(ScopedQuerySet["Release"]):
    """Seen in the kommun that writes it, and in those that share its promise: they say yes too."""

    def limit_to(self, viewer: Viewer) -> "OfSharing":
        seen = viewer.kommun_ids()
        shared = Promise.objects.unscoped("shared with the viewer").filter(kommuner__in=seen)
        return self.filter(models.Q(kommun__in=seen) | models.Q(promise__in=shared.values("pk")))


class Release(models.Model):
    """A press release: the words around the promise's own lists. What was let out is an edition."""

    class State(models.TextChoices):
        DRAFT = "draft", _("utkast")
        PUBLISHED = "published", _("publicerat")
        DISCARDED = "discarded", _("kasserat")

    kommun = models.ForeignKey(Kommun, models.CASCADE, related_name="+")
    promise = models.ForeignKey(Promise, models.PROTECT, null=True, related_name="+")
    heading = models.CharField("rubrik", max_length=200)
    lead = models.TextField("ingress", max_length=2000, blank=True)
    focus = models.TextField("områden i fokus", max_length=4000, blank=True)
    priority = models.TextField("prioritering", max_length=4000, blank=True)
    basis = models.TextField("dialog och statistik", max_length=4000, blank=True)
    about = models.TextField("om kommunen", max_length=3000, blank=True)
    quotes = models.JSONField("citat", default=list)
    contacts = models.JSONField("kontakter", default=list)
    correction = models.CharField("rättelse", max_length=500, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    created_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)  # of the row, against two editors at once

    objects = OfSharing.as_manager()

    class Meta:
        verbose_name = "pressmeddelande"
        verbose_name_plural = "pressmeddelanden"
        ordering = ["-created_at", "-id"]

    def __str__(self) -> str:
        return self.heading


class OfRelease(ScopedQuerySet["Approval"]):
    def limit_to(self, viewer: Viewer) -> "OfRelease":
        rows = Release.objects.visible_to(viewer).values("pk")
        return self.filter(release__in=rows)


class Approval(models.Model):
    """One party's yes to one wording, by its checksum: a changed word asks for a new yes."""

    release = models.ForeignKey(Release, models.CASCADE, related_name="approvals")
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    checksum = models.CharField(max_length=64)
    approved_at = models.DateTimeField(default=timezone.now)

    objects = OfRelease.as_manager()

    class Meta:
        verbose_name = "godkännande"
        verbose_name_plural = "godkännanden"
        ordering = ["approved_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["release", "party", "checksum"], name="approval_once_a_wording"
            )
        ]

    def __str__(self) -> str:
        return f"{self.party}: {self.release}"
