"""Means, totals and shares of a population from a sample of it, with errors and intervals."""

import numpy as np
from numpy.typing import ArrayLike

from lofte.analysis.arrays import Bools, Floats
from lofte.analysis.asked import number, numbers, readable
from lofte.analysis.survey.design import Lonely, Sample, domain, sample_only
from lofte.analysis.survey.errors import BadSurvey
from lofte.analysis.survey.intervals import Basis, Estimate, among, made, within_bounds
from lofte.analysis.survey.variance import variance

LARGEST_VALUE = 1e100


def mean(
    values: ArrayLike,
    sample: Sample,
    *,
    within: ArrayLike | None = None,
    level: float = 0.95,
    lonely: Lonely = Lonely.REFUSE,
) -> Estimate:
    """The mean of `values` (float[n]) in the population, or in the group `within` (bool[n]).

    A group is a part of the sample: its own size is uncertain too, and that is in the error.
    Values outside the group are not read. Interval: t with df. Raises BadSurvey.
    """
    figures, rows, mass = _read(values, sample, within, level)
    whole = mass.sum()
    average = _average(figures, rows, mass)
    se = variance((figures - average) * mass / whole, sample, rows, lonely) ** 0.5
    simple = _spread(figures, mass, average) / _answers(rows)
    return made(average, se, simple, _basis(level, sample, rows, lonely))


def total(
    values: ArrayLike,
    sample: Sample,
    *,
    within: ArrayLike | None = None,
    level: float = 0.95,
    lonely: Lonely = Lonely.REFUSE,
) -> Estimate:
    """The sum of `values` (float[n]) over the population, or over the group `within`."""
    figures, rows, mass = _read(values, sample, within, level)
    summed = float(figures @ mass)
    se = variance(figures * mass, sample, rows, lonely) ** 0.5
    average = _average(figures, rows, mass)
    simple = _spread(figures, mass, average) / _answers(rows) * mass.sum() ** 2
    return made(summed, se, simple, _basis(level, sample, rows, lonely))


def share(
    yes: ArrayLike,
    sample: Sample,
    *,
    within: ArrayLike | None = None,
    level: float = 0.95,
    lonely: Lonely = Lonely.REFUSE,
) -> Estimate:
    """The share of the population (0-1) for whom `yes` (bool[n]) is true.

    Interval on the logit scale, t with df, so it stays within 0-1. When nobody or everybody says
    yes there is no spread to measure: then Clopper & Pearson's on Kish's effective number of
    answers. Raises BadSurvey.
    """
    said = readable(yes, "yes", BadSurvey)
    sample_only(sample)
    if said.dtype != np.bool_ or said.shape != (len(sample),):
        raise BadSurvey(
            f"yes ska vara sant eller falskt för vart och ett av {len(sample)} svar, inte "
            f"{said.dtype} {said.shape}."
        )
    plain = mean(said.astype(np.float64), sample, within=within, level=level, lonely=lonely)
    mass = sample.weights[domain(within, len(sample))]
    return within_bounds(plain, float(mass.sum() ** 2 / (mass**2).sum()))


def _read(
    values: ArrayLike, sample: Sample, within: ArrayLike | None, level: float
) -> tuple[Floats, Bools, Floats]:
    """Values (0 outside the group), the group, and the weights (0 outside it)."""
    sample_only(sample)
    number(level, "level", BadSurvey, above=0, below=1)
    rows = domain(within, len(sample))
    if not rows.any():
        raise BadSurvey("within har inget svar. Välj en grupp där någon har svarat.")
    figures = numbers(values, "values", BadSurvey)
    if figures.shape != rows.shape:
        raise BadSurvey(f"values ska ha ett värde för vart och ett av {len(sample)} svar.")
    figures = np.where(rows, figures, 0.0)
    if not np.all(np.abs(figures) <= LARGEST_VALUE):  # false for NaN
        raise BadSurvey(
            f"values saknas, eller är större än {LARGEST_VALUE:g}, för minst ett svar. Lämna dem "
            "utanför med within."
        )
    return figures, rows, np.where(rows, sample.weights, 0.0)


def _average(figures: Floats, rows: Bools, mass: Floats) -> float:
    """Exact when all answer alike, so that rounding is not taken for spread."""
    first = float(figures[rows][0])
    same = bool(np.all(figures[rows] == first))
    return first if same else float((figures * mass).sum() / mass.sum())


def _answers(rows: Bools) -> int:
    return int(np.count_nonzero(rows))


def _spread(figures: Floats, mass: Floats, average: float) -> float:
    """The variance among the population, less what is known when nearly all have answered."""
    apart = (figures - average) ** 2 * mass  # summed without BLAS, whose threads wait for a core
    return among(float(apart.sum()), int(np.count_nonzero(mass)), float(mass.sum()))


def _basis(level: float, sample: Sample, rows: Bools, lonely: Lonely) -> Basis:
    return Basis(
        sample=sample,
        answers=_answers(rows),
        units=int(np.count_nonzero(np.bincount(sample.cluster[rows]))),
        strata=int(np.count_nonzero(np.bincount(sample.stratum[rows]))),
        standing_for=float(sample.weights[rows].sum()),
        level=level,
        lonely=lonely,
    )
