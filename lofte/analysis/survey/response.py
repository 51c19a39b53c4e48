"""Letters with codes: who was asked, who answered, and the sample that this makes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from lofte.analysis.arrays import Floats, Ints, frozen
from lofte.analysis.survey.design import Sample
from lofte.analysis.survey.errors import BadSurvey, EmptyGroup

METHOD = "response rate by stratum"
VERSION = "1"


@dataclass(frozen=True, slots=True, eq=False)
class Letters:
    """A stratified sample by letter. code -> stratum, and how many there are in each stratum.

    Raises BadSurvey when a stratum is unknown, has no letter, or has more letters than people.
    """

    codes: Mapping[str, str]
    population: Mapping[str, int]

    def __post_init__(self) -> None:
        unknown = sorted(set(self.codes.values()) - set(self.population))
        if unknown:
            raise BadSurvey(f"codes har strata som saknas i population: {', '.join(unknown)}.")
        sent = list(self.codes.values())
        for name, there in self.population.items():
            if not 0 < sent.count(name) <= there:
                raise BadSurvey(
                    f"codes har {sent.count(name)} brev till {name}, där population är {there}. "
                    "Minst ett och högst så många."
                )

    @property
    def strata(self) -> tuple[str, ...]:
        """In order of name."""
        return tuple(sorted(self.population))

    def stratum_of(self, answered: Sequence[str]) -> list[str]:
        """The stratum of each answer by its code; each code once. Raises BadSurvey."""
        strange = sum(code not in self.codes for code in answered)
        twice = len(answered) - len(set(answered))
        if strange or twice:
            raise BadSurvey(
                f"answered har {strange} koder som inte är utskickade och {twice} som är använda "
                "mer än en gång. Varje kod gäller för ett svar."
            )
        return [self.codes[code] for code in answered]

    def sample(self, answered: Sequence[str]) -> Sample:
        """The answers (in order of `answered`) as a sample, each for population / answers.

        Those who did not answer are taken to be like those who did in the same stratum; rake or
        post-stratify to correct for what is known. Raises BadSurvey, EmptyGroup.
        """
        of = self.stratum_of(answered)
        empty = [name for name in self.strata if name not in of]
        if empty:
            raise EmptyGroup(f"Ingen i {', '.join(empty)} har svarat. Slå ihop strata.")
        return Sample.drawn(stratum=of, population=[self.population[name] for name in of])

    def response(self, answered: Sequence[str]) -> "Response":
        """How many of those who got a letter have answered. Raises BadSurvey."""
        of, sent = self.stratum_of(answered), list(self.codes.values())
        return Response(
            strata=self.strata,
            population=frozen([self.population[name] for name in self.strata], np.int64),
            sent=frozen([sent.count(name) for name in self.strata], np.int64),
            answered=frozen([of.count(name) for name in self.strata], np.int64),
        )


@dataclass(frozen=True, slots=True, eq=False)
class Response:
    """int[strata]: how many there are, were asked and answered, in order of `strata`."""

    strata: tuple[str, ...]
    population: Ints
    sent: Ints
    answered: Ints
    method: str = METHOD
    version: str = VERSION
    parameters: dict[str, Any] = field(default_factory=dict)

    @property
    def rate(self) -> Floats:
        """float[strata]: answers by letters."""
        rates: Floats = self.answered / self.sent
        return rates

    @property
    def overall(self) -> float:
        """Answers by letters, all strata together."""
        return float(self.answered.sum() / self.sent.sum())

    @property
    def weighted(self) -> float:
        """The rate that one letter to everybody would have had: rates by population."""
        return float(self.rate @ self.population / self.population.sum())
