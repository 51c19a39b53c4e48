from datetime import date

from django.db.models import QuerySet

from lofte.analysis.periods import parse
from lofte.people.models import User
from lofte.places.models import Kommun
from lofte.publishing.models import Edition
from lofte.situation.models import Picture
from lofte.situation.queries import frozen_of


def open_from(picture: Picture, kommun: Kommun) -> date:
    """The first day on which the picture may be public: the kommun's delay in whole periods."""
    period = parse(picture.period_key)
    for _ in range(kommun.public_delay):
        period = period.next()
    return period.end


def overlapping(picture: Picture, kommun: Kommun) -> Edition | None:
    """An edition of another or the same picture that covers some of the same days."""
    rows = Edition.objects.unscoped("days that are out already").filter(
        kommun=kommun,
        withdrawn_at=None,
        picture__period_start__lt=picture.period_end,
        picture__period_end__gt=picture.period_start,
    )
    other_periods = Edition.objects.unscoped("also withdrawn ones have been read").filter(
        kommun=kommun,
        picture__period_start__lt=picture.period_end,
        picture__period_end__gt=picture.period_start,
    )
    same = rows.select_related("picture").first()
    other = other_periods.exclude(picture__period_key=picture.period_key)
    return same or other.select_related("picture").first()


def next_to_publish(kommun: Kommun, today: date) -> Picture | None:
    """The latest frozen picture that may be public and is not out yet."""
    for picture in frozen_of(kommun).defer("document")[:8]:
        if open_from(picture, kommun) <= today:
            return None if overlapping(picture, kommun) else picture
    return None


def editions_of(kommun: Kommun, viewer: User) -> QuerySet[Edition]:
    rows = Edition.objects.visible_to(viewer).filter(kommun=kommun)
    return rows.select_related("picture", "published_by").defer("picture__document")
