from functools import cached_property
from typing import Self

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lofte.audit.actions import Identity
from lofte.people.states import CAPABILITIES, Capability, Role
from lofte.places.models import Kommun, NamedPlace
from lofte.places.scope import ScopedQuerySet, Viewer


class PartyQuerySet(ScopedQuerySet["Party"]):
    def limit_to(self, viewer: Viewer) -> Self:
        return self.filter(kommuner__in=viewer.kommun_ids()).distinct()


class Party(models.Model):
    """An organisation that takes part; one may serve several kommuner."""

    class Kind(models.TextChoices):
        KOMMUN = "kommun", _("enhet i kommunen")
        POLICE = "police", _("Polisen")
        HOUSING = "housing", _("bostadsföretag")
        GUARD = "guard", _("bevakningsföretag")
        SCHOOL = "school", _("skola")
        BUSINESS = "business", _("näringsliv")
        ASSOCIATION = "association", _("förening")

    name = models.CharField("namn", max_length=120, unique=True)
    kind = models.CharField("slag", max_length=12, choices=Kind.choices)
    kommuner = models.ManyToManyField(Kommun, related_name="+")
    closed_on = models.DateField("stängd från", null=True, blank=True)

    objects = PartyQuerySet.as_manager()

    class Meta:
        verbose_name = "part"
        verbose_name_plural = "parter"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class UserManager(BaseUserManager["User"]):
    """What Django and allauth look users up with: by address, whatever its letters' case."""

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class UserQuerySet(ScopedQuerySet["User"]):
    def limit_to(self, viewer: Viewer) -> Self:
        return self.filter(assignments__kommun__in=viewer.kommun_ids()).distinct()


class User(AbstractBaseUser):
    """A person who signs in. What they may do comes from their assignments."""

    email = models.EmailField("e-post", unique=True)
    name = models.CharField("namn", max_length=120)
    language = models.CharField("språk", max_length=5, default="sv")
    is_active = models.BooleanField("öppet", default=True)
    outcome_letters = models.BooleanField("brev om vad det blev av mina rapporter", default=False)
    reminder_letters = models.BooleanField("brev med påminnelser", default=True)
    created_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = UserManager()
    directory = UserQuerySet.as_manager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = "användare"
        verbose_name_plural = "användare"
        ordering = ["name"]
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_once")]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name

    @cached_property
    def active_assignments(self) -> list["Assignment"]:
        """Today's roles, one query a request."""
        rows = Assignment.objects.unscoped("a person's own roles").filter(user=self, until=None)
        return list(rows.select_related("kommun", "party").order_by("kommun__name", "id"))

    def identity(self) -> Identity:
        parties = dict.fromkeys(row.party.name for row in self.active_assignments)
        return Identity(id=str(self.pk), name=self.name, party=", ".join(parties))

    def kommun_ids(self) -> frozenset[int]:
        return frozenset(row.kommun_id for row in self.active_assignments)

    def capabilities(self, kommun_id: int) -> frozenset[Capability]:
        roles = (Role(row.role) for row in self.active_assignments if row.kommun_id == kommun_id)
        return frozenset().union(*(CAPABILITIES[role] for role in roles))

    def can(self, capability: Capability, kommun_id: int) -> bool:
        return self.is_active and capability in self.capabilities(kommun_id)

    def kommun_ids_with(self, capability: Capability) -> frozenset[int]:
        return frozenset(k for k in self.kommun_ids() if self.can(capability, k))

    def sees_group_of(self, kommun_id: int) -> bool:
        return self.can(Capability.SEE_GROUP, kommun_id)

    def party_in(self, kommun_id: int) -> "Party":
        """The party that the person acts for there; only asked where they have a role."""
        return next(row.party for row in self.active_assignments if row.kommun_id == kommun_id)

    def forget_assignments(self) -> None:
        self.__dict__.pop("active_assignments", None)


class AssignmentQuerySet(ScopedQuerySet["Assignment"]):
    pass


class Assignment(models.Model):
    """A role of a person, for a party, in a kommun, for a time."""

    user = models.ForeignKey(User, models.CASCADE, related_name="assignments")
    kommun = models.ForeignKey(Kommun, models.CASCADE, related_name="+")
    party = models.ForeignKey(Party, models.PROTECT, related_name="assignments")
    role = models.CharField("roll", max_length=20, choices=Role.choices)
    since = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True, blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = "uppdrag"
        verbose_name_plural = "uppdrag"
        constraints = [
            models.UniqueConstraint(
                fields=["user", "kommun", "party", "role"],
                condition=models.Q(until=None),
                name="assignment_open_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}, {self.party} ({self.kommun})"


class Invitation(models.Model):
    """A key by e-mail to one address for one role; only the key's hash is stored."""

    kommun = models.ForeignKey(Kommun, models.CASCADE, related_name="+")
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    role = models.CharField("roll", max_length=20, choices=Role.choices)
    email = models.EmailField("e-post")
    name = models.CharField("namn", max_length=120)
    key_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedQuerySet["Invitation"].as_manager()

    class Meta:
        verbose_name = "inbjudan"
        verbose_name_plural = "inbjudningar"
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.name}: {self.get_role_display()}"

    @property
    def is_open(self) -> bool:
        return not (self.accepted_at or self.withdrawn_at) and self.expires_at > timezone.now()


class Letter(models.Model):
    """A letter by e-mail: waiting, then sent or recalled; then only that it happened is left."""

    class State(models.TextChoices):
        WAITING = "waiting", _("väntar")
        SENT = "sent", _("skickat")
        RECALLED = "recalled", _("stoppat")
        FAILED = "failed", _("gick inte fram")

    kommun = models.ForeignKey(Kommun, models.CASCADE, related_name="+")
    key = models.CharField(max_length=200, unique=True)
    kind = models.CharField("slag", max_length=40)
    to = models.EmailField("till", blank=True)
    subject = models.CharField("ämne", max_length=200)
    text = models.TextField(blank=True)
    headers = models.JSONField(default=dict, blank=True)
    about = models.CharField(max_length=80, blank=True, db_index=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    created_at = models.DateTimeField(default=timezone.now)
    not_before = models.DateTimeField("tidigast")
    taken_until = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)

    objects = ScopedQuerySet["Letter"].as_manager()

    class Meta:
        verbose_name = "brev"
        verbose_name_plural = "brev"
        ordering = ["-created_at", "-id"]
        indexes = [models.Index(fields=["state", "not_before"])]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["waiting", "failed"]) | models.Q(to="", text=""),
                name="letter_done_is_emptied",
            )
        ]

    def __str__(self) -> str:
        """Without its subject: the log keeps this name for good."""
        return f"Brev {self.pk}"


class FavouritePlace(models.Model):
    """One of a reporter's own places, first in the form."""

    user = models.ForeignKey(User, models.CASCADE, related_name="favourites")
    place = models.ForeignKey(NamedPlace, models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "place"], name="favourite_once")]

    def __str__(self) -> str:
        return f"{self.user}: {self.place}"
