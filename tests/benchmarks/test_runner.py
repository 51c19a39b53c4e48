"""The runner of the benchmarks: what it finds, what it writes, what it never makes up."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from benchmarks import __main__ as runner
from benchmarks import child
from benchmarks import r as r_peer
from benchmarks.figure import Figure, Peer, Seconds, Target
from benchmarks.figures import all_figures
from benchmarks.figures.picture import town, uncapped
from benchmarks.town import points
from lofte.management.register_files import Options, areas_of, register_of
from lofte.situation import deeper


def figure(**more):
    made = {"name": "a figure", "n": 7, "data": lambda: None, "ours": lambda data: None}
    return Figure(**made | more)


def peer(name="peer"):
    return Peer(name, "numpy", lambda data: None)


@pytest.fixture
def measurements(monkeypatch):
    """What the children would say, by their arguments."""
    said = {}
    monkeypatch.setattr(runner, "measured", lambda *arguments: said[arguments])
    return said


def test_every_figure_is_found_by_name():
    figures = all_figures()
    assert "cube of 10 M points" in figures
    assert all(one.name == name for name, one in figures.items())


def test_a_row_has_the_agreed_keys(measurements):
    measurements["a figure",] = {"seconds": 0.5, "mib": 100}
    measurements["a figure", "peer"] = {"seconds": 2.0, "mib": 300, "version": "1.2"}
    ((found, target),) = runner.rows(figure(peers=(peer(),), target=Target(ratio=3)))
    assert tuple(found) == runner.KEYS
    assert (found["peer_version"], found["peer_s"], found["ratio"]) == ("1.2", 2.0, 4.0)
    assert runner.line(found, target).endswith(
        "peer 1.2 2.000 s | 4.0 times | target ratio >= 3: met"
    )


def test_a_peer_that_is_not_there_is_not_run(measurements):
    measurements["a figure",] = {"seconds": 0.5, "mib": 100}
    measurements["a figure", "peer"] = None
    ((found, target),) = runner.rows(figure(peers=(peer(),), target=Target(ratio=3)))
    assert (found["peer_version"], found["peer_s"], found["ratio"]) == (None, None, None)
    assert "peer not run" in runner.line(found, target)
    assert runner.line(found, target).endswith("not tested")


def test_a_recorded_time_is_told_as_recorded_and_has_no_target(measurements):
    measurements["a figure",] = {"seconds": 0.5, "mib": 100}
    one = figure(recorded=(("R", 4.3),), target=Target(seconds=0.4))
    (own, target), (told, none) = runner.rows(one)
    assert runner.line(own, target).endswith("target ours_s <= 0.4: NOT MET")
    assert (told["peer_version"], told["ratio"], none) == ("recorded", None, None)
    assert runner.line(told, none).endswith("R 4.3 s (recorded elsewhere)")


def test_the_slope_of_growth(measurements):
    for n, seconds in ((10, 0.1), (100, 1.0), (1000, 10.0)):
        measurements["a figure", "--n", str(n)] = {"seconds": seconds, "mib": 1}
    *each, (last, target) = runner.rows(figure(growth=(10, 100, 1000), target=Target(slope=1.1)))
    assert [found["n"] for found, _ in each] == [10, 100, 1000]
    assert last["ratio"] == pytest.approx(1.0)
    assert "slope 1.00" in runner.line(last, target)


def test_a_step_may_have_measured_itself():
    assert child.timed(lambda data: Seconds(0.25), None, 2) == 0.25
    assert child.timed(lambda data: 7.0, None, 2) < 0.25


def r(monkeypatch, *, stdout="", stderr="", status=0):
    done = subprocess.CompletedProcess([], status, stdout, stderr)
    monkeypatch.setattr(r_peer.subprocess, "run", lambda *a, **k: done)


def test_a_package_of_r_tells_its_version_and_its_seconds(monkeypatch):
    r(monkeypatch, stdout="1.20.3")
    assert child.told_version("R:surveillance") == "1.20.3"
    assert child.told_version("numpy")
    r(monkeypatch, stdout="some words\nseconds: 12.5")
    assert r_peer.r_seconds("", "1") == 12.5


def test_a_package_that_r_does_not_have_is_not_installed(monkeypatch):
    r(monkeypatch, stderr="there is no package called 'surveillance'", status=1)
    with pytest.raises(FileNotFoundError):
        child.told_version("R:surveillance")
    r(monkeypatch, stderr="another error", status=1)
    with pytest.raises(RuntimeError, match="another error"):
        child.told_version("R:surveillance")


def test_r_is_asked_in_english(monkeypatch):
    monkeypatch.setenv("LANG", "sv_SE.UTF-8")
    asked = []

    def run(*a, **k):
        asked.append(k["env"])
        return subprocess.CompletedProcess([], 0, "1.0", "")

    monkeypatch.setattr(r_peer.subprocess, "run", run)
    assert r_peer.r_version("spdep") == "1.0"
    assert (asked[0]["LC_ALL"], asked[0]["LANGUAGE"]) == ("C", "en")


def test_the_memory_is_that_of_the_process_that_does_the_work():
    more = int(child.mib()) + 256  # mebibytes: more than this process has ever had
    command = f"import numpy; numpy.ones({more} * 2**17)"
    one = figure(
        ours=lambda data: Seconds(bool(subprocess.run([sys.executable, "-c", command]))),
        programs=True,
        repeats=1,
    )
    assert child.ours(one, None)["mib"] > more > child.mib()


def test_every_picture_has_a_target_of_memory_and_the_cold_one_is_a_program():
    pictures = [one for name, one in all_figures().items() if name.startswith("picture of")]
    assert len(pictures) == 3
    for one in pictures:
        assert one.target.mib == 1024
        assert one.programs == one.name.endswith("cold")


def test_growth_is_measured_of_all_that_has_no_cap():
    grown = {name for name, one in all_figures().items() if one.growth}
    assert {name.split(",")[0] for name in grown} == {
        "counting",
        "cube",
        "density",
        "hours of the week",
        "picture without capped methods",
    }
    for name in grown:
        one = all_figures()[name]
        assert (one.growth[0], one.growth[-1], one.target.slope) == (10**4, 10**7, 1.1)


def test_a_picture_without_the_capped_methods_leaves_the_tellers_as_they_were():
    every = deeper.tellers()
    document = uncapped(points(20_000))
    idents = {section.ident for section in document.sections}
    assert "larm" in idents
    assert not idents & {"anhopningar", "upprepning"}
    assert deeper.tellers() == every


def test_the_cold_picture_is_told_of_areas_and_ends():
    made = town(20_000)
    with made.folder:
        register, _ = register_of(made.file, Options())
        found = areas_of(Path(made.folder.name) / "areas.geojson", "EPSG:3006")
    exact = np.isnat(register.points.end) | (register.points.end == register.points.start)
    assert 0.4 < exact.mean() < 0.6
    assert len(found) == len(made.around.areas) == 40
    assert len(made.around.places) == 100


def test_targets():
    assert str(Target(ratio=15, mib=1024)) == "ratio >= 15, ours_mib <= 1024"
    assert Target(mib=10).met(ours_s=1, ours_mib=11, ratio=None) is False
    assert Target(mib=10, ratio=2).met(ours_s=1, ours_mib=11, ratio=None) is False
    assert Target(mib=10, ratio=2).met(ours_s=1, ours_mib=9, ratio=None) is None
    assert Target(slope=1.1).met(ours_s=1, ours_mib=1, ratio=-0.1) is False


def test_it_writes_a_list(measurements, monkeypatch, tmp_path, capsys):
    measurements["a figure",] = {"seconds": 0.5, "mib": 100}
    monkeypatch.setattr(runner, "all_figures", lambda: {"a figure": figure(), "other": figure()})
    out = tmp_path / "results.json"
    monkeypatch.setattr("sys.argv", ["benchmarks", "a fig", "--out", str(out)])
    assert runner.main() == 0
    (only,) = json.loads(out.read_text())
    assert only["target"] is None
    assert "a figure" in capsys.readouterr().out


def test_what_was_measured_stays_when_a_later_figure_fails(measurements, monkeypatch, tmp_path):
    measurements["a figure",] = {"seconds": 0.5, "mib": 100}
    both = {"a figure": figure(), "b figure": figure(name="b figure")}
    monkeypatch.setattr(runner, "all_figures", lambda: both)
    out = tmp_path / "results.json"
    monkeypatch.setattr("sys.argv", ["benchmarks", "--out", str(out)])
    with pytest.raises(KeyError):
        runner.main()
    assert [one["figure"] for one in json.loads(out.read_text())] == ["a figure"]


def test_a_peer_that_fails_is_told_and_the_rest_goes_on(monkeypatch, capsys):
    def run(command, **more):
        if command[-1] == "peer":
            return subprocess.CompletedProcess([], 1, "", "Traceback ...\nMemoryError: much")
        return subprocess.CompletedProcess([], 0, '{"seconds": 1.0, "mib": 2}', "")

    monkeypatch.setattr(runner.subprocess, "run", run)
    ((found, target),) = runner.rows(figure(peers=(peer(),), target=Target(ratio=3)))
    assert (found["peer"], found["peer_s"], found["ratio"]) == ("peer (failed)", None, None)
    assert "peer (failed) not run" in runner.line(found, target)
    assert "MemoryError: much" in capsys.readouterr().err


def test_a_target_that_is_not_met_is_told_to_whoever_runs_it(measurements, monkeypatch, tmp_path):
    measurements["a figure",] = {"seconds": 0.5, "mib": 100}
    slow = replace(figure(), target=Target(seconds=0.1))
    monkeypatch.setattr(runner, "all_figures", lambda: {"a figure": slow})
    monkeypatch.setattr("sys.argv", ["benchmarks", "--out", str(tmp_path / "results.json")])
    assert runner.main() == 1


def test_a_failure_of_ours_stops_the_run():
    with pytest.raises(SystemExit, match="failed"):
        runner.measured("no such figure")
