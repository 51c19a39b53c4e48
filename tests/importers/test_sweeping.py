"""What people brought is removed in time, by the scheduler, whether anybody comes or not."""

import os
from datetime import UTC, datetime, timedelta

import pytest

from lofte.importers import storing
from lofte.importers.setup import drawer
from lofte.importers.sweeping import sweep
from lofte.importers.web import jobs

NOW = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _media(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "media"


def aged(path, age):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("{}")
    then = (NOW - age).timestamp()
    os.utime(path, (then, then))
    os.utime(path.parent, (then, then))
    return path


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("place", "kept"),
    [
        (lambda kommun: drawer.home() / "9901-1-register", timedelta(hours=24)),
        (lambda kommun: storing.rejects_home(kommun) / "a.csv", timedelta(days=14)),
        (lambda kommun: jobs.home(kommun) / "one" / "about.json", timedelta(days=7)),
        (lambda kommun: jobs.home(kommun) / "half-begun" / "file", timedelta(days=7)),
    ],
)
def test_it_goes_when_its_time_is_up_and_not_before(kommun, place, kept, monkeypatch):
    monkeypatch.setattr(jobs, "jobs", lambda kommun: [])
    file = aged(place(kommun), kept - timedelta(minutes=5))
    sweep(NOW)
    assert file.exists()
    aged(file, kept + timedelta(minutes=5))
    sweep(NOW)
    assert not file.exists()


@pytest.mark.django_db
def test_there_need_be_nothing_to_sweep(kommun):
    sweep(NOW)
