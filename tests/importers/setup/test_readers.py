"""Files that set up a kommun: what is understood, and what is said about what is not."""

import json
import os
from pathlib import Path

import pytest
import shapely

from lofte.audit.refusals import Refused
from lofte.importers.registers.sentences import ImportRefused
from lofte.importers.setup import readers
from lofte.importers.setup.tables import BadFile
from lofte.places.crs import SWEREF99_TM, WGS84, convert
from tests.cast import OX, OY

REAL = Path(os.environ.get("LOFTE_REAL_DATA", Path(__file__).parents[4] / "shared" / "data"))


def degrees(x: float, y: float) -> list[float]:
    lon, lat = convert([x], [y], SWEREF99_TM, WGS84)
    return [float(lon[0]), float(lat[0])]


def geojson(path: Path, *features: tuple[dict, dict]) -> Path:
    rows = [{"type": "Feature", "properties": p, "geometry": g} for p, g in features]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": rows}))
    return path


def square(west: float = 0) -> dict:
    box = shapely.box(OX + west, OY, OX + west + 500, OY + 500)
    return {"type": "Polygon", "coordinates": [[degrees(*c) for c in box.exterior.coords]]}


def line(north: float = 0) -> dict:
    ends = [degrees(OX, OY + north), degrees(OX + 500, OY + north)]
    return {"type": "LineString", "coordinates": ends}


def table(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_text(text, encoding=encoding)
    return path


# --- areas -----------------------------------------------------------------------------------


def test_areas_come_in_metres_with_code_and_name(tmp_path: Path) -> None:
    file = geojson(
        tmp_path / "a.geojson",
        ({"kod": "A1", "namn": "Ängen"}, square()),
        ({"kod": "A2", "namn": "Ön"}, square(500)),
    )
    found = readers.read_areas(file, kind="own", kommun_code="9901")
    assert [(a.kind, a.code, a.name) for a in found] == [
        ("own", "A1", "Ängen"),
        ("own", "A2", "Ön"),
    ]
    assert found[0].polygon.area == pytest.approx(250_000, rel=1e-3)
    found[0].check()


def test_of_many_kommuner_the_own_border_is_taken(tmp_path: Path) -> None:
    file = geojson(
        tmp_path / "k.geojson",
        ({"id": "9901", "kom_namn": "Lyckeberga"}, square()),
        ({"id": "9902", "kom_namn": "Grannby"}, square(500)),
    )
    found = readers.read_areas(file, kind="kommun", kommun_code="9902")
    assert [(a.code, a.name) for a in found] == [("9902", "Grannby")]
    with pytest.raises(BadFile, match="Ingen av ytorna har koden 1234"):
        readers.read_areas(file, kind="kommun", kommun_code="1234")


def test_a_single_border_needs_no_code(tmp_path: Path) -> None:
    file = geojson(tmp_path / "k.geojson", ({"namn": "Lyckeberga"}, square()))
    found = readers.read_areas(file, kind="kommun", kommun_code="9901")
    assert found[0].code == "9901"


def test_areas_in_another_country_are_refused(tmp_path: Path) -> None:
    ring = [[-87.6, 41.8], [-87.5, 41.8], [-87.5, 41.9], [-87.6, 41.8]]
    file = geojson(
        tmp_path / "us.geojson", ({"kod": "1"}, {"type": "Polygon", "coordinates": [ring]})
    )
    with pytest.raises(BadFile, match="utanför Sverige"):
        readers.read_areas(file, kind="own", kommun_code="9901")


@pytest.mark.skipif(not REAL.is_dir(), reason="the real data is not here")
def test_skaras_border_is_found_among_all_kommuner() -> None:
    file = REAL / "swedish-boundaries" / "swedish_municipalities.geojson"
    found = readers.read_areas(file, kind="kommun", kommun_code="1495")
    assert [(a.code, a.name) for a in found] == [("1495", "Skara")]
    found[0].check()


# --- places ----------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_places_from_a_spreadsheet(tmp_path: Path, encoding: str) -> None:
    text = (
        "Namn;Slag;Öst;Nord;Radie;Gruppen\n"
        f"Ån;park;{OX:.0f},5;{OY:.0f};80;ja\n"
        f"Torget;Torg eller centrum;{OX + 9};{OY + 9};;\n"
        f"Okänt;något;{OX};{OY};;nej\n"
    )
    found = readers.read_places(table(tmp_path / "p.csv", text, encoding))
    assert [(p.name, p.kind, p.radius, p.group_only) for p in found] == [
        ("Ån", "park", 80, True),
        ("Torget", "square", 150, False),
        ("Okänt", "other", 150, False),
    ]
    assert found[0].x == OX + 0.5


def test_places_in_degrees_either_way_round(tmp_path: Path) -> None:
    lon, lat = degrees(OX, OY)
    file = geojson(
        tmp_path / "p.geojson", ({"name": "Ån"}, {"type": "Point", "coordinates": [lon, lat]})
    )
    assert readers.read_places(file)[0].x == pytest.approx(OX, abs=0.1)
    swapped = table(tmp_path / "p.csv", f"namn;longitud;latitud\nÅn;{lat};{lon}\nÖn;{lat};{lon}\n")
    assert readers.read_places(swapped)[0].y == pytest.approx(OY, abs=0.1)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("vem;öst;nord\nx;1;2\ny;1;2\n", "saknar en kolumn för platsens namn"),
        ("namn;slag\nx;park\ny;park\n", "saknar en kolumn för öst"),
        (f"namn;öst\nx;{OX}\ny;{OX}\n", "saknar en kolumn för nord"),
        ("namn;öst;nord\nx;5;9999999\ny;5;9999999\n", "vilket koordinatsystem"),
        ("namn;öst;nord\nx;;\ny;;\n", "vilket koordinatsystem"),
    ],
)
def test_a_table_that_lacks_something_says_what(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(BadFile, match=says):
        readers.read_places(table(tmp_path / "p.csv", text))


def test_a_radius_that_is_no_number_is_caught(tmp_path: Path) -> None:
    text = f"namn;öst;nord;radie\nÅn;{OX};{OY};stor\nÖn;{OX};{OY};5\n"
    found = readers.read_places(table(tmp_path / "p.csv", text))
    with pytest.raises(Refused, match="radien"):
        found[0].check()


# --- streets and addresses -------------------------------------------------------------------


def test_the_pieces_of_a_street_become_one(tmp_path: Path) -> None:
    file = geojson(
        tmp_path / "s.geojson",
        ({"gatunamn": "Ågatan"}, line()),
        ({"gatunamn": "Ågatan "}, line(100)),
        ({"gatunamn": "Storgatan"}, line(200)),
        ({"gatunamn": ""}, line(300)),
    )
    found = {street.name: street.line for street in readers.read_streets(file)}
    assert set(found) == {"Ågatan", "Storgatan"}
    assert found["Ågatan"].geom_type == "MultiLineString"
    assert found["Storgatan"].length == pytest.approx(500, rel=1e-3)


def test_streets_already_in_metres_stay(tmp_path: Path) -> None:
    shape = {"type": "LineString", "coordinates": [[OX, OY], [OX + 500, OY]]}
    rows = [{"type": "Feature", "properties": {"namn": "Ågatan"}, "geometry": shape}]
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3006"}}
    file = tmp_path / "s.geojson"
    file.write_text(json.dumps({"type": "FeatureCollection", "crs": crs, "features": rows}))
    assert readers.read_streets(file)[0].line.length == 500


def test_streets_need_lines_and_names(tmp_path: Path) -> None:
    nameless = geojson(tmp_path / "a.geojson", ({"bredd": 4}, line()))
    with pytest.raises(BadFile, match="kolumn för namnet"):
        readers.read_streets(nameless)
    areas = geojson(tmp_path / "b.geojson", ({"namn": "Torget"}, square()))
    with pytest.raises(BadFile, match="ytor, inte linjer"):
        readers.read_streets(areas)
    empty = geojson(tmp_path / "c.geojson")
    with pytest.raises(ImportRefused):
        readers.read_streets(empty)


@pytest.mark.parametrize(
    "text",
    [
        f"gatunamn;nummer;öst;nord\nÅgatan;1 B;{OX};{OY}\nÅgatan;2;{OX};{OY}\nÅgatan;2;1;1\n",
        f"adress;öst;nord\nÅgatan 1 B;{OX};{OY}\nÅgatan 2;{OX};{OY}\n",
    ],
)
def test_addresses_in_one_column_or_two(tmp_path: Path, text: str) -> None:
    found = readers.read_addresses(table(tmp_path / "a.csv", text))
    assert [(a.street, a.number, a.x) for a in found] == [
        ("Ågatan", "1 B", OX),
        ("Ågatan", "2", OX),
    ]


def test_an_address_without_a_number_is_caught(tmp_path: Path) -> None:
    text = f"adress;öst;nord\nÅgatan;{OX};{OY}\nÖ 1;{OX};{OY}\n"
    with pytest.raises(Refused, match="saknar nummer"):
        readers.read_addresses(table(tmp_path / "a.csv", text))[0].check()


# --- parties and people ----------------------------------------------------------------------


def test_parties_and_people_in_swedish_words(tmp_path: Path) -> None:
    parties = readers.read_parties(
        table(tmp_path / "p.csv", "Part;Slag\nPolisen Ö;Polisen\nBo AB;bostadsföretag\nX;klubb\n")
    )
    assert [p.kind for p in parties] == ["police", "housing", "klubb"]
    people = readers.read_people(
        table(
            tmp_path / "u.csv",
            "Namn;E-post;Part;Roll\nÅsa;a@x.example;Bo AB;Rapportör\nBo;b@x.example;Bo AB;kung\n",
        )
    )
    assert [(p.name, p.email, p.party, p.role) for p in people] == [
        ("Åsa", "a@x.example", "Bo AB", "reporter"),
        ("Bo", "b@x.example", "Bo AB", "kung"),
    ]


# --- bad files -------------------------------------------------------------------------------


@pytest.mark.parametrize("read", [readers.read_places, readers.read_streets, readers.read_parties])
@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02" * 500, b"{", b"PK\x03\x04trasig"])
def test_junk_is_refused_in_a_sentence(tmp_path: Path, read: object, content: bytes) -> None:
    file = tmp_path / "junk.geojson"
    file.write_bytes(content)
    with pytest.raises((ImportRefused, BadFile), match=r"\w+ .*\."):
        read(file)


@pytest.mark.parametrize("read", [readers.read_places, readers.read_streets])
def test_a_folder_or_nothing_is_refused(tmp_path: Path, read: object) -> None:
    for path in (tmp_path, tmp_path / "finns inte"):
        with pytest.raises(ImportRefused):
            read(path)


def test_packed_streets_are_unpacked(tmp_path: Path) -> None:
    import gzip
    import zipfile

    file = geojson(tmp_path / "s.geojson", ({"namn": "Ågatan"}, line()))
    packed = tmp_path / "s.geojson.gz"
    packed.write_bytes(gzip.compress(file.read_bytes()))
    archive = tmp_path / "s.zip"
    with zipfile.ZipFile(archive, "w") as out:
        out.write(file, "s.geojson")
    for path in (packed, archive):
        assert readers.read_streets(path)[0].name == "Ågatan"
    (tmp_path / "t.csv").write_text("namn;x\na;1\nb;2\n")
    with pytest.raises(ImportRefused):
        readers.read_streets(tmp_path / "t.csv")


@pytest.mark.parametrize(
    "read",
    [
        readers.read_streets,
        readers.read_places,
        readers.read_categories,
        lambda path: readers.read_areas(path, kind="own", kommun_code="9901"),
    ],
)
def test_an_empty_file_is_said_to_be_empty(tmp_path: Path, read) -> None:
    with pytest.raises(ImportRefused, match="Filen är tom"):
        read(table(tmp_path / "a.geojson", ""))


def test_areas_are_no_streets(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="ytor, inte linjer"):
        readers.read_streets(geojson(tmp_path / "a.geojson", ({"kod": "A1"}, square())))
