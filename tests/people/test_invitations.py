"""What an invitation promises: one key, one address, one role, once."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from lofte.audit.actions import SYSTEM
from lofte.audit.models import AuditEvent
from lofte.people.actions import close_account
from lofte.people.inputs import Invitee
from lofte.people.invitations.actions import (
    accept_invitation,
    import_people,
    invite,
    withdraw_invitation,
)
from lofte.people.invitations.letters import invite_by_letter
from lofte.people.models import Assignment, Invitation, Party, User
from lofte.people.parties.actions import close_party
from lofte.people.refusals import (
    BadInvitation,
    BadPassword,
    InvitationNotOpen,
    LetterNotSent,
    NotYourKommun,
)
from lofte.people.states import Role
from lofte.places.models import Kommun
from tests import cast
from tests.write_guard import arrange

PASSWORD = "fyra blå cyklar i regn"


def someone(party: Party, /, **changes: str) -> Invitee:
    given = {"email": "nils@lyckeberga.example", "name": "Nils Ny", "party": party.name}
    return Invitee(**{"role": Role.REVIEWER, **given, **changes})


def roles_of(user: User) -> set[str]:
    rows = Assignment.objects.unscoped("test").filter(user=user, until=None)
    return set(rows.values_list("role", flat=True))


def test_an_accepted_invitation_is_an_account_with_its_role(
    kommun: Kommun, party: Party, administrator: User
) -> None:
    invited = invite(kommun=kommun, who=someone(party), by=administrator)
    user = accept_invitation(key=invited.key, name="Nils Nyström", password=PASSWORD)
    assert (user.email, user.name) == ("nils@lyckeberga.example", "Nils Nyström")
    assert user.check_password(PASSWORD)
    assert roles_of(user) == {Role.REVIEWER}
    event = AuditEvent.objects.first()
    assert (event.what, event.by_name) == ("invitation.accepted", "Nils Nyström")
    assert event.kommun_code == kommun.code


def test_the_key_itself_is_stored_nowhere(
    kommun: Kommun, party: Party, administrator: User
) -> None:
    invited = invite(kommun=kommun, who=someone(party), by=administrator)
    stored = [str(row) for row in Invitation.objects.unscoped("test").values_list()]
    told = [str(row) for row in AuditEvent.objects.values_list()]
    assert not any(invited.key in text for text in stored + told)


def test_a_key_opens_once(kommun: Kommun, party: Party, administrator: User) -> None:
    key = invite(kommun=kommun, who=someone(party), by=administrator).key
    accept_invitation(key=key, name="Nils", password=PASSWORD)
    with pytest.raises(InvitationNotOpen, match="redan använd"):
        accept_invitation(key=key, name="Tjuv", password=PASSWORD)


def test_an_old_withdrawn_replaced_or_unknown_key_opens_nothing(
    kommun: Kommun, party: Party, administrator: User
) -> None:
    replaced = invite(kommun=kommun, who=someone(party), by=administrator)
    old = invite(kommun=kommun, who=someone(party), by=administrator)
    with (
        time_machine.travel(timezone.now() + timedelta(days=15)),
        pytest.raises(InvitationNotOpen),
    ):
        accept_invitation(key=old.key, name="Nils", password=PASSWORD)
    withdraw_invitation(invitation=old.invitation, by=administrator)
    for key in (replaced.key, old.key, "", "gissning"):
        with pytest.raises(InvitationNotOpen):
            accept_invitation(key=key, name="Nils", password=PASSWORD)
    with pytest.raises(InvitationNotOpen, match="återtagen"):
        withdraw_invitation(invitation=old.invitation, by=administrator)
    assert not User.objects.filter(email__startswith="nils").exists()


@pytest.mark.parametrize(
    ("name", "password"),
    [
        ("Nils", "kort"),
        ("Nils", "password12345"),
        ("Nils", "nils@lyckeberga.example"),
        ("  ", PASSWORD),
        ("N" * 121, PASSWORD),
    ],
)
def test_a_weak_password_or_no_name_makes_no_account(
    kommun: Kommun, party: Party, administrator: User, name: str, password: str
) -> None:
    key = invite(kommun=kommun, who=someone(party), by=administrator).key
    with pytest.raises(BadPassword):
        accept_invitation(key=key, name=name, password=password)
    assert not User.objects.filter(email__startswith="nils").exists()
    accept_invitation(key=key, name="Nils", password=PASSWORD)


def test_an_open_account_gets_the_role_and_keeps_its_password(
    kommun: Kommun, party: Party, reporter: User, administrator: User, as_: object
) -> None:
    phone = as_(reporter)
    key = invite(
        kommun=kommun, who=someone(party, email=reporter.email.upper()), by=administrator
    ).key
    user = accept_invitation(key=key, name="Annat namn", password="ett annat lösenord 1")
    assert user == reporter
    assert user.check_password(cast.PASSWORD)
    assert user.name == reporter.name
    assert roles_of(reporter) == {Role.REPORTER, Role.REVIEWER}
    assert "_auth_user_id" not in phone.session


def test_a_closed_account_comes_back_with_a_new_password(
    kommun: Kommun, party: Party, reporter: User, administrator: User
) -> None:
    close_account(user=reporter, by=administrator)
    key = invite(kommun=kommun, who=someone(party, email=reporter.email), by=administrator).key
    user = accept_invitation(key=key, name="Rut Bovärd", password=PASSWORD)
    assert user.pk == reporter.pk
    assert user.is_active
    assert user.closed_at is None
    assert roles_of(user) == {Role.REVIEWER}


def test_nobody_is_invited_to_a_role_already_held(
    kommun: Kommun, party: Party, reviewer: User, administrator: User
) -> None:
    with pytest.raises(BadInvitation, match="har redan rollen granskare"):
        invite(kommun=kommun, who=someone(party, email=reviewer.email), by=administrator)


@pytest.mark.parametrize(
    "wrong",
    [{"email": "nils"}, {"name": " "}, {"name": "N" * 121}, {"role": "kung"}, {"party": "Ingen"}],
)
def test_an_invitation_that_cannot_be_is_refused(
    kommun: Kommun, party: Party, administrator: User, wrong: dict[str, str]
) -> None:
    with pytest.raises(BadInvitation, match="Ingenting ändrades"):
        invite(kommun=kommun, who=someone(party, **wrong), by=administrator)
    assert not Invitation.objects.unscoped("test").exists()


def test_only_the_kommuns_own_administrator_invites(
    kommun: Kommun, party: Party, reviewer: User, outsider: User, administrator: User
) -> None:
    invited = invite(kommun=kommun, who=someone(party), by=administrator)
    for stranger in (reviewer, outsider):
        with pytest.raises(NotYourKommun):
            invite(kommun=kommun, who=someone(party), by=stranger)
        with pytest.raises(NotYourKommun):
            withdraw_invitation(invitation=invited.invitation, by=stranger)


def test_a_key_to_a_party_that_left_opens_nothing(
    kommun: Kommun, police_party: Party, administrator: User
) -> None:
    invited = invite(kommun=kommun, who=someone(police_party), by=administrator)
    close_party(party=police_party, kommun=kommun, by=administrator)
    with arrange():
        Invitation.objects.unscoped("test").update(withdrawn_at=None)
    with pytest.raises(InvitationNotOpen):
        accept_invitation(key=invited.key, name="Nils", password=PASSWORD)


# --- letters ---------------------------------------------------------------------------------


def test_the_letter_says_who_what_and_until_when(
    kommun: Kommun, party: Party, administrator: User
) -> None:
    with time_machine.travel("2026-11-23 12:00 +0100"):
        invited = invite_by_letter(
            kommun=kommun,
            who=someone(party),
            by=administrator,
            link=lambda key: f"https://lofte.example/konto/inbjudan/{key}/",
        )
    letter = mail.outbox[0]
    assert letter.to == ["nils@lyckeberga.example"]
    assert letter.subject == "Inbjudan till Löfte i Lyckeberga"
    assert f"https://lofte.example/konto/inbjudan/{invited.key}/" in letter.body
    for said in ("Ada Administratör bjuder in dig", "rollen granskare", "7 december 2026"):
        assert said in letter.body
    assert "&#" not in letter.body


def test_an_invitation_whose_letter_does_not_leave_is_taken_back(
    kommun: Kommun, party: Party, administrator: User, settings: object
) -> None:
    settings.EMAIL_BACKEND = "tests.people.broken_mail.EmailBackend"
    with pytest.raises(LetterNotSent, match="gick inte iväg"):
        invite_by_letter(kommun=kommun, who=someone(party), by=administrator, link=str)
    assert Invitation.objects.unscoped("test").get().withdrawn_at


# --- many at once ----------------------------------------------------------------------------


def test_a_file_invites_those_who_lack_the_role(
    kommun: Kommun, party: Party, reviewer: User, administrator: User
) -> None:
    people = [someone(party), someone(party, email=reviewer.email.title())]
    invited = import_people(kommun=kommun, people=people, by=administrator)
    assert [item.invitation.email for item in invited] == ["nils@lyckeberga.example"]
    assert AuditEvent.objects.first().details["unchanged"] == 1


@pytest.mark.parametrize("wrong", [{"party": "Ingen"}, {"email": "x"}, {}])
def test_people_are_invited_all_or_none(
    kommun: Kommun, party: Party, wrong: dict[str, str]
) -> None:
    people = [someone(party), someone(party, **wrong)]
    with pytest.raises(BadInvitation):
        import_people(kommun=kommun, people=people, by=SYSTEM)
    with pytest.raises(BadInvitation):
        import_people(kommun=kommun, people=[], by=SYSTEM)
    assert not Invitation.objects.unscoped("test").exists()
