"""From counts to answers: each method with its interval and what it rests on, in words. Pure.

What cannot be computed is a sentence; "too few events to say anything" is an answer of its own.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from lofte.analysis.differences import difference_in_differences
from lofte.analysis.displacement import Displacement, Spread, displacement
from lofte.analysis.effect import Assumption, Effect
from lofte.analysis.interrupted import FEWEST_PERIODS, interrupted
from lofte.promises.effects.counting import Counts, Pair
from lofte.situation.sentences import change, interval, number

SEED = 1  # the same counts give the same interval, on every machine
ITS, DID, WDQ = "interrupted", "differences", "displacement"
NAMES = {
    ITS: "Före och efter, med trend och årstid borträknade",
    DID: "Mot jämförelseplatserna",
    WDQ: "Flyttade det?",
}
NO_COMPARISON = (
    "Ingen jämförelseplats angavs före underskriften, så förändringen går inte att ställa mot "
    "något. En jämförelse som väljs efteråt räknas inte."
)
NO_BUFFER = (
    "Ingen kant runt platsen angavs före underskriften, så det går inte att se om något flyttade "
    "dit."
)


@dataclass(frozen=True, slots=True)
class Answer:
    """smallest: the least of the counts above zero, for whoever may not see small numbers."""

    method: str
    verdict: str
    sentence: str
    change: str = ""
    counts: str = ""
    assumptions: tuple[str, ...] = ()
    made_by: str = ""
    smallest: int = 0

    def plain(self) -> dict[str, Any]:
        return {
            "method": self.method,
            "name": NAMES[self.method],
            "verdict": self.verdict,
            "sentence": self.sentence,
            "change": self.change,
            "counts": self.counts,
            "assumptions": list(self.assumptions),
            "made_by": self.made_by,
            "smallest": self.smallest,
        }


def answers(found: Counts) -> list[Answer]:
    """The three, in the order in which one asks."""
    against = _against(found)
    phi = against[1].dispersion if against[1] is not None and against[1].enough else 1.0
    return [_history(found), against[0], _moved(found, phi)]


def headline(told: list[Answer]) -> str:
    """The one that counts most: against the comparison places, or else the own history."""
    said = {one.method: one for one in told}
    first = next((said[m] for m in (DID, ITS) if said[m].verdict != "cannot"), said[ITS])
    return f"{first.sentence} {first.change}".strip()


def _cannot(method: str, sentence: str) -> Answer:
    return Answer(method, "cannot", sentence)


def _history(found: Counts) -> Answer:
    before, after = found.start, len(found.weeks) - found.start
    if min(before, after) < FEWEST_PERIODS:
        return _cannot(
            ITS,
            f"Serien är för kort: {before} hela veckor före och {after} efter. Minst "
            f"{FEWEST_PERIODS} behövs på var sida.",
        )
    result = interrupted(found.weeks, found.start)
    told = f"{number(result.events['before'])} händelser före, {number(result.events['after'])} "
    told += f"efter, vecka för vecka ({before} och {after} veckor)."
    return _answer(ITS, result, told)


def _against(found: Counts) -> tuple[Answer, Effect | None]:
    if not found.comparisons:
        return _cannot(DID, NO_COMPARISON), None
    result = difference_in_differences(_split(found.targets), _split(found.comparisons))
    here, there = _total(found.targets), _total(found.comparisons)
    told = (
        f"{number(here[0])} händelser före och {number(here[1])} efter där insatsen var, "
        f"{number(there[0])} och {number(there[1])} på jämförelseplatserna."
    )
    return _answer(DID, result, told), result


def _split(pairs: Sequence[Pair]) -> tuple[list[int], list[int]]:
    return [one[0] for one in pairs], [one[1] for one in pairs]


def _total(pairs: Sequence[Pair]) -> Pair:
    return sum(one[0] for one in pairs), sum(one[1] for one in pairs)


def _answer(method: str, result: Effect, told: str) -> Answer:
    said = ""
    if result.ratio is not None and result.low is not None and result.high is not None:
        span = interval(result.low, result.high)
        said = f"{change(result.ratio).capitalize()} (95 procents säkerhet: {span})."
    return Answer(
        method=method,
        verdict=str(result.verdict),
        sentence=result.verdict.sentence,
        change=said,
        counts=told,
        assumptions=tuple(one.sentence for one in result.assumptions),
        made_by=f"{result.method}, version {result.version}",
        smallest=_smallest(result.events.values()),
    )


def _smallest(counts: Any) -> int:
    return min((int(count) for count in counts if count), default=0)


def _moved(found: Counts, phi: float) -> Answer:
    if found.around is None:
        return _cannot(WDQ, NO_BUFFER)
    if not found.comparisons:
        return _cannot(WDQ, NO_COMPARISON)
    here, there = _total(found.targets), _total(found.comparisons)
    result = displacement(here, found.around, there, seed=SEED, dispersion=phi)
    told = (
        f"{number(found.around[0])} händelser före och {number(found.around[1])} efter i kanten "
        f"runt om, mot {number(there[0])} och {number(there[1])} på jämförelseplatserna."
    )
    return Answer(
        method=WDQ,
        verdict=str(result.spread),
        sentence=result.spread.sentence,
        change=_quotient(result),
        counts=told,
        assumptions=tuple(one.sentence for one in _rests_on(result)),
        made_by=f"{result.method}, version {result.version}",
        smallest=_smallest(result.counts.values()),
    )


def _rests_on(result: Displacement) -> tuple[Assumption, ...]:
    return () if result.spread is Spread.TOO_FEW else result.assumptions


def _quotient(result: Displacement) -> str:
    if result.quotient is None:
        return ""
    value, low, high = (
        f"{one:.2f}".replace(".", ",").replace("-", "\u2212")
        for one in (result.quotient.value, result.quotient.low, result.quotient.high)
    )
    return (
        f"Förflyttningskvoten är {value} (95 procents säkerhet: {low} till {high}). Över 0 blev "
        "det bättre runt om också, under \u22121 flyttade mer än som vanns."
    )
