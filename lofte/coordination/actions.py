"""Prepare -> note -> close. A closed meeting is minutes, and they never change."""

import hashlib
import json
from collections.abc import Iterable
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import F, Max
from django.utils import timezone

from lofte.audit.actions import Actor, action, record
from lofte.audit.refusals import Refused
from lofte.coordination.agenda import minutes
from lofte.coordination.calendar import next_meeting
from lofte.coordination.holding import locked
from lofte.coordination.models import (
    POINTS,
    Attendance,
    Meeting,
    MeetingNote,
    MeetingPriority,
    Telling,
)
from lofte.coordination.queries import picture_for
from lofte.coordination.states import Audience, MeetingState, WrongState
from lofte.people.free_text import checked
from lofte.people.models import Party, User
from lofte.people.states import Role
from lofte.places.models import Kommun, NamedPlace


@action
def plan_meeting(*, kommun: Kommun, held_on: date, by: Actor) -> Meeting:
    """A meeting on a day; at most one a day."""
    try:
        with transaction.atomic():
            meeting = Meeting.objects.create(kommun=kommun, held_on=held_on)
    except IntegrityError as error:
        raise Refused(f"Det finns redan ett möte {held_on}. Inget nytt skapades.") from error
    record("meeting.planned", meeting, by=by)
    return meeting


@action
def write_note(*, meeting: Meeting, point: int, text: str, version: int, by: User) -> MeetingNote:
    """The words on a point. `version` is what was read, 0 when nothing was written yet."""
    locked(meeting)
    if point not in POINTS:
        raise Refused("Punkten finns inte på dagordningen. Inget sparades.")
    words = checked(text)
    rows = MeetingNote.objects.unscoped("the note at hand").filter(meeting=meeting, point=point)
    if version:
        saved = rows.filter(version=version).update(text=words, version=F("version") + 1)
    else:
        _note, saved = rows.get_or_create(meeting=meeting, point=point, defaults={"text": words})
    # The page may have saved the same words by itself on the way to the button.
    if not saved and not rows.filter(text=words).exists():
        raise WrongState(
            "Någon annan hann ändra anteckningen. Din text finns kvar i rutan. Läs den nya och "
            "försök igen."
        )
    note = rows.get()
    record("meeting.noted", meeting, by=by, point=point)
    return note


@action
def set_attendance(
    *, meeting: Meeting, present: Iterable[tuple[Party, Role]], by: User
) -> list[Attendance]:
    """Which parties and roles took part; persons are not noted."""
    row = locked(meeting)
    rows = Attendance.objects.unscoped("the meeting's own").filter(meeting=row)
    rows.delete()
    made = Attendance.objects.bulk_create(
        Attendance(meeting=row, party=party, role=role) for party, role in present
    )
    record("meeting.attended", row, by=by, count=len(made))
    return made


@action
def add_priority(
    *, meeting: Meeting, text: str, place: NamedPlace | None, by: User
) -> MeetingPriority:
    row = locked(meeting)
    rows = MeetingPriority.objects.unscoped("the next number").filter(meeting=row)
    last = rows.aggregate(last=Max("number"))["last"] or 0
    made = MeetingPriority.objects.create(
        meeting=row, number=last + 1, text=checked(text), place=place
    )
    record("meeting.prioritised", row, by=by, number=made.number)
    return made


@action
def remove_priority(*, priority: MeetingPriority, by: User) -> None:
    row = locked(priority.meeting)
    MeetingPriority.objects.unscoped("the row at hand").filter(pk=priority.pk).delete()
    record("meeting.priority_removed", row, by=by, number=priority.number)


@action
def add_telling(*, meeting: Meeting, audience: Audience, text: str, by: User) -> Telling:
    row = locked(meeting)
    made = Telling.objects.create(meeting=row, audience=audience, text=checked(text))
    record("meeting.to_tell", row, by=by, audience=audience)
    return made


@action
def remove_telling(*, telling: Telling, by: User) -> None:
    row = locked(telling.meeting)
    Telling.objects.unscoped("the row at hand").filter(pk=telling.pk).delete()
    record("meeting.telling_removed", row, by=by)


@action
def close_meeting(*, meeting: Meeting, next_on: date | None, by: User) -> Meeting:
    """Freeze the minutes and plan the next meeting."""
    row = locked(meeting)
    if next_on is not None and next_on <= row.held_on:
        raise Refused("Nästa möte ska vara efter det här. Mötet är inte avslutat.")
    row.picture = picture_for(row, by)
    row.next_on = next_on or next_meeting(row.kommun, row.held_on)
    document = minutes(row, by, timezone.localdate())
    content = json.dumps(document, ensure_ascii=False, sort_keys=True)
    row.document = document
    row.checksum = hashlib.sha256(content.encode()).hexdigest()
    row.state = MeetingState.CLOSED
    row.closed_at, row.closed_by = timezone.now(), by
    row.save()
    record("meeting.closed", row, by=by, checksum=row.checksum)
    _plan_next(row, by)
    return row


def _plan_next(row: Meeting, by: User) -> None:
    rows = Meeting.objects.unscoped("is the next one planned?").filter(kommun=row.kommun)
    if row.next_on and not rows.filter(held_on=row.next_on).exists():
        plan_meeting(kommun=row.kommun, held_on=row.next_on, by=by)
