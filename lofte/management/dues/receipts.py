"""What tells one sending from the same again goes when no phone tries any more."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial

from django.utils import timezone

from lofte.audit.actions import SYSTEM
from lofte.dialogue.actions import erase_receipts
from lofte.dialogue.queries import with_old_receipts
from lofte.management.dues import Due


def due(now: datetime) -> Iterator[Due]:
    today = timezone.localdate(now)
    for dialogue in with_old_receipts(today):
        erase = partial(erase_receipts, dialogue=dialogue, by=SYSTEM)
        yield Due("kvittenser ur en dialog", f"{dialogue.pk} {today}", erase)
