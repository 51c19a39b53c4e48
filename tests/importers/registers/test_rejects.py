"""The file of rejected rows is repaired in a spreadsheet and imported again as it is."""

import csv

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from lofte.importers.registers import Mapping, load, open_file, read, write_rejects
from lofte.importers.registers.rejects import neutral
from tests.importers.registers import files

MAPPING = Mapping("t", start="datum", x="E", y="N", crs="4326", key=("id",), category=("typ",))
HEADER = ("datum", "N", "E", "id", "typ")


def rejected(folder, *body):
    good = ("2026-01-05 10:00", "58.38", "13.43", "0", "Rån")
    path = files.csv_file(folder, HEADER, good, *body)
    register = read(open_file(path), MAPPING)
    write_rejects(register, folder / "avvisade.csv")
    with (folder / "avvisade.csv").open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.reader(stream, delimiter=";"))


def test_rows_come_with_their_number_and_the_reason_in_two_languages(tmp_path):
    rows = rejected(tmp_path, ("", "58.38", "-13.43", "7", "Rån"))
    assert rows[0] == [*HEADER, "för många fält", "rad", "orsak", "reason"]
    assert rows[1][:7] == ["", "58.38", "-13.43", "7", "Rån", "", "3"]
    assert rows[1][7:] == ["tid saknas i ”datum”", "no time in “datum”"]
    assert (tmp_path / "avvisade.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert not (tmp_path / "avvisade.csv.part").exists()


def test_repaired_rows_go_in_with_the_same_mapping(tmp_path):
    rejected(
        tmp_path, ("", "58,38", "-13.43", "7", "=HYPERLINK()"), ("i går", "58", "13", "8", "Hot")
    )
    path = tmp_path / "avvisade.csv"
    text = path.read_text("utf-8-sig").replace("i går", "2026-01-06 9.15").splitlines()
    text[1] = "2026-01-07" + text[1]
    path.write_text("\n".join(text), "utf-8-sig")
    again = read(open_file(path), MAPPING)
    assert again.counts.kept == 2
    assert again.keys == ["7", "8"]
    assert again.points.categories == ("=HYPERLINK()", "Hot")
    assert again.columns == HEADER


def test_a_formula_is_kept_as_text_and_cannot_run(tmp_path):
    rows = rejected(tmp_path, ("", "58.38", "13.43", "@SUM(A1)", "=cmd|' /C calc'!A0"))
    assert rows[1][3:5] == ["'@SUM(A1)", "'=cmd|' /C calc'!A0"]


@pytest.mark.parametrize("cell", ["=1+1", "+46 70 123 45 67x", "-x", "@a", "\tx", "\rx", "'=1"])
def test_what_a_spreadsheet_might_run_gets_an_apostrophe(cell):
    assert neutral(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["-13.43", "+12", "-1 234,5", "1=1", "'a", "", "Rån"])
def test_numbers_and_words_are_left_alone(cell):
    assert neutral(cell) == cell


def test_too_many_fields_are_shown_beside(tmp_path):
    rows = rejected(tmp_path, ("2026-01-05", "1", "2", "3", "Rån", "=x", "y"))
    assert rows[1][5] == "'=x | y"


def test_a_register_without_rejects_writes_no_file(tmp_path):
    register = load(files.write(tmp_path / "a.csv", files.text()))
    assert write_rejects(register, tmp_path / "avvisade.csv") == 0
    assert not (tmp_path / "avvisade.csv").exists()


def test_a_spatial_row_keeps_its_point_and_its_key(tmp_path):
    points = [shapely.Point(13.42 + i / 100, 58.37 + i / 100) for i in range(5)]
    times = [f"2026-01-0{i + 1} 10:00" for i in range(5)]
    fields = {"datum": times, "typ": list("ababa")}
    whole = files.spatial(tmp_path / "hel.geojson", points, fields)
    fields["datum"] = [*times[:2], "okej", *times[3:]]
    path = files.spatial(tmp_path / "p.geojson", points, fields)
    register = load(path)
    write_rejects(register, tmp_path / "avvisade.csv")
    text = (tmp_path / "avvisade.csv").read_text("utf-8-sig")
    assert "POINT (13.44 58.39)" in text
    (tmp_path / "avvisade.csv").write_text(text.replace("okej", times[2]), "utf-8-sig")
    again = read(open_file(tmp_path / "avvisade.csv"), register.mapping)
    assert again.counts.without_coordinates == 0
    assert again.keys == read(open_file(whole), register.mapping).keys[2:3]


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=8)


@given(st.lists(TEXT.map(lambda t: " ".join(t.split())), min_size=2, max_size=2))
def test_every_cell_survives_the_way_out_and_in(tmp_path_factory, cells):
    folder = tmp_path_factory.getbasetemp()
    rejected(folder, ("i går", "58", "13", f"a{cells[0]}", cells[1]))
    raw = open_file(folder / "avvisade.csv")
    assert raw.values(0) == ("i går", "58", "13", f"a{cells[0]}", cells[1])


def test_only_its_owner_may_read_the_file(tmp_path):
    left = tmp_path / "avvisade.csv.part"  # of a crash
    left.touch(mode=0o644)
    rejected(tmp_path, ("", "58.38", "13.43", "7", "Rån"))
    assert (tmp_path / "avvisade.csv").stat().st_mode & 0o777 == 0o600
