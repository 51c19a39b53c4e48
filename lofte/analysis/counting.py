"""Counting events per unit (a cell, an area, a place) and slot (a period, a category)."""

import numpy as np
from numpy.typing import ArrayLike

from lofte.analysis.arrays import Int32s, Ints
from lofte.analysis.asked import readable, times, whole
from lofte.analysis.periods import Period

MOST_COUNTS = 1_000_000_000


class BadCounting(ValueError):
    """The indices or periods cannot be counted on; the sentence says why."""


def count(unit: ArrayLike, slot: ArrayLike, *, units: int, slots: int) -> Int32s:
    """int32[units, slots]: how many events fall in each unit and slot.

    unit, slot: int[n], one per event; -1 in either leaves the event out. Raises BadCounting when
    the lengths differ or an index is beyond its table.
    """
    units = whole(units, "units", BadCounting, most=MOST_COUNTS)
    slots = whole(slots, "slots", BadCounting, most=MOST_COUNTS // max(units, 1))
    rows, columns = _indices(unit, units, "unit"), _indices(slot, slots, "slot")
    if len(rows) != len(columns):
        raise BadCounting(f"unit har {len(rows)} nummer men slot {len(columns)}: ett per händelse.")
    kept = (rows >= 0) & (columns >= 0)
    flat = rows[kept] * slots + columns[kept]
    return np.bincount(flat, minlength=units * slots).reshape(units, slots).astype(np.int32)


def slots(start: ArrayLike, periods: tuple[Period, ...]) -> Ints:
    """int64[n]: the number of the period that each start time falls in; -1 = in none.

    start: datetime64[n], local wall time. periods: in order of time and without overlap; gaps are
    fine. Raises BadCounting.
    """
    when = times(start, "start", BadCounting)
    firsts = np.array([period.start for period in periods], dtype="datetime64[s]")
    beyonds = np.array([period.end for period in periods], dtype="datetime64[s]")
    if np.any(firsts[1:] < beyonds[:-1]):
        raise BadCounting("periods ska stå i tidsordning och får inte gå in i varandra.")
    if not periods:
        return np.full(when.shape, -1, dtype=np.int64)
    found = np.searchsorted(firsts, when, side="right") - 1
    inside = (found >= 0) & (when < beyonds[np.maximum(found, 0)])
    numbers: Ints = np.where(inside, found, -1).astype(np.int64)
    return numbers


def _indices(values: ArrayLike, size: int, what: str) -> Ints:
    given = readable(values, what, BadCounting)
    if given.ndim != 1 or (given.size and given.dtype.kind not in "iu"):
        raise BadCounting(f"{what} ska vara heltal i en rad, inte {given.dtype} {given.shape}.")
    if np.any((given < -1) | (given >= size)):  # before the cast, which would bend a huge number
        raise BadCounting(f"{what}: ett nummer ligger utanför tabellen med {size}.")
    return given.astype(np.int64)
