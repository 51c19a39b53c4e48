"""Where most is, step by step: is it new, has it lasted, does it come and go?"""

from collections import Counter
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from lofte.analysis.cube import cube
from lofte.analysis.emerging import Emerging, Kind, emerging_hot_spots
from lofte.analysis.periods import Period, PeriodKind
from lofte.situation.comparisons import ALPHA, plain
from lofte.situation.counts import MAX_HISTORY, default_weeks
from lofte.situation.deeper import Silent, Told
from lofte.situation.document import Method, Section
from lofte.situation.findings import spoken, touching
from lofte.situation.results import Results
from lofte.situation.sentences import number, squares

PLACE = 20
FEWEST_STEPS = 10
MOST_TOLD = 3
WORDS = {
    Kind.NEW: "nya",
    Kind.CONSECUTIVE: "sammanhängande en tid",
    Kind.INTENSIFYING: "bestående och tydligare",
    Kind.PERSISTENT: "bestående",
    Kind.DIMINISHING: "bestående men avtar",
    Kind.SPORADIC: "återkommande",
    Kind.OSCILLATING: "växlande mellan flest och få",
    Kind.HISTORICAL: "tidigare, inte nu",
}
ONLY = "Nytt eller tydligare sägs bara där det också är fler än normalt."
REST = "Flest på senare tid, men inte fler än normalt"
_TELLING = (Kind.NEW, Kind.CONSECUTIVE, Kind.INTENSIFYING)


def tell(results: Results, source: str) -> Told | Silent:
    """Silent with too few steps, or without squares."""
    grid, steps = results.grid.grid, _steps(results)
    if len(results.grid.active) == 0:
        return Silent("varaktighet", "ingen händelse har en plats på kartan")
    if len(steps) < FEWEST_STEPS:
        why = f"{FEWEST_STEPS} perioder behövs, och underlaget har {len(steps)}"
        return Silent("varaktighet", why)
    counts = cube(results.points, grid, steps).total()
    mask = np.zeros(grid.cells, dtype=np.bool_)
    mask[results.grid.active] = True
    found = emerging_hot_spots(counts, grid, mask=mask, alpha=ALPHA)
    kinds = found.kind[results.grid.active]
    # Where two places have nearly as many, chance alone makes one of them "new" now and then.
    risen = np.where(results.cells.more, kinds, 0)
    section = Section(
        ident="varaktighet",
        title=_title(kinds, risen),
        sentences=(*_places(results, risen), ONLY),
        caption="Hur länge det har varit flest på samma ställe",
        columns=("Flest händelser är", "Rutor"),
        rows=tuple(_rows(kinds, risen)),
        numbers=1,
    )
    squares_told = _by_square(kinds, risen)
    return Told(section, (_method(found, steps, kinds),), squares=squares_told)


def _steps(results: Results) -> tuple[Period, ...]:
    """Periods of the same length up to the picture's own, as far back as the register goes.

    Weeks where there are too few of them: lasting or not is asked of at least ten.
    """
    when = results.when
    steps = _back(when.period, when.first_day)
    if len(steps) >= FEWEST_STEPS or not default_weeks(when):
        return steps
    week = Period(PeriodKind.WEEK, when.period.end - timedelta(weeks=1), when.period.end)
    return _back(week, when.first_day)


def _back(period: Period, first_day: date) -> tuple[Period, ...]:
    found = [period]
    while len(found) <= MAX_HISTORY and (earlier := found[-1].previous()).start >= first_day:
        found.append(earlier)
    return tuple(reversed(found))


def _title(kinds: NDArray[np.int8], risen: NDArray[np.int8]) -> str:
    hot = int(np.count_nonzero(kinds > 0))
    if not hot:
        return "Ingen plats har tydligt flest händelser gång på gång"
    news = int(np.count_nonzero(np.isin(risen, [Kind.NEW, Kind.CONSECUTIVE])))
    if news:
        return f"Nytt bland platser med flest: {squares(news)}"
    return f"Samma platser som förut har flest: {squares(hot)}"


def _places(results: Results, kinds: NDArray[np.int8]) -> list[str]:
    """The largest groups of what is new or growing, each with its name."""
    told = []
    for kind in _TELLING:
        units = np.flatnonzero(kinds == kind)
        if len(units):
            told += _groups(results, units, kind)
    return told[:MOST_TOLD]


def _groups(results: Results, units: NDArray[np.int64], kind: Kind) -> list[str]:
    labels = touching(results.grid, units, results.grid.grid.size)
    x, y = results.grid.grid.centre(results.grid.active[units])
    told = []
    for group, held in Counter(labels.tolist()).most_common(MOST_TOLD):
        members = labels == group
        name = spoken(float(x[members].mean()), float(y[members].mean()), results.named)
        told.append(f"{name}: {squares(held)}, {WORDS[kind]}.")
    return told


def _rows(kinds: NDArray[np.int8], risen: NDArray[np.int8]) -> list[tuple[str, int]]:
    """What is new or growing only where it is also more than normal; the rest of it by itself."""
    held, more = Counter(kinds.tolist()), Counter(risen.tolist())
    told = {kind: more[kind] if kind in _TELLING else held[kind] for kind in WORDS}
    rest = sum(held[kind] - more[kind] for kind in _TELLING)
    return [*((WORDS[kind].capitalize(), count) for kind, count in told.items()), (REST, rest)]


def _by_square(kinds: NDArray[np.int8], risen: NDArray[np.int8]) -> tuple[str, ...]:
    """The words for each active square, as the table counts them."""
    words = {int(kind): word for kind, word in WORDS.items()}
    unsaid = words | dict.fromkeys(map(int, _TELLING), REST.lower())
    both = zip(kinds.tolist(), risen.tolist(), strict=True)
    return tuple(words.get(rose) or unsaid.get(kind, "") for kind, rose in both)


def _method(found: Emerging, steps: tuple[Period, ...], kinds: NDArray[np.int8]) -> Method:
    told = plain(found.parameters) | {"steps": len(steps), "family": number(found.family)}
    hot = int(np.count_nonzero(kinds > 0))
    return Method("rutor, period för period", found.method, found.version, found.family, hot, told)
