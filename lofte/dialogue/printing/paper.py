"""The poster and the letters of a dialogue, as tagged PDF (PDF/UA-1)."""

from collections.abc import Sequence
from datetime import datetime
from importlib.resources import files
from typing import Any

from lofte.dialogue.models import Dialogue
from lofte.dialogue.printing.qr import qr_svg
from lofte.people.leaving.typeset import typeset


def poster(dialogue: Dialogue, address: str, made: datetime) -> bytes:
    """One A4. It says nothing that is not open to everybody."""
    data = _about(dialogue, address) | {"code": dialogue.poster_code}
    return typeset(files(__package__).joinpath("poster.typ"), data, made=made)


def letters(dialogue: Dialogue, address: str, codes: Sequence[str], made: datetime) -> bytes:
    """A page for each code. The kommun writes to whom."""
    data = _about(dialogue, address) | {"codes": list(codes)}
    return typeset(files(__package__).joinpath("letters.typ"), data, made=made)


def _about(dialogue: Dialogue, address: str) -> dict[str, Any]:
    return {
        "kommun": dialogue.kommun.name,
        "contact": dialogue.kommun.contact,
        "title": dialogue.title,
        "closes": str(dialogue.closes),
        "address": address,
        "shown": address.split("://", 1)[-1].rstrip("/"),
        "qr": qr_svg(address),
    }
