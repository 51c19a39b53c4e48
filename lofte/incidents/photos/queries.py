from datetime import datetime, timedelta

from lofte.incidents.models import Photo
from lofte.incidents.photos import storing

WRITING = timedelta(days=1)


def sweep_photos(now: datetime) -> int:
    """Erase the files that no report names: a report that is gone takes its photo with it."""
    kept = set(Photo.objects.unscoped("every file in use").values_list("file", flat=True))
    return storing.sweep(kept, (now - WRITING).timestamp())
