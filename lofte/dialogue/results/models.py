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


class CrossedTable(models.Model):
    """The population by two or three background questions at once; each alone is beside it."""

    dialogue = models.OneToOneField(Dialogue, models.CASCADE, related_name="crossed_table")
    questions = models.JSONField("bakgrundsfrågor", default=list)
    counts = models.JSONField("antal i befolkningen", default=dict)
    """By the codes of the answers with | between, in the order of the questions."""
    source = models.CharField("källa och år", max_length=200)

    objects = OfDialogue["CrossedTable"].as_manager()

    class Meta:
        verbose_name = "korsad befolkningstabell"
        verbose_name_plural = "korsade befolkningstabeller"

    def __str__(self) -> str:
        return f"Befolkningen efter {', '.join(self.questions)}"

    @property
    def by_codes(self) -> dict[tuple[str, ...], int]:
        return {tuple(key.split("|")): n for key, n in self.counts.items()}

    def of(self, question: str) -> dict[str, int]:
        """The population by one of the questions."""
        at, sums = self.questions.index(question), dict[str, int]()
        for codes, n in self.by_codes.items():
            sums[codes[at]] = sums.get(codes[at], 0) + n
        return sums
