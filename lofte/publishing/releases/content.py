"""A press release as it is approved, read and printed: plain values."""

from typing import Any

from lofte.promises.document import lists_of
from lofte.promises.signed import signed_version
from lofte.promises.signing.models import Version
from lofte.publishing import editions
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
        "lists": [
            {"heading": group["heading"], "points": [one["text"] for one in group["points"]]}
            for group in (lists_of(version.document) if version else [])
        ],
        "intro": version.document["intro"] if version else "",
        "period": _period(version),
        "basis": release.basis,
        "about": release.about,
        "quotes": release.quotes,
        "contacts": release.contacts,
        "correction": release.correction,
        "promise": release.promise.code if release.promise else "",
        "promise_title": _title(release, version),
        "version_checksum": version.checksum if version else "",
        "release": release.pk,
    }


def _title(release: Release, version: Version | None) -> str:
    if version is not None:
        return str(version.document["title"])
    return release.promise.title if release.promise else ""


def _period(version: Version | None) -> str:
    return f"{version.document['first_day']}–{version.document['last_day']}" if version else ""
