"""The rows of answers lie in the order of their keys: nobody can read who answered when.

Every night while answers come and after they have stopped coming; see docs/decisions.md.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial

from django.db.models import Q
from django.utils import timezone

from lofte.audit.actions import SYSTEM
from lofte.dialogue.answering.actions import shuffle
from lofte.dialogue.models import Dialogue
from lofte.dialogue.states import State
from lofte.management.dues import Due

AFTERWARDS = timedelta(days=31)


def due(now: datetime) -> Iterator[Due]:
    today = timezone.localdate(now)
    rows = Dialogue.objects.unscoped("the scheduler serves every kommun")
    lately = Q(state=State.CLOSED, closes__gte=today - AFTERWARDS)
    if rows.filter(Q(state__in=[State.OPEN, State.ENDED]) | lately).exists():
        yield Due("blandning", today.isoformat(), partial(shuffle, by=SYSTEM))
