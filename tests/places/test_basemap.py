"""The background map: whole or not at all, handed out in parts, open to all."""

import json
import os
import time
from pathlib import Path

import pytest
from django.test import Client

from lofte.audit.actions import SYSTEM
from lofte.audit.models import AuditEvent
from lofte.places.actions import set_basemap
from lofte.places.basemaps import MAX_GEOJSON, folder, path_of
from lofte.places.models import Basemap, Kommun
from lofte.places.refusals import BadBasemap

FEATURE = {
    "type": "Feature",
    "properties": {},
    "geometry": {"type": "Point", "coordinates": [13.4, 58.4]},
}


def geojson(path: Path, **changes: object) -> Path:
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [FEATURE], **changes}))
    return path


def pmtiles(path: Path, *, size: int = 400, promised: int = 200) -> Path:
    """A header that places `promised` bytes of tiles after itself (PMTiles 3)."""
    numbers = [127, 10, 137, 10, 147, 0, 147, promised]
    header = b"PMTiles\x03" + b"".join(n.to_bytes(8, "little") for n in numbers)
    path.write_bytes((header.ljust(127, b"\0") + bytes(range(256)) * 2)[:size])
    return path


@pytest.fixture(autouse=True)
def _own_folder(settings: object, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def tiles(kommun: Kommun, tmp_path: Path) -> bytes:
    file = pmtiles(tmp_path / "k.pmtiles")
    set_basemap(kommun=kommun, source=file, attribution="© Lyckeberga", by=SYSTEM)
    return file.read_bytes()


# --- storing ---------------------------------------------------------------------------------


def test_the_map_is_kept_under_its_checksum(kommun: Kommun, tmp_path: Path) -> None:
    row = set_basemap(
        kommun=kommun, source=geojson(tmp_path / "k.json"), attribution=" © L ", by=SYSTEM
    )
    assert (row.kind, row.attribution) == ("geojson", "© L")
    assert row.file == f"{row.checksum}.geojson"
    assert path_of(row).read_bytes() == (tmp_path / "k.json").read_bytes()
    assert AuditEvent.objects.get().kommun_code == kommun.code


def test_a_new_map_takes_the_place_of_the_old(
    kommun: Kommun, tmp_path: Path, django_capture_on_commit_callbacks: object
) -> None:
    first = set_basemap(
        kommun=kommun, source=geojson(tmp_path / "k.json"), attribution="©", by=SYSTEM
    )
    old = path_of(first)
    hour_ago = time.time() - 4000
    os.utime(old, (hour_ago, hour_ago))
    with django_capture_on_commit_callbacks(execute=True):
        second = set_basemap(
            kommun=kommun, source=pmtiles(tmp_path / "k"), attribution="©", by=SYSTEM
        )
    assert Basemap.objects.unscoped("test").count() == 1
    assert second.kind == "pmtiles"
    assert not old.exists()
    assert path_of(second).exists()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"junk",
        b"{}",
        b"[]",
        b'{"type": "FeatureCollection", "features": []}',
        b'{"type": "FeatureCollection", "features": [{}]}',
        b'{"type": "Topology", "features": [1]}',
        b"[" * 100_000,
        b"\xff\xfe",
    ],
)
def test_what_is_no_map_is_refused_and_leaves_nothing(
    kommun: Kommun, tmp_path: Path, content: bytes
) -> None:
    file = tmp_path / "k.json"
    file.write_bytes(content)
    with pytest.raises(BadBasemap, match="varken PMTiles"):
        set_basemap(kommun=kommun, source=file, attribution="©", by=SYSTEM)
    assert not folder(kommun.code).exists()
    assert not Basemap.objects.unscoped("test").exists()


def test_a_map_in_metres_is_refused(kommun: Kommun, tmp_path: Path) -> None:
    moved = {**FEATURE, "geometry": {"type": "Point", "coordinates": [412000, 6472000]}}
    file = geojson(tmp_path / "k.json", features=[moved])
    with pytest.raises(BadBasemap, match="WGS84"):
        set_basemap(kommun=kommun, source=file, attribution="©", by=SYSTEM)


@pytest.mark.parametrize("size", [60, 300])
def test_a_download_that_was_cut_short_is_refused(
    kommun: Kommun, tmp_path: Path, size: int
) -> None:
    file = pmtiles(tmp_path / "k", size=size)
    with pytest.raises(BadBasemap, match="avbruten"):
        set_basemap(kommun=kommun, source=file, attribution="©", by=SYSTEM)


def test_a_large_geojson_is_asked_for_as_tiles(kommun: Kommun, tmp_path: Path) -> None:
    file = tmp_path / "stor.json"
    with file.open("wb") as out:
        out.truncate(MAX_GEOJSON + 1)
    with pytest.raises(BadBasemap, match="PMTiles"):
        set_basemap(kommun=kommun, source=file, attribution="©", by=SYSTEM)


@pytest.mark.parametrize("attribution", ["", "  ", "x" * 201])
def test_somebody_must_be_named_as_the_source(
    kommun: Kommun, tmp_path: Path, attribution: str
) -> None:
    with pytest.raises(BadBasemap, match="vem kartan kommer från"):
        set_basemap(
            kommun=kommun, source=geojson(tmp_path / "k"), attribution=attribution, by=SYSTEM
        )


def test_a_file_that_cannot_be_read_is_refused(kommun: Kommun, tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "finns inte"):
        with pytest.raises(BadBasemap, match="går inte att läsa"):
            set_basemap(kommun=kommun, source=path, attribution="©", by=SYSTEM)


def test_a_copy_that_fails_leaves_no_half(
    kommun: Kommun, tmp_path: Path, monkeypatch: object
) -> None:
    def full(*_: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr("lofte.places.basemaps.os.replace", full)
    with pytest.raises(OSError, match="no space"):
        set_basemap(kommun=kommun, source=geojson(tmp_path / "k"), attribution="©", by=SYSTEM)
    assert list(folder(kommun.code).iterdir()) == []
    assert not Basemap.objects.unscoped("test").exists()


# --- handing out -----------------------------------------------------------------------------

URL = "/lyckeberga/bakgrundskarta"


def body(response: object) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


def test_anybody_gets_the_whole_map(client: Client, tiles: bytes) -> None:
    response = client.get(URL)
    assert (response.status_code, body(response)) == (200, tiles)
    assert response["Accept-Ranges"] == "bytes"
    assert response["Content-Type"] == "application/vnd.pmtiles"


@pytest.mark.parametrize(
    ("asked", "start", "stop"),
    [("bytes=0-6", 0, 7), ("bytes=100-", 100, 400), ("bytes=-50", 350, 400),
     ("bytes=390-9999", 390, 400), ("bytes=-9999", 0, 400)],
)  # fmt: skip
def test_a_part_is_handed_out(
    client: Client, tiles: bytes, asked: str, start: int, stop: int
) -> None:
    response = client.get(URL, headers={"range": asked})
    assert response.status_code == 206
    assert body(response) == tiles[start:stop]
    assert response["Content-Range"] == f"bytes {start}-{stop - 1}/400"
    assert response["Content-Length"] == str(stop - start)


@pytest.mark.parametrize("asked", ["bytes=-", "bytes=1-2,4-5", "rows=1-2", "bytes=a-b"])
def test_a_part_that_is_not_understood_is_the_whole(
    client: Client, tiles: bytes, asked: str
) -> None:
    response = client.get(URL, headers={"range": asked})
    assert (response.status_code, body(response)) == (200, tiles)


@pytest.mark.parametrize("asked", ["bytes=400-", "bytes=9-3", "bytes=-0"])
def test_a_part_beyond_the_end_is_refused(client: Client, tiles: bytes, asked: str) -> None:
    response = client.get(URL, headers={"range": asked})
    assert response.status_code == 416
    assert response["Content-Range"] == "bytes */400"


def test_a_map_that_is_known_is_not_sent_again(client: Client, tiles: bytes) -> None:
    first = client.get(URL)
    body(first)
    again = client.get(URL, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    changed = client.get(URL, headers={"range": "bytes=0-6", "if-range": '"annan"'})
    assert (changed.status_code, body(changed)) == (200, tiles)
    same = client.get(URL, headers={"range": "bytes=0-6", "if-range": first["ETag"]})
    assert (same.status_code, body(same)) == (206, tiles[:7])


def test_a_map_tells_what_it_is(client: Client, tiles: bytes) -> None:
    told = client.get(f"{URL}.json").json()
    assert told["kind"] == "pmtiles"
    assert told["attribution"] == "© Lyckeberga"
    assert body(client.get(told["url"])) == tiles


def test_no_map_is_not_found(client: Client, kommun: Kommun, tiles: bytes) -> None:
    assert client.get("/grannby/bakgrundskarta").status_code == 404
    assert client.get("/grannby/bakgrundskarta.json").status_code == 404
    path_of(Basemap.objects.unscoped("test").select_related("kommun").get()).unlink()
    assert client.get(URL).status_code == 404
    assert client.post(URL).status_code == 405
