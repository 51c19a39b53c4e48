"""The two clocks of section 6: the picture is updated and the plan followed up within 24 months.

The picture's clock starts on the last day that it describes, not on the day it was frozen: an old
picture that is entered today is old. The plan's starts when it was decided or last followed up.
"""

from dataclasses import dataclass
from datetime import date

from lofte.places.models import Kommun
from lofte.promises.plans.clock import MONTHS, months_after
from lofte.promises.plans.models import ActionPlan
from lofte.promises.plans.queries import decided_for, last_follow_up
from lofte.situation.states import State
from lofte.situation.statutory.models import StatutoryPicture

MARKS = (18, 22, 24)
PICTURE, PLAN = "picture", "plan"
WHY = "the kommun's own clocks"


def mark_on(start: date, today: date) -> int:
    """The last of the marks that has passed: 18, 22 or 24 months; 0 for none."""
    return max((mark for mark in MARKS if months_after(start, mark) <= today), default=0)


@dataclass(frozen=True, slots=True)
class Clock:
    """kind: PICTURE or PLAN; start: when it was last done; mark: the months that have passed."""

    kind: str
    what: StatutoryPicture | ActionPlan
    start: date
    mark: int

    @property
    def due(self) -> date:
        return months_after(self.start, MONTHS)

    @property
    def late(self) -> bool:
        return self.mark == MONTHS


def picture_of(kommun: Kommun) -> StatutoryPicture | None:
    """The frozen picture that describes the latest time."""
    rows = StatutoryPicture.objects.unscoped(WHY).filter(kommun=kommun, state=State.FROZEN)
    return rows.order_by("-last_day", "-number").first()


def picture_clock(picture: StatutoryPicture, today: date) -> Clock:
    return Clock(PICTURE, picture, picture.last_day, mark_on(picture.last_day, today))


def plan_clock(plan: ActionPlan, today: date) -> Clock:
    last = last_follow_up(plan)
    start = last.on if last else plan.decided_on or plan.first_day
    return Clock(PLAN, plan, start, mark_on(start, today))


def clocks_of(kommun: Kommun, today: date) -> list[Clock]:
    """Those that run: nothing runs before a picture is frozen and a plan decided."""
    picture, plan = picture_of(kommun), decided_for(kommun)
    found = [picture_clock(picture, today)] if picture else []
    return [*found, plan_clock(plan, today)] if plan else found
