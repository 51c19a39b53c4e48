"""Scans in space and time: where and when are there more cases than expected?"""

from dataclasses import dataclass, field
from numbers import Integral
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from lofte.analysis.arrays import Floats, Int32s, Ints
from lofte.analysis.asked import numbers, readable
from lofte.analysis.chance import USUAL, Chance, Replicates, against_chance
from lofte.analysis.kernels.scan import best_cylinder, chained, poisson_maxima, time_maxima
from lofte.analysis.zones import MOST_WEIGHT, BadScan, Zones

METHOD = "space-time permutation scan statistic"
POISSON_METHOD = "space-time scan statistic (Poisson)"
VERSION = "1"
MOST_CLUSTERS = 10
MOST_CASES = 2_000_000

Found = tuple[float, int, int, int, int]
Model = tuple[Ints, Ints, Floats]


@dataclass(frozen=True, slots=True, eq=False)
class Cylinder:
    """places, radius, p, p_gumbel: as in `scan_space.Circle`. first, last: steps, both included.

    recurrence: in so many steps chance alone gives one as strong, if the scan is made every step
    (1 / p); None when the windows may end at any step.
    """

    centre: int
    places: Ints
    radius: float
    first: int
    last: int
    cases: int
    expected: float
    ratio: float
    p: float
    p_gumbel: float
    recurrence: float | None


@dataclass(frozen=True, slots=True, eq=False)
class TimeScan:
    """clusters: best first, without common places. zones: circles, each with many windows."""

    clusters: tuple[Cylinder, ...]
    chance: Chance
    zones: int
    cases: int
    seed: int
    method: str = METHOD
    version: str = VERSION
    parameters: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class Window:
    """Windows of 1 to `longest` of the `steps`. now: only those that end on the last step."""

    steps: int
    longest: int
    now: bool = True

    def __post_init__(self) -> None:
        if not (isinstance(self.steps, Integral) and 1 <= self.steps <= 1_000_000):
            raise BadScan(f"steps ska vara minst 1, inte {self.steps}.")
        if not (isinstance(self.longest, Integral) and 1 <= self.longest <= self.steps):
            raise BadScan(f"longest ska vara 1 till {self.steps} steg, inte {self.longest}.")


def scan_time(
    place: ArrayLike,
    step: ArrayLike,
    circles: Zones,
    window: Window,
    *,
    expected: ArrayLike | None = None,
    replicates: Replicates = USUAL,
) -> TimeScan:
    """Where and when do cases come closer together than place and time by themselves explain?

    place: int[n], the place of each case, an index into the zones. step: int[n], 0 to
    window.steps - 1, days or weeks, the last step is now.
    Without `expected`, expected in a cylinder is cases of the circle times cases of the window over
    all cases, and replicates deal the steps anew to the cases (Kulldorff et al. 2005).
    expected: float[places, steps], >= 0, population or what history says; only its proportions
    count. Replicates draw the cases by it (Poisson, Kulldorff 2001). Raises BadScan.
    """
    places, steps = _cases(place, step, circles, window)
    model = _model(places, steps, expected, (circles.places, window.steps))
    held = steps >= (window.steps - window.longest if window.now else 0)
    within = (window.longest, window.steps - 1 if window.now else 0)
    own, when = places[held], steps[held]
    found = _clusters(circles, (own, when), model, within)
    rows = (circles.start, circles.member, circles.whole)
    ladder = np.cumsum(model[2]) / model[2].sum() if expected is not None else np.zeros(0)

    def maxima(first: int, out: Floats) -> None:
        draws = (replicates.seed, first)
        if len(ladder):
            poisson_maxima(rows, ladder, model, within, draws, out)
        else:
            time_maxima(rows, (places, when), model, within, draws, out)

    best = found[0][0] if found else 0.0
    chance = against_chance(maxima, best, replicates)
    against = (chance, window)
    return TimeScan(
        clusters=tuple(_cylinder(circles, one, (own, when), model, against) for one in found),
        chance=chance,
        zones=circles.number,
        cases=len(places),
        seed=replicates.seed,
        method=METHOD if expected is None else POISSON_METHOD,
        parameters={
            "radius": circles.radius,
            "share": circles.share,
            "steps": window.steps,
            "longest": window.longest,
            "now": window.now,
            "replicates": replicates.number,
            "stop": replicates.stop,
        },
    )


def _model(
    places: Int32s, steps: Int32s, expected: ArrayLike | None, shape: tuple[int, int]
) -> Model:
    """Cases of each place, cases of each step, and what is expected, scaled to all cases."""
    per_place: Ints = np.bincount(places, minlength=shape[0]).astype(np.int64)
    per_step: Ints = np.bincount(steps, minlength=shape[1]).astype(np.int64)
    if expected is None:
        return per_place, per_step, np.zeros((0, shape[1]))
    under = numbers(expected, "expected", BadScan, axes=2)
    if under.shape != shape or not np.all((under >= 0) & (under <= MOST_WEIGHT)):
        raise BadScan(f"expected ska vara noll eller mer, [platser, steg] = {shape}.")
    if np.any(under[places, steps] == 0):
        raise BadScan("expected är 0 där det finns ett fall.")
    return per_place, per_step, under * (len(places) / under.sum())


def _cases(
    place: ArrayLike, step: ArrayLike, circles: Zones, window: Window
) -> tuple[Int32s, Int32s]:
    columns: list[Int32s] = []
    for name, values, limit in (("place", place, circles.places), ("step", step, window.steps)):
        given = readable(values, name, BadScan)
        if given.ndim != 1 or (given.dtype.kind not in "iu" and given.size):
            raise BadScan(f"{name} ska vara heltal i en rad, inte {given.dtype} {given.shape}.")
        if np.any((given < 0) | (given >= limit)):
            raise BadScan(f"{name} ska ligga mellan 0 och {limit - 1}.")
        columns.append(given.astype(np.int32))
    if len(columns[0]) != len(columns[1]):
        raise BadScan(f"{len(columns[0])} platser i place men {len(columns[1])} steg i step.")
    if not 1 <= len(columns[0]) <= MOST_CASES:
        raise BadScan(f"Ett till {MOST_CASES} fall i place, inte {len(columns[0])}.")
    return columns[0], columns[1]


def _clusters(
    circles: Zones, cases: tuple[Int32s, Int32s], model: Model, within: tuple[int, int]
) -> list[Found]:
    rows = (circles.start, circles.member, circles.whole)
    head = np.empty(circles.places, dtype=np.int32)
    following = np.empty(len(cases[0]), dtype=np.int32)
    chained(cases[0], head, following)
    taken = np.zeros(circles.places, dtype=np.bool_)
    found: list[Found] = []
    while len(found) < MOST_CLUSTERS:
        one = best_cylinder(rows, (head, following, cases[1]), model, within, taken)
        if one[1] < 0:
            break
        found.append(one)
        taken[circles.member[circles.start[one[1]] : one[2] + 1]] = True
    return found


def _cylinder(
    circles: Zones,
    one: Found,
    cases: tuple[Int32s, Int32s],
    model: Model,
    against: tuple[Chance, Window],
) -> Cylinder:
    ratio, centre, position, first, last = one
    chance, window = against
    places: Ints = circles.member[circles.start[centre] : position + 1].astype(np.int64)
    there = np.isin(cases[0], places) & (cases[1] >= first) & (cases[1] <= last)
    p = chance.p(ratio)
    return Cylinder(
        centre=centre,
        places=places,
        radius=float(circles.reach[position]),
        first=first,
        last=last,
        cases=int(there.sum()),
        expected=_expected(model, places, slice(first, last + 1)),
        ratio=ratio,
        p=p,
        p_gumbel=chance.p_gumbel(ratio),
        recurrence=1 / p if window.now else None,
    )


def _expected(model: Model, places: Ints, steps: slice) -> float:
    per_place, per_step, expected = model
    if len(expected):
        return float(expected[places, steps].sum())
    return float(per_place[places].sum() * per_step[steps].sum() / per_place.sum())
