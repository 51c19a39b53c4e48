"""What those who answered were told. Told is told: a row is never changed, a new one is added."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from lofte.dialogue.models import Dialogue
from lofte.places.scope import ScopedQuerySet, Viewer


class Told(ScopedQuerySet["Feedback"]):
    """What was told is for everybody who works in the kommun."""

    def limit_to(self, viewer: Viewer) -> Self:
        return self.filter(dialogue__kommun__in=viewer.kommun_ids())


class Feedback(models.Model):
    """What came out, what will be done, by whom, and where and when it was told."""

    class Channel(models.TextChoices):
        MEETING = "meeting", _("på ett möte")
        WEB = "web", _("på kommunens webbplats")
        PAPER = "paper", _("i tidning, blad eller på affisch")
        SOCIAL = "social", _("i sociala medier")
        LETTER = "letter", _("med brev eller e-post")

    dialogue = models.ForeignKey(Dialogue, models.CASCADE, related_name="feedback")
    outcome = models.TextField("vad som kom fram", max_length=4_000)
    will_do = models.TextField("vad som ska göras", max_length=4_000)
    by_whom = models.CharField("vem som gör det", max_length=200)
    told_on = models.DateField("berättat den dag")
    channel = models.CharField("berättat var", max_length=8, choices=Channel.choices)
    letters = models.PositiveIntegerField("brev till dem som lämnat adress", default=0)
    while_open = models.BooleanField("medan svar fortfarande kom", default=False)

    objects = Told.as_manager()

    class Meta:
        verbose_name = "återkoppling"
        verbose_name_plural = "återkopplingar"
        ordering = ["told_on", "id"]

    def __str__(self) -> str:
        return f"{self.told_on}, {self.get_channel_display()}"
