"""The wall clock where the kommuner are. A day, a week and an hour are always told by it."""

from collections.abc import Sequence
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

STOCKHOLM = ZoneInfo("Europe/Stockholm")


def local_midnight(day: date) -> datetime:
    """When the day begins."""
    return datetime.combine(day, time.min, tzinfo=STOCKHOLM)


def wall_times(moments: Sequence[datetime | None]) -> NDArray[np.datetime64]:
    """datetime64[s][n]: what the clock showed, without a zone; NaT for none."""
    return np.array(
        [
            np.datetime64("NaT", "s")
            if moment is None
            else np.datetime64(moment.astimezone(STOCKHOLM).replace(tzinfo=None), "s")
            for moment in moments
        ],
        dtype="datetime64[s]",
    )


def not_before(
    start: NDArray[np.datetime64], end: NDArray[np.datetime64]
) -> NDArray[np.datetime64]:
    """The ends, moved where the clock was set back between a start and its end."""
    moved: NDArray[np.datetime64] = np.where(end < start, start, end)
    return moved
