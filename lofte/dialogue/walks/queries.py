"""The points of walks, and those whose time has passed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet

from lofte.dialogue.models import Dialogue
from lofte.dialogue.walks.models import WalkPoint
from lofte.dialogue.walks.states import PointState
from lofte.places.models import Kommun
from lofte.places.scope import Viewer


def points_of(dialogue: Dialogue, viewer: Viewer) -> QuerySet[WalkPoint]:
    rows: QuerySet[WalkPoint] = WalkPoint.objects.visible_to(viewer).filter(dialogue=dialogue)
    return rows


def late(kommun: Kommun, viewer: Viewer, today: date) -> QuerySet[WalkPoint]:
    """Promised for a day that has passed, and nothing is said of them: longest waiting first."""
    rows: QuerySet[WalkPoint] = WalkPoint.objects.visible_to(viewer).filter(
        dialogue__kommun=kommun, state=PointState.WAITING, target__lt=today
    )
    return rows.select_related("dialogue").order_by("target", "pk")


AHEAD = timedelta(days=14)


def to_remind_of(today: date) -> Iterable[tuple[Dialogue, date, list[WalkPoint]]]:
    """The points that wait, by dialogue and target: two weeks ahead, and when the day has been."""
    rows = WalkPoint.objects.unscoped("the scheduler serves every kommun").filter(
        state=PointState.WAITING, target__lte=today + AHEAD
    )
    found: dict[tuple[int, date], list[WalkPoint]] = {}
    for row in rows.select_related("dialogue__kommun").order_by("dialogue", "target", "pk"):
        found.setdefault((row.dialogue_id, row.target), []).append(row)
    for (_dialogue, target), points in found.items():
        yield points[0].dialogue, target, points


@dataclass(frozen=True, slots=True)
class Walked:
    """Where a walk stopped, and what for."""

    id: int
    where: str
    walk: str
    dialogue: int
    state: str
    x: float
    y: float


def walked(kommun: Kommun, first: date, end: date) -> tuple[Walked, ...]:
    """Points with a spot, of walks in [first, end)."""
    rows = WalkPoint.objects.unscoped("the page has asked who may read").filter(
        dialogue__kommun=kommun,
        dialogue__opens__gte=first,
        dialogue__opens__lt=end,
        x__isnull=False,
    )
    return tuple(
        Walked(
            id=row.pk,
            where=row.where,
            walk=row.dialogue.title,
            dialogue=row.dialogue_id,
            state=str(row.get_state_display()),
            x=row.x,
            y=row.y,
        )
        for row in rows.select_related("dialogue").order_by("dialogue__opens", "pk")
        if row.x is not None and row.y is not None
    )
