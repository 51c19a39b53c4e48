"""A dialogue's answers as a sample: strata, response, and weights that agree with the population.

An answer without a stratum (a code that was not needed) cannot stand for anybody and is left out.
So is, once there are population tables, an answer without the background that they are about.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

import numpy as np

from lofte.analysis.arrays import Bools, Ints
from lofte.analysis.survey.calibration import poststratify, rake
from lofte.analysis.survey.cells import Cells, together
from lofte.analysis.survey.design import Labels, Sample
from lofte.analysis.survey.errors import BadSurvey
from lofte.dialogue.models import Stratum
from lofte.dialogue.results.columns import Columns
from lofte.dialogue.results.models import CrossedTable, PopulationTable

LEAST = 5  # answers in a group, or its weight would swing with a single person


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

    The shares of those questions are the population's own, put in and not found out. cells: the
    sample, those who count alike together; cell: the one of each answer, -1 outside the sample.
    """

    sample: Sample | None
    kept: Bools
    parts: tuple[Part, ...]
    said: tuple[str, ...]
    by: frozenset[str] = frozenset()
    cells: Cells | None = None
    cell: Ints | None = None

    @property
    def counted(self) -> int:
        """Answers that the estimates rest on."""
        return int(self.kept.sum())


def weigh(
    columns: Columns,
    strata: Ints,
    known: Sequence[Stratum],
    tables: Sequence[PopulationTable],
    labels: Mapping[str, str] | None = None,
    crossed: CrossedTable | None = None,
) -> Weighed:
    """labels: the words of the tables' questions, for what is said of the weights.

    crossed: used as one table where each of its groups has answers enough; else the tables, which
    hold each of its questions alone.
    """
    parts = tuple(_part(stratum, strata) for stratum in known)
    inside = np.isin(strata, [stratum.pk for stratum in known])
    told = [
        f"Ingen i {part.name} har svarat. Resultatet gäller inte dem."
        for part in parts
        if not part.answered
    ]
    if not inside.any():
        return Weighed(None, inside, parts, (*told, "Inga svar hör till urvalet än."))
    plain = _drawn(strata, inside, known)
    if not tables:
        told.append("Vikterna följer delarna av urvalet. Ingen befolkningstabell är inlagd.")
        return _with_cells(Weighed(plain, inside, parts, tuple(told)))
    weighed = Weighed(plain, inside, parts, tuple(told))
    named = {table.question: (labels or {}).get(table.question, table.question) for table in tables}
    if differing := _sums(tables, named):
        return _with_cells(replace(weighed, said=(*weighed.said, differing)))
    given = _Given(columns, strata, known, tables, named, crossed)
    return _with_cells(_calibrated(given, weighed))


def _with_cells(weighed: Weighed) -> Weighed:
    if weighed.sample is None:
        return weighed
    cells = together(weighed.sample)
    cell = np.full(len(weighed.kept), -1, dtype=np.int64)
    cell[weighed.kept] = cells.of
    return replace(weighed, cells=cells, cell=cell)


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


def _part(stratum: Stratum, strata: Ints) -> Part:
    answered = int(np.count_nonzero(strata == stratum.pk))
    return Part(stratum.name, stratum.population, stratum.drawn, answered)


def _drawn(strata: Ints, kept: Bools, known: Sequence[Stratum]) -> Sample:
    """The kept answers, each of one of the known strata."""
    keys = np.array([stratum.pk for stratum in known], dtype=np.int64)
    order = np.argsort(keys)
    of = order[np.searchsorted(keys[order], strata[kept])]
    people = np.array([stratum.population for stratum in known], dtype=np.float64)
    names = tuple(stratum.name for stratum in known)
    return Sample.drawn(stratum=Labels(names, of), population=people[of])


@dataclass(frozen=True, slots=True)
class _Given:
    columns: Columns
    strata: Ints
    known: Sequence[Stratum]
    tables: Sequence[PopulationTable]
    named: Mapping[str, str]
    crossed: CrossedTable | None


def _calibrated(given: _Given, plain: Weighed) -> Weighed:
    tables = given.tables
    said = [given.columns.said(table.question, table.counts) for table in tables]
    kept = plain.kept & np.all([numbers >= 0 for numbers, _ in said], axis=0)
    without = int(plain.kept.sum() - kept.sum())
    groups = {
        table.question: Labels(names, numbers[kept])
        for (numbers, names), table in zip(said, tables, strict=True)
    }
    how = ""
    try:
        if not kept.any():
            raise BadSurvey("Inget svar har den bakgrund som tabellerna gäller.")
        margins = [(groups[table.question], table.counts) for table in tables]
        if given.crossed is not None:
            crossed, how = _crossed(given.crossed, groups, given.named)
            alone = [one for one in tables if one.question not in given.crossed.questions]
            if crossed:
                margins = [*crossed, *((groups[one.question], one.counts) for one in alone)]
        sample = _drawn(given.strata, kept, given.known)
        fitted = rake(sample, margins) if len(margins) > 1 else poststratify(sample, *margins[0])
    except BadSurvey as why:
        told = f"Befolkningstabellerna kunde inte användas: {why} Vikterna följer urvalets delar."
        return Weighed(plain.sample, plain.kept, plain.parts, (*plain.said, told))
    told = (
        f"Vikterna stämmer med befolkningen efter {', '.join(given.named.values())}. {without} "
        f"svar saknar den uppgiften och är inte med.{how}"
    )
    by = frozenset(table.question for table in tables)
    return Weighed(fitted, kept, plain.parts, (*plain.said, told), by)


def _crossed(
    crossed: CrossedTable, groups: Mapping[str, Labels], named: Mapping[str, str]
) -> tuple[list[tuple[Labels, dict[str, int]]], str]:
    """The crossed table as one, or none when a group has too few answers; and what was done."""
    of = [groups[question] for question in crossed.questions]
    sizes = [len(labels.names) for labels in of]
    labels = Labels(
        tuple("|".join(codes) for codes in product(*(labels.names for labels in of))),
        np.ravel_multi_index([labels.of for labels in of], sizes),
    )
    counts = np.bincount(labels.of, minlength=len(labels.names)).tolist()
    answered = {name: n for name, n in zip(labels.names, counts, strict=True) if n}
    names = ", ".join(named[question] for question in crossed.questions)
    few = sum(answered.get(cell, 0) < LEAST for cell in crossed.counts)
    if few or not set(answered) <= set(crossed.counts):
        return [], (
            f" {few} av {len(crossed.counts)} grupper efter {names} tillsammans har färre än "
            f"{LEAST} svar. Därför stämmer vikterna med var och en av frågorna, och inte med alla "
            "tillsammans."
        )
    return [(labels, crossed.counts)], f" De stämmer med {names} tillsammans, grupp för grupp."
