from django.db.models import QuerySet

from lofte.people.models import Assignment, FavouritePlace, Invitation, Party, User
from lofte.people.states import Role
from lofte.places.models import Kommun

WORKING_DAY = 12 * 60 * 60


def session_seconds(user: User) -> int:
    """How long a sign-in lasts: a working day, or the kommun's own period for who only reports."""
    rows = user.active_assignments
    if not rows or any(row.role != Role.REPORTER for row in rows):
        return WORKING_DAY
    return min(row.kommun.reporter_days for row in rows) * 24 * 60 * 60


def people_of(kommun: Kommun, viewer: User) -> QuerySet[Assignment]:
    """Open assignments in a kommun, by name."""
    rows = Assignment.objects.visible_to(viewer).filter(kommun=kommun, until=None)
    return rows.select_related("user", "party").order_by("user__name", "role")


def parties_of(kommun: Kommun, viewer: User) -> QuerySet[Party]:
    return Party.objects.visible_to(viewer).filter(kommuner=kommun, closed_on=None)


def open_invitations(kommun: Kommun, viewer: User) -> QuerySet[Invitation]:
    rows = Invitation.objects.visible_to(viewer).filter(kommun=kommun)
    return rows.filter(accepted_at=None, withdrawn_at=None).select_related("party")


def reporters_by_party(kommun: Kommun) -> dict[int, int]:
    """How many people may report, per party id."""
    rows = Assignment.objects.unscoped("counts only").filter(kommun=kommun, until=None)
    found: dict[int, int] = {}
    for party_id in rows.filter(role=Role.REPORTER).values_list("party_id", flat=True):
        found[party_id] = found.get(party_id, 0) + 1
    return found


def favourite_place_ids(user: User, kommun: Kommun) -> set[int]:
    """The places that a person put first in the form."""
    rows = FavouritePlace.objects.filter(user=user, place__kommun=kommun)
    return set(rows.values_list("place_id", flat=True))
