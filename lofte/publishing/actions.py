"""Publish and withdraw. An edition is entered and written to disk in one go."""

import hashlib
from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from django.conf import settings
from django.utils import timezone

from lofte.audit.actions import Actor, action, record
from lofte.audit.refusals import Refused
from lofte.dialogue.models import Dialogue
from lofte.people.free_text import checked
from lofte.people.models import User
from lofte.places.basemaps import path_of
from lofte.places.models import Basemap, Kommun
from lofte.places.queries import basemap_of
from lofte.promises.models import Promise
from lofte.publishing import editions
from lofte.publishing.following.actions import stop
from lofte.publishing.following.models import Mailing
from lofte.publishing.models import Edition
from lofte.publishing.numbering import close_unfinished, held, next_number
from lofte.publishing.queries import content_for, open_from, overlapping
from lofte.publishing.releases.models import Release
from lofte.situation.models import Picture
from lofte.situation.queries import content_of
from lofte.situation.states import State

Make = Callable[[Kommun], dict[str, Any]]
Printer = Callable[[dict[str, Any]], bytes]
_PUBLISHED = {
    editions.PICTURE: "edition.published",
    editions.PROMISE: "promise.published",
    editions.RELEASE: "release.published",
    editions.DIALOGUE: "dialogue.published",
}


@action
def announce(*, kommun: Kommun, by: Actor) -> None:
    """Give the kommun its public page: its name, its contact, its map."""
    record("kommun.announced", kommun, by=by, kommun_code=kommun.code)
    basemap = basemap_of(kommun.slug)
    drawn = basemap is not None and basemap.kind == Basemap.Kind.GEOJSON
    facts = {
        "code": kommun.code,
        "name": kommun.name,
        "contact": kommun.contact,
        "method_name": kommun.method_name,
        "map_source": basemap.attribution if basemap else "",
        "map_kind": basemap.kind if basemap else "",
    }
    file = path_of(basemap) if basemap and drawn else None
    editions.present(settings.EDITIONS_DIR, kommun.slug, facts, file)


@action
def let_out(  # noqa: PLR0913 - what, how, by whom, when and where
    *,
    about: Picture | Promise | Release | Dialogue,
    make: Make,
    by: User,
    today: date,
    files: Mapping[str, Printer] = MappingProxyType({}),
    noted: Mapping[str, str] = MappingProxyType({}),
    where: Kommun | None = None,
) -> Edition:
    """Enter the kommun's next edition and write it, held so that two at once wait in line.

    where: another kommun than the one that keeps it, for what several share.

    make: its content but for number, kommun and day; files: what lies beside, made of the content.
    """
    kommun = held(where or about.kommun)
    close_unfinished(kommun, today)
    announce(kommun=kommun, by=by)
    content = make(kommun) | {
        "number": next_number(kommun),
        "kommun": kommun.name,
        "published": today.isoformat(),
    }
    kind: str = content.get("kind", editions.PICTURE)
    edition = Edition.objects.create(
        kommun=kommun,
        kind=kind,
        number=content["number"],
        path=f"{kommun.slug}/{content['number']}/{editions.EDITION}",
        checksum=hashlib.sha256(editions.to_bytes(content)).hexdigest(),
        published_by=by,
        **{kind: about},
    )
    record(_PUBLISHED[kind], edition, by=by, checksum=edition.checksum, **noted)
    printed = {name: printer(content) for name, printer in files.items()}
    # Last, so that nothing that fails before it leaves a file that no row knows of.
    editions.write(settings.EDITIONS_DIR, kommun.slug, edition.number, content, printed)
    return edition


@action
def publish(*, picture: Picture, by: User, today: date) -> Edition:
    """Let out a frozen picture at area level, small figures hidden, one period late or more."""
    _check(picture, held(picture.kommun), by, today)

    def make(kommun: Kommun) -> dict[str, Any]:
        return content_for(picture, kommun) | {
            "picture_checksum": picture.checksum,
            "one_person": picture.one_person,
        }

    noted = {"period": picture.period_key}
    return let_out(about=picture, make=make, by=by, today=today, noted=noted)


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
    if other is not None and other.picture is not None:
        raise Refused(
            f"Perioden överlappar utgåva {other.number} ({other.picture.period_label}). Två "
            "utgåvor över samma tid kan avslöja små tal genom subtraktion. Inget publicerades."
        )
    if hashlib.sha256(content_of(picture).to_json()).hexdigest() != picture.checksum:
        raise Refused(
            "Lägesbildens innehåll stämmer inte med kontrollsumman från när den frystes. "
            "Inget publicerades. Be den som sköter driften att läsa tillbaka en säkerhetskopia."
        )


@action
def withdraw(*, edition: Edition, reason: str, by: User) -> Edition:
    """The edition is no longer shown; the page says when and why. Letters of it do not leave."""
    if not reason.strip():
        raise Refused("Skriv varför utgåvan dras tillbaka. Skälet visas öppet.")
    reason = checked(reason)
    rows = Edition.objects.unscoped("the edition at hand").filter(pk=edition.pk)
    now = timezone.now()
    if not rows.filter(withdrawn_at=None).update(withdrawn_at=now, withdrawn_reason=reason):
        raise Refused("Utgåvan är redan tillbakadragen. Inget ändrades.")
    edition.refresh_from_db()
    record("edition.withdrawn", edition, by=by)
    note = {"date": timezone.localdate(now).isoformat(), "reason": edition.withdrawn_reason}
    editions.withdraw(settings.EDITIONS_DIR, edition.kommun.slug, edition.number, note)
    for mailing in Mailing.objects.unscoped("what would tell of it").filter(edition=edition):
        stop(mailing=mailing, now=now, by=by)
    return edition
