"""How small a change could be told from chance: said in the draft, stored with what is signed.

The plan is the same for everybody, so that nobody chooses a test afterwards: the events of a period
of this length before and after, beside comparison places with as many events, at five percent.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any

from lofte.analysis.power import SmallestChange, smallest_change, times_needed
from lofte.promises.commitments.models import Indicator
from lofte.promises.counting import figure
from lofte.promises.document import points_of
from lofte.promises.effects.planned import planned
from lofte.promises.models import Promise
from lofte.promises.readings.queries import current
from lofte.promises.states import IndicatorKind

NEARLY = 1.5  # times as many: below it "some more" says it better
USEFUL_FALL = 0.3  # what a promise may hope for; more is seldom seen


@dataclass(frozen=True, slots=True)
class Said:
    """The sentence beside an indicator of effect, and what could be done about it."""

    sentence: str
    advice: str
    change: SmallestChange | None


@cache
def _change(before: float, comparison: float | None, longer: float) -> SmallestChange:
    return smallest_change(before, comparison=comparison, longer=longer)


@cache
def _times(before: float, comparison: float | None) -> float | None:
    return times_needed(before, USEFUL_FALL, comparison=comparison)


@dataclass(frozen=True, slots=True)
class Usual:
    """Events that are usual before; comparison: None where nothing is compared with."""

    before: float
    comparison: float | None
    days: int
    longer: float = 1.0


def _usual(row: Indicator, promise: Promise) -> Usual | None:
    """By the plan, as counted when it was written; else as somebody said, beside places alike."""
    days = (promise.last_day - promise.first_day).days + 1
    plan = getattr(row, "effect_plan", None)
    if plan is not None and plan.usual.get("target"):
        beside = plan.usual["comparison"] or None
        before = plan.usual["days"]
        return Usual(plan.usual["target"], beside, before, days / before)
    return Usual(row.events, row.events, days) if row.events else None


def said_of(row: Indicator, promise: Promise) -> Said | None:
    """Nothing for an indicator of what was done: that is counted, not tested."""
    if row.kind != IndicatorKind.EFFECT:
        return None
    if row.dialogue_id is not None:
        return _of_answers(row)
    usual = _usual(row, promise)
    if usual is None:
        return Said(
            "Antalet händelser är inte angivet, så det går inte att säga hur liten förändring "
            "som skulle synas.",
            "Skriv hur många händelser en lika lång period brukar ha.",
            None,
        )
    change = _change(usual.before, usual.comparison, usual.longer)
    start = f"Med omkring {figure(usual.before)} händelser på {usual.days} dagar"
    if change.fall is None:
        sentence = f"{start} går ingen minskning att skilja från slump, inte ens till noll."
    else:
        sentence = (
            f"{start} går en minskning att skilja från slump först när den är omkring "
            f"{change.fall:.0%}".replace("%", "\u00a0%")
            + _beside(usual)
        )
    return Said(sentence, _advice(usual, change), change)


def _of_answers(row: Indicator) -> Said:
    """Of a question: how far apart two surveys must be, by the interval of the latest."""
    latest = next((one for one in current([row]).get(row.pk, []) if one.base is not None), None)
    if latest is None:
        return Said(
            "Frågan är inte ställd och räknad än.", "Avsluta dialogen som ställer den.", None
        )
    if latest.low is None or latest.high is None:
        return Said(
            "En öppen enkät gäller dem som svarade. En skillnad mellan två öppna enkäter går inte "
            "att skilja från att andra har svarat.",
            "Ett urval med brevkoder säger hur det är för alla som bor där, med osäkerhet.",
            None,
        )
    apart = latest.high - latest.low
    return Said(
        f"Intervallet är {latest.low:.0f}–{latest.high:.0f} procent av {latest.base} svar. En lika "
        f"stor mätning skiljer sig från den först när skillnaden är omkring {apart:.0f} "
        "procentenheter.",
        "Fler svar gör intervallet smalare: fyra gånger så många halverar det.",
        None,
    )


def _beside(usual: Usual) -> str:
    if usual.comparison is None:
        return ", utan någon jämförelseplats."
    if usual.comparison == usual.before:
        return ", jämfört med en lika stor plats."
    return f", jämfört med platser som har omkring {figure(usual.comparison)}."


def _advice(usual: Usual, change: SmallestChange) -> str:
    if change.fall is not None and change.fall <= USEFUL_FALL:
        return "Det räcker för att se en förändring som är rimlig att hoppas på."
    times = _times(usual.before, usual.comparison)
    needed = f"omkring {times:.0f} gånger så många händelser" if times else "många fler händelser"
    if times is not None and times < NEARLY:
        needed = "något fler händelser"
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
        for row in point.measured_by
        if (said := said_of(row, promise)) is not None
    ]
    return [
        {
            "commitment": number,
            "indicator": row.name,
            "indicator_id": row.pk,
            "plan": planned(row),
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
