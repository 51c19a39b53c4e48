"""Addresses that never said yes to be told are gone after a week."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial

from django.utils import timezone

from lofte.audit.actions import SYSTEM
from lofte.management.dues import Due
from lofte.publishing.following.actions import forget_unanswered


def due(now: datetime) -> Iterator[Due]:
    act = partial(forget_unanswered, now=now, by=SYSTEM)
    yield Due("adresser utan svar", f"{timezone.localdate(now)}", act)
