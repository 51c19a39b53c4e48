"""The kommun's background map as shapes for the drawn maps, in metres."""

import json
from pathlib import Path
from typing import Any

import pytest

from lofte.places.crs import SWEREF99_TM, WGS84, convert
from lofte.places.models import Basemap, Kommun
from lofte.situation import ground
from lofte.situation.ground import ground_of, read_ground
from tests import cast


def lonlat(*points: tuple[float, float]) -> list[list[float]]:
    x, y = zip(*points, strict=True)
    lon, lat = convert(x, y, SWEREF99_TM, WGS84)
    return [[float(a), float(b)] for a, b in zip(lon, lat, strict=True)]


def feature(kind: str, coordinates: Any, **properties: str) -> dict[str, Any]:
    geometry = {"type": kind, "coordinates": coordinates}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


CORNER = (cast.OX, cast.OY)
SQUARE = [CORNER, (cast.OX + 100, cast.OY), (cast.OX + 100, cast.OY + 100), CORNER]
LINE = [CORNER, (cast.OX + 500, cast.OY)]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "karta.geojson"
    features = [
        feature("Polygon", [lonlat(*SQUARE)], layer="water"),
        feature("MultiPolygon", [[lonlat(*SQUARE)]] * 2, layer="green"),
        feature("LineString", lonlat(*LINE), layer="street"),
        feature("LineString", lonlat(*LINE), layer="street", **{"class": "path"}),
        feature("Point", lonlat(CORNER)[0], layer="tree"),
        feature("Point", lonlat(CORNER)[0]),
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return path


def test_each_layer_becomes_rings_in_metres(file: Path) -> None:
    drawn = read_ground(file, "Lyckeberga kommun")
    assert (len(drawn.water), len(drawn.greenery), len(drawn.buildings)) == (1, 2, 0)
    [street] = drawn.streets
    assert street[0] == pytest.approx(CORNER, abs=0.01)
    assert street[1] == pytest.approx((cast.OX + 500, cast.OY), abs=0.01)
    assert drawn.attribution == "Lyckeberga kommun"


def test_a_kommun_has_a_ground_when_its_map_can_be_drawn(
    kommun: Kommun, file: Path, arrange: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert ground_of(kommun) is None
    monkeypatch.setattr(ground, "path_of", lambda basemap: file)
    with arrange():
        basemap = Basemap.objects.create(
            kommun=kommun, kind="geojson", file="x", checksum="x", attribution="Kommunen"
        )
    assert ground_of(kommun).attribution == "Kommunen"
    with arrange():
        basemap.kind = Basemap.Kind.PMTILES
        basemap.save()
    assert ground_of(kommun) is None, "tiles are for the moving map only"
