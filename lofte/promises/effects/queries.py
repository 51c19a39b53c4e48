"""Plans and answers as they are read."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Max, Prefetch
from django.utils import timezone

from lofte.promises.commitments.models import Commitment, Indicator
from lofte.promises.effects.models import EffectAnswer, EffectPlan
from lofte.promises.effects.planned import Signed, afterwards, signed_on, told
from lofte.promises.models import Promise
from lofte.promises.power import Said, said_of
from lofte.promises.states import IndicatorKind
from lofte.statistics.models import Delivery

WHY = "of a promise that the viewer may see"


@dataclass(frozen=True, slots=True)
class Followed:
    """An indicator of effect with its plan and what came of it.

    signed: when its plan was. late: days into the period when it was.
    """

    indicator: Indicator
    said: Said | None
    plan: EffectPlan | None
    planned: dict[str, Any]
    signed: Signed | None
    late: int
    answers: list[EffectAnswer]
    refused: str = ""  # why a signed plan is not answered
    struck: date | None = None  # taken out of the text since; a signed plan is answered anyway

    @property
    def latest(self) -> EffectAnswer | None:
        return self.answers[0] if self.answers else None


def effects_of(promise: Promise) -> list[Followed]:
    """Every indicator of effect of the promise, in the order of its points."""
    rows = Indicator.objects.unscoped(WHY).filter(
        commitment__promise=promise, kind=IndicatorKind.EFFECT, dialogue=None
    )
    answers = Prefetch("effect_plan__answers", EffectAnswer.objects.unscoped(WHY))
    ordered = rows.select_related("effect_plan", "commitment").prefetch_related(answers)
    told = (_followed(row, promise) for row in ordered.order_by("commitment__number", "pk"))
    return [one for one in told if one.struck is None or one.signed is not None]


def _followed(row: Indicator, promise: Promise) -> Followed:
    plan: EffectPlan | None = getattr(row, "effect_plan", None)
    signed = signed_on(plan) if plan else None
    return Followed(
        indicator=row,
        said=said_of(row, promise),
        plan=plan,
        planned=told(plan) if plan else {},
        signed=signed,
        late=max((signed.on - promise.first_day).days, 0) if signed else 0,
        answers=list(plan.answers.all()) if plan else [],
        refused=afterwards(signed) if signed and signed.on > promise.last_day else "",
        struck=_struck(row),
    )


def _struck(row: Indicator) -> date | None:
    point = row.commitment
    days = [row.removed_at, point.removed_at if point else None]
    told = [timezone.localdate(day) for day in days if day is not None]
    return min(told, default=None)


def answers_by_point(
    points: Sequence[Commitment], until: date | None = None
) -> dict[int, list[dict[str, Any]]]:
    """The latest answer of each plan, by its commitment."""
    rows = EffectAnswer.objects.unscoped(WHY).filter(plan__indicator__commitment__in=points)
    rows = rows if until is None else rows.filter(as_of__lte=until)
    latest: dict[int, EffectAnswer] = {}
    for row in rows.select_related("plan__indicator__commitment"):
        latest.setdefault(row.plan_id, row)
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for plan in sorted(latest):
        row = latest[plan]
        point = row.plan.indicator.commitment_id
        if point is not None:
            struck = _struck(row.plan.indicator)
            mark = {"struck": struck.isoformat()} if struck else {}
            found[point].append(row.shown | mark)
    return found


def plans_over(today: date, since: date) -> list[EffectPlan]:
    """Plans whose promise ended in [since, today), for the scheduler."""
    rows = EffectPlan.objects.unscoped("the scheduler serves every kommun")
    promise = "indicator__commitment__promise"
    over = rows.filter(**{f"{promise}__last_day__lt": today, f"{promise}__last_day__gte": since})
    found = over.select_related(f"{promise}__kommun", "indicator__commitment").order_by("pk")
    return [plan for plan in found if _stands(plan) or signed_on(plan) is not None]


def _stands(plan: EffectPlan) -> bool:
    return _struck(plan.indicator) is None


def filled(plan: EffectPlan) -> int:
    """The latest delivery to any of the plan's registers: a number that grows."""
    keys = [row["key"].partition(":")[2] for row in plan.sources]
    rows = Delivery.objects.unscoped("has the register been filled?")
    found = rows.filter(source__in=[int(key) for key in keys if key])
    return found.aggregate(n=Max("pk"))["n"] or 0
