"""How good the picture is, tried anew once a week, so that the page has it ready."""

from collections.abc import Iterator
from datetime import date, datetime
from functools import partial

from django.utils import timezone

from lofte.analysis.periods import PeriodKind, containing
from lofte.audit.refusals import Refused
from lofte.management.dues import Due, NotYet
from lofte.places.models import Kommun
from lofte.situation.trial.kept import try_again


def due(now: datetime) -> Iterator[Due]:
    today = timezone.localdate(now)
    week = containing(PeriodKind.WEEK, today).key
    for kommun in Kommun.objects.unscoped("the scheduler serves every kommun").order_by("code"):
        yield Due("prövning", f"{kommun.code} {week}", partial(_try, kommun, today))


def _try(kommun: Kommun, today: date) -> None:
    try:
        try_again(kommun, today)
    except Refused as refusal:
        raise NotYet(str(refusal)) from refusal
