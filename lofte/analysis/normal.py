"""More than normal: each place against its own history, honestly.

Null hypothesis: a unit's counts are Poisson, or negative binomial with a dispersion of its own,
with a constant rate per exposure. Given the unit's total over history and now, the number now is
binomial or beta-binomial, whatever the rate is; so the p-value holds for sparse and dense places
alike and carries the uncertainty of the history. The dispersion is learnt from the unit's history
and from what the units have in common, so a steady place is judged sharply and a jumpy one with
care, and neither is blurred by the other.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lofte.analysis import dispersion as dispersions
from lofte.analysis.arrays import Bools, Floats, Ints
from lofte.analysis.asked import number, numbers, whole
from lofte.analysis.dispersion import MOST_JUMPS, STEADY, Dispersion
from lofte.analysis.significance import benjamini_hochberg, worth_testing
from lofte.analysis.tails import (
    LARGEST_SUM,
    beta_binomial_at_least,
    binomial_at_least,
    log_share,
    usual_band,
)

METHOD = "more than normal (conditional exact)"
VERSION = "2"
OUTSIDE_EACH_END = 0.05
_CEILING = 10**12
LARGEST_COUNT = 10**9
LEAST_EXPOSURE = 1e-6
WIDEST_EXPOSURE = 1e12


class BadHistory(ValueError):
    """The counts or exposures cannot be compared; the sentence says why."""


@dataclass(frozen=True, slots=True, eq=False)
class Normal:
    """One row per unit.

    expected: float, history's rate times the exposure now; NaN where the history is too short.
    low, high: int, "normalt 4-9": whole numbers, central 90 % predictive band, at most 5 % of
    normal periods below and at most 5 % above, uncertainty of the history included; -1 where the
    history is too short.
    p: float, P(at least as many as now | normal), exact upper tail; 1 where not compared.
    more, fewer: bool, found by Benjamini-Hochberg at alpha, each over its own family, and outside
    the band (which many findings at once could otherwise reach into).
    tested: bool, the family behind `more`: history long enough and events enough that a rise
    could have shown. The band holds for the untested too wherever low >= 0.
    dispersion: pooled variance-to-mean ratio that was used, 1.0 = Poisson.
    """

    expected: Floats
    low: Ints
    high: Ints
    p: Floats
    more: Bools
    fewer: Bools
    tested: Bools
    dispersion: float
    n_tested: int
    alpha: float
    method: str = METHOD
    version: str = VERSION
    parameters: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class _Units:
    """The comparable units: events and exposure now and before, and how counts jump."""

    now: Ints
    before: Ints
    exposure_now: Floats
    exposure_before: Floats
    dispersion: Dispersion

    def at(self, now: Ints) -> "_Units":
        return _Units(now, self.before, self.exposure_now, self.exposure_before, self.dispersion)

    def rates(self) -> Floats:
        """Events per exposure over history and now; 1 for an empty unit, whose tails are all 1."""
        whole = self.exposure_now + self.exposure_before
        rates: Floats = np.maximum(self.now + self.before, 1) / whole
        return rates

    def sizes(self, rates: Floats) -> tuple[Floats, Floats]:
        c = self.dispersion.wobble(rates)
        return self.exposure_now / c, self.exposure_before / c

    def cautious(self) -> tuple[Floats, Floats]:
        """Sizes for a p-value: a sudden crowd is no reason to think that the place was steady."""
        return self.sizes(np.minimum(self.rates(), (self.before + 1) / self.exposure_before))

    def share(self) -> Floats:
        share: Floats = self.exposure_now / (self.exposure_now + self.exposure_before)
        return share

    def at_least(self) -> Floats:
        """P(as many as now or more)."""
        total = self.now + self.before
        if self.dispersion.is_poisson:
            return binomial_at_least(self.now, total, self.share())
        return beta_binomial_at_least(self.now, total, *self.cautious())

    def at_most(self) -> Floats:
        """P(as many as now or fewer)."""
        total = self.now + self.before
        if self.dispersion.is_poisson:
            return binomial_at_least(self.before, total, 1 - self.share())
        now, before = self.cautious()
        return beta_binomial_at_least(self.before, total, before, now)

    def smallest(self) -> tuple[Floats, Floats]:
        """The smallest p that the total allows (a bound), for more and for fewer."""
        total = (self.now + self.before).astype(np.float64)
        if self.dispersion.is_poisson:
            return self.share() ** total, (1 - self.share()) ** total
        sizes = self.sizes(self.rates())
        most, none = log_share(total, total, *sizes), log_share(0 * total, total, *sizes)
        return np.exp(np.minimum(most, 0)), np.exp(np.minimum(none, 0))


def more_than_normal(  # noqa: PLR0913 - each is a fact that the caller may know
    now: ArrayLike,
    history: ArrayLike,
    *,
    exposure_now: ArrayLike = 1.0,
    exposure_history: ArrayLike | None = None,
    alpha: float = 0.05,
    dispersion: float | None = None,
    minimum_periods: int = 4,
) -> Normal:
    """Which units have more (or fewer) events now than their own history explains?

    now: int[u]; history: int[u, h], h periods of the same kind. exposure_now: float or float[u];
    exposure_history: float[h] or float[u, h], default 1 everywhere: days, active reporters -
    whatever raises counts without any change on the ground. A period with exposure 0 is left out;
    others are 1e-6 to 1e12, and now within 1e12 times history's usual, up or down.
    dispersion: variance over mean in all units; None = estimated for each unit from the history,
    1.0 = Poisson. Units with fewer than `minimum_periods` periods are not compared. Raises
    BadHistory (counts negative, broken or where the exposure is 0; exposure NaN, negative or
    beyond its limits; shapes).
    """
    counts, past = whole_counts(now, 1, "now"), whole_counts(history, 2, "history")
    e_now, e_past = _exposures(counts, past, exposure_now, exposure_history)
    if dispersion is not None:
        number(dispersion, "dispersion", BadHistory, least=1, most=MOST_JUMPS)
    number(alpha, "alpha", BadHistory, above=0, below=1)
    whole(minimum_periods, "minimum_periods", BadHistory)
    long = ((e_past > 0).sum(axis=1) >= max(minimum_periods, 1)) & (e_now > 0)
    # Each unit's exposure counts in its own usual period, so the unit of measurement cancels.
    usual = e_past[long].sum(axis=1) / np.maximum((e_past[long] > 0).sum(axis=1), 1)
    if not np.all((part := e_now[long] / usual) <= WIDEST_EXPOSURE) or np.any(
        part * WIDEST_EXPOSURE < 1
    ):
        raise BadHistory(
            f"exposure_now ska vara högst {WIDEST_EXPOSURE:g} gånger större eller mindre än det "
            "vanliga i exposure_history."
        )
    exposure = e_past[long] / usual[:, None]
    jumps = (
        dispersions.estimate(past[long], exposure)
        if dispersion is None
        else dispersions.given(dispersion, int(long.sum()))
    )
    units = _Units(counts[long], past[long].sum(axis=1), part, exposure.sum(axis=1), jumps)
    parameters = {
        "periods": past.shape[1],
        "minimum_periods": minimum_periods,
        "dispersion": "estimated" if dispersion is None else "given",
        "clumping": _middle(jumps.clumping),
        "spread": _middle(jumps.spread),
        "band": 1 - 2 * OUTSIDE_EACH_END,
    }
    return _compare(units, long, alpha, parameters)


def _compare(units: _Units, long: Bools, alpha: float, parameters: dict[str, Any]) -> Normal:
    p = units.at_least()
    smallest_more, smallest_fewer = units.smallest()
    tested = worth_testing(smallest_more, alpha)
    fewer_tested = worth_testing(smallest_fewer, alpha)
    more = np.zeros(len(p), dtype=np.bool_)
    fewer = more.copy()
    more[tested] = benjamini_hochberg(p[tested], alpha).rejected
    fewer[fewer_tested] = benjamini_hochberg(units.at_most()[fewer_tested], alpha).rejected
    low, high = _band(units)
    more &= units.now > high
    fewer &= units.now < low
    return Normal(
        expected=_spread_out(
            units.before * units.exposure_now / units.exposure_before, long, np.nan
        ),
        low=_spread_out(low, long, -1),
        high=_spread_out(high, long, -1),
        p=_spread_out(p, long, 1.0),
        more=_spread_out(more, long, False),
        fewer=_spread_out(fewer, long, False),
        tested=_spread_out(tested, long, False),
        dispersion=units.dispersion.ratio,
        n_tested=int(tested.sum()),
        alpha=alpha,
        parameters=parameters | {"tested_fewer": int(fewer_tested.sum())},
    )


def _band(units: _Units) -> tuple[Ints, Ints]:
    """The numbers now that a one-sided test at 5 % would not call unusual, lowest and highest.

    Inverting the exact test makes a predictive band that includes the uncertainty of the history.
    Source: Thatcher 1964; Krishnamoorthy & Peng 2011.
    """
    jumps = units.dispersion
    facts = [units.before, units.exposure_now, units.exposure_before, jumps.clumping, jumps.spread]
    kinds, first, back = np.unique(
        np.stack(facts, axis=1), axis=0, return_index=True, return_inverse=True
    )
    low, high = np.empty(len(kinds), dtype=np.int64), np.empty(len(kinds), dtype=np.int64)
    searched = (kinds[:, 0] > LARGEST_SUM // 2) | jumps.is_poisson
    summed = np.column_stack([kinds, np.full(len(kinds), STEADY)])[~searched]
    low[~searched], high[~searched] = usual_band(summed, OUTSIDE_EACH_END)
    low[searched], high[searched] = _search(kinds[searched], jumps.of(first[searched]))
    return low[back], high[back]


def _search(kinds: Floats, jumps: Dispersion) -> tuple[Ints, Ints]:
    """The same band, all units at once, with tails that hold for any size."""
    before = kinds[:, 0].astype(np.int64)
    few = _Units(before, before, kinds[:, 1], kinds[:, 2], jumps)
    guess = np.minimum(before * kinds[:, 1] / kinds[:, 2], _CEILING).astype(np.int64)
    high = _first(lambda n: few.at(n).at_least() <= OUTSIDE_EACH_END, guess) - 1
    low = _first(lambda n: few.at(n).at_most() > OUTSIDE_EACH_END, guess)
    return low, high


def _first(holds: Callable[[Ints], Bools], guess: Ints) -> Ints:
    """The smallest whole number >= 0 for which `holds` turns true and stays so, for each unit.

    Longer and longer strides from the guess, down where it holds and up where it does not, until
    the place is passed; then halving. It does not hold at `lower` and does at `upper`.
    """
    down = holds(guess)
    stride = 1 + np.sqrt(guess).astype(np.int64)
    lower, upper = np.where(down, guess - stride, guess), np.where(down, guess, guess + stride)
    while True:
        there = holds(np.where(down, np.maximum(lower, 0), upper))
        on = np.where(down, there & (lower >= 0), ~there & (upper <= _CEILING))
        if not on.any():
            break
        stride *= 2
        upper, lower = (
            np.where(on, np.where(down, lower, upper + stride), upper),
            np.where(on, np.where(down, lower - stride, upper), lower),
        )
    lower = np.maximum(lower, -1)
    while (open_ := upper - lower > 1).any():
        middle = (lower + upper) // 2
        inside = holds(np.maximum(middle, 0))
        upper = np.where(open_ & inside, middle, upper)
        lower = np.where(open_ & ~inside, middle, lower)
    return upper


def _middle(values: Floats) -> float:
    """What is usual among the units; 0 without any."""
    return float(np.median(values)) if len(values) else 0.0


def _spread_out(values: NDArray[Any], where: Bools, elsewhere: object) -> NDArray[Any]:
    result = np.full(len(where), elsewhere, dtype=values.dtype)
    result[where] = values
    return result


def whole_counts(values: ArrayLike, dimensions: int, what: str) -> Ints:
    """int64[...] with so many dimensions, 0 to LARGEST_COUNT. Raises BadHistory."""
    figures = numbers(values, what, BadHistory, axes=dimensions)
    if not np.all(figures == np.floor(figures)):
        raise BadHistory(f"{what} ska vara hela tal. Ta bort tomma och brutna värden.")
    if not np.all((figures >= 0) & (figures <= LARGEST_COUNT)):
        raise BadHistory(f"{what} ska ligga mellan 0 och {LARGEST_COUNT}. Rätta räkningen.")
    return figures.astype(np.int64)


def _exposures(
    now: Ints, past: Ints, exposure_now: ArrayLike, exposure_past: ArrayLike | None
) -> tuple[Floats, Floats]:
    try:
        e_now = np.broadcast_to(np.asarray(exposure_now, dtype=np.float64), now.shape)
        e_past = np.broadcast_to(
            np.asarray(1.0 if exposure_past is None else exposure_past, dtype=np.float64),
            past.shape,
        )
    except (TypeError, ValueError) as error:
        raise BadHistory(
            "exposure_now och exposure_history ska vara tal i samma form som now och history."
        ) from error
    if len(now) != len(past):
        raise BadHistory(f"now har {len(now)} platser men history {len(past)}.")
    for what, counts, exposure in (("now", now, e_now), ("history", past, e_past)):
        if not np.all((exposure == 0) | ((exposure >= LEAST_EXPOSURE) & (exposure <= 1e12))):
            raise BadHistory(
                f"exposure_{what} ska vara 0, eller från {LEAST_EXPOSURE} till 1e12; något saknas "
                "eller är orimligt."
            )
        if np.any(counts[exposure == 0] > 0):
            raise BadHistory(f"exposure_{what} är noll där det finns händelser. Rätta underlaget.")
    return e_now, e_past
