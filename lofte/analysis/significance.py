"""Many tests at once: which findings survive, and which tests are worth making."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from lofte.analysis.arrays import Bools, Floats
from lofte.analysis.asked import number, numbers


class BadTest(ValueError):
    """The p-values or the level cannot be used; the sentence says why."""


@dataclass(frozen=True, slots=True, eq=False)
class BH:
    """rejected: bool[n]; q: float[n] adjusted p; threshold: alpha * k / n, 0 when k = 0."""

    rejected: Bools
    q: Floats
    threshold: float


def benjamini_hochberg(p: ArrayLike, alpha: float) -> BH:
    """Control the false-discovery rate at `alpha` over the n tests of `p` (float[n] in [0, 1]).

    With k the largest rank such that the k-th smallest p is at most alpha * k / n, the k smallest
    are rejected. Valid for independent and for positively dependent tests (overlapping windows).
    Source: Benjamini & Hochberg 1995; Benjamini & Yekutieli 2001. Raises BadTest.
    """
    values = _checked(p, "p", alpha)
    n = len(values)
    if n == 0:
        return BH(np.zeros(0, dtype=np.bool_), values, 0.0)
    order = np.argsort(values, kind="stable")
    ranked = values[order] * n / np.arange(1, n + 1)
    q = np.empty(n)
    q[order] = np.minimum(np.minimum.accumulate(ranked[::-1])[::-1], 1.0)
    # Comparing p with k * alpha / n (not q with alpha) keeps ties with the published cut-offs.
    below = np.flatnonzero(values[order] <= alpha * np.arange(1, n + 1) / n)
    k = int(below[-1]) + 1 if len(below) else 0
    rejected = np.zeros(n, dtype=np.bool_)
    rejected[order[:k]] = True
    return BH(rejected, q, alpha * k / n)


def worth_testing(smallest_p: ArrayLike, alpha: float) -> Bools:
    """bool[n]: the tests that could be rejected at all, given how many there are.

    smallest_p: float[n], the smallest p-value that a discrete test can reach whatever happens
    (known before the outcome). A cell with two events in a year can never show a rise; leaving it
    out spares the others its share of the correction and breaks no promise, because the choice
    does not look at the outcome. Source: Tarone 1990; Gilbert 2005. Raises BadTest.
    """
    values = _checked(smallest_p, "smallest_p", alpha)
    k = np.arange(1, len(values) + 1)
    reachable = np.searchsorted(np.sort(values), alpha / k, side="right")
    enough = np.flatnonzero(reachable <= k)
    # Without any test the array is empty and so is the answer.
    return values <= (alpha / k[enough[0]] if len(enough) else 0.0)


def _checked(p: ArrayLike, name: str, alpha: float) -> Floats:
    values = numbers(p, name, BadTest)
    number(alpha, "alpha", BadTest, above=0, below=1)
    if not np.all((values >= 0) & (values <= 1)):
        raise BadTest(f"{name} ska vara tal mellan 0 och 1, i en rad, ett per prov.")
    return values
