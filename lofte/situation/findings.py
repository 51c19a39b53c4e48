"""What is worth knowing: neighbours become one finding, with a name, an order and a number."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from scipy.spatial import cKDTree

from lofte.situation.comparisons import ALPHA, Compared
from lofte.situation.counts import AreaShape, NamedPlace, Squares
from lofte.situation.document import FEWER, MORE, Figures, Finding
from lofte.situation.sentences import finding as finding_sentence
from lofte.situation.sentences import new_reporters, short, strength

NEAR = 300.0
NEAR_WORD = "Nära"
NEARLY = 0.8
GRADES = ("starkt stöd", "tydligt stöd", "visst stöd", "beskrivning")
MARK = "\ue000"
HERE = f"plats {MARK} på kartan"
NAMELESS = "en plats utan namn"


@dataclass(frozen=True, eq=False)
class Group:
    """Neighbouring squares of one class, told by the strongest window among them."""

    klass: str
    squares: tuple[int, ...]
    best: int
    x: float
    y: float


def groups(squares: Squares, compared: Compared, klass: str) -> list[Group]:
    """Squares of a class around each peak, strongest first; peaks share no events."""
    units = compared.of(klass)
    x, y = squares.grid.centre(squares.active[units])
    figures = [compared.figures(int(unit)) for unit in units]
    reach = squares.grid.size * max(1, 2 * squares.radius) + 1
    found: list[Group] = []
    left = sorted(range(len(units)), key=lambda i: (*_evidence(figures[i]), int(units[i])))
    while left:
        near = [i for i in left if max(abs(x[i] - x[left[0]]), abs(y[i] - y[left[0]])) <= reach]
        best = _peak(near, units, figures, squares.own[units, -1])
        around = [i for i in left if max(abs(x[i] - x[best]), abs(y[i] - y[best])) <= reach]
        members = tuple(sorted(int(units[i]) for i in around))
        found.append(Group(klass, members, int(units[best]), float(x[best]), float(y[best])))
        left = [i for i in left if i not in set(around)]
    return found


def _peak(
    near: list[int], units: NDArray[np.int64], figures: list[Figures], own: NDArray[np.int32]
) -> int:
    """Among windows that hold nearly the same, the one with most in its own middle."""
    off = {i: abs(figures[i].count - (figures[i].expected or 0)) for i in near}
    alike = [i for i in near if off[i] >= NEARLY * max(off.values())]
    return min(alike, key=lambda i: (-own[i], *_evidence(figures[i]), int(units[i])))


def largest(
    squares: Squares, units: NDArray[np.int64], counts: NDArray[np.int32]
) -> NDArray[np.int64]:
    """Of touching squares, the group that holds the most events."""
    labels = touching(squares, units, squares.grid.size)
    held = np.bincount(labels, weights=counts[units])
    members: NDArray[np.int64] = units[labels == int(np.argmax(held))]
    return members


def touching(squares: Squares, units: NDArray[np.int64], reach: float) -> NDArray[np.int64]:
    """A group number per square: centres within reach (both ways) belong together."""
    x, y = squares.grid.centre(squares.active[units])
    tree = cKDTree(np.column_stack([x, y]))
    pairs = tree.query_pairs(reach + 1, p=np.inf, output_type="ndarray")
    size = len(units)
    links = coo_array((np.ones(len(pairs)), (pairs[:, 0], pairs[:, 1])), shape=(size, size))
    labels: NDArray[np.int64] = connected_components(links, directed=False)[1].astype(np.int64)
    return labels


def _evidence(figures: Figures) -> tuple[float, float]:
    """Smaller is stronger: the tail, then how far off."""
    off = abs(figures.count - (figures.expected or 0))
    return (figures.p if figures.p is not None and figures.p < 0.5 else 1.0, -off)


class Names(Protocol):
    """What has a name: places with a radius, areas with an outline."""

    @property
    def places(self) -> Sequence[NamedPlace]:
        """Nearest first counts."""
        ...

    @property
    def areas(self) -> Sequence[AreaShape]:
        """The smallest round a point gives it its name."""
        ...


@dataclass(frozen=True, eq=False)
class Named:
    """A family of named units (places or areas) beside their results."""

    places: Sequence[NamedPlace]
    place_results: Compared
    areas: Sequence[AreaShape]
    area_results: Compared


def gather(squares: Squares, compared: Compared, named: Named, source: str) -> list[Finding]:
    """All findings of squares, places and areas, merged and ordered by evidence."""
    found: list[Finding] = []
    for klass in (MORE, FEWER):
        at_places = _at_places(named, klass, source)
        in_areas = _in_areas(named, klass, source)
        loose: list[Finding] = []
        for group in groups(squares, compared, klass):
            told = _from_group(group, squares, compared, named, source)
            at_places, merged = _into_place(told, at_places, named, squares.window_size)
            if not merged:
                loose.append(told)
        local = at_places + loose
        found += local + [area for area in in_areas if not _explained(area, local)]
    return sorted(found, key=order)


def _at_places(named: Named, klass: str, source: str) -> list[Finding]:
    results = named.place_results
    return [
        _at_place(place, klass, results.figures(i), named, source)
        for i, place in enumerate(named.places)
        if results.klass(i) == klass
    ]


def _at_place(
    place: NamedPlace, klass: str, figures: Figures, named: Named, source: str
) -> Finding:
    area = area_at(place.x, place.y, named.areas)
    told = _finding(klass, place.name, figures, source)
    code = area.code if area else ""
    return replace(told, place_id=place.id, x=place.x, y=place.y, area=code)


def _in_areas(named: Named, klass: str, source: str) -> list[Finding]:
    results = named.area_results
    return [
        replace(_finding(klass, area.name, results.figures(i), source), area=area.code)
        for i, area in enumerate(named.areas)
        if results.klass(i) == klass
    ]


def _from_group(
    group: Group, squares: Squares, compared: Compared, named: Named, source: str
) -> Finding:
    area = area_at(group.x, group.y, named.areas)
    told = _finding(
        group.klass, label(group.x, group.y, named), compared.figures(group.best), source
    )
    ids = tuple(squares.grid.cell_id(int(squares.active[unit])) for unit in group.squares)
    return replace(
        told, cells=ids, x=round(group.x, 1), y=round(group.y, 1), area=area.code if area else ""
    )


def _finding(klass: str, place: str, figures: Figures, source: str) -> Finding:
    # The tail of "fewer" is the other one; its q is not reported by the test.
    told = figures if klass == MORE else replace(figures, p=None, q=None)
    return Finding(
        number=0,
        kind=klass,
        place=short(place),
        sentence="",
        figures=told,
        strength=strength(told.q) if klass == MORE else "visst stöd",
        source=source,
        method="more_than_normal",
    )


def _into_place(
    told: Finding, at_places: list[Finding], named: Named, window: int
) -> tuple[list[Finding], bool]:
    """A group of squares at a place that was found itself lends the place its squares."""
    radius = {place.id: place.radius for place in named.places}
    for i, place in enumerate(at_places):
        away = np.hypot((told.x or 0) - (place.x or 0), (told.y or 0) - (place.y or 0))
        if away <= radius[place.place_id] + window / 2:
            wider = replace(place, cells=tuple(sorted({*place.cells, *told.cells})))
            return [*at_places[:i], wider, *at_places[i + 1 :]], True
    return at_places, False


def _explained(area: Finding, local: list[Finding]) -> bool:
    """Does a place or group inside the area carry at least half of what the area is off by?"""
    off = abs(area.figures.count - (area.figures.expected or 0))
    inside = [f for f in local if f.area == area.area]
    carried = sum(abs(f.figures.count - (f.figures.expected or 0)) for f in inside)
    return carried >= off / 2


def order(found: Finding, support: str = "") -> tuple[object, ...]:
    """Fewer last; strong before weak, places before whole areas, large before small.

    support: the strongest of what has been merged into it, when that is not its own.
    """
    grade = GRADES.index(support or found.strength)
    off = abs(found.figures.count - (found.figures.expected or 0))
    wide = found.x is None
    named = (found.kind != MORE, found.place, found.cells)
    return (found.kind == FEWER, grade, wide, -off, *named)


def label(x: float, y: float, named: Names) -> str:
    """The nearest named place within reach, else the area with a neutral mark on the map."""
    name = name_at(x, y, named)
    if name.startswith(NEAR_WORD):
        return name
    return f"{name} ({HERE})" if name else HERE.capitalize()


def spoken(x: float, y: float, named: Names) -> str:
    """The same without the mark on the map, for a table."""
    name = label(x, y, named)
    return name.replace(HERE, NAMELESS).replace(HERE.capitalize(), NAMELESS.capitalize())


def name_at(x: float, y: float, named: Names) -> str:
    """ "Nära Resecentrum", the name of the area, or "" where nothing has a name."""
    near = [(np.hypot(p.x - x, p.y - y), p.name) for p in named.places]
    near = [pair for pair in near if pair[0] <= NEAR]
    if near:
        return f"{NEAR_WORD} {short(min(near)[1], 60)}"
    area = area_at(x, y, named.areas)
    return short(area.name, 50) if area else ""


def area_at(x: float, y: float, areas: Sequence[AreaShape]) -> AreaShape | None:
    """The smallest area that holds the point."""
    holding = [area for area in areas if shapely.intersects_xy(area.shape, x, y)]
    return min(holding, key=lambda area: (area.shape.area, area.code), default=None)


def told(found: Finding, when: Callable[[Finding], str], new: int = 0) -> Finding:
    """The finding with its hours and its sentence.

    new: events in it from people who have begun to report lately. When the rest alone is within
    the normal the rise may be theirs, which is said, and the support is weak.
    """
    if found.kind != MORE:
        return replace(found, sentence=finding_sentence(found.place, found.figures))
    hours = when(found)
    sentence = finding_sentence(found.place, found.figures, hours)
    if doubt := by_new(found.figures.count, new, found.figures.high or 0):
        sentence = f"{sentence} {doubt}"
        found = replace(found, strength=strength(ALPHA))
    return replace(found, when=hours, sentence=sentence)


def by_new(count: int, new: int, usual: float) -> str:
    """What is said of a rise that may be new reporters' own; "" when it is not.

    new: how many of the events are theirs. usual: the most that is still within the normal.
    """
    theirs = new > 0 and count - new <= usual
    if theirs or (new and new >= count / 2):
        return new_reporters(new, explained=theirs)
    return ""
