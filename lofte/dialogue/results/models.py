"""What the results are weighed against: how many there are in each group of the population."""

from django.db import models

from lofte.dialogue.models import Dialogue, OfDialogue


class PopulationTable(models.Model):
    """The population by the answers of one background question, for weights and comparison."""

    dialogue = models.ForeignKey(Dialogue, models.CASCADE, related_name="population_tables")
    question = models.CharField("bakgrundsfråga", max_length=40)
    counts = models.JSONField("antal i befolkningen", default=dict)
    source = models.CharField("källa och år", max_length=200)

    objects = OfDialogue["PopulationTable"].as_manager()

    class Meta:
        verbose_name = "befolkningstabell"
        verbose_name_plural = "befolkningstabeller"
        ordering = ["question"]
        constraints = [
            models.UniqueConstraint(
                fields=["dialogue", "question"], name="population_table_once_a_question"
            )
        ]

    def __str__(self) -> str:
        return f"Befolkningen efter {self.question}"
