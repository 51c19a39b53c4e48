"""Who follows what, and what was sent to them. An address is kept for as long as it is wanted."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lofte.people.models import User
from lofte.places.models import Kommun
from lofte.places.scope import ScopedQuerySet
from lofte.publishing.models import Edition


class Subscription(models.Model):
    """An address that wants to hear of the kommun, of an area or of a promise. No account."""

    class Topic(models.TextChoices):
        ALL = "all", _("allt i kommunen")
        AREA = "area", _("ett område")
        PROMISE = "promise", _("ett löfte")

    kommun = models.ForeignKey(Kommun, models.CASCADE, related_name="+")
    topic = models.CharField("vad", max_length=7, choices=Topic.choices, default=Topic.ALL)
    code = models.CharField("områdets eller löftets kod", max_length=80, blank=True)
    address = models.EmailField("e-postadress")
    asked_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedQuerySet["Subscription"].as_manager()

    class Meta:
        verbose_name = "prenumeration"
        verbose_name_plural = "prenumerationer"
        constraints = [
            models.UniqueConstraint(
                fields=["kommun", "topic", "code", "address"], name="subscription_once"
            )
        ]

    def __str__(self) -> str:
        """Without its address: the log keeps this name for good."""
        return f"Prenumeration {self.pk}"


class Mailing(models.Model):
    """News of an edition to those who follow it: in a while, and until then it can be stopped."""

    kommun = models.ForeignKey(Kommun, models.CASCADE, related_name="+")
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="+")
    intro = models.CharField("inledning", max_length=500, blank=True)
    recipients = models.PositiveIntegerField("mottagare")
    leaves_at = models.DateTimeField("går iväg")
    recalled_at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = ScopedQuerySet["Mailing"].as_manager()

    class Meta:
        verbose_name = "utskick"
        verbose_name_plural = "utskick"
        ordering = ["-leaves_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition"],
                condition=models.Q(recalled_at=None),
                name="mailing_once_an_edition",
            )
        ]

    def __str__(self) -> str:
        return f"Utskick av {self.edition}"
