"""The days by which a promise is looked back on: half the time, each turn of the year, the end."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from lofte.promises.models import Promise

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Milestone:
    day: date
    name: str


def kind_of(promise: Promise, day: date) -> str:
    """What a report of that day is called."""
    if promise.last_day < day:
        return _("Uppföljning av hela perioden")
    named = {one.day: one.name for one in _all(promise)}
    return named.get(day, _("Uppföljning under perioden"))


def milestones(promise: Promise, today: date) -> list[Milestone]:
    """Those that have been, the first first."""
    return [one for one in _all(promise) if one.day < today]


def _all(promise: Promise) -> list[Milestone]:
    """The end of the year before half the time, when both fall on one day: it says more."""
    found = {_half(promise): _("Halvtidsuppföljning")}
    for year in range(promise.first_day.year, promise.last_day.year + 1):
        found[date(year, 12, 31)] = _("Årsuppföljning %(year)d") % {"year": year}
    return [Milestone(day, found[day]) for day in sorted(found) if day <= promise.last_day]


def _half(promise: Promise) -> date:
    """By months when there are such, so that half a calendar year ends with June."""
    end = promise.last_day + DAY
    first = promise.first_day
    months = (end.year - first.year) * 12 + end.month - first.month
    if months < 2:
        return first + (promise.last_day - first) / 2
    year, month = divmod(first.month - 1 + months // 2, 12)
    return date(first.year + year, month + 1, min(first.day, 28)) - DAY


def day_in(given: list[str], promise: Promise, today: date) -> date | None:
    """The day that an address asks for, when it is one that has been and lies in the period."""
    for text in given:
        try:
            day = date.fromisoformat(text)
        except ValueError:
            continue
        if promise.first_day <= day < today:
            return day
    return None
