"""Every write about what people may do here, and about their accounts."""

from collections.abc import Sequence
from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django.utils import timezone

from lofte.audit.actions import Actor, action, record
from lofte.people.models import Assignment, FavouritePlace, Party, User
from lofte.people.queries import open_invitations_to, serves
from lofte.people.refusals import (
    NOTHING_CHANGED,
    AccountClosed,
    BadAssignment,
    NotYourKommun,
    ServesElsewhere,
)
from lofte.people.rights import (
    check_administers,
    check_administration_stays,
    locked_kommuner,
    locked_user,
)
from lofte.people.sessions import end_long_sessions, end_sessions
from lofte.people.states import Role
from lofte.places.models import Kommun, NamedPlace
from lofte.places.queries import place_in


@action
def assign(*, user: User, kommun: Kommun, party: Party, role: str, by: Actor) -> Assignment:
    """Give an open account one more role. Raises BadAssignment."""
    check_administers(by, kommun)
    person = locked_user(user)
    if not person.is_active:
        raise BadAssignment(f"Kontot för {person.name} är stängt. {NOTHING_CHANGED}")
    if role not in Role.values or party.closed_on or not serves(party, kommun):
        raise BadAssignment(f"Rollen eller parten finns inte i {kommun.name}. {NOTHING_CHANGED}")
    rows = Assignment.objects.unscoped("a role is given once")
    row, created = rows.get_or_create(
        user=person, kommun=kommun, party=party, role=role, until=None
    )
    if not created:
        raise BadAssignment(f"{person.name} har redan den rollen. {NOTHING_CHANGED}")
    end_long_sessions(person, role)
    user.forget_assignments()
    record("assignment.given", row, by=by, role=role, party=party.name)
    return row


@action
def end_assignment(*, assignment: Assignment, by: Actor) -> Assignment:
    """Raises BadAssignment or LastAdministrator."""
    check_administers(by, assignment.kommun)
    kommuner = locked_kommuner([assignment.kommun_id])
    rows = Assignment.objects.unscoped("locked by an action").select_related("user", "kommun")
    row = rows.get(pk=assignment.pk)
    if row.until:
        raise BadAssignment(f"Uppdraget är redan avslutat. {NOTHING_CHANGED}")
    if row.role == Role.ADMINISTRATOR:
        check_administration_stays(kommuner, without=row.user)
    _end([row])
    record("assignment.ended", row, by=by, role=row.role)
    return row


def _end(rows: Sequence[Assignment]) -> None:
    now = timezone.now()
    for row in rows:
        row.until = now
        row.save(update_fields=["until"])


@action
def close_account(*, user: User, by: Actor) -> User:
    """No more sign-in, anywhere, from now; what the person did stays in the log.

    Raises AccountClosed, NotYourKommun, ServesElsewhere or LastAdministrator.
    """
    open_now = Assignment.objects.unscoped("all of the person's roles").filter(
        user=user, until=None
    )
    kommuner = locked_kommuner(open_now.values_list("kommun_id", flat=True))
    person = locked_user(user)
    if not person.is_active:
        raise AccountClosed(f"Kontot för {person.name} är redan stängt. {NOTHING_CHANGED}")
    _check_may_close(by, person, kommuner)
    check_administration_stays(kommuner, without=person)
    _end(list(open_now))
    person.is_active, person.closed_at = False, timezone.now()
    person.set_unusable_password()
    person.save()
    Authenticator.objects.filter(user_id=person.pk).delete()
    open_invitations_to(person.email).filter(kommun__in=kommuner).update(
        withdrawn_at=timezone.now()
    )
    ended = end_sessions(person)
    for kommun in kommuner:
        record("user.closed", person, by=by, kommun_code=kommun.code, sessions=ended)
    if not kommuner:
        record("user.closed", person, by=by, sessions=ended)
    return person


def _check_may_close(by: Actor, person: User, kommuner: Sequence[Kommun]) -> None:
    if not isinstance(by, User):
        return
    mine = by.kommun_ids()
    elsewhere = [kommun.name for kommun in kommuner if kommun.pk not in mine]
    if not kommuner or len(elsewhere) == len(kommuner):
        raise NotYourKommun(f"{person.name} har inga uppdrag i din kommun. {NOTHING_CHANGED}")
    if elsewhere:
        raise ServesElsewhere(
            f"{person.name} har uppdrag också i {', '.join(elsewhere)}. {NOTHING_CHANGED} "
            "Avsluta uppdragen i din kommun i stället; då är kontot kvar där det behövs."
        )
    for kommun in kommuner:
        check_administers(by, kommun)


@action
def reset_second_factor(*, user: User, by: Actor) -> User:
    """For a lost phone: the next sign-in sets up a new second factor. Ends every sign-in."""
    person = locked_user(user)
    kommuner = locked_kommuner(person.kommun_ids())
    _check_may_close(by, person, kommuner)
    Authenticator.objects.filter(user_id=person.pk).delete()
    ended = end_sessions(person)
    for kommun in kommuner:
        record("user.second_factor_reset", person, by=by, kommun_code=kommun.code, sessions=ended)
    if not kommuner:
        record("user.second_factor_reset", person, by=by, sessions=ended)
    return person


@dataclass(frozen=True, slots=True)
class HandedOver:
    moved: tuple[str, ...]
    already: tuple[str, ...]
    kept: tuple[str, ...]


@action
def hand_over(
    *, from_user: User, to_user: User, kommun: Kommun, by: Actor, administration: bool = False
) -> HandedOver:
    """Move a person's roles in a kommun to another, and tell which.

    The role of administrator moves only when asked for. Raises BadAssignment.
    """
    check_administers(by, kommun)
    locked_kommuner([kommun.pk])
    in_order = sorted((from_user, to_user), key=lambda user: user.pk)
    people = {user.pk: locked_user(user) for user in in_order}
    giver, taker = people[from_user.pk], people[to_user.pk]
    if giver.pk == taker.pk or not taker.is_active:
        raise BadAssignment(f"Välj en annan person med öppet konto. {NOTHING_CHANGED}")
    rows = Assignment.objects.unscoped("the roles that move").select_related("party", "kommun")
    held = list(rows.filter(user=giver, kommun=kommun, until=None))
    kept = [row for row in held if row.role == Role.ADMINISTRATOR and not administration]
    moving = [row for row in held if row not in kept]
    if not moving:
        raise BadAssignment(f"{giver.name} har inget att lämna över här. {NOTHING_CHANGED}")
    _end(moving)
    moved: list[Assignment] = []
    already: list[Assignment] = []
    for row in moving:
        _, created = rows.get_or_create(
            user=taker, kommun=kommun, party=row.party, role=row.role, until=None
        )
        (moved if created else already).append(row)
        end_long_sessions(taker, row.role)
    for user in (from_user, to_user):
        user.forget_assignments()
    roles = [f"{row.role}, {row.party.name}" for row in moved]
    record("user.handed_over", giver, by=by, kommun_code=kommun.code, to=taker.pk, moved=roles)
    return HandedOver(*(tuple(map(_told, rows)) for rows in (moved, already, kept)))


def _told(row: Assignment) -> str:
    return f"{row.get_role_display()}, {row.party.name}"


@action
def add_favourite(*, user: User, place: NamedPlace, by: User) -> FavouritePlace:
    """One of the person's own places, first in the form. Raises BadAssignment."""
    if place_in(place.kommun, user, place.pk) is None:
        raise BadAssignment(f"Platsen finns inte för dig. {NOTHING_CHANGED}")
    row, _ = FavouritePlace.objects.get_or_create(user=user, place=place)
    record("favourite.added", row, by=by, kommun_code=place.kommun.code)
    return row


@action
def remove_favourite(*, user: User, place: NamedPlace, by: User) -> None:
    FavouritePlace.objects.filter(user=user, place=place).delete()
    record("favourite.removed", place, by=by)


@action
def choose_letters(*, user: User, outcome: bool, reminders: bool, by: User) -> User:
    """Which letters the person wants; nobody else chooses that."""
    user.outcome_letters, user.reminder_letters = outcome, reminders
    user.save(update_fields=["outcome_letters", "reminder_letters"])
    record("user.letters_chosen", user, by=by)
    return user
