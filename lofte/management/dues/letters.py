"""Letters whose time has come leave at every run."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial

from lofte.audit.actions import SYSTEM
from lofte.management.dues import Due
from lofte.people.letters.sending import send_waiting


def due(now: datetime) -> Iterator[Due]:
    yield Due("brev", "", partial(send_waiting, now, by=SYSTEM))
