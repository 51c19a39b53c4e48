from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lofte.dialogue.models import Dialogue
from lofte.people.models import User
from lofte.places.models import Kommun
from lofte.places.scope import ScopedQuerySet
from lofte.promises.models import Promise
from lofte.publishing.releases.models import Release
from lofte.situation.models import Picture


def _one_of(*kinds: str) -> models.Q:
    """Each kind of edition is of one thing of its kind, and of nothing else."""
    found = models.Q()
    for kind in kinds:
        others = {other: None for other in kinds if other != kind}
        found |= models.Q(kind=kind, **{f"{kind}__isnull": False}, **others)
    return found


class Edition(models.Model):
    """What was published: an immutable file on disk, its checksum, and who let it out."""

    class Kind(models.TextChoices):
        PICTURE = "picture", _("lägesbild")
        PROMISE = "promise", _("löfte")
        RELEASE = "release", _("pressmeddelande")
        DIALOGUE = "dialogue", _("dialog")

    kommun = models.ForeignKey(Kommun, models.CASCADE, related_name="+")
    kind = models.CharField("slag", max_length=10, choices=Kind.choices, default=Kind.PICTURE)
    picture = models.ForeignKey(Picture, models.PROTECT, null=True, related_name="+")
    promise = models.ForeignKey(Promise, models.PROTECT, null=True, related_name="+")
    release = models.ForeignKey(Release, models.PROTECT, null=True, related_name="+")
    dialogue = models.ForeignKey(Dialogue, models.PROTECT, null=True, related_name="+")
    number = models.PositiveIntegerField("nummer")
    path = models.CharField(max_length=200, unique=True)
    checksum = models.CharField("kontrollsumma (SHA-256)", max_length=64)
    published_at = models.DateTimeField(default=timezone.now)
    published_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_reason = models.CharField("skäl", max_length=300, blank=True)

    objects = ScopedQuerySet["Edition"].as_manager()

    class Meta:
        verbose_name = "utgåva"
        verbose_name_plural = "utgåvor"
        ordering = ["-published_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["kommun", "number"], name="edition_number_once"),
            models.CheckConstraint(
                condition=_one_of("picture", "promise", "release", "dialogue"),
                name="edition_is_of_its_kind",
            ),
        ]

    def __str__(self) -> str:
        return f"Utgåva {self.number}, {self.kommun}"

    @property
    def about(self) -> str:
        """What it is an edition of."""
        if self.picture:
            return self.picture.period_label
        return str(self.promise or self.release or self.dialogue)
