"""Activities counted by place and party."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Sum

from lofte.people.models import User
from lofte.promises.commitments.models import Commitment
from lofte.promises.counting import said, unsure
from lofte.promises.follow_up.models import Activity


@dataclass(frozen=True, slots=True)
class Count:
    """how: "" when all were counted, else how sure the sum is."""

    place: str
    party: str
    count: int
    how: str = ""

    @property
    def said(self) -> str:
        """ "80", "cirka 80" or "minst 80"."""
        return said(self.count, self.how)


def counts_of(point: Commitment, viewer: User) -> list[Count]:
    """A place of the group's own is told apart only to the group."""
    rows = Activity.objects.visible_to(viewer).filter(commitment=point, undone_at=None)
    found: dict[tuple[str, str], int] = defaultdict(int)
    hows: dict[tuple[str, str], set[str]] = defaultdict(set)
    exact = viewer.sees_group_of(point.promise.kommun_id)
    told = ("place__name", "place__group_only", "party__name", "comparator")
    for row in rows.order_by().values(*told).annotate(n=Sum("count")):
        hidden = row["place__group_only"] and not exact
        place = "" if hidden or row["place__name"] is None else row["place__name"]
        key = (place, row["party__name"])
        found[key] += row["n"]
        hows[key].add(row["comparator"])
    return [
        Count(place, party, count, unsure(hows[place, party]))
        for (place, party), count in sorted(found.items())
    ]
