"""Numbers told of days, added to one: never two of the same day. Pure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from lofte.promises.states import Comparator, Per

ABOUT = Decimal("0.1")  # "about" is read as within ten percent
_DAYS = {Per.DAY: 1, Per.WEEK: 7}
_MONTHS = {Per.MONTH: 1, Per.TERTIAL: 4, Per.YEAR: 12}
_INFINITE = Decimal("Infinity")


@dataclass(frozen=True, slots=True)
class Part:
    """A number between low and high, of some days and so many weeks, months or years."""

    first_day: date
    last_day: date
    days: int
    units: Decimal
    low: Decimal
    high: Decimal

    def covers(self, first: date, last: date) -> bool:
        return self.first_day <= first and last <= self.last_day


def greatest(parts: Sequence[Part]) -> Part:
    """The largest number that parts of different days add up to."""
    return _chosen(parts, lambda part: (part.low, part.days, part.high))


def widest(parts: Sequence[Part]) -> Part:
    """The number of the most days; of as many days, the largest."""
    return _chosen(parts, lambda part: (part.days, part.low, part.high))


def _chosen(parts: Sequence[Part], key: Callable[[Part], Any]) -> Part:
    """For each part the best sum that ends with it, from the sums that end before it begins."""
    sums: list[Part] = []
    for part in sorted(parts, key=lambda one: (one.last_day, one.first_day)):
        before = [one for one in sums if one.last_day < part.first_day]
        sums.append(max([part, *(_added(one, part) for one in before)], key=key))
    return max(sums, key=key)


def _added(one: Part, part: Part) -> Part:
    return Part(
        one.first_day,
        part.last_day,
        one.days + part.days,
        one.units + part.units,
        one.low + part.low,
        one.high + part.high,
    )


def times(per: str, first: date, last: date, *, of: tuple[date, date]) -> Decimal | None:
    """How many of the unit lie in the days, both counted: a calendar year is twelve months.

    A period is the time of the promise, `of`: half of its months are half a period.
    """
    if per in _DAYS:
        return Decimal((last - first).days + 1) / _DAYS[Per(per)]
    if per == Per.PERIOD:
        return _months(first, last) / _months(*of)
    return _months(first, last) / _MONTHS[Per(per)] if per in _MONTHS else None


def _months(first: date, last: date) -> Decimal:
    end = last + timedelta(days=1)
    months = (end.year - first.year) * 12 + end.month - first.month
    return months + Decimal(end.day - first.day) / 31


def interval(comparator: str, value: Decimal) -> tuple[Decimal, Decimal]:
    if comparator == Comparator.ABOUT:
        return value * (1 - ABOUT), value * (1 + ABOUT)
    if comparator in (Comparator.AT_LEAST, Comparator.MORE_THAN):
        return value, _INFINITE
    if comparator in (Comparator.AT_MOST, Comparator.LESS_THAN):
        return Decimal(0), value
    return value, value
