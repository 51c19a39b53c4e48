"""Any file in: a table of text, or a sentence that says what is wrong and what to do."""

import gzip
import hashlib

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from lofte.importers.registers import ImportRefused, Limits, RawTable, open_file
from tests.importers.registers import files


def cells(raw: RawTable) -> list[tuple[str, ...]]:
    return [raw.values(index) for index in range(len(raw))]


def refused(path, **options) -> str:
    with pytest.raises(ImportRefused) as caught:
        open_file(path, **options)
    error = caught.value
    assert error.sentence.sv
    assert error.sentence.en
    assert error.what_to_do.sv
    assert error.what_to_do.en
    return str(error)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_every_encoding_and_delimiter_gives_the_same_table(tmp_path, encoding, delimiter):
    path = files.write(tmp_path / "uttag.txt", files.text(delimiter=delimiter), encoding)
    raw = open_file(path)
    assert raw.names == files.HEADER
    assert cells(raw) == files.rows()
    assert raw.delimiter == delimiter
    assert raw.rows.tolist() == [2, 3, 4, 5, 6, 7]


def test_the_file_is_known_by_its_content_not_by_its_name(tmp_path):
    packed = files.write(tmp_path / "register.xlsx", gzip.compress(files.text().encode("cp1252")))
    raw = open_file(packed)
    assert (raw.format, raw.encoding, raw.file) == ("csv", "cp1252", "register.xlsx")
    assert raw.checksum == hashlib.sha256(packed.read_bytes()).hexdigest()
    assert raw.size == packed.stat().st_size


def test_a_letter_late_in_the_file_decides_the_encoding(tmp_path):
    body = [*files.rows(3000)]
    body[-1] = ("K", "2026-01-01", "1.00", "Rån", "1", "1")
    content = files.text(("a", "b", "c", "d", "e", "f"), [("x",) * 6] * 9000 + body[-1:])
    raw = open_file(files.write(tmp_path / "a.csv", content, "cp1252"))
    assert raw.encoding == "cp1252"
    assert raw.values(len(raw) - 1)[3] == "Rån"


def test_titles_above_the_header_and_blank_rows_are_passed_over(tmp_path):
    content = "Uttag ur registret\n\n" + files.text() + "\n;;;;;\n"
    raw = open_file(files.write(tmp_path / "a.csv", content))
    assert raw.names == files.HEADER
    assert raw.rows.tolist() == [4, 5, 6, 7, 8, 9]


def test_a_spreadsheets_own_separator_line_is_obeyed(tmp_path):
    raw = open_file(files.write(tmp_path / "a.csv", "sep=;\n" + files.text()))
    assert raw.names == files.HEADER


def test_quoted_cells_hold_delimiters_and_line_breaks(tmp_path):
    path = files.csv_file(tmp_path, ("a", "b"), ("x;y", 'rad "ett"\nrad två'), ("z", "w"))
    raw = open_file(path)
    assert cells(raw) == [("x;y", 'rad "ett"\nrad två'), ("z", "w")]
    assert raw.rows.tolist() == [2, 3]


def test_names_are_trimmed_filled_and_made_unique(tmp_path):
    raw = open_file(files.csv_file(tmp_path, (" Datum ", "", "Datum"), ("a", "b", "c")))
    assert raw.names == ("Datum", "kolumn 2", "Datum (2)")


def test_rows_that_do_not_fit_the_header_are_set_aside_with_a_reason(tmp_path):
    content = "a;b;c\n1;2;3\n1;2\n1;2;3;4\n1;2;3;;\n"
    raw = open_file(files.write(tmp_path / "a.csv", content))
    assert cells(raw) == [("1", "2", "3"), ("1", "2", "3")]
    assert [(b.row, b.values) for b in raw.broken] == [
        (3, ("1", "2", "")),
        (4, ("1", "2", "3", "4")),
    ]
    assert raw.broken[0].reason.sv == "raden har 2 fält men rubriken har 3"


def test_a_file_without_header_gets_names_and_a_note(tmp_path):
    content = "2026-01-01;6472500;408700\n2026-01-02;6472501;408701\n"
    raw = open_file(files.write(tmp_path / "a.csv", content))
    assert raw.names == ("kolumn 1", "kolumn 2", "kolumn 3")
    assert len(raw) == 2
    assert "rubrikrad" in raw.notes[0].sv


def test_broken_swedish_letters_are_pointed_out(tmp_path):
    raw = open_file(files.csv_file(tmp_path, ("Datum", "Ã…rende"), ("2026-01-01", "StÃ¶ld")))
    assert "teckenkodning" in raw.notes[0].sv


def test_a_very_long_file_is_cut_into_slices_without_loss(tmp_path):
    body = [(str(i), str(-i)) for i in range(45_000)]
    raw = open_file(files.csv_file(tmp_path, ("a", "b"), *body))
    assert len(raw) == 45_000
    assert raw.values(44_999) == ("44999", "-44999")
    assert "fler än 20\u00a0000 rader" in refused(tmp_path / "a.csv", limits=Limits(rows=20_000))


def test_parquet_keeps_types_in_words(tmp_path):
    table = pa.table(
        {
            "Date": pa.array([0, 1_500_000], pa.timestamp("us", tz="UTC")),
            "When": pa.array([0, None], pa.timestamp("ms")),
            "Latitude": [41.5, None],
            "n": [1, 2],
            "list": [[1], [2]],
        }
    )
    pq.write_table(table, tmp_path / "a.bin")
    raw = open_file(tmp_path / "a.bin")
    assert raw.format == "parquet"
    assert cells(raw) == [
        ("1970-01-01 00:00:00Z", "1970-01-01 00:00:00", "41.5", "1", ""),
        ("1970-01-01 00:00:01Z", "", "", "2", ""),
    ]
    assert raw.types["Date"] == "timestamp UTC"
    assert "2 rader" in refused(tmp_path / "a.bin", limits=Limits(rows=1))


def test_geoparquet_points(tmp_path):
    wkb = [shapely.to_wkb(shapely.Point(13.4, 58.4)), None]
    pq.write_table(
        pa.table({"id": ["a", "b"], "geometry": pa.array(wkb, pa.binary())}), tmp_path / "p"
    )
    raw = open_file(tmp_path / "p")
    assert raw.names == ("id",)
    assert raw.crs == "EPSG:4326"
    assert raw.points is not None
    assert raw.points[0].tolist()[0] == pytest.approx(13.4)


def test_a_workbook_with_a_title_dates_and_several_sheets(tmp_path):
    import datetime as dt

    content = [
        ["Uttag 2026"],
        [],
        ["datum", "tid", "antal", "flagga", None],
        [dt.datetime(2026, 1, 1, 9, 5), dt.time(9, 5), 3, True, "x"],
        [dt.date(2026, 1, 2), dt.timedelta(hours=25), 2.5, None, "y"],
    ]
    path = files.workbook(tmp_path / "a.csv", {"Tomt": [], "Brott": content, "Mer": [["a", "b"]]})
    raw = open_file(path)
    assert raw.sheet == "Brott"
    assert [name for name, _ in raw.sheets] == ["Brott", "Mer"]
    assert raw.names == ("datum", "tid", "antal", "flagga", "kolumn 5")
    assert cells(raw)[0] == ("2026-01-01 09:05:00", "09:05:00", "3", "TRUE", "x")
    assert cells(raw)[1][0] == "2026-01-02"
    assert cells(raw)[1][2:4] == ("2.5", "")
    assert raw.rows.tolist() == [4, 5]
    assert "flera blad" in raw.notes[0].sv


def test_a_named_sheet_is_read_and_an_unknown_one_refused(tmp_path):
    path = files.workbook(
        tmp_path / "a.xlsx", {"A": [["x", "y"], ["p", "q"]], "B": [["u", "v"], ["r", "s"]]}
    )
    assert open_file(path, sheet="B").names == ("u", "v")
    assert "A, B" in refused(path, sheet="C")


@pytest.mark.parametrize("driver", ["GeoJSON", "GPKG", "KML"])
def test_spatial_points_carry_their_place_and_system(tmp_path, driver):
    path = files.spatial(
        tmp_path / f"punkter.{driver.lower()}",
        [shapely.Point(13.4, 58.4), shapely.Point(13.5, 58.5)],
        {"namn": ["a", "b"]},
        driver=driver,
    )
    raw = open_file(path)
    assert raw.crs == "EPSG:4326"
    assert raw.points is not None
    assert raw.points[1].tolist() == pytest.approx([58.4, 58.5])
    assert raw.format == driver.lower()


def test_a_spatial_file_under_another_name_is_still_what_it_is(tmp_path):
    made = files.spatial(tmp_path / "p.gpkg", [shapely.Point(1, 2)], {"n": ["a"]}, driver="GPKG")
    raw = open_file(made.rename(tmp_path / "register.csv"))
    assert (raw.format, raw.file, raw.names) == ("gpkg", "register.csv", ("n",))


def test_a_zipped_shapefile_in_sweref(tmp_path):
    files.spatial(
        tmp_path / "p.shp", [shapely.Point(408_700, 6_472_500)], {"namn": ["å"]},
        driver="ESRI Shapefile", crs="EPSG:3006",
    )  # fmt: skip
    members = {f.name: f.read_bytes() for f in tmp_path.glob("p.*")}
    raw = open_file(files.zipped(tmp_path / "p.zip", {f"mapp/{k}": v for k, v in members.items()}))
    assert raw.crs == "EPSG:3006"
    assert cells(raw) == [("å",)]
    assert open_file(tmp_path / "p.shp").crs == "EPSG:3006"


def test_a_row_without_geometry_is_kept(tmp_path):
    path = files.spatial(
        tmp_path / "p.gpkg", [shapely.Point(1, 2), None], {"n": ["a", "b"]}, driver="GPKG"
    )
    raw = open_file(path)
    assert len(raw) == 2
    assert raw.points is not None
    assert raw.points[0].tolist() == pytest.approx([1, float("nan")], nan_ok=True)


def test_a_layer_can_be_chosen(tmp_path):
    path = tmp_path / "p.gpkg"
    files.spatial(path, [shapely.Point(1, 2)], {"n": ["a"]}, driver="GPKG", layer="ett")
    files.spatial(
        path, [shapely.Point(3, 4)], {"n": ["b"]}, driver="GPKG", layer="två", append=True
    )
    assert "flera lager" in open_file(path).notes[0].sv
    assert cells(open_file(path, sheet="två")) == [("b",)]
    assert "ett, två" in refused(path, sheet="tre")


POLYGON = shapely.box(0, 0, 1, 1)


@pytest.mark.parametrize(
    ("shape", "said"),
    [
        (POLYGON, "innehåller ytor, inte punkter. Läs in den som områden i stället"),
        (shapely.LineString([(0, 0), (1, 1)]), "linjer"),
        (shapely.MultiPoint([(0, 0), (1, 1)]), "flera punkter per rad"),
        (shapely.GeometryCollection([POLYGON]), "inte en punkt per rad"),
    ],
)
def test_what_is_not_points_is_refused_with_advice(tmp_path, shape, said):
    path = files.spatial(tmp_path / "a.gpkg", [shape], {"n": ["a"]}, driver="GPKG", kind="Unknown")
    assert said in refused(path)


def test_a_multipoint_of_one_is_a_point(tmp_path):
    path = files.spatial(
        tmp_path / "a.gpkg",
        [shapely.MultiPoint([(3, 4)])],
        {"n": ["a"]},
        driver="GPKG",
        kind="MultiPoint",
    )
    raw = open_file(path)
    assert raw.points is not None
    assert raw.points[0][0] == 3


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "Filen är tom"),
        (b"\xef\xbb\xbf \r\n", "Filen är tom"),
        (b"\x00" * 5000, "Filen är tom"),
        (gzip.compress(b"", mtime=0), "Filen är tom"),
        (bytes(range(256)) * 20, "inte av ett slag"),
        (b"%PDF-1.7\n\x00\x01\x02", "inte av ett slag"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "inte av ett slag"),
        (b"En text om brott.\nInget annat.\n", "ingen tabell"),
        (b"datum;x;y\n", "inga rader"),
        (b"<html><body>403</body></html>", "inte av ett slag"),
        (b'{"fel": 403}', "inte av ett slag"),
        (b'[{"id": 1, "type": "Brand"}]', "inte av ett slag"),
        (b'{"type": "FeatureCollection", "features": [', "går inte att läsa"),
        (b'{"type": "FeatureCollection", "features": []}', "inga rader"),
        (b"PAR1 trasig", "går inte att läsa"),
        (b"SQLite format 3\x00trasig", "går inte att läsa"),
        (b"PK\x03\x04trasig", "trasig"),
        (b"\x1f\x8btrasig", "trasig"),
        (gzip.compress(b"a;b\n1;2\n", mtime=0)[:-12], "trasig"),
        (b"X\n\x00\x00\x00\x02\x00\x04", "R-fil"),
        (gzip.compress(b"X\n\x00\x00\x00\x02\x00\x04", mtime=0), "R-fil"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "Arbetsboken går inte att öppna"),
        (gzip.compress(gzip.compress(b"a;b\n1;2\n", mtime=0), mtime=0), "flera lager"),
        (b'a;b\n"' + b"x" * 200_000, "citattecken"),
        (b"<?xml version='1.0'?><!DOCTYPE k [<!ENTITY a 'b'>]><kml/>", "dokumenttyp"),
    ],
)  # fmt: skip
def test_bad_files_are_refused_in_words(tmp_path, content, said):
    assert said in refused(files.write(tmp_path / "fil", content))


def test_a_file_that_stops_being_a_table_is_refused(tmp_path):
    content = files.text() + "skräp;\n" * 30_000
    assert "ingen tabell" in refused(files.write(tmp_path / "a.csv", content))


def test_a_folder_and_a_missing_file_are_refused(tmp_path):
    assert "mapp" in refused(tmp_path)
    assert "ingen fil" in refused(tmp_path / "saknas.csv")


def test_a_file_that_may_not_be_read_is_refused(tmp_path, monkeypatch):
    path = files.write(tmp_path / "a.csv", files.text())

    def closed(self, *args, **kwargs):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(type(path), "open", closed)
    assert "går inte att öppna" in refused(path)


def test_a_file_at_the_limit_is_refused_before_it_is_read(tmp_path):
    path = tmp_path / "stor.csv"
    with path.open("wb") as stream:
        stream.truncate(1 << 30)  # a hole: nothing is written
    assert "för stor (1\xa0024 MB): gränsen är under 1 GB." in refused(path)


def test_an_ods_workbook_is_refused_with_advice(tmp_path):
    path = files.zipped(tmp_path / "a.ods", {"mimetype": b"application/vnd.oasis"})
    assert "XLSX" in refused(path)


def test_an_archive_of_several_tables_is_refused_by_name(tmp_path):
    path = files.zipped(tmp_path / "a.zip", {"a.csv": b"a;b\n1;2\n", "b.csv": b"a;b\n1;2\n"})
    assert "a.csv, b.csv" in refused(path)


def test_an_archive_of_one_table_is_that_table(tmp_path):
    path = files.zipped(tmp_path / "a.zip", {"djupt/ner/a.csv": files.text().encode()})
    assert cells(open_file(path)) == files.rows()


def table_or_refusal(path, content: bytes) -> RawTable | ImportRefused:
    path.write_bytes(content)
    try:
        return open_file(path)
    except ImportRefused as error:
        return error


@given(st.binary(max_size=400))
def test_random_bytes_give_a_table_or_a_refusal(tmp_path_factory, content):
    assert table_or_refusal(tmp_path_factory.getbasetemp() / "slump", content) is not None


MAGIC = [b"PK\x03\x04", b"\x1f\x8b\x08\x00", b"PAR1", b"SQLite format 3\x00", b"\x00\x00\x27\x0a"]
MAGIC += [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"<kml>", b'{"type":', b"\xff\xfe", b"a;b\n"]


@given(st.sampled_from(MAGIC), st.binary(max_size=300))
def test_random_bytes_behind_a_known_face_give_a_table_or_a_refusal(tmp_path_factory, magic, rest):
    assert table_or_refusal(tmp_path_factory.getbasetemp() / "slump", magic + rest) is not None
