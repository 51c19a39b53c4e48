"""The files: readable by the doors that a coordinator uses, and small enough for a phone."""

import csv
import json

import pyarrow.parquet as pq
import pytest
import shapely

from lofte.demo.files import write_town
from lofte.demo.town import make_town
from lofte.importers.setup.readers import (
    read_addresses,
    read_areas,
    read_places,
    read_streets,
)


@pytest.fixture(scope="module")
def town():
    return make_town()


@pytest.fixture(scope="module")
def folder(town, tmp_path_factory):
    folder = tmp_path_factory.mktemp("lyckeberga")
    write_town(town, folder)
    return folder


def rows(path, encoding="utf-8"):
    with path.open(encoding=encoding, newline="") as stream:
        return list(csv.DictReader(stream, delimiter=";"))


def test_the_same_town_gives_the_same_files(town, folder, tmp_path):
    write_town(town, tmp_path)
    names = sorted(p.name for p in folder.iterdir())
    assert names == sorted(p.name for p in tmp_path.iterdir())
    for name in names:
        assert (folder / name).read_bytes() == (tmp_path / name).read_bytes(), name


def test_the_background_map_is_layered_and_small(folder):
    path = folder / "basemap.geojson"
    assert path.stat().st_size < 1_500_000
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    layers = {f["properties"]["layer"] for f in features}
    assert layers == {"water", "green", "built", "building", "street", "boundary"}
    classes = {f["properties"]["class"] for f in features if f["properties"]["layer"] == "street"}
    assert classes == {"main", "residential", "path", "rail"}
    lon, lat = shapely.get_coordinates(shapely.from_geojson(json.dumps(features[0]["geometry"]))).T
    assert (lon > 13).all() and (lon < 14).all()  # noqa: PT018
    assert (lat > 58).all() and (lat < 60).all()  # noqa: PT018


@pytest.mark.parametrize("kind", ["kommun", "tatort", "own", "sub"])
def test_setting_up_a_kommun_reads_the_areas(town, folder, kind):
    found = read_areas(folder / f"areas_{kind}.geojson", kind=kind, kommun_code=town.kommunkod)
    mine = {a.code: a for a in town.areas if a.kind == kind}
    assert {a.code for a in found} == set(mine)
    for area in found:
        area.check()
        assert area.name == mine[area.code].name
        assert area.polygon.area == pytest.approx(mine[area.code].shape.area, rel=1e-3)


def test_areas_are_valid_in_the_file_too(folder):
    whole = json.loads((folder / "areas.geojson").read_text(encoding="utf-8"))
    for feature in whole["features"]:
        assert shapely.from_geojson(json.dumps(feature["geometry"])).is_valid


def test_setting_up_a_kommun_reads_places_streets_and_addresses(town, folder):
    places = read_places(folder / "places.geojson")
    assert [(p.name, p.kind) for p in places] == [(p.name, p.kind) for p in town.places]
    assert all(abs(a.x - b.x) < 0.2 for a, b in zip(places, town.places, strict=True))
    assert {s.name for s in read_streets(folder / "streets.geojson")} == {
        s.name for s in town.streets
    }
    found = read_addresses(folder / "addresses.csv")
    assert len(found) == len(town.addresses.x)
    assert found[0].x == pytest.approx(float(town.addresses.x[0]))


def test_the_reports_are_the_same_in_both_formats(town, folder):
    table = pq.read_table(folder / "incidents.parquet")
    assert table.num_rows == len(town.incidents)
    found = rows(folder / "incidents.csv")
    assert len(found) == table.num_rows
    assert [r["kategori"] for r in found] == table["category"].to_pylist()
    assert [r["plats"] for r in found] == table["place"].to_pylist()
    assert found[0]["E (SWEREF 99 TM)"] == f"{table['x'][0].as_py():.1f}".replace(".", ",")


def test_the_truths_lie_beside_the_data(town, folder):
    assert json.loads((folder / "truths.json").read_text(encoding="utf-8")) == town.truths


def test_the_damage_register_looks_like_a_real_export(folder):
    found = rows(folder / "skadegorelse_fastighet.csv", "cp1252")
    assert len(found) > 200
    assert "," in found[0]["Kostnad (kr)"]
    assert float(found[0]["Nord SWEREF99TM"].replace(",", ".")) > 6_000_000
    with pytest.raises(UnicodeDecodeError):
        (folder / "skadegorelse_fastighet.csv").read_text(encoding="utf-8")


def test_the_police_table_has_every_whole_month(town, folder):
    found = rows(folder / "polisens_manadstal.csv", "utf-8-sig")
    assert len({r["Månad"] for r in found}) == 24
    assert {r["Kommunkod"] for r in found} == {town.kommunkod}
    assert {r["Status"] for r in found} == {"preliminär", "slutlig"}


def test_a_giant_town_has_no_file_of_texts(tmp_path, monkeypatch):
    monkeypatch.setattr("lofte.demo.files.CSV_ROWS", 10)
    write_town(make_town(incidents_per_year=200), tmp_path)
    assert not (tmp_path / "incidents.csv").exists()
    assert (tmp_path / "incidents.parquet").exists()
