"""A draft that a second person fixes as the kommun's next numbered text, whole as JSON.

The Act's picture and the action plan are fixed the same way: these are the columns and the step.
"""

import hashlib
import json
from typing import Any

from django.db import models
from django.db.models import Max
from django.utils import timezone

from lofte.people.models import User
from lofte.places.models import Kommun


class Numbered(models.Model):
    """What a draft and its fixed text have in common; the state is each room's own."""

    kommun = models.ForeignKey(Kommun, models.CASCADE, related_name="+")
    title = models.CharField("rubrik", max_length=160)
    number = models.PositiveSmallIntegerField("nummer", null=True, blank=True)
    first_day = models.DateField("från")
    last_day = models.DateField("till och med")
    document = models.JSONField(null=True, blank=True)
    checksum = models.CharField(max_length=64, blank=True)
    overruled = models.JSONField(default=dict, blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    frozen_at = models.DateTimeField(null=True, blank=True)
    frozen_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    one_person = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True


def checksum(document: dict[str, Any]) -> str:
    """SHA-256 over the canonical JSON."""
    text = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def fix(held: Any, document: dict[str, Any], *, to: str, by: User) -> None:
    """Give the row its number and its text for good; the action that holds it saves it."""
    rows = type(held)._default_manager.unscoped("numbers in use").filter(kommun=held.kommun)
    number = (rows.aggregate(n=Max("number"))["n"] or 0) + 1
    held.number, held.document = number, document | {"number": number}
    held.checksum = checksum(held.document)
    held.state, held.frozen_at, held.frozen_by = to, timezone.now(), by
    held.one_person = held.made_by_id == by.pk
    held.version += 1
