"""Shares of a large sample from counts: the answers that count alike are put together first.

All answers of a stratum in one joint group of the population tables weigh the same. What they said
is then told by how many of them said it, and one question after the other costs the cells and not
the answers. The figures are those of `estimates.share`, up to the last digits of the sums.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from lofte.analysis.arrays import Floats, Ints, frozen
from lofte.analysis.asked import number, readable
from lofte.analysis.survey.design import Lonely, Sample, joint, sample_only
from lofte.analysis.survey.errors import BadSurvey
from lofte.analysis.survey.intervals import Basis, Estimate, among, made, within_bounds
from lofte.analysis.survey.variance import Raking, across, centre, raked, summed


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """A sample whose answers are put together where they count alike. Use `together`.

    of: int[n], the cell of each answer; size: int[cells], how many answers each has; first:
    int[cells], one answer of each, that tells the weight and the groups of them all.
    """

    sample: Sample
    of: Ints
    size: Ints
    first: Ints
    raking: Raking | None = None

    def __len__(self) -> int:
        return len(self.size)

    @property
    def weight(self) -> Floats:
        """float[cells]: how many each answer stands for."""
        return self.sample.weights[self.first]

    @property
    def stratum(self) -> Ints:
        """int[cells]: the number of the stratum."""
        return self.sample.stratum[self.first]


def together(sample: Sample) -> Cells:
    """The cells of a sample in which each answer was drawn by itself. Raises BadSurvey."""
    sample_only(sample)
    if np.any(np.bincount(sample.cluster) > 1):
        raise BadSurvey("cluster: hela grupper är dragna, och deras svar kan inte slås ihop.")
    fitted = sample.calibration
    before = sample.weights if fitted is None else fitted.before
    apart = [sample.stratum, np.unique(before, return_inverse=True)[1].reshape(-1)]
    of = joint(apart if fitted is None else [*apart, fitted.cell])
    first, of, size = np.unique(of, return_index=True, return_inverse=True, return_counts=True)[1:]
    return Cells(
        sample=sample,
        of=frozen(of.reshape(-1), np.int64),
        size=frozen(size, np.int64),
        first=frozen(first, np.int64),
        raking=Raking.of(fitted) if fitted is not None and fitted.raked else None,
    )


def shares(
    yes: ArrayLike,
    given: ArrayLike,
    cells: Cells,
    *,
    level: float = 0.95,
    lonely: Lonely = Lonely.REFUSE,
) -> list[Estimate]:
    """What `estimates.share` says of each answer to a question, within those who answered it.

    yes: int[cells, choices], how many chose each; given: int[cells], how many answered the
    question. Raises BadSurvey, LonelyStratum.
    """
    level = number(level, "level", BadSurvey, above=0, below=1)
    chose, answered = _counts(yes, given, cells)
    seen = np.bincount(cells.stratum, weights=answered, minlength=len(cells.sample.strata)) > 0
    mass = answered * cells.weight
    count = int(answered.sum())
    basis = Basis(
        sample=cells.sample,
        answers=count,
        units=count,
        strata=int(np.count_nonzero(seen)),
        standing_for=float(mass.sum()),
        level=level,
        lonely=lonely,
    )
    effective = float(mass.sum() ** 2 / (mass * cells.weight).sum())
    found = []
    for column in chose.T:
        share = _share(column, answered, cells)
        line = _Line(column, answered, cells, share)
        se = across(line.squares(lonely), seen, cells.sample, lonely) ** 0.5
        apart = (column * (1 - share) ** 2 + (answered - column) * share**2) * cells.weight
        simple = among(float(apart.sum()), count, basis.standing_for) / count
        found.append(within_bounds(made(share, se, simple, basis), effective))
    return found


def _counts(yes: ArrayLike, given: ArrayLike, cells: Cells) -> tuple[Ints, Ints]:
    chose, answered = readable(yes, "yes", BadSurvey), readable(given, "given", BadSurvey)
    size = cells.size
    if chose.ndim != 2 or len(chose) != len(size) or answered.shape != size.shape:
        raise BadSurvey(f"yes och given ska ha en rad för var och en av {len(size)} celler.")
    if chose.dtype.kind not in "iu" or answered.dtype.kind not in "iu":
        raise BadSurvey("yes och given ska vara hela tal.")
    if np.any(chose < 0) or np.any(chose > answered[:, None]) or np.any(answered > size):
        raise BadSurvey("yes ska vara från 0 till given, och given högst så många som har svarat.")
    if not answered.any():
        raise BadSurvey("given har inget svar. Välj en fråga som någon har svarat på.")
    return chose.astype(np.int64), answered.astype(np.int64)


def _share(chose: Ints, answered: Ints, cells: Cells) -> float:
    """Exact when all answer alike, so that rounding is not taken for spread."""
    if not chose.any():
        return 0.0
    if np.array_equal(chose, answered):
        return 1.0
    return float((chose * cells.weight).sum() / (answered * cells.weight).sum())


class _Line:
    """The linearised values of a share: in a cell those who said yes, no and nothing are alike."""

    def __init__(self, chose: Ints, answered: Ints, cells: Cells, share: float) -> None:
        self._cells = cells
        part = cells.weight / (answered * cells.weight).sum()
        self._counts = (chose, answered - chose, cells.size - answered)
        values = [(1 - share) * part, (0 - share) * part, np.zeros(len(part))]
        explained = _explained(self._sums(values), cells)
        self._left = [value - explained for value in values]

    def _sums(self, values: Sequence[Floats]) -> Floats:
        sums: Floats = np.sum([n * v for n, v in zip(self._counts, values, strict=True)], axis=0)
        return sums

    def squares(self, lonely: Lonely) -> Floats:
        """float[strata]: the squares of the distances from what the stratum is spread around."""
        stratum, sample = self._cells.stratum, self._cells.sample
        sums = summed(self._sums(self._left), stratum)
        middle = centre(sums, sample, lonely)[stratum]
        squares = self._sums([(left - middle) ** 2 for left in self._left])
        return summed(squares, stratum)


def _explained(sums: Floats, cells: Cells) -> Floats:
    """float[cells]: what the population tables explain of each answer's part."""
    fitted = cells.sample.calibration
    if fitted is None:
        return np.zeros(len(sums))
    before = fitted.before[cells.first]
    if cells.raking is not None:
        cell = fitted.cell[cells.first]
        return before * raked(summed(sums / before, cell), cells.raking)[cell]
    group, weight = fitted.margins[0].group[cells.first], cells.weight
    means = summed(sums / weight * before, group) / summed(before * cells.size, group)
    return means[group] * weight
