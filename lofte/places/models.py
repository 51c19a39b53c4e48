import secrets
from datetime import date, timedelta
from typing import Any, Self

from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from lofte.analysis.periods import Period, PeriodKind, containing
from lofte.places.scope import ScopedQuerySet, Viewer

RESERVED_SLUGS = frozenset(
    {"d", "demo", "arbete", "konto", "static", "om", "sprak", "kontroll", "api", "filer"}
)


def new_revision() -> str:
    """A mark that no earlier state of the map ever had, not even one that was rolled back."""
    return secrets.token_hex(8)


class KommunQuerySet(ScopedQuerySet["Kommun"]):
    def limit_to(self, viewer: Viewer) -> Self:
        return self.filter(pk__in=viewer.kommun_ids())


class Kommun(models.Model):
    """A kommun by its SCB code, with the settings that are its own."""

    class Weekday(models.IntegerChoices):
        MONDAY = 1, _("måndag")
        TUESDAY = 2, _("tisdag")
        WEDNESDAY = 3, _("onsdag")
        THURSDAY = 4, _("torsdag")
        FRIDAY = 5, _("fredag")

    code = models.CharField(
        "kommunkod", max_length=4, unique=True, validators=[RegexValidator(r"^\d{4}$")]
    )
    name = models.CharField("namn", max_length=100)
    slug = models.SlugField("adress", unique=True)
    method_name = models.CharField("metodens namn", max_length=20, default="EST")
    rhythm = models.CharField(
        "rytm",
        max_length=12,
        default=PeriodKind.WEEK,
        choices=[
            (PeriodKind.WEEK, "varje vecka"),
            (PeriodKind.TWO_WEEKS, "varannan vecka"),
            (PeriodKind.SIX_WEEKS, "var sjätte vecka"),
            (PeriodKind.MONTH, "varje månad"),
        ],
    )
    meeting_weekday = models.IntegerField(
        "mötesdag", choices=Weekday.choices, default=Weekday.THURSDAY
    )
    four_eyes = models.BooleanField("två personer fryser och publicerar", default=True)
    minimum_cell = models.PositiveSmallIntegerField(
        "minsta antal som visas öppet", default=5, validators=[MinValueValidator(3)]
    )
    public_delay = models.PositiveSmallIntegerField(
        "perioder innan en bild blir öppen", default=1, validators=[MinValueValidator(1)]
    )
    reporter_days = models.PositiveSmallIntegerField(
        "dagar som en rapportör förblir inloggad", default=90, validators=[MinValueValidator(1)]
    )
    photos_on = models.BooleanField("rapporter får ha en bild", default=False)
    contact = models.CharField("kontakt som visas öppet", max_length=200, blank=True)
    news_on = models.BooleanField("hämta polisens händelser", default=False)
    news_location = models.CharField("plats i polisens händelser", max_length=100, blank=True)
    map_revision = models.CharField(max_length=16, default=new_revision, editable=False)
    lists_revision = models.CharField(max_length=16, default=new_revision, editable=False)

    objects = KommunQuerySet.as_manager()

    class Meta:
        verbose_name = "kommun"
        verbose_name_plural = "kommuner"
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(minimum_cell__gte=3), name="kommun_minimum_cell"
            ),
            models.CheckConstraint(
                condition=models.Q(public_delay__gte=1), name="kommun_public_delay"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def period_of(self, day: Any) -> Period:
        """The period of this kommun's rhythm in which the day lies."""
        return containing(PeriodKind(self.rhythm), day)

    def closes(self, period: Period) -> date:
        """The day after the first meeting that follows the period.

        What comes in from then on is counted in the next picture.
        """
        to_meeting = (self.meeting_weekday - period.end.isoweekday()) % 7
        return period.end + timedelta(days=to_meeting + 1)


class Area(models.Model):
    """A part of a kommun with a version and a time of validity. Polygon as WKB in SWEREF 99 TM."""

    class Kind(models.TextChoices):
        KOMMUN = "kommun", _("hela kommunen")
        DESO = "deso", "DeSO"
        REGSO = "regso", "RegSO"
        LOCALITY = "tatort", _("tätort")
        OWN = "own", _("eget område")
        SUB = "sub", _("eget delområde")

    kommun = models.ForeignKey(Kommun, models.CASCADE, related_name="areas")
    kind = models.CharField("slag", max_length=10, choices=Kind.choices)
    code = models.CharField("kod", max_length=40)
    name = models.CharField("namn", max_length=120)
    version = models.CharField("version", max_length=20, default="1")
    valid_from = models.DateField("gäller från", null=True, blank=True)
    valid_to = models.DateField("gäller till", null=True, blank=True)
    parent = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="parts")
    population = models.PositiveIntegerField("invånare", null=True, blank=True)
    polygon = models.BinaryField()
    min_x = models.FloatField()
    min_y = models.FloatField()
    max_x = models.FloatField()
    max_y = models.FloatField()

    objects = ScopedQuerySet["Area"].as_manager()

    class Meta:
        verbose_name = "område"
        verbose_name_plural = "områden"
        ordering = ["kind", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["kommun", "kind", "code", "version"], name="area_once_a_version"
            )
        ]

    def __str__(self) -> str:
        return self.name


class NamedPlaceQuerySet(ScopedQuerySet["NamedPlace"]):
    def limit_to(self, viewer: Viewer) -> Self:
        """Everybody in the kommun sees its places; the group also those that are its own."""
        own = viewer.kommun_ids()
        group = [k for k in own if viewer.sees_group_of(k)]
        return self.filter(models.Q(kommun__in=own, group_only=False) | models.Q(kommun__in=group))


class NamedPlace(models.Model):
    """A place that people call by name: a square, a station, a school yard."""

    class Kind(models.TextChoices):
        STATION = "station", _("resecentrum eller station")
        SQUARE = "square", _("torg eller centrum")
        SCHOOL = "school", _("skola eller förskola")
        HOUSING = "housing", _("bostadsområde")
        PARK = "park", _("park")
        SHOP = "shop", _("butik eller köpcentrum")
        LEISURE = "leisure", _("fritidsgård, idrott eller kultur")
        PARKING = "parking", _("parkering eller garage")
        PATH = "path", _("gång- och cykelväg eller tunnel")
        OTHER = "other", _("annan plats")

    kommun = models.ForeignKey(Kommun, models.CASCADE, related_name="places")
    name = models.CharField("namn", max_length=120)
    kind = models.CharField("slag", max_length=10, choices=Kind.choices, default=Kind.OTHER)
    x = models.FloatField("öst (SWEREF 99 TM)")
    y = models.FloatField("nord (SWEREF 99 TM)")
    radius = models.PositiveSmallIntegerField("radie i meter", default=150)
    area = models.ForeignKey(Area, models.SET_NULL, null=True, blank=True, related_name="+")
    group_only = models.BooleanField("visas bara för gruppen", default=False)
    closed_on = models.DateField("används till", null=True, blank=True)

    objects = NamedPlaceQuerySet.as_manager()

    class Meta:
        verbose_name = "plats"
        verbose_name_plural = "platser"
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["kommun", "name"], name="place_named_once")]

    def __str__(self) -> str:
        return self.name


class Street(models.Model):
    """A street for look-up and for naming what lies along it. Line as WKB in SWEREF 99 TM."""

    kommun = models.ForeignKey(Kommun, models.CASCADE, related_name="streets")
    name = models.CharField("namn", max_length=120)
    line = models.BinaryField()

    objects = ScopedQuerySet["Street"].as_manager()

    class Meta:
        verbose_name = "gata"
        verbose_name_plural = "gator"
        constraints = [models.UniqueConstraint(fields=["kommun", "name"], name="street_named_once")]

    def __str__(self) -> str:
        return self.name


class Address(models.Model):
    """A street address for look-up: it gives a point and is never stored with an incident."""

    kommun = models.ForeignKey(Kommun, models.CASCADE, related_name="addresses")
    street = models.CharField("gata", max_length=120)
    street_key = models.CharField(max_length=120, db_index=True, editable=False)
    number = models.CharField("nummer", max_length=10)
    x = models.FloatField()
    y = models.FloatField()

    objects = ScopedQuerySet["Address"].as_manager()

    class Meta:
        verbose_name = "adress"
        verbose_name_plural = "adresser"
        constraints = [
            models.UniqueConstraint(fields=["kommun", "street", "number"], name="address_once")
        ]

    def __str__(self) -> str:
        return f"{self.street} {self.number}"


class Basemap(models.Model):
    """The kommun's own background map, served by us: PMTiles or GeoJSON."""

    class Kind(models.TextChoices):
        GEOJSON = "geojson", "GeoJSON"
        PMTILES = "pmtiles", "PMTiles"

    kommun = models.OneToOneField(Kommun, models.CASCADE, related_name="basemap")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    file = models.CharField(max_length=200)
    checksum = models.CharField(max_length=64)
    attribution = models.CharField("källa", max_length=200)

    objects = ScopedQuerySet["Basemap"].as_manager()

    class Meta:
        verbose_name = "bakgrundskarta"
        verbose_name_plural = "bakgrundskartor"

    def __str__(self) -> str:
        return f"{self.kommun} ({self.kind})"
