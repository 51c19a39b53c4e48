"""What an effort changed: one answer for every design, with what it rests on.

An answer is a ratio (rate after over what it would have been), its interval, the assumptions behind
it and whether there are events enough. "Too few events to say anything" is an answer.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from lofte.analysis.arrays import Ints
from lofte.analysis.asked import number, readable

VERSION = "1"
FEWEST_EVENTS = 20
_LARGEST = 10**9


class BadEffect(ValueError):
    """The counts or settings cannot be used; the sentence says which and what is allowed."""


class Verdict(StrEnum):
    """What the interval says."""

    FEWER = "fewer"
    MORE = "more"
    NO_SIGN = "no_sign"
    TOO_FEW = "too_few"

    @property
    def sentence(self) -> str:
        """Swedish, for people."""
        return _VERDICTS[self]


_VERDICTS = {
    Verdict.FEWER: "Färre än utan insatsen, mer än slumpen förklarar.",
    Verdict.MORE: "Fler än utan insatsen, mer än slumpen förklarar.",
    Verdict.NO_SIGN: "Skillnaden går inte att skilja från slumpen.",
    Verdict.TOO_FEW: "För få händelser för att säga något.",
}


class Assumption(StrEnum):
    """What must hold for the answer to mean what it says."""

    SAME_COURSE = "same_course"
    SAME_REPORTING = "same_reporting"
    NO_SPILL = "no_spill"
    NOTHING_ELSE = "nothing_else"
    SEASON_REPEATS = "season_repeats"
    NO_SEASON = "no_season"
    CHANCE_ALONE = "chance_alone"
    EQUALLY_HOT = "equally_hot"
    CHOSEN_WHEN_HOT = "chosen_when_hot"

    @property
    def sentence(self) -> str:
        """Swedish, for people."""
        return _ASSUMPTIONS[self]


_ASSUMPTIONS = {
    Assumption.SAME_COURSE: "Utan insatsen hade platserna följt jämförelseplatserna.",
    Assumption.SAME_REPORTING: "Lika stor del av det som händer rapporteras före och efter.",
    Assumption.NO_SPILL: "Insatsen påverkade inte jämförelseplatserna.",
    Assumption.NOTHING_ELSE: "Inget annat ändrades samtidigt.",
    Assumption.SEASON_REPEATS: "Årstiderna ser ut som förut.",
    Assumption.NO_SEASON: (
        "Antalen följer inte årstiden; serien är för kort för att räkna bort den."
    ),
    Assumption.CHANCE_ALONE: "Antalen hoppar inte mer än slumpen.",
    Assumption.EQUALLY_HOT: "Jämförelsen är platser som hade lika många händelser före.",
    Assumption.CHOSEN_WHEN_HOT: (
        "Platser som väljs när de är som värst får färre händelser sedan, också utan insats."
    ),
}


@dataclass(frozen=True, slots=True)
class Effect:
    """ratio: after over expected without the effort; low, high: its interval. All three None when
    there are too few events. p: two-sided, 1 then. events: how many, by name. dispersion: variance
    over mean that was used.
    """

    ratio: float | None
    low: float | None
    high: float | None
    p: float
    verdict: Verdict
    events: dict[str, int]
    assumptions: tuple[Assumption, ...]
    dispersion: float
    method: str
    version: str = VERSION
    parameters: dict[str, Any] = field(default_factory=dict)

    @property
    def enough(self) -> bool:
        """Are there events enough to say anything?"""
        return self.verdict is not Verdict.TOO_FEW


def verdict(low: float, high: float) -> Verdict:
    """What the interval of a ratio says."""
    if high < 1:
        return Verdict.FEWER
    return Verdict.MORE if low > 1 else Verdict.NO_SIGN


def checked_counts(values: ArrayLike, name: str) -> Ints:
    """int64[n], n >= 1, from whole numbers >= 0 (one number is a row of one). Raises BadEffect."""
    numbers = np.atleast_1d(readable(values, name, BadEffect))
    if numbers.ndim != 1 or numbers.dtype.kind not in "iubf" or len(numbers) == 0:
        raise BadEffect(f"{name} ska vara antal, minst ett, i en rad.")
    with np.errstate(invalid="ignore"):
        whole = np.isfinite(numbers) & (numbers >= 0) & (numbers <= _LARGEST)
        whole &= numbers == np.floor(numbers)
    if not whole.all():
        wrong = int(np.argmin(whole))
        raise BadEffect(
            f"{name} ska vara hela tal från 0 till {_LARGEST}; nummer {wrong + 1} är "
            f"{numbers[wrong]}."
        )
    return numbers.astype(np.int64)


def checked_level(level: float, name: str = "level") -> float:
    """A number strictly between 0 and 1. Raises BadEffect."""
    return number(level, name, BadEffect, above=0, below=1)
