"""Mann-Kendall: does a series rise or fall steadily, whatever the shape of its numbers?"""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtr

from lofte.analysis.arrays import Floats, Ints
from lofte.analysis.asked import number, readable
from lofte.analysis.kernels.rising import BLOCK, scores, tie_terms
from lofte.analysis.lanes import in_lanes

METHOD = "Mann-Kendall"
VERSION = "1"


class BadSeries(ValueError):
    """The series cannot be tested; the sentence says which argument and what is allowed."""


@dataclass(frozen=True, slots=True, eq=False)
class MannKendall:
    """All arrays have the shape of the series without its first axis.

    s: pairs that rise minus pairs that fall. tau: Kendall's tau-b, 0 when all values are equal.
    variance: of s when nothing changes, ties counted. z; p: two-sided, normal. n: steps.
    """

    s: Ints
    tau: Floats
    variance: Floats
    z: Floats
    p: Floats
    n: int
    method: str = METHOD
    version: str = VERSION
    parameters: dict[str, Any] = field(default_factory=dict)


def mann_kendall(series: ArrayLike, *, continuity: bool = False) -> MannKendall:
    """series: float[n, ...], n >= 1 steps in order of time, finite; a column per place.

    continuity: move s one step towards 0 first (Gilbert 1987); without it p is that of Kendall's
    tau. A series where all is equal, or of one step, has z 0 and p 1. Steps that lean on each
    other (autocorrelation) make p too small. Source: Mann 1945; Kendall 1975. Raises BadSeries.
    """
    given = readable(series, "series", BadSeries)
    if given.ndim == 0 or len(given) == 0 or given.dtype.kind not in "iubf":
        raise BadSeries(f"series ska vara tal med minst ett steg, inte {given.dtype} {given.shape}")
    if not np.all(np.isfinite(given)):
        raise BadSeries("series: ett värde saknas eller är oändligt.")
    n = len(given)
    table = np.ascontiguousarray(given.reshape(n, -1), dtype=np.float64)
    columns = table.shape[1]
    s, untied, ties = (np.zeros(columns, dtype=np.int64) for _ in range(3))

    def work(start: int, stop: int) -> None:
        scores(table, start, stop, (s, untied))
        tie_terms(table, start, stop, untied, ties)

    in_lanes(work, columns, piece=BLOCK)
    variance = (n * (n - 1) * (2 * n + 5) - ties) / 18
    step = np.sign(s) if continuity else 0
    z = np.where(variance > 0, (s - step) / np.sqrt(np.where(variance > 0, variance, 1.0)), 0.0)
    pairs = n * (n - 1) // 2
    room = np.sqrt(np.where(untied > 0, untied, 1) * float(max(pairs, 1)))
    shape = given.shape[1:]
    return MannKendall(
        s=s.reshape(shape),
        tau=(s / room).reshape(shape),
        variance=variance.reshape(shape),
        z=z.reshape(shape),
        p=np.minimum(1.0, 2 * ndtr(-np.abs(z))).reshape(shape),
        n=n,
        parameters={"continuity": continuity},
    )


def direction(result: MannKendall, alpha: float) -> Ints:
    """int[...]: 1 where the series rises, -1 where it falls, 0 where neither is certain at alpha.

    Raises BadSeries.
    """
    number(alpha, "alpha", BadSeries, above=0, below=1)
    found: Ints = np.where(result.p <= alpha, np.sign(result.s), 0).astype(np.int64)
    return found
