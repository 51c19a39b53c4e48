"""The file that waits between the preview and the yes: one a person and kommun."""

import os
import secrets
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import timedelta
from pathlib import Path

from django.core.files.uploadedfile import UploadedFile

from lofte.importers.registers import Mapping, from_yaml
from lofte.importers.setup import drawer
from lofte.importers.storing import sweep
from lofte.people.access import SignedIn
from lofte.places.models import Kommun

SLOT = "register"
WAITS = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Waiting:
    """checksum: of the file as it came. mapping: one that the person brought, as YAML.
    fresh: the source's saved mapping is set aside. sheet: the one chosen in a workbook."""

    source: str
    file: str
    checksum: str
    mapping: str = ""
    sheet: str = ""
    fresh: bool = False

    @property
    def own_mapping(self) -> Mapping | None:
        return from_yaml(self.mapping) if self.mapping else None


def place_of(request: SignedIn, kommun: Kommun) -> Path:
    return drawer.slot(request.user, kommun, SLOT)


def _key(kommun: Kommun) -> str:
    return f"import-{kommun.pk}"


def put(
    request: SignedIn, kommun: Kommun, file: UploadedFile, *, source: str, mapping: str
) -> Waiting:
    place = place_of(request, kommun)
    sweep(place.parent, WAITS)
    checksum = drawer.put(file, place)
    waiting = Waiting(source, Path(file.name or "").name[:255], checksum, mapping)
    return remember(request, kommun, waiting)


def remember(request: SignedIn, kommun: Kommun, waiting: Waiting, **changes: object) -> Waiting:
    waiting = replace(waiting, **changes)  # type: ignore[arg-type]
    request.session[_key(kommun)] = asdict(waiting)
    return waiting


def found(request: SignedIn, kommun: Kommun) -> Waiting | None:
    about = request.session.get(_key(kommun))
    return Waiting(**about) if about and place_of(request, kommun).exists() else None


def forget(request: SignedIn, kommun: Kommun) -> None:
    drawer.empty(place_of(request, kommun))
    forget_about(request, kommun)


def forget_about(request: SignedIn, kommun: Kommun) -> None:
    """The file itself has gone elsewhere."""
    request.session.pop(_key(kommun), None)


def is_what_was_seen(request: SignedIn, waiting: Waiting) -> bool:
    """Whether the page that the person answered showed the file that waits now."""
    seen = request.POST.get("checksum"), request.POST.get("source")
    return seen == (waiting.checksum, waiting.source)


def take(request: SignedIn, kommun: Kommun, waiting: Waiting) -> Path | None:
    """Move the file to where no other upload reaches it; None if it is no longer the same."""
    place = place_of(request, kommun)
    mine = place.with_name(f".taken-{secrets.token_hex(8)}")
    try:
        os.rename(place, mine)
    except FileNotFoundError:
        return None
    if drawer.checksum(mine) == waiting.checksum:
        return mine
    give_back(request, kommun, mine)
    return None


def give_back(request: SignedIn, kommun: Kommun, mine: Path) -> None:
    """A refused file waits on, unless another has been put in its place."""
    with suppress(FileExistsError):
        os.link(mine, place_of(request, kommun))
    mine.unlink(missing_ok=True)
