"""The runner of the benchmarks: what it finds, what it writes, what it never makes up."""

import json
import subprocess

import pytest

from benchmarks import __main__ as runner
from benchmarks import child
from benchmarks import r as r_peer
from benchmarks.figure import Figure, Peer, Seconds, Target
from benchmarks.figures import all_figures


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


def test_targets():
    assert str(Target(ratio=15, mib=1024)) == "ratio >= 15, ours_mib <= 1024"
    assert Target(mib=10).met(ours_s=1, ours_mib=11, ratio=None) is False
    assert Target(slope=1.1).met(ours_s=1, ours_mib=1, ratio=-0.1) is False


def test_it_writes_a_list(measurements, monkeypatch, tmp_path, capsys):
    measurements["a figure",] = {"seconds": 0.5, "mib": 100}
    monkeypatch.setattr(runner, "all_figures", lambda: {"a figure": figure(), "other": figure()})
    out = tmp_path / "results.json"
    monkeypatch.setattr("sys.argv", ["benchmarks", "a fig", "--out", str(out)])
    runner.main()
    (only,) = json.loads(out.read_text())
    assert only["target"] is None
    assert "a figure" in capsys.readouterr().out


def test_a_failure_of_ours_stops_the_run():
    with pytest.raises(SystemExit, match="failed"):
        runner.measured("no such figure")
