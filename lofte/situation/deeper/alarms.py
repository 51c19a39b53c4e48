"""Alarms: which kinds of event rise in which areas, week by week, over all of them at once."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

import numpy as np
from numpy.typing import NDArray

from lofte.analysis.alarms import Chosen, Watch, alarms
from lofte.analysis.counting import count, slots
from lofte.analysis.periods import Period, PeriodKind
from lofte.situation.comparisons import ALPHA, plain, rounded
from lofte.situation.deeper import Silent, Told
from lofte.situation.document import ALARM, Figures, Finding, Method, Section
from lofte.situation.findings import by_new
from lofte.situation.merging import Extra
from lofte.situation.results import Results
from lofte.situation.sentences import events, number, short, strength

PLACE = 40
MOST_WEEKS = 7 * 52 + 2
FEWEST_WEEKS = 12
PRELIMINARY = 2  # weeks that may still get reports; how late they come is not known here
# The weeks that EARS C2 looks back, and the same weeks last year with two on each side.
COMPARED, A_YEAR, AROUND, ENOUGH = 9, 52, 2, 100
WITH_SEASON = (
    "Historiken är kortare än tre år. Därför jämförs bara med veckorna strax före (EARS). Årstiden "
    "är vad hela underlaget gjorde samma veckor förra året."
)
MOST_SERIES = 2_000
WHOLE = "Hela underlaget"


@dataclass(frozen=True, eq=False)
class _About:
    """What was found, of which series and weeks. new: int[series, weeks], by new reporters.

    left_out: series beyond the most that are tried.
    """

    watch: Watch
    names: list[tuple[str, str, str]]
    starts: tuple[date, ...]
    new: NDArray[np.int64]
    left_out: int

    def doubt(self, at: tuple[int, int]) -> str:
        """What new reporters may explain of it."""
        watch = self.watch
        usual = watch.upper[at] if np.isfinite(watch.upper[at]) else 0.0
        new = int(self.new[at[0], watch.weeks[at[1]]])
        return by_new(int(watch.observed[at]), new, float(usual))


def tell(results: Results, source: str) -> Told | Silent | None:
    """Silent without a whole week in the period, or with too few weeks before it."""
    weeks = _weeks(results)
    inside = sum(week.start >= results.when.period.start for week in weeks)
    if not inside or len(weeks) - inside < FEWEST_WEEKS:
        why = f"{FEWEST_WEEKS} hela veckor behövs före perioden" if inside else "ingen vecka är hel"
        return Silent("larm", why)
    series, new, names = _series(results, weeks)
    if len(series) < 2:
        return None  # one series is the whole register, which the picture begins with
    left_out = max(0, len(series) - MOST_SERIES)
    if left_out:
        kept = _largest(series[:, :-inside])
        series, new, names = series[kept], new[kept], [names[at] for at in kept]
    starts = tuple(week.start for week in weeks)
    reporters = _reporters(results, weeks)
    # Each week is a family of its own: together they may be wrong as often as one alone.
    watched = partial(
        alarms, series, evaluated=inside, starts=starts, incomplete=PRELIMINARY, fdr=ALPHA / inside
    )
    watch, season = watched(exposure=reporters), None
    if watch.chosen is Chosen.EARS and (season := _season(series, inside)) is not None:
        watch = watched(exposure=reporters * season)
    rung = [(int(s), int(w)) for s, w in np.argwhere(watch.found)]
    rung.sort(key=lambda at: (watch.q[at], -_excess(watch, at), at))
    about = _About(watch, names, starts, new, left_out)
    section = Section(
        ident="larm",
        title=_title(rung, names),
        sentences=(
            *(_sentence(at, about) for at in rung[:5]),
            _basis(about, season=season is not None),
            *_effort(results),
        ),
        caption="Veckor med larm" if rung else "Ingen vecka har larm",
        columns=("Område", "Kategori", "Vecka", "Antal", "Väntat", "Gräns"),
        rows=tuple(_row(at, about) for at in rung),
        numbers=3,
        wide=True,
    )
    extras = tuple(_extra(at, about, source) for at in _strongest(rung, results))
    return Told(section, (_method(watch, len(rung)),), extras)


def _weeks(results: Results) -> tuple[Period, ...]:
    """Whole weeks that have ended by the end of what is reached of the period, oldest first."""
    when = results.when
    end = when.reached.end - timedelta(days=when.reached.end.weekday())
    found: list[Period] = []
    while len(found) < MOST_WEEKS and end - timedelta(weeks=1) >= when.first_day:
        found.append(Period(PeriodKind.WEEK, end - timedelta(weeks=1), end))
        end -= timedelta(weeks=1)
    return tuple(reversed(found))


def _series(
    results: Results, weeks: tuple[Period, ...]
) -> tuple[NDArray[np.int64], NDArray[np.int64], list[tuple[str, str, str]]]:
    """(int[series, weeks], how many by new reporters, area's code and name and kind of each).

    The kinds in each area; where there are no areas, in all. Kinds alone are a row for the whole.
    """
    points, kinds = results.points, results.points.categories
    slot = slots(points.start, weeks)
    area, event = results.in_areas
    areas = [(one.code, one.name) for one in results.around.areas] or [("", WHOLE)]
    if not results.around.areas:
        event = np.flatnonzero(slot >= 0)
        area = np.zeros(len(event), dtype=np.int64)
    unit, when = area * len(kinds) + points.category[event], slot[event]
    shape = {"units": len(areas) * len(kinds), "slots": len(weeks)}
    held = count(unit, when, **shape).astype(np.int64)
    new = np.zeros_like(held)
    if (newcomers := results.around.newcomers) is not None:
        theirs = newcomers[event]
        new += count(unit[theirs], when[theirs], **shape)
    return held, new, [(code, name, kind) for code, name in areas for kind in kinds]


def _largest(before: NDArray[np.int64]) -> NDArray[np.int64]:
    """The series to try, by what they held before the weeks that are tried: what is to be found
    does not choose where to look."""
    order = np.argsort(-before.sum(axis=1), kind="stable")
    return np.sort(order[:MOST_SERIES])


def _reporters(results: Results, weeks: tuple[Period, ...]) -> NDArray[np.float64]:
    """float[weeks]: reporters active in the weeks of the period, relative to usually."""
    effort, period = results.around.reporters, results.when.period
    if effort is None:
        return np.ones(len(weeks))
    since = min(period.start, period.end - timedelta(weeks=effort.weeks))
    return np.array([effort.ratio if week.end > since else 1.0 for week in weeks])


def _season(series: NDArray[np.int64], inside: int) -> NDArray[np.float64] | None:
    """float[weeks]: what the whole register did at the same time last year, five weeks together.

    EARS itself takes every spring for a rise. Only the weeks that it compares; 1 before them. None
    where the register does not reach a year back from all of those, or held too little to tell.
    """
    length, total = series.shape[1], series.sum(axis=0)
    compared = np.arange(length - inside - COMPARED, length)
    if compared[0] < A_YEAR + AROUND:
        return None
    up_to = np.concatenate([[0], np.cumsum(total)])
    held = up_to[compared - A_YEAR + AROUND + 1] - up_to[compared - A_YEAR - AROUND]
    if held.min() < ENOUGH:
        return None
    season = np.ones(length)
    season[compared] = held / held.mean()
    return season


def _effort(results: Results) -> tuple[str, ...]:
    effort = results.around.reporters
    if effort is None:
        return ()
    usual = number(round(effort.usual, 1))
    return (f"Det väntade följer antalet rapportörer: {number(effort.now)}, normalt {usual}.",)


def _excess(watch: Watch, at: tuple[int, int]) -> float:
    expected = watch.expected[at]
    return float(watch.observed[at] - (expected if np.isfinite(expected) else 0.0))


def _strongest(rung: list[tuple[int, int]], results: Results) -> list[tuple[int, int]]:
    """One alarm for each series; none without areas, where the kinds are told already."""
    if not results.around.areas:
        return []
    first: dict[int, tuple[int, int]] = {}
    for at in rung:
        first.setdefault(at[0], at)
    return list(first.values())


def _title(rung: list[tuple[int, int]], names: list[tuple[str, str, str]]) -> str:
    if not rung:
        return "Inget larm: inget slag ökar tydligt i något område"
    _, area, kind = names[rung[0][0]]
    others = len({s for s, _ in rung}) - 1
    more = f" och {number(others)} till" if others else ""
    return f"Larm: {short(kind)}, {short(area)}{more}"


def _sentence(at: tuple[int, int], about: _About) -> str:
    _, area, kind = about.names[at[0]]
    return f"{short(area)}, {short(kind)}: {_told(at, about)}"


def _told(at: tuple[int, int], about: _About) -> str:
    watch, week = about.watch, _week(at, about).label
    observed, expected = int(watch.observed[at]), watch.expected[at]
    usual = f", väntat {number(round(float(expected), 1))}" if np.isfinite(expected) else ""
    preliminary = " (preliminärt)" if watch.preliminary[at[1]] else ""
    doubt = about.doubt(at)
    return f"{events(observed)} {week}{usual}{preliminary}." + (f" {doubt}" if doubt else "")


def _week(at: tuple[int, int], about: _About) -> Period:
    start = about.starts[int(about.watch.weeks[at[1]])]
    return Period(PeriodKind.WEEK, start, start + timedelta(weeks=1))


def _row(at: tuple[int, int], about: _About) -> tuple[str | int | float | None, ...]:
    watch, (_, area, kind) = about.watch, about.names[at[0]]
    return (
        area,
        kind,
        _week(at, about).label,
        int(watch.observed[at]),
        _number(watch.expected[at]),
        _number(watch.upper[at]),
    )


def _number(value: float) -> float | None:
    return round(float(value), 1) if np.isfinite(value) else None


def _extra(at: tuple[int, int], about: _About, source: str) -> Extra:
    watch, (code, area, kind) = about.watch, about.names[at[0]]
    q, expected = float(watch.q[at]), _number(watch.expected[at])
    found = Finding(
        number=0,
        kind=ALARM,
        place=short(area),
        sentence=_sentence(at, about),
        figures=Figures(int(watch.observed[at]), expected=expected, q=rounded(q)),
        strength=strength(max(q, ALPHA) if about.doubt(at) else q),
        source=source,
        method="alarms",
        area=code,
    )
    return Extra(found, f"{short(kind)} i området: {_told(at, about)}")


def _basis(about: _About, *, season: bool) -> str:
    chosen = WITH_SEASON if season else about.watch.chosen.sentence
    tried = number(len(about.watch.observed))
    if about.left_out:
        whole = number(len(about.watch.observed) + about.left_out)
        tried = f"De {tried} serier av {whole} som hade flest händelser före perioden är"
    else:
        tried += " serier"
    return (
        f"{chosen} {tried} prövade samtidigt. De två senaste veckorna är preliminära: de kan få "
        "fler rapporter."
    )


def _method(watch: Watch, rung: int) -> Method:
    told = plain(watch.parameters) | {"years": watch.years, "chosen": str(watch.chosen)}
    tested = int(watch.observed.size)
    return Method("områden och kategorier, veckor", watch.method, watch.version, tested, rung, told)
