"""The Act's two clocks warn by letter at 18, 22 and 24 months: each mark once."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial

from django.utils import timezone

from lofte.audit.actions import SYSTEM
from lofte.duties.actions import warn
from lofte.duties.clocks import clocks_of
from lofte.management.dues import Due
from lofte.places.models import Kommun


def due(now: datetime) -> Iterator[Due]:
    """A scheduler that stood still sends the last mark that passed, not each of them."""
    today = timezone.localdate(now)
    for kommun in Kommun.objects.unscoped("the scheduler serves every kommun"):
        for clock in clocks_of(kommun, today):
            if clock.mark:
                key = f"{kommun.code} {clock.kind} {clock.start} {clock.mark}"
                act = partial(warn, kommun=kommun, clock=clock, now=now, by=SYSTEM)
                yield Due("lagens klocka", key, act)
