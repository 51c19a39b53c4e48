"""A point is written, changed, settled, or taken back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse

from lofte.audit.actions import Actor, action, record
from lofte.audit.refusals import Refused
from lofte.dialogue.feedback.queries import receivers
from lofte.dialogue.models import Dialogue
from lofte.dialogue.states import Format, State
from lofte.dialogue.walks.models import WalkPoint
from lofte.dialogue.walks.states import CannotSettle, PointState, check_move
from lofte.people.free_text import checked
from lofte.people.letters.actions import Draft
from lofte.people.letters.sending import address
from lofte.people.letters.to_each import queue_to_each
from lofte.places.models import NamedPlace
from lofte.places.queries import cell_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """What is written about a place."""

    where: str
    seen: str
    todo: str
    owner: str
    target: date
    place: NamedPlace | None = None
    x: float | None = None
    y: float | None = None


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
    near = point.place
    row.x, row.y = (
        (point.x, point.y) if point.x is not None else (near.x, near.y) if near else (None, None)
    )
    row.cell = cell_of(row.x, row.y)
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


@action
def remind_of_points(
    *, dialogue: Dialogue, rows: Sequence[WalkPoint], now: datetime, by: Actor
) -> int:
    """A letter to each who leads dialogues and wants reminders: what was promised for which day."""
    people = receivers(dialogue.kommun)
    page = address(reverse("walks:protocol", args=[dialogue.kommun.slug, dialogue.pk]))
    lines = "\n".join(f"- {row.where}: {row.todo} ({row.owner}), {row.target}" for row in rows)
    draft = Draft(
        key=f"vandring {dialogue.pk} {rows[0].target} {now.date()}",
        kind="dialogue.walk",
        subject=f"Trygghetsvandringen: säg vad det blev, {dialogue.title}",
        text=(
            f"De som gick med på ”{dialogue.title}” fick veta att det här ska vara gjort:\n\n"
            f"{lines}\n\n"
            f"Säg vad det blev, eller varför inte: {page}\n\n"
            "Du får brevet för att du arbetar med dialoger. Du kan stänga av påminnelser på "
            "din sida."
        ),
        about=dialogue,
    )
    queue_to_each(people=people, draft=draft, kommun=dialogue.kommun, now=now, by=by)
    record("walk.points_reminded", dialogue, by=by, letters=len(people), points=len(rows))
    return len(people)
