"""Answers of our own in the police's format, about places that do not exist."""

import json
from datetime import UTC, datetime, timedelta

from lofte.importers.polisen.feed import Answer
from lofte.importers.polisen.parse import read_event

NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)


def entry(number, *, published=NOON, place="Lyckeberga", **other):
    """One event as the API writes it; the hour without a leading zero."""
    return {
        "id": number,
        "datetime": f"{published:%Y-%m-%d} {published.hour}:{published:%M:%S} +00:00",
        "name": f"10 mars 08.30, Stöld, {place}",
        "summary": "En cykel är borta.",
        "url": f"/aktuellt/handelser/{number}/",
        "type": "Stöld",
        "location": {"name": place, "gps": "58.0,13.0"},
        **other,
    }


def many(count=500, *, newest=NOON, first=1000):
    """A usual answer: newest first, a quarter of an hour apart."""
    return [entry(first - i, published=newest - i * timedelta(minutes=15)) for i in range(count)]


def body(entries):
    return json.dumps(entries, ensure_ascii=False).encode()


def answer(entries, at=NOON, *, part=False):
    return Answer(at, tuple(read_event(one) for one in entries), part)
