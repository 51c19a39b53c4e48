"""Hours of the week in which somebody should stand at a place, and the hours of a day's duty."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from lofte.situation.sentences import WEEKDAYS

HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Window:
    """Opens at first_hour (0-23) on each weekday from first_weekday to last_weekday (0 = Monday).

    first_weekday > last_weekday runs over Sunday into Monday. Closes at last_hour (1-24, not
    included); when last_hour <= first_hour it closes the day after.
    """

    first_weekday: int
    last_weekday: int
    first_hour: int
    last_hour: int

    @property
    def weekdays(self) -> tuple[int, ...]:
        days = (self.last_weekday - self.first_weekday) % 7 + 1
        return tuple((self.first_weekday + i) % 7 for i in range(days))

    @property
    def hours_a_day(self) -> int:
        return (self.last_hour - self.first_hour) % 24 or 24

    @property
    def hours_a_week(self) -> int:
        return len(self.weekdays) * self.hours_a_day

    @property
    def label(self) -> str:
        """Swedish: "fredag–lördag 22–02"."""
        days = self.weekdays
        if len(days) == 7:
            when = "alla dagar"
        elif len(days) == 1:
            when = WEEKDAYS[days[0]]
        else:
            when = f"{WEEKDAYS[days[0]]}–{WEEKDAYS[days[-1]]}"
        return f"{when} {self.first_hour:02}–{self.last_hour:02}"

    def on(self, day: date) -> tuple[datetime, ...]:
        """The hours, by their starts, of the window that opens this day; none on another day."""
        if day.weekday() not in self.weekdays:
            return ()
        opens = datetime.combine(day, time(self.first_hour))
        return tuple(opens + i * HOUR for i in range(self.hours_a_day))

    def between(self, first: date, end: date) -> Iterator[datetime]:
        """The hours of every window that opens in [first, end)."""
        for i in range((end - first).days):
            yield from self.on(first + timedelta(days=i))
