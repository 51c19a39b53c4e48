"""The background map as layers of shapes in the plan's metres."""

from collections.abc import Iterator

import shapely

from lofte.demo import plan
from lofte.demo.buildings import buildings
from lofte.demo.curves import line
from lofte.demo.network import forests, parks
from lofte.demo.streets import streets

Layer = tuple[str, str, str, shapely.Geometry]  # layer, class, name, shape


def layers() -> Iterator[Layer]:
    """From the bottom up. "rail" is a class of the layer "street", as the page's map reads it."""
    yield "boundary", "kommun", plan.NAME, shapely.LineString(plan.kommun().exterior.coords)
    yield "built", "town", "", plan.tatort().simplify(1)
    yield from (("green", "forest", "", p) for p in shapely.get_parts(forests()))
    yield from (("green", kind, name, shape.simplify(0.5)) for name, kind, shape in parks())
    yield "green", "meadow", "", _river_banks()
    for lake in shapely.get_parts(plan.lakes()):
        yield "water", "lake", "Lyckesjön" if lake.area > 2_000_000 else "", lake.simplify(1)
    yield "water", "river", "Lyckeån", plan.river().simplify(0.8)
    for kind in ("centre", "slab", "house"):
        shapes = [shape for one, shape in buildings() if one == kind]
        yield "building", kind, "", shapely.MultiPolygon(shapes)
    order = {"path": 0, "residential": 1, "main": 2}
    for street in sorted(streets(), key=lambda s: order[s.kind]):
        yield "street", street.kind, street.name, street.line.simplify(0.6)
    tracks = [plan.railway(), *(line(points) for points in plan.SIDINGS)]
    whole = shapely.MultiLineString(tracks).intersection(plan.kommun())
    yield "street", "rail", "Järnvägen", whole.simplify(0.8)


def _river_banks() -> shapely.Geometry:
    """A strip of grass along the river where it passes the town."""
    town = plan.tatort().buffer(60)
    strip = line(plan.RIVER, step=25).intersection(town).buffer(34)
    roads = shapely.union_all([s.line for s in streets() if s.kind == "main"]).buffer(8)
    green = strip.difference(plan.lakes()).difference(roads)
    return green.simplify(1.5)
