"""What a map is made of: the squares of a picture, or its areas where it shows no squares."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from lofte.situation.document import Area, Cell, PictureDocument
from lofte.situation.render.basemap import Frame

TALLEST = 1.25
MARGIN = 0.04
ZOOM = 0.6
WIDTH = 560.0


@dataclass(frozen=True, slots=True)
class Unit:
    """A square or an area, as far as a map cares."""

    id: str
    count: int
    klass: str
    most: bool = False


class Surface(Protocol):
    """Units with shapes."""

    @property
    def noun(self) -> str:
        """What the units are called, several of them."""

    @property
    def units(self) -> tuple[Unit, ...]:
        """Everything on the map."""

    def path(self, wanted: set[str]) -> str:
        """SVG path data of all units wanted."""

    def edge(self, wanted: set[str]) -> str:
        """The line around them."""


def surface_of(document: PictureDocument, frame: Frame) -> Surface:
    """Squares when there are any, else areas."""
    if document.cells:
        cells = tuple(cell for cell in document.cells if frame.holds(cell.x, cell.y))
        return Squares(cells, document.cell_size, frame)
    return Areas(document.areas, frame)


@dataclass(frozen=True)
class Squares:
    """Squares on a frame."""

    cells: tuple[Cell, ...]
    size: int
    frame: Frame

    @property
    def noun(self) -> str:
        return "rutor"

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        return tuple(Unit(c.id, c.count, c.klass, c.most) for c in self.cells)

    def path(self, wanted: set[str]) -> str:
        """One path for all; neighbours in a row share a rectangle."""
        chosen = sorted((c.y, c.x) for c in self.cells if c.id in wanted)
        side = self.size * self.frame.scale
        parts = []
        for y, row in groupby(chosen, key=lambda pair: pair[0]):
            for x, count in _runs([pair[1] for pair in row], self.size):
                left, top = self.frame.at(x - self.size / 2, y + self.size / 2)
                parts.append(f"M{left:.1f} {top:.1f}h{side * count:.1f}v{side:.1f}H{left:.1f}z")
        return "".join(parts)

    def edge(self, wanted: set[str]) -> str:
        half = self.size / 2
        sides: set[tuple[float, float, float, float]] = set()
        for c in (c for c in self.cells if c.id in wanted):
            west, east, south, north = c.x - half, c.x + half, c.y - half, c.y + half
            # A side that two squares share is inside, so the second visit takes it away.
            sides ^= {
                (west, south, east, south),
                (west, north, east, north),
                (west, south, west, north),
                (east, south, east, north),
            }
        lines = [((x, y), (z, w)) for x, y, z, w in sorted(sides)]
        return self.frame.path(lines, close=False)


def _runs(xs: list[float], size: float) -> Iterable[tuple[float, int]]:
    start, count = xs[0], 1
    for x in xs[1:]:
        if abs(x - start - count * size) < 0.5:
            count += 1
        else:
            yield start, count
            start, count = x, 1
    yield start, count


@dataclass(frozen=True, slots=True)
class Areas:
    """Areas on a frame."""

    areas: tuple[Area, ...]
    frame: Frame

    @property
    def noun(self) -> str:
        return "områden"

    @property
    def units(self) -> tuple[Unit, ...]:
        return tuple(Unit(a.code, a.figures.count, a.klass) for a in self.areas)

    def path(self, wanted: set[str]) -> str:
        rings = [ring for a in self.areas if a.code in wanted for ring in a.outline]
        return self.frame.path(rings, close=True)

    def edge(self, wanted: set[str]) -> str:
        return self.path(wanted)


def frame_of(document: PictureDocument) -> Frame | None:
    """The box around nearly all events and every finding, or around the areas; None without.

    Where a few villages would shrink the town to a dot, the town is shown.
    """
    cells, half = document.cells, document.cell_size / 2
    corners = [at for area in document.areas for ring in area.outline for at in ring]
    if cells:
        xs, ys = _dense(cells)
        xs += [f.x for f in document.findings if f.x is not None]
        ys += [f.y for f in document.findings if f.y is not None]
    elif corners:
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
    else:
        return None
    west, east, south, north = min(xs) - half, max(xs) + half, min(ys) - half, max(ys) + half
    side = max(east - west, (north - south) / TALLEST, 10 * document.cell_size) * (1 + 2 * MARGIN)
    tall = max(north - south + 2 * MARGIN * side, 0.6 * side)
    x, y = (west + east) / 2, (south + north) / 2
    return Frame(x - side / 2, y - tall / 2, x + side / 2, y + tall / 2, WIDTH)


def _dense(cells: tuple[Cell, ...]) -> tuple[list[float], list[float]]:
    """West and east, south and north: of nearly all squares, or of nine in ten events."""
    x, y = np.array([(c.x, c.y) for c in cells]).T
    weight = np.array([c.count for c in cells])
    alike = np.ones_like(weight)
    whole = _middle(x, alike, 0.005), _middle(y, alike, 0.005)
    if not weight.any():
        weight = alike
    xs, ys = _middle(x, weight, 0.05), _middle(y, weight, 0.05)
    # A third more than the box of nine in ten leaves room around the town.
    room = max(xs[1] - xs[0], ys[1] - ys[0]) / 6
    inner = [xs[0] - room, xs[1] + room], [ys[0] - room, ys[1] + room]
    small = max(b - a for a, b in inner) < ZOOM * max(b - a for a, b in whole)
    return inner if small else whole


def _middle(values: NDArray[np.float64], weight: NDArray[np.int64], share: float) -> list[float]:
    """Without the farthest share of the weight at each end."""
    order = np.argsort(values, kind="stable")
    left_out = share * int(weight.sum())
    back = order[::-1]
    return [
        _reach(values[order], weight[order], left_out),
        _reach(values[back], weight[back], left_out),
    ]


def _reach(values: NDArray[np.float64], weight: NDArray[np.int64], left_out: float) -> float:
    return float(values[np.searchsorted(weight.cumsum(), left_out, side="right")])
