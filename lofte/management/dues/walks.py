"""What a walk was promised is reminded of two weeks ahead, and when the day has been."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial

from django.utils import timezone

from lofte.audit.actions import SYSTEM
from lofte.dialogue.walks.actions import remind_of_points
from lofte.dialogue.walks.queries import to_remind_of
from lofte.management.dues import Due


def due(now: datetime) -> Iterator[Due]:
    today = timezone.localdate(now)
    for dialogue, target, rows in to_remind_of(today):
        when = "efter" if target < today else "före"
        act = partial(remind_of_points, dialogue=dialogue, rows=rows, now=now, by=SYSTEM)
        yield Due("påminnelse om vandring", f"{dialogue.pk} {target} {when}", act)
