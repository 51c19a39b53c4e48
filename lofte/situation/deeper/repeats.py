"""Near repeats, for the kinds of event where they are known: burglary, damage, burning vehicles."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from lofte.analysis.near_repeat import Bands, NearRepeat, near_repeat
from lofte.situation.alike import once, said
from lofte.situation.comparisons import ALPHA, plain
from lofte.situation.deeper import Silent, Told
from lofte.situation.document import Method, Section
from lofte.situation.results import Results
from lofte.situation.sentences import NBSP, events, latest, number, short

PLACE = 50
WEEKS = 26
FEWEST = 40
FEWEST_PAIRS = 3
MOST_EVENTS = 20_000
BANDS = Bands(distances=(100.0, 200.0, 400.0), days=(7.0, 14.0, 28.0))
# Johnson et al. 2007 (burglary in ten cities); damage and burning vehicles are alike in kind.
KNOWN = re.compile(
    r"inbrott|burglar|skadegör|klotter|vandal|graffiti|criminal damage|"
    r"glaskross|sabotage|(?:bil|fordons)br[aä]nd|brand i (?:bil|fordon)|anlagd (?:eld|brand)|"
    r"vehicle (?:fire|arson)|\barson",
    re.I,
)


@dataclass(frozen=True, slots=True, eq=False)
class _Kind:
    """One kind of event, its table and the p-value of each field."""

    name: str
    found: NearRepeat
    p: NDArray[np.float64]
    left_out: int
    alike: int


def tell(results: Results, source: str) -> Told | Silent | None:
    """None without such a kind of event; Silent where there are too few, with a place, of each in
    the last half year."""
    known = _known(results)
    kinds = [told for i in known if (told := _kind(results, i)) is not None]
    if not kinds:
        why = f"{FEWEST} händelser av samma slag behövs det senaste halvåret"
        return Silent("upprepning nära och snart", why) if known else None
    level = ALPHA / (len(kinds) * kinds[0].p.size)
    clear = [kind for kind in kinds if kind.p[:2, 0].min() <= level]
    section = Section(
        ident="upprepning",
        title=_title(clear),
        sentences=(*(_sentence(kind) for kind in clear), _basis(kinds, latest(*_days_of(results)))),
        caption="Par av händelser nära varandra i rum och tid",
        columns=("Kategori", "Avstånd", "Dagar emellan", "Par", "Väntat", "Kvot"),
        rows=tuple(row for kind in kinds for row in _rows(kind)),
        numbers=3,
        wide=True,
    )
    return Told(section, (_method(kinds, len(clear)),))


def _known(results: Results) -> list[int]:
    return [i for i, name in enumerate(results.points.categories) if KNOWN.search(name)]


def _days_of(results: Results) -> tuple[date, date]:
    """The first day, and the one after the last."""
    end = results.when.reached.end
    return max(end - timedelta(weeks=WEEKS), results.when.first_day), end


def _kind(results: Results, category: int) -> _Kind | None:
    """The last 26 weeks up to the end of the period; of very many, the latest."""
    points = results.points
    first, end = (np.datetime64(day) for day in _days_of(results))
    chosen = (points.category == category) & (results.grid.cell >= 0)
    chosen &= (points.start >= first) & (points.start < end)
    rows = np.flatnonzero(chosen)
    held = once(points, rows)
    if len(held) < FEWEST:
        return None
    used = held[-MOST_EVENTS:]
    day = (points.start[used] - first).astype(np.float64) / 86_400
    found = near_repeat((points.x[used], points.y[used]), day, BANDS, permutations=0)
    return _Kind(
        points.categories[category], found, _p(found), len(held) - len(used), len(rows) - len(held)
    )


def _p(found: NearRepeat) -> NDArray[np.float64]:
    """Mean and variance of the permuted tables are exact, so no simulation is needed.

    The normal tail is far too thin where few pairs are expected, and Poisson's where pairs come
    together: the larger holds in both. One or two pairs are never enough.
    """
    spread = np.sqrt(np.maximum(found.variance, 1e-12))
    normal = ndtr(-(found.observed - 0.5 - found.expected) / spread)
    p: NDArray[np.float64] = np.maximum(normal, found.p_poisson)
    return np.where(found.observed >= FEWEST_PAIRS, p, 1.0)


def _title(clear: list[_Kind]) -> str:
    if not clear:
        return "Det som har hänt upprepas inte i närheten mer än slumpen ger"
    names = " och ".join(short(kind.name) for kind in clear[:2])
    return f"{names} upprepas nära och snart"


def _sentence(kind: _Kind) -> str:
    """The clearest of what happens within a week, at the same spot or in the first band."""
    row = int(np.argmin(kind.p[:2, 0]))
    observed, expected = int(kind.found.observed[row, 0]), float(kind.found.expected[row, 0])
    times = number(round(observed / expected, 1)) if expected else "många"
    near = f"inom {number(BANDS.distances[0])}{NBSP}m, men inte på samma plats,"
    where = "på samma plats" if row == 0 else near
    return (
        f"{short(kind.name)}: fler följer {where} inom {number(BANDS.days[0])} dagar än slumpen "
        f"ger, {number(observed)} par mot väntat {number(round(expected, 1))} ({times} gånger)."
    )


def _rows(kind: _Kind) -> list[tuple[str | int | float | None, ...]]:
    found = kind.found
    rows: list[tuple[str | int | float | None, ...]] = []
    for i, distance in enumerate(_distances()):
        for j, days in enumerate(_days()):
            ratio = found.ratio[i, j]
            rows.append(
                (
                    kind.name,
                    distance,
                    days,
                    int(found.observed[i, j]),
                    round(float(found.expected[i, j]), 1),
                    round(float(ratio), 2) if np.isfinite(ratio) else None,
                )
            )
    return rows


def _distances() -> list[str]:
    return ["samma plats", *_spans((0.0, *BANDS.distances), "m")]


def _days() -> list[str]:
    first = f"högst {number(BANDS.days[0])}{NBSP}dagar"  # the same day too
    return [first, *_spans(BANDS.days, "dagar")]


def _spans(edges: tuple[float, ...], unit: str) -> list[str]:
    """ "över 100 till 200 m"."""
    return [f"över {number(low)} till {number(high)}{NBSP}{unit}" for low, high in pairwise(edges)]


def _basis(kinds: list[_Kind], span: str) -> str:
    told = f"Räknat på {span}"
    if any(kind.left_out for kind in kinds):
        told += f", högst de {number(MOST_EVENTS)} senaste av varje slag"
    used = sum(kind.found.n for kind in kinds)
    alike = said(sum(kind.alike for kind in kinds))
    return f"{told}: {events(used)}.{alike} Det säger inte att samma personer ligger bakom."


def _method(kinds: list[_Kind], clear: int) -> Method:
    first = kinds[0].found
    told = plain(first.parameters) | {"kinds": len(kinds), "p": "larger of moments, Poisson"}
    return Method("upprepning", first.method, first.version, kinds[0].p.size, clear, told)
