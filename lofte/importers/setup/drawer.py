"""Where an uploaded file waits between the preview and the yes: one place a person and kind."""

import hashlib
import os
import tempfile
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from lofte.people.models import User
from lofte.places.models import Kommun


def home() -> Path:
    return Path(settings.MEDIA_ROOT) / "setup"


def slot(user: User, kommun: Kommun, kind: str) -> Path:
    return home() / f"{kommun.code}-{user.pk}-{kind}"


def put(file: UploadedFile, place: Path) -> str:
    """Store by a rename, in the place of an earlier one. Gives the checksum."""
    place.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=place.parent, prefix=".part-")
    digest = hashlib.sha256()
    try:
        with os.fdopen(handle, "wb") as out:
            for piece in file.chunks():
                digest.update(piece)
                out.write(piece)
        os.replace(temporary, place)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return digest.hexdigest()


def checksum(place: Path) -> str:
    """'' when nothing waits there."""
    try:
        with place.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except FileNotFoundError:
        return ""


def empty(place: Path) -> None:
    place.unlink(missing_ok=True)
