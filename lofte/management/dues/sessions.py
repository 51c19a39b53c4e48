"""Sign-ins that have run out are removed once a day."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial

from django.core.management import call_command
from django.utils import timezone

from lofte.management.dues import Due


def due(now: datetime) -> Iterator[Due]:
    day = timezone.localdate(now).isoformat()
    yield Due("utgångna inloggningar", day, partial(call_command, "clearsessions"))
