"""The communication plan as it is read."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from lofte.people.models import User
from lofte.promises.commitments.models import Commitment
from lofte.promises.models import Promise
from lofte.promises.telling.models import Announcement
from lofte.promises.telling.states import Standing, standing

TELLS = re.compile(r"berätt|kommunic|informer|återkoppl|kommunikation", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the plan with where it stands today."""

    row: Announcement
    standing: Standing


def plan_of(promise: Promise, viewer: User, *, today: date) -> list[Line]:
    """In order of time; what was struck comes last."""
    rows = Announcement.objects.visible_to(viewer).filter(promise=promise)
    lines = [
        Line(
            row,
            standing(row.due, row.done_on, dropped=row.dropped_at is not None, today=today),
        )
        for row in rows.select_related("party", "commitment")
    ]
    return sorted(lines, key=lambda line: line.standing == Standing.DROPPED)


def served_by(points: Sequence[Commitment]) -> Commitment | None:
    """The commitment that telling serves: a joint one that speaks of it, or else any that does."""
    speaking = [row for row in points if TELLS.search(row.text)]
    return next((row for row in speaking if row.joint), speaking[0] if speaking else None)
