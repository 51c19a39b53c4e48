from typing import Any, Self

from django.db import models

from lofte.dialogue.models import Dialogue
from lofte.people.models import Party
from lofte.places.models import NamedPlace
from lofte.places.scope import M, ScopedQuerySet, Viewer
from lofte.promises.measures.models import Measure
from lofte.promises.models import OfPromise, Promise
from lofte.promises.scope import seen_in
from lofte.promises.states import Comparator, IndicatorKind, Per, TargetKind
from lofte.statistics.models import Series


class OfWork(ScopedQuerySet[M]):
    """Rows on a commitment or on a measure that stands in a plan only."""

    def limit_to(self, viewer: Viewer) -> Self:
        promises = Promise.objects.visible_to(viewer).values("pk")
        return self.filter(
            models.Q(commitment__promise__in=promises)
            | models.Q(measure__kommun__in=seen_in(viewer))
        )


class Commitment(models.Model):
    """What a party, or all together, promise to do."""

    promise = models.ForeignKey(Promise, models.CASCADE, related_name="commitments")
    number = models.PositiveSmallIntegerField("nummer")
    parties = models.ManyToManyField(Party, related_name="+", blank=True)
    joint = models.BooleanField("tillsammans", default=False)
    text = models.CharField("åtagande", max_length=600)
    places = models.ManyToManyField(NamedPlace, related_name="+", blank=True)
    where = models.CharField("var, i ord", max_length=200, blank=True)
    measure = models.ForeignKey(Measure, models.PROTECT, null=True, related_name="commitments")
    owner_role = models.CharField("roll som håller i det", max_length=160, blank=True)
    due = models.DateField("senast", null=True, blank=True)
    target_kind = models.CharField(
        max_length=10, choices=TargetKind.choices, default=TargetKind.NONE
    )
    comparator = models.CharField(max_length=5, choices=Comparator.choices, blank=True)
    target_value = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    per = models.CharField(max_length=8, choices=Per.choices, blank=True)
    unit = models.CharField("enhet", max_length=120, blank=True)
    no_target_reason = models.CharField("varför inget mål", max_length=300, blank=True)
    not_met_reason = models.TextField("varför det inte nåddes", max_length=2000, blank=True)
    continues = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="continued_by"
    )
    removed_at = models.DateTimeField(null=True, blank=True)
    reminded_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    # What stands around it, where it was read with that: as the rows say, or as was signed.
    named_parties: list[Party]
    named_places: list[NamedPlace]
    measured_by: list["Indicator"]

    objects = OfPromise["Commitment"].as_manager()

    class Meta:
        verbose_name = "åtagande"
        verbose_name_plural = "åtaganden"
        ordering = ["promise", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["promise", "number"],
                condition=models.Q(removed_at=None),
                name="commitment_number_once",
            )
        ]

    def __str__(self) -> str:
        return self.text


class Indicator(models.Model):
    """What is measured of a commitment or a measure: that it was done, or that it helped."""

    commitment = models.ForeignKey(Commitment, models.CASCADE, null=True, related_name="indicators")
    measure = models.ForeignKey(Measure, models.CASCADE, null=True, related_name="indicators")
    kind = models.CharField("slag", max_length=6, choices=IndicatorKind.choices)
    name = models.CharField("mått", max_length=200)
    unit = models.CharField("enhet", max_length=60, blank=True)
    geography = models.CharField("område som mäts", max_length=160, blank=True)
    source = models.CharField("källa", max_length=200, blank=True)
    series = models.ForeignKey(Series, models.PROTECT, null=True, blank=True, related_name="+")
    dialogue = models.ForeignKey(
        Dialogue, models.PROTECT, null=True, blank=True, related_name="+"
    )  # in which the question was chosen: what asks it later is of the same kind
    question = models.JSONField("frågan och svaren som räknas", null=True, blank=True)
    series_area = models.CharField("områdeskod i serien", max_length=40, blank=True)
    method = models.CharField("så mäts det", max_length=300, blank=True)
    baseline = models.FloatField("nollmätning", null=True, blank=True)
    baseline_period = models.CharField("nollmätningens period", max_length=80, blank=True)
    events = models.FloatField("händelser per period, normalt", null=True, blank=True)
    comparator = models.CharField(max_length=5, choices=Comparator.choices, blank=True)
    target_value = models.FloatField("mål", null=True, blank=True)
    due = models.DateField("mäts senast", null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)  # what was signed is never deleted
    reminded_on = models.DateField(null=True, blank=True)

    objects = OfWork["Indicator"].as_manager()

    class Meta:
        verbose_name = "mått"
        verbose_name_plural = "mått"
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(commitment=None) ^ models.Q(measure=None),
                name="indicator_of_one_thing",
            )
        ]

    def __str__(self) -> str:
        return self.name


def with_parties(why: str, prefix: str = "") -> Any:
    """Who is named in each; nobody: all together."""
    rows = Party.objects.unscoped(why)
    return models.Prefetch(f"{prefix}parties", rows, to_attr="named_parties")


def with_places(why: str) -> Any:
    return models.Prefetch("places", NamedPlace.objects.unscoped(why), to_attr="named_places")


def with_indicators(why: str, *related: str) -> Any:
    """Those that stand, each with what it hangs together with."""
    rows = standing_indicators(why)
    rows = rows.select_related(*related) if related else rows
    return models.Prefetch("indicators", rows, to_attr="measured_by")


def standing_indicators(why: str) -> ScopedQuerySet[Indicator]:
    """Those that have not been taken out of the text being written."""
    return Indicator.objects.unscoped(why).filter(removed_at=None)
