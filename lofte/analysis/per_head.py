"""More than the people there explain: each place against all the others, per head.

For a place without a history, or a question that is not about change. Null hypothesis: all places
have the same rate per person at risk. Given the events in all, the number at one place is binomial
with its share of the population, so the p-value is exact for small places too (Przyborowski &
Wilenski 1940). With a dispersion above 1 it is beta-binomial, as in `normal`.
"""

from dataclasses import replace

import numpy as np
from numpy.typing import ArrayLike

from lofte.analysis.arrays import Floats
from lofte.analysis.asked import number, numbers
from lofte.analysis.dispersion import MOST_JUMPS
from lofte.analysis.normal import BadHistory, Normal, more_than_normal, whole_counts

METHOD = "more than the population explains (conditional exact)"
VERSION = "1"
LEAST, MOST, WIDEST = 1e-2, 1e9, 1e11
_MOST_IN_ALL = 10**9


def more_per_head(
    counts: ArrayLike, population: ArrayLike, *, alpha: float = 0.05, dispersion: float = 1.0
) -> Normal:
    """Which units have more (or fewer) events than all the others have per person?

    counts: int[u], events; population: float[u], the people at risk there (residents, visitors, or
    dwellings for burglary), stated by a source, 0 where nobody is, else 0.01 to 1e9 and within 1e11
    of all together. A unit of 0 is not compared. dispersion: variance over mean of events, 1 =
    Poisson. The answer is that of `normal.more_than_normal`: the history of each unit is all the
    others together. Raises BadHistory.
    """
    held = whole_counts(counts, 1, "counts")
    people = _population(population, held)
    number(alpha, "alpha", BadHistory, above=0, below=1)
    number(dispersion, "dispersion", BadHistory, least=1, most=MOST_JUMPS)
    others = (held.sum() - held)[:, None]
    if len(held) and others.max() > _MOST_IN_ALL:
        raise BadHistory(f"counts ska vara högst {_MOST_IN_ALL} tillsammans. Rätta räkningen.")
    rest = np.maximum(people.sum() - people, 0.0)[:, None]
    rest[rest < LEAST] = 0.0
    others[rest == 0] = 0  # nobody lives elsewhere, so there is nothing to compare with
    found = more_than_normal(
        held,
        others,
        exposure_now=people,
        exposure_history=rest,
        alpha=alpha,
        dispersion=dispersion,
        minimum_periods=1,
    )
    parameters = {"alpha": alpha, "dispersion": dispersion, "population": float(people.sum())}
    return replace(found, method=METHOD, version=VERSION, parameters=parameters)


def _population(population: ArrayLike, counts: np.ndarray) -> Floats:
    people = numbers(population, "population", BadHistory)
    if people.shape != counts.shape:
        raise BadHistory(f"population har formen {people.shape} men counts {counts.shape}.")
    if not np.all((people == 0) | ((people >= LEAST) & (people <= MOST))):
        raise BadHistory(f"population ska vara 0, eller från {LEAST} till {MOST:g}, överallt.")
    if np.any(counts[people == 0] > 0):
        raise BadHistory("population är noll där det finns händelser. Rätta underlaget.")
    if people.any() and people.sum() > WIDEST * people[people > 0].min():
        raise BadHistory(f"population skiljer mer än {WIDEST:g} gånger mellan platser.")
    return people
