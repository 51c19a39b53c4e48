"""The areas: kommun, tätort, own areas and smaller areas, all cut from one set of faces.

Because every area is a union of the same faces, the areas tile the kommun without gap or overlap.
"""

import functools
from dataclasses import dataclass

import numpy as np
import shapely

from lofte.demo import plan
from lofte.demo.curves import line, parts
from lofte.demo.streets import streets

EXTRA_CUTS = [
    [(1560, -1040), (1760, -1240), (2000, -1450)],
    [(640, -1230), (400, -1330), (100, -1450), (-100, -1600)],
    [(900, 1560), (1000, 1850), (1100, 2300)],
    [(-1330, 880), (-1550, 1000), (-1800, 1100)],
    [(-420, 80), (-440, -180), (-430, -420)],
    [(-900, 560), (-905, 620), (-910, 700)],
    [(545, 400), (580, 402), (640, 404)],
]


@dataclass(frozen=True, slots=True)
class Area:
    code: str
    name: str
    kind: str  # "kommun", "tatort", "own" or "sub"
    parent: str  # code of the area one step up; empty for the kommun
    population: int
    shape: shapely.Polygon  # local metres


def _longer(curve: shapely.LineString, by: float = 25.0) -> shapely.LineString:
    """The same street drawn a little past both ends, so that it surely meets the next one."""
    p = shapely.get_coordinates(curve)
    before = p[0] - (p[1] - p[0]) / np.hypot(*(p[1] - p[0])) * by
    after = p[-1] + (p[-1] - p[-2]) / np.hypot(*(p[-1] - p[-2])) * by
    return shapely.LineString(np.vstack([before, p, after]))


def _faces() -> list[shapely.Polygon]:
    curves = [
        _longer(s.line) if s.kind == "main" else s.line for s in streets() if s.kind != "path"
    ]
    curves += [plan.railway(), line(plan.RIVER, step=25), line(plan.OUTLET, step=40)]
    curves += [line(points) for points in EXTRA_CUTS]
    inside = [c.intersection(plan.kommun()) for c in curves]
    edges = [plan.kommun().exterior, plan.tatort().exterior]
    noded = shapely.union_all([*inside, *edges], grid_size=0.1)
    found = shapely.polygonize(parts(noded, shapely.LineString)).geoms
    return sorted(found, key=lambda f: f.representative_point().coords[0])


def _coarse() -> list[shapely.Polygon]:
    curves = [_longer(s.line) for s in streets() if s.kind == "main"]
    curves += [plan.railway(), line(plan.RIVER, step=25), line(plan.OUTLET, step=40)]
    curves += [line(points) for points in EXTRA_CUTS]
    edges = [plan.kommun().exterior, plan.tatort().exterior]
    noded = shapely.union_all([*curves, *edges], grid_size=0.1)
    return list(shapely.polygonize(parts(noded, shapely.LineString)).geoms)


def _nearest(point: shapely.Point, codes: tuple[str, ...]) -> tuple[str, str]:
    """(own area, smaller area) whose seed is nearest to the point."""
    seeds = [
        (np.hypot(point.x - x, point.y - y), area[0], name)
        for area in plan.AREAS
        if area[0] in codes
        for name, x, y in area[5]
    ]
    return min(seeds)[1:]


TOWN = tuple(a[0] for a in plan.AREAS if a[2] != "rural")


def _labels(faces: list[shapely.Polygon]) -> tuple[list[str], list[str]]:
    coarse = _coarse()
    tree = shapely.STRtree(coarse)
    own, small = [], []
    for face in faces:
        point = face.representative_point()
        if plan.tatort().contains(point):
            around = coarse[int(tree.query(point, predicate="within")[0])]
            code = _nearest(around.representative_point(), TOWN)[0]
        else:
            code = "LY11" if _north(point) else "LY12"
        own.append(code)
        small.append(code + "/" + _nearest(point, (code,))[1])
    return own, small


@functools.cache
def _divide() -> shapely.Polygon:
    """North of the two country roads and of the town's middle."""
    west, east = line(plan.MAIN_STREETS[1][2]), line(plan.MAIN_STREETS[2][2])
    through = [*west.coords, (0.0, 0.0), *east.coords]
    far = 20_000.0
    return shapely.Polygon(
        [(-far, through[0][1]), *through, (far, through[-1][1]), (far, far), (-far, far)]
    ).buffer(0)


def _north(point: shapely.Point) -> bool:
    return bool(_divide().contains(point))


def _whole(faces: list[shapely.Polygon], labels: list[str], inside: list[str]) -> list[str]:
    """Give detached pieces to the neighbour (within the same outer label) they border most."""
    for _ in range(4):
        moved = False
        for label in sorted(set(labels)):
            mine = [i for i, one in enumerate(labels) if one == label]
            pieces = parts(shapely.coverage_union_all([faces[i] for i in mine]), shapely.Polygon)
            for piece in sorted(pieces, key=lambda p: -p.area)[1:]:
                lost = [i for i in mine if piece.contains(faces[i].representative_point())]
                home = _best_neighbour(piece, lost, faces, labels, inside)
                for i in lost:
                    labels[i] = home
                moved = moved or home != label
        if not moved:
            break
    return labels


def _best_neighbour(
    piece: shapely.Polygon,
    lost: list[int],
    faces: list[shapely.Polygon],
    labels: list[str],
    inside: list[str],
) -> str:
    mine = labels[lost[0]]
    shared: dict[str, float] = {}
    for i, face in enumerate(faces):
        if labels[i] != mine and inside[i] == inside[lost[0]] and face.intersects(piece):
            length = face.intersection(piece).length
            shared[labels[i]] = shared.get(labels[i], 0.0) + length
    return max(sorted(shared), key=shared.__getitem__) if shared else mine


@functools.cache
def shapes() -> tuple[tuple[str, str, str, str, shapely.Polygon], ...]:
    """(code, name, kind, parent, polygon) of every area, outer areas first."""
    faces = _faces()
    own, small = _labels(faces)
    town = ["t" if code in TOWN else "r" for code in own]
    before = list(own)
    own = _whole(faces, own, town)
    small = [
        s if a == b else b + "/" + _nearest(f.representative_point(), (b,))[1]
        for f, s, a, b in zip(faces, small, before, own, strict=True)
    ]
    small = _whole(faces, small, own)
    names = {area[0]: area[1] for area in plan.AREAS}

    def union(labels: list[str], wanted: str) -> shapely.Polygon:
        chosen = [f for f, one in zip(faces, labels, strict=True) if one == wanted]
        return shapely.get_parts(shapely.coverage_union_all(chosen))[0]

    kommun, tatort = plan.KOMMUNKOD, "LYT1"
    found = [
        (kommun, plan.NAME, "kommun", "", union(["k"] * len(faces), "k")),
        (tatort, f"{plan.NAME} tätort", "tatort", kommun, union(town, "t")),
    ]
    found += [
        (code, names[code], "own", tatort if code in TOWN else kommun, union(own, code))
        for code in sorted(set(own))
    ]
    for code in sorted(set(own)):
        inner = sorted({s for s, o in zip(small, own, strict=True) if o == code})
        found += [
            (f"{code}{chr(65 + i)}", label.split("/")[1], "sub", code, union(small, label))
            for i, label in enumerate(inner)
        ]
    return tuple(found)


def apportioned(total: int, shares: np.ndarray) -> np.ndarray:
    """Whole numbers in proportion to the shares that sum to the total (largest remainder)."""
    exact = total * shares / shares.sum()
    whole = np.floor(exact).astype(int)
    left = total - int(whole.sum())
    whole[np.argsort(whole - exact, kind="stable")[:left]] += 1
    return whole


def areas(population: int) -> tuple[Area, ...]:
    """Every area with its population; each level sums to the level above."""
    share = {area[0]: area[3] for area in plan.AREAS}
    own = [s for s in shapes() if s[2] == "own"]
    heads = apportioned(population, np.array([share[s[0]] for s in own]))
    count = dict(zip([s[0] for s in own], heads.tolist(), strict=True))
    for code in list(count):
        inner = [s for s in shapes() if s[2] == "sub" and s[3] == code]
        room = np.array([np.sqrt(s[4].area) for s in inner])
        count |= dict(
            zip([s[0] for s in inner], apportioned(count[code], room).tolist(), strict=True)
        )
    count["LYT1"] = sum(count[c] for c in TOWN)
    count[plan.KOMMUNKOD] = population
    return tuple(Area(c, n, k, p, count[c], g) for c, n, k, p, g in shapes())
