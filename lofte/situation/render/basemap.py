"""The ground under the cells: muted shapes that help people find their way, nothing more."""

from collections.abc import Sequence
from dataclasses import dataclass

XY = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Ground:
    """Features in the picture's own metres: rings of polygons, and lines."""

    water: Sequence[Sequence[XY]] = ()
    greenery: Sequence[Sequence[XY]] = ()
    buildings: Sequence[Sequence[XY]] = ()
    streets: Sequence[Sequence[XY]] = ()
    attribution: str = ""


@dataclass(frozen=True, slots=True)
class Frame:
    """The part of the ground that is drawn: metres to drawing units, north up."""

    west: float
    south: float
    east: float
    north: float
    width: float

    @property
    def scale(self) -> float:
        """Drawing units per metre."""
        return self.width / (self.east - self.west)

    @property
    def height(self) -> float:
        """In drawing units."""
        return (self.north - self.south) * self.scale

    def at(self, x: float, y: float) -> XY:
        """A point on the drawing."""
        return (x - self.west) * self.scale, (self.north - y) * self.scale

    def holds(self, x: float, y: float) -> bool:
        """Is the point on the drawing?"""
        return self.west <= x <= self.east and self.south <= y <= self.north

    def path(self, rings: Sequence[Sequence[XY]], *, close: bool) -> str:
        """SVG path data of rings or lines."""
        end = "z" if close else ""
        return "".join(
            "M" + "L".join("{:.1f} {:.1f}".format(*self.at(x, y)) for x, y in ring) + end
            for ring in rings
            if len(ring) > 1 and self._meets(ring)
        )

    def _meets(self, ring: Sequence[XY]) -> bool:
        """Can any of it be on the drawing?"""
        xs, ys = [x for x, _ in ring], [y for _, y in ring]
        beside = max(xs) < self.west or min(xs) > self.east
        return not (beside or max(ys) < self.south or min(ys) > self.north)
