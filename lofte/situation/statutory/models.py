from django.db import models

from lofte.situation.numbered import Numbered
from lofte.situation.problems.models import Problem, SeenWithPictures
from lofte.situation.states import State


class StatutoryPicture(Numbered):
    """The lägesbild of the Act (2023:196), section 4: mapping, other information, analysis.

    A draft reads its problems live; the frozen version keeps the whole text as JSON.
    """

    problems = models.ManyToManyField(Problem, related_name="+", blank=True)
    mapping = models.TextField("kartläggning", max_length=20_000, blank=True)
    other_information = models.TextField("annan information", max_length=20_000, blank=True)
    analysis = models.TextField("analys", max_length=20_000, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)

    objects = SeenWithPictures["StatutoryPicture"].as_manager()

    class Meta:
        verbose_name = "lagens lägesbild"
        verbose_name_plural = "lagens lägesbilder"
        ordering = ["-last_day", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["kommun", "number"],
                condition=models.Q(number__isnull=False),
                name="statutory_picture_number_once",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    state="frozen",
                    frozen_at__isnull=False,
                    document__isnull=False,
                    number__isnull=False,
                )
                | ~models.Q(state="frozen") & models.Q(frozen_at=None, number=None),
                name="statutory_picture_frozen_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, version {self.number}" if self.number else self.title
