"""The protocol of a safety walk: places, what is to be done there, by whom, and what came of it."""

from django.db import models

from lofte.dialogue.models import Dialogue, OfDialogue
from lofte.dialogue.walks.states import PointState
from lofte.places.models import NamedPlace


class WalkPoint(models.Model):
    """A place where the walk stopped. No photo: words are enough, and nobody is in them."""

    dialogue = models.ForeignKey(Dialogue, models.CASCADE, related_name="walk_points")
    where = models.CharField("plats", max_length=200)
    place = models.ForeignKey(NamedPlace, models.SET_NULL, null=True, related_name="+")
    x = models.FloatField(null=True)
    y = models.FloatField(null=True)
    cell = models.CharField("ruta", max_length=16, blank=True)  # of the same grid as the marks
    seen = models.TextField("vad gruppen såg", max_length=1000)
    todo = models.CharField("vad som ska göras", max_length=300)
    owner = models.CharField("vem som gör det", max_length=160)
    target = models.DateField("ska vara klart")
    state = models.CharField(max_length=8, choices=PointState.choices, default=PointState.WAITING)
    settled_on = models.DateField("avgjort", null=True)
    reason = models.CharField("varför inte", max_length=500, blank=True)

    objects = OfDialogue["WalkPoint"].as_manager()

    class Meta:
        verbose_name = "punkt i vandringen"
        verbose_name_plural = "punkter i vandringen"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state=PointState.NOT_DONE) | ~models.Q(reason=""),
                name="walk_point_not_done_has_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(state=PointState.WAITING, settled_on=None)
                | (~models.Q(state=PointState.WAITING) & models.Q(settled_on__isnull=False)),
                name="walk_point_settled_has_day",
            ),
            models.CheckConstraint(
                condition=models.Q(x=None, y=None) | models.Q(x__isnull=False, y__isnull=False),
                name="walk_point_spot_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.where
