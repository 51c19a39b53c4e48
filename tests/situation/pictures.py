"""A town of reports in the tables, with one place that stands out in the last week."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from lofte.analysis.periods import Period, PeriodKind
from lofte.audit.actions import SYSTEM
from lofte.incidents.actions import Report, receive_many
from lofte.people.models import Party, User
from lofte.places.models import Kommun
from lofte.situation.models import Finding, Picture
from tests import cast
from tests.incidents.reports import category, place

STOCKHOLM = ZoneInfo("Europe/Stockholm")
WEEK = Period(PeriodKind.WEEK, date(2026, 11, 16), date(2026, 11, 23))
WEEKS_BEFORE = 20


def fill(kommun: Kommun, party: Party, reporter: User, *, hot: str = "Resecentrum") -> None:
    """Six reports a week at each of two or three places; thirty at the hot one in week 47."""
    kinds = [category(kommun, code) for code in cast.CATEGORIES][:2]
    places = [place(kommun, name) for name in dict.fromkeys(("Resecentrum", "Almskolan", hot))]
    reports = []
    for week in range(WEEKS_BEFORE + 1):
        monday = WEEK.start - timedelta(weeks=WEEKS_BEFORE - week)
        for where in places:
            count = 30 if week == WEEKS_BEFORE and where.name == hot else 6
            reports += [
                Report(started_at=_at(monday, i % 7), categories=(kinds[i % 2],), place=where)
                for i in range(count)
            ]
    given = [(party, reporter, report) for report in reports]
    receive_many(kommun=kommun, reports=given, by=SYSTEM)


def _at(monday: date, weekday: int) -> datetime:
    evening = datetime(monday.year, monday.month, monday.day, 20, 5, tzinfo=STOCKHOLM)
    return evening + timedelta(days=weekday)


def findings_of(picture: Picture) -> list[Finding]:
    return list(Finding.objects.unscoped("test").filter(picture=picture))


def picture_in(picture: Picture) -> Picture:
    """The row as it is in the table now."""
    return Picture.objects.unscoped("test").get(pk=picture.pk)
