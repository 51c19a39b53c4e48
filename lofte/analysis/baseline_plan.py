"""Which earlier weeks a week is compared with, and in which group of the season they lie."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from lofte.analysis.arrays import Int32s, Ints

YEAR = 52


class BadAlarm(ValueError):
    """The series or the settings cannot be used; the sentence says which and what is allowed."""


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """rows, groups: int32[evaluated, most + 1], filled from the left: the columns of the series and
    their group; the evaluated week follows the last of them. many, used: int32[evaluated], how
    many weeks and how many groups. Groups are numbered from 0; the evaluated week lies in the last.
    """

    rows: Int32s
    groups: Int32s
    many: Int32s
    used: Int32s


def year_by_year(
    weeks: Ints, years: int, starts: tuple[date, ...] | None, freq: int = YEAR
) -> Ints:
    """int[evaluated, years + 1]: each week itself and the same week one, two, ... years before.

    weeks: column numbers. starts: the first day of each column (a Monday); then "a year before" is
    the column that starts nearest to the same date, which keeps years with a week 53 in step.
    Without: `freq` columns before. Raises BadAlarm where the series begins too late.
    """
    if starts is None:
        found: Ints = weeks[:, None] - freq * np.arange(years + 1)
    else:
        first = starts[0]
        found = np.array(
            [
                [round((_back(starts[k], year) - first).days / 7) for year in range(years + 1)]
                for k in weeks.tolist()
            ],
            dtype=np.int64,
        ).reshape(len(weeks), years + 1)
    return found


def _back(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # 29 February
        return date(day.year - years, 3, 1)


def checked_starts(starts: tuple[date, ...] | None, weeks: int) -> tuple[date, ...] | None:
    """The starts when they are one per column and a week apart. Raises BadAlarm."""
    if starts is None:
        return None
    days = tuple(starts)
    if len(days) != weeks:
        raise BadAlarm(f"starts har {len(days)} datum men serierna har {weeks} veckor.")
    if any(days[0] + timedelta(days=7 * k) != day for k, day in enumerate(days)):
        raise BadAlarm("starts ska vara veckornas första dagar, i ordning och utan lucka.")
    return days


def windows(anchors: Ints, *, half: int) -> Plan:
    """Farrington 1996: the weeks within `half` of the same week in earlier years, one group."""
    around = np.arange(-half, half + 1)
    earlier = anchors[:, :0:-1]
    rows = (earlier[:, :, None] + around).reshape(len(anchors), earlier.shape[1] * len(around))
    return _plan([(row, np.zeros(len(row), dtype=np.int64)) for row in rows], anchors[:, 0])


def seasons(anchors: Ints, *, half: int, periods: int, past: int) -> Plan:
    """Noufaily 2013: all weeks of the earlier years, cut into `periods` groups of the season.

    The group of the week itself is the weeks within `half` of the same week; the rest of each year
    is cut into periods - 1 parts as equal as whole weeks allow, longer ones first. The last `past`
    weeks before the evaluated one are left out.
    """
    found = []
    for now, *earlier in anchors.tolist():
        group = np.full(now + 1, -1)
        group[now - half :] = periods - 1
        later = now
        for week in earlier:
            group[week - half : week + half + 1] = periods - 1
            if periods > 1:
                rest = np.array_split(np.arange(week + half + 1, later - half), periods - 1)
                for number, part in enumerate(rest):
                    group[part] = number
            later = week
        group[max(now - past, 0) :] = -1
        rows = np.flatnonzero(group >= 0)
        found.append((rows, group[rows]))
    return _plan(found, anchors[:, 0])


def _plan(found: list[tuple[Ints, Ints]], weeks: Ints) -> Plan:
    many = np.array([len(rows) for rows, _ in found], dtype=np.int32)
    shape = (len(found), int(many.max(initial=0)) + 1)
    rows, groups = np.zeros(shape, dtype=np.int32), np.zeros(shape, dtype=np.int32)
    used = np.zeros(len(found), dtype=np.int32)
    for k, (row, group) in enumerate(found):
        rows[k, : len(row)], groups[k, : len(row)] = row, group
        rows[k, len(row)], groups[k, len(row)] = weeks[k], group.max(initial=0)
        used[k] = len(np.unique(group))
    return Plan(rows, groups, many, used)
