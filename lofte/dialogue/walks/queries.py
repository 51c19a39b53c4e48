"""The points of walks, and those whose time has passed."""

from datetime import date

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
