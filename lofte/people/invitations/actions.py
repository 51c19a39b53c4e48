"""Every write about who is asked in, and who comes."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils import timezone

from lofte.audit.actions import Actor, action, record
from lofte.audit.refusals import swedish
from lofte.guard.naming import pointing
from lofte.people.inputs import Invitee
from lofte.people.models import Assignment, Invitation, Party, User
from lofte.people.queries import hash_of, open_invitations_to, plan_invitations
from lofte.people.refusals import (
    NOTHING_CHANGED,
    BadInvitation,
    BadPassword,
    InvitationNotOpen,
)
from lofte.people.rights import check_administers
from lofte.people.sessions import end_long_sessions
from lofte.people.states import Role
from lofte.places.models import Kommun

INVITATION_DAYS = 14


@dataclass(frozen=True, slots=True)
class Invited:
    """The key leaves in a letter and is stored nowhere."""

    invitation: Invitation
    key: str


@action
def invite(*, kommun: Kommun, who: Invitee, by: Actor) -> Invited:
    """An invitation with a fresh key; an open one to the same role ends. Raises BadInvitation."""
    check_administers(by, kommun)
    who.check()
    party = _open_party(kommun, who.party)
    holds = Assignment.objects.unscoped("roles are given once").filter(
        user__email__iexact=who.email, user__is_active=True, until=None
    )
    if holds.filter(kommun=kommun, party=party, role=who.role).exists():
        raise BadInvitation(
            f"{who.email} har redan rollen {swedish(Role(who.role).label)} för {party.name}. "
            f"{NOTHING_CHANGED}"
        )
    now = timezone.now()
    open_invitations_to(who.email).filter(kommun=kommun, party=party, role=who.role).update(
        withdrawn_at=now
    )
    key = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        kommun=kommun,
        party=party,
        **who.values(),
        key_hash=hash_of(key),
        created_at=now,
        expires_at=now + timedelta(days=INVITATION_DAYS),
    )
    record("invitation.sent", invitation, by=by, role=who.role, party=party.name)
    return Invited(invitation, key)


@action
def import_people(*, kommun: Kommun, people: Sequence[Invitee], by: Actor) -> tuple[Invited, ...]:
    """Invite everybody in a file who does not already have the role. Raises BadInvitation."""
    check_administers(by, kommun)
    plan = plan_invitations(kommun, people)
    invited = tuple(invite(kommun=kommun, who=who, by=by) for who in plan.added)
    record("kommun.people_imported", kommun, by=by, kommun_code=kommun.code, **plan.counts)
    return invited


@action
def withdraw_invitation(*, invitation: Invitation, by: Actor) -> Invitation:
    """The key opens nothing any more. Raises InvitationNotOpen."""
    check_administers(by, invitation.kommun)
    rows = Invitation.objects.unscoped("locked by an action").select_for_update(of=("self",))
    row = rows.select_related("kommun").get(pk=invitation.pk)
    if row.accepted_at or row.withdrawn_at:
        raise InvitationNotOpen(f"Inbjudan är redan besvarad eller återtagen. {NOTHING_CHANGED}")
    row.withdrawn_at = timezone.now()
    row.save(update_fields=["withdrawn_at"])
    record("invitation.withdrawn", row, by=by)
    return row


@action
def accept_invitation(*, key: str, name: str, password: str = "") -> User:
    """Make the account (or reopen it) and give it the role; an open account only gets the role.

    Raises InvitationNotOpen or BadPassword.
    """
    rows = Invitation.objects.unscoped("found by its secret key").select_for_update(of=("self",))
    found = rows.select_related("kommun", "party").filter(key_hash=hash_of(key)).first()
    if found is None or not found.is_open or found.party.closed_on:
        raise InvitationNotOpen(
            "Inbjudan gäller inte längre: den är redan använd, återtagen eller för gammal. "
            "Be den som bjöd in dig om en ny."
        )
    user = User.objects.filter(email__iexact=found.email).select_for_update().first()
    if user is None or not user.is_active:
        user = _opened_account(user or User(email=found.email), name, password)
    Assignment.objects.unscoped("a role is given once").get_or_create(
        user=user, kommun=found.kommun, party=found.party, role=found.role, until=None
    )
    end_long_sessions(user, found.role)
    user.forget_assignments()
    found.accepted_at = timezone.now()
    found.save(update_fields=["accepted_at"])
    record("invitation.accepted", found, by=user, role=found.role, party=found.party.name)
    return user


def _opened_account(user: User, name: str, password: str) -> User:
    user.name = name.strip()
    if not 1 <= len(user.name) <= 120:
        raise BadPassword(f"Skriv ditt namn, högst 120 tecken. {NOTHING_CHANGED}")
    if kind := pointing(user.name):
        raise BadPassword(
            f"Namnet ser ut att innehålla {kind}. {NOTHING_CHANGED} Skriv bara ditt namn."
        )
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise BadPassword(" ".join(error.messages)) from error
    user.set_password(password)
    user.is_active, user.closed_at = True, None
    user.save()
    return user


def _open_party(kommun: Kommun, name: str) -> Party:
    rows = Party.objects.unscoped("the party of a role").filter(kommuner=kommun, closed_on=None)
    party = rows.filter(name=name).first()
    if party is None:
        raise BadInvitation(
            f"”{name}” är inte part i {kommun.name}. {NOTHING_CHANGED} Lägg till parten först."
        )
    return party
