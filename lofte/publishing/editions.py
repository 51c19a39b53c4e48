"""Editions on disk: written once, never overwritten. No database; the public site reads this.

Layout: <root>/<slug>/kommun.json and <root>/<slug>/<number>/edition.json, with a withdrawn.json
beside an edition that is no longer shown.
"""

import hashlib
import json
import logging
import os
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

logger = logging.getLogger(__name__)

EDITION = "edition.json"
CHECKSUM = "sha256"
WITHDRAWN = "withdrawn.json"
KOMMUN = "kommun.json"
PDF = "fil.pdf"
BASEMAP = "karta.geojson"
KEPT = 512  # editions in memory: a hundred kilobytes each, ten years of a kommun twice over
PICTURE, PROMISE, RELEASE, DIALOGUE = "picture", "promise", "release", "dialogue"


class EditionExists(Exception):
    """An edition of that number is on disk already; it is never overwritten."""


class NoEdition(Exception):
    """There is no edition of that number."""


class BadEdition(Exception):
    """The file on disk is not what was published: it has been changed or is damaged."""


@dataclass(frozen=True, slots=True)
class PublishedEdition:
    slug: str
    number: int
    content: dict[str, Any]
    checksum: str
    withdrawn: dict[str, Any] | None

    @property
    def kind(self) -> str:
        return str(self.content.get("kind", PICTURE))

    @property
    def is_open(self) -> bool:
        return self.withdrawn is None


def to_bytes(content: dict[str, Any]) -> bytes:
    """The same content gives the same bytes."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, indent=1, allow_nan=False)
    return (text + "\n").encode()


def write(
    root: Path,
    slug: str,
    number: int,
    content: dict[str, Any],
    files: Mapping[str, bytes] | None = None,
) -> tuple[Path, str]:
    """Write an edition in a temporary folder and move it in place; returns its file and SHA-256.

    files: what lies beside it, such as the same as a PDF. Raises EditionExists.
    """
    home = root / slug
    home.mkdir(parents=True, exist_ok=True)
    data = to_bytes(content)
    digest = hashlib.sha256(data).hexdigest()
    making = Path(tempfile.mkdtemp(prefix=".making-", dir=home))
    try:
        _write_file(making / EDITION, data)
        _write_file(making / CHECKSUM, digest.encode())
        for name, extra in (files or {}).items():
            _write_file(making / name, extra)
        making.chmod(0o755)
        target = home / str(number)
        if target.exists():
            raise EditionExists(f"Utgåva {number} finns redan och skrivs inte över.")
        os.rename(making, target)
    except BaseException:
        shutil.rmtree(making, ignore_errors=True)
        raise
    return target / EDITION, digest


def _write_file(path: Path, data: bytes) -> None:
    with path.open("wb") as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())


def _replace(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    making = path.with_name(f".{path.name}.making")
    _write_file(making, data)
    making.replace(path)


def withdraw(root: Path, slug: str, number: int, note: dict[str, Any]) -> None:
    """Leave a note beside the edition: it is no longer shown, and the page says why."""
    _replace(root / slug / str(number) / WITHDRAWN, to_bytes(note))


def present(root: Path, slug: str, facts: dict[str, Any], basemap: Path | None = None) -> None:
    """Say what the kommun is called and how to reach it, and give the public page its map."""
    _replace(root / slug / KOMMUN, to_bytes(facts))
    if basemap is not None:
        _replace(root / slug / BASEMAP, basemap.read_bytes())


def kommuner(root: Path) -> list[dict[str, Any]]:
    """Every kommun with a public page; one whose facts cannot be read has none."""
    if not root.is_dir():
        return []
    files = sorted(root.glob(f"*/{KOMMUN}"))
    read_ = ((file, _json(file)) for file in files)
    return [{**facts, "slug": file.parent.name} for file, facts in read_ if facts is not None]


def kommun(root: Path, slug: str) -> dict[str, Any] | None:
    return next((facts for facts in kommuner(root) if facts["slug"] == slug), None)


def basemap(root: Path, slug: str) -> Path | None:
    file = root / slug / BASEMAP
    return file if file.is_file() else None


def pdf(root: Path, slug: str, number: int) -> Path | None:
    """The edition as a PDF, when it was let out with one."""
    file = root / slug / str(number) / PDF
    return file if file.is_file() else None


def numbers(root: Path, slug: str) -> list[int]:
    """The numbers that are taken on disk, latest first."""
    folder = root / slug
    if not folder.is_dir():
        return []
    return sorted((int(p.name) for p in folder.iterdir() if p.name.isdecimal()), reverse=True)


def editions(root: Path, slug: str) -> list[PublishedEdition]:
    """The kommun's editions, latest first, withdrawn ones with their note, damaged ones not."""
    found = []
    for number in numbers(root, slug):
        try:
            found.append(read(root, slug, number))
        except BadEdition as damaged:
            logger.error("%s: %s", slug, damaged)
    return found


def title_of(content: Mapping[str, Any]) -> str:
    """What an edition is called in a feed and in a letter."""
    kind = content.get("kind", PICTURE)
    if kind == PICTURE:
        return f"Lägesbild {content['period_label']}"
    if kind == PROMISE:
        return f"Löftet {content['title']}: vad som har hänt"
    if kind == DIALOGUE:
        return f"Så svarade ni: {content['title']}"
    return str(content["heading"])


def of_kind(found: Iterable[PublishedEdition], kind: str) -> list[PublishedEdition]:
    """Those of pictures or of promises, in the same order."""
    return [edition for edition in found if edition.kind == kind]


def of_promise(found: Iterable[PublishedEdition], code: str) -> list[PublishedEdition]:
    """Every edition of one promise, latest first."""
    return [one for one in of_kind(found, PROMISE) if one.content["code"] == code]


def of_release(found: Iterable[PublishedEdition], release: int) -> list[PublishedEdition]:
    """Every edition of one press release, latest first."""
    return [one for one in of_kind(found, RELEASE) if one.content["release"] == release]


def current_releases(found: Iterable[PublishedEdition]) -> list[PublishedEdition]:
    """The latest open edition of each press release, latest first."""
    latest_of: dict[int, PublishedEdition] = {}
    for one in of_kind(found, RELEASE):
        if one.is_open:
            latest_of.setdefault(one.content["release"], one)
    return sorted(latest_of.values(), key=lambda e: e.number, reverse=True)


def of_dialogue(found: Iterable[PublishedEdition], dialogue: int) -> list[PublishedEdition]:
    """Every edition of one dialogue, latest first."""
    return [one for one in of_kind(found, DIALOGUE) if one.content["dialogue"] == dialogue]


def current_dialogues(found: Iterable[PublishedEdition]) -> list[PublishedEdition]:
    """The latest open edition of each dialogue, the latest dialogue first."""
    latest_of: dict[int, PublishedEdition] = {}
    for one in of_kind(found, DIALOGUE):
        if one.is_open:
            latest_of.setdefault(one.content["dialogue"], one)
    return sorted(latest_of.values(), key=lambda e: e.content["last_day"], reverse=True)


def current_promises(found: Iterable[PublishedEdition]) -> list[PublishedEdition]:
    """The latest open edition of each promise, the latest period first."""
    latest_of: dict[str, PublishedEdition] = {}
    for one in of_kind(found, PROMISE):
        if one.is_open:
            latest_of.setdefault(one.content["code"], one)
    return sorted(latest_of.values(), key=lambda e: e.content["last_day"], reverse=True)


def latest(found: Iterable[PublishedEdition]) -> PublishedEdition | None:
    """The open picture of the latest period."""
    still_open = [edition for edition in of_kind(found, PICTURE) if edition.is_open]
    return max(still_open, key=lambda e: (e.content["last_day"], e.number), default=None)


def read(root: Path, slug: str, number: int) -> PublishedEdition:
    """One edition. Raises NoEdition, or BadEdition when the file was changed."""
    folder = root / slug / str(number)
    if not folder.is_dir():
        raise NoEdition(f"Det finns ingen utgåva {number}.")
    try:
        stamp = tuple(_stamp(folder / name) for name in (EDITION, CHECKSUM))
        content, checksum = _whole(folder, stamp)
    except (OSError, UnicodeDecodeError) as missing:
        raise BadEdition(f"Utgåva {number} går inte att läsa.") from missing
    except ValueError as changed:
        raise BadEdition(f"Utgåva {number} stämmer inte med sin kontrollsumma.") from changed
    return PublishedEdition(
        slug=slug,
        number=number,
        content=content,
        checksum=checksum,
        withdrawn=_note(folder / WITHDRAWN),
    )


def _stamp(file: Path) -> tuple[int, int, int]:
    """Another file, or the same written anew, has another."""
    found = file.stat()
    return found.st_ino, found.st_mtime_ns, found.st_size


@lru_cache(maxsize=KEPT)
def _whole(folder: Path, stamp: tuple[Any, ...]) -> tuple[dict[str, Any], str]:
    """An edition is never written over, so what was read of these very files is kept. Who reads it
    changes nothing in it. Raises ValueError when it is not what was published.
    """
    data, checksum = (folder / EDITION).read_bytes(), (folder / CHECKSUM).read_text()
    if hashlib.sha256(data).hexdigest() != checksum:
        raise ValueError(folder)
    return json.loads(data), checksum


def _note(file: Path) -> dict[str, Any] | None:
    """A note that cannot be read still withdraws."""
    return (_json(file) or {"date": "", "reason": ""}) if file.exists() else None


def _json(file: Path) -> dict[str, Any] | None:
    try:
        found: dict[str, Any] = json.loads(file.read_bytes())
    except (OSError, ValueError):
        logger.error("%s går inte att läsa.", file)
        return None
    return found
