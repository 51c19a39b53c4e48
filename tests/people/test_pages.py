"""The pages of people: who reaches them, and what they do."""

import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from lofte.audit.models import AuditEvent
from lofte.people.actions import end_assignment
from lofte.people.inputs import Invitee
from lofte.people.invitations.actions import invite
from lofte.people.models import Assignment, Invitation, Party, User
from lofte.people.states import Role
from lofte.places.models import Kommun
from tests import cast
from tests.people.test_invitations import PASSWORD, roles_of, someone
from tests.write_guard import arrange


def at(name: str, kommun: Kommun, *rest: object) -> str:
    return reverse(f"people:{name}", args=[kommun.slug, *rest])


def said(response: object) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


@pytest.fixture
def admin(administrator: User, as_: object) -> Client:
    return as_(administrator)


# --- people ----------------------------------------------------------------------------------


def test_the_list_shows_who_works_here_and_nobody_else(
    admin: Client, kommun: Kommun, reviewer: User, outsider: User
) -> None:
    page = said(admin.get(at("people", kommun)))
    assert reviewer.name in page
    assert outsider.name not in page


def test_inviting_sends_a_letter_whose_link_opens_the_invitation(
    admin: Client, kommun: Kommun, party: Party
) -> None:
    data = {"name": "Nils Ny", "email": "nils@x.example", "party": party.name, "role": "leader"}
    response = admin.post(at("invite", kommun), data, follow=True)
    assert "Inbjudan är på väg till nils@x.example" in said(response)
    link = re.search(r"http://testserver(\S+)", mail.outbox[0].body)
    assert "Välkommen till Löfte i Lyckeberga" in said(Client().get(link[1]))


def test_what_was_written_stays_when_an_invitation_is_refused(
    admin: Client, kommun: Kommun, party: Party, reviewer: User
) -> None:
    data = {"name": "X", "email": reviewer.email, "party": party.name, "role": "reviewer"}
    response = admin.post(at("invite", kommun), data)
    assert response.status_code == 422
    assert "har redan rollen" in said(response)
    assert f'value="{reviewer.email}"' in said(response)
    response = admin.post(at("invite", kommun), {**data, "email": "inte en adress"})
    assert response.status_code == 422


def test_an_invitation_is_withdrawn(admin: Client, kommun: Kommun, party: Party) -> None:
    invitation = invite(
        kommun=kommun, who=someone(party), by=User.objects.get(name="Ada Administratör")
    ).invitation
    assert "Nils Ny" in said(admin.get(at("people", kommun)))
    admin.post(at("withdraw", kommun, invitation.pk))
    assert Invitation.objects.unscoped("test").get().withdrawn_at
    again = admin.post(at("withdraw", kommun, invitation.pk), follow=True)
    assert "redan besvarad eller återtagen" in said(again)


def test_a_persons_roles_are_given_and_ended(
    admin: Client, kommun: Kommun, party: Party, reviewer: User
) -> None:
    page = at("person", kommun, reviewer.pk)
    assert "granskare" in said(admin.get(page))
    bad = admin.post(at("assign", kommun, reviewer.pk), {"party": "", "role": "leader"})
    assert bad.status_code == 422
    admin.post(at("assign", kommun, reviewer.pk), {"party": party.name, "role": "leader"})
    assert roles_of(reviewer) == {Role.REVIEWER, Role.LEADER}
    row = Assignment.objects.unscoped("test").get(user=reviewer, role=Role.LEADER)
    admin.post(at("end", kommun, reviewer.pk, row.pk))
    assert roles_of(reviewer) == {Role.REVIEWER}
    again = admin.post(at("end", kommun, reviewer.pk, row.pk), follow=True)
    assert "redan avslutat" in said(again)


def test_closing_asks_first(admin: Client, kommun: Kommun, reviewer: User) -> None:
    page = at("close", kommun, reviewer.pk)
    assert f"Stäng kontot för {reviewer.name}?" in said(admin.get(page))
    assert "är stängt" in said(admin.post(page, follow=True))
    reviewer.refresh_from_db()
    assert not reviewer.is_active
    assert "Stängt" in said(admin.get(at("person", kommun, reviewer.pk)))


def test_the_last_administrator_is_told_why_not(
    admin: Client, kommun: Kommun, administrator: User
) -> None:
    response = admin.post(at("close", kommun, administrator.pk), follow=True)
    assert "enda administratören" in said(response)


def test_handing_over_tells_what_moved(
    admin: Client, kommun: Kommun, reviewer: User, coordinator: User
) -> None:
    page = at("hand_over", kommun, reviewer.pk)
    assert "granskare, enhet i kommunen" in said(admin.get(page))
    response = admin.post(page, {"to": coordinator.pk}, follow=True)
    assert "Ett uppdrag är överlämnat: granskare" in said(response)
    assert "Det finns inget att lämna över" in said(admin.get(page))
    assert admin.post(page, {"to": coordinator.pk}).status_code == 422


def test_handing_over_tells_what_stays(
    admin: Client, kommun: Kommun, party: Party, administrator: User, coordinator: User
) -> None:
    with arrange():
        for user in (administrator, coordinator):
            Assignment.objects.create(user=user, kommun=kommun, party=party, role=Role.LEADER)
    page = at("hand_over", kommun, administrator.pk)
    response = said(admin.post(page, {"to": coordinator.pk}, follow=True))
    assert "0 uppdrag är överlämnade" in response
    assert "Fanns redan: ledare" in response
    assert "Ligger kvar: administratör" in response


def test_a_lost_phone_is_reset_after_a_question(
    admin: Client, kommun: Kommun, reviewer: User
) -> None:
    page = at("reset", kommun, reviewer.pk)
    assert "Återställ det andra steget för" in said(admin.get(page))
    assert "väljer ett nytt andra steg" in said(admin.post(page, follow=True))


@pytest.mark.parametrize("name", ["person", "close", "hand_over", "reset"])
def test_somebody_of_another_kommun_is_not_there(
    admin: Client, kommun: Kommun, outsider: User, name: str
) -> None:
    assert admin.get(at(name, kommun, outsider.pk)).status_code == 404


# --- parties ---------------------------------------------------------------------------------


def test_parties_are_added_renamed_and_closed(admin: Client, kommun: Kommun) -> None:
    data = {"name": "Åbo Bostäder", "kind": "housing"}
    assert "är part här" in said(admin.post(at("parties", kommun), data, follow=True))
    assert admin.post(at("parties", kommun), data).status_code == 422
    row = Party.objects.unscoped("test").get(name="Åbo Bostäder")
    page = at("party", kommun, row.pk)
    assert "Bostadsföretag" in said(admin.get(page))
    assert admin.post(page, {"name": " "}).status_code == 422
    assert "heter nu Åhus" in said(admin.post(page, {"name": "Åhus"}, follow=True))
    other = Party.objects.unscoped("test").exclude(pk=row.pk).first()
    assert admin.post(page, {"name": other.name}).status_code == 422
    closing = at("close_party", kommun, row.pk)
    assert "Ska Åhus inte längre" in said(admin.get(closing))
    assert "är inte längre part" in said(admin.post(closing, follow=True))


def test_a_party_with_people_says_why_it_stays(
    admin: Client, kommun: Kommun, reporter: User, housing_party: Party
) -> None:
    response = admin.post(at("close_party", kommun, housing_party.pk), follow=True)
    assert "Avsluta eller lämna över dem först" in said(response)


def test_parties_stand_in_swedish_order(admin: Client, kommun: Kommun) -> None:
    with arrange():
        for name in ("Öbo", "Åbo", "Zoo", "Äng"):
            cast.make_party(kommun, Party.Kind.HOUSING, name)
    page = said(admin.get(at("parties", kommun)))
    places = [page.index(f">{name}</a>") for name in ("Zoo", "Åbo", "Äng", "Öbo")]
    assert places == sorted(places)


# --- the log ---------------------------------------------------------------------------------


def test_the_log_tells_in_words_and_only_of_the_own_kommun(
    admin: Client, kommun: Kommun, reviewer: User, administrator: User, outsider: User
) -> None:
    row = Assignment.objects.unscoped("test").get(user=reviewer)
    end_assignment(assignment=row, by=administrator)
    with arrange():
        AuditEvent.objects.create(
            what="picture.frozen", target_kind="picture", target_id="1", kommun_code="9902",
            target_name="Grannbys bild", by_id="1", by_name="X",
        )  # fmt: skip
    page = said(admin.get(at("log", kommun)))
    assert "Uppdrag avslutat" in page
    assert administrator.name in page
    assert "Grannbys bild" not in page


def test_the_log_is_narrowed_by_kind_and_day(admin: Client, kommun: Kommun) -> None:
    with arrange():
        for day in (1, 2, 3):
            AuditEvent.objects.create(
                at=f"2026-03-0{day}T23:30:00+01:00", what=f"party.{'added' if day < 3 else 'x'}",
                target_kind="party", target_id="1", target_name=f"Rad {day}",
                kommun_code=kommun.code, by_id="1", by_name="X",
            )  # fmt: skip

    def rows(**query: str) -> list[str]:
        return re.findall(r"Rad \d", said(admin.get(at("log", kommun), query)))

    assert rows() == ["Rad 3", "Rad 2", "Rad 1"]
    assert rows(what="party.added") == ["Rad 2", "Rad 1"]
    assert rows(first="2026-03-02", last="2026-03-02") == ["Rad 2"]
    assert rows(what="party.added", first="2026-03-04") == []
    assert rows(first="igår") == ["Rad 3", "Rad 2", "Rad 1"]


def test_the_log_shows_fifty_at_a_time_in_as_many_questions_however_long_it_is(
    admin: Client, kommun: Kommun, django_assert_num_queries: object
) -> None:
    with arrange():
        for number in range(120):
            AuditEvent.objects.create(
                what="party.added", target_kind="party", target_id=str(number),
                target_name=f"P{number}", kommun_code=kommun.code, by_id="1", by_name="X",
            )  # fmt: skip
    admin.get(at("log", kommun))
    with django_assert_num_queries(6):
        page = said(admin.get(at("log", kommun), {"page": 2}))
    assert page.count("Part tillagd</th>") == 50
    assert "Sida 2 av 3" in page


# --- the invited person ----------------------------------------------------------------------


@pytest.fixture
def key(kommun: Kommun, party: Party, administrator: User) -> str:
    return invite(kommun=kommun, who=someone(party), by=administrator).key


def accept_page(key: str) -> str:
    return reverse("people:accept", args=[key])


def test_a_new_person_is_signed_in_and_led_to_the_second_step(
    client: Client, kommun: Kommun, key: str
) -> None:
    response = client.post(accept_page(key), {"name": "Nils", "password": PASSWORD})
    assert response["Location"] == reverse("mfa_index")
    assert client.get(reverse("mfa_index")).status_code == 200
    started = client.get(reverse("desk:start", args=[kommun.slug]))
    assert started["Location"] == reverse("mfa_index")


def test_a_weak_password_says_why_and_the_key_still_works(client: Client, key: str) -> None:
    response = client.post(accept_page(key), {"name": "Nils", "password": "kort"})
    assert response.status_code == 422
    assert "lösenord" in said(response).lower()
    assert client.post(accept_page(key), {"name": "", "password": ""}).status_code == 422
    assert client.get(accept_page(key)).status_code == 200


def test_a_used_or_unknown_key_leads_to_the_sign_in(client: Client, db: None, key: str) -> None:
    client.post(accept_page(key), {"name": "Nils", "password": PASSWORD})
    for used in (key, "gissning"):
        response = Client().get(accept_page(used))
        assert response.status_code == 410
        assert "gäller inte längre" in said(response)
        assert Client().post(accept_page(used), {}).status_code == 410


def test_whoever_has_an_account_only_says_yes(
    client: Client, kommun: Kommun, party: Party, reporter: User, administrator: User
) -> None:
    who = Invitee(email=reporter.email, name="R", party=party.name, role=Role.REVIEWER)
    key = invite(kommun=kommun, who=who, by=administrator).key
    assert "Du har redan ett konto" in said(client.get(accept_page(key)))
    response = client.post(accept_page(key))
    assert response["Location"] == reverse("account_login")
    assert "_auth_user_id" not in client.session
    assert Role.REVIEWER in roles_of(reporter)
