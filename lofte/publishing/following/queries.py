from typing import Any

from django.db.models import Q, QuerySet

from lofte.places.models import Kommun
from lofte.publishing.editions import PICTURE
from lofte.publishing.following.models import Mailing, Subscription
from lofte.publishing.models import Edition

WHY = "who has asked to be told"


def followers(kommun: Kommun, content: dict[str, Any]) -> QuerySet[Subscription]:
    """Those who have confirmed that they want to hear of such an edition."""
    rows = Subscription.objects.unscoped(WHY).filter(kommun=kommun).exclude(confirmed_at=None)
    topic = Subscription.Topic
    wanted = Q(topic=topic.ALL)
    codes = [one for one in (content.get("code"), content.get("promise")) if one]
    if codes:
        wanted |= Q(topic=topic.PROMISE, code__in=codes)
    areas = content.get("area_codes", [])
    if content.get("kind", PICTURE) == PICTURE:
        areas = [area["code"] for area in content.get("areas", [])]
    wanted |= Q(topic=topic.AREA, code__in=areas) if areas else Q(topic=topic.AREA)
    return rows.filter(wanted).order_by("address", "pk")


def one_each(rows: QuerySet[Subscription]) -> list[Subscription]:
    """One letter an address, however many things it follows."""
    first: dict[str, Subscription] = {}
    for row in rows:
        first.setdefault(row.address, row)
    return list(first.values())


def mailing_of(edition: Edition) -> Mailing | None:
    rows = Mailing.objects.unscoped("has it been sent?").filter(edition=edition, recalled_at=None)
    return rows.first()
