"""A period closes by itself the day after its meeting: the draft is made a last time.

What is received later is left out of it, and counted and told of in the next picture.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial

from django.utils import timezone

from lofte.analysis.periods import Period
from lofte.audit.actions import SYSTEM
from lofte.audit.refusals import Refused
from lofte.management.dues import Due, NotYet
from lofte.places.models import Kommun
from lofte.situation import actions as situation
from lofte.situation.queries import is_frozen

LOOK_BACK = timedelta(days=14)


def due(now: datetime) -> Iterator[Due]:
    today = timezone.localdate(now)
    for kommun in Kommun.objects.unscoped("the scheduler serves every kommun").order_by("code"):
        period = kommun.period_of(today).previous()
        while kommun.closes(period) > today - LOOK_BACK:
            if kommun.closes(period) <= today:
                key = f"{kommun.code} {period.key}"
                yield Due("period stängd", key, partial(_close, kommun, period))
            period = period.previous()


def _close(kommun: Kommun, period: Period) -> None:
    """A frozen picture is closed already."""
    if is_frozen(kommun, period.key):
        return
    try:
        situation.compile_picture(kommun=kommun, period=period, by=SYSTEM)
    except Refused as refusal:
        raise NotYet(str(refusal)) from refusal
