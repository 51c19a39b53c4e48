"""Decides what an answer means for the events we know: pure, the clock is the answer's own time.

What an answer is worth (measured on two years of answers: one in a thousand was empty, one in a
thousand short and old, and one event in eight vanished from an answer and came back):

- WHOLE: at least `FULL` events, the newest published within `FRESH`. It may do everything.
- PARTIAL: asked for or replayed as a part, or short but fresh. It adds, changes and brings back;
  what it leaves out means nothing.
- STALE: the newest event is older than `FRESH`. It adds events never seen, and a wording never
  seen is kept as an older version; nothing that we show changes.
- LATE: fetched before the latest answer that we have taken in (a replay). It tells of an event
  only what lies after the time we last saw that event; otherwise it is as a stale one.
- EMPTY: no events. It means nothing.

Withdrawn: an event that `ABSENCES` whole answers in a row have left out, the last one at least
`LASTING` after the event was last seen, although each reached back past its publication. An answer
reaches back to the publication that a tenth of its events lie before (a few much older ones are
always there, because they were edited). An event older than that has only aged out and stays as
it is. A withdrawn event that a trusted answer shows again has returned. Nothing is ever deleted.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from lofte.importers.polisen.parse import Event

FULL = 450
FRESH = timedelta(hours=12)
ABSENCES = 3
LASTING = timedelta(minutes=30)
_OLD_SHARE = 10


class Worth(StrEnum):
    WHOLE = "whole"
    PARTIAL = "partial"
    STALE = "stale"
    LATE = "late"
    EMPTY = "empty"


class Change(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    OLDER = "older"
    UNCHANGED = "unchanged"
    RETURNED = "returned"
    ABSENT = "absent"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Answer:
    """What was fetched (aware time); `part` when only a part of the feed was asked for."""

    at: datetime
    events: tuple[Event, ...]
    part: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """What we keep about an event to judge the next answer; `wordings` are all hashes ever seen."""

    id: int
    content_hash: str
    published: datetime | None
    last_seen: datetime
    wordings: frozenset[str] = frozenset()
    absent: int = 0
    withdrawn_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """What happens to one event; `wording` is there when it is a version to keep."""

    change: Change
    known: Known
    wording: Event | None = None


@dataclass(frozen=True, slots=True)
class Digest:
    """What the answer was worth and every event's step (none for an event that is left alone)."""

    worth: Worth
    steps: tuple[Step, ...]

    def count(self, change: Change) -> int:
        return sum(step.change is change for step in self.steps)


def worth(answer: Answer, latest: datetime | None) -> Worth:
    """How far to trust an answer; `latest` is the time of the latest answer taken in."""
    if not answer.events:
        return Worth.EMPTY
    if latest is not None and answer.at < latest:
        return Worth.LATE
    if answer.part:
        return Worth.PARTIAL
    if not _is_fresh(answer):
        return Worth.STALE
    return Worth.WHOLE if len(answer.events) >= FULL else Worth.PARTIAL


def reaches_back_to(answer: Answer) -> datetime | None:
    """The publication from which on the answer holds everything."""
    times = sorted(event.published for event in answer.events if event.published)
    return times[len(times) // _OLD_SHARE] if times else None


def digest(known: Mapping[int, Known], answer: Answer, *, latest: datetime | None) -> Digest:
    """Every step that the answer leads to.

    `known` must hold the events of the answer that we know, and for a whole answer also every
    event not withdrawn that was published after `reaches_back_to`; more does no harm.
    """
    value = worth(answer, latest)
    return Digest(value, tuple(_steps(known, answer, value)))


def _is_fresh(answer: Answer) -> bool:
    times = [event.published for event in answer.events if event.published]
    return bool(times) and answer.at - max(times) <= FRESH


def _steps(known: Mapping[int, Known], answer: Answer, value: Worth) -> Iterator[Step]:
    once = {event.id: event for event in reversed(answer.events)}
    for event in once.values():
        before = known.get(event.id)
        if before is None:
            fresh = Known(event.id, event.content_hash, event.published, answer.at)
            yield Step(Change.NEW, replace(fresh, wordings=frozenset({event.content_hash})), event)
        elif _is_trusted(before, answer, value):
            yield _seen(before, event, answer.at)
        elif event.content_hash not in before.wordings:
            kept = replace(before, wordings=before.wordings | {event.content_hash})
            yield Step(Change.OLDER, kept, event)
    if value is Worth.WHOLE:
        yield from _missing(known, answer)


def _is_trusted(before: Known, answer: Answer, value: Worth) -> bool:
    if value is Worth.LATE:
        newer = answer.at >= before.last_seen and before.withdrawn_at is None
        return newer and (answer.part or _is_fresh(answer))
    return value in (Worth.WHOLE, Worth.PARTIAL)


def _seen(before: Known, event: Event, at: datetime) -> Step:
    changed = before.content_hash != event.content_hash
    wordings = before.wordings | {event.content_hash}
    known = Known(event.id, event.content_hash, event.published, at, wordings)
    change = Change.CHANGED if changed else Change.UNCHANGED
    if before.withdrawn_at is not None:
        change = Change.RETURNED
    return Step(change, known, event if changed else None)


def _missing(known: Mapping[int, Known], answer: Answer) -> Iterator[Step]:
    there = {event.id for event in answer.events}
    start = reaches_back_to(answer)
    for before in known.values():
        if before.id in there or before.withdrawn_at is not None:
            continue
        if start is None or before.published is None or before.published <= start:
            continue
        after = replace(before, absent=before.absent + 1)
        if after.absent >= ABSENCES and answer.at - before.last_seen >= LASTING:
            yield Step(Change.WITHDRAWN, replace(after, withdrawn_at=answer.at))
        else:
            yield Step(Change.ABSENT, after)
