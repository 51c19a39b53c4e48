"""A dialogue's answers as a sample: strata, response, and weights that agree with the population.

An answer without a stratum (a code that was not needed) cannot stand for anybody and is left out.
So is, once there are population tables, an answer without the background that they are about.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from lofte.analysis.arrays import Bools
from lofte.analysis.survey.calibration import poststratify, rake
from lofte.analysis.survey.design import Sample
from lofte.analysis.survey.errors import BadSurvey
from lofte.dialogue.models import Stratum
from lofte.dialogue.results.columns import Columns
from lofte.dialogue.results.models import PopulationTable


@dataclass(frozen=True, slots=True)
class Part:
    """How a stratum answered."""

    name: str
    population: int
    drawn: int
    answered: int

    @property
    def rate(self) -> float:
        return 100 * self.answered / self.drawn


@dataclass(frozen=True, slots=True)
class Weighed:
    """kept: which answers are in the sample; said: what was done; by: the questions of the weights.

    The shares of those questions are the population's own, put in and not found out.
    """

    sample: Sample | None
    kept: Bools
    parts: tuple[Part, ...]
    said: tuple[str, ...]
    by: frozenset[str] = frozenset()

    @property
    def counted(self) -> int:
        """Answers that the estimates rest on."""
        return int(self.kept.sum())


def weigh(
    columns: Columns,
    strata: Sequence[int | None],
    known: Sequence[Stratum],
    tables: Sequence[PopulationTable],
    labels: Mapping[str, str] | None = None,
) -> Weighed:
    """labels: the words of the tables' questions, for what is said of the weights."""
    by_key = {stratum.pk: stratum for stratum in known}
    parts = tuple(_part(stratum, strata) for stratum in known)
    inside = np.array([key in by_key for key in strata], dtype=np.bool_)
    told = [
        f"Ingen i {part.name} har svarat. Resultatet gäller inte dem."
        for part in parts
        if not part.answered
    ]
    if not inside.any():
        return Weighed(None, inside, parts, (*told, "Inga svar hör till urvalet än."))
    plain = _drawn(strata, inside, by_key)
    if not tables:
        told.append("Vikterna följer delarna av urvalet. Ingen befolkningstabell är inlagd.")
        return Weighed(plain, inside, parts, tuple(told))
    weighed = Weighed(plain, inside, parts, tuple(told))
    named = {table.question: (labels or {}).get(table.question, table.question) for table in tables}
    if differing := _sums(tables, named):
        return replace(weighed, said=(*weighed.said, differing))
    return _calibrated(columns, strata, by_key, tables, weighed, ", ".join(named.values()))


def _sums(tables: Sequence[PopulationTable], named: Mapping[str, str]) -> str:
    """That the tables are of different populations, or nothing."""
    sums = {named[table.question]: sum(table.counts.values()) for table in tables}
    if len(set(sums.values())) == 1:
        return ""
    told = ", ".join(f"”{name}” {n}" for name, n in sums.items())
    return (
        f"Befolkningstabellerna har olika summor: {told}. De ska gälla samma befolkning. "
        "Tills dess följer vikterna urvalets delar."
    )


def _part(stratum: Stratum, strata: Sequence[int | None]) -> Part:
    return Part(stratum.name, stratum.population, stratum.drawn, strata.count(stratum.pk))


def _drawn(strata: Sequence[int | None], kept: Bools, known: Mapping[int, Stratum]) -> Sample:
    of = [key for key, inside in zip(strata, kept, strict=True) if inside and key is not None]
    people = [known[key].population for key in of]
    return Sample.drawn(stratum=of, population=people)


def _calibrated(
    columns: Columns,
    strata: Sequence[int | None],
    known: Mapping[int, Stratum],
    tables: Sequence[PopulationTable],
    plain: Weighed,
    names: str,
) -> Weighed:
    said = [columns.said(table.question, table.counts) for table in tables]
    kept = plain.kept & np.all([numbers >= 0 for numbers, _ in said], axis=0)
    without = int(plain.kept.sum() - kept.sum())
    try:
        if not kept.any():
            raise BadSurvey("Inget svar har den bakgrund som tabellerna gäller.")
        margins = [
            (groups[numbers[kept]], table.counts)
            for (numbers, groups), table in zip(said, tables, strict=True)
        ]
        sample = _drawn(strata, kept, known)
        fitted = rake(sample, margins) if len(margins) > 1 else poststratify(sample, *margins[0])
    except BadSurvey as why:
        told = f"Befolkningstabellerna kunde inte användas: {why} Vikterna följer urvalets delar."
        return Weighed(plain.sample, plain.kept, plain.parts, (*plain.said, told))
    told = (
        f"Vikterna stämmer med befolkningen efter {names}. {without} svar saknar den uppgiften "
        "och är inte med."
    )
    by = frozenset(table.question for table in tables)
    return Weighed(fitted, kept, plain.parts, (*plain.said, told), by)
