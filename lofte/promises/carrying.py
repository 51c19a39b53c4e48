"""From one period to the next: what came before, what still waits for a judgement."""

from django.db.models import QuerySet

from lofte.places.swedish import folded
from lofte.promises.commitments.models import Commitment
from lofte.promises.follow_up.models import FollowUp
from lofte.promises.models import Promise
from lofte.promises.states import State

IN_FORCE = (State.SIGNED, State.AMENDING)


def before(promise: Promise) -> list[Promise]:
    """The promises that this one comes after: the one it says, and signed ones that had ended
    for the same area in the same kommun. Latest first.
    """
    rows = Promise.objects.unscoped("what came before").filter(
        kommun=promise.kommun_id, state__in=IN_FORCE, last_day__lt=promise.first_day
    )
    area = folded(promise.area_text)
    found = {row.pk: row for row in rows if folded(row.area_text) == area}
    if promise.follows is not None:
        found[promise.follows.pk] = promise.follows
    return sorted(found.values(), key=lambda row: row.first_day, reverse=True)


def judged(commitments: QuerySet[Commitment]) -> dict[int, FollowUp]:
    """The standing judgement (continue, change, stop) of each commitment that has one."""
    rows = FollowUp.objects.unscoped("the standing judgement").filter(
        commitment__in=commitments, corrected_by=None
    )
    latest = rows.exclude(judgement="").order_by("on", "pk")
    return {row.commitment_id: row for row in latest if row.commitment_id is not None}


def unjudged(promise: Promise) -> list[Commitment]:
    """Commitments of the promises before that nobody has judged."""
    earlier = before(promise)
    rows = Commitment.objects.unscoped("judged before the next is signed").filter(
        promise__in=earlier, removed_at=None
    )
    known = judged(rows)
    return [row for row in rows.select_related("promise") if row.pk not in known]
