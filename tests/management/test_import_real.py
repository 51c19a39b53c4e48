"""The same promises on what others made: only where the real data is at hand."""

import os
from pathlib import Path

import pytest

from lofte.management import cli
from lofte.statistics.models import Delivery, Figure, RegisterRow, Source

DATA = Path(os.environ.get("LOFTE_REAL_DATA", Path(__file__).parents[3] / "shared" / "data"))
pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the real data is not at hand")
ZOO = sorted((DATA / "import-zoo").glob("*")) if DATA.is_dir() else []
AREAS = "lofte areas"
REFUSED = {
    "brno_boundary.zip": AREAS,
    "cdmx_alcaldias.gpkg": AREAS,
    "chicago_police_districts.kml": AREAS,
    "lancashire_districts.geojson": AREAS,
    "lancashire_wards.gpkg": AREAS,
    "london_boroughs.gpkg": AREAS,
    "london_wards.zip": AREAS,
    "downtown_homicides.csv": "inget år",
    "downtown_homicides.gpkg": "inget år",
    "glenrose_heights_homicides.csv": "inget år",
    "glenrose_heights_homicides.gpkg": "inget år",
    "hungerford_shootings.csv": "saknar en tidskolumn",
    "german_violence_counts.rds": "spara som CSV",
    "japan_violence_counts.rds": "spara som CSV",
    "lancashire_ward_pop.xlsx": "--answer period=2025",
    "london_lsoa_deprivation.xlsx": "--answer period=2025",
}


@pytest.fixture
def run(capsys, monkeypatch, tmp_path, settings, kommun):
    monkeypatch.setattr("django.core.management.base.connections.close_all", lambda: None)
    monkeypatch.chdir(tmp_path)
    settings.MEDIA_ROOT = tmp_path / "media"

    def _run(*arguments):
        with pytest.raises(SystemExit) as ended:
            cli.main(["import", *map(str, arguments)])
        said = capsys.readouterr()
        assert "Traceback" not in said.err
        return ended.value.code, said.out, said.err

    return _run


def delivered() -> dict[str, int]:
    return Delivery.objects.unscoped("t").latest("pk").counts


@pytest.mark.parametrize("path", ZOO, ids=lambda path: path.name)
def test_a_file_comes_in_with_a_report_or_is_told_what_it_lacks(path, run):
    code, out, err = run(path)
    if path.name in REFUSED:
        assert (code, out) == (2, "")
        assert REFUSED[path.name] in err
        assert not Source.objects.unscoped("t").exists()
    else:
        assert code == 0
        assert "Inläst till" in out
        assert delivered().get("new") or delivered()["figures"]


@pytest.mark.skipif(not (DATA / "charlottesville").is_dir(), reason="not at hand")
def test_two_exports_of_one_register_are_one_register(run):
    first, second = sorted((DATA / "charlottesville").glob("*.csv.gz"))
    rows = RegisterRow.objects.unscoped("t")

    def after(path):
        code, _, err = run(path, "--source", "Charlottesville")
        assert code == 0
        counts = delivered()
        gone = rows.exclude(vanished_in=None).count()
        return counts["new"], counts["known_before"], counts["vanished"], rows.count(), gone, err

    assert after(first)[:5] == (30_977, 0, 0, 30_977, 0)
    # 2,333 rows are older than the later export reaches: kept, marked, and counted all the same
    newest = after(second)
    assert newest[:5] == (1_708, 28_644, 0, 32_685, 2_333)
    assert rows.filter(left_window=True).count() == 2_333
    # the older one again: told, and what it could not know yet is marked until the newest returns
    again = after(first)
    assert "äldre export" in again[5]
    assert again[:5] == (0, 30_977, 25, 32_685, 25)
    assert after(second)[:5] == (0, 30_352, 0, 32_685, 2_333)


@pytest.mark.skipif(not (DATA / "kolada").is_dir(), reason="not at hand")
def test_koladas_statuses_are_no_zeros(run):
    (path,) = (DATA / "kolada").glob("*.parquet")
    code, out, _ = run(path, "--source", "Kolada")
    assert code == 0
    assert "137\u00a0170 uppgifter, 23 mått, 290 områden" in out
    figures = Figure.objects.unscoped("t")
    assert figures.count() == 137_170
    assert figures.filter(value=None).count() == 881 + 1_593 + 908
    assert figures.filter(value=0).count() == 307
    skara = figures.filter(series__code="U07417", geography_code="1495")
    assert skara.exclude(value=None).exists()
