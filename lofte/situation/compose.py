"""Points in, picture out: counts, comparisons, findings, sentences. Pure; no clock, no database."""

from dataclasses import replace

import numpy as np
import shapely
from numpy.typing import NDArray

from lofte.analysis.counting import count, slots
from lofte.analysis.hours import HotHours, hot_hours, week_hours
from lofte.analysis.periods import Period
from lofte.analysis.points import Points
from lofte.situation import findings, sentences
from lofte.situation.caveats import caveats
from lofte.situation.collecting import not_collecting
from lofte.situation.comparisons import ALPHA, Compared, compare, plain, rounded
from lofte.situation.counts import AreaShape, default_weeks, squares, times, weeks_before
from lofte.situation.deeper import Told, tell
from lofte.situation.document import (
    FEWER,
    MORE,
    MORE_OF_KIND,
    MOST,
    Area,
    Category,
    Cell,
    Figures,
    Finding,
    History,
    HotWindow,
    Hours,
    Method,
    PictureDocument,
    Place,
    Source,
    Trend,
    TrendPoint,
)
from lofte.situation.merging import Extra, merged, numbered
from lofte.situation.results import Around, Results, measure

SUMMARY = 5
MOST_NEEDS = 10
# In a large register even a difference of no use to anyone can be shown to be real.
LARGER = 1.2
LARGEST = "platsen som är märkt på kartan"


@not_collecting()
def compose(
    points: Points,
    *,
    source: Source,
    period: Period | None = None,
    around: Around | None = None,
    size: int | None = None,
    seed: int = 0,
) -> PictureDocument:
    """A picture of the period (None: the last four full weeks against all before).

    size: side of the squares in metres, None = chosen and said. Raises NothingToCompose.
    """
    around = around or Around()
    when = times(points, period, live=around.live)
    results = measure(points, when, squares(points, when, size), around)
    deeper, silent = tell(results, source.name)
    found = _findings(results, source.name, [extra for told in deeper for extra in told.extras])
    total = sentences.total(results.total.figures(0), results.total.klass(0))
    hours = _hours(results)
    return PictureDocument(
        title=f"Lägesbild {when.period.label}",
        register=source.name,
        period_key=when.period.key,
        period_label=when.period.label,
        first_day=when.period.start.isoformat(),
        last_day=when.period.last_day.isoformat(),
        history=_history(results),
        source=source,
        cell_size=int(results.grid.grid.size),
        window_size=results.grid.window_size,
        cell_choice=results.grid.choice,
        total=results.total.figures(0),
        total_klass=results.total.klass(0),
        total_sentence=total,
        summary=_summary(total, found, hours, results),
        findings=found,
        cells=_cells(results, found, _lasting(deeper, len(results.grid.active))),
        areas=_areas(results, found),
        places=_places(results, found),
        hours=hours,
        trend=_trend(results),
        categories=_categories(results),
        methods=(*_methods(results), *(used for told in deeper for used in told.methods)),
        caveats=caveats(results, source, silent),
        sections=tuple(told.section for told in deeper),
        seed=seed,
    )


def _findings(results: Results, source: str, extras: list[Extra]) -> tuple[Finding, ...]:
    """Deviations by place, then by category, then where most is; numbered through.

    extras: what the further methods found, told with the same place or after the deviations.
    """
    local = findings.gather(results.grid, results.cells, results.named, source)
    told = [
        findings.told(one, lambda found: _when(results, found), _from_new(results, one))
        for one in local
    ]
    local = merged(told, extras)
    return numbered([*local, *_rising_categories(results, source), *_most(results, source)])


def _when(results: Results, found: Finding) -> str:
    """The hours of a finding, from the events that were counted in it."""
    at = _events(results, found)
    windows = hot_hours(week_hours(results.points.where(at)), None, alpha=ALPHA)
    return windows[0].label if windows else ""


def _from_new(results: Results, found: Finding) -> int:
    """How many of its events come from people who have begun to report lately."""
    new = results.around.newcomers
    return 0 if new is None else int(np.count_nonzero(_events(results, found) & new))


def _events(results: Results, found: Finding) -> NDArray[np.bool_]:
    """bool[n]: the period's events at the place, in the strongest window, or in the area."""
    x, y = results.points.x, results.points.y
    place = next((p for p in results.around.places if p.id == found.place_id), None)
    if place is not None:
        inside = np.hypot(x - place.x, y - place.y) <= place.radius
    elif found.cells:
        half = results.grid.window_size / 2
        inside = np.maximum(abs(x - (found.x or 0)), abs(y - (found.y or 0))) <= half
    else:
        shape = next(a.shape for a in results.around.areas if a.code == found.area)
        shapely.prepare(shape)
        inside = shapely.intersects_xy(shape, x, y)
    now: NDArray[np.bool_] = results.when.now & inside
    return now


def _rising_categories(results: Results, source: str) -> list[Finding]:
    names = results.points.categories
    if len(names) < 2:
        return []
    rises = [i for i in range(len(names)) if results.kinds.klass(i) == MORE]
    rises.sort(key=lambda i: (results.kinds.figures(i).p, i))
    return [_risen(names[i], results.kinds.figures(i), source) for i in rises]


def _risen(name: str, figures: Figures, source: str) -> Finding:
    kind = sentences.short(name)
    return Finding(
        number=0,
        kind=MORE_OF_KIND,
        place=kind,
        sentence=sentences.finding(f"{kind} i hela underlaget", figures),
        figures=figures,
        strength=sentences.strength(figures.q),
        source=source,
        method="more_than_normal",
    )


def _most(results: Results, source: str) -> list[Finding]:
    """The group of squares with most events, or nothing when none stands out."""
    grid, hot = results.grid, np.flatnonzero(results.hot)
    if len(hot) == 0:
        return []
    own = grid.own[:, -1]
    members = findings.largest(grid, hot, own)
    if own[members].sum() < MOST_NEEDS:
        return []
    held, best = int(own[members].sum()), int(members[np.argmax(own[members])])
    x, y = (float(v) for v in grid.grid.centre(grid.active[best]))
    area = findings.area_at(x, y, results.around.areas)
    place = findings.name_at(x, y, results.named) or LARGEST
    share = held / int(own.sum())
    told = Finding(
        number=0,
        kind=MOST,
        place=place,
        sentence=sentences.most(place, count=held, share=share, cells=len(members)),
        figures=Figures(held),
        strength=sentences.strength(None),
        source=source,
        method="gi_star",
        cells=tuple(grid.grid.cell_id(int(grid.active[m])) for m in members),
        area=area.code if area else "",
        x=round(x, 1),
        y=round(y, 1),
    )
    return [told]


def _summary(
    total: str, found: tuple[Finding, ...], hours: Hours, results: Results
) -> tuple[str, ...]:
    """At most five sentences: the whole, what deviates, where and when most is."""
    ends = [one.sentence for one in found if one.kind == MOST]
    if hours.most or hours.more:
        ends.append(sentences.hot_hours(hours.most, hours.more))
    deviating = [one.sentence for one in found if one.kind != MOST]
    tested = any(family.known for family in _families(results)[1:])
    if not deviating and tested:
        whole = results.total.klass(0)
        deviating = [sentences.NO_PLACE if whole in (MORE, FEWER) else sentences.NOTHING]
    return (total, *deviating[: SUMMARY - 1 - len(ends)], *ends)


def _hours(results: Results) -> Hours:
    week = results.hours
    return Hours(
        # + 0.0: PostgreSQL keeps no minus zero, and the checksum must be the same after reading
        counts=tuple(tuple(round(float(v), 2) + 0.0 for v in day) for day in week.weights),
        most=tuple(map(_window, results.most_hours)),
        more=tuple(_window(w) for w in results.more_hours if w.share >= LARGER * w.usual),
        exact=int(week.exact),
        spread=int(week.spread),
        midnight=int(week.midnight),
        unknown=int(week.unknown),
    )


def _window(found: HotHours) -> HotWindow:
    return HotWindow(
        label=found.label,
        first_weekday=found.first_weekday,
        last_weekday=found.last_weekday,
        first_hour=found.first_hour,
        last_hour=found.last_hour,
        count=rounded(found.count),
        share=rounded(found.share),
        usual=rounded(found.usual),
    )


def _history(results: Results) -> History:
    history = results.when.history
    if not history:
        return History("", "", 0, results.when.sentence)
    first, last = history[0].start.isoformat(), history[-1].last_day.isoformat()
    return History(first, last, len(history), results.when.sentence)


def _lasting(deeper: tuple[Told, ...], squares: int) -> tuple[str, ...]:
    """What a method says of each square."""
    return next((told.squares for told in deeper if told.squares), ("",) * squares)


def _cells(
    results: Results, found: tuple[Finding, ...], lasting: tuple[str, ...]
) -> tuple[Cell, ...]:
    grid, hot = results.grid, results.hot
    number = {cell: f.number for f in reversed(found) if f.kind != MOST for cell in f.cells}
    xs, ys = (values.tolist() for values in grid.grid.centre(grid.active))
    names, own = grid.grid.cell_ids(grid.active), grid.own[:, -1].tolist()
    told = results.cells.each
    rows = zip(names, xs, ys, own, told, hot.tolist(), lasting, strict=True)
    return tuple(
        Cell(
            id=name,
            x=x,
            y=y,
            count=count_,
            window=figures,
            klass=klass,
            most=most,
            finding=number.get(name, 0),
            lasting=lasts,
        )
        for name, x, y, count_, (figures, klass), most, lasts in rows
    )


def _areas(results: Results, found: tuple[Finding, ...]) -> tuple[Area, ...]:
    number = {f.area: f.number for f in reversed(found) if f.area and not (f.cells or f.place_id)}
    return tuple(
        _area(area, results.areas, i, number.get(area.code, 0))
        for i, area in enumerate(results.around.areas)
    )


def _area(area: AreaShape, tested: Compared, unit: int, finding: int) -> Area:
    middle = area.shape.representative_point()
    return Area(
        code=area.code,
        name=area.name,
        x=round(middle.x, 1),
        y=round(middle.y, 1),
        figures=tested.figures(unit),
        klass=tested.klass(unit),
        finding=finding,
        outline=outline(area.shape),
    )


def outline(shape: shapely.Geometry) -> tuple[tuple[tuple[float, float], ...], ...]:
    """All rings of a polygon, thinned to what a page can show (metres, whole)."""
    west, south, east, north = shape.bounds
    simple = shape.simplify(max(east - west, north - south) / 400)
    rings = []
    for part in shapely.get_parts(simple):
        if part.geom_type == "Polygon":
            rings += [part.exterior, *part.interiors]
    return tuple(tuple((round(x, 0), round(y, 0)) for x, y in ring.coords) for ring in rings)


def _places(results: Results, found: tuple[Finding, ...]) -> tuple[Place, ...]:
    number = {f.place_id: f.number for f in reversed(found) if f.place_id}
    return tuple(
        Place(
            id=place.id,
            name=place.name,
            x=round(place.x, 1),
            y=round(place.y, 1),
            radius=float(place.radius),
            figures=results.places.figures(i),
            klass=results.places.klass(i),
            finding=number.get(place.id, 0),
        )
        for i, place in enumerate(results.around.places)
    )


def _trend(results: Results) -> Trend:
    """Per week when the period is whole weeks, else per period; the last points are the period."""
    when = results.when
    weekly = default_weeks(when)
    steps = weeks_before(when) if weekly else (*when.history[-52:], when.period)
    slot = slots(results.points.start, steps)
    counts = count(np.minimum(slot, 0), slot, units=1, slots=len(steps))
    earlier = [step for step in steps if step.end <= when.period.start]
    band = compare(
        "utveckling",
        counts[:, : len(earlier) + 1],
        replace(when, history=tuple(earlier), period=steps[len(earlier)]),
    )
    figures = band.figures(0)
    told = (
        TrendPoint(step.label, step.start.isoformat(), int(n), step.start >= when.period.start)
        for step, n in zip(steps, counts[0], strict=True)
    )
    return Trend("vecka" if weekly else "period", tuple(told), figures.low, figures.high)


def _categories(results: Results) -> tuple[Category, ...]:
    told = [
        Category(name, results.kinds.figures(i), results.kinds.klass(i))
        for i, name in enumerate(results.points.categories)
    ]
    return tuple(sorted(told, key=lambda one: (-one.figures.count, one.name)))


def _families(results: Results) -> tuple[Compared, ...]:
    return (results.total, results.cells, results.areas, results.places, results.kinds)


def _methods(results: Results) -> tuple[Method, ...]:
    used = [
        family.method
        for family in _families(results)
        if family.normal is not None and len(family.counts)
    ]
    gi = results.gi
    if gi is not None:
        hot = int(np.count_nonzero(gi.hot))
        used.append(Method("rutor", gi.method, gi.version, int(gi.n), hot, plain(gi.parameters)))
    return tuple(used)
