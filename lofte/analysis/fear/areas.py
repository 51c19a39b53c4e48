"""Areas where fear is high and events few, and the reverse; only where the figures say so.

An area's share of the marks and its share of the events are compared with its share of a base (its
residents, say) and with each other, by exact intervals that hold for all areas at once. Source:
Clopper & Pearson 1934 (shares); Przyborowski & Wilenski 1940 (their ratio).
"""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import betaincinv

from lofte.analysis.arrays import Floats, Ints, frozen
from lofte.analysis.asked import number, numbers
from lofte.analysis.fear.marks import BadFear, Selection, whole

METHOD = "marks and events by area (exact simultaneous intervals)"
VERSION = "1"
# Within a factor of this, both ways, is "about as elsewhere".
CLOSE = 1.5
LEAST_BASE, LARGEST_BASE = 1e-6, 1e12
MOST_BUNCHED = 1e6


class Level(StrEnum):
    """An area's share against what its base would give; or marks against events."""

    HIGH = "high"
    LOW = "low"
    MIDDLE = "middle"
    UNSURE = "unsure"


class Klass(StrEnum):
    """What may be said of an area. MORE_FEAR, MORE_EVENTS: of one against the other only."""

    FEAR_HIGH_EVENTS_FEW = "fear high, events few"
    FEAR_LOW_EVENTS_MANY = "fear low, events many"
    BOTH_HIGH = "both high"
    BOTH_LOW = "both low"
    MORE_FEAR = "more fear than events"
    MORE_EVENTS = "more events than fear"
    ORDINARY = "as elsewhere"
    TOO_FEW = "too few to say"

    @property
    def words(self) -> str:
        """In Swedish, as a legend."""
        return _WORDS[self]


_WORDS = {
    Klass.FEAR_HIGH_EVENTS_FEW: "stor otrygghet, få händelser",
    Klass.FEAR_LOW_EVENTS_MANY: "liten otrygghet, många händelser",
    Klass.BOTH_HIGH: "stor otrygghet och många händelser",
    Klass.BOTH_LOW: "liten otrygghet och få händelser",
    Klass.MORE_FEAR: "mer otrygghet än händelserna motsvarar",
    Klass.MORE_EVENTS: "fler händelser än otryggheten motsvarar",
    Klass.ORDINARY: "ungefär som på andra håll",
    Klass.TOO_FEW: "för få för att säga",
}
_QUADRANTS = {
    (Level.HIGH, Level.HIGH): Klass.BOTH_HIGH,
    (Level.LOW, Level.LOW): Klass.BOTH_LOW,
    (Level.MIDDLE, Level.MIDDLE): Klass.ORDINARY,
}


@dataclass(frozen=True, slots=True, eq=False)
class Ratio:
    """value float[areas] (0 where nothing, inf where nothing to compare with) and its interval."""

    value: Floats
    low: Floats
    high: Floats

    @property
    def levels(self) -> tuple[Level, ...]:
        """What the interval says."""
        return tuple(_level(a, b) for a, b in zip(self.low, self.high, strict=True))


@dataclass(frozen=True, slots=True, eq=False)
class FearByArea:
    """klass: one per area. fear, event: share of marks, of events, over the share of the base.

    contrast: share of marks over share of events; above 1 = more fear than events. marks, events:
    int[areas]. statement: to be shown with the figures.
    """

    marks: Ints
    events: Ints
    fear: Ratio
    event: Ratio
    contrast: Ratio
    klass: tuple[Klass, ...]
    selection: Selection
    method: str = METHOD
    version: str = VERSION
    parameters: dict[str, Any] = field(default_factory=dict)

    @property
    def statement(self) -> str:
        """What the figures can carry, in Swedish."""
        return self.selection.statement(int(self.marks.sum()), int(self.events.sum()))

    @property
    def distance(self) -> Floats:
        """float[areas]: how far marks and events surely are apart (log of the ratio; 0 = may be
        alike). To order by, widest first; it is no measure of the area."""
        with np.errstate(divide="ignore"):
            apart = np.maximum(np.log(self.contrast.low), -np.log(self.contrast.high))
        distances: Floats = np.maximum(apart, 0.0)
        return distances


@dataclass(frozen=True, slots=True)
class Bunching:
    """How much more marks and events vary than single ones would (variance over mean, >= 1).

    One person's many marks in an area count as one before they come here; what remains bunched
    (a school class that answers together, an evening with ten reports) belongs here.
    """

    marks: float = 1.0
    events: float = 1.0

    def __post_init__(self) -> None:
        for what, value in (("marks", self.marks), ("events", self.events)):
            number(value, f"bunching.{what}", BadFear, least=1, most=MOST_BUNCHED)


def fear_by_area(
    marks: ArrayLike,
    events: ArrayLike,
    base: ArrayLike,
    *,
    selection: Selection,
    alpha: float = 0.05,
    bunching: Bunching | None = None,
) -> FearByArea:
    """Classify areas by marks and events.

    marks, events: int[areas], 0 to 1e9, of the same kind of place and the same period; a person
    once per area. base: float[areas], 1e-6 to 1e12, what both would follow if all places were
    alike (residents, visitors, or the area's size). In a town without any difference, any area at
    all is called something wrong at most a share `alpha` of the times, for each of the three
    comparisons.
    Raises BadFear.
    """
    unsafe = whole(marks, None, "marks")
    happened = whole(events, len(unsafe), "events")
    under = _base(base, len(unsafe))
    number(alpha, "alpha", BadFear, above=0, below=1)
    by = bunching or Bunching()
    tail = alpha / max(len(unsafe), 1) / 2
    a, b = unsafe / by.marks, happened / by.events
    share = under / under.sum() if len(under) else under
    fear, event = _against(a, share, tail), _against(b, share, tail)
    contrast = _against_each_other(a, b, tail)
    return FearByArea(
        marks=frozen(unsafe, np.int64),
        events=frozen(happened, np.int64),
        fear=fear,
        event=event,
        contrast=contrast,
        klass=tuple(
            _klass(*levels)
            for levels in zip(fear.levels, event.levels, contrast.levels, strict=True)
        ),
        selection=selection,
        parameters={
            "alpha": alpha,
            "areas": len(unsafe),
            "bunching_marks": by.marks,
            "bunching_events": by.events,
            "close": CLOSE,
        },
    )


def _base(base: ArrayLike, n: int) -> Floats:
    under = numbers(base, "base", BadFear)
    if under.shape != (n,) or not np.all((under >= LEAST_BASE) & (under <= LARGEST_BASE)):
        raise BadFear(
            f"base ska vara ett tal från {LEAST_BASE} till {LARGEST_BASE:g} för vart och ett av "
            f"{n} områden."
        )
    return under


def _level(low: float, high: float) -> Level:
    if low > 1:
        return Level.HIGH
    if high < 1:
        return Level.LOW
    return Level.MIDDLE if low > 1 / CLOSE and high < CLOSE else Level.UNSURE


def _klass(fear: Level, event: Level, contrast: Level) -> Klass:
    """Levels against the base first; the contrast must agree, and can stand alone."""
    if (fear, event) in _QUADRANTS:
        return _QUADRANTS[fear, event]
    if contrast is Level.HIGH:
        quadrant = (fear, event) == (Level.HIGH, Level.LOW)
        return Klass.FEAR_HIGH_EVENTS_FEW if quadrant else Klass.MORE_FEAR
    if contrast is Level.LOW:
        quadrant = (fear, event) == (Level.LOW, Level.HIGH)
        return Klass.FEAR_LOW_EVENTS_MANY if quadrant else Klass.MORE_EVENTS
    return Klass.TOO_FEW


def _exact(inside: Floats, outside: Floats, tail: float) -> tuple[Floats, Floats]:
    """Clopper & Pearson's limits of a share; counts may be scaled."""
    # The arguments of an unused branch are kept legal.
    low = np.where(inside > 0, betaincinv(np.maximum(inside, 1e-9), outside + 1, tail), 0.0)
    high = np.where(outside > 0, betaincinv(inside + 1, np.maximum(outside, 1e-9), 1 - tail), 1.0)
    return low, high


def _against(counts: Floats, share: Floats, tail: float) -> Ratio:
    total = counts.sum()
    low, high = _exact(counts, total - counts, tail)
    value = counts / total / share if total else np.ones(len(counts))
    return _ratio(value, low / share, high / share)


def _against_each_other(marks: Floats, events: Floats, tail: float) -> Ratio:
    if not (marks.sum() and events.sum()):
        nothing = np.zeros(len(marks))
        return _ratio(nothing + 1, nothing, nothing + np.inf)
    scale = events.sum() / marks.sum()
    low, high = _exact(marks, events, tail)
    with np.errstate(divide="ignore", invalid="ignore"):
        value = np.where(marks + events > 0, marks / events * scale, 1.0)
        return _ratio(value, low / (1 - low) * scale, high / (1 - high) * scale)


def _ratio(value: Floats, low: Floats, high: Floats) -> Ratio:
    return Ratio(*(frozen(each, np.float64) for each in (value, low, high)))
