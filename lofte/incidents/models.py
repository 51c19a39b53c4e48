import uuid
from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from lofte.incidents.states import State
from lofte.people.models import Party, User
from lofte.places.models import Area, Kommun, NamedPlace
from lofte.places.scope import ScopedQuerySet, Viewer


class Category(models.Model):
    """A kind of incident in a kommun's list: closed by a date, never reused for something else."""

    kommun = models.ForeignKey(Kommun, models.CASCADE, related_name="+")
    code = models.CharField("kod", max_length=12)
    label_sv = models.CharField("namn", max_length=80)
    label_en = models.CharField("namn på engelska", max_length=80, blank=True)
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="parts")
    icon = models.CharField(max_length=40, blank=True)
    active_from = models.DateField("används från", null=True, blank=True)
    active_to = models.DateField("används till", null=True, blank=True)
    mapping = models.JSONField("motsvarar i andra listor", default=dict, blank=True)
    order = models.PositiveSmallIntegerField("ordning", default=0)
    in_picture = models.BooleanField("räknas i lägesbilden", default=True)

    objects = ScopedQuerySet["Category"].as_manager()

    class Meta:
        verbose_name = "kategori"
        verbose_name_plural = "kategorier"
        ordering = ["order", "label_sv"]
        constraints = [
            models.UniqueConstraint(fields=["kommun", "code"], name="category_code_once")
        ]

    def __str__(self) -> str:
        """The name in the reader's language, if the kommun has given it one."""
        return (self.label_en if get_language() == "en" else "") or self.label_sv


class IncidentQuerySet(ScopedQuerySet["Incident"]):
    def limit_to(self, viewer: Viewer) -> Self:
        """The group sees its kommuner's reports; a reporter sees the own ones."""
        group = [k for k in viewer.kommun_ids() if viewer.sees_group_of(k)]
        own = models.Q(reporter=viewer.pk) if isinstance(viewer, User) else models.Q(pk=None)
        return self.filter(
            models.Q(kommun__in=group) | own & models.Q(kommun__in=viewer.kommun_ids())
        )

    def waiting(self) -> Self:
        return self.filter(state=State.RECEIVED)

    def confirmed(self) -> Self:
        return self.filter(state=State.CONFIRMED)


class Incident(models.Model):
    """An EST report line: what, where, when - never who."""

    class Band(models.TextChoices):
        MORNING = "morning", _("morgon (06–10)")
        DAY = "day", _("dag (10–15)")
        AFTERNOON = "afternoon", _("eftermiddag (15–18)")
        EVENING = "evening", _("kväll (18–22)")
        NIGHT = "night", _("natt (22–06)")

    class Indoors(models.TextChoices):
        OUTDOORS = "", _("utomhus")
        STAIRWELL = "stairwell", _("trapphus")
        BASEMENT = "basement", _("källare eller vind")
        GARAGE = "garage", _("garage")
        SHOP = "shop", _("butik eller köpcentrum")
        SCHOOL = "school", _("skolbyggnad")
        OTHER = "other", _("annan lokal")

    class People(models.TextChoices):
        UNKNOWN = "", _("vet inte")
        FEW = "1-2", "1–2"
        SOME = "3-5", "3–5"
        MANY = "6-10", "6–10"
        CROWD = "11-", _("fler än 10")

    class Channel(models.TextChoices):
        FORM = "form", _("formuläret")
        DESK = "desk", _("inskriven av någon annan")
        IMPORT = "import", _("inläst")

    kommun = models.ForeignKey(Kommun, models.CASCADE, related_name="+")
    client_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    submission = models.UUIDField(default=uuid.uuid4, db_index=True, editable=False)
    state = models.CharField(max_length=10, choices=State.choices, default=State.RECEIVED)
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    reporter = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    received_at = models.DateTimeField(default=timezone.now, db_index=True)
    confirmed_at = models.DateTimeField("bekräftad", null=True, blank=True)
    channel = models.CharField(max_length=6, choices=Channel.choices, default=Channel.FORM)
    nothing = models.BooleanField("inget att rapportera", default=False)
    started_at = models.DateTimeField("från", db_index=True)
    ended_at = models.DateTimeField("till", null=True, blank=True)
    recurring = models.BooleanField("återkommande", default=False)
    place = models.ForeignKey(NamedPlace, models.SET_NULL, null=True, blank=True, related_name="+")
    area = models.ForeignKey(Area, models.SET_NULL, null=True, blank=True, related_name="+")
    x = models.FloatField(null=True, blank=True)
    y = models.FloatField(null=True, blank=True)
    cell = models.CharField("ruta", max_length=16, blank=True, db_index=True)
    near = models.CharField("i närheten av", max_length=200, blank=True)
    indoors = models.CharField("inomhus", max_length=10, choices=Indoors.choices, blank=True)
    categories = models.ManyToManyField(Category, through="IncidentCategory", related_name="+")
    seriousness = models.PositiveSmallIntegerField("påverkan", default=2)
    people = models.CharField("antal personer", max_length=5, choices=People.choices, blank=True)
    police_reported = models.BooleanField("polisanmält", null=True, blank=True)
    fault_reported = models.BooleanField("felanmält", null=True, blank=True)
    text = models.TextField("kort beskrivning", blank=True, max_length=2000)
    warnings = models.JSONField("kan vara personuppgifter", default=list, blank=True)
    masked = models.BooleanField("maskerad", default=False)
    question = models.CharField("fråga till rapportören", max_length=300, blank=True)
    reason = models.CharField("skäl", max_length=300, blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged_here"
    )
    version = models.PositiveIntegerField(default=1)

    objects = IncidentQuerySet.as_manager()

    class Meta:
        verbose_name = "rapport"
        verbose_name_plural = "rapporter"
        ordering = ["-received_at", "-id"]
        indexes = [
            models.Index(fields=["kommun", "state", "received_at"]),
            models.Index(fields=["kommun", "started_at"]),
            models.Index(fields=["kommun", "place", "started_at"]),
            models.Index(fields=["reporter", "received_at"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(seriousness__range=(1, 3)), name="incident_seriousness_1_to_3"
            ),
            models.CheckConstraint(
                condition=models.Q(ended_at=None) | models.Q(ended_at__gte=models.F("started_at")),
                name="incident_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=models.Q(state=State.MERGED, merged_into__isnull=False)
                | ~models.Q(state=State.MERGED) & models.Q(merged_into=None),
                name="incident_merged_has_target",
            ),
            models.CheckConstraint(
                condition=models.Q(x=None, y=None) | models.Q(x__isnull=False, y__isnull=False),
                name="incident_point_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"Rapport {self.pk}"


class IncidentCategory(models.Model):
    """A report may be of several kinds; it is counted once in totals and once under each kind."""

    incident = models.ForeignKey(Incident, models.CASCADE, related_name="kinds")
    category = models.ForeignKey(Category, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["incident", "category"], name="incident_kind_once")
        ]

    def __str__(self) -> str:
        return f"{self.incident_id}: {self.category_id}"


class PhotoQuerySet(ScopedQuerySet["Photo"]):
    def limit_to(self, viewer: Viewer) -> Self:
        """Those of the reports that the viewer sees; an unreviewed one is shown to fewer."""
        return self.filter(incident__in=Incident.objects.visible_to(viewer))


class Photo(models.Model):
    """A photo of what was reported. Until a reviewer has blacked out who is in it, the group
    does not see it; it lies on disk under a name that nobody can guess. `digest` is of what the
    phone sent: the same photo sent twice is one photo."""

    incident = models.ForeignKey(Incident, models.CASCADE, related_name="photos")
    file = models.CharField(max_length=40)
    digest = models.CharField(max_length=64, editable=False)
    added_at = models.DateTimeField(default=timezone.now)
    reviewed_at = models.DateTimeField(null=True, blank=True)

    objects = PhotoQuerySet.as_manager()

    class Meta:
        verbose_name = "bild"
        verbose_name_plural = "bilder"
        ordering = ["added_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["incident", "digest"], name="photo_once_a_report")
        ]

    def __str__(self) -> str:
        return f"Bild till rapport {self.incident_id}"
