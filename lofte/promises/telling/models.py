from django.db import models
from django.utils import timezone

from lofte.people.models import Party
from lofte.promises.commitments.models import Commitment
from lofte.promises.follow_up.models import Activity
from lofte.promises.models import OfPromise, Promise
from lofte.promises.telling.states import Channel


class Announcement(models.Model):
    """Something that residents, or others, shall be told of a promise: to whom, how and by when."""

    promise = models.ForeignKey(Promise, models.CASCADE, related_name="announcements")
    commitment = models.ForeignKey(
        Commitment, models.SET_NULL, null=True, blank=True, related_name="announcements"
    )
    party = models.ForeignKey(Party, models.PROTECT, null=True, blank=True, related_name="+")
    owner_role = models.CharField("roll som gör det", max_length=160, blank=True)
    audience = models.CharField("målgrupp", max_length=200)
    channel = models.CharField("kanal", max_length=12, choices=Channel.choices)
    message = models.CharField("budskap", max_length=600)
    due = models.DateField("senast")
    done_on = models.DateField("gjort", null=True, blank=True)
    told = models.CharField("vad som gjordes", max_length=300, blank=True)
    activity = models.OneToOneField(
        Activity, models.PROTECT, null=True, blank=True, related_name="+"
    )
    dropped_at = models.DateTimeField(null=True, blank=True)
    drop_reason = models.CharField("varför det ströks", max_length=300, blank=True)
    reminded_on = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)

    objects = OfPromise["Announcement"].as_manager()

    class Meta:
        verbose_name = "kommunikationsinsats"
        verbose_name_plural = "kommunikationsinsatser"
        ordering = ["due", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(dropped_at=None) | ~models.Q(drop_reason=""),
                name="announcement_dropped_with_reason",
            )
        ]

    def __str__(self) -> str:
        return self.message
