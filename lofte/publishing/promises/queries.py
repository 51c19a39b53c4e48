"""Which promises may be published, and what has changed since they were."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone

from lofte.people.models import User
from lofte.places.models import Kommun
from lofte.promises.models import Promise
from lofte.promises.queries import promises_of
from lofte.promises.signing.models import Version
from lofte.promises.states import VersionState
from lofte.publishing import editions
from lofte.publishing.models import Edition
from lofte.publishing.promises.content import content_of

OUT = "what is out already"
LONG_PAST = timedelta(days=366)
LEFT_OUT = {"number", "kommun", "published", "picture_edition", "picture_beside"}


@dataclass(frozen=True, slots=True)
class Standing:
    """A signed promise beside its latest open edition. changed: it would say something else now."""

    promise: Promise
    edition: Edition | None
    changed: bool


def standings(kommun: Kommun, viewer: User, today: date) -> list[Standing]:
    """Every signed promise that the kommun keeps or shares, latest first. An edition is on the
    pages of this kommun: those that share a promise let it out each on its own."""
    mine = list(promises_of(kommun, viewer).select_related("kommun", "follows"))
    texts = Version.objects.unscoped(OUT).filter(promise__in=mine, state=VersionState.SIGNED)
    versions = {one.promise_id: one for one in texts}
    out = Edition.objects.unscoped(OUT).filter(kommun=kommun, withdrawn_at=None)
    rows = out.filter(promise__in=mine).select_related("kommun").order_by("number")
    latest = {one.promise_id: one for one in rows}
    told = []
    for promise in mine:
        version, edition = versions.get(promise.pk), latest.get(promise.pk)
        if version is not None:
            changed = _changed(promise, version, edition, kommun, today)
            told.append(Standing(promise, edition, changed))
    return told


def _changed(
    promise: Promise, version: Version, edition: Edition | None, kommun: Kommun, today: date
) -> bool:
    """What ended long ago is not written anew to be compared: told after its end it stands, told
    before it lacks how it ended.
    """
    if edition is None:
        return True
    if promise.last_day < today - LONG_PAST:
        return timezone.localdate(edition.published_at) <= promise.last_day
    return _differs(edition, content_of(promise, version, kommun, today))


def _differs(edition: Edition, now: dict[str, Any]) -> bool:
    try:
        file = editions.read(settings.EDITIONS_DIR, edition.kommun.slug, edition.number)
    except (editions.NoEdition, editions.BadEdition):
        return True
    return {k: v for k, v in file.content.items() if k not in LEFT_OUT} != now


def picture_beside(kommun: Kommun, first_day: str) -> dict[str, Any] | None:
    """The latest open picture that was there when the promise began, else the latest of all.

    `before` says which: a picture made afterwards is nothing that the promise can rest on.
    """
    shown = editions.editions(settings.EDITIONS_DIR, kommun.slug)
    pictures = [one for one in editions.of_kind(shown, editions.PICTURE) if one.is_open]
    before = [one for one in pictures if one.content["first_day"] <= first_day]
    found = max(before or pictures, key=lambda one: str(one.content["last_day"]), default=None)
    if found is None:
        return None
    days = {name: found.content[name] for name in ("first_day", "last_day")}
    return {"number": found.number, "before": bool(before), **days}
