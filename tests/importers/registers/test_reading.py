"""Every row is kept, set aside with a reason, or counted as a duplicate: none is lost."""

import datetime as dt

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from lofte.importers.registers import (
    GEOMETRY,
    ImportRefused,
    Kept,
    Mapping,
    Register,
    load,
    open_file,
    propose,
    read,
)
from lofte.places import crs
from tests.importers.registers import files

TODAY = dt.date(2026, 11, 23)
PLAIN = Mapping("test", start="datum", x="E", y="N", crs="EPSG:3006")
HEADER = ("datum", "N", "E", "id", "typ")


def register(folder, *body, mapping: Mapping = PLAIN, header=HEADER, **options) -> Register:
    path = files.csv_file(folder, header, *body)
    return read(open_file(path), mapping, today=TODAY, **options)


def row(datum="2026-01-05 10:00", n="6472500", e="408700", key="1", kind="Rån"):
    return (datum, n, e, key, kind)


def starts(register: Register) -> list[dt.datetime]:
    return register.points.start.tolist()


def said(register: Register) -> str:
    return " ".join(str(warning) for warning in register.warnings)


def test_a_swedish_office_file_in_one_call(tmp_path):
    path = files.write(tmp_path / "uttag.csv", files.text(), "cp1252")
    result = load(path, today=TODAY)
    assert result.counts.read == result.counts.kept == len(result.points) == 6
    assert result.points.x.tolist() == pytest.approx([files.SKARA[1] + 7 * i for i in range(6)])
    assert result.points.y.tolist() == pytest.approx([files.SKARA[0] + 10 * i for i in range(6)])
    assert starts(result)[1] == dt.datetime(2026, 2, 11, 2, 1)
    assert result.points.categories == ("Skadegörelse", "Stöld")
    assert result.keys[0] == "K0000-26"
    assert (result.crs, result.source_crs) == ("EPSG:3006", "EPSG:3006")
    assert (result.first, result.last) == (dt.date(2026, 1, 10), dt.date(2026, 6, 15))
    assert not result.rejects
    assert not result.warnings


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (row(datum=""), "tid saknas i ”datum”"),
        (row(datum="i går"), "tiden i ”datum” går inte att läsa"),
        (row(datum="2026-02-30"), "tiden i ”datum” går inte att läsa"),
        (row(datum="1900-01-01"), "tiden är före 1950"),
        (row(datum="2026-11-24 00:00"), "tiden ligger i framtiden"),
        (row(n="norr"), "koordinaterna i ”E” och ”N” går inte att läsa"),
        (("2026-01-05", "1"), "raden har 2 fält men rubriken har 5"),
    ],
)
def test_a_row_that_cannot_be_taken_is_set_aside_with_its_reason(tmp_path, bad, reason):
    result = register(tmp_path, row(), bad, row(key="2"))
    assert result.rows.tolist() == [2, 4]
    reject = result.rejects[0]
    assert (reject.row, reject.reason_sv) == (3, reason)
    assert reject.reason_en
    assert reject.values[: len(bad)] == bad
    assert (result.counts.read, result.counts.kept, result.counts.rejected) == (3, 2, 1)
    assert "1 rad (33 % av filen) gick inte att läsa" in said(result)


def test_today_is_not_the_future_and_without_a_today_nothing_is(tmp_path):
    result = register(tmp_path, row(datum="2026-11-23 23:59"))
    assert result.counts.kept == 1
    path = files.csv_file(tmp_path, HEADER, row(datum="2031-01-01"))
    assert read(open_file(path), PLAIN).counts.kept == 1


def test_a_file_of_bad_rows_only_is_refused_with_the_first_reason(tmp_path):
    with pytest.raises(ImportRefused, match="Rad 2: tid saknas"):
        register(tmp_path, row(datum=""), row(datum="NA"))


def test_a_file_of_broken_rows_only_is_refused(tmp_path):
    with pytest.raises(ImportRefused, match="Rad 2: raden har 2 fält"):
        register(tmp_path, ("2026-01-05", "1"), ("2026-01-06", "1"))


def test_numbers_beyond_the_earth_are_no_coordinates(tmp_path):
    result = register(tmp_path, *around(3), row(n="1e308", e="1e308", key="x"))
    assert result.counts.rejected == 1


SPAN = Mapping("test", start="datum", end="till", x="E", y="N", crs="EPSG:3006")
SPAN_HEADER = ("datum", "till", "N", "E", "id")


def spans(folder, *pairs, mapping=SPAN) -> Register:
    body = [(a, b, "6472500", "408700", str(i)) for i, (a, b) in enumerate(pairs)]
    return register(folder, *body, mapping=mapping, header=SPAN_HEADER)


def test_from_and_to(tmp_path):
    result = spans(
        tmp_path,
        ("2026-01-05 10:00", "2026-01-06 09:00"),
        ("2026-01-05 10:00", "2026-01-05 10:00"),
        ("2026-01-05 10:00", ""),
        ("2026-01-05 10:00", "2026-01-04 10:00"),
        ("2026-01-05 10:00", "senare"),
    )
    assert result.points.end.tolist() == [dt.datetime(2026, 1, 6, 9), None, None]
    assert [r.reason_sv for r in result.rejects] == [
        "slutet är före början",
        "tiden i ”till” går inte att läsa",
    ]
    assert result.counts.with_span == 1


def test_an_end_that_is_a_bare_day_lasts_the_whole_day(tmp_path):
    result = spans(tmp_path, ("2026-01-05 10:00", "2026-01-06"))
    assert result.points.end.tolist() == [dt.datetime(2026, 1, 6, 23, 59, 59)]


def test_an_end_with_a_clock_only_may_pass_midnight(tmp_path):
    mapping = Mapping("t", start="datum", end_clock="till", x="E", y="N", crs="EPSG:3006")
    result = spans(
        tmp_path,
        ("2026-01-05 22:00", "23.30"),
        ("2026-01-05 22:00", "1.15"),
        ("2026-01-05 22:00", ""),
        ("2026-01-05 22:00", "sent"),
        mapping=mapping,
    )
    assert result.points.end.tolist() == [
        dt.datetime(2026, 1, 5, 23, 30),
        dt.datetime(2026, 1, 6, 1, 15),
        None,
    ]
    assert result.counts.rejected == 1


def test_start_and_end_each_with_a_clock_column(tmp_path):
    header = ("d1", "t1", "d2", "t2", "N", "E")
    mapping = Mapping(
        "t", start="d1", clock="t1", end="d2", end_clock="t2", x="E", y="N", crs="EPSG:3006"
    )
    body = [
        ("2026-01-05", "9.05", "2026-01-06", "7.00", "6472500", "408700"),
        ("2026-01-05", "", "", "", "6472500", "408700"),
        ("2026-01-05", "9.05", "2026-01-06", "", "6472500", "408700"),
    ]
    result = register(tmp_path, *body, mapping=mapping, header=header)
    assert starts(result)[:2] == [dt.datetime(2026, 1, 5, 9, 5), dt.datetime(2026, 1, 5)]
    assert result.points.end.tolist() == [
        dt.datetime(2026, 1, 6, 7),
        dt.datetime(2026, 1, 5, 23, 59, 59),
        dt.datetime(2026, 1, 6, 23, 59, 59),
    ]
    assert result.counts.without_clock == 1


def test_bare_days_are_spread_over_the_day_and_said(tmp_path):
    result = register(tmp_path, row(datum="2026-01-05"), row(datum="2026-01-06", key="2"))
    assert result.points.end.tolist()[0] == dt.datetime(2026, 1, 5, 23, 59, 59)
    assert (result.counts.without_clock, result.counts.at_midnight) == (2, 0)
    assert "inget klockslag" in said(result)


def test_midnight_among_real_times_is_a_time_and_counted(tmp_path):
    result = register(tmp_path, row(datum="2026-01-05"), row(key="2"))
    assert result.points.end.tolist() == [None, None]
    assert (result.counts.without_clock, result.counts.at_midnight) == (0, 1)
    assert "exakt 00.00" in said(result)


def test_utc_is_converted_only_when_someone_says_so(tmp_path):
    body = [row(datum="2026-07-01T10:00:00Z"), row(datum="2026-01-01T23:30:00Z", key="2")]
    assert starts(register(tmp_path, *body))[0] == dt.datetime(2026, 7, 1, 10)
    utc = PLAIN.answer({"zone": "utc"})
    assert starts(register(tmp_path, *body, mapping=utc)) == [
        dt.datetime(2026, 7, 1, 12),
        dt.datetime(2026, 1, 2, 0, 30),
    ]


def test_a_bare_day_is_not_moved_by_a_zone(tmp_path):
    utc = PLAIN.answer({"zone": "utc"})
    body = [row(datum="2026-07-01"), row(datum="2026-07-01 10:00", key="2")]
    assert starts(register(tmp_path, *body, mapping=utc))[0] == dt.datetime(2026, 7, 1)


def test_two_exports_that_treat_utc_differently_agree_by_the_local_clock(tmp_path):
    header = ("datum", "tim", "id")
    mapping = Mapping("c", start="datum", clock="tim", key=("id",))
    local = [("2018/01/01 23:30:00+00", "2330", "7"), ("2018/01/02 00:01:00+00", "0001", "8")]
    utc = [("2018/01/02 04:30:00+00", "2330", "7"), ("2018/01/02 05:01:00+00", "1", "8")]
    first = register(tmp_path, *local, mapping=mapping, header=header)
    second = register(tmp_path, *utc, mapping=mapping, header=header)
    assert starts(first) == starts(second)
    assert first.keys == second.keys
    assert "100 % av raderna" in said(second)
    assert "100 %" not in said(first)


def test_missing_coordinates_are_kept_and_counted(tmp_path):
    result = register(
        tmp_path,
        row(),
        row(n="", e="", key="2"),
        row(n="NA", key="3"),
        row(n="0", e="0,0", key="4"),
    )
    assert np.isnan(result.points.x).tolist() == [False, True, True, True]
    assert result.counts.without_coordinates == 3
    assert result.counts.zero_coordinates == 1
    assert "1 av dem angav 0, 0" in said(result)


def test_a_file_without_any_coordinates_is_counted(tmp_path):
    result = register(tmp_path, row(), mapping=Mapping("t", start="datum"))
    assert result.counts.without_coordinates == 1
    assert result.source_crs == ""


def around(count: int, **changes):
    return [
        row(n=str(6472500 + i * 13), e=str(408700 + i * 17), key=str(i), **changes)
        for i in range(count)
    ]


def test_a_row_whose_coordinates_changed_places_is_put_right(tmp_path):
    result = register(tmp_path, *around(30), row(n="408800", e="6472600", key="x"))
    assert result.counts.swapped == 1
    assert result.counts.outside == 0
    assert (result.points.x[-1], result.points.y[-1]) == (408_800, 6_472_600)
    assert "rättvända" in said(result)


def test_swapped_degrees_are_put_right_too(tmp_path):
    mapping = Mapping("t", start="datum", x="E", y="N", crs="EPSG:4326")
    body = [row(n=f"58.{380 + i}", e=f"13.{430 + i}", key=str(i)) for i in range(25)]
    result = register(tmp_path, *body, row(n="13.44", e="58.39", key="x"), mapping=mapping)
    assert result.counts.swapped == 1
    assert result.points.y.min() > 6_400_000


def test_a_row_in_the_sea_is_kept_counted_and_said(tmp_path):
    result = register(tmp_path, *around(30), row(n="6200000", e="900000", key="x"))
    assert result.counts.outside == 1
    assert result.counts.kept == 31
    assert "i havet" in said(result)


def test_points_abroad_are_measured_in_their_utm_zone_and_it_is_said(tmp_path):
    mapping = Mapping("t", start="datum", x="E", y="N", crs="EPSG:4326")
    result = register(tmp_path, row(n="41.88", e="-87.63"), mapping=mapping)
    assert result.crs == "EPSG:32616"
    assert "utanför Sverige" in said(result)


def test_rt90_and_wgs84_of_one_place_meet(tmp_path):
    lon, lat = 13.4397, 58.3866
    x, y = crs.convert([lon], [lat], crs.WGS84, crs.RT90)
    old = Mapping("t", start="datum", x="E", y="N", crs="RT90")
    new = Mapping("t", start="datum", x="E", y="N", crs="WGS84")
    first = register(tmp_path, row(n=repr(y[0].item()), e=repr(x[0].item())), mapping=old)
    second = register(tmp_path, row(n=str(lat), e=str(lon)), mapping=new)
    assert first.points.x[0] == pytest.approx(second.points.x[0], abs=0.01)


@pytest.mark.parametrize(
    ("system", "said_"), [("", "säger inte vilket"), ("Mars", "Mars"), ("EPSG:4326", "passar inte")]
)
def test_a_system_that_is_missing_unknown_or_wrong_is_refused(tmp_path, system, said_):
    mapping = Mapping("t", start="datum", x="E", y="N", crs=system)
    with pytest.raises(ImportRefused, match=said_):
        register(tmp_path, row(), mapping=mapping)


def test_the_last_row_of_a_key_counts(tmp_path):
    mapping = Mapping("t", start="datum", x="E", y="N", crs="3006", key=("id",), category=("typ",))
    result = register(
        tmp_path, row(kind="Rån"), row(key="2"), row(kind="Stöld"), row(datum=""), mapping=mapping
    )
    assert result.rows.tolist() == [3, 4]
    assert result.keys == ["2", "1"]
    assert (result.counts.duplicates, result.counts.rejected) == (1, 1)
    assert "samma nyckel" in said(result)


def test_a_row_without_a_place_does_not_push_out_one_with(tmp_path):
    mapping = Mapping("t", start="datum", x="E", y="N", crs="3006", key=("id",))
    result = register(tmp_path, row(), row(n="", e=""), mapping=mapping)
    assert result.rows.tolist() == [2]
    assert result.counts.without_coordinates == 0


def test_a_row_without_its_number_gets_a_key_of_its_content(tmp_path):
    mapping = Mapping("t", start="datum", x="E", y="N", crs="3006", key=("id", "typ"))
    result = register(tmp_path, row(), row(key="", kind=""), row(key="", kind=""), mapping=mapping)
    assert result.keys[0] == "1|Rån"
    assert result.keys[2] == result.keys[1] + "-2"
    assert result.counts.kept == 3


def test_equal_rows_without_a_key_are_all_kept_and_said(tmp_path):
    result = register(tmp_path, row(), row(), row(datum="2026-01-06 11:00"))
    assert result.counts.kept == 3
    assert result.counts.identical == 1
    assert len(set(result.keys)) == 3
    assert "helt lika" in said(result)


@given(st.permutations(range(8)))
def test_content_keys_do_not_depend_on_the_order_of_rows(tmp_path_factory, order):
    folder = tmp_path_factory.getbasetemp()
    body = [row(datum=f"2026-01-0{1 + i // 2} 10:00") for i in range(8)]
    plain = register(folder, *body)
    mixed = register(folder, *(body[i] for i in order))
    assert sorted(plain.keys) == sorted(mixed.keys)


def test_only_key_place_time_and_category_leave_unless_a_ground_is_given(tmp_path):
    assert register(tmp_path, row()).extra == {}
    mapping = Mapping(
        "t", start="datum", x="E", y="N", crs="3006", keep=(Kept("typ", "kamerabevakningslagen"),)
    )
    assert register(tmp_path, row(), row(datum=""), mapping=mapping).extra == {"typ": ["Rån"]}


def test_categories_join_and_an_empty_one_is_unknown(tmp_path):
    mapping = Mapping("t", start="datum", x="E", y="N", crs="3006", category=("typ",))
    result = register(tmp_path, row(), row(kind=" ", key="2"), mapping=mapping)
    assert result.points.categories == ("Okänd kategori", "Rån")
    both = Mapping("t", start="datum", x="E", y="N", crs="3006", category=("typ", "id"))
    assert register(tmp_path, row(), mapping=both).points.categories == ("Rån: 1",)


def test_a_file_without_category_is_one_category_and_says_so(tmp_path):
    result = register(tmp_path, row())
    assert result.points.categories == ("Händelser",)
    assert "ingen kategori" in said(result)


def test_a_mapping_for_another_file_is_refused(tmp_path):
    with pytest.raises(ImportRefused, match="”tidpunkt” saknas"):
        register(tmp_path, row(), mapping=Mapping("t", start="tidpunkt"))
    with pytest.raises(ImportRefused, match="en tidskolumn"):
        register(tmp_path, row(), mapping=Mapping("t"))


def test_the_sheet_of_the_mapping_must_be_the_open_one(tmp_path):
    content = [["datum", "N", "E"], ["2026-01-01 10:00", 6472500, 408700]]
    path = files.workbook(tmp_path / "a.xlsx", {"A": content, "B": [*content, content[1]]})
    mapping = propose(open_file(path, sheet="B")).answer({"sheet": "B"})
    with pytest.raises(ImportRefused, match="”B”"):
        read(open_file(path), mapping)
    assert load(path, mapping=mapping).counts.kept == 2
    assert load(path, answers={"sheet": "B"}).counts.kept == 2
    assert load(path).counts.kept == 1


def test_a_register_from_a_spatial_file(tmp_path):
    path = files.spatial(
        tmp_path / "p.geojson",
        [shapely.Point(13.43, 58.38), None],
        {"datum": ["2026-01-01", "2026-01-02"]},
    )
    result = load(path, today=TODAY)
    assert result.counts.without_coordinates == 1
    assert result.columns == ("datum", GEOMETRY)
    assert result.points.y[0] == pytest.approx(6_471_700, abs=2000)


@pytest.mark.parametrize(
    ("cell", "order"),
    [("POINT (408700 6472500)", "xy"), ("408700 6472500", "xy"), ("6472500,0; 408700,0", "yx")],
)
def test_both_coordinates_in_one_cell(tmp_path, cell, order):
    mapping = Mapping("t", start="d", point="p", point_order=order, crs="3006")
    body = [("2026-01-01 10:00", cell), ("2026-01-01 10:00", "")]
    result = register(tmp_path, *body, mapping=mapping, header=("d", "p"))
    assert (result.points.x[0], result.points.y[0]) == (408_700, 6_472_500)
    assert result.counts.without_coordinates == 1


def test_the_same_file_gives_the_same_register(tmp_path):
    first, second = (register(tmp_path, *around(40)) for _ in range(2))
    assert first.keys == second.keys
    assert first.checksum == second.checksum
    assert first.points.x.tobytes() == second.points.x.tobytes()


CELLS = st.sampled_from(
    ["", "NA", "2026-01-05 10:00", "1899-01-01", "6472500", "408700", "0", "x", "58,4", "-1e9"]
)


@given(st.lists(st.tuples(CELLS, CELLS, CELLS, CELLS, CELLS), min_size=1, max_size=12))
def test_no_row_is_lost_whatever_the_rows_are(tmp_path_factory, body):
    mapping = Mapping("t", start="datum", x="E", y="N", crs="3006", key=("id",), category=("typ",))
    body = [row(key="alltid"), *body]
    result = register(tmp_path_factory.getbasetemp(), *body, mapping=mapping)
    counts = result.counts
    blank = sum(not any(cells) for cells in body)
    assert counts.read == len(body) - blank
    assert counts.read == counts.kept + counts.rejected + counts.duplicates
    assert len(result.points) == len(result.keys) == len(result.rows) == counts.kept
    assert len(set(result.keys)) == counts.kept


@pytest.mark.parametrize(("north", "east"), [("lat", "lon"), ("latitud", "longitud"), ("y", "x")])
def test_columns_that_are_swapped_in_every_row_are_said(tmp_path, north, east):
    body = [(f"2026-01-{day:02d} 10:00", "13.43", "58.38") for day in range(1, 9)]
    result = load(files.csv_file(tmp_path, ("datum", north, east), *body))
    assert np.isfinite(result.points.x).all()
    (note,) = [s for s in result.warnings if "bytt plats" in s.sv]
    assert note.sv.startswith(f"Kolumnerna {east} och {north} har bytt plats i filen")
    assert "rätt väg" in note.sv
    assert "swapped" in note.en


def test_x_for_north_in_metres_is_no_fault(tmp_path):
    body = [(f"2026-01-{day:02d} 10:00", "6475000", "1364000") for day in range(1, 9)]
    result = load(files.csv_file(tmp_path, ("datum", "X", "Y"), *body))
    assert not [s for s in result.warnings if "bytt plats" in s.sv]
