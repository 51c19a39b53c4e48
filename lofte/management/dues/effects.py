"""When a promise is over its planned tests are computed; again when its sources have been filled.

Once a month for a year, so that what is reported late is counted; after that nothing changes.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial

from django.utils import timezone

from lofte.audit.actions import SYSTEM
from lofte.audit.refusals import Refused
from lofte.management.dues import Due, NotYet
from lofte.promises.effects.actions import answer_effect
from lofte.promises.effects.models import EffectPlan
from lofte.promises.effects.queries import filled, plans_over

LOOK_BACK = timedelta(days=366)


def due(now: datetime) -> Iterator[Due]:
    today = timezone.localdate(now)
    for plan in plans_over(today, today - LOOK_BACK):
        key = f"{plan.pk} {today:%Y-%m} {filled(plan)}"
        yield Due("effekt", key, partial(_answer, plan, now))


def _answer(plan: EffectPlan, now: datetime) -> None:
    try:
        answer_effect(plan=plan, by=SYSTEM, today=timezone.localdate(now))
    except Refused as refusal:
        raise NotYet(str(refusal)) from refusal
