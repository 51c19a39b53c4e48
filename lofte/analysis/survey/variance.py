"""The variance of a weighted sum over a stratified sample, linearised and after calibration.

The definitions are those of R's survey package (Lumley 2004; Särndal, Swensson & Wretman 1992):
residuals after calibration, summed within each drawn unit, spread around the stratum's mean.
"""

from dataclasses import dataclass

import numpy as np

from lofte.analysis.arrays import Bools, Floats, Ints
from lofte.analysis.survey.design import Calibration, Lonely, Margin, Sample
from lofte.analysis.survey.errors import LonelyStratum

RAKING_PASSES = 10
_WHOLE = 1e-7


def variance(parts: Floats, sample: Sample, within: Bools, lonely: Lonely) -> float:
    """Of the sum of `parts`: float[n], weight times linearised value, 0 outside `within`.

    Raises LonelyStratum.
    """
    left = parts if sample.calibration is None else residuals(parts, sample.calibration)
    drawn = sample.sampled
    home = np.zeros(int(sample.cluster.max()) + 1, dtype=np.int64)
    home[sample.cluster] = sample.stratum
    sums = summed(left, sample.cluster)
    middle = centre(summed(sums, home), sample, lonely)
    spread = summed((sums - middle[home]) ** 2, home)
    seen = np.bincount(sample.stratum[within], minlength=len(drawn)) > 0
    return across(spread, seen, sample, lonely)


def summed(values: Floats, group: Ints) -> Floats:
    """float[groups]: the sum of the values of each group, numbered from 0."""
    sums: Floats = np.bincount(group, weights=values).astype(np.float64)
    return sums


def centre(sums: Floats, sample: Sample, lonely: Lonely) -> Floats:
    """float[strata]: what the units of each stratum are spread around. sums: of its units."""
    # A stratum of one keeps its own size only when the rule asks for it.
    keep = (sample.sampled == 1) & (lonely is Lonely.ADJUST)
    return np.where(keep, 0.0, sums / sample.sampled)


def across(spread: Floats, seen: Bools, sample: Sample, lonely: Lonely) -> float:
    """The variance from the squares in each stratum. seen: bool[strata], has answers in the group.

    Raises LonelyStratum.
    """
    drawn = sample.sampled
    rest = np.ones(len(drawn))
    if sample.population is not None:
        rest = (sample.population - drawn) / sample.population
    scale = np.where(rest < _WHOLE, 0.0, rest * drawn / np.maximum(drawn - 1, 1))
    alone = (drawn == 1) & (rest >= _WHOLE)
    counted = np.ones(len(drawn), dtype=np.bool_)
    if sample.calibration is None:  # strata outside the group take no part
        counted = seen
    return float((spread * scale).sum()) * _makes_up(alone & counted, counted, sample, lonely)


def residuals(parts: Floats, calibration: Calibration) -> Floats:
    """What the population tables do not explain of each part, float[n]."""
    if not calibration.raked:
        margin = calibration.margins[0]
        means = _means(parts / margin.weights, margin.group, calibration.before)
        return parts - means[margin.group] * margin.weights
    left = summed(parts / calibration.before, calibration.cell)
    return parts - calibration.before * raked(left, Raking.of(calibration))[calibration.cell]


@dataclass(frozen=True, slots=True, eq=False)
class Raking:
    """The tables of a raking by joint cell. size: float[cells], how many answers each has.

    tables: for each table the group of each cell, how it moved the cell's weights, and how many
    answers each group has.
    """

    size: Floats
    tables: tuple[tuple[Ints, Floats, Floats], ...]

    @classmethod
    def of(cls, calibration: Calibration) -> "Raking":
        """The tables of a calibration that was raked."""
        size = np.bincount(calibration.cell).astype(np.float64)
        return cls(size, tuple(_by_cell(one, calibration, size) for one in calibration.margins))


def raked(sums: Floats, raking: Raking) -> Floats:
    """float[cells]: what the tables explain in each joint cell, by weight before raking.

    Every margin moves the weights of a cell alike, so the passes need the cells only, not the n
    answers: the sum of a cell's parts by their weights is all that a group's mean is made of.
    """
    left = sums.copy()
    explained = np.zeros(len(left))
    for _ in range(RAKING_PASSES):
        for group, moved, members in raking.tables:
            means = np.bincount(group, weights=left / moved) / members
            step = means[group] * moved
            left -= step * raking.size
            explained += step
    return explained


def _by_cell(margin: Margin, fitted: Calibration, size: Floats) -> tuple[Ints, Floats, Floats]:
    group = np.zeros(len(size), dtype=np.int64)
    group[fitted.cell] = margin.group
    moved = summed(margin.weights / fitted.before, fitted.cell) / size
    return group, moved, np.bincount(margin.group).astype(np.float64)


def _means(values: Floats, group: Ints, weights: Floats) -> Floats:
    means: Floats = np.bincount(group, weights=values * weights) / np.bincount(
        group, weights=weights
    )
    return means


def _makes_up(alone: Bools, counted: Bools, sample: Sample, lonely: Lonely) -> float:
    """The factor that stands for the strata of one. Raises LonelyStratum."""
    if not alone.any() or lonely in (Lonely.CERTAINTY, Lonely.ADJUST):
        return 1.0
    names = ", ".join(sample.strata[number] for number in np.flatnonzero(alone))
    if lonely is Lonely.REFUSE or alone.sum() == counted.sum():
        raise LonelyStratum(
            f"Bara en enhet är dragen i stratum {names}, så spridningen där är okänd. Slå ihop "
            "strata, eller välj regel i lonely: certainty, average eller adjust."
        )
    return float(counted.sum() / (counted.sum() - alone.sum()))
