"""A quarter's pictures: frozen week by week, the older ones public, last week's still a draft."""

from datetime import date, datetime, time, timedelta

from lofte.analysis.periods import Period, PeriodKind, before, containing
from lofte.audit.actions import SYSTEM
from lofte.demo.actions import date_edition, date_picture
from lofte.demo.people import Cast
from lofte.places.clock import STOCKHOLM
from lofte.places.models import Kommun
from lofte.publishing.actions import announce, publish
from lofte.publishing.queries import open_from
from lofte.situation.actions import compile_picture, freeze, write_summary
from lofte.situation.models import Picture
from lofte.situation.trial.kept import try_again

WEEKS = 10
PUBLIC = 4
WORDS = (
    "Belysningen i gångtunneln är på plats sedan i våras och väktarna ronderar på kvällarna. "
    "Skolan och fritidsgården har ökat vuxennärvaron efter skoltid."
)


def make_pictures(kommun: Kommun, cast: Cast, last_day: date) -> None:
    announce(kommun=kommun, by=SYSTEM)
    week = containing(PeriodKind.WEEK, last_day)
    for number, period in enumerate(before(week, WEEKS)):
        picture = _frozen(kommun, cast, period)
        if WEEKS - PUBLIC - 1 <= number < WEEKS - 1:
            _published(kommun, cast, picture)
    draft = compile_picture(kommun=kommun, period=week, by=cast.coordinator)
    write_summary(picture=draft, summary=WORDS, version=draft.version, by=cast.coordinator)
    try_again(kommun, last_day + timedelta(days=1))


def _frozen(kommun: Kommun, cast: Cast, period: Period) -> Picture:
    made = compile_picture(kommun=kommun, period=period, by=cast.coordinator)
    frozen = freeze(picture=made, version=made.version, by=cast.reviewer)
    return date_picture(
        picture=frozen,
        compiled=_at(period.end, 8),
        frozen=_at(period.end + timedelta(days=1), 10),
        by=SYSTEM,
    )


def _published(kommun: Kommun, cast: Cast, picture: Picture) -> None:
    day = open_from(picture, kommun)
    edition = publish(picture=picture, by=cast.communicator, today=day)
    date_edition(edition=edition, published=_at(day, 13), by=SYSTEM)


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), tzinfo=STOCKHOLM)
