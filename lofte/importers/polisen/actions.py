"""Writes what an answer of the police's API means: all of it or nothing."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import F, Max, Q

from lofte.audit.actions import Actor, action, record
from lofte.importers.polisen.feed import (
    Answer,
    Change,
    Digest,
    Known,
    Step,
    Worth,
    digest,
    reaches_back_to,
)
from lofte.importers.polisen.parse import Event
from lofte.people.free_text import masked
from lofte.statistics.models import NewsEvent, NewsVersion

# SQLite takes no more than some thousands of values in one question.
_BATCH = 500
_SHOWN = ("published_at", "name", "summary", "type", "location", "url")


@dataclass(frozen=True, slots=True)
class _Wording:
    """A wording without personal data, and the hash of what came."""

    event: Event
    content_hash: str

    @property
    def shown(self) -> dict[str, Any]:
        event = self.event
        values = (
            *(event.published, event.name[:300], event.summary),
            *(event.type, event.place, event.url),
        )
        return dict(zip(_SHOWN, values, strict=True))


def follow(*, answer: Answer, by: Actor) -> Digest:
    """Take in an answer. An answer without events changes nothing."""
    if not answer.events:
        return Digest(Worth.EMPTY, ())
    return take_in(answer=answer, by=by)


@action
def take_in(*, answer: Answer, by: Actor) -> Digest:
    """New, changed, returned, absent and withdrawn events, written together.

    The personal data that the guard finds is masked before anything is stored; the hash is that
    of the wording as it came, so that the same wording is never taken for a new one.
    """
    latest = NewsEvent.objects.aggregate(latest=Max("last_seen"))["latest"]
    result = digest(_known(answer), answer, latest=latest)
    wordings = {s.known.id: _masked(s.wording) for s in result.steps if s.wording}
    new = {step.known.id for step in result.steps if step.change is Change.NEW}
    older = {step.known.id for step in result.steps if step.change is Change.OLDER}
    _write_new([wordings[number] for number in new], answer.at)
    _write_seen(result.steps, answer.at)
    _write_missing(result.steps, answer.at)
    _write_wordings(wordings, older, answer.at)
    counts: dict[str, Any] = {change.value: result.count(change) for change in Change}
    target = NewsEvent.objects.get(police_id=answer.events[0].id)
    record("news.followed", target, by=by, worth=result.worth.value, **counts)
    return result


def _known(answer: Answer) -> dict[int, Known]:
    ids = [event.id for event in answer.events]
    start = reaches_back_to(answer)
    known: dict[int, Known] = {}
    for batch in _batches(ids):
        known |= _read(Q(police_id__in=batch))
    if start is not None and not answer.part:
        known |= _read(Q(published_at__gt=start, withdrawn_at=None))
    return known


def _read(condition: Q) -> dict[int, Known]:
    # By number, not by a query in the query: PostgreSQL plans that badly in a table it has not
    # counted yet, and reads every wording for every event.
    rows = {row.pk: row for row in NewsEvent.objects.filter(condition)}
    hashes: dict[int, list[str]] = {}
    versions = NewsVersion.objects.filter(event__in=list(rows)).order_by("number")
    for event_id, content_hash in versions.values_list("event_id", "content_hash"):
        hashes.setdefault(event_id, []).append(content_hash)
    return {
        row.police_id: Known(
            id=row.police_id,
            content_hash=hashes[row.pk][-1],
            published=row.published_at,
            last_seen=row.last_seen,
            wordings=frozenset(hashes[row.pk]),
            absent=row.absent_answers,
            withdrawn_at=row.withdrawn_at,
        )
        for row in rows.values()
    }


def _write_new(wordings: Iterable[_Wording], at: datetime) -> None:
    NewsEvent.objects.bulk_create(
        [
            NewsEvent(police_id=wording.event.id, first_seen=at, last_seen=at, **wording.shown)
            for wording in wordings
        ],
        batch_size=_BATCH,
    )


def _write_seen(steps: Iterable[Step], at: datetime) -> None:
    seen = (Change.CHANGED, Change.UNCHANGED, Change.RETURNED)
    ids = [step.known.id for step in steps if step.change in seen]
    for batch in _batches(ids):
        NewsEvent.objects.filter(police_id__in=batch).update(
            last_seen=at, absent_answers=0, withdrawn_at=None
        )


def _write_missing(steps: Iterable[Step], at: datetime) -> None:
    missing: dict[Change, list[int]] = {Change.ABSENT: [], Change.WITHDRAWN: []}
    for step in steps:
        if step.change in missing:
            missing[step.change].append(step.known.id)
    for change, ids in missing.items():
        marks: dict[str, Any] = {"withdrawn_at": at} if change is Change.WITHDRAWN else {}
        for batch in _batches(ids):
            NewsEvent.objects.filter(police_id__in=batch).update(
                absent_answers=F("absent_answers") + 1, **marks
            )


def _write_wordings(wordings: dict[int, _Wording], older: set[int], at: datetime) -> None:
    """The highest number is the wording that we show; an older one goes in just below it."""
    versions, changed = [], []
    for batch in _batches(list(wordings)):
        rows = NewsEvent.objects.filter(police_id__in=batch)
        for row in rows.annotate(versions_n=Max("versions__number")):
            wording, highest = wordings[row.police_id], row.versions_n or 0
            if row.police_id in older:
                row.versions.filter(number=highest).update(number=highest + 1)
                versions.append(_version(row, wording, highest, at))
                continue
            versions.append(_version(row, wording, highest + 1, at))
            for name, value in wording.shown.items():
                setattr(row, name, value)
            changed += [row] if highest else []
    NewsEvent.objects.bulk_update(changed, _SHOWN, batch_size=100)
    NewsVersion.objects.bulk_create(versions, batch_size=_BATCH)


def _version(row: NewsEvent, wording: _Wording, number: int, at: datetime) -> NewsVersion:
    return NewsVersion(
        event=row,
        number=number,
        seen_at=at,
        content_hash=wording.content_hash,
        content=wording.event.content,
    )


def _masked(event: Event) -> _Wording:
    name, summary = masked(event.name), masked(event.summary)
    content = {**event.content, "name": name, "summary": summary}
    kept = replace(event, name=name, summary=summary, content=content)
    return _Wording(kept, event.content_hash)


def _batches(ids: list[int]) -> list[list[int]]:
    return [ids[at : at + _BATCH] for at in range(0, len(ids), _BATCH)]
