"""Photos on disk: outside what the web server hands out, readable to the service only."""

import os
import secrets
from pathlib import Path

from django.conf import settings


def folder() -> Path:
    path = Path(settings.MEDIA_ROOT) / "photos"
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def write(data: bytes, name: str = "") -> str:
    """Keep the photo, whole or not at all; under its old name it replaces what was there."""
    name = name or f"{secrets.token_hex(16)}.jpg"
    fresh = folder() / f"{name}.new"
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())
    fresh.replace(folder() / name)
    return name


def read(name: str) -> bytes:
    return (folder() / name).read_bytes()


def erase(name: str) -> None:
    (folder() / name).unlink(missing_ok=True)


def sweep(kept: set[str], older_than: float) -> int:
    """Erase what no report names any more. How many."""
    gone = [
        file
        for file in folder().iterdir()
        if file.name not in kept and file.stat().st_mtime < older_than
    ]
    for file in gone:
        file.unlink(missing_ok=True)
    return len(gone)
