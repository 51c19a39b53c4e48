"""When a picture is frozen or a meeting closed, reporters hear what became of their reports."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial

from lofte.audit.actions import SYSTEM
from lofte.coordination.queries import closed_since
from lofte.desk.letters import tell_decisions, tell_reporters
from lofte.management.dues import Due
from lofte.places.models import Kommun
from lofte.situation.queries import frozen_of

LOOK_BACK = timedelta(days=31)


def due(now: datetime) -> Iterator[Due]:
    for kommun in Kommun.objects.unscoped("the scheduler serves every kommun").order_by("code"):
        lately = frozen_of(kommun).filter(frozen_at__gt=now - LOOK_BACK, frozen_at__lte=now)
        for picture in lately.select_related("kommun").defer("document"):
            work = partial(tell_reporters, picture, now, by=SYSTEM)
            yield Due("besked till rapportörer", f"{kommun.code} {picture.period_key}", work)
    for meeting in closed_since(now - LOOK_BACK, now):
        work = partial(tell_decisions, meeting, now, by=SYSTEM)
        yield Due("besked om mötets beslut", f"{meeting.kommun.code} {meeting.held_on}", work)
