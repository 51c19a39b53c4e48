"""Publish and withdraw. An edition is written to disk first and entered in the same transaction."""

from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Max
from django.utils import timezone

from lofte import guard
from lofte.audit.actions import Actor, action, record
from lofte.audit.refusals import Refused
from lofte.people.models import User
from lofte.places.basemaps import path_of
from lofte.places.models import Basemap, Kommun
from lofte.places.queries import basemap_of
from lofte.publishing import editions
from lofte.publishing.disclosed import public_picture
from lofte.publishing.models import Edition
from lofte.publishing.queries import open_from, overlapping
from lofte.situation.models import Picture
from lofte.situation.queries import content_of
from lofte.situation.states import State


@action
def announce(*, kommun: Kommun, by: Actor) -> None:
    """Give the kommun its public page: its name, its contact, its map."""
    basemap = basemap_of(kommun.slug)
    drawn = basemap is not None and basemap.kind == Basemap.Kind.GEOJSON
    facts = {
        "code": kommun.code,
        "name": kommun.name,
        "contact": kommun.contact,
        "method_name": kommun.method_name,
        "map_source": basemap.attribution if basemap and drawn else "",
    }
    file = path_of(basemap) if basemap and drawn else None
    editions.present(settings.EDITIONS_DIR, kommun.slug, facts, file)
    record("kommun.announced", kommun, by=by, kommun_code=kommun.code)


@action
def publish(*, picture: Picture, by: User, today: date) -> Edition:
    """Let out a frozen picture at area level, small figures hidden, one period late or more."""
    kommun = picture.kommun
    _check(picture, kommun, by, today)
    number = _next_number(kommun)
    content = public_picture(content_of(picture), minimum=kommun.minimum_cell)
    content |= {
        "number": number,
        "kommun": kommun.name,
        "published": today.isoformat(),
        "picture_checksum": picture.checksum,
        "one_person": picture.one_person,
    }
    announce(kommun=kommun, by=by)
    path, checksum = editions.write(settings.EDITIONS_DIR, kommun.slug, number, content)
    edition = Edition.objects.create(
        kommun=kommun,
        picture=picture,
        number=number,
        path=str(path.relative_to(settings.EDITIONS_DIR)),
        checksum=checksum,
        published_by=by,
    )
    record("edition.published", edition, by=by, checksum=checksum, period=picture.period_key)
    return edition


def _check(picture: Picture, kommun: Kommun, by: User, today: date) -> None:
    if picture.state != State.FROZEN:
        raise Refused("Bara en fryst lägesbild kan publiceras. Frys den först.")
    earliest = open_from(picture, kommun)
    if today < earliest:
        raise Refused(
            f"Lägesbilden för {picture.period_label} kan publiceras tidigast {earliest}. "
            "En öppen bild är alltid minst en period gammal. Inget publicerades."
        )
    if kommun.four_eyes and picture.frozen_by_id == by.pk:
        raise Refused(
            "Du frös lägesbilden. En annan person behöver publicera den. Inget publicerades."
        )
    other = overlapping(picture, kommun)
    if other is not None:
        raise Refused(
            f"Perioden överlappar utgåva {other.number} ({other.picture.period_label}). Två "
            "utgåvor över samma tid kan avslöja små tal genom subtraktion. Inget publicerades."
        )


def _next_number(kommun: Kommun) -> int:
    """One more than the highest in the table or on disk: no number is used twice."""
    rows = Edition.objects.unscoped("the next number").filter(kommun=kommun)
    known = rows.aggregate(n=Max("number"))["n"] or 0
    written = editions.editions(settings.EDITIONS_DIR, kommun.slug)
    return max([known, *(edition.number for edition in written)]) + 1


@action
def withdraw(*, edition: Edition, reason: str, by: User) -> Edition:
    """The edition is no longer shown; the page says when and why."""
    if not reason.strip():
        raise Refused("Skriv varför utgåvan dras tillbaka. Skälet visas öppet.")
    if guard.find(reason):
        raise Refused("Skälet ser ut att innehålla personuppgifter. Skriv om det.")
    if edition.withdrawn_at is not None:
        raise Refused("Utgåvan är redan tillbakadragen. Inget ändrades.")
    edition.withdrawn_at = timezone.now()
    edition.withdrawn_reason = reason.strip()
    edition.save(update_fields=["withdrawn_at", "withdrawn_reason"])
    note: dict[str, Any] = {
        "date": timezone.localdate(edition.withdrawn_at).isoformat(),
        "reason": edition.withdrawn_reason,
    }
    editions.withdraw(settings.EDITIONS_DIR, edition.kommun.slug, edition.number, note)
    record("edition.withdrawn", edition, by=by)
    return edition
