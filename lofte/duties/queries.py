"""What the kommun has entered of its duties, and who keeps them."""

from datetime import date

from django.db.models import QuerySet

from lofte.duties.council.models import CouncilMeeting, CouncilMember
from lofte.duties.models import DutyRecord
from lofte.people.models import Assignment, User
from lofte.people.states import CAPABILITIES, Capability, Role
from lofte.places.models import Kommun


def records_of(kommun: Kommun, viewer: User) -> QuerySet[DutyRecord]:
    rows = DutyRecord.objects.visible_to(viewer)
    return rows.filter(kommun=kommun, withdrawn_at=None)


def members_of(kommun: Kommun, viewer: User) -> QuerySet[CouncilMember]:
    """Who sits in the council now, the chair first."""
    rows = CouncilMember.objects.visible_to(viewer).filter(kommun=kommun, until=None)
    return rows.select_related("party").order_by("-chair", "party__name", "role")


def meetings_of(kommun: Kommun, viewer: User) -> QuerySet[CouncilMeeting]:
    return CouncilMeeting.objects.visible_to(viewer).filter(kommun=kommun)


def coordinators_of(kommun: Kommun) -> int:
    """How many hold the coordinating function: counted, never named."""
    rows = Assignment.objects.unscoped("counts only").filter(kommun=kommun, until=None)
    return rows.filter(role=Role.COORDINATOR, user__is_active=True).count()


def receivers(kommun: Kommun) -> list[User]:
    """Those who keep the duties here and want reminders."""
    roles = [role for role, rights in CAPABILITIES.items() if Capability.DUTIES in rights]
    rows = Assignment.objects.unscoped("who is to be warned").filter(
        kommun=kommun, role__in=roles, until=None
    )
    people = {row.user.pk: row.user for row in rows.select_related("user").order_by("user")}
    return [user for user in people.values() if user.is_active and user.reminder_letters]


def latest(days: list[date | None]) -> date | None:
    return max((day for day in days if day is not None), default=None)
