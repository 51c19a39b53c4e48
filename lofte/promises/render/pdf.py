"""A version of a promise as a tagged PDF: the same version gives the same bytes."""

from datetime import UTC, datetime
from importlib.resources import files
from typing import Any

from lofte.people.leaving.typeset import typeset
from lofte.promises.document import lists_of
from lofte.promises.signing.models import Signature, Version
from lofte.promises.states import HowSigned, VersionState


def pdf(version: Version, signatures: list[Signature]) -> bytes:
    """PDF/A-2a and PDF/UA-1: for the archive and for a screen reader."""
    made: datetime = version.signed_at or version.frozen_at
    return typeset(
        files(__package__).joinpath("promise.typ"),
        printable(version, signatures),
        made=made.astimezone(UTC).replace(microsecond=0),
        archive=True,
    )


def printable(version: Version, signatures: list[Signature]) -> dict[str, Any]:
    document = version.document
    return document | {
        "number": version.number,
        "checksum": version.checksum,
        "signed": version.state in (VersionState.SIGNED, VersionState.REPLACED),
        "lists": lists_of(document),
        "signatures": [
            {
                "party": _printed(document, one.party_id, str(one.party)),
                "name": one.name,
                "role": one.role,
                "on": one.signed_on.isoformat() if one.signed_on else "",
                "how": "på papper" if one.how == HowSigned.PAPER else "i Löfte",
            }
            for one in signatures
        ],
    }


def _printed(document: dict[str, Any], party: int, name: str) -> str:
    return next((p["printed"] for p in document["parties"] if p["id"] == party), name)
