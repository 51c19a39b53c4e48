"""A promise: whose, where, when, of what. Nothing assumes a year, one kommun or two parties."""

from typing import Self

from django.db import models
from django.utils import timezone

from lofte.people.models import Party
from lofte.places.models import Area, Kommun, NamedPlace
from lofte.places.scope import M, ScopedQuerySet, Viewer
from lofte.promises.agreements.models import Agreement
from lofte.promises.scope import Shared
from lofte.promises.states import State
from lofte.situation.problems.models import Problem
from lofte.situation.statutory.models import StatutoryPicture


class OfPromise(ScopedQuerySet[M]):
    def limit_to(self, viewer: Viewer) -> Self:
        rows = Promise.objects.visible_to(viewer).values("pk")
        return self.filter(promise__in=rows)


class Promise(models.Model):
    """A medborgarlöfte. Its rows are the text being written; what was frozen is a `Version`."""

    kommun = models.ForeignKey(Kommun, models.CASCADE, related_name="+")  # keeps the document
    kommuner = models.ManyToManyField(Kommun, related_name="+")
    agreement = models.ForeignKey(Agreement, models.PROTECT, null=True, related_name="promises")
    picture = models.ForeignKey(StatutoryPicture, models.PROTECT, null=True, related_name="+")
    code = models.SlugField("beteckning", max_length=80)
    title = models.CharField("rubrik", max_length=200)
    area_text = models.CharField("område, i ord", max_length=200)
    areas = models.ManyToManyField(Area, related_name="+", blank=True)
    places = models.ManyToManyField(NamedPlace, related_name="+", blank=True)
    first_day = models.DateField("från")
    last_day = models.DateField("till och med")
    intro = models.TextField("inledning", max_length=6000, blank=True)
    basis = models.TextField("underlag", max_length=6000, blank=True)
    how_followed_up = models.TextField("så följer vi upp", max_length=4000, blank=True)
    contact = models.TextField("kontakt", max_length=1000, blank=True)
    note = models.TextField("anmärkning", max_length=4000, blank=True)
    follows = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="followed_by"
    )
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    created_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)  # of the row, against two editors at once

    objects = Shared["Promise"].as_manager()

    class Meta:
        verbose_name = "medborgarlöfte"
        verbose_name_plural = "medborgarlöften"
        ordering = ["-first_day", "title"]
        constraints = [
            models.UniqueConstraint(fields=["kommun", "code"], name="promise_code_once"),
            models.CheckConstraint(
                condition=models.Q(last_day__gte=models.F("first_day")),
                name="promise_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class PromiseParty(models.Model):
    """A party of a promise, by the name and the signing role that are printed."""

    promise = models.ForeignKey(Promise, models.CASCADE, related_name="promise_parties")
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    printed = models.CharField("så skrivs parten", max_length=160)
    signs = models.BooleanField("skriver under", default=True)
    signing_role = models.CharField("undertecknarens roll", max_length=160, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    objects = OfPromise["PromiseParty"].as_manager()

    class Meta:
        verbose_name = "löftespart"
        verbose_name_plural = "löftesparter"
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["promise", "party"], name="promise_party_once")
        ]

    def __str__(self) -> str:
        return self.printed


class Focus(models.Model):
    """An area in focus of a promise: a place, a problem or a theme."""

    promise = models.ForeignKey(Promise, models.CASCADE, related_name="focuses")
    text = models.CharField("fokus", max_length=300)
    problem = models.ForeignKey(Problem, models.PROTECT, null=True, blank=True, related_name="+")
    place = models.ForeignKey(NamedPlace, models.PROTECT, null=True, blank=True, related_name="+")
    order = models.PositiveSmallIntegerField(default=0)

    objects = OfPromise["Focus"].as_manager()

    class Meta:
        verbose_name = "fokusområde"
        verbose_name_plural = "fokusområden"
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.text
