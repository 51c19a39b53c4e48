"""How the answers came in: a drawn sample with strata and weights, or an open survey."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike

from lofte.analysis.arrays import Bools, Floats, Ints, frozen
from lofte.analysis.asked import numbers, readable, whole
from lofte.analysis.survey.errors import BadSurvey, NotASample


class Mode(StrEnum):
    """Who could answer; printed on every result."""

    SAMPLE = "sample"
    OPEN = "open"


class Lonely(StrEnum):
    """What a stratum with one sampled unit adds to the variance (R's survey.lonely.psu).

    REFUSE: an error. CERTAINTY: nothing (R: certainty, remove). AVERAGE: as much as the other
    strata on average. ADJUST: its distance from the mean of all.
    """

    REFUSE = "refuse"
    CERTAINTY = "certainty"
    AVERAGE = "average"
    ADJUST = "adjust"


@dataclass(frozen=True, slots=True, eq=False)
class Labels:
    """A label for each of n answers, told by its number: of int[n], a place among the names."""

    names: tuple[str, ...]
    of: Ints

    def __len__(self) -> int:
        return len(self.of)


@dataclass(frozen=True, slots=True, eq=False)
class Margin:
    """One population table used for calibration: group int[n] and the weights float[n] after it."""

    group: Ints
    weights: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Calibration:
    """How the weights were fitted. before: float[n], the weights until then; cell: int[n], the
    joint group of each answer, within which every margin has moved the weights alike.

    One margin is post-stratification, several are raking when `raked`.
    """

    margins: tuple[Margin, ...]
    before: Floats
    raked: bool
    passes: int
    cell: Ints


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """n answers of a drawn sample. Use `Sample.drawn`.

    weights: float[n] > 0, how many in the population each answer stands for. stratum, cluster:
    int[n], numbers from 0; strata: their names; sampled: int[strata], drawn units (clusters) in
    each; population: float[strata], units there are, None = drawn with replacement (no fpc).
    """

    weights: Floats
    stratum: Ints
    cluster: Ints
    strata: tuple[str, ...]
    sampled: Ints
    population: Floats | None
    calibration: Calibration | None = None

    @property
    def mode(self) -> Mode:
        """A sample."""
        return Mode.SAMPLE

    def __len__(self) -> int:
        return len(self.weights)

    @classmethod
    def drawn(
        cls,
        *,
        weights: ArrayLike | None = None,
        stratum: ArrayLike | Labels | None = None,
        population: ArrayLike | None = None,
        cluster: ArrayLike | None = None,
    ) -> "Sample":
        """A sample of n answers.

        stratum: labels [n], None = one. population: float[n], the number of units in the
        population of the answer's stratum (clusters, when clusters were drawn): finite-population
        correction. cluster: labels [n], when whole groups were drawn (a class, a stairwell), each
        within one stratum. weights: float[n], None = population / drawn units. Raises BadSurvey.
        """
        n = _size(weights, stratum, population, cluster)
        if weights is None and population is None:
            raise BadSurvey(
                "weights saknas. Ange vikter, eller population: antalet som finns i varje stratum."
            )
        if n == 0:
            raise BadSurvey("weights är tom. Ett urval behöver minst ett svar.")
        names, strata = labelled(np.zeros(n, int) if stratum is None else stratum, n, "stratum")
        units = np.arange(n) if cluster is None else labelled(cluster, n, "cluster")[1]
        home = np.zeros(int(units.max()) + 1, dtype=np.int64)
        home[units] = strata
        if np.any(home[units] != strata):
            raise BadSurvey("cluster ska ligga i ett enda stratum; minst ett ligger i flera.")
        sampled = np.bincount(home, minlength=len(names))
        there = None if population is None else _population(population, strata, names, sampled)
        if weights is not None:
            mass = positive(weights, n, "weights")
        else:
            assert there is not None  # noqa: S101 - said above
            mass = (there / sampled)[strata]
        return cls(
            weights=frozen(mass, np.float64),
            stratum=frozen(strata, np.int64),
            cluster=frozen(units, np.int64),
            strata=names,
            sampled=frozen(sampled, np.int64),
            population=None if there is None else frozen(there, np.float64),
        )


@dataclass(frozen=True, slots=True)
class Open:
    """Answers of those who chose to answer. There are no weights, and no interval is right."""

    answers: int

    def __post_init__(self) -> None:
        whole(self.answers, "answers", BadSurvey)

    @property
    def mode(self) -> Mode:
        """Open."""
        return Mode.OPEN


def sample_only(survey: object) -> None:
    """Refuse what is no drawn sample. Raises NotASample."""
    if not isinstance(survey, Sample):
        raise NotASample(
            "Enkäten är öppen: de som svarade valde själva att göra det. Den har inga vikter och "
            "inget intervall. Skriv antal och ”av dem som svarade”."
        )


def _size(*given: ArrayLike | Labels | None) -> int:
    """The number of answers, by the first that is given."""
    first = next((one for one in given if one is not None), ())
    if isinstance(first, Labels):
        return len(first)
    return readable(first, "weights, stratum, population eller cluster", BadSurvey).size


def labelled(values: ArrayLike | Labels, n: int, what: str) -> tuple[tuple[str, ...], Ints]:
    """Names in order and int[n] the number of each answer's. Raises BadSurvey."""
    if isinstance(values, Labels):
        return _seen(values, n, what)
    labels = readable(values, what, BadSurvey)
    if labels.shape != (n,):
        raise BadSurvey(
            f"{what} ska ha ett värde för vart och ett av {n} svar, inte {labels.shape}."
        )
    if labels.dtype.kind == "f" and not np.isfinite(labels).all():
        raise BadSurvey(f"{what} saknas för minst ett svar. Ge alla svar ett värde.")
    if labels.dtype.kind == "O":
        labels = np.array(["" if label is None else str(label) for label in labels], dtype=str)
    if labels.dtype.kind == "U" and np.any(labels == ""):
        raise BadSurvey(f"{what} saknas för minst ett svar. Ge alla svar ett värde.")
    found, numbers = np.unique(labels, return_inverse=True)
    return tuple(str(label) for label in found.tolist()), numbers.astype(np.int64)


def _seen(labels: Labels, n: int, what: str) -> tuple[tuple[str, ...], Ints]:
    """The names that somebody has, in order, and int[n] the number among them."""
    names, of = labels.names, readable(labels.of, what, BadSurvey)
    if len(set(names)) < len(names) or "" in names:
        raise BadSurvey(f"{what} ska ha olika namn, och inget tomt.")
    if of.shape != (n,):
        raise BadSurvey(f"{what} ska ha ett värde för vart och ett av {n} svar, inte {of.shape}.")
    if of.dtype.kind not in "iu" or np.any((of < 0) | (of >= len(names))):
        raise BadSurvey(f"{what} saknas för minst ett svar. Ge alla svar ett värde.")
    seen = np.flatnonzero(np.bincount(of, minlength=len(names))).tolist()
    order = sorted(seen, key=names.__getitem__)
    place = np.zeros(len(names), dtype=np.int64)
    place[order] = np.arange(len(order))
    return tuple(names[number] for number in order), place[of]


def joint(groups: Sequence[Ints]) -> Ints:
    """int[n], the number of each answer's cell in the joint table of all groups."""
    cell = groups[0]
    for group in groups[1:]:
        crossed = cell * (int(group.max()) + 1) + group
        cell = np.unique(crossed, return_inverse=True)[1].reshape(-1)
    return cell


def positive(values: ArrayLike, n: int, what: str) -> Floats:
    """float[n], finite and above 0. Raises BadSurvey."""
    figures = numbers(values, what, BadSurvey)
    if figures.shape != (n,):
        raise BadSurvey(f"{what} ska ha ett värde för vart och ett av {n} svar.")
    if not (np.isfinite(figures).all() and (figures > 0).all()):
        raise BadSurvey(f"{what} ska vara större än 0 och ändligt för varje svar.")
    return figures


def domain(within: ArrayLike | None, n: int) -> Bools:
    """bool[n], the answers in the group. Raises BadSurvey."""
    if within is None:
        return np.ones(n, dtype=np.bool_)
    rows: Bools = readable(within, "within", BadSurvey)
    if rows.dtype != np.bool_ or rows.shape != (n,):
        raise BadSurvey(f"within ska vara sant eller falskt för vart och ett av {n} svar.")
    return rows


def _population(
    population: ArrayLike, strata: Ints, names: tuple[str, ...], sampled: Ints
) -> Floats:
    there = positive(population, len(strata), "population")
    of = np.zeros(len(names))
    of[strata] = there
    for number, name in enumerate(names):
        if np.any(there[strata == number] != of[number]):
            raise BadSurvey(f"population ska vara ett enda tal i stratum {name}.")
        if of[number] < sampled[number]:
            raise BadSurvey(
                f"population är {of[number]:g} i stratum {name} men {sampled[number]} är dragna."
            )
    return of
