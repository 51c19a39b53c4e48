"""A register in, a picture out, from the command line: all files or none, and plain refusals."""

import json
import os
from datetime import timedelta
from pathlib import Path

import pytest

from lofte.management.picture import PictureRefused, picture_from_file
from lofte.management.register_files import Options
from lofte.places.crs import SWEREF99_TM, WGS84, convert
from lofte.situation.document import MORE, PictureDocument
from tests.situation.picture_town import FIRST, WEEKS, quiet, rise

FILES = ["cells.geojson", "picture.html", "picture.json", "picture.pdf"]
REAL = Path(os.environ.get("LOFTE_REAL_DATA", Path(__file__).parents[3] / "shared" / "data"))


@pytest.fixture
def register(tmp_path: Path) -> Path:
    rows = quiet() + rise((550, 550), 25)
    lines = ["Datum;N;E;Kategori"]
    for x, y, when, kind in rows:
        lines.append(f"{when.item():%Y-%m-%d %H:%M};{y:.1f};{x:.1f};{['Klotter', 'Buller'][kind]}")
    path = tmp_path / "händelser.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_four_files_come_out(register: Path, tmp_path: Path) -> None:
    written = picture_from_file(register, out=tmp_path / "bild")
    assert [path.name for path in written.files] == FILES
    assert sorted(path.name for path in (tmp_path / "bild").iterdir()) == FILES
    content = (tmp_path / "bild" / "picture.json").read_bytes()
    assert PictureDocument.from_json(content) == written.document
    assert any(found.kind == MORE for found in written.document.findings)


def test_the_source_is_told_with_its_checksum(register: Path, tmp_path: Path) -> None:
    source = picture_from_file(register, out=tmp_path / "bild").document.source
    assert (source.file, source.crs) == ("händelser.csv", SWEREF99_TM)
    assert len(source.checksum) == 64
    assert source.rows == len(quiet()) + 25


def test_the_same_file_gives_the_same_bytes(register: Path, tmp_path: Path) -> None:
    for name in ("a", "b"):
        picture_from_file(register, out=tmp_path / name)
    for name in FILES:
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


def test_a_period_and_a_size_can_be_asked_for(register: Path, tmp_path: Path) -> None:
    week = FIRST + timedelta(weeks=WEEKS - 1)
    key = f"{week:%G-W%V}"
    written = picture_from_file(
        register, out=tmp_path, period=key, options=Options(size=250, name="Polisens register")
    )
    document = written.document
    assert (document.period_key, document.cell_size) == (key, 250)
    assert document.register == "Polisens register"


def test_areas_come_from_a_file_in_any_system(register: Path, tmp_path: Path) -> None:
    lon, lat = convert([383_000, 384_000], [6_470_000, 6_471_000], SWEREF99_TM, WGS84)
    (west, east), (south, north) = lon.tolist(), lat.tolist()
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    feature = {
        "type": "Feature",
        "properties": {"kod": "D1", "namn": "Åsen"},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }
    path = tmp_path / "områden.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    document = picture_from_file(register, out=tmp_path / "bild", areas=path).document
    assert [(area.code, area.name, area.klass) for area in document.areas] == [("D1", "Åsen", MORE)]


def test_rejected_rows_lie_beside_the_picture(register: Path, tmp_path: Path) -> None:
    text = register.read_text(encoding="utf-8")
    register.write_text(text + "inte ett datum;6470000;383000;Klotter\n", encoding="utf-8")
    written = picture_from_file(register, out=tmp_path / "bild")
    assert "avvisade.csv" in [path.name for path in written.files]
    assert any("gick inte att läsa" in said for said in written.document.caveats)


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02" * 50, b"a;b\n1;2\n"])
def test_a_bad_file_is_refused_and_nothing_is_written(content: bytes, tmp_path: Path) -> None:
    bad = tmp_path / "fel.csv"
    bad.write_bytes(content)
    with pytest.raises(PictureRefused) as refusal:
        picture_from_file(bad, out=tmp_path / "bild")
    assert str(refusal.value)
    assert not (tmp_path / "bild").exists()


def test_a_bad_period_is_refused(register: Path, tmp_path: Path) -> None:
    with pytest.raises(PictureRefused, match="går inte att läsa"):
        picture_from_file(register, out=tmp_path / "bild", period="i fjol")


def test_a_file_where_the_folder_should_be_is_refused(register: Path, tmp_path: Path) -> None:
    (tmp_path / "bild").write_text("upptagen")
    with pytest.raises(PictureRefused, match="Välj en annan mapp"):
        picture_from_file(register, out=tmp_path / "bild")


CHICAGO = REAL / "chicago-2017"


@pytest.mark.skipif(not CHICAGO.exists(), reason="the real data is not here")
def test_a_city_of_real_events(tmp_path: Path) -> None:
    (path,) = CHICAGO.glob("*.parquet")
    (areas,) = CHICAGO.glob("*.geojson")
    document = picture_from_file(path, out=tmp_path, areas=areas).document
    assert document.source.rows == 165_567
    assert (document.first_day, document.last_day) == ("2017-07-24", "2017-08-20")
    found = [f for f in document.findings if f.kind == MORE]
    assert any("LOOP" in f.place and f.figures.count > 100 for f in found)
    assert document.hours.most
    assert any("EPSG:32616" in said for said in document.caveats)
