"""Following by e-mail: asked twice, told once, gone at a click, and stoppable for half an hour."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from lofte.audit.actions import SYSTEM
from lofte.audit.refusals import Refused
from lofte.people.letters.sending import send_waiting
from lofte.people.models import Letter
from lofte.places.models import Area
from lofte.publishing import editions
from lofte.publishing.actions import withdraw
from lofte.publishing.following import actions
from lofte.publishing.following.models import Mailing, Subscription
from lofte.publishing.following.queries import followers, one_each
from lofte.publishing.promises.actions import publish_promise
from tests import cast
from tests.promises.conftest import promise
from tests.promises.drafts import commit, draft, sign

__all__ = ["promise"]
NOW = datetime(2026, 5, 20, 9, tzinfo=UTC)
ANNA, BO = "anna@exempel.se", "bo@exempel.se"


@pytest.fixture
def edition(promise, party, police_party, communicator):
    commit(promise, party, text="Vi byter lampor")
    sign(promise, party, police_party)
    return publish_promise(promise=promise, by=communicator, today=date(2026, 5, 20))


@pytest.fixture
def content(edition, editions_dir):
    return editions.read(editions_dir, edition.kommun.slug, edition.number).content


def follow(kommun, address, topic="all", code="", confirmed=True):
    actions.ask(
        kommun=kommun, topic=topic, code=code, address=address, now=NOW, by=actions.FOLLOWER
    )
    row = Subscription.objects.unscoped("test").get(address=address, topic=topic, code=code)
    if confirmed:
        actions.confirm(subscription=row, now=NOW, by=actions.FOLLOWER)
    return row


def letters(kind):
    return list(Letter.objects.unscoped("test").filter(kind=kind).order_by("pk"))


def link_in(text, name):
    path = reverse(f"following:{name}", args=["x"]).split("x/")[0]
    return path + text.split(path)[1].split()[0]


def test_from_the_open_page_to_a_letter_and_out_again(edition, promise, communicator):
    client = Client()
    home = client.get(f"/lyckeberga/loften/{promise.code}/").content.decode()
    asked = f"/folj/lyckeberga/?lofte={promise.code}"
    assert asked in home
    page = client.get(asked)
    assert promise.title in page.content.decode()
    assert not page.cookies
    done = client.post(asked, {"adress": f" {ANNA.upper()} "}, follow=True)
    assert "Titta i din e-post" in done.content.decode()
    (letter,) = letters("subscription.confirm")
    assert letter.to == ANNA
    yes, no = link_in(letter.text, "confirm"), link_in(letter.text, "leave")
    assert "Ja, det vill jag" in client.get(yes).content.decode()
    assert Subscription.objects.unscoped("test").get().confirmed_at is None, "a look says nothing"
    assert "Tack, du följer nu" in client.post(yes).content.decode()
    staff = cast.signed_in(communicator)
    tell = f"/arbete/lyckeberga/utgavor/{edition.pk}/beratta/"
    assert "Brevet går till 1 adress." in staff.get(tell).content.decode()
    sent = staff.post(tell, {"intro": "Nu är löftet här.", "button": "send"}, follow=True)
    assert "1 brev går iväg" in sent.content.decode()
    (news,) = letters("edition.news")
    assert news.text.startswith("Nu är löftet här.")
    assert f"/lyckeberga/lagesbild/{edition.number}/" in news.text
    assert news.headers["List-Unsubscribe"].endswith(f"{link_in(news.text, 'leave')}>")
    assert "Adressen är borttagen" in client.post(no).content.decode()
    assert not Subscription.objects.unscoped("test").exists()
    assert "Adressen är borttagen" in client.post(no).content.decode(), "once more does no harm"
    assert client.get(yes).status_code == 404


def test_only_those_who_said_yes_and_only_what_they_asked_for(kommun, edition, content, promise):
    area = content["area_codes"][0] if content["area_codes"] else "A1"
    follow(kommun, ANNA)
    follow(kommun, ANNA, "promise", promise.code)
    follow(kommun, BO, "promise", "annat-lofte")
    follow(kommun, "cia@exempel.se", "area", area)
    follow(kommun, "dan@exempel.se", confirmed=False)
    told = [row.address for row in one_each(followers(kommun, content))]
    assert told == [ANNA, "cia@exempel.se"], "the promise is for the whole kommun, so for the area"


def test_an_area_of_the_promise_hears_of_it_and_other_areas_do_not(
    kommun, party, police_party, communicator, editions_dir
):
    west, east = Area.objects.unscoped("test").filter(kommun=kommun, kind=Area.Kind.OWN)
    promise = draft(kommun, party, police_party, areas=(west,))
    commit(promise, party, text="Vi byter lampor")
    sign(promise, party, police_party)
    edition = publish_promise(promise=promise, by=communicator, today=date(2026, 5, 20))
    content = editions.read(editions_dir, kommun.slug, edition.number).content
    follow(kommun, ANNA, "area", west.code)
    follow(kommun, BO, "area", east.code)
    assert [row.address for row in followers(kommun, content)] == [ANNA]


def test_whoever_leaves_while_a_letter_waits_does_not_get_it(
    kommun, edition, content, communicator, mailoutbox
):
    row = follow(kommun, ANNA)
    follow(kommun, BO)
    actions.tell(edition=edition, content=content, intro="", now=NOW, by=communicator)
    actions.leave(subscription=row, by=actions.FOLLOWER)
    send_waiting(NOW + timedelta(minutes=31), by=SYSTEM)
    news = [m.to[0] for m in mailoutbox if "vad som har hänt" in m.subject]
    assert news == [BO]
    assert not [one for one in letters(actions.NEWS) if one.to == ANNA]


def test_letters_of_a_withdrawn_edition_do_not_leave(
    kommun, edition, content, communicator, mailoutbox
):
    follow(kommun, ANNA)
    actions.tell(edition=edition, content=content, intro="", now=NOW, by=communicator)
    withdraw(edition=edition, reason="Fel löfte", by=communicator)
    assert Mailing.objects.unscoped("test").get().recalled_at is not None
    send_waiting(NOW + timedelta(minutes=31), by=SYSTEM)
    assert not [m for m in mailoutbox if "vad som har hänt" in m.subject]


def test_a_mailing_can_be_stopped_until_it_leaves(
    kommun, edition, content, communicator, mailoutbox
):
    follow(kommun, ANNA)
    follow(kommun, BO)
    told = {"edition": edition, "content": content, "intro": "", "by": communicator}
    made = actions.tell(now=NOW, **told)
    with pytest.raises(Refused, match="redan skickad"):
        actions.tell(now=NOW, **told)
    before = len(mailoutbox)
    send_waiting(NOW + timedelta(minutes=29), by=SYSTEM)
    assert not [m for m in mailoutbox[before:] if "vad som har hänt" in m.subject]
    assert actions.recall(mailing=made, now=NOW, by=communicator) == 2
    actions.tell(now=NOW, **told)
    send_waiting(NOW + timedelta(minutes=31), by=SYSTEM)
    news = [m for m in mailoutbox if "vad som har hänt" in m.subject]
    assert sorted(m.to[0] for m in news) == [ANNA, BO]
    with pytest.raises(Refused, match="redan gått iväg"):
        actions.recall(mailing=Mailing.objects.unscoped("t").last(), now=NOW, by=communicator)


def test_a_trial_goes_to_oneself_and_to_nobody_else(kommun, edition, content, communicator):
    follow(kommun, ANNA)
    actions.try_out(edition=edition, content=content, intro="Hej.", now=NOW, by=communicator)
    (trial,) = letters("edition.trial")
    assert (trial.to, trial.subject[:5]) == (communicator.email, "Prov:")
    assert not letters("edition.news")


def test_personal_data_stays_out_of_the_letter(kommun, edition, content, communicator):
    follow(kommun, ANNA)
    with pytest.raises(Refused, match="personuppgifter"):
        actions.tell(
            edition=edition,
            content=content,
            intro="Ring Anna Andersson 070-174 06 05.",
            now=NOW,
            by=communicator,
        )
    assert not Mailing.objects.unscoped("test").exists()
    assert not letters("edition.news")


def test_what_is_withdrawn_or_followed_by_nobody_is_not_sent(edition, content, communicator):
    told = {"edition": edition, "content": content, "intro": "", "by": communicator}
    with pytest.raises(Refused, match="Ingen följer"):
        actions.tell(now=NOW, **told)
    withdraw(edition=edition, reason="Fel.", by=communicator)
    with pytest.raises(Refused, match="tillbakadragen"):
        actions.tell(now=NOW, **told)


def test_the_same_address_again_is_not_asked_twice_a_day(kommun):
    for _ in range(5):
        follow(kommun, ANNA, confirmed=False)
    assert len(letters("subscription.confirm")) == 1
    later = NOW + timedelta(days=1, minutes=1)
    actions.ask(kommun=kommun, topic="all", code="", address=ANNA, now=later, by=actions.FOLLOWER)
    assert len(letters("subscription.confirm")) == 2


def test_who_never_says_yes_is_forgotten_after_a_week(kommun):
    follow(kommun, ANNA, confirmed=False)
    follow(kommun, BO)
    assert actions.forget_unanswered(now=NOW + timedelta(days=6), by=SYSTEM) == 0
    assert actions.forget_unanswered(now=NOW + timedelta(days=8), by=SYSTEM) == 1
    assert [row.address for row in Subscription.objects.unscoped("test")] == [BO]


@pytest.mark.parametrize("address", ["", "hej", "a@b", "x" * 300 + "@exempel.se"])
def test_what_is_no_address_is_told(edition, address):
    answer = Client().post("/folj/lyckeberga/", {"adress": address})
    assert answer.status_code == 422
    assert "inte ut som en e-postadress" in answer.content.decode()
    assert not Subscription.objects.unscoped("test").exists()


@pytest.mark.parametrize("asked", ["?lofte=finns-inte", "?omrade=finns-inte"])
def test_what_has_no_open_page_is_not_followed(edition, asked):
    assert Client().get(f"/folj/lyckeberga/{asked}").status_code == 404
    assert Client().get("/folj/finns-inte/").status_code == 404
    assert Client().get("/folj/bekrafta/forfalskad/").status_code == 404


def test_only_the_communicator_sends(edition, leader):
    address = f"/arbete/lyckeberga/utgavor/{edition.pk}/beratta/"
    assert cast.signed_in(leader).get(address).status_code == 403
    assert cast.signed_in(leader).post(address, {"button": "send"}).status_code == 403


def test_a_promise_with_the_longest_of_names_can_be_followed(kommun, party):
    """A database that keeps to the lengths of its columns would refuse the address."""
    code = "lyckeberga-2026-" + "x" * 64
    made = draft(kommun, party, code=code)
    assert made.code == code
    row = follow(kommun, ANNA, "promise", code)
    row.clean_fields()
    assert list(followers(kommun, {"kind": "promise", "code": code})) == [row]
