"""The input of both methods, and the sentence that goes with every result."""

from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike

from lofte.analysis.arrays import Ints
from lofte.analysis.asked import readable

LARGEST_COUNT = 10**9


class BadFear(ValueError):
    """Marks and events cannot be compared; the sentence says which argument and what is allowed."""


class Selection(StrEnum):
    """How the marks came in."""

    SELF_SELECTED = "self-selected"
    SAMPLE = "sample"

    def statement(self, marks: int, events: int) -> str:
        """What the figures can carry, in Swedish; shown wherever they are."""
        of = f"{marks} markeringar och {events} händelser."
        if self is Selection.SAMPLE:
            return f"{of} Markeringarna kommer från ett urval av invånarna."
        return (
            f"{of} Markeringarna är självvalda: de visar var de som svarade känner sig otrygga, "
            "inte hur många av invånarna som gör det."
        )


def whole(values: ArrayLike, n: int | None, what: str) -> Ints:
    """int64[n], 0 to LARGEST_COUNT. Raises BadFear."""
    figures = readable(values, what, BadFear)
    if figures.ndim != 1 or (n is not None and len(figures) != n):
        raise BadFear(f"{what} ska vara en rad med {'' if n is None else n} antal.")
    if len(figures) and (figures.dtype.kind not in "iu" or np.any(figures < 0)):
        raise BadFear(f"{what} ska vara hela tal, minst 0.")
    if np.any(figures > LARGEST_COUNT):
        raise BadFear(f"{what} ska vara högst {LARGEST_COUNT} var. Rätta räkningen.")
    return figures.astype(np.int64)
