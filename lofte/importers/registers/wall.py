"""Wall time: date and clock put together, and UTC turned into what the clock on the wall showed."""

import datetime as dt
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import numpy as np
from numpy.typing import NDArray

from lofte.importers.registers.sentences import refuse

Times = NDArray[np.datetime64]
_DAY = 86_400


def with_clock(stamp: Times, has_time: NDArray[np.bool_], seconds: NDArray[np.int64]) -> Times:
    """The local time `seconds` on the date of `stamp`; where `stamp` has a time of its own (which
    may be UTC, or local but labelled UTC) the day is chosen that brings the two closest. A row
    without a clock (-1) keeps its stamp.

    This makes two exports of one register agree although one of them shifted its stamps.
    """
    day = stamp.astype("datetime64[D]").astype("datetime64[s]")
    joined = day + np.maximum(seconds, 0)
    gap = (joined - stamp).astype(np.int64)
    shift = np.where(has_time & (gap > _DAY // 2), -_DAY, 0)
    shift = np.where(has_time & (gap <= -_DAY // 2), _DAY, shift)
    joined = np.where(np.isnat(stamp), stamp, joined + np.where(np.isnat(stamp), 0, shift))
    return np.where(seconds >= 0, joined, stamp)


def to_wall(stamp: Times, offset: NDArray[np.int64], zone_name: str) -> Times:
    """UTC (or `offset` minutes east of it) -> what the clocks of `zone_name` showed.

    Raises ImportRefused for a zone that does not exist. Offsets are looked up once a quarter:
    no zone changes its clocks at another minute.
    """
    try:
        zone = ZoneInfo(zone_name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise refuse(
            f"Tidszonen ”{zone_name}” finns inte.",
            f"There is no time zone “{zone_name}”.",
            "Skriv till exempel Europe/Stockholm.",
            "Write for instance Europe/Stockholm.",
        ) from error
    known = ~np.isnat(stamp)
    utc = stamp[known] - offset[known] * 60
    quarters, where = np.unique(utc.astype(np.int64) // 900, return_inverse=True)
    east = np.array([_offset(zone, int(q) * 900) for q in quarters], dtype=np.int64)
    wall = stamp.copy()
    wall[known] = utc + (east[where] if east.size else 0)
    return wall


def _offset(zone: ZoneInfo, second: int) -> int:
    moment = dt.datetime(1970, 1, 1, tzinfo=dt.UTC) + dt.timedelta(seconds=second)
    shift = moment.astimezone(zone).utcoffset()
    return int(shift.total_seconds()) if shift else 0
