"""A version of a promise as a tagged PDF: the same version gives the same bytes."""

import json
from datetime import UTC, datetime
from importlib.resources import as_file, files
from typing import Any

import typst

from lofte.promises.signing.models import Signature, Version
from lofte.promises.states import HowSigned, VersionState
from lofte.situation.render.svg import clean_text


def pdf(version: Version, signatures: list[Signature]) -> bytes:
    """PDF/A-2a and PDF/UA-1: for the archive and for a screen reader."""
    data = json.dumps(_clean(printable(version, signatures)), ensure_ascii=False)
    made: datetime = version.signed_at or version.frozen_at
    with as_file(files(__package__).joinpath("promise.typ")) as template:
        content: bytes = typst.compile(
            str(template),
            format="pdf",
            sys_inputs={"data": data},
            ignore_system_fonts=True,
            pdf_standards=["a-2a", "ua-1"],
            timestamp=made.astimezone(UTC).replace(microsecond=0),
        )
    return content


def printable(version: Version, signatures: list[Signature]) -> dict[str, Any]:
    document = version.document
    return document | {
        "number": version.number,
        "checksum": version.checksum,
        "signed": version.state in (VersionState.SIGNED, VersionState.REPLACED),
        "lists": _lists(document),
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


def _lists(document: dict[str, Any]) -> list[dict[str, Any]]:
    """ "X lovar" for each party, then "Tillsammans lovar vi"."""
    lists = []
    left = list(document["commitments"])
    for party in document["parties"]:
        own = [one for one in left if not one["joint"] and one["parties"] == [party["party"]]]
        left = [one for one in left if one not in own]
        if own:
            lists.append({"heading": f"{party['printed']} lovar", "points": own})
    if left:
        lists.append({"heading": "Tillsammans lovar vi", "points": left})
    return lists


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, dict):
        return {key: _clean(one) for key, one in value.items()}
    return [_clean(one) for one in value] if isinstance(value, list | tuple) else value
