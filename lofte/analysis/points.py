"""Events as arrays: where, when and of which kind. No text and no identity lives here."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lofte.analysis.arrays import Bools, Floats, Int32s, Times, frozen
from lofte.analysis.periods import Period

_FIRST, _BEYOND = np.datetime64("0001-01-01", "s"), np.datetime64("10000-01-01", "s")
_TYPES = {
    "x": np.float64,
    "y": np.float64,
    "start": "datetime64[s]",
    "end": "datetime64[s]",
    "category": np.int32,
}


class BadPoints(ValueError):
    """The arrays do not describe events; the sentence says which and how many."""


@dataclass(frozen=True, slots=True, eq=False)
class Points:
    """`n` events. All arrays have length n, are copied when writeable, and are read-only.

    x, y: metres in a projected system (SWEREF 99 TM or a UTM zone); both NaN = no coordinates.
    start: local wall time, seconds, of the years 1 to 9999; never NaT. end: NaT = the time is known
    exactly (= start), otherwise end >= start, of the same years. category: index into `categories`.
    Raises BadPoints.
    """

    x: Floats
    y: Floats
    start: Times
    end: Times
    category: Int32s
    categories: tuple[str, ...]

    def __post_init__(self) -> None:
        for name, dtype in _TYPES.items():
            object.__setattr__(self, name, _column(name, getattr(self, name), dtype))
        object.__setattr__(self, "categories", tuple(self.categories))
        self._check_lengths()
        _refuse(np.isnan(self.x) != np.isnan(self.y), "har bara den ena av två koordinater")
        _refuse(np.isinf(self.x) | np.isinf(self.y), "har en oändlig koordinat")
        _refuse(np.isnat(self.start), "saknar tid")
        for when, what in ((self.start, "börjar"), (self.end, "slutar")):
            _refuse((when < _FIRST) | (when >= _BEYOND), f"{what} utanför åren 1 till 9999")
        _refuse(self.end < self.start, "slutar innan de börjar")
        outside = (self.category < 0) | (self.category >= len(self.categories))
        _refuse(outside, "har en kategori som inte finns i listan")

    def _check_lengths(self) -> None:
        lengths = {name: len(getattr(self, name)) for name in _TYPES}
        if len(set(lengths.values())) > 1:
            raise BadPoints(
                "Kolumnerna är olika långa ("
                + ", ".join(f"{name} {length}" for name, length in lengths.items())
                + "). Inget är sparat. Läs in filen på nytt."
            )

    def __len__(self) -> int:
        return len(self.x)

    def where(self, mask: ArrayLike) -> "Points":
        """The events that a boolean mask (length n) or an index array picks, categories kept.

        Raises BadPoints.
        """
        picked = np.asarray(mask)
        if picked.dtype.kind == "f" and not picked.size:  # an empty list is of no type
            picked = picked.astype(np.int64)
        try:
            columns = {name: getattr(self, name)[picked] for name in _TYPES}
        except IndexError as error:
            raise BadPoints(
                f"mask ska vara {len(self)} ja eller nej, eller heltal från 0 till {len(self) - 1}."
            ) from error
        for column in columns.values():
            column.flags.writeable = False
        return Points(**columns, categories=self.categories)

    def in_period(self, period: Period) -> "Points":
        """The events that start within the period (its last day included)."""
        return self.where(self.starts_in(period))

    def starts_in(self, period: Period) -> Bools:
        """bool[n]: does the event start within the period?"""
        first = np.datetime64(period.start, "s")
        beyond = np.datetime64(period.end, "s")
        inside: Bools = (self.start >= first) & (self.start < beyond)
        return inside


def _column(name: str, values: ArrayLike, dtype: Any) -> NDArray[Any]:
    try:
        with np.errstate(invalid="ignore"):  # what a cast bends is refused below
            column = frozen(values, dtype)
    except (TypeError, ValueError, OverflowError) as error:
        raise BadPoints(
            f"Kolumnen {name} går inte att läsa som {np.dtype(dtype).name}. Inget är sparat. "
            "Kontrollera att rätt kolumn är vald."
        ) from error
    given = np.asarray(values)
    if column.dtype.kind == "i" and given.dtype != column.dtype and not np.all(column == given):
        raise BadPoints(f"Kolumnen {name} ska vara hela nummer, 0 eller större. Inget är sparat.")
    if column.ndim != 1:
        raise BadPoints(f"Kolumnen {name} har {column.ndim} dimensioner men ska ha en.")
    return column


def _refuse(wrong: Bools, what: str) -> None:
    count = int(np.count_nonzero(wrong))
    if count:
        raise BadPoints(
            f"{count} händelser {what} (den första är nummer {int(np.argmax(wrong)) + 1}). "
            "Inget är sparat. Rätta dem i källan och läs in på nytt."
        )
