"""The street network: hand-drawn main streets, and local streets traced between them."""

import functools
from dataclasses import dataclass

import numpy as np
import shapely

from lofte.demo import plan
from lofte.demo.curves import blob, line, parts, round_blob
from lofte.demo.field import Field


@dataclass(frozen=True, slots=True)
class Street:
    name: str
    kind: str  # "main", "residential" or "path"
    area: str  # code of the own area in which its middle lies
    line: shapely.LineString  # local metres


def snapped(points: list[tuple[float, float]], onto: shapely.Geometry) -> shapely.LineString:
    """A curve whose two ends are moved to the network when they nearly touch it."""
    moved = list(points)
    for end in (0, -1):
        point = shapely.Point(moved[end])
        if point.distance(onto) < 400:
            near = onto.interpolate(onto.project(point))
            moved[end] = (near.x, near.y)
    return line(moved)


@functools.cache
def main_streets() -> tuple[tuple[str, str, shapely.LineString], ...]:
    return tuple((name, kind, line(points)) for name, kind, points in plan.MAIN_STREETS)


@functools.cache
def parks() -> tuple[tuple[str, str, shapely.Polygon], ...]:
    town = [(n, k, blob(p, step=15).difference(plan.water())) for n, k, p in plan.PARKS]
    return tuple((n, k, max(parts(g, shapely.Polygon), key=lambda p: p.area)) for n, k, g in town)


@functools.cache
def forests() -> shapely.Geometry:
    """Woods of the countryside, cut out around the town, the water and the villages."""
    rng = np.random.default_rng(41)
    patches = []
    for _ in range(90):
        x, y = rng.uniform(-9_600, 9_600, 2)
        patches.append(round_blob((x, y), rng.uniform(350, 1_150), rng))
    spared = [plan.tatort().buffer(140), plan.water().buffer(25)]
    spared += [shapely.Point(x, y).buffer(480) for _, x, y in plan.VILLAGES]
    woods = shapely.union_all(patches).difference(shapely.union_all(spared))
    woods = woods.buffer(-30).buffer(60).buffer(-30).intersection(plan.kommun().buffer(-5))
    return woods.simplify(6)


@functools.cache
def barriers() -> shapely.Geometry:
    """What local streets do not cross: water, parks, the railway with its yard."""
    green = [g.buffer(3) for _, _, g in parks()]
    return shapely.union_all([plan.water().buffer(22), plan.railway().buffer(26), *green])


@functools.cache
def firm() -> shapely.Geometry:
    """The barriers, a metre smaller: a street may end right at them."""
    return barriers().buffer(-1)


@functools.cache
def own_area_of(x: float, y: float) -> tuple[str, str, float]:
    """Code, kind and street spacing of the town area whose seed is nearest."""
    best, least = plan.AREAS[0], np.inf
    for area in plan.AREAS[:10]:
        for _, sx, sy in area[5]:
            away = (sx - x) ** 2 + (sy - y) ** 2
            if away < least:
                best, least = area, away
    return best[0], best[2], best[4]


@functools.cache
def direction_field() -> Field:
    guides = [(g, 1.0) for _, _, g in main_streets()]
    guides.append((plan.railway(), 0.5))
    guides.append((line(plan.RIVER, step=25), 0.7))
    guides.append((shapely.LineString(blob(plan.LAKE, step=35).exterior.coords), 0.35))
    return Field(guides)


class Tracer:
    """Evenly spaced streamlines inside one face between the main streets."""

    def __init__(self, face: shapely.Polygon, rng: np.random.Generator):
        self.face, self.rng = face, rng
        self.inner = face.difference(barriers())
        self.lines: dict[bool, list[shapely.LineString]] = {False: [], True: []}
        middle = face.representative_point()
        self.code, self.kind, self.spacing = own_area_of(round(middle.x, 1), round(middle.y, 1))

    def seeds(self) -> list[tuple[float, float]]:
        x0, y0, x1, y1 = self.inner.bounds
        gap = self.spacing / 3
        xs, ys = np.meshgrid(np.arange(x0, x1, gap), np.arange(y0, y1, gap))
        at = np.column_stack([xs.ravel(), ys.ravel()])
        at += self.rng.uniform(-gap / 3, gap / 3, at.shape)
        room = self.inner.buffer(-self.spacing * 0.42)
        inside = at[shapely.contains_xy(room, at[:, 0], at[:, 1])]
        order = np.argsort(np.hypot(*inside.T))
        return [(float(x), float(y)) for x, y in inside[order]]

    def run(self) -> list[shapely.LineString]:
        for point in self.seeds():
            for across in (False, True):
                self.try_one(point, across)
        return self.lines[False] + self.lines[True]

    def try_one(self, point: tuple[float, float], across: bool) -> None:
        gap = self.spacing * (1.75 if across else 1.0)
        here = shapely.Point(point)
        if any(other.distance(here) < gap * 0.93 for other in self.lines[across]):
            return
        path = direction_field().trace(point, across=across, reach=700)
        start = len(path) // 2
        keep = self.clear(path, across, gap)
        low, high = start, start
        while low > 0 and keep[low - 1]:
            low -= 1
        while high < len(path) - 1 and keep[high + 1]:
            high += 1
        if (high - low) * 8 < self.spacing * 0.9:
            return
        self.lines[across].append(self.fitted(path[low : high + 1]))

    def clear(self, path: np.ndarray, across: bool, gap: float) -> np.ndarray:
        inside = shapely.contains_xy(self.inner, path[:, 0], path[:, 1])
        step = np.diff(path, axis=0)
        turn = np.abs(np.diff(np.unwrap(np.arctan2(step[:, 1], step[:, 0]))))
        inside[1:-1] &= turn < 0.16  # no hairpins where the field turns around itself
        if self.lines[across]:
            same = shapely.MultiLineString(self.lines[across])
            inside &= shapely.distance(shapely.points(path), same) > gap * 0.55
        return inside

    def fitted(self, path: np.ndarray) -> shapely.LineString:
        """Ends that almost reach the face's border or a crossing street are joined to it."""
        targets = [self.face.exterior, *self.lines[False], *self.lines[True]]
        network = shapely.union_all(targets).difference(firm())
        ends: list[np.ndarray | None] = []
        for at, toward in ((path[0], path[1]), (path[-1], path[-2])):
            point = shapely.Point(at)
            away = at + (at - toward) / 8 * self.spacing * 0.5
            ray = shapely.LineString([at, away]).intersection(network)
            if ray.is_empty or not self.face.buffer(1).covers(ray):
                ends.append(None)
                continue
            near = shapely.Point(shapely.shortest_line(point, ray).coords[1])
            bridge = shapely.LineString([at, near]) if near.distance(point) > 0.1 else None
            blocked = bridge is not None and bridge.intersects(firm())
            ends.append(None if blocked else np.array([near.x, near.y]))
        rows = [path]
        if ends[0] is not None:
            rows.insert(0, ends[0][None])
        if ends[1] is not None:
            rows.append(ends[1][None])
        return shapely.LineString(np.vstack(rows)).simplify(0.6)


def faces() -> list[shapely.Polygon]:
    """The town cut by its main streets."""
    lines = [g for _, _, g in main_streets()]
    edge = shapely.LineString(plan.tatort().buffer(-40).exterior.coords)
    cut = shapely.node(shapely.GeometryCollection([*lines, edge]))
    found = shapely.polygonize(parts(cut, shapely.LineString)).geoms
    inside = [f for f in found if plan.tatort().contains(f.representative_point())]
    return sorted(inside, key=lambda f: (round(f.centroid.x, 1), round(f.centroid.y, 1)))


@functools.cache
def local_lines() -> tuple[tuple[str, str, shapely.LineString], ...]:
    """(area code, area kind, line) of every traced street."""
    rng = np.random.default_rng(7)
    found = []
    for face in faces():
        if face.area < 8_000 or face.difference(barriers()).area < 5_000:
            continue
        tracer = Tracer(face, rng)
        found += [(tracer.code, tracer.kind, one) for one in tracer.run()]
    return tuple(found)
