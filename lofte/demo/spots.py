"""The named places of Lyckeberga. Kinds are those of lofte.places.

Each stands near the middle of its own 100 m square, so that a place and its cell are one thing.
`weekly` is the expected number of reports a week when the town has 2,600 a year.
"""

import functools
from dataclasses import dataclass

import shapely

from lofte.demo import plan
from lofte.demo.areas import shapes


@dataclass(frozen=True, slots=True)
class Spot:
    name: str
    kind: str
    mix: str  # which mixture of categories and parties, see happenings.MIXES
    weekly: float
    x: float  # local metres
    y: float


# name, kind, mix, weekly, the square's middle, offset from it
_SPOTS = [
    ("Resecentrum", "station", "station", 5.4, (50, 450), (-6, -12)),
    ("Gångtunneln vid stationen", "path", "station", 1.1, (150, 550), (4, 3)),
    ("Bangårdens lastkaj", "other", "edge", 0.3, (450, 650), (2, -9)),
    ("Pendlarparkeringen", "parking", "parking", 0.6, (-150, 450), (8, 2)),
    ("Stora torget", "square", "square", 4.4, (-50, -50), (10, 12)),
    ("Restaurangstråket Ågatan", "square", "night", 2.8, (350, 50), (5, -5)),
    ("Gallerian Lyckan", "shop", "shop", 1.6, (150, 50), (-4, 8)),
    ("Matboden Centrum", "shop", "shop", 1.3, (250, -150), (-7, 5)),
    ("Rådhuset", "other", "edge", 0.3, (50, -150), (-9, -4)),
    ("Biblioteket", "leisure", "edge", 0.6, (-150, -150), (6, 9)),
    ("Kyrkan", "other", "edge", 0.2, (-250, 150), (3, 2)),
    ("Vårdcentralen", "other", "edge", 0.3, (-250, 350), (-5, 7)),
    ("Parkeringshuset Torget", "parking", "parking", 1.0, (-150, 50), (11, -6)),
    ("Viadukten", "path", "wall", 1.6, (-350, 550), (-3, -2)),
    ("Kvarnskolan", "school", "school", 2.0, (950, 250), (7, -8)),
    ("Kvarngymnasiet", "school", "school", 0.9, (1150, 150), (-6, 4)),
    ("Sporthallen Kvarnen", "leisure", "edge", 0.5, (1250, 350), (4, -3)),
    ("Gångbron i Åparken", "path", "park", 0.5, (550, 250), (2, 6)),
    ("Badhuset", "leisure", "edge", 0.4, (-350, -350), (5, 8)),
    ("Badhusparken", "park", "park", 1.4, (-550, -550), (-8, 3)),
    ("Småbåtshamnen", "leisure", "parking", 0.5, (-250, -650), (9, 12)),
    ("Skateparken", "leisure", "park", 0.5, (-950, -550), (3, 3)),
    ("Norrängens centrum", "square", "square", 2.6, (150, 950), (-10, 6)),
    ("Norrängsskolan", "school", "school", 1.5, (350, 1350), (3, -7)),
    ("Fritidsgården Navet", "leisure", "youth", 0.7, (250, 1150), (8, -9)),
    ("Norrängsfältets idrottsplats", "leisure", "youth", 0.5, (-50, 1250), (-12, 5)),
    ("Ekbackens centrum", "square", "square", 1.6, (1350, 650), (6, -6)),
    ("Ekbackens garage", "parking", "parking", 1.1, (1250, 850), (-5, -5)),
    ("Matboden Ekbacken", "shop", "shop", 0.8, (1450, 450), (4, 9)),
    ("Ekbacksskogen", "park", "park", 0.3, (1650, 750), (2, -8)),
    ("Hagalundsskolan", "school", "school", 0.5, (-850, 850), (-6, 6)),
    ("Hagalunds förskola", "school", "wall", 0.3, (-650, 1150), (5, -4)),
    ("Solbackens förskola", "school", "wall", 0.3, (850, -350), (-8, 2)),
    ("Solbackens lekplats", "park", "park", 0.3, (850, -650), (3, 7)),
    ("Återbruket i Smedjan", "other", "edge", 0.4, (1750, -350), (6, -6)),
    ("Drivmedelsstationen Ringvägen", "shop", "parking", 0.6, (1850, -50), (-3, -9)),
    ("Tallåsens motionsspår", "park", "park", 0.2, (850, 1850), (4, 4)),
    ("Mossebo bygdegård", "leisure", "edge", 0.2, (-3050, 5150), (-7, 8)),
    ("Sågtorps badplats", "park", "park", 0.2, (4250, -4950), (2, 3)),
]


@functools.cache
def spots() -> tuple[Spot, ...]:
    return tuple(
        Spot(name, kind, mix, weekly, float(x + dx), float(y + dy))
        for name, kind, mix, weekly, (x, y), (dx, dy) in _SPOTS
    )


@functools.cache
def index_of(name: str) -> int:
    return [spot.name for spot in spots()].index(name)


@functools.cache
def area_codes() -> tuple[str, ...]:
    """The code of the smallest area around each spot."""
    small = [(code, shape) for code, _, kind, _, shape in shapes() if kind == "sub"]
    return tuple(
        next(code for code, shape in small if shape.covers(shapely.Point(spot.x, spot.y)))
        for spot in spots()
    )


def cell_corner(spot: Spot) -> tuple[float, float]:
    """The lower left corner, SWEREF 99 TM, of the 100 m square around a spot."""
    east, north = plan.ORIGIN[0] + spot.x, plan.ORIGIN[1] + spot.y
    return east // 100 * 100, north // 100 * 100
