"""Reads an answer of the police's open events API, leniently: what cannot be read is counted.

Source: polisen.se, "API över polisens händelser". An answer is a JSON list of at most 500 events:
`id`, `datetime` ("2026-08-22 9:48:12 +02:00", the hour without a leading zero), `name`
("22 augusti 08.30, Stöld, Skara"), `summary`, `url`, `type`, `location {name, gps}`. `datetime` is
mostly the time of publication; when it happened stands in `name`, without a year.
"""

import hashlib
import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

SWEDEN = ZoneInfo("Europe/Stockholm")
_FIELDS = {"datetime": 60, "name": 300, "summary": 5000, "url": 500, "type": 120}
_PLACE = {"name": 120, "gps": 60}
_PUBLISHED = re.compile(
    r"\s*(\d{4})-(\d{1,2})-(\d{1,2})[ T]+(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?(?:\.\d+)?\s*"
    r"(?P<offset>Z|[+-]\d{1,2}:?\d{2})?\s*"
)
_HAPPENED = re.compile(r"\s*(\d{1,2})\s+([a-zåäö]+)\s+(?:kl\.?\s*)?(\d{1,2})[.:](\d{2})", re.I)
_MONTHS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_BIGGEST_ID = 2**63 - 1


class NotAnAnswer(Exception):
    """The bytes are no list of events. The sentence says what came instead."""


@dataclass(frozen=True, slots=True)
class Event:
    """One event in the wording of one answer; `place` is the name of a kommun or a län."""

    id: int
    published: datetime | None
    name: str
    summary: str
    type: str
    place: str
    url: str
    content: dict[str, Any]

    @property
    def content_hash(self) -> str:
        """SHA-256 of the wording: another hash is another version."""
        return hashlib.sha256(json.dumps(self.content, sort_keys=True).encode()).hexdigest()

    @property
    def happened(self) -> datetime | None:
        """When it happened, Swedish local time, as far as the name says."""
        return happened(self.name, self.published)

    @property
    def is_summary(self) -> bool:
        """A night's or an evening's selection of many events (about one in six)."""
        return self.type.casefold().startswith("sammanfattning")

    @property
    def is_whole_county(self) -> bool:
        """Only the län is known (about four in ten)."""
        return self.place.casefold().endswith(" län")


@dataclass(frozen=True, slots=True)
class Reading:
    """The events of an answer in its order, each id once, and how many entries had no use."""

    events: tuple[Event, ...]
    refused: int = 0


def read(body: bytes) -> Reading:
    """The events of an answer's body. Raises `NotAnAnswer`; a single bad entry is only counted."""
    try:
        entries = json.loads(body.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise NotAnAnswer("Polisens svar gick inte att läsa som JSON.") from None
    if not isinstance(entries, list):
        raise NotAnAnswer("Polisens svar var ingen lista med händelser.")
    events: dict[int, Event] = {}
    for entry in entries:
        event = read_event(entry)
        if event:
            events.setdefault(event.id, event)
    return Reading(tuple(events.values()), len(entries) - len(events))


def read_event(entry: object) -> Event | None:
    """One entry of the list; None when it has no id or no name to show."""
    if not isinstance(entry, dict):
        return None
    number = _id(entry.get("id"))
    content: dict[str, Any] = {key: _text(entry.get(key), size) for key, size in _FIELDS.items()}
    place = entry.get("location")
    place = place if isinstance(place, dict) else {"name": place}
    content["location"] = {key: _text(place.get(key), size) for key, size in _PLACE.items()}
    if number is None or not content["name"]:
        return None
    return Event(
        id=number,
        published=published(content["datetime"]),
        name=content["name"],
        summary=content["summary"],
        type=content["type"],
        place=content["location"]["name"],
        url=content["url"],
        content={"id": number, **content},
    )


def published(text: str) -> datetime | None:
    """The time of publication in UTC; Swedish local time is assumed when no offset is given."""
    match = _PUBLISHED.fullmatch(text)
    if not match:
        return None
    numbers = [int(part or 0) for part in match.groups()[:6]]
    try:
        moment = datetime(*numbers, tzinfo=_offset(match["offset"]))  # type: ignore[arg-type, misc]
        return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def happened(name: str, near: datetime | None) -> datetime | None:
    """The event's own time, naive Swedish local time: "22 augusti 08.30, Stöld, Skara".

    The year is the one that lies nearest `near`, the publication: on 2 January, "31 december"
    was last year; a notice of what is planned may lie some days ahead.
    """
    match = _HAPPENED.match(name)
    if not match or near is None or match[2].lower()[:3] not in _MONTHS:
        return None
    local = near.astimezone(SWEDEN).replace(tzinfo=None)
    month = _MONTHS.index(match[2].lower()[:3]) + 1
    hour, minute = int(match[3]), int(match[4])
    candidates = []
    for year in (local.year - 1, local.year, local.year + 1):
        try:
            candidates.append(local.replace(year, month, int(match[1]), hour, minute, 0, 0))
        except ValueError:
            continue
    return min(candidates, key=lambda moment: abs(moment - local), default=None)


def _offset(text: str | None) -> timezone | ZoneInfo:
    if text is None:
        return SWEDEN
    if text == "Z":
        return UTC
    hours, minutes = int(text[1:].replace(":", "")[:-2]), int(text[-2:])
    ahead = timedelta(hours=hours, minutes=minutes)
    return timezone(-ahead if text[0] == "-" else ahead)


def _id(value: object) -> int | None:
    if isinstance(value, str) and value.strip().isdecimal() and len(value) < 20:
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int):
        return None
    return value if 0 < value <= _BIGGEST_ID else None


def _text(value: object, size: int) -> str:
    """Text that every database can hold; anything but a text counts as none."""
    return _UNSTORABLE.sub("\ufffd", value)[:size] if isinstance(value, str) else ""
