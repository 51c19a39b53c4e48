"""The tables. An answer has a key by chance and no time, so that its row tells no order."""

import secrets
from typing import Self, TypeVar

from django.db import models

from lofte.dialogue.one_way import OneWay
from lofte.dialogue.states import Audience, Channel, Format, Mode, State
from lofte.places.models import Area, Kommun, NamedPlace
from lofte.places.scope import ScopedQuerySet, Viewer

LINK_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is taken for another
PROTOCOLS = (Format.WALK, Format.MEETING, Format.FOCUS)  # somebody writes down what was said


def key_by_chance() -> int:
    """SQLite keeps rows in the order of this key: made by chance, it tells nothing."""
    return secrets.randbelow(2**62) + 1


def new_link() -> str:
    return "".join(secrets.choice(LINK_LETTERS) for _ in range(6))


class Questionnaire(models.Model):
    """A version of a form, whole in one definition. Once answered it never changes."""

    kommun = models.ForeignKey(Kommun, models.CASCADE, related_name="+")
    name = models.CharField("namn", max_length=120)
    version = models.PositiveIntegerField("version", default=1)
    definition = models.JSONField("frågor")
    locked = models.BooleanField("besvarad, kan inte ändras", default=False)
    reviewed = models.JSONField("språk som någon har granskat", default=list, blank=True)

    objects = ScopedQuerySet["Questionnaire"].as_manager()

    class Meta:
        verbose_name = "frågeformulär"
        verbose_name_plural = "frågeformulär"
        ordering = ["name", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["kommun", "name", "version"], name="questionnaire_version_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.name}, version {self.version}"


class Dialogue(models.Model):
    """A time in which some are asked. Mode and format are chosen at its start and stay."""

    kommun = models.ForeignKey(Kommun, models.CASCADE, related_name="+")
    title = models.CharField("rubrik", max_length=120)
    format = models.CharField("form", max_length=8, choices=Format.choices)
    audience = models.CharField("vilka", max_length=10, choices=Audience.choices)
    mode = models.CharField("urval", max_length=6, choices=Mode.choices)
    anonymous = models.BooleanField("anonym", default=True)
    opens = models.DateField("öppnar")
    closes = models.DateField("sista dag")
    link = models.CharField("kort adress", max_length=12, unique=True, default=new_link)
    poster_code = models.CharField("kod på affischen", max_length=12, default=new_link)
    questionnaire = models.ForeignKey(Questionnaire, models.PROTECT, related_name="dialogues")
    state = models.CharField(max_length=8, choices=State.choices, default=State.DRAFT)

    objects = ScopedQuerySet["Dialogue"].as_manager()

    class Meta:
        verbose_name = "dialog"
        verbose_name_plural = "dialoger"
        ordering = ["-opens", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closes__gte=models.F("opens")), name="dialogue_closes_after_open"
            ),
            models.CheckConstraint(
                condition=models.Q(anonymous=True) | models.Q(format__in=PROTOCOLS),
                name="dialogue_with_answers_is_anonymous",
            ),
            OneWay(field="anonymous", name="dialogue_anonymous_one_way"),
        ]

    def __str__(self) -> str:
        return self.title


M = TypeVar("M", bound=models.Model)


class OfDialogue(ScopedQuerySet[M]):
    """Rows under a dialogue: for the group of its kommun only."""

    def limit_to(self, viewer: Viewer) -> Self:
        group = [k for k in viewer.kommun_ids() if viewer.sees_group_of(k)]
        return self.filter(dialogue__kommun__in=group)


class Stratum(models.Model):
    """A part of the population from which a sample was drawn."""

    dialogue = models.ForeignKey(Dialogue, models.CASCADE, related_name="strata")
    name = models.CharField("del av befolkningen", max_length=120)
    population = models.PositiveIntegerField("antal i befolkningen")
    drawn = models.PositiveIntegerField("antal i urvalet")

    objects = OfDialogue["Stratum"].as_manager()

    class Meta:
        verbose_name = "stratum"
        verbose_name_plural = "strata"
        constraints = [
            models.UniqueConstraint(fields=["dialogue", "name"], name="stratum_named_once"),
            models.CheckConstraint(
                condition=models.Q(drawn__lte=models.F("population")), name="stratum_drawn_of_all"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class LetterCode(models.Model):
    """A code not yet used. Using it removes the row: which answer it gave is then nowhere."""

    id = models.BigAutoField(primary_key=True)  # made from the code: see letter_codes.py
    dialogue = models.ForeignKey(Dialogue, models.CASCADE, related_name="codes")
    stratum = models.ForeignKey(Stratum, models.CASCADE, related_name="codes")

    objects = OfDialogue["LetterCode"].as_manager()

    class Meta:
        verbose_name = "brevkod"
        verbose_name_plural = "brevkoder"

    def __str__(self) -> str:
        return f"Brevkod i {self.stratum_id}"


class Answer(models.Model):
    """What somebody answered. No time, no address, no order, no way to who it was."""

    id = models.BigAutoField(primary_key=True, default=key_by_chance)
    dialogue = models.ForeignKey(Dialogue, models.CASCADE, related_name="answers")
    questionnaire = models.ForeignKey(Questionnaire, models.PROTECT, related_name="+")
    stratum = models.ForeignKey(Stratum, models.PROTECT, null=True, related_name="+")
    channel = models.CharField(max_length=5, choices=Channel.choices)
    values = models.JSONField("svar", default=dict)
    warnings = models.JSONField("kan vara personuppgifter", default=list, blank=True)
    suspected = models.BooleanField("misstänkt flod", default=False)
    read = models.BooleanField("texten är läst av en granskare", default=False)

    objects = OfDialogue["Answer"].as_manager()

    class Meta:
        verbose_name = "svar"
        verbose_name_plural = "svar"

    def __str__(self) -> str:
        return "Ett svar"


class Mark(models.Model):
    """A place that an answer points at, unsafe or safe. Outside the kommun it is kept and said."""

    class Kind(models.TextChoices):
        UNSAFE = "unsafe", "otrygg"
        SAFE = "safe", "trygg"

    id = models.BigAutoField(primary_key=True, default=key_by_chance)
    dialogue = models.ForeignKey(Dialogue, models.CASCADE, related_name="marks")
    answer = models.ForeignKey(Answer, models.CASCADE, related_name="marks")
    question = models.CharField("fråga", max_length=60)
    kind = models.CharField(max_length=6, choices=Kind.choices)
    place = models.ForeignKey(NamedPlace, models.SET_NULL, null=True, related_name="+")
    area = models.ForeignKey(Area, models.SET_NULL, null=True, related_name="+")
    x = models.FloatField(null=True)
    y = models.FloatField(null=True)
    cell = models.CharField("ruta", max_length=16, blank=True, db_index=True)
    outside = models.BooleanField("utanför kommunen", default=False)
    near = models.CharField("i närheten av", max_length=200, blank=True)
    when = models.JSONField("när", default=list)
    why = models.JSONField("varför", default=list)
    help = models.TextField("vad skulle hjälpa", max_length=1000, blank=True)

    objects = OfDialogue["Mark"].as_manager()

    class Meta:
        verbose_name = "markering"
        verbose_name_plural = "markeringar"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(x=None, y=None) | models.Q(x__isnull=False, y__isnull=False),
                name="mark_point_is_whole",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} plats"


class DayCount(models.Model):
    """How many answers came on a day and by which channel: all that is kept of their time."""

    dialogue = models.ForeignKey(Dialogue, models.CASCADE, related_name="days")
    day = models.DateField("dag")
    channel = models.CharField(max_length=5, choices=Channel.choices)
    count = models.PositiveIntegerField("antal", default=0)

    objects = OfDialogue["DayCount"].as_manager()

    class Meta:
        verbose_name = "svar per dag"
        verbose_name_plural = "svar per dag"
        constraints = [
            models.UniqueConstraint(fields=["dialogue", "day", "channel"], name="day_counted_once")
        ]

    def __str__(self) -> str:
        return f"{self.day}: {self.count}"


class Receipt(models.Model):
    """That a sending has arrived, so that the same one again is not counted twice.

    The key is a hash of what the form made up when it was opened. No answer knows it, and it goes
    two weeks after the dialogue's last day: until then a phone may try again.
    """

    id = models.BigAutoField(primary_key=True)
    dialogue = models.ForeignKey(Dialogue, models.CASCADE, related_name="receipts")

    objects = OfDialogue["Receipt"].as_manager()

    class Meta:
        verbose_name = "kvittens"
        verbose_name_plural = "kvittenser"

    def __str__(self) -> str:
        return "Ett mottaget svar"


class Contacts(models.Model):
    """Addresses of those who want to hear what came of it: some in one row, sorted by name.

    One row for a share of the addresses, with no time and no order: nothing leads to an answer.
    """

    id = models.BigAutoField(primary_key=True, default=key_by_chance)
    dialogue = models.ForeignKey(Dialogue, models.CASCADE, related_name="contacts")
    bucket = models.PositiveSmallIntegerField()
    entries = models.JSONField(default=list)

    objects = OfDialogue["Contacts"].as_manager()

    class Meta:
        verbose_name = "kontakter"
        verbose_name_plural = "kontakter"
        constraints = [
            models.UniqueConstraint(fields=["dialogue", "bucket"], name="contacts_bucket_once")
        ]

    def __str__(self) -> str:
        return f"Kontakter {self.bucket}"
