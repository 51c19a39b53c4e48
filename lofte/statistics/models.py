import secrets
from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lofte.places.models import Kommun
from lofte.places.scope import M, ScopedQuerySet, Viewer

WHOLE = ("", "T")  # Kolada's "T" is everybody: women and men are figures of their own


def new_salt() -> str:
    return secrets.token_hex(16)


class Source(models.Model):
    """Where figures come from: a register or a table, its licence, legal ground and mapping."""

    class Kind(models.TextChoices):
        REGISTER = "register", _("register (en rad per händelse)")
        TABLE = "table", _("tabell (färdiga tal)")
        TYPED = "typed", _("inskrivna tal")

    kommun = models.ForeignKey(Kommun, models.CASCADE, related_name="+")
    name = models.CharField("namn", max_length=120)
    kind = models.CharField("slag", max_length=8, choices=Kind.choices)
    publisher = models.CharField("utgivare", max_length=120, blank=True)
    licence = models.CharField("licens eller villkor", max_length=200, blank=True)
    legal_ground = models.TextField("rättslig grund för fler kolumner", blank=True)
    mapping = models.TextField("kolumnkarta (YAML)", blank=True)
    is_police = models.BooleanField("polisens register", default=False)
    in_picture = models.BooleanField("räknas i lägesbilden", default=True)
    crs = models.CharField("koordinatsystem", max_length=20, default="EPSG:3006")
    key_salt = models.CharField(max_length=32, default=new_salt, editable=False)
    created_at = models.DateTimeField(default=timezone.now)

    objects = ScopedQuerySet["Source"].as_manager()

    class Meta:
        verbose_name = "källa"
        verbose_name_plural = "källor"
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["kommun", "name"], name="source_named_once")]

    def __str__(self) -> str:
        return self.name


class BySource(ScopedQuerySet[M]):
    def limit_to(self, viewer: Viewer) -> Self:
        return self.filter(source__kommun__in=viewer.kommun_ids())


class Delivery(models.Model):
    """One imported file: all of it or nothing."""

    source = models.ForeignKey(Source, models.CASCADE, related_name="deliveries")
    file_name = models.CharField("fil", max_length=255)
    checksum = models.CharField("kontrollsumma (SHA-256)", max_length=64)
    imported_at = models.DateTimeField("inläst", default=timezone.now)
    period_start = models.DateField("från", null=True)
    period_end = models.DateField("till och med", null=True)
    counts = models.JSONField("antal", default=dict)
    notes = models.JSONField("att veta", default=list)
    rejects_file = models.CharField(max_length=255, blank=True)
    read_as = models.CharField("kolumnkartans kontrollsumma", max_length=64, blank=True)

    objects = BySource["Delivery"].as_manager()

    class Meta:
        verbose_name = "leverans"
        verbose_name_plural = "leveranser"
        ordering = ["-imported_at", "-id"]

    def __str__(self) -> str:
        return f"{self.source}: {self.file_name}"


class RegisterRow(models.Model):
    """A row of an imported register: place, time, category and nothing else by default."""

    source = models.ForeignKey(Source, models.CASCADE, related_name="rows")
    key_hash = models.CharField(max_length=32)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    x = models.FloatField(null=True)
    y = models.FloatField(null=True)
    category = models.CharField(max_length=120, blank=True)
    extra = models.JSONField(null=True)
    first_delivery = models.ForeignKey(Delivery, models.CASCADE, related_name="+")
    last_delivery = models.ForeignKey(Delivery, models.CASCADE, related_name="+")
    vanished_in = models.ForeignKey(Delivery, models.SET_NULL, null=True, related_name="+")
    left_window = models.BooleanField(default=False)  # older than the file: it still counts

    objects = BySource["RegisterRow"].as_manager()

    class Meta:
        verbose_name = "registerrad"
        verbose_name_plural = "registerrader"
        constraints = [models.UniqueConstraint(fields=["source", "key_hash"], name="row_key_once")]
        indexes = [models.Index(fields=["source", "started_at"])]

    def __str__(self) -> str:
        return f"{self.source_id}:{self.key_hash}"


class Series(models.Model):
    """A row of figures over time: reported crimes per 100 000, a school survey's share."""

    source = models.ForeignKey(Source, models.CASCADE, related_name="series")
    code = models.CharField("kod", max_length=60)
    name = models.CharField("namn", max_length=255)
    unit = models.CharField("enhet", max_length=60)
    table = models.CharField("tabell eller fil", max_length=255, blank=True)

    objects = BySource["Series"].as_manager()

    class Meta:
        verbose_name = "serie"
        verbose_name_plural = "serier"
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["source", "code"], name="series_code_once")]

    def __str__(self) -> str:
        return self.name


class BySeries(ScopedQuerySet[M]):
    def limit_to(self, viewer: Viewer) -> Self:
        return self.filter(series__source__kommun__in=viewer.kommun_ids())


class Figure(models.Model):
    """One figure with its place, period and flag; a missing value is not a zero."""

    class Flag(models.TextChoices):
        NONE = "", _("uppgift finns")
        PRELIMINARY = "preliminary", _("preliminär")
        REVISED = "revised", _("reviderad")
        NOTHING = "nothing", _("inget att redovisa (noll)")
        MISSING = "missing", _("uppgift saknas")
        SECRET = "secret", _("skyddas av sekretess")
        NOT_APPLICABLE = "not_applicable", _("inte aktuell")

    series = models.ForeignKey(Series, models.CASCADE, related_name="figures")
    geography_kind = models.CharField("slags område", max_length=20)
    geography_code = models.CharField("områdeskod", max_length=40)
    geography_version = models.CharField("områdets version", max_length=20, blank=True)
    group = models.CharField("grupp", max_length=20, blank=True)
    period_start = models.DateField("från")
    period_end = models.DateField("till och med")
    value = models.FloatField("värde", null=True)
    flag = models.CharField("anmärkning", max_length=20, choices=Flag.choices, blank=True)
    delivery = models.ForeignKey(Delivery, models.CASCADE, null=True, related_name="+")

    objects = BySeries["Figure"].as_manager()

    class Meta:
        verbose_name = "uppgift"
        verbose_name_plural = "uppgifter"
        ordering = ["period_start", "geography_code"]
        constraints = [
            models.UniqueConstraint(
                fields=[
                    "series",
                    "geography_kind",
                    "geography_code",
                    "group",
                    "period_start",
                    "period_end",
                ],
                name="figure_once",
            ),
            models.CheckConstraint(
                condition=models.Q(value__isnull=False)
                | models.Q(flag__in=["missing", "secret", "not_applicable"]),
                name="figure_missing_is_flagged",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.series}: {self.value}"


class IntelligenceQuerySet(ScopedQuerySet["Intelligence"]):
    def limit_to(self, viewer: Viewer) -> Self:
        group = [k for k in viewer.kommun_ids() if viewer.sees_group_of(k)]
        return self.filter(kommun__in=group)


class Intelligence(models.Model):
    """A sentence that somebody stands for; visible to the group only, never data."""

    class Strength(models.TextChoices):
        HEARSAY = "hearsay", _("uppgift")
        SUPPORTED = "supported", _("uppgift med stöd")
        STRONG = "strong", _("flera oberoende uppgifter")

    kommun = models.ForeignKey(Kommun, models.CASCADE, related_name="+")
    text = models.CharField("mening", max_length=500)
    said_by = models.CharField("vem säger det (roll eller enhet)", max_length=120)
    strength = models.CharField("styrka", max_length=10, choices=Strength.choices)
    concerns = models.CharField("vad det gäller", max_length=120)
    valid_from = models.DateField("gäller från")
    valid_to = models.DateField("gäller till", null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    objects = IntelligenceQuerySet.as_manager()

    class Meta:
        verbose_name = "underrättelse"
        verbose_name_plural = "underrättelser"
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"Underrättelse {self.pk}"


class NewsEvent(models.Model):
    """An event in the police's open feed: news, never a map layer or a statistic."""

    police_id = models.BigIntegerField(unique=True)
    first_seen = models.DateTimeField()
    last_seen = models.DateTimeField(db_index=True)
    published_at = models.DateTimeField(null=True, db_index=True)
    name = models.CharField(max_length=300)
    summary = models.TextField(blank=True)
    type = models.CharField(max_length=120, blank=True)
    location = models.CharField(max_length=120, blank=True, db_index=True)
    url = models.CharField(max_length=500, blank=True)
    absent_answers = models.PositiveIntegerField(default=0)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "polishändelse"
        verbose_name_plural = "polishändelser"
        ordering = ["-published_at", "-police_id"]

    def __str__(self) -> str:
        return self.name


class NewsVersion(models.Model):
    """Every wording of an event that we have seen."""

    event = models.ForeignKey(NewsEvent, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    seen_at = models.DateTimeField()
    content_hash = models.CharField(max_length=64)
    content = models.JSONField()

    class Meta:
        verbose_name = "version av polishändelse"
        verbose_name_plural = "versioner av polishändelser"
        ordering = ["event", "number"]
        constraints = [
            models.UniqueConstraint(fields=["event", "number"], name="news_version_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.event_id} v{self.number}"
