"""What closing, handing over and giving roles promise."""

import pytest
from allauth.mfa.models import Authenticator

from lofte.audit.actions import SYSTEM
from lofte.audit.models import AuditEvent
from lofte.people.actions import (
    add_favourite,
    assign,
    close_account,
    end_assignment,
    hand_over,
    remove_favourite,
    reset_second_factor,
)
from lofte.people.models import Assignment, FavouritePlace, Party, User
from lofte.people.queries import favourite_place_ids
from lofte.people.refusals import (
    AccountClosed,
    BadAssignment,
    LastAdministrator,
    NotYourKommun,
    ServesElsewhere,
)
from lofte.people.states import Role
from lofte.places.models import Kommun, NamedPlace
from tests import cast
from tests.write_guard import arrange


def roles_of(user: User, kommun: Kommun) -> set[str]:
    rows = Assignment.objects.unscoped("test").filter(user=user, kommun=kommun, until=None)
    return set(rows.values_list("role", flat=True))


def assignment_of(user: User) -> Assignment:
    return Assignment.objects.unscoped("test").get(user=user, until=None)


@pytest.fixture
def second_administrator(kommun: Kommun, party: Party) -> User:
    return cast.make_user(kommun, party, Role.ADMINISTRATOR, name="Bo Biträdande")


@pytest.fixture
def other_administrator(other_kommun: Kommun) -> User:
    party = cast.make_party(other_kommun)
    return cast.make_user(other_kommun, party, Role.ADMINISTRATOR, name="Ulla Utanför")


# --- giving and ending a role ----------------------------------------------------------------


def test_a_person_can_have_several_roles_and_several_kommuner(
    kommun: Kommun, other_kommun: Kommun, police_party: Party, police: User, administrator: User
) -> None:
    assign(user=police, kommun=kommun, party=police_party, role=Role.REVIEWER, by=administrator)
    with arrange():
        police_party.kommuner.add(other_kommun)
    assign(user=police, kommun=other_kommun, party=police_party, role=Role.POLICE, by=SYSTEM)
    assert roles_of(police, kommun) == {Role.POLICE, Role.REVIEWER}
    assert police.kommun_ids() == {kommun.pk, other_kommun.pk}
    event = AuditEvent.objects.first()
    assert (event.what, event.kommun_code) == ("assignment.given", other_kommun.code)


def test_a_role_is_given_once(
    kommun: Kommun, party: Party, reviewer: User, administrator: User
) -> None:
    with pytest.raises(BadAssignment, match="redan"):
        assign(user=reviewer, kommun=kommun, party=party, role=Role.REVIEWER, by=administrator)


def test_a_role_needs_a_party_of_the_kommun_and_an_open_account(
    kommun: Kommun,
    other_kommun: Kommun,
    party: Party,
    reviewer: User,
    reporter: User,
    administrator: User,
) -> None:
    with arrange():
        stranger = cast.make_party(other_kommun)
    for wrong in ({"party": stranger}, {"role": "king"}):
        values = {"party": party, "role": Role.LEADER, **wrong}
        with pytest.raises(BadAssignment, match="finns inte"):
            assign(user=reviewer, kommun=kommun, by=administrator, **values)
    close_account(user=reporter, by=administrator)
    with pytest.raises(BadAssignment, match="stängt"):
        assign(user=reporter, kommun=kommun, party=party, role=Role.LEADER, by=administrator)


def test_a_reporter_who_gets_to_see_more_signs_in_again(
    kommun: Kommun, housing_party: Party, reporter: User, administrator: User, as_: object
) -> None:
    phone = as_(reporter)
    assign(user=reporter, kommun=kommun, party=housing_party, role=Role.REVIEWER, by=administrator)
    assert "_auth_user_id" not in phone.session


def test_one_more_reporter_role_signs_nobody_out(
    kommun: Kommun, party: Party, reporter: User, administrator: User, as_: object
) -> None:
    phone = as_(reporter)
    assign(user=reporter, kommun=kommun, party=party, role=Role.REPORTER, by=administrator)
    assert "_auth_user_id" in phone.session


def test_an_ended_role_opens_nothing(kommun: Kommun, reviewer: User, administrator: User) -> None:
    end_assignment(assignment=assignment_of(reviewer), by=administrator)
    reviewer.forget_assignments()
    assert not reviewer.kommun_ids()
    ended = Assignment.objects.unscoped("test").get(user=reviewer)
    with pytest.raises(BadAssignment, match="redan avslutat"):
        end_assignment(assignment=ended, by=administrator)


def test_the_last_administrator_keeps_the_role(
    administrator: User, reviewer: User, second_administrator: User
) -> None:
    end_assignment(assignment=assignment_of(administrator), by=second_administrator)
    with pytest.raises(LastAdministrator, match="enda administratören i Lyckeberga"):
        end_assignment(assignment=assignment_of(second_administrator), by=second_administrator)
    with pytest.raises(LastAdministrator):
        close_account(user=second_administrator, by=SYSTEM)


def test_an_administrator_whose_account_is_closed_does_not_count(
    administrator: User, second_administrator: User
) -> None:
    with arrange():
        second_administrator.is_active = False
        second_administrator.save()
    with pytest.raises(LastAdministrator):
        close_account(user=administrator, by=SYSTEM)


# --- only in one's own kommun ----------------------------------------------------------------


def test_an_administrator_acts_only_in_own_kommuner(
    kommun: Kommun, party: Party, reviewer: User, reporter: User, other_administrator: User
) -> None:
    by = other_administrator
    for attempt in (
        lambda: assign(user=reviewer, kommun=kommun, party=party, role=Role.LEADER, by=by),
        lambda: end_assignment(assignment=assignment_of(reviewer), by=by),
        lambda: close_account(user=reviewer, by=by),
        lambda: reset_second_factor(user=reviewer, by=by),
        lambda: hand_over(from_user=reviewer, to_user=reporter, kommun=kommun, by=by),
    ):
        with pytest.raises(NotYourKommun, match="Ingenting ändrades"):
            attempt()
    assert roles_of(reviewer, kommun) == {Role.REVIEWER}


@pytest.mark.parametrize("role", [r for r in Role if r is not Role.ADMINISTRATOR])
def test_only_administrators_close_accounts(
    kommun: Kommun, party: Party, reporter: User, role: Role
) -> None:
    with arrange():
        colleague = cast.make_user(kommun, party, role, name="Kolla Lega")
    with pytest.raises(NotYourKommun):
        close_account(user=reporter, by=colleague)


# --- closing ---------------------------------------------------------------------------------


def test_closing_ends_sign_ins_roles_and_keys_at_once_and_keeps_the_log(
    kommun: Kommun, reviewer: User, reporter: User, administrator: User, as_: object
) -> None:
    phone, office, neighbour = as_(reviewer), as_(reviewer), as_(reporter)
    close_account(user=reviewer, by=administrator)
    reviewer.refresh_from_db()
    assert "_auth_user_id" not in phone.session
    assert "_auth_user_id" not in office.session
    assert "_auth_user_id" in neighbour.session
    assert not roles_of(reviewer, kommun)
    assert not Authenticator.objects.filter(user=reviewer).exists()
    assert not reviewer.check_password(cast.PASSWORD)
    event = AuditEvent.objects.get(what="user.closed")
    assert event.target_name == reviewer.name
    assert event.details == {"sessions": 2}


def test_a_session_that_survives_in_another_store_is_still_shut_out(
    reviewer: User, administrator: User, as_: object
) -> None:
    browser = as_(reviewer)
    kept = dict(browser.session)
    close_account(user=reviewer, by=administrator)
    session = browser.session
    session.update(kept)
    session.save()
    browser.cookies["sessionid"] = session.session_key
    response = browser.get("/konto/2fa/")
    assert response.status_code == 302
    assert "/konto/login/" in response["Location"]


def test_closing_withdraws_what_waits_for_the_person(
    kommun: Kommun, party: Party, reviewer: User, administrator: User
) -> None:
    from lofte.people.inputs import Invitee
    from lofte.people.invitations.actions import invite

    who = Invitee(email=reviewer.email.upper(), name="G", party=party.name, role=Role.LEADER)
    invitation = invite(kommun=kommun, who=who, by=administrator).invitation
    close_account(user=reviewer, by=administrator)
    invitation.refresh_from_db()
    assert invitation.withdrawn_at


def test_an_account_is_closed_once(reviewer: User, administrator: User) -> None:
    close_account(user=reviewer, by=administrator)
    with pytest.raises(AccountClosed, match="redan stängt"):
        close_account(user=reviewer, by=administrator)
    assert AuditEvent.objects.filter(what="user.closed").count() == 1


def test_who_serves_another_kommun_too_keeps_the_account(
    other_kommun: Kommun, police: User, police_party: Party, administrator: User
) -> None:
    with arrange():
        police_party.kommuner.add(other_kommun)
    assign(user=police, kommun=other_kommun, party=police_party, role=Role.POLICE, by=SYSTEM)
    with pytest.raises(ServesElsewhere, match="Grannby"):
        close_account(user=police, by=administrator)
    close_account(user=police, by=SYSTEM)
    codes = AuditEvent.objects.filter(what="user.closed").values_list("kommun_code", flat=True)
    assert set(codes) == {"9901", "9902"}


def test_an_account_without_roles_is_closed_by_the_product_only(
    reviewer: User, administrator: User
) -> None:
    end_assignment(assignment=assignment_of(reviewer), by=administrator)
    with pytest.raises(NotYourKommun, match="inga uppdrag"):
        close_account(user=reviewer, by=administrator)
    assert not close_account(user=reviewer, by=SYSTEM).is_active
    assert AuditEvent.objects.filter(what="user.closed", kommun_code="").exists()


# --- a lost phone ----------------------------------------------------------------------------


def test_a_lost_phone_is_answered_by_a_new_second_factor(
    reviewer: User, administrator: User, as_: object
) -> None:
    phone = as_(reviewer)
    reset_second_factor(user=reviewer, by=administrator)
    assert "_auth_user_id" not in phone.session
    assert not Authenticator.objects.filter(user=reviewer).exists()
    reviewer.refresh_from_db()
    assert reviewer.check_password(cast.PASSWORD)


def test_the_product_resets_who_has_no_role(reviewer: User, administrator: User) -> None:
    end_assignment(assignment=assignment_of(reviewer), by=administrator)
    reset_second_factor(user=reviewer, by=SYSTEM)
    assert AuditEvent.objects.first().what == "user.second_factor_reset"


# --- handing over ----------------------------------------------------------------------------


def test_handing_over_moves_the_roles_and_tells_which(
    kommun: Kommun, reviewer: User, coordinator: User, administrator: User
) -> None:
    told = hand_over(from_user=reviewer, to_user=coordinator, kommun=kommun, by=administrator)
    assert told.moved == ("granskare, enhet i kommunen i Lyckeberga",)
    assert roles_of(reviewer, kommun) == set()
    assert roles_of(coordinator, kommun) == {Role.COORDINATOR, Role.REVIEWER}
    event = AuditEvent.objects.get(what="user.handed_over")
    assert event.details["to"] == coordinator.pk


def test_administration_is_handed_over_only_when_asked_for(
    kommun: Kommun, party: Party, administrator: User, coordinator: User
) -> None:
    with pytest.raises(BadAssignment, match="inget att lämna över"):
        hand_over(from_user=administrator, to_user=coordinator, kommun=kommun, by=administrator)
    told = hand_over(
        from_user=administrator,
        to_user=coordinator,
        kommun=kommun,
        by=administrator,
        administration=True,
    )
    assert told.moved
    assert Role.ADMINISTRATOR in roles_of(coordinator, kommun)


def test_what_is_kept_and_what_the_other_had_is_told(
    kommun: Kommun, party: Party, administrator: User, coordinator: User
) -> None:
    for user in (administrator, coordinator):
        assign(user=user, kommun=kommun, party=party, role=Role.REVIEWER, by=SYSTEM)
    told = hand_over(from_user=administrator, to_user=coordinator, kommun=kommun, by=administrator)
    assert told.moved == ()
    assert told.already == ("granskare, enhet i kommunen i Lyckeberga",)
    assert told.kept == ("administratör, enhet i kommunen i Lyckeberga",)


def test_nothing_is_handed_to_oneself_or_to_a_closed_account(
    kommun: Kommun, reviewer: User, reporter: User, administrator: User
) -> None:
    close_account(user=reporter, by=administrator)
    for taker in (reviewer, reporter):
        with pytest.raises(BadAssignment, match="annan person"):
            hand_over(from_user=reviewer, to_user=taker, kommun=kommun, by=administrator)


# --- own places ------------------------------------------------------------------------------


def test_a_reporter_has_own_places_but_never_the_groups(kommun: Kommun, reporter: User) -> None:
    rows = NamedPlace.objects.unscoped("test").filter(kommun=kommun).select_related("kommun")
    square, hidden = rows.get(name="Stortorget"), rows.get(name=cast.GROUP_ONLY)
    add_favourite(user=reporter, place=square, by=reporter)
    add_favourite(user=reporter, place=square, by=reporter)
    assert favourite_place_ids(reporter, kommun) == {square.pk}
    with pytest.raises(BadAssignment):
        add_favourite(user=reporter, place=hidden, by=reporter)
    remove_favourite(user=reporter, place=square, by=reporter)
    assert not FavouritePlace.objects.filter(user=reporter).exists()
