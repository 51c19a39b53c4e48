"""A letter to each who owns what waits. What is late is counted from its day, never typed."""

from datetime import date, datetime

from django.utils import timezone

from lofte.audit.actions import Actor, action, record
from lofte.people.letters.actions import Draft
from lofte.people.letters.to_each import queue_to_each
from lofte.promises.reminding.queries import Waiting, receivers
from lofte.promises.reminding.words import subject, text


@action
def remind(*, item: Waiting, day: date, now: datetime, by: Actor) -> int:
    """How many letters; the day is noted also when nobody wants any."""
    today = timezone.localdate(now)
    people = receivers(item)
    draft = Draft(
        key=f"{item.kind} {item.row.pk} {day}",
        kind="promise.reminder",
        subject=subject(item, today),
        text=text(item, today),
        about=item.row,
    )
    queue_to_each(people=people, draft=draft, kommun=item.kommun, now=now, by=by)
    rows = type(item.row)._default_manager.unscoped("what was reminded of")  # type: ignore[attr-defined]
    rows.filter(pk=item.row.pk).update(reminded_on=today)
    record("promise.reminded", item.row, by=by, kommun_code=item.kommun.code, letters=len(people))
    return len(people)
