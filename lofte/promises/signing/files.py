"""Signed papers, photos and sealed PDFs on disk, each under the checksum of its content."""

import hashlib
import os
import tempfile
from pathlib import Path

from django.conf import settings

from lofte.audit.refusals import Refused

LARGEST = 20_000_000
_KINDS = {b"%PDF-": ".pdf", b"\xff\xd8\xff": ".jpg", b"\x89PNG\r\n\x1a\n": ".png"}


def folder() -> Path:
    return Path(settings.MEDIA_ROOT) / "promises"


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def kind_of(content: bytes) -> str:
    """ ".pdf", ".jpg", ".png", or nothing for what is none of them."""
    return next((end for start, end in _KINDS.items() if content.startswith(start)), "")


def keep(content: bytes, *, kinds: tuple[str, ...]) -> tuple[str, str]:
    """Write the content once; its name and checksum. Raises Refused."""
    end = kind_of(content)
    if end not in kinds:
        told = ", ".join(kind.removeprefix(".").upper() for kind in kinds)
        raise Refused(f"Filen är inte en {told}. Ingenting sparades. Välj en annan fil.")
    if len(content) > LARGEST:
        raise Refused(f"Filen är större än {LARGEST // 1_000_000} MB. Ingenting sparades.")
    checksum = digest(content)
    name = f"{checksum}{end}"
    target = folder() / name
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        descriptor, fresh = tempfile.mkstemp(dir=target.parent)
        with os.fdopen(descriptor, "wb") as out:
            out.write(content)
        os.replace(fresh, target)
    return name, checksum


def read(name: str) -> bytes:
    """Raises Refused when the file is gone or is no longer what was kept."""
    path = folder() / Path(name).name
    try:
        content = path.read_bytes()
    except OSError as error:
        raise Refused(
            "Filen finns inte på servern. Be den som sköter driften att läsa tillbaka en "
            "säkerhetskopia."
        ) from error
    if digest(content) != path.stem:
        raise Refused(
            "Filen är inte densamma som när den sparades. Be den som sköter driften att läsa "
            "tillbaka en säkerhetskopia."
        )
    return content
