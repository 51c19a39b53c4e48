"""Owners are reminded of their decisions by letter: once a reminder day, never close together."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial

from django.utils import timezone

from lofte.audit.actions import SYSTEM
from lofte.coordination.decisions.actions import remind
from lofte.coordination.queries import waiting_for_owner
from lofte.management.dues import Due
from lofte.people.letters.rhythm import reminder_on


def due(now: datetime) -> Iterator[Due]:
    today = timezone.localdate(now)
    for decision in waiting_for_owner():
        day = reminder_on(decision.due, decision.decided_on, decision.reminded_on, today)
        if day is not None:
            key = f"{decision.pk} {day}"
            act = partial(remind, decision=decision, day=day, now=now, by=SYSTEM)
            yield Due("påminnelse om beslut", key, act)
