"""Weights that agree with what is known of the population: post-stratification and raking.

Source: Deming & Stephan 1940; Lumley 2004 (R's postStratify and rake, whose steps these are).
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import ArrayLike

from lofte.analysis.arrays import Floats, Ints, frozen
from lofte.analysis.asked import number, whole
from lofte.analysis.survey.design import (
    Calibration,
    Labels,
    Margin,
    Sample,
    joint,
    labelled,
    sample_only,
)
from lofte.analysis.survey.errors import BadSurvey, EmptyGroup, NoConvergence

MOST_PASSES = 100
MOST_PASSES_EVER = 100_000
TOLERANCE = 1e-10
_SAME_SUM = 1e-6


def poststratify(
    sample: Sample, groups: ArrayLike | Labels, population: Mapping[str, float]
) -> Sample:
    """The sample with weights that add up to `population` in each group.

    groups: labels [n]; population: how many there are of each label. Every group of the population
    needs an answer and the other way round. Raises BadSurvey, EmptyGroup.
    """
    _uncalibrated(sample)
    group, known = _margin(sample, groups, population, "groups")
    weights = _fitted(sample.weights, group, known)
    return _with(sample, (Margin(group, weights),), raked=False, passes=1)


def rake(
    sample: Sample,
    margins: Sequence[tuple[ArrayLike | Labels, Mapping[str, float]]],
    *,
    tolerance: float = TOLERANCE,
    most_passes: int = MOST_PASSES,
) -> Sample:
    """The sample with weights that add up to each of several population tables.

    margins: (groups, population) as in `poststratify`, all with the same sum. Passes go on until
    no cell of the joint table moves more than `tolerance` (below 1: a share of the weights' sum;
    1 or more: units; R's default is 1). Raises BadSurvey, EmptyGroup, NoConvergence.
    """
    _uncalibrated(sample)
    if len(margins) < 2:
        raise BadSurvey("margins ska ha minst två tabeller. Med en tabell: poststratify.")
    tolerance = number(tolerance, "tolerance", BadSurvey, above=0)
    whole(most_passes, "most_passes", BadSurvey, least=1, most=MOST_PASSES_EVER)
    if any(len(margin) != 2 for margin in margins):
        raise BadSurvey("margins ska vara par: vilken grupp varje svar hör till, och befolkningen.")
    tables = [
        _margin(sample, groups, known, f"margins[{k}]") for k, (groups, known) in enumerate(margins)
    ]
    sums = [float(known.sum()) for _, known in tables]
    if max(sums) - min(sums) > _SAME_SUM * max(sums):
        raise BadSurvey(
            f"margins har olika summor ({', '.join(f'{s:g}' for s in sums)}). Tabellerna ska gälla "
            "samma befolkning."
        )
    limit = tolerance * float(sample.weights.sum()) if tolerance < 1 else tolerance
    cell = joint([group for group, _ in tables])
    before = np.bincount(cell, weights=sample.weights)
    weights, moved = sample.weights, np.inf
    for done in range(1, most_passes + 1):
        fitted = []
        for group, known in tables:
            weights = _fitted(weights, group, known)
            fitted.append(Margin(group, weights))
        after = np.bincount(cell, weights=weights)
        moved = float(np.abs(after - before).max())
        if moved < limit and _agree(weights, tables, limit * len(after)):
            return _with(sample, tuple(fitted), raked=True, passes=done, cell=cell)
        before = after
    raise NoConvergence(
        f"Vikterna stämmer inte med alla tabeller efter {most_passes} varv (sista ändring "
        f"{moved:.3g}). Oftast saknar någon kombination av grupper svar. Slå ihop grupper eller ta "
        "bort en tabell."
    )


def _uncalibrated(sample: Sample) -> None:
    sample_only(sample)
    if sample.calibration is not None:
        raise BadSurvey("sample är redan vägt mot befolkningen. Väg en gång, med alla tabeller.")


def _margin(
    sample: Sample, groups: ArrayLike | Labels, population: Mapping[str, float], what: str
) -> tuple[Ints, Floats]:
    names, group = labelled(groups, len(sample), what)
    known = {
        str(name): number(people, f"population[{name}] i {what}", BadSurvey, least=0)
        for name, people in population.items()
    }
    unknown = [name for name in names if not known.get(name)]
    if unknown:
        raise BadSurvey(
            f"Svar i {what} hör till {', '.join(unknown)}, som saknas eller är 0 i population."
        )
    empty = sorted(name for name, people in known.items() if people and name not in names)
    if empty:
        raise EmptyGroup(
            f"population: ingen i {', '.join(empty)} har svarat ({what}). Slå ihop gruppen med en "
            "annan."
        )
    return group, np.array([known[name] for name in names])


def _fitted(weights: Floats, group: Ints, known: Floats) -> Floats:
    fitted: Floats = weights * (known / np.bincount(group, weights=weights))[group]
    return fitted


def _agree(weights: Floats, tables: list[tuple[Ints, Floats]], slack: float) -> bool:
    """Standing still is not enough: with empty combinations it can be at the wrong sums."""
    return all(
        float(np.abs(np.bincount(group, weights=weights) - known).max()) <= slack
        for group, known in tables
    )


def _with(
    sample: Sample,
    margins: tuple[Margin, ...],
    *,
    raked: bool,
    passes: int,
    cell: Ints | None = None,
) -> Sample:
    kept = tuple(Margin(frozen(m.group, np.int64), frozen(m.weights, np.float64)) for m in margins)
    together = kept[0].group if cell is None else frozen(cell, np.int64)
    calibration = Calibration(kept, sample.weights, raked, passes, together)
    return replace(sample, weights=kept[-1].weights, calibration=calibration)
