"""Rows that are alike in all: written twice, or really two; what looks for closeness counts one."""

import numpy as np
from numpy.typing import NDArray

from lofte.analysis.points import Points
from lofte.situation.sentences import number

DAY = 86_400


def once(points: Points, events: NDArray[np.int64]) -> NDArray[np.int64]:
    """Of `events` (indices), in order of time and place, each that is not the same row again.

    The same: place, start, end and kind. Where no clock is known (00:00) and no end, two of a day
    may well be two, so all are kept.
    """
    x, y = points.x[events], points.y[events]
    start, end = points.start[events].astype(np.int64), points.end[events].astype(np.int64)
    kind = points.category[events]
    order = np.lexsort((kind, end, y, x, start))
    columns = np.stack([start, end, kind])[:, order], np.stack([x, y])[:, order]
    again = np.zeros(len(events), dtype=np.bool_)
    again[1:] = np.all([(c[:, 1:] == c[:, :-1]).all(axis=0) for c in columns], axis=0)
    again &= (start[order] % DAY != 0) | ~np.isnat(points.end[events][order])
    kept: NDArray[np.int64] = events[order][~again]
    return kept


def said(alike: int) -> str:
    """What is told of the rows that were left out; "" for none."""
    if not alike:
        return ""
    if alike == 1:
        return " En rad som i allt är lik en annan är inte räknad en gång till."
    return f" {number(alike)} rader som i allt är lika en annan är inte räknade en gång till."
