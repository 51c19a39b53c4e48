"""What the columns mean: proposed with reasons, asked where the file cannot tell."""

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import shapely

from lofte.importers.registers import CONTENT, GEOMETRY, ImportRefused, open_file, propose
from lofte.importers.registers.names import words
from lofte.places import crs
from tests.importers.registers import files

WHEN = ("2026-01-05 10:00", "2026-01-06 11:30", "2026-02-13 23:10", "2026-03-01 04:00")
NORTH = ("6472500", "6472510", "6472520", "6472530")
EAST = ("408700", "408710", "408720", "408730")


def mapping_of(folder, **columns):
    names = tuple(name.replace("__", " ") for name in columns)
    return propose(open_file(files.csv_file(folder, names, *zip(*columns.values(), strict=True))))


def asked(mapping) -> dict[str, str]:
    return {question.id: question.default for question in mapping.questions}


def refused(folder, **columns) -> str:
    with pytest.raises(ImportRefused) as caught:
        mapping_of(folder, **columns)
    return str(caught.value)


def test_a_swedish_office_file(tmp_path):
    raw = open_file(
        files.write(tmp_path / "RAR 2026.csv", files.text(body=files.rows(40)), "cp1252")
    )
    mapping = propose(raw)
    assert mapping.source == "RAR 2026"
    assert (mapping.start, mapping.clock) == ("Datum", "Tid")
    assert (mapping.x, mapping.y, mapping.crs) == ("E", "N", "EPSG:3006")
    assert mapping.key == ("Ärendenr",)
    assert mapping.category == ("Brottstyp",)
    assert not mapping.questions
    assert set(mapping.reasons) >= {"start", "clock", "x", "crs", "key", "category"}


@pytest.mark.parametrize("name", ["lat", "latitude", "Latitud", "LAT"])
@pytest.mark.parametrize("other", ["lon", "long", "lng", "Longitud"])
def test_degrees_by_name(tmp_path, name, other):
    mapping = mapping_of(
        tmp_path, datum=WHEN, **{name: ("58.38",) * 4, other: ("13.43", "13.44", "13.45", "13.46")}
    )
    assert (mapping.x, mapping.y, mapping.crs) == (other, name, "EPSG:4326")


@pytest.mark.parametrize(
    ("north", "east"),
    [
        ("N", "E"),
        ("Nording", "Östing"),
        ("northing", "easting"),
        ("Y", "X"),
        ("y_koord", "x_koord"),
    ],
)
def test_metres_by_name(tmp_path, north, east):
    mapping = mapping_of(tmp_path, datum=WHEN, **{north: NORTH, east: EAST})
    assert (mapping.x, mapping.y, mapping.crs) == (east, north, "EPSG:3006")


def test_x_is_north_in_old_swedish_files_and_the_numbers_show_it(tmp_path):
    mapping = mapping_of(
        tmp_path, datum=WHEN, X=("6475000",) * 4, Y=("1364000", "1364010", "1364020", "1364030")
    )
    assert (mapping.x, mapping.y, mapping.crs) == ("Y", "X", "EPSG:3021")
    assert "bytt plats" in mapping.reasons["x"].sv


def test_swapped_names_in_sweden_are_put_right_and_said(tmp_path):
    mapping = mapping_of(tmp_path, datum=WHEN, lat=("13.4",) * 4, lon=("58.4",) * 4)
    assert (mapping.x, mapping.y) == ("lat", "lon")
    assert "tvärtemot namnen" in mapping.reasons["x"].sv


def test_x_and_y_in_degrees_abroad_are_asked_about(tmp_path):
    mapping = mapping_of(tmp_path, datum=WHEN, x=("-0.1",) * 4, y=("51.5",) * 4)
    assert asked(mapping) == {"x": "x"}
    turned = mapping.answer({"x": "y"})
    assert (turned.x, turned.y) == ("y", "x")
    assert not turned.questions


def test_a_local_zone_must_be_named(tmp_path):
    mapping = mapping_of(tmp_path, datum=WHEN, N=NORTH, E=("150100",) * 4)
    assert asked(mapping) == {"crs": ""}
    assert len(mapping.questions[0].options) == 12
    with pytest.raises(ImportRefused, match="koordinatsystem") as refusal:
        mapping.assume()
    assert str(refusal.value).count("EPSG:") == 3
    assert str(refusal.value).endswith("; …")
    assert mapping.answer({"crs": "EPSG:3008"}).crs == "EPSG:3008"


def test_a_system_in_the_column_name_settles_nothing_that_the_numbers_contradict(tmp_path):
    mapping = mapping_of(tmp_path, datum=WHEN, sweref_n=NORTH, sweref_e=EAST)
    assert mapping.crs == "EPSG:3006"


def test_numbers_that_fit_no_system_are_asked_about(tmp_path):
    mapping = mapping_of(tmp_path, datum=WHEN, easting=("423168",) * 4, northing=("167694",) * 4)
    assert asked(mapping) == {"crs": ""}
    assert "EPSG:3006" in {option.value for option in mapping.questions[0].options}


def test_nameless_columns_are_found_when_they_can_only_be_sweden(tmp_path):
    mapping = mapping_of(tmp_path, datum=WHEN, a=NORTH, b=EAST)
    assert (mapping.x, mapping.y) == ("b", "a")


@pytest.mark.parametrize(
    ("cell", "system"),
    [
        ("POINT (13.43 58.38)", "EPSG:4326"),
        ("POINT Z (408700 6472500 12)", "EPSG:3006"),
        ("SRID=3006;POINT(408700 6472500)", "EPSG:3006"),
    ],
)
def test_well_known_text(tmp_path, cell, system):
    mapping = mapping_of(tmp_path, datum=WHEN, plats=(cell,) * 4)
    assert (mapping.point, mapping.crs) == ("plats", system)


def test_a_pair_in_one_cell(tmp_path):
    mapping = mapping_of(tmp_path, datum=WHEN, gps=("58.38, 13.43",) * 4)
    assert (mapping.point, mapping.point_order, mapping.crs) == ("gps", "yx", "EPSG:4326")
    assert not mapping.questions


def test_a_pair_abroad_is_asked_about(tmp_path):
    assert asked(mapping_of(tmp_path, datum=WHEN, gps=("51.5,-0.1",) * 4)) == {"point_order": "yx"}


def test_a_comma_that_may_group_thousands_is_asked_about(tmp_path):
    mapping = mapping_of(tmp_path, datum=WHEN, lat=("58,380",) * 4, lon=("13,430",) * 4)
    assert asked(mapping) == {"decimal": "comma"}


def test_addresses_alone_are_enough_to_count(tmp_path):
    mapping = mapping_of(tmp_path, datum=WHEN, gata=("Storgatan",) * 4)
    assert not mapping.has_place
    assert "adresser" in mapping.reasons["point"].sv


def test_empty_coordinate_columns_are_said(tmp_path):
    mapping = mapping_of(
        tmp_path, datum=WHEN, lat=("0", "", "", ""), lon=("", "", "", ""), gata=WHEN
    )
    assert not mapping.has_place


def test_no_place_at_all_is_refused(tmp_path):
    assert "saknar koordinater" in refused(tmp_path, datum=WHEN, brottstyp=("a", "b", "a", "b"))


def test_no_time_is_refused(tmp_path):
    assert "saknar en tidskolumn" in refused(tmp_path, kommun=("a", "b"), lat=("58", "59"))


def test_a_time_without_a_year_is_refused_by_name(tmp_path):
    cells = ("Storgatan 1\n19 January @ 15:00", "Storgatan 2\n4 mars 9.30")
    said = refused(tmp_path, label=cells, lat=("58", "59"), lon=("13", "13"))
    assert "”label”" in said
    assert "inget år" in said


def test_days_that_can_be_months_are_asked_about(tmp_path):
    mapping = mapping_of(tmp_path, datum=("03/04/2026",) * 4, N=NORTH, E=EAST)
    assert asked(mapping) == {"date_order": "dmy"}


def test_one_day_above_twelve_settles_the_order(tmp_path):
    mapping = mapping_of(
        tmp_path, datum=("03/04/2026", "04/13/2026", "04/14/2026", "1/1/2026"), N=NORTH, E=EAST
    )
    assert mapping.date_order == "mdy"
    assert not mapping.questions


def test_contradicting_days_are_asked_about(tmp_path):
    cells = ("13/04/2026", "04/13/2026", "04/14/2026", "1/1/2026")
    assert asked(mapping_of(tmp_path, datum=cells, N=NORTH, E=EAST)) == {"date_order": "mdy"}


def test_times_labelled_utc_are_asked_about_with_evidence(tmp_path):
    cells = tuple(f"2026-01-{1 + i % 28:02d}T{(9 + i % 14) % 24:02d}:05:00Z" for i in range(60))
    mapping = mapping_of(tmp_path, datum=cells, N=NORTH * 15, E=EAST * 15)
    assert asked(mapping) == {"zone": "local"}
    assert "händer minst kl." in mapping.questions[0].text.sv


def test_the_zone_of_a_place_abroad_is_asked_and_never_assumed(tmp_path):
    mapping = mapping_of(
        tmp_path, Date=("2026-01-01T10:00:00Z",) * 4, lat=("41.8",) * 4, lon=("-97.6",) * 4
    )
    assert asked(mapping) == {"zone": "local", "zone_name": ""}
    assert not mapping.assume()[0].questions
    with pytest.raises(ImportRefused, match="tidszon"):
        mapping.answer({"zone": "utc"}).assume()


def test_an_offset_that_is_written_out_needs_no_question(tmp_path):
    mapping = mapping_of(tmp_path, datum=("2026-01-01T10:00:00+01:00",) * 4, N=NORTH, E=EAST)
    assert not mapping.questions


def test_a_column_called_utc_is_asked_about(tmp_path):
    assert "zone" in asked(mapping_of(tmp_path, datum_utc=WHEN, N=NORTH, E=EAST))


def test_a_local_clock_beside_the_date_makes_the_question_needless(tmp_path):
    mapping = mapping_of(
        tmp_path,
        DateReported=("2018/01/01 05:30:00+00",) * 4,
        HourReported=("0030", "0031", "0032", "0033"),
        N=NORTH,
        E=EAST,
    )
    assert (mapping.start, mapping.clock) == ("DateReported", "HourReported")
    assert not mapping.questions
    assert "anmäldes" in mapping.reasons["start"].sv


@pytest.mark.parametrize(
    ("start", "end"), [("date_start", "date_end"), ("Från", "Till"), ("starttid", "sluttid")]
)
def test_from_and_to(tmp_path, start, end):
    mapping = mapping_of(tmp_path, datum=WHEN, **{start: WHEN, end: WHEN}, N=NORTH, E=EAST)
    assert (mapping.start, mapping.end) == (start, end)


def test_clocks_of_from_and_to(tmp_path):
    clock = ("10:00", "11:00", "12:00", "13:00")
    mapping = mapping_of(
        tmp_path,
        Datum__från=WHEN,
        Tid__från=clock,
        Datum__till=WHEN,
        Tid__till=clock,
        N=NORTH,
        E=EAST,
    )
    assert (mapping.start, mapping.clock) == ("Datum från", "Tid från")
    assert (mapping.end, mapping.end_clock) == ("Datum till", "Tid till")


def test_when_it_happened_comes_before_when_it_was_reported(tmp_path):
    mapping = mapping_of(
        tmp_path, uppdaterad=WHEN, anmälningsdatum=WHEN, brottsdatum=WHEN, N=NORTH, E=EAST
    )
    assert mapping.start == "brottsdatum"
    assert "anmälningsdatum" in mapping.reasons["start"].sv


def test_numbers_are_dates_only_under_a_name_that_promises_dates(tmp_path):
    serial = ("46000", "46001,5", "46002", "46003")
    assert mapping_of(tmp_path, datum=serial, N=NORTH, E=EAST).start == "datum"
    assert "tidskolumn" in refused(tmp_path, antal=serial, N=NORTH, E=EAST)


def test_a_running_number_is_no_key_when_there_is_a_better_one(tmp_path):
    mapping = mapping_of(
        tmp_path, RecordID=("1", "2", "3", "4"), IncidentID=("9", "7", "3", "5"), d=WHEN,
        datum=WHEN, N=NORTH, E=EAST,
    )  # fmt: skip
    assert mapping.key == ("IncidentID",)
    assert "löpnummer" in mapping.reasons["key"].sv


def test_a_running_number_alone_is_asked_about(tmp_path):
    mapping = mapping_of(tmp_path, id=("1", "2", "3", "4"), datum=WHEN, N=NORTH, E=EAST)
    assert asked(mapping) == {"key": CONTENT}
    assert mapping.key == ()
    assert mapping.answer({"key": "id"}).key == ("id",)
    assert mapping.answer({"key": CONTENT}).key == ()


def test_a_case_number_that_counts_upwards_is_still_a_key(tmp_path):
    mapping = mapping_of(tmp_path, ärendenr=("1", "2", "3", "4"), datum=WHEN, N=NORTH, E=EAST)
    assert mapping.key == ("ärendenr",)


def test_a_repeated_number_is_asked_about(tmp_path):
    mapping = mapping_of(tmp_path, dnr=("7", "7", "8", "9"), datum=WHEN, N=NORTH, E=EAST)
    assert asked(mapping) == {"key": "dnr"}


def test_several_offences_in_one_case_are_several_events(tmp_path):
    mapping = mapping_of(
        tmp_path, dnr=("7", "7", "8", "8", "9"), brottstyp=("Rån", "Hot", "Rån", "Rån", "Rån"),
        datum=(*WHEN, WHEN[0]), N=(*NORTH, "6472500"), E=(*EAST, "408700"),
    )  # fmt: skip
    assert asked(mapping) == {"key": "dnr + brottstyp"}
    assert mapping.key == ("dnr", "brottstyp")
    assert mapping.answer({"key": CONTENT}).key == ()


def test_a_readable_category_comes_before_its_code(tmp_path):
    mapping = mapping_of(
        tmp_path, offense_code=("1", "2", "1", "2"), offense_type=("a", "b", "a", "b"), datum=WHEN,
        N=NORTH, E=EAST,
    )  # fmt: skip
    assert mapping.category == ("offense_type",)


def test_text_with_ever_new_values_is_no_category(tmp_path):
    columns = {"typ": tuple(f"text {i}" for i in range(60)), "datum": WHEN * 15}
    mapping = mapping_of(tmp_path, **columns, N=NORTH * 15, E=EAST * 15)
    assert mapping.category == ()
    assert "ett slag" in mapping.reasons["category"].sv


def test_a_spatial_file_needs_no_coordinate_columns(tmp_path):
    path = files.spatial(
        tmp_path / "p.gpkg", [shapely.Point(13, 58)] * 2, {"datum": ["2026-01-01", "2026-01-02"]},
        driver="GPKG",
    )  # fmt: skip
    mapping = propose(open_file(path))
    assert (mapping.point, mapping.crs) == (GEOMETRY, "EPSG:4326")


def test_a_spatial_file_that_does_not_state_its_system(tmp_path):
    path = files.spatial(
        tmp_path / "p.shp", [shapely.Point(408_700, 6_472_500)] * 2,
        {"datum": ["2026-01-01", "2026-01-02"]}, driver="ESRI Shapefile", crs="EPSG:3006",
    )  # fmt: skip
    path.with_suffix(".prj").unlink()
    assert propose(open_file(path)).crs == "EPSG:3006"


def test_the_sheet_is_asked_about(tmp_path):
    content = [
        ["datum", "N", "E"],
        ["2026-01-01", 6472500, 408700],
        ["2026-01-02", 6472501, 408701],
    ]
    raw = open_file(files.workbook(tmp_path / "a.xlsx", {"A": content, "B": content}))
    assert asked(propose(raw)) == {"sheet": "A"}


def test_parquet_of_time_and_place_only(tmp_path):
    moments = pa.array(np.arange(5) * 86_400_000_000, pa.timestamp("us", tz="UTC"))
    table = pa.table({"Date": moments, "Latitude": [41.5] * 5, "Longitude": [-97.6] * 5})
    pq.write_table(table, tmp_path / "a.parquet")
    mapping = propose(open_file(tmp_path / "a.parquet"), name="Chicago")
    assert (mapping.source, mapping.start, mapping.x) == ("Chicago", "Date", "Longitude")
    assert mapping.category == mapping.key == ()


def test_words_of_a_name():
    assert words("DateReported") == ("date", "reported")
    assert words("Öst-koord (m)") == ("öst", "koord", "m")
    assert words("sweref99_E") == ("sweref99", "e")


def test_every_question_and_reason_is_said_in_both_languages(tmp_path):
    x, y = crs.convert([13.5], [58.4], crs.WGS84, "EPSG:3008")
    mapping = mapping_of(
        tmp_path, id=("1", "2"), datum_utc=("03/04/2026", "05/04/2026"), N=(str(y[0]),) * 2,
        E=(str(x[0]),) * 2,
    )  # fmt: skip
    sentences = [q.text for q in mapping.questions] + list(mapping.reasons.values())
    sentences += [option.label for q in mapping.questions for option in q.options]
    assert len(mapping.questions) == 4
    assert all(sentence.sv and sentence.en for sentence in sentences)
