"""`lofte evaluate FILE`: a table, three files and sentences, through the command itself."""

import csv
import json
import os
from pathlib import Path

import numpy as np
import pytest

from lofte.management import cli
from lofte.management.commands import evaluate as command
from lofte.situation.trial.document import from_json
from tests.situation.trial_town import points

DATA = Path(os.environ.get("LOFTE_REAL_DATA", Path(__file__).parents[3] / "shared" / "data"))


@pytest.fixture
def run(capsys, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(command, "PAUSE", 3600.0)  # however slow the machine is

    def _run(*arguments):
        with pytest.raises(SystemExit) as ended:
            cli.main(["evaluate", *map(str, arguments)])
        said = capsys.readouterr()
        assert "Traceback" not in said.err
        return ended.value.code, said.out, said.err

    return _run


def register(folder, of, name="register.csv", extra=()):
    """A file such as a kommun sends: SWEREF 99 TM and local times."""
    path = folder / name
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream, delimiter=";")
        writer.writerow(["Kategori", "Tid", "N", "E"])
        for i in range(len(of)):
            x, y = (f"{v:.1f}".replace("nan", "") for v in (of.x[i], of.y[i]))
            kind = of.categories[of.category[i]]
            writer.writerow([kind, str(of.start[i]).replace("T", " "), y, x])
        writer.writerows(extra)
    return path


def test_it_prints_a_table_and_writes_three_files(run, tmp_path):
    path = register(tmp_path, points())
    code, out, _ = run(path, "--cell", 100, "--seed", 7, "--out", "svar", "--name", "Provstad")
    assert code == 0
    assert out.startswith("På 1\u00a0% av ytan hamnade")
    for word in ("Listan ”Var nästa vecka?”", "Gi*", "12 veckor prövades", "PEI 5", "lotten"):
        assert word in out
    files = {"evaluate.csv", "evaluate.html", "evaluate.json"}
    assert {file.name for file in (tmp_path / "svar").iterdir()} == files
    found = from_json((tmp_path / "svar" / "evaluate.json").read_bytes())
    assert (found.register, found.size, found.parameters["seed"]) == ("Provstad", 100, 7)
    assert found.source.rows == len(points())


def test_the_same_register_gives_the_same_files(run, tmp_path):
    path = register(tmp_path, points())
    run(path, "--cell", 100, "--out", "a")
    run(path, "--cell", 100, "--out", "b")
    for name in ("evaluate.json", "evaluate.html", "evaluate.csv"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


def test_rows_that_cannot_be_read_are_told_and_kept_apart(run, tmp_path):
    path = register(tmp_path, points(), extra=[["Klotter", "ingen aning", "6500000", "500000"]])
    code, _, _ = run(path, "--cell", 100, "--out", "svar")
    assert code == 0
    assert "ingen aning" in (tmp_path / "svar" / "avvisade.csv").read_text(encoding="utf-8-sig")


def test_one_category_the_last_weeks_and_an_area(run, tmp_path):
    path = register(tmp_path, points(category=("Klotter", "Stöld")))
    ring = [[14.9, 58.6], [15.1, 58.6], [15.1, 58.7], [14.9, 58.7], [14.9, 58.6]]
    feature = {
        "type": "Feature",
        "properties": {"namn": "Stan", "kod": "1"},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }
    areas = tmp_path / "areas.geojson"
    areas.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    code, out, err = run(
        path, "--cell", 100, "--category", "Stöld", "--weeks", 6, "--areas", areas, "--out", "svar"
    )
    assert (code, err) == (0, "")
    assert "6 veckor prövades" in out
    assert "områdena i filen" in out
    assert from_json((tmp_path / "svar" / "evaluate.json").read_bytes()).category == "Stöld"


@pytest.mark.parametrize(
    ("of", "arguments", "says"),
    [
        (points(weeks=9), (), "hela veckor. Det behövs minst 12"),
        (points(weeks=1), (), "Det behövs minst 12"),
        (points(), ("--cell", 3), "25–20000 meter"),
        (points(), ("--cell", 100, "--weeks", 2), "Minst 4 veckor"),
        (points(), ("--category", "Rån"), "Där finns: Klotter"),
        (points(), ("--areas", "finns.inte"), "finns"),
        (points(), ("--answer", "zon"), "FRÅGA=SVAR"),
        (points(), ("--cell", 100, "--out", "register.csv"), "går inte att skriva"),
    ],
)
def test_what_cannot_be_tried_is_refused_in_words(run, tmp_path, of, arguments, says):
    path = register(tmp_path, of)
    code, out, err = run(path, *arguments)
    assert (code, out) == (2, "")
    assert says in err
    assert "Inget är" in err
    assert {file.name for file in tmp_path.iterdir()} == {"register.csv"}


def test_a_file_that_is_missing_or_no_register_is_refused(run, tmp_path):
    assert run("saknas.csv")[0] == 2
    (tmp_path / "tom.csv").write_text("")
    assert run("tom.csv")[0] == 2


def test_a_register_without_coordinates_is_refused(run, tmp_path):
    town = points()
    path = tmp_path / "utan.csv"
    lines = ["Kategori;Tid"] + [f"Klotter;{str(t).replace('T', ' ')}" for t in town.start]
    path.write_text("\n".join(lines), encoding="utf-8")
    code, _, err = run(path)
    assert code == 2
    assert "koordinater" in err


def test_long_work_tells_how_far_it_has_come(monkeypatch):
    now, said = iter([0.0, 1.0, 4.0, 5.0]), []
    monkeypatch.setattr(command, "monotonic", lambda: next(now))
    monkeypatch.setattr(command, "PAUSE", 2.0)
    progress = command._Progress(said.append)
    progress.last = 0.0
    progress.step(1, 9)
    progress.step(2, 9)
    progress.step(9, 9)
    assert said == ["Prövar vecka 2 av 9 ..."]


CHICAGO = DATA / "chicago-2017" / "chicago-crimes-2017.points.parquet"
REAL = {
    "chicago-2017/chicago-crimes-2017.points.parquet": 250,
    "import-zoo/cincinnati_burglary.csv.gz": 250,
    "import-zoo/cdmx_car_jacking.gpkg": 500,
    "import-zoo/bronx_shootings.csv": 250,
}


@pytest.mark.skipif(not CHICAGO.is_file(), reason="the real data is not at hand")
@pytest.mark.parametrize(("name", "cell"), REAL.items())
def test_on_real_registers_no_plain_way_is_better_within_the_interval(run, tmp_path, name, cell):
    code, _, _ = run(DATA / name, "--cell", cell, "--out", "svar")
    assert code == 0
    found = from_json((tmp_path / "svar" / "evaluate.json").read_bytes())
    ahead = np.array([[(s.value, s.high) for s in row.ahead] for row in found.rows[1:]])
    assert (ahead[:, :, 1] >= 0).all()
    assert (ahead[:, :, 0] >= 0).mean() > 0.7
    assert ((ahead[:, :, 0] >= 0).mean(axis=0) > 0.5).all(), "at each level behind few"
    if "chicago" in name:
        assert ((ahead[:, :, 0] > 0).mean(axis=0) > 0.5).all(), "at each level better than most"


@pytest.mark.skipif(not CHICAGO.is_file(), reason="the real data is not at hand")
def test_chicago_split_in_time_holds_in_the_later_half_alone(run, tmp_path):
    """25 weeks of 2017 have enough history; the first twelve are not looked at here."""
    code, _, _ = run(CHICAGO, "--cell", 250, "--weeks", 13, "--out", "svar")
    assert code == 0
    found = from_json((tmp_path / "svar" / "evaluate.json").read_bytes())
    assert (found.weeks, found.learnt) == (13, 20)
    ahead = np.array([[(s.value, s.high) for s in row.ahead] for row in found.rows[1:]])
    assert (ahead[:, :, 1] >= 0).all()
    assert ((ahead[:, :, 0] > 0).mean(axis=0) > 0.5).all()


@pytest.mark.skipif(not DATA.is_dir(), reason="the real data is not at hand")
@pytest.mark.parametrize(
    "path", sorted((DATA / "import-zoo").glob("*")) if DATA.is_dir() else [], ids=lambda p: p.name
)
def test_whatever_is_sent_there_is_an_answer_in_words(run, path):
    code, out, err = run(path, "--weeks", 4)
    assert code in (0, 2)
    assert (out if code == 0 else err).strip()
