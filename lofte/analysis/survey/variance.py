"""The variance of a weighted sum over a stratified sample, linearised and after calibration.

The definitions are those of R's survey package (Lumley 2004; Särndal, Swensson & Wretman 1992):
residuals after calibration, summed within each drawn unit, spread around the stratum's mean.
"""

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
    sums = np.bincount(sample.cluster, weights=left)
    middle = centre(np.bincount(home, weights=sums), sample, lonely)
    spread = np.bincount(home, weights=(sums - middle[home]) ** 2)
    seen = np.bincount(sample.stratum[within], minlength=len(drawn)) > 0
    return across(spread, seen, sample, lonely)


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
    left = np.bincount(calibration.cell, weights=parts / calibration.before)
    return parts - calibration.before * raked(left, calibration)[calibration.cell]


def raked(sums: Floats, calibration: Calibration) -> Floats:
    """float[cells]: what the tables explain in each joint cell, by weight before raking.

    Every margin moves the weights of a cell alike, so the passes need the cells only, not the n
    answers: the sum of a cell's parts by their weights is all that a group's mean is made of.
    """
    left = sums.astype(np.float64)
    size = np.bincount(calibration.cell)
    explained = np.zeros(len(size))
    tables = [_by_cell(margin, calibration, size) for margin in calibration.margins]
    for _ in range(RAKING_PASSES):
        for group, moved, members in tables:
            means = np.bincount(group, weights=left / moved) / members
            step = means[group] * moved
            left -= step * size
            explained += step
    return explained


def _by_cell(margin: Margin, calibration: Calibration, size: Ints) -> tuple[Ints, Floats, Floats]:
    """The group of each cell, how the margin moved its weights, and the members of each group."""
    cell = calibration.cell
    group = np.zeros(len(size), dtype=np.int64)
    group[cell] = margin.group
    moved = np.bincount(cell, weights=margin.weights / calibration.before) / size
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
