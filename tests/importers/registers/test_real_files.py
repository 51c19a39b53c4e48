"""The same promises on registers that others made. Runs only where the real data is at hand."""

import os
from pathlib import Path

import numpy as np
import pytest

from lofte.importers.registers import ImportRefused, load, open_file, propose, read_areas
from lofte.importers.tables import About, read_tables

DATA = Path(os.environ.get("LOFTE_REAL_DATA", Path(__file__).parents[4] / "shared" / "data"))
pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the real data is not at hand")
ZOO = sorted((DATA / "import-zoo").glob("*")) if DATA.is_dir() else []

READ = {
    "aggravated_assaults.xlsx": (8696, 8694),
    "bronx_shootings.csv": (267, 218),
    "cdmx_car_jacking.gpkg": (2811, 2811),
    "cincinnati_burglary.csv.gz": (8723, 6950),
    "czechia_collisions.gpkg": (5020, 5019),
    "kansas_city_frauds.csv.gz": (6, 6),
    "london_attacks.csv": (8, 8),
}
AREAS = {
    "brno_boundary.zip": 1,
    "cdmx_alcaldias.gpkg": 16,
    "chicago_police_districts.kml": 25,
    "lancashire_districts.geojson": 14,
    "lancashire_wards.gpkg": 271,
    "london_boroughs.gpkg": 33,
    "london_wards.zip": 654,
}
REFUSED = {
    "downtown_homicides.csv": "inget år",
    "downtown_homicides.gpkg": "inget år",
    "german_violence_counts.rds": "R-fil",
    "glenrose_heights_homicides.csv": "inget år",
    "glenrose_heights_homicides.gpkg": "inget år",
    "hungerford_shootings.csv": "saknar en tidskolumn",
    "japan_violence_counts.rds": "R-fil",
    "lancashire_ward_pop.xlsx": "läs in filen som tabell",
    "london_lsoa_deprivation.xlsx": "läs in filen som tabell",
    "london_ward_pop.csv.gz": "läs in filen som tabell",
}
TABLES = {
    "lancashire_ward_pop.xlsx": ("2020", 285),
    "london_lsoa_deprivation.xlsx": ("2019", 116_040),
    "london_ward_pop.csv.gz": (None, 124_800),
}


def of(names) -> list[Path]:
    return [path for path in ZOO if path.name in names]


def by_name(path: Path) -> str:
    return path.name


def test_every_file_has_an_expected_end():
    assert {path.name for path in ZOO} <= {*READ, *AREAS, *REFUSED}


@pytest.mark.parametrize("path", of(READ), ids=by_name)
def test_registers_are_read_with_a_report(path):
    result = load(path)
    assert (result.counts.read, result.counts.kept) == READ[path.name]
    assert result.counts.outside == 0


@pytest.mark.parametrize("path", of({*REFUSED, *AREAS}), ids=by_name)
def test_what_is_no_register_is_refused_in_words(path):
    with pytest.raises(ImportRefused) as caught:
        load(path)
    assert REFUSED.get(path.name, "Läs in den som områden") in str(caught.value)


@pytest.mark.parametrize("path", of(AREAS), ids=by_name)
def test_files_of_areas_are_read_as_areas(path):
    found = read_areas(path)
    assert len(found.areas) == AREAS[path.name]
    assert all(area.polygon.is_valid and area.code and area.name for area in found.areas)


@pytest.mark.parametrize("path", of(TABLES), ids=by_name)
def test_tables_are_read_as_tables_when_their_period_is_known(path):
    period, figures = TABLES[path.name]
    if period:
        with pytest.raises(ImportRefused, match="vilken tid"):
            read_tables(path)
    assert read_tables(path, about=About(period=period)).figures == figures


def test_two_exports_of_one_register_agree_row_by_row():
    """The first export wrote local time with +00, the second wrote UTC with +00."""
    first, second = (load(path) for path in sorted((DATA / "charlottesville").glob("*.csv.gz")))
    assert first.mapping.key == second.mapping.key == ("IncidentID",)
    assert (first.counts.kept, second.counts.kept) == (30_977, 30_352)
    assert first.counts.without_coordinates == 30_977
    earlier = dict(zip(first.keys, first.points.start.tolist(), strict=True))
    later = dict(zip(second.keys, second.points.start.tolist(), strict=True))
    shared = earlier.keys() & later.keys()
    assert len(shared) == 28_644
    assert all(earlier[key] == later[key] for key in shared)


def test_chicago_is_local_time_labelled_utc_and_has_no_category():
    raw = open_file(DATA / "chicago-2017" / "chicago-crimes-2017.points.parquet")
    mapping = propose(raw)
    assert [question.id for question in mapping.questions] == ["zone", "zone_name"]
    result = load(DATA / "chicago-2017" / "chicago-crimes-2017.points.parquet")
    assert result.counts.read == result.counts.kept == 165_567
    assert result.crs == "EPSG:32616"
    assert len(result.points.categories) == 1
    assert 1600 < result.counts.at_midnight < 2000
    utc = load(
        DATA / "chicago-2017" / "chicago-crimes-2017.points.parquet",
        answers={"zone": "utc", "zone_name": "America/Chicago"},
    )
    shift = np.unique((utc.points.start - result.points.start).astype(int) // 3600)
    assert shift.tolist() == [-6, -5]


def test_chicago_areas_hold_chicago_points():
    found = read_areas(DATA / "chicago-2017" / "chicago-community-areas.geojson")
    assert len(found.areas) == 77
    assert found.crs == "EPSG:32616"


def test_thefts_with_an_unknown_time_have_a_span():
    result = load(DATA / "us-city-crime" / "nycvehiclethefts.csv.gz")
    assert (result.mapping.start, result.mapping.end) == ("date_start", "date_end")
    assert (result.counts.kept, result.counts.rejected) == (35_746, 0)
    assert result.counts.with_span == 32_382


def test_skara_and_its_neighbours():
    (skara,) = read_areas(DATA / "swedish-boundaries" / "skara_1495_okfse.geojson").areas
    assert (skara.code, skara.name) == ("1495", "Skara")
    assert (
        len(read_areas(DATA / "swedish-boundaries" / "swedish_municipalities.geojson").areas) == 290
    )


def test_kolada_keeps_secrets_gaps_and_zeros_apart():
    (path,) = (DATA / "kolada").glob("*.parquet")
    tables = read_tables(path)
    assert tables.figures == 137_170
    thefts = [s for s in tables.series if (s.code, s.geography.code) == ("U07417", "1495")]
    assert [s.part for s in thefts] == ["T"]
    assert thefts[0].unit == "per 1 000 invånare"
    flags = [figure.flag for series in tables.series for figure in series.figures]
    values = [figure.value for series in tables.series for figure in series.figures]
    assert flags.count("secret") == 881
    assert flags.count("missing") == 1520 + 73
    assert flags.count("not_applicable") == 908
    assert values.count(0.0) == 307
    assert all(value is None for value, flag in zip(values, flags, strict=True) if flag)
