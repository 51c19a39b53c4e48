"""Official tables become series: what is secret, missing or preliminary never becomes a number."""

from datetime import date

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from lofte.importers.registers import ImportRefused, Limits
from lofte.importers.tables import About, Figure, Flag, Geography, read_tables
from tests.importers.registers import files

YEAR = (date(2024, 1, 1), date(2025, 1, 1))
NEXT = (date(2025, 1, 1), date(2026, 1, 1))


def refused(path, **options) -> str:
    with pytest.raises(ImportRefused) as caught:
        read_tables(path, **options)
    return str(caught.value)


def said(tables) -> str:
    return " ".join(str(warning) for warning in tables.warnings)


# Kolada


def kolada(folder, *rows):
    names = [
        "kpi",
        "municipality_id",
        "year",
        "gender",
        "status",
        "value",
        "municipality",
        "municipality_type",
    ]
    columns = dict(zip(names, map(list, zip(*rows, strict=True)), strict=True))
    pq.write_table(pa.table(columns), folder / "kolada.parquet")
    return folder / "kolada.parquet"


def test_kolada_statuses_are_not_zeros(tmp_path):
    head = ("U07417", "0114")
    tail = ("Upplands Väsby", "K")
    tables = read_tables(
        kolada(
            tmp_path,
            (*head, 2020, "T", "", 12.5, *tail),
            (*head, 2021, "T", "", 0.0, *tail),
            (*head, 2022, "T", "Missing", 7.0, *tail),
            (*head, 2023, "T", "Privacy", 3.0, *tail),
            (*head, 2024, "T", "Not applicable", None, *tail),
            (*head, 2025, "T", "", None, *tail),
            (*head, 2020, "K", "", 1.0, *tail),
            ("X1", "1", 2020, "", "", 1.0, "Stockholm", "L"),
            (*head, 2020, "T", "Ny status", 1.0, *tail),
        )
    )
    thefts, women, other = tables.series
    assert [(f.value, f.flag) for f in thefts.figures] == [
        (12.5, Flag.FINAL),
        (0.0, Flag.FINAL),
        (None, Flag.MISSING),
        (None, Flag.SECRET),
        (None, Flag.NOT_APPLICABLE),
        (None, Flag.MISSING),
    ]
    assert thefts.geography == Geography("kommun", "0114", "Upplands Väsby")
    assert (thefts.source, thefts.unit, thefts.part) == ("Kolada", "per 1 000 invånare", "T")
    assert (women.part, len(women.figures)) == ("K", 1)
    assert (other.name, other.geography.kind, other.geography.code) == ("X1", "region", "0001")
    assert tables.rejects[0].row == 9
    assert "1 siffror är hemliga" in said(tables)


def test_kolada_names_can_be_given(tmp_path):
    path = kolada(tmp_path, ("N1", "1495", 2020, "T", "", 1.0, "Skara", "K"))
    about = About(names={"N1": ("Nöjda invånare", "procent")})
    assert read_tables(path, about=about).series[0].name == "Nöjda invånare"


def test_kolada_text_that_is_no_value_is_missing(tmp_path):
    header = ("kpi", "municipality_id", "year", "value")
    path = files.csv_file(
        tmp_path, header, ("N1", "1495", "2020", "okej"), ("N1", "1495", "2021", "2")
    )
    figures = read_tables(path).series[0].figures
    assert [f.value for f in figures] == [None, 2.0]


# Workbooks in Brå's shape

MERGED = [
    ["Anmälda skadegörelsebrott, 2024–2025", None, None, None, None],
    [None, "2024", None, "2025 (prel.)", None],
    ["Region", "Antal", "Antal per 100 000", "Antal", "Antal per 100 000"],
    ["Hela landet", 1000, 10.5, 900, "9,5"],
    ["Västra Götalands län", "..", ".", "-", 0],
    ["1495 Skara", 12, 60.1, "..", ".."],
    ["Götene kommun", 3, 22, 5, 37],
    [None, None, None, None, None],
    ["Källa: en fotnot", None, None, None, None],
]


def test_periods_over_merged_cells(tmp_path):
    path = files.workbook(tmp_path / "a.xlsx", {"Skadegörelse": MERGED})
    tables = read_tables(path, about=About(codes={"Götene": "1471"}, version="2024"))
    assert tables.kind == "brå"
    counts = {s.geography.name: s for s in tables.series if s.unit == "antal"}
    rates = {s.geography.name: s for s in tables.series if s.unit != "antal"}
    assert counts["Skara"].geography == Geography("kommun", "1495", "Skara", "2024")
    assert counts["Götene"].geography.code == "1471"
    assert counts["Hela landet"].geography.kind == "riket"
    assert counts["Västra Götalands län"].geography.kind == "län"
    assert counts["Skara"].name == "Anmälda skadegörelsebrott, 2024–2025"
    assert counts["Skara"].figures == (
        Figure(*YEAR, 12.0, Flag.FINAL),
        Figure(*NEXT, None, Flag.SECRET),
    )
    assert rates["Hela landet"].figures == (
        Figure(*YEAR, 10.5, Flag.FINAL),
        Figure(*NEXT, 9.5, Flag.PRELIMINARY),
    )
    assert counts["Västra Götalands län"].figures[1] == Figure(*NEXT, 0.0, Flag.PRELIMINARY)
    assert rates["Västra Götalands län"].figures[0].flag is Flag.NOT_APPLICABLE
    assert rates["Skara"].unit == "antal per 100 000 invånare"
    assert "preliminära" in said(tables)
    assert "ingen kod" in said(tables)


def test_measures_below_the_years_and_several_sheets(tmp_path):
    below = [
        ["Rån"],
        ["Region", "2024", None],
        [None, "Antal", "Per 100 000"],
        ["Skara", "1", "5"],
        ["Lidköping", "x y", "5"],
    ]
    path = files.workbook(
        tmp_path / "a.xlsx", {"Läs mig": [["Om tabellerna"]], "1": MERGED, "2": below}
    )
    tables = read_tables(path)
    assert {s.code for s in tables.series} == {"1", "1 per 100 000", "2", "2 per 100 000"}
    assert tables.rejects[0].row == 5
    assert "”x y”" in tables.rejects[0].reason_sv


def test_a_period_column_and_a_preliminary_mark_per_cell(tmp_path):
    long = [
        ["Region", "År", "Antal", "Antal per 100 000"],
        ["Skara", "2024", "10", "50"],
        ["Skara", "2025", "12 p", "60*"],
        ["Skara", "senare", "1", "1"],
    ]
    tables = read_tables(files.workbook(tmp_path / "a.xlsx", {"Stöld": long}))
    assert tables.series[0].name == "Stöld"
    assert [f.flag for f in tables.series[0].figures] == [Flag.FINAL, Flag.PRELIMINARY]
    assert len(tables.rejects) == 2


def test_a_title_that_says_preliminary_is_heard_through_its_columns(tmp_path):
    one = [["Region", "2025* Antal"], ["Skara", "4"]]
    tables = read_tables(files.workbook(tmp_path / "a.xlsx", {"A": one}))
    assert tables.series[0].figures == (Figure(*NEXT, 4.0, Flag.PRELIMINARY),)


def test_a_named_sheet_is_read_as_a_tidy_table(tmp_path):
    content = [["kommunkod", "år", "antal"], ["1495", "2024", "7"]]
    path = files.workbook(tmp_path / "a.xlsx", {"1": MERGED, "Tabell": content})
    tables = read_tables(path, about=About(sheet="Tabell"))
    assert (tables.kind, tables.figures) == ("tidy", 1)


# Any other table


def test_a_tidy_table(tmp_path):
    path = files.csv_file(
        tmp_path,
        ("kommunkod", "kommun", "år", "kön", "antal", "per_1000"),
        ("0114", "Upplands Väsby", "2024", "K", "12", "1,5"),
        ("0114", "Upplands Väsby", "2025", "K", "..", "-"),
        ("0114", "Upplands Väsby", "2025", "K", "13", "1,6"),
        ("0114", "Upplands Väsby", "i fjol", "K", "1", "1"),
        ("0114", "Upplands Väsby", "2023", "K", "många", "1"),
        name="polisen.csv",
    )
    tables = read_tables(path)
    counts, rates = tables.series
    assert counts.source == "polisen"
    assert counts.geography == Geography("kommun", "0114", "Upplands Väsby")
    assert (counts.code, counts.part) == ("antal", "K")
    assert counts.figures == (Figure(*YEAR, 12.0), Figure(*NEXT, 13.0))
    assert len(rates.figures) == 3
    assert [r.row for r in tables.rejects] == [5, 6]
    assert "står två gånger" in said(tables)
    assert tables.columns[0] == "kommunkod"


def test_a_column_of_measures_names_the_series(tmp_path):
    header = ("kommunkod", "år", "mått", "värde")
    body = [("1495", "2024", "Rån", "1"), ("1495", "2024", "Hot", "2")]
    tables = read_tables(files.csv_file(tmp_path, header, *body))
    assert [s.code for s in tables.series] == ["Rån", "Hot"]
    wide = files.csv_file(tmp_path, (*header, "andel"), *[(*row, "3") for row in body])
    assert [s.code for s in read_tables(wide).series][:2] == ["Rån: värde", "Rån: andel"]


def test_a_table_without_a_period_asks_for_one(tmp_path):
    path = files.csv_file(
        tmp_path, ("deso", "folkmängd"), ("1495A0010", "800"), ("1495B1010", "900")
    )
    assert "vilken tid" in refused(path)
    assert "”snart” är ingen period" in refused(path, about=About(period="snart"))
    tables = read_tables(path, about=About(period="2024", version="2025", source="SCB"))
    assert tables.series[0].geography == Geography("deso", "1495A0010", "", "2025")
    assert (tables.series[0].source, tables.series[0].figures) == ("SCB", (Figure(*YEAR, 800.0),))


@pytest.mark.parametrize(
    ("header", "row", "what"),
    [
        (("år", "antal"), ("2024", "1"), "vilka områden"),
        (("kommunkod", "år"), ("1495", "2024"), "ingen kolumn med siffror"),
        (("kommunkod", "år", "antal"), ("", "2024", "1"), "område eller period saknas"),
    ],
)
def test_what_is_missing_is_said(tmp_path, header, row, what):
    assert what in refused(files.csv_file(tmp_path, header, row, row))


def test_a_broken_row_is_set_aside(tmp_path):
    path = files.csv_file(tmp_path, ("kommunkod", "år", "antal"), ("1495", "2024", "1"), ("1", "2"))
    assert read_tables(path).rejects[0].reason_sv.startswith("raden har 2 fält")


def test_files_are_limited_like_every_import(tmp_path):
    path = files.csv_file(tmp_path, ("kommunkod", "år", "antal"), ("1495", "2024", "1"))
    assert "för stor" in refused(path, limits=Limits(size=10))
    assert "mapp" in refused(tmp_path)
