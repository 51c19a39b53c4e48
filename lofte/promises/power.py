"""How small a change could be told from chance: said in the draft, stored with what is signed.

The plan is the same for everybody, so that nobody chooses a test afterwards: the events of a period
of this length before and after, beside comparison places with as many events, at five percent.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any

from lofte.analysis.power import SmallestChange, smallest_change, times_needed
from lofte.promises.commitments.models import Indicator
from lofte.promises.document import points_of
from lofte.promises.models import Promise
from lofte.promises.states import IndicatorKind
from lofte.promises.targets import plain

USEFUL_FALL = 0.3  # what a promise may hope for; more is seldom seen


@dataclass(frozen=True, slots=True)
class Said:
    """The sentence beside an indicator of effect, and what could be done about it."""

    sentence: str
    advice: str
    change: SmallestChange | None


@cache
def _change(events: float) -> SmallestChange:
    return smallest_change(events, comparison=events)


def said_of(row: Indicator, promise: Promise) -> Said | None:
    """Nothing for an indicator of what was done: that is counted, not tested."""
    if row.kind != IndicatorKind.EFFECT:
        return None
    if not row.events:
        return Said(
            "Antalet händelser är inte angivet, så det går inte att säga hur liten förändring "
            "som skulle synas.",
            "Skriv hur många händelser en lika lång period brukar ha.",
            None,
        )
    change = _change(row.events)
    days = (promise.last_day - promise.first_day).days + 1
    start = f"Med omkring {plain(row.events)} händelser på {days} dagar"
    if change.fall is None:
        sentence = f"{start} går ingen minskning att skilja från slump, inte ens till noll."
    else:
        sentence = (
            f"{start} går en minskning att skilja från slump först när den är omkring "
            f"{change.fall:.0%}".replace("%", "\u00a0%")
            + ", jämfört med en lika stor plats."
        )
    return Said(sentence, _advice(row.events, change), change)


def _advice(events: float, change: SmallestChange) -> str:
    if change.fall is not None and change.fall <= USEFUL_FALL:
        return "Det räcker för att se en förändring som är rimlig att hoppas på."
    times = times_needed(events, USEFUL_FALL, comparison=events)
    needed = f"omkring {times:.0f} gånger så många händelser" if times else "många fler händelser"
    return (
        f"För att se en minskning på {USEFUL_FALL:.0%}".replace("%", "\u00a0%")
        + f" behövs {needed}: en längre period, ett större område, eller ett annat mått, till "
        "exempel en enkätfråga."
    )


def planned_tests(promise: Promise) -> list[dict[str, Any]]:
    """For each indicator of effect, the test that is planned before the signature."""
    rows = [
        (point.number, row, said)
        for point in points_of(promise)
        for row in point.indicators.all()
        if (said := said_of(row, promise)) is not None
    ]
    return [
        {
            "commitment": number,
            "indicator": row.name,
            "events": row.events,
            "sentence": said.sentence,
            "advice": said.advice,
            "smallest_fall": _rounded(said.change.fall) if said.change else None,
            "smallest_rise": _rounded(said.change.rise) if said.change else None,
            "method": said.change.method if said.change else "",
            "version": said.change.version if said.change else "",
            "parameters": said.change.parameters if said.change else {},
        }
        for number, row, said in rows
    ]


def _rounded(value: float | None) -> float | None:
    """The same figure on every machine."""
    return None if value is None else round(value, 4)
