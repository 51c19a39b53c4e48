"""The direction field that local streets follow: along the main streets, the water and the rails.

The field is a symmetric 2 x 2 tensor per point (an angle modulo half a turn), stored as
(cos 2a, sin 2a) on a raster. Streets traced along it or across it meet the main streets at right
angles and bend where the river and the shore bend.
"""

import numpy as np
import shapely

from lofte.demo.curves import Floats

CELL = 25.0
REACH = 3_000.0
STEP = 8.0


class Field:
    def __init__(self, guides: list[tuple[shapely.LineString, float]]):
        side = int(2 * REACH / CELL) + 1
        axis = np.linspace(-REACH, REACH, side)
        self.cos, self.sin = np.full((2, side, side), 0.0)
        self.cos += 0.02  # far from everything: streets run east-west and north-south
        for guide, weight in guides:
            self._add(guide, weight, axis)

    def _add(self, guide: shapely.LineString, weight: float, axis: Floats) -> None:
        dense = shapely.get_coordinates(shapely.segmentize(guide, 40))
        near = (np.abs(dense) < REACH + 200).all(axis=1)
        if near.sum() < 2:
            return
        dense = dense[near]
        step = np.diff(dense, axis=0)
        middle = (dense[1:] + dense[:-1]) / 2
        angle = np.arctan2(step[:, 1], step[:, 0])
        length = np.hypot(*step.T)
        for (mx, my), a, share in zip(middle, angle, length / 40, strict=True):
            away = np.hypot(axis[None, :] - mx, axis[:, None] - my)
            pull = weight * share * np.exp(-((away / 140) ** 1.2))
            self.cos += pull * np.cos(2 * a)
            self.sin += pull * np.sin(2 * a)

    def angle(self, x: float, y: float) -> float:
        """The direction at a point in radians, bilinear between the raster's points."""
        u = min(max((x + REACH) / CELL, 0.0), len(self.cos) - 1.001)
        v = min(max((y + REACH) / CELL, 0.0), len(self.cos) - 1.001)
        j, i = int(u), int(v)
        fu, fv = u - j, v - i

        def mix(raster: Floats) -> float:
            low = raster[i, j] * (1 - fu) + raster[i, j + 1] * fu
            high = raster[i + 1, j] * (1 - fu) + raster[i + 1, j + 1] * fu
            return float(low * (1 - fv) + high * fv)

        return float(np.arctan2(mix(self.sin), mix(self.cos))) / 2

    def trace(self, start: tuple[float, float], *, across: bool, reach: float) -> Floats:
        """The streamline through `start`, `reach` metres both ways."""
        forward = self._walk(start, across, reach, 0.0)
        back = self._walk(start, across, reach, np.pi)
        return np.vstack([back[::-1], forward[1:]])

    def _walk(self, start: tuple[float, float], across: bool, reach: float, turn: float) -> Floats:
        x, y = start
        heading = self.angle(x, y) + (np.pi / 2 if across else 0.0) + turn
        points = [(x, y)]
        for _ in range(int(reach / STEP)):
            here = self.angle(x + STEP / 2 * np.cos(heading), y + STEP / 2 * np.sin(heading))
            here += np.pi / 2 if across else 0.0
            # the field has no sign: keep the way that turns least
            swing = (here - heading + np.pi / 2) % np.pi - np.pi / 2
            heading += swing
            x, y = x + STEP * np.cos(heading), y + STEP * np.sin(heading)
            points.append((x, y))
        return np.array(points)
