"""Reports as a reporter in Lyckeberga would give them."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from lofte.audit.models import AuditEvent
from lofte.incidents.actions import Report
from lofte.incidents.models import Category, Incident
from lofte.places.models import Kommun, NamedPlace

STOCKHOLM = ZoneInfo("Europe/Stockholm")
FRIDAY = datetime(2026, 11, 20, 21, 30, tzinfo=STOCKHOLM)
PERSONNUMMER = "19811218-9876"
PHONE = "070-174 06 05"


def place(kommun: Kommun, name: str = "Resecentrum") -> NamedPlace:
    return NamedPlace.objects.unscoped("test").get(kommun=kommun, name=name)


def category(kommun: Kommun, code: str = "damage") -> Category:
    return Category.objects.unscoped("test").get(kommun=kommun, code=code)


def a_report(kommun: Kommun, **changed: Any) -> Report:
    fields = {
        "started_at": FRIDAY,
        "categories": (category(kommun),),
        "place": place(kommun),
        **changed,
    }
    return Report(**fields)


def kept(incident: Incident) -> Incident:
    """The row as it is in the table now."""
    return Incident.objects.unscoped("test").get(pk=incident.pk)


def told() -> list[str]:
    """Everything that the log holds, as one text a row, the last first."""
    return [str(row) for row in AuditEvent.objects.values_list()]


def last_act() -> AuditEvent:
    return AuditEvent.objects.all()[0]
