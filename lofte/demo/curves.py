"""Small geometric helpers of the demo town: smooth curves through a few hand-placed points."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

Floats = npt.NDArray[np.float64]
Pair = tuple[float, float]


def smooth(points: Sequence[Pair], *, closed: bool = False, step: float = 30.0) -> Floats:
    """A centripetal Catmull-Rom curve through the points, a vertex about every `step` metres."""
    p = np.asarray(points, dtype=float)
    if closed:
        p = np.vstack([p[-1], p, p[0], p[1]])
    else:
        p = np.vstack([2 * p[0] - p[1], p, 2 * p[-1] - p[-2]])
    pieces = [_piece(p[i : i + 4], step) for i in range(len(p) - 3)]
    last = p[-2][None] if not closed else pieces[0][:1]
    return np.vstack([*pieces, last])


def _piece(p: Floats, step: float) -> Floats:
    knots = np.concatenate([[0.0], np.cumsum(np.sqrt(np.hypot(*np.diff(p, axis=0).T)))])
    count = max(2, int(np.hypot(*(p[2] - p[1])) / step))
    t = np.linspace(knots[1], knots[2], count, endpoint=False)[:, None]

    def mix(a: Floats, b: Floats, low: int, high: int) -> Floats:
        share = (t - knots[low]) / (knots[high] - knots[low])
        return a * (1 - share) + b * share

    a1, a2, a3 = (mix(p[i], p[i + 1], i, i + 1) for i in range(3))
    b1, b2 = mix(a1, a2, 0, 2), mix(a2, a3, 1, 3)
    return mix(b1, b2, 1, 2)


def line(points: Sequence[Pair], *, step: float = 30.0) -> shapely.LineString:
    return shapely.LineString(smooth(points, step=step))


def blob(points: Sequence[Pair], *, step: float = 30.0) -> shapely.Polygon:
    return shapely.Polygon(smooth(points, closed=True, step=step))


def round_blob(centre: Pair, radius: float, rng: np.random.Generator) -> shapely.Polygon:
    """An organic patch (forest, pond) of about the given radius."""
    angles = np.linspace(0, 2 * np.pi, 9, endpoint=False) + rng.uniform(-0.2, 0.2, 9)
    reach = radius * rng.uniform(0.6, 1.3, 9)
    ring = [
        (centre[0] + r * np.cos(a), centre[1] + r * np.sin(a))
        for a, r in zip(angles, reach, strict=True)
    ]
    return blob(ring, step=radius / 6)


def rectangle(centre: Pair, length: float, depth: float, angle: float) -> shapely.Polygon:
    """A rectangle turned `angle` radians, `length` along the turned x axis."""
    along = np.array([np.cos(angle), np.sin(angle)]) * length / 2
    across = np.array([-np.sin(angle), np.cos(angle)]) * depth / 2
    middle = np.asarray(centre)
    return shapely.Polygon(
        [
            middle - along - across,
            middle + along - across,
            middle + along + across,
            middle - along + across,
        ]
    )


def parts(geometry: shapely.Geometry, kind: Any) -> list[Any]:
    """The single geometries of one kind (Polygon, LineString) in any geometry."""
    return [g for g in shapely.get_parts(geometry) if isinstance(g, kind) and not g.is_empty]
