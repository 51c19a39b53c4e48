"""A press release as it is approved, read and printed: plain values."""

import hashlib
import json
from typing import Any

from lofte.promises.signing.models import Version
from lofte.publishing import editions
from lofte.publishing.promises.queries import signed_version
from lofte.publishing.releases.models import Release

SCHEMA = "lofte.edition.release/1"


def content_of(release: Release) -> dict[str, Any]:
    """Exactly what an edition of it would tell; the lists are the promise's own, as signed."""
    version = signed_version(release.promise) if release.promise else None
    return {
        "kind": editions.RELEASE,
        "schema": SCHEMA,
        "heading": release.heading,
        "lead": release.lead,
        "focus": release.focus,
        "priority": release.priority,
        "lists": _lists(version.document) if version else [],
        "intro": version.document["intro"] if version else "",
        "period": _period(version),
        "basis": release.basis,
        "about": release.about,
        "quotes": release.quotes,
        "contacts": release.contacts,
        "promise": release.promise.code if release.promise else "",
        "promise_title": release.promise.title if release.promise else "",
        "version_checksum": version.checksum if version else "",
        "release": release.pk,
    }


def checksum(content: dict[str, Any]) -> str:
    """SHA-256 over the canonical JSON: what a party says yes to."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _period(version: Version | None) -> str:
    return f"{version.document['first_day']}–{version.document['last_day']}" if version else ""


def _lists(document: dict[str, Any]) -> list[dict[str, Any]]:
    """ "Kommunen lovar", "Polisen lovar", "Tillsammans lovar vi", with the words of each point."""
    left, lists = list(document["commitments"]), []
    for party in document["parties"]:
        own = [one for one in left if not one["joint"] and one["parties"] == [party["party"]]]
        left = [one for one in left if one not in own]
        if own:
            lists.append(
                {"heading": f"{party['printed']} lovar", "points": [one["text"] for one in own]}
            )
    if left:
        lists.append({"heading": "Tillsammans lovar vi", "points": [one["text"] for one in left]})
    return lists
