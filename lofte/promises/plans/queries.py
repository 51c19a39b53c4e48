"""Action plans as they are read: the list, what was judged of each measure, the clock."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet

from lofte.people.models import User
from lofte.places.models import Kommun
from lofte.promises.follow_up.models import FollowUp
from lofte.promises.plans.clock import MONTHS, months_after
from lofte.promises.plans.models import ActionPlan, PlanFollowUp
from lofte.promises.plans.states import PlanState
from lofte.promises.states import Voice

WHY = "of a plan that the viewer may see"


def plans_of(kommun: Kommun, viewer: User, *, drafts: bool) -> QuerySet[ActionPlan]:
    """The latest first; drafts only for those who write them."""
    rows = ActionPlan.objects.visible_to(viewer).filter(kommun=kommun)
    if drafts:
        return rows.exclude(state=PlanState.DISCARDED)
    return rows.filter(state=PlanState.DECIDED)


def decided_for(kommun: Kommun) -> ActionPlan | None:
    """The plan that was decided last: the one that the Act asks to be followed up."""
    rows = ActionPlan.objects.unscoped("the kommun's own clock")
    decided = rows.filter(kommun=kommun, state=PlanState.DECIDED)
    return decided.order_by("-decided_on", "-number").first()


def last_follow_up(plan: ActionPlan) -> PlanFollowUp | None:
    rows = PlanFollowUp.objects.unscoped(WHY).filter(plan=plan)
    return rows.first()


def due_of(plan: ActionPlan, last: PlanFollowUp | None) -> date | None:
    """When the plan is to be followed up at the latest; None for a draft."""
    start = last.on if last else plan.decided_on
    return months_after(start, MONTHS) if start else None


def since(plan: ActionPlan, last: PlanFollowUp | None) -> date:
    """From which day a judgement of a measure counts for the coming follow-up."""
    return last.on + timedelta(days=1) if last else plan.decided_on or date.max


@dataclass(frozen=True, slots=True)
class Row:
    """A measure as the plan says it, with what has been judged since the decision."""

    said: dict[str, Any]
    follow_ups: list[FollowUp] = field(default_factory=list)
    fresh: bool = False  # judged since the last follow-up of the whole plan

    @property
    def standing(self) -> FollowUp | None:
        return next((one for one in self.follow_ups if one.voice == Voice.PROMISER), None)


def rows_of(plan: ActionPlan, document: dict[str, Any], last: PlanFollowUp | None) -> list[Row]:
    said = document["measures"]
    if plan.decided_on is None:
        return [Row(one) for one in said]
    rows = FollowUp.objects.unscoped(WHY).filter(measure__in=[one["id"] for one in said])
    judged: dict[int | None, list[FollowUp]] = defaultdict(list)
    for row in rows.filter(on__gte=plan.decided_on, corrected_by=None).select_related("party"):
        judged[row.measure_id].append(row)
    start = since(plan, last)
    found = []
    for one in said:
        mine = judged[one["id"]]
        fresh = any(row.on >= start and row.voice == Voice.PROMISER for row in mine)
        found.append(Row(one, mine, fresh))
    return found
