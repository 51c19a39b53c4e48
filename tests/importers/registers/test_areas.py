"""Areas: polygons with a code and a name, sound or refused by name."""

import gzip
import re

import pytest
import shapely

from lofte.importers.registers import ImportRefused, read_areas
from tests.importers.registers import files

SQUARE = shapely.box(13.40, 58.38, 13.42, 58.40)
OTHER = shapely.box(13.42, 58.38, 13.44, 58.40)
FIELDS = {"kommunkod": ["1495", "0114"], "namn": ["Skara", "Upplands Väsby"]}


def areas(folder, shapes=(SQUARE, OTHER), fields=None, **options):
    options = {"kind": "Polygon", **options}
    return files.spatial(folder / "a.geojson", shapes, fields or FIELDS, **options)


def refused(path, **options) -> str:
    with pytest.raises(ImportRefused) as caught:
        read_areas(path, **options)
    return str(caught.value)


def test_code_name_kind_and_metres(tmp_path):
    found = read_areas(areas(tmp_path), kind="kommun")
    assert [(a.code, a.name, a.kind) for a in found.areas] == [
        ("1495", "Skara", "kommun"),
        ("0114", "Upplands Väsby", "kommun"),
    ]
    assert found.crs == "EPSG:3006"
    assert found.areas[0].polygon.area == pytest.approx(1169 * 2226, rel=0.02)
    assert found.areas[0].polygon.geom_type == "MultiPolygon"
    assert not found.warnings


@pytest.mark.parametrize(("driver", "name"), [("GPKG", "a.gpkg"), ("KML", "a.kml")])
def test_other_spatial_kinds(tmp_path, driver, name):
    fields = {"namn": FIELDS["namn"], "kod": FIELDS["kommunkod"]}
    path = files.spatial(tmp_path / name, [SQUARE, OTHER], fields, driver=driver, kind="Polygon")
    assert [a.name for a in read_areas(path).areas] == FIELDS["namn"]


def test_packed_files(tmp_path):
    content = areas(tmp_path).read_bytes()
    assert len(read_areas(files.write(tmp_path / "a.gz", gzip.compress(content))).areas) == 2
    assert len(read_areas(files.zipped(tmp_path / "a.zip", {"a.geojson": content})).areas) == 2


def test_columns_can_be_named(tmp_path):
    found = read_areas(areas(tmp_path), code="namn", name="kommunkod")
    assert (found.areas[0].code, found.areas[0].name) == ("Skara", "1495")
    assert "kommunkod, namn" in refused(areas(tmp_path), code="kod")


def test_without_a_code_the_name_is_the_code_and_without_both_the_number(tmp_path):
    found = read_areas(areas(tmp_path, fields={"namn": FIELDS["namn"]}))
    assert [a.code for a in found.areas] == FIELDS["namn"]
    found = read_areas(areas(tmp_path, fields={"x": ["a", "a"]}))
    assert [(a.code, a.name) for a in found.areas] == [("1", "1"), ("2", "2")]


def test_the_code_of_a_larger_area_is_not_taken_for_its_own(tmp_path):
    fields = {"lan_code": ["14"], "id": ["1495"], "kom_namn": ["Skara"]}
    (area,) = read_areas(areas(tmp_path, [SQUARE], fields)).areas
    assert (area.code, area.name) == ("1495", "Skara")


def test_areas_abroad_are_in_their_utm_zone(tmp_path):
    found = read_areas(areas(tmp_path, [shapely.box(-87.7, 41.8, -87.6, 41.9)] * 2))
    assert found.crs == "EPSG:32616"


BOWTIE = shapely.Polygon([(13.40, 58.38), (13.42, 58.40), (13.42, 58.38), (13.40, 58.40)])
TOUCHING = shapely.Polygon(
    [(13.40, 58.38), (13.42, 58.38), (13.42, 58.40), (13.41, 58.40), (13.41, 58.42),
     (13.41, 58.40), (13.40, 58.40)]
)  # fmt: skip


def test_a_polygon_that_crosses_itself_is_refused_by_name(tmp_path):
    said = refused(areas(tmp_path, [SQUARE, BOWTIE]))
    assert "Gränsen för Upplands Väsby (0114) korsar sig själv" in said
    assert "Inget är sparat" in said
    assert re.search(r"korsar sig själv nära E \d{3}\xa0\d{3}, N 6\xa0\d{3}\xa0\d{3}\.", said)
    assert "ntersection" not in said


def test_a_harmless_fault_is_mended_and_said(tmp_path):
    found = read_areas(areas(tmp_path, [TOUCHING, OTHER]))
    assert all(area.polygon.is_valid for area in found.areas)
    assert "Skara (1495)" in found.warnings[0].sv


@pytest.mark.parametrize(
    ("shapes", "kind", "said"),
    [
        ([shapely.Point(13, 58)] * 2, "Point", "inte bara ytor"),
        ([SQUARE, None], "Polygon", "1 områden saknar yta (rad 2)"),
    ],
)
def test_what_is_no_area_is_refused(tmp_path, shapes, kind, said):
    assert said in refused(areas(tmp_path, shapes, kind=kind))


def test_a_file_of_another_kind_is_refused(tmp_path):
    assert "inte av ett slag" in refused(files.write(tmp_path / "a.csv", files.text()))
    empty = b'{"type": "FeatureCollection", "features": []}'
    assert "Filen är tom" in refused(files.write(tmp_path / "a.geojson", empty))
    assert "Filen är tom" in refused(files.write(tmp_path / "b.geojson", b""))


def test_metres_without_a_stated_system_must_be_named(tmp_path):
    path = files.spatial(
        tmp_path / "a.shp", [shapely.box(408_000, 6_472_000, 409_000, 6_473_000)], {"kod": ["1"]},
        driver="ESRI Shapefile", crs="EPSG:3006", kind="Polygon",
    )  # fmt: skip
    path.with_suffix(".prj").unlink()
    assert "koordinatsystem" in refused(path)
    found = read_areas(path, crs="SWEREF 99 TM")
    assert found.areas[0].polygon.area == pytest.approx(1e6)


def test_corners_that_are_nowhere_on_earth_are_refused(tmp_path):
    assert "inte finns på jorden" in refused(areas(tmp_path, [shapely.box(500, 700, 501, 701)] * 2))
