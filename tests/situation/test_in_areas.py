"""Which events lie in which areas: by tiles where a tile settles it, one by one near a border."""

import numpy as np
import pytest
import shapely

from lofte.analysis.points import Points
from lofte.situation import counts
from lofte.situation.counts import AreaShape, in_areas

RANDOM = np.random.default_rng(7)


def points(x: np.ndarray, y: np.ndarray) -> Points:
    n = len(x)
    return Points(
        x=x,
        y=y,
        start=np.full(n, np.datetime64("2026-01-05", "s")),
        end=np.full(n, np.datetime64("NaT", "s")),
        category=np.zeros(n, dtype=np.int32),
        categories=("allt",),
    )


def areas(*shapes: shapely.Geometry) -> list[AreaShape]:
    return [AreaShape(f"O{i}", f"Område {i}", shape) for i, shape in enumerate(shapes)]


def one_by_one(of: Points, where: list[AreaShape]) -> set[tuple[int, int]]:
    """The slow twin: every event against every area."""
    return {
        (a, int(e))
        for a, area in enumerate(where)
        for e in np.flatnonzero(np.isfinite(of.x))
        if area.shape.intersects(shapely.Point(of.x[e], of.y[e]))
    }


def found(of: Points, where: list[AreaShape]) -> list[tuple[int, int]]:
    area, event = in_areas(of, where)
    return sorted(zip(area.tolist(), event.tolist(), strict=True))


TOWN = points(RANDOM.uniform(-3_000, 3_000, 3_000), RANDOM.uniform(-3_000, 3_000, 3_000))
ROUND = shapely.Point(0, 0).buffer(1_500)
HOLE = ROUND.difference(shapely.Point(200, 100).buffer(700))
BESIDE = shapely.box(1_000, -2_000, 2_500, 2_000)


@pytest.mark.parametrize(
    "shapes",
    [
        (ROUND,),
        (HOLE, BESIDE),
        (ROUND, ROUND),
        (shapely.box(200, 200, 400, 400), shapely.box(400, 200, 800, 400)),
        (shapely.MultiPolygon([shapely.box(0, 0, 9, 9), shapely.box(-900, 0, -300, 900)]),),
        (shapely.box(9_000, 9_000, 9_100, 9_100),),
    ],
    ids=["round", "hole and overlap", "twice", "along the tiles", "two parts", "elsewhere"],
)
def test_the_same_as_one_by_one(shapes: tuple[shapely.Geometry, ...]) -> None:
    pairs = found(TOWN, areas(*shapes))
    assert len(pairs) == len(set(pairs))
    assert set(pairs) == one_by_one(TOWN, areas(*shapes))


def test_an_event_on_the_border_lies_in_both() -> None:
    on = points(np.array([400.0, 400.0, 600.0]), np.array([300.0, 200.0, 300.0]))
    beside = areas(shapely.box(200, 200, 400, 400), shapely.box(400, 200, 800, 400))
    assert found(on, beside) == [(0, 0), (0, 1), (1, 0), (1, 1), (1, 2)]


def test_an_event_without_a_place_lies_nowhere() -> None:
    lost = points(np.array([np.nan, 0.0]), np.array([np.nan, 0.0]))
    assert found(lost, areas(ROUND)) == [(0, 1)]
    assert found(points(np.array([np.nan]), np.array([np.nan])), areas(ROUND)) == []
    assert found(TOWN, []) == []


def test_far_apart_is_tried_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counts, "MOST_TILES", 10)
    assert set(found(TOWN, areas(HOLE, BESIDE))) == one_by_one(TOWN, areas(HOLE, BESIDE))
