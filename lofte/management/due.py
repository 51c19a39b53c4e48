"""Doing what is due: run at any interval, twice at once or after a pause."""

import logging
from collections.abc import Iterator
from datetime import datetime

from lofte.audit.actions import SYSTEM, do_once
from lofte.management.dues import Due, NotYet, everything

log = logging.getLogger(__name__)


def run_due(now: datetime) -> Iterator[str]:
    """Do everything that is due and has not been done; says each thing that it did.

    One thing that fails does not stop the rest: it is said, and is due again next time.
    """
    for due in everything(now):
        name = f"{due.job} {due.key}".strip()
        try:
            if _do(due):
                yield name
        except NotYet as reason:
            log.info("%s: %s", name, reason)
        except Exception:
            log.exception("%s gick inte att göra", name)
            yield f"{name}: misslyckades, försöks igen nästa gång"


def _do(due: Due) -> bool:
    if not due.key:
        return bool(due.work())
    if not due.outside:
        return do_once(due.job, due.key, due.work, by=SYSTEM)
    claimed = do_once(due.job, due.key, lambda: None, by=SYSTEM)
    if claimed:
        due.work()
    return claimed
