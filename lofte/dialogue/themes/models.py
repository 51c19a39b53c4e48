"""The kommun's own list of themes, and what may be quoted."""

from django.db import models

from lofte.dialogue.models import Dialogue, OfDialogue, key_by_chance
from lofte.people.models import User
from lofte.places.models import Kommun
from lofte.places.scope import ScopedQuerySet


class Taxonomy(models.Model):
    """Themes and their words, as one version. It never changes: writing makes the next."""

    kommun = models.ForeignKey(Kommun, models.CASCADE, related_name="+")
    version = models.PositiveIntegerField("version")
    themes = models.JSONField("teman")

    objects = ScopedQuerySet["Taxonomy"].as_manager()

    class Meta:
        verbose_name = "temalista"
        verbose_name_plural = "temalistor"
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(fields=["kommun", "version"], name="taxonomy_version_once")
        ]

    def __str__(self) -> str:
        return f"Temalistan, version {self.version}"


class Quote(models.Model):
    """Words that somebody wrote and that may be told, when approved. No way to the answer."""

    id = models.BigAutoField(primary_key=True, default=key_by_chance)
    dialogue = models.ForeignKey(Dialogue, models.CASCADE, related_name="quotes")
    theme = models.CharField("tema", max_length=40, blank=True)
    text = models.TextField("citat", max_length=1000)
    proposed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    approved_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    objects = OfDialogue["Quote"].as_manager()

    class Meta:
        verbose_name = "citat"
        verbose_name_plural = "citat"
        ordering = ["theme", "pk"]

    def __str__(self) -> str:
        return f"Citat om {self.theme or 'annat'}"
