"""Simple buildings for the background map: perimeter blocks, slabs, halls and small houses."""

import functools

import numpy as np
import shapely

from lofte.demo import plan
from lofte.demo.curves import parts, rectangle
from lofte.demo.network import barriers, own_area_of
from lofte.demo.streets import streets

Found = list[tuple[str, shapely.Polygon]]


@functools.cache
def blocks() -> tuple[tuple[str, shapely.Polygon], ...]:
    """(area kind, block) of every block of the town, without its streets, water and parks."""
    lines = [s.line for s in streets() if s.kind != "path"]
    edge = plan.tatort().exterior
    noded = shapely.union_all([*lines, edge], grid_size=0.1)
    wide = {"main": 9.0, "residential": 6.5}
    roads = [s.line.buffer(wide[s.kind]) for s in streets() if s.kind in wide]
    taken = shapely.union_all([*roads, barriers()])
    found = []
    for face in shapely.polygonize(parts(noded, shapely.LineString)).geoms:
        middle = face.representative_point()
        if not plan.tatort().contains(middle):
            continue
        for part in parts(face.difference(taken), shapely.Polygon):
            if part.area > 300:  # a face may lie on both sides of the river
                inside = part.representative_point()
                found.append((own_area_of(round(inside.x, 1), round(inside.y, 1))[1], part))
    return tuple(sorted(found, key=lambda f: (f[1].centroid.x, f[1].centroid.y)))


@functools.cache
def buildings() -> tuple[tuple[str, shapely.Polygon], ...]:
    rng = np.random.default_rng(23)
    found: Found = []
    for kind, block in blocks():
        if kind in ("centre", "station"):
            found += _perimeter(block, rng)
        elif kind == "housing":
            found += _rows(block, rng, (58, 13), (84, 46))
        elif kind in ("industry", "school"):
            found += _rows(block, rng, (70, 38), (104, 72))
    return tuple(found + _houses(rng))


def _perimeter(block: shapely.Polygon, rng: np.random.Generator) -> Found:
    """A ring of houses along the streets around a courtyard, with a few gaps."""
    outer = block.buffer(-3)
    ring = outer.difference(outer.buffer(-13))
    if outer.area < 900:
        return [("centre", p.simplify(1)) for p in parts(outer, shapely.Polygon) if p.area > 150]
    edge = outer.exterior if isinstance(outer, shapely.Polygon) else outer.convex_hull.exterior
    at = np.cumsum(rng.uniform(26, 70, int(edge.length / 46)))
    cuts = [_gate(edge, d, 9.0 if k % 3 == 0 else 1.6) for k, d in enumerate(at)]
    left = ring.difference(shapely.union_all(cuts))
    return [("centre", p.simplify(1.5)) for p in parts(left, shapely.Polygon) if p.area > 110]


def _gate(edge: shapely.LinearRing, at: float, width: float) -> shapely.Polygon:
    """A cut straight through the row of houses."""
    here, ahead = edge.interpolate(at % edge.length), edge.interpolate((at + 1) % edge.length)
    angle = float(np.arctan2(ahead.y - here.y, ahead.x - here.x))
    return rectangle((here.x, here.y), width, 32.0, angle)


def _rows(
    block: shapely.Polygon,
    rng: np.random.Generator,
    size: tuple[float, float],
    pitch: tuple[float, float],
) -> Found:
    """Equal slabs in rows, turned like the block."""
    room = block.buffer(-9)
    if room.is_empty:
        return []
    frame = shapely.get_coordinates(block.minimum_rotated_rectangle)
    sides = np.diff(frame[:3], axis=0)
    long = sides[np.argmax(np.hypot(*sides.T))]
    angle = float(np.arctan2(long[1], long[0]))
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    middle = np.array([block.centroid.x, block.centroid.y])
    found: Found = []
    for i in range(-6, 7):
        for j in range(-8, 9):
            spot = middle + turn @ (np.array([i * pitch[0], j * pitch[1]]))
            grown = rng.uniform(0.75, 1.05)
            slab = rectangle((spot[0], spot[1]), size[0] * grown, size[1], angle)
            if rng.random() > 0.12 and room.contains(slab):
                found.append(("slab", slab))
    return found


def _houses(rng: np.random.Generator) -> Found:
    """Small houses on both sides of the residential streets of villa areas and villages."""
    villas = {a[0] for a in plan.AREAS if a[2] in ("villas", "rural")}
    places: list[tuple[float, float, float]] = []
    for street in streets():
        if street.area not in villas or street.kind == "path":
            continue
        rural = street.kind == "main" and street.area in ("LY11", "LY12")
        at = np.arange(20.0, street.line.length - 12, 330.0 if rural else 26.0)
        for d in at + rng.uniform(-3, 3, len(at)):
            here, ahead = street.line.interpolate(d), street.line.interpolate(d + 2)
            angle = float(np.arctan2(ahead.y - here.y, ahead.x - here.x))
            for side in (-1, 1):
                away = side * rng.uniform(19, 22)
                x, y = here.x - np.sin(angle) * away, here.y + np.cos(angle) * away
                places.append((x, y, angle + rng.normal(0, 0.03)))
    shapes = [rectangle((x, y), rng.uniform(11, 15), rng.uniform(8, 10), a) for x, y, a in places]
    return [("house", p) for p in _free(np.array(shapes))]


def _free(shapes: np.ndarray) -> list[shapely.Polygon]:
    """The shapes that stand clear of streets, water, parks and of earlier shapes."""
    lines = shapely.union_all([s.line for s in streets() if s.kind != "path"])
    shapely.prepare(lines)
    keep = shapely.distance(shapes, lines) > 9
    blocked = barriers()
    shapely.prepare(blocked)
    keep &= ~shapely.intersects(blocked, shapes)
    left = shapes[keep]
    first, second = shapely.STRtree(left).query(left, predicate="dwithin", distance=5.0)
    gone = set()
    for a, b in sorted(zip(first.tolist(), second.tolist(), strict=True)):
        if a < b and a not in gone:
            gone.add(b)
    return [p for i, p in enumerate(left) if i not in gone]
