"""The time of every row, and what is wrong with it."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from lofte.importers.registers.dates import NO_ZONE, Parsed, parse_clock, parse_dates
from lofte.importers.registers.mapping import Mapping
from lofte.importers.registers.raw import RawTable
from lofte.importers.registers.sentences import Sentence
from lofte.importers.registers.wall import to_wall, with_clock

Bools = NDArray[np.bool_]
Times = NDArray[np.datetime64]
_EARLIEST = np.datetime64("1950-01-01", "s")
_LAST_SECOND = np.timedelta64(86_399, "s")
_HALF_HOUR = np.timedelta64(1800, "s")


@dataclass(frozen=True, slots=True, eq=False)
class When:
    """start, end: wall time. faults: why a row cannot be taken -> which rows; the first fault
    of a row is the one told. no_clock: only the day is known; then end is the end of that day."""

    start: Times
    end: Times
    faults: tuple[tuple[Sentence, Bools], ...]
    no_clock: Bools
    notes: tuple[Sentence, ...]


def read_times(raw: RawTable, mapping: Mapping, today: date | None) -> When:
    begun, clock, start, notes = _moment(raw, mapping, mapping.start, mapping.clock)
    faults = _date_faults(mapping.start, begun) + _clock_faults(mapping.clock, clock)
    known = begun.clock if clock is None else (begun.clock | (clock[0] >= 0))
    no_clock = _without_clock(known, clock is not None, start)
    end = np.full(len(raw), "NaT", dtype="datetime64[s]")
    if mapping.end:
        over, end_clock, end, _ = _moment(raw, mapping, mapping.end, mapping.end_clock)
        faults += ((_unreadable(mapping.end), over.wrong),)
        faults += _clock_faults(mapping.end_clock, end_clock)
        end_known = over.clock if end_clock is None else over.clock | (end_clock[0] >= 0)
        whole_day = _without_clock(end_known, end_clock is not None, end) & ~np.isnat(end)
        end = np.where(whole_day, end + _LAST_SECOND, end)
    elif mapping.end_clock:
        seconds, _ = parse_clock(raw.text(mapping.end_clock))
        end = _end_by_clock(start, seconds)
        faults += _clock_faults(
            mapping.end_clock, (seconds, parse_clock(raw.text(mapping.end_clock))[1])
        )
    only_day = no_clock & np.isnat(end) & ~np.isnat(start)
    end = np.where(only_day, start + _LAST_SECOND, end)
    faults += _impossible(start, end, today)
    return When(
        start, np.where(end == start, np.datetime64("NaT", "s"), end), faults, only_day, notes
    )


def _moment(
    raw: RawTable, mapping: Mapping, column: str, clock_column: str
) -> tuple[Parsed, tuple[NDArray[np.int64], Bools] | None, Times, tuple[Sentence, ...]]:
    parsed = _parsed(raw, column, mapping.date_order)
    stamp = parsed.stamp
    if not clock_column:
        if mapping.zone == "utc":
            # a bare day has no hour that could be moved
            moved = to_wall(
                stamp, np.where(parsed.zone == NO_ZONE, 0, parsed.zone), mapping.zone_name
            )
            stamp = np.where(parsed.clock, moved, stamp)
        return parsed, None, stamp, ()
    seconds, nothing = parse_clock(raw.text(clock_column))
    joined = with_clock(stamp, parsed.clock, seconds)
    notes = _disagreement(column, clock_column, parsed, joined)
    return parsed, (seconds, nothing), joined, notes


def _parsed(raw: RawTable, column: str, order: str) -> Parsed:
    if column not in raw.typed or raw.types[column] not in ("timestamp", "timestamp UTC"):
        return parse_dates(raw.text(column), order=order)
    times = raw.typed[column]
    blank = np.asarray(times.is_null().to_numpy(zero_copy_only=False), dtype=bool)
    zone = 0 if raw.types[column] == "timestamp UTC" else NO_ZONE
    return Parsed(
        times.to_numpy(zero_copy_only=False).astype("datetime64[s]"),
        ~blank,
        np.where(blank, NO_ZONE, zone),
        blank,
    )


def _disagreement(
    column: str, clock_column: str, parsed: Parsed, joined: Times
) -> tuple[Sentence, ...]:
    both = parsed.clock & ~np.isnat(joined)
    apart = np.abs(joined - parsed.stamp) >= _HALF_HOUR
    count = int((both & apart).sum())
    if not count:
        return ()
    share = round(100 * count / int(both.sum()))
    return (
        Sentence(
            f"Klockslagen i ”{column}” och ”{clock_column}” skiljer sig åt på {share} % av "
            f"raderna; ”{clock_column}” gäller, och datumet följer med.",
            f"The times in “{column}” and “{clock_column}” differ on {share} % of the rows; "
            f"“{clock_column}” rules, and the date follows it.",
        ),
    )


def _without_clock(known: Bools, own_column: bool, stamp: Times) -> Bools:
    """Where only the day is known. A column that shows midnight on every row shows no times;
    a single bare date among times is a midnight that a program shortened."""
    filled = ~np.isnat(stamp)
    if own_column:
        return ~known
    midnight = stamp.astype("datetime64[D]").astype("datetime64[s]") == stamp
    return np.full(len(stamp), bool(midnight[filled].all()))


def _end_by_clock(start: Times, seconds: NDArray[np.int64]) -> Times:
    """An end with a clock only: the same day, or the next when the clock has passed midnight."""
    day = start.astype("datetime64[D]").astype("datetime64[s]")
    end = day + np.maximum(seconds, 0)
    end = np.where(end < start, end + np.timedelta64(86_400, "s"), end)
    return np.where(seconds >= 0, end, np.datetime64("NaT", "s"))


def _unreadable(column: str) -> Sentence:
    return Sentence(
        f"tiden i ”{column}” går inte att läsa", f"the time in “{column}” is unreadable"
    )


def _date_faults(column: str, parsed: Parsed) -> tuple[tuple[Sentence, Bools], ...]:
    missing = Sentence(f"tid saknas i ”{column}”", f"no time in “{column}”")
    return (missing, parsed.blank), (_unreadable(column), parsed.wrong)


def _clock_faults(
    column: str, clock: tuple[NDArray[np.int64], Bools] | None
) -> tuple[tuple[Sentence, Bools], ...]:
    if clock is None:
        return ()
    seconds, nothing = clock
    return ((_unreadable(column), (seconds < 0) & ~nothing),)


def _impossible(start: Times, end: Times, today: date | None) -> tuple[tuple[Sentence, Bools], ...]:
    faults = [
        (
            Sentence("tiden är före 1950", "the time is before 1950"),
            start < _EARLIEST,
        ),
        (
            Sentence("slutet är före början", "the end is before the start"),
            end < start,
        ),
    ]
    if today is not None:
        tomorrow = np.datetime64(today + timedelta(days=1), "s")
        faults.append(
            (Sentence("tiden ligger i framtiden", "the time is in the future"), start >= tomorrow)
        )
    return tuple(faults)
