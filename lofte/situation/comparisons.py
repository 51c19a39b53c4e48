"""A family of units (squares, places, areas, categories) against its own history.

Each family is one test with its own false-discovery correction. Where the register is large, the
rest of the register carries the season and the reporting effort: a unit is "more than normal"
when it rose beyond what the others did.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lofte.analysis.normal import METHOD, VERSION, Normal, more_than_normal
from lofte.analysis.significance import benjamini_hochberg
from lofte.situation.counts import Counts, Times
from lofte.situation.document import FEWER, MORE, TOO_FEW, USUAL, Figures, Method
from lofte.situation.sentences import number

ALPHA = 0.05
ENOUGH = 200
TIMES_LARGER = 10
MIN_PERIODS = 4
# Two reports where there were none can be shown to be unusual, but no one can act on them.
WORTH_TELLING = 3
# Of six digits as a whole number: the least and the most, and what is too near a half to say.
LEAST, MOST_DIGITS, HAIR = 100_000.5, 999_999.0, 1e-6
EXACT = 22


@dataclass(frozen=True, slots=True)
class Effort:
    """How much there was to see with: reporters active in the period and usually.

    weeks: counted over so many weeks up to the end of a shorter period; 0 = the period itself.
    """

    now: int
    usual: float
    weeks: int = 0

    @property
    def ratio(self) -> float:
        """Now against usual; 1 when either is unknown."""
        return self.now / self.usual if self.now > 0 and self.usual > 0 else 1.0


@dataclass(frozen=True, eq=False)
class Compared:
    """What was found for each unit; `normal` is None for a family without units.

    more: bool[units], more than normal, and enough of them to be told.
    """

    counts: Counts
    normal: Normal | None
    more: NDArray[np.bool_]
    q: NDArray[np.float64]
    method: Method
    adjusted: bool

    @property
    def known(self) -> bool:
        """Could anything have been found in this family?"""
        return self.normal is not None and self.normal.n_tested > 0

    def figures(self, unit: int) -> Figures:
        """Count and band of a unit; no band where the history is too short."""
        return self.each[unit][0]

    def klass(self, unit: int) -> str:
        """In words, always one of the four."""
        return self.each[unit][1]

    @cached_property
    def each(self) -> tuple[tuple[Figures, str], ...]:
        """Figures and class of every unit, in order."""
        counts, normal = self.counts[:, -1].tolist(), self.normal
        if normal is None:
            return tuple((Figures(count), TOO_FEW) for count in counts)
        told = map(all_rounded, (normal.expected, normal.p, self.q))
        bands = (normal.low, normal.high, *told)
        facts = zip(counts, *(column.tolist() for column in bands), strict=True)
        classes = zip(
            *(column.tolist() for column in (self.more, normal.fewer, normal.tested)), strict=True
        )
        return tuple(
            (_figures(*fact, tested=words[2]), _klass(*words))
            for fact, words in zip(facts, classes, strict=True)
        )

    def of(self, klass: str) -> NDArray[np.int64]:
        """The units of a class that deviates."""
        if self.normal is None:
            return np.zeros(0, dtype=np.int64)
        return np.flatnonzero(self.more if klass == MORE else self.normal.fewer)


def _figures(  # noqa: PLR0913 - a row of the results
    count: int, low: int, high: int, expected: float, p: float, q: float, *, tested: bool
) -> Figures:
    """expected, p and q: rounded."""
    if low < 0:
        return Figures(count)
    return Figures(
        count=count,
        low=low,
        high=high,
        expected=expected,
        p=p if tested else None,
        q=q if tested else None,
    )


def _klass(more: bool, fewer: bool, tested: bool) -> str:
    if more:
        return MORE
    if fewer:
        return FEWER
    return USUAL if tested else TOO_FEW


def rounded(value: Any) -> float:
    """Six significant digits: enough for people, the same on every machine."""
    return float(f"{float(value):.6g}")


def all_rounded(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """`rounded`, all at once; the few where the last digit hangs on a hair one by one."""
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        places = 5 - np.floor(np.log10(np.abs(values)))
        scaled = values * 10.0**places
        told: NDArray[np.float64] = np.rint(scaled) / 10.0**places
        size = np.abs(scaled)
        # A power of ten up to 22 is exact, so the quotient is the double nearest to the decimals.
        sure = (places >= 0) & (places <= EXACT) & (size >= LEAST) & (size < MOST_DIGITS)
        sure &= np.abs(size - np.floor(size) - 0.5) > HAIR
    told[values == 0] = 0.0
    for i in np.flatnonzero(~sure & (values != 0)):
        told[i] = rounded(values[i])
    return told


def compare(
    family: str,
    counts: Counts,
    when: Times,
    *,
    rest: Counts | None = None,
    effort: Effort | None = None,
) -> Compared:
    """Test every unit; `rest` (int[columns]) is the whole register.

    counts: int[units, columns], history first, the period last.
    """
    exposure, adjusted = _exposure(counts, when, rest, effort)
    if len(counts) == 0:
        nothing = Method(family, METHOD, VERSION, 0, 0, {})
        return Compared(counts, None, np.zeros(0, dtype=np.bool_), np.zeros(0), nothing, False)
    normal = more_than_normal(
        counts[:, -1],
        counts[:, :-1],
        exposure_now=exposure[:, -1],
        exposure_history=exposure[:, :-1],
        alpha=ALPHA,
        minimum_periods=MIN_PERIODS,
    )
    q = np.ones(len(counts))
    q[normal.tested] = benjamini_hochberg(normal.p[normal.tested], ALPHA).q
    parameters = plain(normal.parameters) | {
        "adjusted_for_register": adjusted,
        "alpha": ALPHA,
        "dispersion_used": rounded(normal.dispersion),
    }
    if effort is not None:
        parameters["reporters"] = [effort.now, rounded(effort.usual)]
    told = normal.more & (counts[:, -1] >= WORTH_TELLING)
    found = int(np.count_nonzero(told))
    method = Method(family, normal.method, normal.version, normal.n_tested, found, parameters)
    return Compared(counts, normal, told, q, method, adjusted)


def _exposure(
    counts: Counts, when: Times, rest: Counts | None, effort: Effort | None
) -> tuple[NDArray[np.float64], bool]:
    """float[units, columns]: days, reporters and (large registers) the rest of the register."""
    exposure = np.tile(when.days, (len(counts), 1))
    if effort is not None:
        exposure[:, -1] *= effort.ratio
    if rest is None:
        return exposure, False
    others = (rest[None, :] - counts).astype(np.float64)
    # The others' own chance must be small beside the unit's, or it would pass for certainty.
    large = others.mean(axis=1) >= TIMES_LARGER * counts.mean(axis=1)
    carried = (others >= ENOUGH).all(axis=1) & large
    # The others' counts hold length, season and effort alike, so they replace the days.
    scaled = others / np.maximum(others.mean(axis=1, keepdims=True), 1.0)
    return np.where(carried[:, None], scaled, exposure), bool(carried.any())


def register_sentence(adjusted: bool) -> str:
    """What "normal" is measured against, said aloud."""
    if adjusted:
        return (
            "Varje ruta, plats och område jämförs med sin egen historia och med hur resten av "
            "underlaget har ändrats, så att årstid och fler rapporter i stort inte räknas som en "
            "avvikelse."
        )
    return (
        "Varje ruta, plats och område jämförs med sin egen historia. Underlaget är för litet "
        f"(under {number(ENOUGH)} händelser i någon period) för att räkna bort årstid."
    )


def plain(parameters: dict[str, Any]) -> dict[str, Any]:
    """Values that JSON can hold, with floats rounded."""
    plain: dict[str, Any] = {}
    for key, value in sorted(parameters.items()):
        scalar = value.item() if isinstance(value, np.generic) else value
        if isinstance(scalar, float):
            scalar = rounded(scalar) if np.isfinite(scalar) else None
        elif isinstance(scalar, tuple):
            scalar = list(scalar)
        plain[key] = scalar
    return plain
