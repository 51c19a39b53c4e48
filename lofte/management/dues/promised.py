"""Owners of commitments and indicators are reminded by letter: each reminder day once."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial

from django.utils import timezone

from lofte.audit.actions import SYSTEM
from lofte.management.dues import Due
from lofte.promises.reminding.actions import remind
from lofte.promises.reminding.queries import waiting


def due(now: datetime) -> Iterator[Due]:
    today = timezone.localdate(now)
    for item in waiting(today):
        day = item.reminder(today)
        if day is not None:
            key = f"{item.kind} {item.row.pk} {day}"
            act = partial(remind, item=item, day=day, now=now, by=SYSTEM)
            yield Due("påminnelse om löfte", key, act)
