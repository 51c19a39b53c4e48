"""The squares for other people's maps: WGS84, counter-clockwise, with words for classes."""

import json
from dataclasses import replace

import pytest
import shapely

from lofte.situation.compose import compose
from lofte.situation.document import MORE, PictureDocument
from lofte.situation.render.geojson import cells_geojson
from tests.situation.picture_town import SOURCE, points, quiet, rise


@pytest.fixture(scope="module")
def document() -> PictureDocument:
    return compose(points(quiet() + rise((550, 550), 25)), source=SOURCE)


def test_every_square_is_a_valid_polygon_where_it_belongs(document: PictureDocument) -> None:
    features = json.loads(cells_geojson(document))["features"]
    assert [f["id"] for f in features] == [cell.id for cell in document.cells]
    for feature in features:
        shape = shapely.geometry.shape(feature["geometry"])
        assert shape.is_valid
        assert shape.exterior.is_ccw
        assert 12 < shape.centroid.x < 14
        assert 58 < shape.centroid.y < 59


def test_counts_normals_and_classes_follow(document: PictureDocument) -> None:
    features = json.loads(cells_geojson(document))["features"]
    hot = [f["properties"] for f in features if f["properties"]["class"] == MORE]
    assert {cell["finding"] for cell in hot} == {1}
    assert all(cell["count_window"] > cell["normal_high"] for cell in hot)


def test_the_same_document_gives_the_same_bytes(document: PictureDocument) -> None:
    assert cells_geojson(document) == cells_geojson(document)


def test_a_picture_without_squares_is_an_empty_collection(document: PictureDocument) -> None:
    assert json.loads(cells_geojson(replace(document, cells=())))["features"] == []
