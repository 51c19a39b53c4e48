"""A point is written, changed, settled, or taken back."""

from dataclasses import dataclass
from datetime import date

from lofte.audit.actions import Actor, action, record
from lofte.audit.refusals import Refused
from lofte.dialogue.models import Dialogue
from lofte.dialogue.states import Format, State
from lofte.dialogue.walks.models import WalkPoint
from lofte.dialogue.walks.states import CannotSettle, PointState, check_move
from lofte.people.free_text import checked
from lofte.places.models import NamedPlace


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """What is written about a place."""

    where: str
    seen: str
    todo: str
    owner: str
    target: date
    place: NamedPlace | None = None


@action
def add_point(*, dialogue: Dialogue, point: Point, by: Actor) -> WalkPoint:
    if dialogue.format != Format.WALK:
        raise Refused("Bara en trygghetsvandring har ett protokoll. Inget sparades.")
    if dialogue.state == State.DRAFT:
        raise Refused("Dialogen är ett utkast. Inget sparades. Öppna den och skriv sedan.")
    made = WalkPoint(dialogue=dialogue)
    _write(made, point)
    record("walk.point_added", made, by=by, kommun_code=dialogue.kommun.code)
    return made


@action
def change_point(*, row: WalkPoint, point: Point, by: Actor) -> WalkPoint:
    """As long as nothing has come of it."""
    if row.state != PointState.WAITING:
        raise CannotSettle("Punkten är avgjord. Inget ändrades. Ångra det först.")
    _write(row, point)
    record("walk.point_changed", row, by=by, kommun_code=row.dialogue.kommun.code)
    return row


def _write(row: WalkPoint, point: Point) -> None:
    kommun_id = row.dialogue.kommun_id
    if point.place is not None and point.place.kommun_id != kommun_id:
        raise Refused("Platsen hör till en annan kommun. Inget sparades.")
    row.where, row.seen = checked(point.where), checked(point.seen)
    row.todo, row.owner = checked(point.todo), checked(point.owner)
    row.target, row.place = point.target, point.place
    row.save()


@action
def settle_point(
    *, row: WalkPoint, to: PointState, reason: str, today: date, by: Actor
) -> WalkPoint:
    """Done; not done, with the reason; or waiting again."""
    check_move(row.state, to)
    words = checked(reason)
    if to == PointState.NOT_DONE and not words:
        raise Refused("Skriv varför det inte blir gjort. Inget ändrades.")
    row.state, row.reason = to, words if to == PointState.NOT_DONE else ""
    row.settled_on = None if to == PointState.WAITING else today
    row.save(update_fields=["state", "reason", "settled_on"])
    record("walk.point_settled", row, by=by, kommun_code=row.dialogue.kommun.code, to=to)
    return row


@action
def remove_point(*, row: WalkPoint, by: Actor) -> None:
    """Written by mistake. What has been settled stays."""
    if row.state != PointState.WAITING:
        raise CannotSettle("Punkten är avgjord och står kvar. Inget ändrades.")
    record("walk.point_removed", row, by=by, kommun_code=row.dialogue.kommun.code)
    row.delete()
