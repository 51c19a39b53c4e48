"""A draft for each period that has ended, one for each if the scheduler has been still."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial

from django.utils import timezone

from lofte.analysis.periods import Period
from lofte.audit.actions import SYSTEM
from lofte.audit.refusals import Refused
from lofte.management.dues import Due, NotYet
from lofte.places.models import Kommun
from lofte.situation import actions as situation
from lofte.situation.queries import has_picture

LOOK_BACK = timedelta(days=31)


def due(now: datetime) -> Iterator[Due]:
    today = timezone.localdate(now)
    for kommun in Kommun.objects.unscoped("the scheduler serves every kommun").order_by("code"):
        period = kommun.period_of(today).previous()
        while period.end > today - max(LOOK_BACK, timedelta(days=period.days)):
            yield Due("lägesbild", f"{kommun.code} {period.key}", partial(_compile, kommun, period))
            period = period.previous()


def _compile(kommun: Kommun, period: Period) -> None:
    if has_picture(kommun, period.key):
        return
    try:
        situation.compile_picture(kommun=kommun, period=period, by=SYSTEM)
    except Refused as refusal:
        raise NotYet(str(refusal)) from refusal
