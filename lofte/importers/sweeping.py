"""Files that people brought are kept no longer than needed, whether anybody comes or not."""

from datetime import datetime

from lofte.importers import storing
from lofte.importers.setup import drawer
from lofte.importers.web import jobs
from lofte.importers.web.waiting import WAITS
from lofte.places.models import Kommun


def sweep(now: datetime) -> None:
    """Remove waiting uploads after a day, jobs after a week and rejected rows after two weeks."""
    storing.sweep(drawer.home(), WAITS, now=now)
    for kommun in Kommun.objects.unscoped("the sweeping serves every kommun"):
        jobs.sweep(kommun, now=now)
        storing.sweep_rejects(kommun, now=now)
