"""The points of promises that a visit may count for, of whoever logs it."""

from collections.abc import Sequence
from datetime import date

from lofte.patrol.inputs import VisitInput
from lofte.patrol.states import VisitKind
from lofte.patrol.visits.serving import serves
from lofte.people.models import User
from lofte.places.models import Kommun, NamedPlace
from lofte.promises.commitments.models import Commitment
from lofte.promises.in_force import points_in_force, points_touching


def points_on(kommun: Kommun, by: User, first: date, last: date) -> list[Commitment]:
    """What the person's party promises at some time in the days, to choose from."""
    return points_touching(kommun, by.party_in(kommun.pk), first, last)


def points_for(kommun: Kommun, visit: VisitInput, by: User) -> list[Commitment]:
    """What the person's party promises during all of the visit."""
    last = visit.last_day or visit.first_day
    return points_in_force(kommun, by.party_in(kommun.pk), visit.first_day, last)


def point_served(kommun: Kommun, visit: VisitInput, by: User) -> Commitment | None:
    """What the person chose, else what the kind and the place say."""
    if visit.alone:
        return None
    return visit.serves or served_by(visit.kind, visit.place, points_for(kommun, visit, by))


def served_by(
    kind: VisitKind, place: NamedPlace | None, points: Sequence[Commitment]
) -> Commitment | None:
    told = [(point, frozenset(one.pk for one in point.named_places)) for point in points]
    return serves(kind, place.pk if place else None, told)
