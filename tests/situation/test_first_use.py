"""Whoever makes the first picture on a machine is told why it takes longer."""

import pkgutil
from types import SimpleNamespace

import pytest

from benchmarks.honesty.simple import quiet
from lofte.situation import first_use as module
from lofte.situation.first_use import NEEDED, SENTENCE, first_use


def kernel(name, path):
    stats = SimpleNamespace(cache_path=path)
    return SimpleNamespace(stats=stats, py_func=SimpleNamespace(__name__=name))


@pytest.fixture
def kept(monkeypatch, tmp_path):
    kernels = tuple(kernel(name, str(tmp_path)) for name in ("scatter", "bands"))
    monkeypatch.setattr(module, "NEEDED", kernels)
    return tmp_path


def test_it_is_said_until_all_that_a_picture_needs_has_been_kept(kept):
    assert first_use() == SENTENCE
    (kept / "counting.scatter-28.py311.nbi").write_bytes(b"")
    assert first_use() == SENTENCE
    (kept / "tails.bands-105.py311.nbi").write_bytes(b"")
    assert first_use() == ""


def test_where_nothing_can_be_kept_it_is_said_every_time(monkeypatch):
    monkeypatch.setattr(module, "NEEDED", (kernel("bands", ""),))
    assert first_use() == SENTENCE


def test_without_compilation_there_is_nothing_to_wait_for(monkeypatch):
    monkeypatch.setattr(module, "NEEDED", (lambda seed, replicate: 0,))
    assert first_use() == ""


USED = ("cube.scatter", "emerging.classes", "emerging.z_planes", "scan_time.time_maxima")


def test_a_picture_calls_each_of_them(monkeypatch):
    """Or it would be said for ever."""
    called = set()
    for name in (*USED, "tails.kernel.bands"):
        monkeypatch.setattr(f"lofte.analysis.{name}", watched(name, called))
    assert quiet("clustered", 1).document.sections
    assert called == {kernel.py_func.__name__ for kernel in NEEDED}


def watched(name, called):
    module_name, _, last = name.partition(".")
    whole = pkgutil.resolve_name(f"lofte.analysis.{module_name}:{last}")

    def call(*given):
        called.add(last.removeprefix("kernel."))
        return whole(*given)

    return call


def test_the_page_says_it_where_a_picture_is_made(monkeypatch, as_, coordinator, kommun):
    monkeypatch.setattr("lofte.situation.views.first_use", lambda: SENTENCE)
    assert SENTENCE in as_(coordinator).get("/arbete/lyckeberga/lagesbilder/").content.decode()
    monkeypatch.setattr("lofte.situation.views.first_use", lambda: "")
    assert SENTENCE not in as_(coordinator).get("/arbete/lyckeberga/lagesbilder/").content.decode()
