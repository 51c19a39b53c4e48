"""Coverage: the share of the proposed place-hours that were visited. Pure.

A place-hour is one hour at one place. A visit with a clock covers the hours it lasted, a visit with
a part of the day covers one hour of it, and a count over many days may have covered as many hours
as it counts: that is told as "at most".
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from lofte.patrol.hours import HOUR, Window
from lofte.patrol.states import BAND_HOURS

SMALL_HOURS = timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class Wished:
    """A proposed stop: hours at a place in [first, end)."""

    place: str
    window: Window
    first: date
    end: date


@dataclass(frozen=True, slots=True)
class Seen:
    """A logged visit, or a count of them over [first, last]."""

    place: str
    first: date
    last: date
    band: str = ""
    hour: int | None = None
    count: int = 1
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class Coverage:
    """proposed: place-hours. visited: surely. at_most: with the counts whose hours nobody noted."""

    proposed: int
    visited: int
    at_most: int

    @property
    def share(self) -> float | None:
        return self.visited / self.proposed if self.proposed else None

    @property
    def most(self) -> float | None:
        return self.at_most / self.proposed if self.proposed else None


def coverage(
    wished: Iterable[Wished], seen: Iterable[Seen], first: date, end: date
) -> dict[str, Coverage]:
    """Per place, over the windows that open in [first, end)."""
    hours: dict[str, set[datetime]] = defaultdict(set)
    for stop in wished:
        hours[stop.place] |= {*stop.window.between(max(first, stop.first), min(end, stop.end))}
    at_place: dict[str, list[Seen]] = defaultdict(list)
    for visit in seen:
        at_place[visit.place].append(visit)
    return {place: _at(slots, at_place[place]) for place, slots in hours.items()}


def whole(parts: Iterable[Coverage]) -> Coverage:
    told = list(parts)
    return Coverage(
        sum(one.proposed for one in told),
        sum(one.visited for one in told),
        sum(one.at_most for one in told),
    )


def _at(slots: set[datetime], visits: Sequence[Seen]) -> Coverage:
    left = set(slots)
    for visit in visits:
        if visit.hour is not None:
            left -= {*_clocked(visit)}
    for visit in visits:
        if visit.hour is None and visit.band and visit.first == visit.last:
            left -= {*sorted(left & {*_in_band(visit)})[: _hours_of(visit)]}
    sure = len(slots) - len(left)
    for visit in visits:
        if visit.hour is None and not (visit.band and visit.first == visit.last):
            left -= {*sorted(hour for hour in left if _among_days(hour, visit))[: visit.count]}
    return Coverage(len(slots), sure, len(slots) - len(left))


def _among_days(hour: datetime, visit: Seen) -> bool:
    """The small hours belong to the evening before, too."""
    return visit.first <= hour.date() and (hour - SMALL_HOURS).date() <= visit.last


def _hours_of(visit: Seen) -> int:
    return visit.count * max(1, -(-(visit.minutes or 0) // 60))


def _clocked(visit: Seen) -> Iterable[datetime]:
    begins = datetime.combine(visit.first, time(visit.hour or 0))
    return (begins + i * HOUR for i in range(max(1, -(-(visit.minutes or 0) // 60))))


def _in_band(visit: Seen) -> Iterable[datetime]:
    midnight = datetime.combine(visit.first, time())
    return (midnight + timedelta(hours=hour) for hour in BAND_HOURS[visit.band])
