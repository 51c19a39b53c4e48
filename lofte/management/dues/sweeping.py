"""What people brought and nobody needs any more is removed once a day."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial

from django.utils import timezone

from lofte.importers.sweeping import sweep
from lofte.management.dues import Due


def due(now: datetime) -> Iterator[Due]:
    yield Due("städning", timezone.localdate(now).isoformat(), partial(sweep, now))
