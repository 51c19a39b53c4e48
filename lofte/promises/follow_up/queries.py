"""Activities counted by place and party."""

from dataclasses import dataclass

from django.db.models import Sum

from lofte.people.models import User
from lofte.promises.commitments.models import Commitment
from lofte.promises.follow_up.models import Activity


@dataclass(frozen=True, slots=True)
class Count:
    place: str
    party: str
    count: int


def counts_of(point: Commitment, viewer: User) -> list[Count]:
    """A place of the group's own is told apart only to the group."""
    rows = Activity.objects.visible_to(viewer).filter(commitment=point, undone_at=None)
    found: dict[tuple[str, str], int] = {}
    exact = viewer.sees_group_of(point.promise.kommun_id)
    grouped = rows.order_by().values("place__name", "place__group_only", "party__name")
    for row in grouped.annotate(n=Sum("count")):
        hidden = row["place__group_only"] and not exact
        place = "" if hidden or row["place__name"] is None else row["place__name"]
        key = (place, row["party__name"])
        found[key] = found.get(key, 0) + row["n"]
    return [Count(place, party, count) for (place, party), count in sorted(found.items())]
