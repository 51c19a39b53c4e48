"""Dates and clock times as people and systems write them, a whole column at a time.

Nothing is guessed here: a number with two readings (03/04/2026) is read in the order that the
caller states, and what fits no form is not a date.
"""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from lofte.importers.registers.blank import blank, tidy

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Times = NDArray[np.datetime64]

_CLOCK = (
    r"(?:kl\.? ?)?(?P<H>\d{1,2})[:.](?P<M>\d{2})(?:[:.](?P<S>\d{2})(?:[.,]\d+)?)?"
    r" ?(?P<P>[AaPp]\.?[Mm]\.?)?"
)
_TAIL = rf"(?:(?:[T,]| -)? ?{_CLOCK} ?(?P<Z>Z|UTC|GMT|[+-]\d{{2}}(?::?\d{{2}})?)?)?$"
_FORMS = {
    "ymd": r"^(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})" + _TAIL,
    "two": r"^(?P<a>\d{1,2})[-/.](?P<b>\d{1,2})[-/.](?P<y>\d{4})" + _TAIL,
    "tight": r"^(?P<y>(?:19|20)\d{2})(?P<m>\d{2})(?P<d>\d{2})"
    r"(?:[T ]?(?P<H>\d{2}):?(?P<M>\d{2})(?::?(?P<S>\d{2})(?:\.\d+)?)?(?P<Z>Z|[+-]\d{2}:?\d{2})?)?$",
    "day_name": r"^(?:\pL{2,8},? )?(?:den )?(?P<d>\d{1,2})[-. ]{0,2}(?P<n>\pL{3,9})\.?[-, ]{1,2}"
    r"(?P<y>\d{4})" + _TAIL,
    "name_day": r"^(?:\pL{2,9},? )?(?P<n>\pL{3,9})\.? (?P<d>\d{1,2})(?:st|nd|rd|th)?,? (?P<y>\d{4})"
    + _TAIL,
}
_SERIAL = r"^\d{5}(?:[.,]\d+)?$"
_EPOCH = r"^\d{13}$"  # milliseconds since 1970 in UTC, as some map servers export
_MONTHS = pa.array(
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
)
_SWEDISH = {"maj": "may", "okt": "oct"}
NO_ZONE = -9999


@dataclass(frozen=True, slots=True, eq=False)
class Parsed:
    """stamp: wall time as written, NaT when not a date. clock: a time of day stood there.
    zone: minutes east of UTC as written, NO_ZONE when nothing was. blank: an empty cell."""

    stamp: Times
    clock: Bools
    zone: Ints
    blank: Bools

    @property
    def wrong(self) -> Bools:
        return np.isnat(self.stamp) & ~self.blank


def parse_dates(column: pa.Array, *, order: str = "dmy") -> Parsed:
    """order: 'dmy' or 'mdy', for dates that begin with two numbers below 13."""
    text = tidy(column)
    nothing = _bools(blank(text))
    size = len(text)
    stamp = np.full(size, "NaT", dtype="datetime64[s]")
    clock = np.zeros(size, dtype=bool)
    zone = np.full(size, NO_ZONE, dtype=np.int64)
    left = np.flatnonzero(~nothing)
    for form in (*_FORMS, "serial", "epoch"):
        if not left.size:
            break
        hits, values, clocks, zones = _read_form(form, text.take(pa.array(left)), order)
        stamp[left[hits]], clock[left[hits]], zone[left[hits]] = values, clocks, zones
        left = left[~hits]
    return Parsed(stamp, clock, zone, nothing)


def _bools(array: pa.Array) -> Bools:
    return np.asarray(array.to_numpy(zero_copy_only=False), dtype=bool)


def _read_form(form: str, text: pa.Array, order: str) -> tuple[Bools, Times, Bools, Ints]:
    if form in ("serial", "epoch"):
        return _read_number(form, text)
    parts = pc.extract_regex(text, _FORMS[form])
    hits = _bools(pc.is_valid(parts))
    found = parts.filter(pa.array(hits))
    names = [field.name for field in found.type]
    cells = dict(zip(names, found.flatten(), strict=True))
    stamp = _days(cells, order)
    seconds = _seconds(cells)
    stamp = np.where(seconds < 0, np.datetime64("NaT", "s"), stamp + np.maximum(seconds, 0))
    clock = _bools(pc.not_equal(cells["H"], ""))
    return hits, stamp, clock, _offsets(cells["Z"])


def _ints(text: pa.Array, default: int = 0) -> Ints:
    filled = pc.if_else(pc.equal(text, ""), str(default), text)
    return np.asarray(filled.cast(pa.int64()).to_numpy(zero_copy_only=False), dtype=np.int64)


def _days(cells: dict[str, pa.Array], order: str) -> Times:
    year = _ints(cells["y"])
    if "n" in cells:
        short = pc.utf8_slice_codeunits(pc.utf8_lower(cells["n"]), 0, 3)
        for swedish, english in _SWEDISH.items():
            short = pc.if_else(pc.equal(short, swedish), english, short)
        month = (
            np.asarray(
                pc.fill_null(pc.index_in(short, value_set=_MONTHS), -1).to_numpy(
                    zero_copy_only=False
                )
            ).astype(np.int64)
            + 1
        )
        day = _ints(cells["d"])
    elif "a" in cells:
        first, second = _ints(cells["a"]), _ints(cells["b"])
        day, month = (first, second) if order == "dmy" else (second, first)
    else:
        month, day = _ints(cells["m"]), _ints(cells["d"])
    return _calendar(year, month, day)


def _calendar(year: Ints, month: Ints, day: Ints) -> Times:
    """NaT for a day that the calendar does not have."""
    possible = (month >= 1) & (month <= 12) & (day >= 1) & (year >= 1)
    months = (np.where(possible, year, 1970) - 1970) * 12 + np.where(possible, month, 1) - 1
    first = months.astype("datetime64[M]")
    length = ((first + 1).astype("datetime64[D]") - first.astype("datetime64[D]")).astype(np.int64)
    days = first.astype("datetime64[D]") + (np.maximum(day, 1) - 1)
    real = possible & (day <= length)
    return np.where(real, days.astype("datetime64[s]"), np.datetime64("NaT", "s"))


def _seconds(cells: dict[str, pa.Array]) -> Ints:
    """Seconds into the day; -1 for a clock that no clock shows. 24:00 is the next midnight."""
    hour, minute, second = _ints(cells["H"]), _ints(cells["M"]), _ints(cells["S"])
    wrong = (hour > 24) | (minute > 59) | (second > 59) | ((hour == 24) & (minute + second > 0))
    if "P" in cells:
        half = pc.utf8_slice_codeunits(pc.utf8_lower(cells["P"]), 0, 1)
        said = _bools(pc.not_equal(half, ""))
        wrong |= said & ((hour > 12) | (hour == 0))
        hour = np.where(said, hour % 12 + 12 * _bools(pc.equal(half, "p")), hour)
    return np.where(wrong, -1, hour * 3600 + minute * 60 + second)


def _offsets(zone: pa.Array) -> Ints:
    plain = pc.replace_substring(zone, ":", "")
    words = pc.is_in(plain, value_set=pa.array(["Z", "UTC", "GMT"]))
    digits = pc.if_else(pc.or_(words, pc.equal(plain, "")), "+0000", plain)
    digits = pc.if_else(pc.equal(pc.utf8_length(digits), 3), _joined(digits, "00"), digits)
    sign = np.where(_bools(pc.starts_with(digits, "-")), -1, 1)
    hours = _ints(pc.utf8_slice_codeunits(digits, 1, 3))
    minutes = _ints(pc.utf8_slice_codeunits(digits, 3, 5))
    return np.where(_bools(pc.equal(plain, "")), NO_ZONE, sign * (hours * 60 + minutes))


def _joined(text: pa.Array, tail: str) -> pa.Array:
    return pc.binary_join_element_wise(text, tail, "")


def _read_number(form: str, text: pa.Array) -> tuple[Bools, Times, Bools, Ints]:
    """A spreadsheet's day number (1 = 1 January 1900), or milliseconds since 1970."""
    hits = _bools(pc.match_substring_regex(text, _SERIAL if form == "serial" else _EPOCH))
    found = pc.replace_substring(text.filter(pa.array(hits)), ",", ".").cast(pa.float64())
    values = np.asarray(found.to_numpy(zero_copy_only=False), dtype=float)
    if form == "epoch":
        stamp = (values // 1000).astype(np.int64).astype("datetime64[s]")
        return hits, stamp, np.ones(len(stamp), dtype=bool), np.zeros(len(stamp), dtype=np.int64)
    seconds = np.round(values * 86_400).astype(np.int64)
    stamp = np.datetime64("1899-12-30", "s") + seconds
    return hits, stamp, seconds % 86_400 != 0, np.full(len(stamp), NO_ZONE)


def parse_clock(column: pa.Array) -> tuple[Ints, Bools]:
    """(seconds into the day or -1, blank). 9.48, 09:48:00, kl 9:48, 0948, 948, 9 and a
    spreadsheet's share of a day (0,40833). Bare digits are hours and minutes as soon as any
    cell of the column has three or four of them: then '1' is one minute past midnight."""
    text = tidy(column)
    nothing = _bools(blank(text))
    text = pc.replace_substring_regex(text, r"^(\d{1,6})[.,]0$", r"\1")
    parts = pc.extract_regex(text, rf"^{_CLOCK}$")
    hits = _bools(pc.is_valid(parts))
    seconds = np.full(len(text), -1, dtype=np.int64)
    found = parts.filter(pa.array(hits))
    names = [field.name for field in found.type]
    seconds[hits] = _seconds(dict(zip(names, found.flatten(), strict=True)))
    _read_digits(text, seconds)
    share = _bools(pc.match_substring_regex(text, r"^0?[.,]\d{3,}$"))
    numbers = pc.replace_substring(text.filter(pa.array(share)), ",", ".").cast(pa.float64())
    seconds[share] = np.round(numbers.to_numpy(zero_copy_only=False) * 86_400).astype(np.int64)
    return seconds, nothing


def _read_digits(text: pa.Array, seconds: Ints) -> None:
    digits = _bools(pc.match_substring_regex(text, r"^\d{1,4}$|^\d{6}$"))
    found = text.filter(pa.array(digits))
    if not len(found):
        return
    long = bool(pc.any(pc.greater(pc.utf8_length(found), 2)).as_py())
    number = _ints(found)
    six = _bools(pc.equal(pc.utf8_length(found), 6))
    number = np.where(six, number, number * 100) if long else number * 10_000
    hour, minute, second = number // 10_000, number // 100 % 100, number % 100
    wrong = (hour > 24) | (minute > 59) | (second > 59) | ((hour == 24) & (minute + second > 0))
    seconds[digits] = np.where(wrong, -1, hour * 3600 + minute * 60 + second)


def orders(column: pa.Array) -> tuple[int, int, int]:
    """Of dates that begin with two numbers: how many must be day first, must be month first,
    and can be both."""
    parts = pc.extract_regex(tidy(column), _FORMS["two"])
    found = parts.filter(pc.is_valid(parts))
    if not len(found):
        return 0, 0, 0
    first, second = _ints(found.field("a")), _ints(found.field("b"))
    day_first = int(((first > 12) & (second <= 12)).sum())
    month_first = int(((second > 12) & (first <= 12)).sum())
    return day_first, month_first, int(((first <= 12) & (second <= 12)).sum())
