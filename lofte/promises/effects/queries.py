"""Plans and answers as they are read."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Max, Prefetch

from lofte.promises.commitments.models import Commitment, Indicator
from lofte.promises.effects.models import EffectAnswer, EffectPlan
from lofte.promises.effects.planned import Signed, signed_on, told
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

    @property
    def latest(self) -> EffectAnswer | None:
        return self.answers[0] if self.answers else None


def effects_of(promise: Promise) -> list[Followed]:
    """Every indicator of effect of the promise, in the order of its points."""
    rows = Indicator.objects.unscoped(WHY).filter(
        commitment__promise=promise, commitment__removed_at=None, kind=IndicatorKind.EFFECT
    )
    answers = Prefetch("effect_plan__answers", EffectAnswer.objects.unscoped(WHY))
    ordered = rows.select_related("effect_plan", "commitment").prefetch_related(answers)
    return [_followed(row, promise) for row in ordered.order_by("commitment__number", "pk")]


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
    )


def answers_by_point(points: Sequence[Commitment]) -> dict[int, list[dict[str, Any]]]:
    """The latest answer of each plan, by its commitment."""
    rows = EffectAnswer.objects.unscoped(WHY).filter(plan__indicator__commitment__in=points)
    latest: dict[int, EffectAnswer] = {}
    for row in rows.select_related("plan__indicator"):
        latest.setdefault(row.plan_id, row)
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for plan in sorted(latest):
        row = latest[plan]
        point = row.plan.indicator.commitment_id
        if point is not None:
            found[point].append(row.shown)
    return found


def plans_over(today: date, since: date) -> list[EffectPlan]:
    """Plans whose promise ended in [since, today), for the scheduler."""
    rows = EffectPlan.objects.unscoped("the scheduler serves every kommun")
    promise = "indicator__commitment__promise"
    over = rows.filter(
        **{f"{promise}__last_day__lt": today, f"{promise}__last_day__gte": since},
        indicator__commitment__removed_at=None,
    )
    return list(over.select_related(f"{promise}__kommun").order_by("pk"))


def filled(plan: EffectPlan) -> int:
    """The latest delivery to any of the plan's registers: a number that grows."""
    keys = [row["key"].partition(":")[2] for row in plan.sources]
    rows = Delivery.objects.unscoped("has the register been filled?")
    found = rows.filter(source__in=[int(key) for key in keys if key])
    return found.aggregate(n=Max("pk"))["n"] or 0
