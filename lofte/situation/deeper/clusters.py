"""Live clusters: where and since when more has happened than place and time explain."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray
from scipy.special import pdtrik

from lofte.analysis.chance import Replicates
from lofte.analysis.grid import Grid
from lofte.analysis.scan_time import Cylinder, TimeScan, Window, scan_time
from lofte.analysis.zones import zones
from lofte.situation.alike import once, said
from lofte.situation.comparisons import ALPHA, plain, rounded
from lofte.situation.deeper import Silent, Told
from lofte.situation.document import CLUSTER, Figures, Finding, Method, Section
from lofte.situation.findings import NEAR, area_at, by_new, label, spoken
from lofte.situation.merging import Extra
from lofte.situation.results import Results
from lofte.situation.sentences import NBSP, events, latest, number, strength

PLACE = 30
WEEKS = 26
LONGEST = 28
FEWEST = 50
MOST_EVENTS = 20_000
MOST_PLACES = 4_000
RADIUS = 1_000.0
SIZES = (100.0, 250.0, 500.0, 1_000.0, 2_000.0)
# Fifteen as strong among chance's own settle that it is nothing; else all are made.
REPLICATES = Replicates(number=999, stop=15, seed=47)
WORTH_TELLING = 3


@dataclass(frozen=True, eq=False)
class _Cases:
    """The events that are scanned: their square and day. found: how many there were.

    new: bool[n], by someone who has begun to report lately. alike: rows left out as the same again.
    """

    grid: Grid
    squares: NDArray[np.int64]
    place: NDArray[np.int64]
    day: NDArray[np.int64]
    first: date
    found: int
    new: NDArray[np.bool_]
    span: str
    alike: int = 0

    @property
    def scale(self) -> float:
        """Events for each that was scanned."""
        return self.found / len(self.day)


def tell(results: Results, source: str) -> Told | Silent:
    """Silent with too few events with a place in the last half year."""
    cases = _cases(results)
    if isinstance(cases, str):
        return Silent("anhopningar", cases)
    at = np.column_stack(cases.grid.centre(cases.squares))
    circles = zones(at, np.bincount(cases.place), radius=max(RADIUS, 2 * cases.grid.size))
    days = (results.when.reached.end - cases.first).days
    scan = scan_time(
        cases.place, cases.day, circles, Window(days, min(LONGEST, days)), replicates=REPLICATES
    )
    p = {one.centre: _p(one, scan, results) for one in scan.clusters}
    live = [one for one in scan.clusters if p[one.centre] <= ALPHA and one.cases >= WORTH_TELLING]
    told = [f"{spoken(*_where(one, at), results.named)}: {_since(one, cases)}" for one in live]
    section = Section(
        ident="anhopningar",
        title=_title(len(live)),
        sentences=(*told, _basis(cases)),
        caption="De starkaste anhopningarna",
        columns=(
            "Plats",
            "Sedan",
            "Antal",
            "Väntat",
            "Inom meter",
            "Sannolikhet",
            "Kommer av en slump",
        ),
        rows=tuple(_row(one, p[one.centre], cases, at, results) for one in scan.clusters),
        numbers=2,
    )
    extras = tuple(_extra(one, p[one.centre], cases, at, results, source) for one in live)
    return Told(section, (_method(scan, cases, len(live)),), extras)


def _cases(results: Results) -> _Cases | str:
    """The last 26 weeks up to the end of the period; of very many, evenly spread in time. Why not,
    where they are too few."""
    end = results.when.reached.end
    first = max(end - timedelta(weeks=WEEKS), results.when.first_day)
    start = results.points.start
    lately = (start >= np.datetime64(first)) & (start < np.datetime64(end))
    held = np.flatnonzero(lately & (results.grid.cell >= 0))
    if (end - first).days < 2 * LONGEST:
        return f"{2 * LONGEST // 7} veckor behövs"
    if len(held) < FEWEST:
        return f"{FEWEST} händelser med plats behövs det senaste halvåret"
    rows = len(held)
    held = once(results.points, held)  # and in one order, whatever that of the rows
    if len(held) > MOST_EVENTS:
        chosen = held[np.linspace(0, len(held) - 1, MOST_EVENTS).astype(np.int64)]
    else:
        chosen = held
    x, y = results.points.x[chosen], results.points.y[chosen]
    grid, cell = _coarse(x, y, results.grid.grid.size)
    squares, place = np.unique(cell, return_inverse=True)
    day = start[chosen].astype("datetime64[D]") - np.datetime64(first)
    new = results.around.newcomers
    theirs = np.zeros(len(chosen), dtype=np.bool_) if new is None else new[chosen]
    days, span = day.astype(np.int64), latest(first, end)
    return _Cases(grid, squares, place, days, first, len(held), theirs, span, rows - len(held))


def _coarse(
    x: NDArray[np.float64], y: NDArray[np.float64], finest: float
) -> tuple[Grid, NDArray[np.int64]]:
    """The smallest squares, no smaller than the picture's, that are few enough to scan."""
    for size in (size for size in SIZES if size >= finest or size == SIZES[-1]):
        grid = Grid.covering(x, y, size)
        cell = grid.index(x, y)
        if len(np.unique(cell)) <= MOST_PLACES:
            break
    return grid, cell


def _first_day(one: Cylinder, cases: _Cases) -> date:
    return cases.first + timedelta(days=one.first)


def _where(one: Cylinder, at: NDArray[np.float64]) -> tuple[float, float]:
    x, y = at[one.centre]
    return float(x), float(y)


def _counts(one: Cylinder, cases: _Cases) -> tuple[int, float]:
    """Of all events, when only some were scanned."""
    return round(one.cases * cases.scale), one.expected * cases.scale


def _since(one: Cylinder, cases: _Cases) -> str:
    """ "anhopning sedan 2026-11-12: 14 händelser, väntat 5,2."."""
    count, expected = _counts(one, cases)
    about = "ungefär " if cases.scale > 1 else ""
    told = f"{about}{events(count)}, väntat {number(round(expected, 1))}"
    doubt = _doubt(one, cases)
    since = f"anhopning sedan {_first_day(one, cases).isoformat()}: {told}."
    return f"{since} {doubt}" if doubt else since


def _doubt(one: Cylinder, cases: _Cases) -> str:
    """What new reporters may explain of it; usual: what chance alone rarely exceeds."""
    there = np.isin(cases.place, one.places)
    there &= (cases.day >= one.first) & (cases.day <= one.last)
    new = round(np.count_nonzero(there & cases.new) * cases.scale)
    count, expected = _counts(one, cases)
    return by_new(count, new, float(np.ceil(pdtrik(1 - ALPHA, expected))))


def _extra(
    one: Cylinder,
    p: float,
    cases: _Cases,
    at: NDArray[np.float64],
    results: Results,
    source: str,
) -> Extra:
    x, y = _where(one, at)
    area = area_at(x, y, results.around.areas)
    count, expected = _counts(one, cases)
    name, since = label(x, y, results.named), _since(one, cases)
    found = Finding(
        number=0,
        kind=CLUSTER,
        place=name,
        sentence=f"{name}: {since}",
        figures=Figures(count, expected=rounded(expected), p=rounded(p)),
        strength=strength(max(p, ALPHA) if _doubt(one, cases) else p),
        source=source,
        method="space_time_scan",
        area=area.code if area else "",
        x=round(x, 1),
        y=round(y, 1),
    )
    return Extra(found, since[0].upper() + since[1:], reach=max(NEAR, one.radius))


def _title(count: int) -> str:
    if not count:
        return "Ingen anhopning pågår som slumpen inte kan ge"
    return "En anhopning pågår" if count == 1 else f"{count} anhopningar pågår"


def _basis(cases: _Cases) -> str:
    told = f"Räknat på {events(cases.found)} {cases.span}, dag för dag."
    if cases.scale > 1:
        told += f" {number(len(cases.day))} av dem, jämnt fördelade i tid, har fått tala för alla."
    told += said(cases.alike)
    return (
        f"{told} Hur ofta slumpen ger en lika stark gäller den som prövar varje dag. Cirkeln visar "
        "ungefär var, inte anhopningens verkliga form."
    )


def _row(
    one: Cylinder, p: float, cases: _Cases, at: NDArray[np.float64], results: Results
) -> tuple[str | int | float | None, ...]:
    count, expected = _counts(one, cases)
    name = spoken(*_where(one, at), results.named)
    chance = "oftare än varje vecka"
    if p <= 1 / 7:
        chance = f"en gång på {number(round(1 / p))}{NBSP}dagar"
    return (
        name,
        _first_day(one, cases).isoformat(),
        count,
        round(expected, 1),
        round(one.radius + cases.grid.size / 2),
        f"{p:.3f}".replace(".", ","),
        chance,
    )


def _p(one: Cylinder, scan: TimeScan, results: Results) -> float:
    """As unsure as the counts are jumpy: the ratio is divided by their variance over mean."""
    normal = results.cells.normal
    jumps = normal.dispersion if normal is not None and np.isfinite(normal.dispersion) else 1.0
    return scan.chance.p(one.ratio / max(jumps, 1.0))


def _method(scan: TimeScan, cases: _Cases, live: int) -> Method:
    told = plain(scan.parameters) | {
        "made": scan.chance.replicates,
        "square": cases.grid.size,
        "events": len(cases.day),
    }
    return Method("anhopningar", scan.method, scan.version, scan.zones, live, told)
