"""The communication plan as it is read."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from lofte.people.models import Party, User
from lofte.promises.commitments.models import Commitment
from lofte.promises.models import Promise
from lofte.promises.signed import lines_of, may_hold, texts_beside, that_hold
from lofte.promises.states import MOVING
from lofte.promises.telling.models import Announcement
from lofte.promises.telling.states import Standing, standing

TELLS = re.compile(r"berätt|kommunic|informer|återkoppl|kommunikation", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the plan with where it stands today."""

    row: Announcement
    standing: Standing
    serves: str = ""  # the commitment in the words that hold


def plan_of(promise: Promise, viewer: User, *, today: date) -> list[Line]:
    """In order of time; what was struck comes last."""
    rows = Announcement.objects.visible_to(viewer).filter(promise=promise)
    signed = _signed_words(promise, viewer)
    lines = [
        Line(
            row,
            standing(row.due, row.done_on, dropped=row.dropped_at is not None, today=today),
            signed.get(row.commitment_id, row.commitment.text if row.commitment else ""),
        )
        for row in rows.select_related("party", "commitment")
    ]
    return sorted(lines, key=lambda line: line.standing == Standing.DROPPED)


def _signed_words(promise: Promise, viewer: User) -> dict[int | None, str]:
    """Of a promise whose rows are being changed; of any other nothing: its rows say it."""
    if promise.state not in MOVING:
        return {}
    return {row.pk: row.text for row in points_to_tell(promise, viewer)}


def points_to_tell(promise: Promise, viewer: User) -> list[Commitment]:
    """What telling may serve: the commitments that hold, whatever is being written of them."""
    texts = texts_beside([promise])
    rows = Commitment.objects.visible_to(viewer).filter(may_hold(texts), promise=promise)
    return that_hold(rows.select_related("promise").order_by("number"), texts)


def parties_to_tell(promise: Promise) -> list[Party]:
    return [line.party for line in lines_of(promise, texts_beside([promise]).get(promise.pk))]


def served_by(points: Sequence[Commitment]) -> Commitment | None:
    """The commitment that telling serves: a joint one that speaks of it, or else any that does."""
    speaking = [row for row in points if TELLS.search(row.text)]
    return next((row for row in speaking if row.joint), speaking[0] if speaking else None)
