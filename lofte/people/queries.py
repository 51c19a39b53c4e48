import hashlib
from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from lofte.audit.models import AuditEvent
from lofte.audit.refusals import swedish
from lofte.people.inputs import Invitee, PartyInput
from lofte.people.models import Assignment, FavouritePlace, Invitation, Party, User
from lofte.people.refusals import BadInvitation, BadParty
from lofte.people.states import CAPABILITIES, Capability, Role
from lofte.places.models import Kommun
from lofte.places.plans import Plan, checked, compare
from lofte.places.swedish import swedish_key

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


def favourite_place_ids(user: User, kommun: Kommun) -> set[int]:
    """The places that a person put first in the form."""
    rows = FavouritePlace.objects.filter(user=user, place__kommun=kommun)
    return set(rows.values_list("place_id", flat=True))


def serves(party: Party, kommun: Kommun) -> bool:
    rows = party.kommuner.unscoped("which kommuner a party serves")
    return rows.filter(pk=kommun.pk).exists()


def people_with(kommun: Kommun, role: str, party: Party | None = None) -> list[User]:
    """Everybody with the role in the kommun, for any party or for one, with an open account."""
    rows = Assignment.objects.unscoped("who has a role").filter(
        kommun=kommun, role=role, until=None, user__is_active=True
    )
    rows = rows.filter(party=party) if party else rows
    found = {row.user_id: row.user for row in rows.select_related("user").order_by("user")}
    return list(found.values())


def serves_others(party: Party, kommun: Kommun) -> bool:
    rows = party.kommuner.unscoped("which kommuner a party serves")
    return rows.exclude(pk=kommun.pk).exists()


def open_invitations_to(email: str) -> QuerySet[Invitation]:
    rows = Invitation.objects.unscoped("keys sent to one address")
    return rows.filter(email__iexact=email, accepted_at=None, withdrawn_at=None)


def plan_parties(kommun: Kommun, parties: Sequence[PartyInput]) -> Plan[Party, PartyInput]:
    """Which parties of a file are new here. Raises BadParty."""
    checked(parties, BadParty, "inga parter")
    rows = Party.objects.unscoped("what the import would change")
    here = {row.name: row for row in rows.filter(kommuner=kommun, closed_on=None)}
    wrong = [p for p in parties if p.name in here and here[p.name].kind != p.kind]
    if wrong:
        kind = swedish(Party.Kind(here[wrong[0].name].kind).label)
        raise BadParty(f"”{wrong[0].name}” finns redan som {kind}. Ingenting sparades.")
    return compare(parties, {(name,): row for name, row in here.items()})


def plan_invitations(kommun: Kommun, people: Sequence[Invitee]) -> Plan[Assignment, Invitee]:
    """Who of a file would be invited: everybody without the role. Raises BadInvitation."""
    checked(people, BadInvitation, "inga personer")
    names = set(
        Party.objects.unscoped("the parties of the file")
        .filter(kommuner=kommun, closed_on=None)
        .values_list("name", flat=True)
    )
    unknown = next((who for who in people if who.party not in names), None)
    if unknown:
        raise BadInvitation(
            f"{unknown.email}: ”{unknown.party}” är inte part i {kommun.name}. "
            "Ingenting sparades. Läs in parterna först."
        )
    rows = Assignment.objects.unscoped("who already has the role").filter(
        kommun=kommun, until=None, user__is_active=True
    )
    held = {
        (row.user.email.lower(), row.party.name, row.role)
        for row in rows.select_related("user", "party")
    }
    added = tuple(who for who in people if who.key not in held)
    return Plan(added, (), len(people) - len(added))


def colleagues_of(kommun: Kommun, viewer: User) -> list[User]:
    """Everybody with an open account and a role here, in Swedish order."""
    rows = User.directory.visible_to(viewer).filter(
        assignments__kommun=kommun, assignments__until=None, is_active=True
    )
    return sorted(rows.distinct(), key=lambda user: swedish_key(user.name))


def person_in(kommun: Kommun, viewer: User, pk: int) -> User | None:
    """Somebody who has or has had a role here."""
    rows = User.directory.visible_to(viewer).filter(assignments__kommun=kommun, pk=pk)
    return rows.distinct().first()


def roles_of(person: User, kommun: Kommun, viewer: User) -> list[Assignment]:
    rows = Assignment.objects.visible_to(viewer).filter(user=person, kommun=kommun)
    return list(rows.select_related("party").order_by("until", "since"))


def who_wants_outcomes(kommun: Kommun) -> QuerySet[User]:
    """Whoever may report here and has asked for letters about what became of it."""
    reporting = [role for role, may in CAPABILITIES.items() if Capability.REPORT in may]
    rows = User.directory.unscoped("the scheduler writes to those who asked")
    rows = rows.filter(outcome_letters=True, is_active=True)
    return rows.filter(
        assignments__kommun=kommun, assignments__until=None, assignments__role__in=reporting
    ).distinct()


def people_by_party(kommun: Kommun, viewer: User) -> dict[int, int]:
    """How many open roles each party has here."""
    rows = Assignment.objects.visible_to(viewer).filter(kommun=kommun, until=None)
    return Counter(rows.values_list("party_id", flat=True))


def invitation_for(key: str) -> Invitation | None:
    """The open invitation that a key opens."""
    rows = Invitation.objects.unscoped("found by its secret key")
    found = rows.filter(key_hash=hash_of(key)).select_related("kommun", "party").first()
    return found if found and found.is_open else None


def hash_of(key: str) -> str:
    """The key is 256 random bits, so one round of SHA-256 is enough to hide it."""
    return hashlib.sha256(key.encode()).hexdigest()


def kinds_of_events(kommun: Kommun) -> list[str]:
    """What has happened at least once in the kommun's log."""
    rows = AuditEvent.objects.filter(kommun_code=kommun.code)
    return sorted(rows.order_by().values_list("what", flat=True).distinct())


def events_of(
    kommun: Kommun, *, what: str = "", first: date | None = None, last: date | None = None
) -> QuerySet[AuditEvent]:
    """The kommun's log, newest first; `first` and `last` are whole days in Swedish time."""
    rows = AuditEvent.objects.filter(kommun_code=kommun.code)
    if what:
        rows = rows.filter(what=what)
    if first:
        rows = rows.filter(at__gte=_midnight(first))
    if last:
        rows = rows.filter(at__lt=_midnight(last + timedelta(days=1)))
    return rows


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
