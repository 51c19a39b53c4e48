"""The calendar of the picture: ISO weeks, months, tertials and years, without gaps.

Pure: nobody here asks what day it is. Weeks follow ISO 8601 (Monday first, week 1 holds the
first Thursday), so some years have a week 53. Several weeks together tile the calendar from
Monday 1 January 2018, straight across year borders.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Never

ANCHOR = date(2018, 1, 1)
FIRST_DAY = date(1900, 1, 1)
BEYOND_LAST_DAY = date(2200, 1, 1)
MONTHS = (
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
)
_OUTSIDE = "Perioden ligger utanför kalendern (år 1900 till 2199). Välj en annan period."
_SHORT = ("jan", "feb", "mars", "apr", "maj", "juni", "juli", "aug", "sep", "okt", "nov", "dec")


class BadPeriod(ValueError):
    """The text or the dates do not make a period; the sentence says what to write instead."""


class PeriodKind(StrEnum):
    """How a kommun cuts time."""

    WEEK = "week"
    TWO_WEEKS = "two_weeks"
    FOUR_WEEKS = "four_weeks"
    SIX_WEEKS = "six_weeks"
    MONTH = "month"
    TERTIAL = "tertial"
    YEAR = "year"
    CUSTOM = "custom"


_WEEKS = {
    PeriodKind.WEEK: 1,
    PeriodKind.TWO_WEEKS: 2,
    PeriodKind.FOUR_WEEKS: 4,
    PeriodKind.SIX_WEEKS: 6,
}
_MONTHS = {PeriodKind.MONTH: 1, PeriodKind.TERTIAL: 4, PeriodKind.YEAR: 12}


@dataclass(frozen=True, order=True, slots=True)
class Period:
    """Whole days from `start` up to, not including, `end`.

    Weeks start on a Monday; months, tertials and years on the first day of theirs. Several weeks
    may start on any Monday ("the last four full weeks"); `containing` gives the anchored ones.
    Raises BadPeriod.
    """

    kind: PeriodKind
    start: date
    end: date

    def __post_init__(self) -> None:
        if not FIRST_DAY <= self.start < self.end <= BEYOND_LAST_DAY:
            raise BadPeriod(
                f"Perioden {self.start} till {self.end} går inte att använda. Den ska börja före "
                "den slutar och ligga mellan år 1900 och 2199."
            )
        if self.kind is not PeriodKind.CUSTOM and not (
            _begins(self.kind, self.start) and self.end == _end(self.kind, self.start)
        ):
            raise BadPeriod(
                f"{self.start} till {self.end} är ingen hel period av slaget {self.kind.value}. "
                "Välj egna datum i stället."
            )

    @property
    def days(self) -> int:
        """Number of days."""
        return (self.end - self.start).days

    @property
    def last_day(self) -> date:
        """The last day that belongs to the period."""
        return self.end - timedelta(days=1)

    @property
    def key(self) -> str:
        """Short, stable and parseable: `parse(period.key) == period`."""
        if self.kind is PeriodKind.CUSTOM:
            return f"{self.start}--{self.last_day}"
        if self.kind in _WEEKS:
            return _week_key(self.start, self.last_day)
        if self.kind is PeriodKind.YEAR:
            return f"{self.start.year}"
        if self.kind is PeriodKind.TERTIAL:
            return f"{self.start.year}-T{_tertial(self.start)}"
        return f"{self.start:%Y-%m}"

    @property
    def label(self) -> str:
        """Swedish, for people: "v. 47 2026 (16–22 nov)"."""
        if self.kind is PeriodKind.CUSTOM:
            return f"{self.start} till {self.last_day}"
        if self.kind in _WEEKS:
            return f"{_week_label(self.start, self.last_day)} ({_days(self.start, self.last_day)})"
        if self.kind is PeriodKind.YEAR:
            return f"{self.start.year}"
        if self.kind is PeriodKind.TERTIAL:
            return f"tertial {_tertial(self.start)} {self.start.year}"
        return f"{MONTHS[self.start.month - 1]} {self.start.year}"

    def previous(self) -> "Period":
        """The period of the same kind (own dates: the same length) that ends where this starts."""
        if self.kind in _MONTHS:
            return Period(self.kind, _add_months(self.start, -_MONTHS[self.kind]), self.start)
        return Period(self.kind, _shift(self.start, -self.days), self.start)

    def next(self) -> "Period":
        """The period of the same kind (own dates: the same length) that starts where this ends."""
        if self.kind in _MONTHS:
            return Period(self.kind, self.end, _add_months(self.end, _MONTHS[self.kind]))
        return Period(self.kind, self.end, _shift(self.end, self.days))


def containing(kind: PeriodKind, day: date) -> Period:
    """The period of this kind that the day lies in. Raises BadPeriod for CUSTOM."""
    if kind in _WEEKS:
        length = 7 * _WEEKS[kind]
        start = _shift(day, -((day - ANCHOR).days % length))
    elif kind in _MONTHS:
        start = day.replace(month=(day.month - 1) // _MONTHS[kind] * _MONTHS[kind] + 1, day=1)
    else:
        raise BadPeriod("En period med egna datum behöver både första och sista dag.")
    return Period(kind, start, _end(kind, start))


def before(period: Period, count: int) -> tuple[Period, ...]:
    """The `count` equally long (or equally named) periods just before, oldest first."""
    found: list[Period] = []
    for _ in range(count):
        period = period.previous()
        found.append(period)
    return tuple(reversed(found))


_DAY = r"\d{4}-\d{2}-\d{2}"
_KINDS_BY_WEEKS = {weeks: kind for kind, weeks in _WEEKS.items()}


def parse(text: str) -> Period:
    """A period from its key; surrounding blanks and small letters are fine.

    "2026-W47", "2026-W46--W47", "2026-W53--2027-W01", "2026-11", "2026-T1", "2026",
    "2026-01-01--2026-02-15" (last day included). Raises BadPeriod with a sentence.
    """
    key = text.strip().upper()
    if re.fullmatch(r"\d{4}", key):
        return containing(PeriodKind.YEAR, _day(text, f"{key}-01-01"))
    if re.fullmatch(r"\d{4}-\d{2}", key):
        return containing(PeriodKind.MONTH, _day(text, f"{key}-01"))
    if match := re.fullmatch(r"(\d{4})-T([123])", key):
        month = 4 * int(match[2]) - 3
        return containing(PeriodKind.TERTIAL, _day(text, f"{match[1]}-{month:02}-01"))
    if match := re.fullmatch(rf"({_DAY})--({_DAY})", key):
        return _custom(_day(text, match[1]), _shift(_day(text, match[2]), 1))
    if match := re.fullmatch(r"(\d{4})-W(\d{2})(?:--(?:(\d{4})-)?W(\d{2}))?", key):
        first = _day(text, f"{match[1]}-W{match[2]}")
        last = _day(text, f"{match[3] or match[1]}-W{match[4]}") if match[4] else first
        return _weeks(first, _shift(last, 7))
    _reject(text)


def _custom(start: date, end: date) -> Period:
    return Period(PeriodKind.CUSTOM, start, end)


def _weeks(start: date, end: date) -> Period:
    kind = _KINDS_BY_WEEKS.get((end - start).days // 7, PeriodKind.CUSTOM)
    return Period(kind, start, end)


def _day(text: str, iso: str) -> date:
    try:
        return date.fromisoformat(iso)
    except ValueError:
        _reject(text)


def _reject(text: str) -> Never:
    raise BadPeriod(
        f"Perioden ”{text[:60]}” går inte att läsa. Skriv till exempel 2026-W47 (vecka), "
        "2026-W46--W47 (flera veckor), 2026-11 (månad), 2026-T1 (tertial), 2026 (år) eller "
        "2026-01-01--2026-02-15 (första och sista dag)."
    )


def _shift(day: date, days: int) -> date:
    try:
        return day + timedelta(days=days)
    except OverflowError as error:
        raise BadPeriod(_OUTSIDE) from error


def _add_months(day: date, months: int) -> date:
    index = day.year * 12 + day.month - 1 + months
    try:
        return day.replace(year=index // 12, month=index % 12 + 1)
    except ValueError as error:
        raise BadPeriod(_OUTSIDE) from error


def _end(kind: PeriodKind, start: date) -> date:
    if kind in _WEEKS:
        return _shift(start, 7 * _WEEKS[kind])
    return _add_months(start, _MONTHS[kind])


def _begins(kind: PeriodKind, start: date) -> bool:
    if kind in _WEEKS:
        return start.weekday() == 0
    return start.day == 1 and (start.month - 1) % _MONTHS[kind] == 0


def _tertial(day: date) -> int:
    return (day.month + 3) // 4


def _week_key(start: date, last: date) -> str:
    year, week, _ = start.isocalendar()
    last_year, last_week, _ = last.isocalendar()
    if (year, week) == (last_year, last_week):
        return f"{year}-W{week:02}"
    border = "" if year == last_year else f"{last_year}-"
    return f"{year}-W{week:02}--{border}W{last_week:02}"


def _week_label(start: date, last: date) -> str:
    year, week, _ = start.isocalendar()
    last_year, last_week, _ = last.isocalendar()
    if (year, week) == (last_year, last_week):
        return f"v. {week} {year}"
    if year == last_year:
        return f"v. {week}–{last_week} {year}"
    return f"v. {week} {year}–v. {last_week} {last_year}"


def _days(start: date, last: date) -> str:
    end = f"{last.day} {_SHORT[last.month - 1]}"
    if start.year != last.year:
        return f"{start.day} {_SHORT[start.month - 1]} {start.year}–{end} {last.year}"
    if start.month != last.month:
        return f"{start.day} {_SHORT[start.month - 1]}–{end}"
    return f"{start.day}–{end}"
