from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet

from lofte.analysis.periods import parse
from lofte.incidents.queries import whole_kinds
from lofte.people.models import User
from lofte.places.models import Kommun
from lofte.publishing import editions
from lofte.publishing.disclosed import public_picture
from lofte.publishing.models import Edition
from lofte.situation.models import Picture
from lofte.situation.queries import content_of, frozen_of


def content_for(picture: Picture, kommun: Kommun) -> dict[str, Any]:
    """Exactly what an edition of the picture would tell today."""
    return public_picture(
        content_of(picture),
        minimum=kommun.minimum_cell,
        earlier=editions.of_kind(
            editions.editions(settings.EDITIONS_DIR, kommun.slug), editions.PICTURE
        ),
        wholes=whole_kinds(kommun),
    )


def open_from(picture: Picture, kommun: Kommun) -> date:
    """The first day on which the picture may be public.

    The kommun's delay is counted in the picture's own periods or the kommun's, whichever is longer.
    """
    own = parse(picture.period_key)
    rhythm = kommun.period_of(own.last_day)
    for _ in range(kommun.public_delay):
        own, rhythm = own.next(), rhythm.next()
    return max(own.end, rhythm.end)


def overlapping(picture: Picture, kommun: Kommun) -> Edition | None:
    """An edition over some of the same days. Once read, also a withdrawn one could be subtracted;
    the same period may come again after it was withdrawn."""
    rows = Edition.objects.unscoped("days that have been out").filter(
        kommun=kommun,
        picture__period_start__lt=picture.period_end,
        picture__period_end__gt=picture.period_start,
    )
    still = Q(withdrawn_at=None) | ~Q(picture__period_key=picture.period_key)
    return rows.filter(still).select_related("picture").defer("picture__document").first()


def next_to_publish(kommun: Kommun, today: date) -> Picture | None:
    """The latest frozen picture that may be public and is not out yet."""
    for picture in frozen_of(kommun).defer("document")[:8]:
        if open_from(picture, kommun) <= today:
            return None if overlapping(picture, kommun) else picture
    return None


def editions_of(kommun: Kommun, viewer: User) -> QuerySet[Edition]:
    rows = Edition.objects.visible_to(viewer).filter(kommun=kommun)
    of = ("picture", "promise", "release", "dialogue")
    return rows.select_related(*of, "published_by", "kommun").defer("picture__document")


def damaged(rows: QuerySet[Edition]) -> set[int]:
    """Numbers whose file on disk is not what was published."""
    known = rows.select_related(None).order_by().values_list("kommun__slug", "number", "checksum")
    return {number for slug, number, checksum in known if not _is_sound(slug, number, checksum)}


def _is_sound(slug: str, number: int, checksum: str) -> bool:
    try:
        file = editions.read(settings.EDITIONS_DIR, slug, number)
    except (editions.NoEdition, editions.BadEdition):
        return False
    return file.checksum == checksum
