"""Whoever runs a command for the first time on a machine is told why it takes longer."""

from types import SimpleNamespace

import pytest

from lofte.management import first_use as module
from lofte.management.first_use import SENTENCE, first_use


def kernel(path):
    return SimpleNamespace(stats=SimpleNamespace(cache_path=path))


@pytest.fixture
def kept(monkeypatch, tmp_path):
    monkeypatch.setattr(module, "stream", kernel(str(tmp_path)))
    return tmp_path


def test_it_is_said_until_something_has_been_kept(kept):
    assert first_use() == SENTENCE
    (kept / "streams.stream-12.py311.nbi").write_bytes(b"")
    assert first_use() == ""


def test_where_nothing_can_be_kept_it_is_said_every_time(monkeypatch):
    monkeypatch.setattr(module, "stream", kernel(None))
    assert first_use() == SENTENCE


def test_without_compilation_there_is_nothing_to_wait_for(monkeypatch):
    monkeypatch.setattr(module, "stream", lambda seed, replicate: 0)
    assert first_use() == ""
