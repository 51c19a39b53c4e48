"""An edition is written once, whole, and is never changed without being found out."""

import os
from pathlib import Path
from typing import Any

import pytest

from lofte.publishing import editions
from lofte.publishing.editions import BadEdition, EditionExists, NoEdition

SLUG = "lyckeberga"
CONTENT = {"number": 1, "last_day": "2026-11-22", "summary": ["Ängen: 7 händelser."]}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "editions"


@pytest.fixture
def file(root: Path) -> Path:
    path, _ = editions.write(root, SLUG, 1, CONTENT)
    return path


def test_what_is_written_is_what_is_read(root: Path, file: Path) -> None:
    found = editions.read(root, SLUG, 1)
    assert (found.content, found.number, found.is_open) == (CONTENT, 1, True)
    assert file.read_bytes() == editions.to_bytes(CONTENT)
    assert "Ängen" in file.read_text(), "readable as it stands"


def test_an_edition_is_never_written_over(root: Path, file: Path) -> None:
    before = file.read_bytes()
    with pytest.raises(EditionExists, match="skrivs inte över"):
        editions.write(root, SLUG, 1, {**CONTENT, "summary": []})
    assert file.read_bytes() == before
    assert sorted(p.name for p in (root / SLUG).iterdir()) == ["1"]


def test_a_disk_that_fails_leaves_nothing_half_written(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*args: Any) -> None:
        raise OSError("disken är full")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="full"):
        editions.write(root, SLUG, 1, CONTENT)
    assert list((root / SLUG).iterdir()) == []


@pytest.mark.parametrize("name", ["edition.json", "sha256"])
def test_a_changed_file_is_found_out(root: Path, file: Path, name: str) -> None:
    target = file.with_name(name)
    target.write_bytes(target.read_bytes().replace(b"7", b"8", 1) + b"0")
    with pytest.raises(BadEdition, match="kontrollsumma"):
        editions.read(root, SLUG, 1)
    assert editions.editions(root, SLUG) == []
    assert editions.numbers(root, SLUG) == [1], "the number stays taken"


@pytest.mark.parametrize("name", ["edition.json", "sha256"])
def test_a_file_that_is_gone_is_found_out(root: Path, file: Path, name: str) -> None:
    file.with_name(name).unlink()
    with pytest.raises(BadEdition, match="går inte att läsa"):
        editions.read(root, SLUG, 1)


def test_an_edition_that_never_was_is_not_found(root: Path) -> None:
    with pytest.raises(NoEdition):
        editions.read(root, SLUG, 7)
    assert editions.editions(root, SLUG) == []


def test_a_withdrawn_edition_keeps_its_bytes_and_gets_a_note(root: Path, file: Path) -> None:
    before = file.read_bytes()
    note = {"date": "2026-12-01", "reason": "Fel område"}
    editions.withdraw(root, SLUG, 1, note)
    found = editions.read(root, SLUG, 1)
    assert (found.is_open, found.withdrawn) == (False, note)
    assert file.read_bytes() == before


def test_a_note_that_cannot_be_read_still_withdraws(root: Path, file: Path) -> None:
    file.with_name("withdrawn.json").write_text("{")
    assert not editions.read(root, SLUG, 1).is_open


def test_the_latest_is_the_open_one_of_the_latest_period(root: Path) -> None:
    for number, last_day in enumerate(("2026-11-15", "2026-11-22", "2026-11-08"), start=1):
        editions.write(root, SLUG, number, {**CONTENT, "last_day": last_day})
    found = editions.editions(root, SLUG)
    assert [edition.number for edition in found] == [3, 2, 1]
    assert editions.latest(found).number == 2
    editions.withdraw(root, SLUG, 2, {"date": "", "reason": ""})
    assert editions.latest(editions.editions(root, SLUG)).number == 1
    assert editions.latest([]) is None


def test_the_kommuner_with_a_page_are_those_that_were_presented(root: Path, tmp_path: Path) -> None:
    assert editions.kommuner(root) == []
    basemap = tmp_path / "karta.geojson"
    basemap.write_text("{}")
    editions.present(root, SLUG, {"name": "Lyckeberga"}, basemap)
    editions.present(root, "grannby", {"name": "Grannby"})
    assert [one["slug"] for one in editions.kommuner(root)] == ["grannby", SLUG]
    assert editions.kommun(root, SLUG) == {"name": "Lyckeberga", "slug": SLUG}
    assert editions.kommun(root, "ingenstans") is None
    assert editions.basemap(root, SLUG).read_text() == "{}"
    assert editions.basemap(root, "grannby") is None


def test_facts_that_cannot_be_read_close_that_page_only(root: Path) -> None:
    editions.present(root, SLUG, {"name": "Lyckeberga"})
    editions.present(root, "grannby", {"name": "Grannby"})
    (root / "grannby" / "kommun.json").write_text("{")
    assert [one["slug"] for one in editions.kommuner(root)] == [SLUG]
