"""Activities counted by place and party."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Sum

from lofte.people.models import Party, User
from lofte.places.swedish import swedish_key
from lofte.promises.commitments.models import Commitment
from lofte.promises.commitments.reading import parties_of
from lofte.promises.counting import said, unsure
from lofte.promises.follow_up.models import Activity
from lofte.promises.signed import lines_of, texts_beside


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


def counts_by_point(
    points: Sequence[Commitment], until: date | None = None
) -> dict[int, list[tuple[str, str, str]]]:
    """Place, party and count in words for each point; places of the group's own stand together."""
    rows = Activity.objects.unscoped("counts of the points at hand").filter(
        commitment__in=points, undone_at=None
    )
    rows = rows if until is None else rows.filter(done_on__lte=until)
    found: dict[tuple[int, str, str], int] = defaultdict(int)
    hows: dict[tuple[int, str, str], set[str]] = defaultdict(set)
    told = ("commitment", "place__name", "place__group_only", "party__name", "comparator")
    for row in rows.order_by().values(*told).annotate(n=Sum("count")):
        place = "" if row["place__group_only"] else row["place__name"] or ""
        key = (row["commitment"], place, row["party__name"])
        found[key] += row["n"]
        hows[key].add(row["comparator"])
    counted: dict[int, list[tuple[str, str, str]]] = defaultdict(list)
    for (point, place, party), count in sorted(found.items(), key=lambda one: _swedish(one[0])):
        counted[point].append((place, party, said(count, unsure(hows[point, place, party]))))
    return counted


def _swedish(key: tuple[int, str, str]) -> tuple[object, ...]:
    point, place, party = key
    return point, swedish_key(place), swedish_key(party)


def promisers_of(point: Commitment) -> list[Party]:
    """Who promised it; every party of the promise when all did it together."""
    named = parties_of(point)
    if named:
        return named
    promise = point.promise
    return [line.party for line in lines_of(promise, texts_beside([promise]).get(promise.pk))]


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
