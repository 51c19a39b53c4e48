"""What people brought and nobody needs any more is removed once a day."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial

from django.utils import timezone

from lofte.importers.sweeping import sweep
from lofte.incidents.photos.queries import sweep_photos
from lofte.management.dues import Due


def due(now: datetime) -> Iterator[Due]:
    day = timezone.localdate(now).isoformat()
    yield Due("städning", day, partial(sweep, now))
    yield Due("bilder utan rapport", day, partial(sweep_photos, now))
