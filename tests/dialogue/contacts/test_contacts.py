"""An address for the result: asked twice, apart from every answer, gone at a word."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from lofte.audit.refusals import Refused
from lofte.dialogue import actions as dialogues
from lofte.dialogue.answering.actions import RESIDENT
from lofte.dialogue.contacts import actions, tokens
from lofte.dialogue.feedback.actions import Told, give_feedback
from lofte.dialogue.feedback.queries import confirmed
from lofte.dialogue.models import Contacts
from lofte.people.models import Letter
from tests.dialogue.conftest import planned

pytestmark = pytest.mark.usefixtures("_today")
NOW = datetime(2026, 10, 5, 9, tzinfo=UTC)
ANNA = "anna@example.se"


def letters():
    return list(Letter.objects.unscoped("test").order_by("pk"))


def left():
    rows = Contacts.objects.unscoped("test")
    return sorted(entry[0] for row in rows for entry in row.entries)


def link_in(text, name):
    path = reverse(f"contacts:{name}", args=["x"]).split("x/")[0]
    return path + text.split(path)[1].split()[0]


def test_from_thanks_to_a_confirmed_address_and_a_letter_with_a_way_out(
    client, dialogue, coordinator
):
    thanks = client.get(f"/d/{dialogue.link}/tack/").content.decode()
    assert f'href="/d/{dialogue.link}/adress/"' in thanks
    page = f"/d/{dialogue.link}/adress/"
    assert not client.get(page).cookies
    done = client.post(page, {"adress": f" {ANNA.upper()} "}, follow=True)
    assert "Titta i din e-post" in done.content.decode()
    (letter,) = letters()
    assert letter.to == ANNA
    assert confirmed(dialogue) == []
    yes = link_in(letter.text, "confirm")
    assert "Ja, det vill jag" in client.get(yes).content.decode()
    assert confirmed(dialogue) == []  # looking at the link says nothing
    assert "vi hör av oss" in client.post(yes).content.decode()
    assert confirmed(dialogue) == [ANNA]
    told = Told(outcome="Mörkt", will_do="Lampor", by_whom="Gata", told_on=date(2026, 10, 5),
                channel="web")  # fmt: skip
    give_feedback(dialogue=dialogue, told=told, now=NOW, by=coordinator)
    news = letters()[-1]
    no = link_in(news.text, "leave")
    assert news.headers["List-Unsubscribe"].endswith(f"{no}>")
    assert "Ta bort din adress?" in client.get(no).content.decode()
    assert "är borttagen" in client.post(no, {"List-Unsubscribe": "One-Click"}).content.decode()
    assert left() == []
    assert "är borttagen" in client.post(no).content.decode()
    assert "finns inte kvar" in client.post(yes).content.decode()


def test_the_same_address_again_sends_no_second_letter(client, dialogue):
    for _ in range(3):
        actions.ask(dialogue=dialogue, address=ANNA, now=NOW, by=RESIDENT)
    assert len(letters()) == 1
    assert left() == [ANNA]


@pytest.mark.parametrize("typed", ["", "anna", "anna@", "a" * 300 + "@example.se", "x\ny@z.se"])
def test_what_is_no_address_is_refused_and_stays_in_the_field(client, dialogue, typed):
    answer = client.post(f"/d/{dialogue.link}/adress/", {"adress": typed})
    assert answer.status_code == 422
    assert "Ingenting sparades" in answer.content.decode()
    assert not left()
    assert not letters()


def test_leaving_takes_away_that_address_only(dialogue):
    for name in (ANNA, "bo@example.se", "cia@example.se"):
        actions.ask(dialogue=dialogue, address=name, now=NOW, by=RESIDENT)
        actions.confirm(dialogue=dialogue, address=name, now=NOW, by=RESIDENT)
    actions.leave(dialogue=dialogue, address=ANNA, by=RESIDENT)
    assert confirmed(dialogue) == ["bo@example.se", "cia@example.se"]
    assert actions.leave(dialogue=dialogue, address=ANNA, by=RESIDENT) is False


def test_a_key_that_nobody_made_opens_nothing(client, dialogue):
    good = tokens.token_for(dialogue, ANNA)
    for token in ("x", good[:-2] + "xx", good[5:]):
        assert client.get(f"/d/adress/bekrafta/{token}/").status_code == 404
        assert client.post(f"/d/adress/lamna/{token}/").status_code == 404
    assert client.get("/d/finnsinte/adress/").status_code == 404
    assert client.get("/d/finnsinte/adress/skickat/").status_code == 404


def test_a_draft_takes_no_address(questionnaire, coordinator):
    draft = planned(questionnaire, coordinator)
    with pytest.raises(Refused, match="samlar inga adresser"):
        actions.ask(dialogue=draft, address=ANNA, now=NOW, by=RESIDENT)
    ended = dialogues.open_(dialogue=draft, by=coordinator)
    dialogues.end(dialogue=ended, by=coordinator)
    actions.ask(dialogue=ended, address=ANNA, now=NOW, by=RESIDENT)
    assert left() == [ANNA]


def told(outcome):
    return Told(
        outcome=outcome,
        will_do="Lampor",
        by_whom="Gata",
        told_on=date(2026, 10, 5),
        channel="web",
    )


def test_who_says_yes_after_the_feedback_gets_what_was_told_last_and_once(dialogue, coordinator):
    actions.ask(dialogue=dialogue, address=ANNA, now=NOW, by=RESIDENT)
    for outcome in ("Mörkt vid ån", "Lamporna lyser"):
        give_feedback(dialogue=dialogue, told=told(outcome), now=NOW, by=coordinator)
    assert len(letters()) == 1, "nobody has said yes yet"
    for _ in range(2):
        actions.confirm(dialogue=dialogue, address=ANNA, now=NOW, by=RESIDENT)
    (letter,) = letters()[1:]
    assert letter.to == ANNA
    assert "Lamporna lyser" in letter.text
    assert "List-Unsubscribe" in letter.headers
    assert not actions.confirm(dialogue=dialogue, address="bo@example.se", now=NOW, by=RESIDENT)
    assert len(letters()) == 2


def test_who_left_and_comes_back_is_asked_again(client, dialogue):
    page = f"/d/{dialogue.link}/adress/"
    for times in (1, 2, 3):
        for _ in range(2):
            client.post(page, {"adress": ANNA})
        assert len(letters()) == times
        client.post(link_in(letters()[-1].text, "leave"))
    assert left() == []
    assert not any(ANNA in letter.key for letter in letters())


def test_what_waits_for_who_has_left_does_not_leave(dialogue, coordinator):
    actions.ask(dialogue=dialogue, address=ANNA, now=NOW, by=RESIDENT)
    actions.confirm(dialogue=dialogue, address=ANNA, now=NOW, by=RESIDENT)
    give_feedback(dialogue=dialogue, told=told("Lamporna lyser"), now=NOW, by=coordinator)
    assert letters()[-1].state == Letter.State.WAITING
    actions.leave(dialogue=dialogue, address="bo@example.se", by=RESIDENT)
    assert letters()[-1].state == Letter.State.WAITING
    actions.leave(dialogue=dialogue, address=ANNA, by=RESIDENT)
    assert letters()[-1].state == Letter.State.RECALLED


BEATA = "beata@example.se"


@pytest.fixture
def not_sent(dialogue, arrange):
    """Anna's letter could not be delivered, and Beata's waits."""
    for name in (ANNA, BEATA):
        actions.ask(dialogue=dialogue, address=name, now=NOW, by=RESIDENT)
    with arrange():
        failed = Letter.objects.unscoped("test").get(to=ANNA)
        failed.state = Letter.State.FAILED
        failed.save()
    return dialogue


def test_who_leaves_is_in_no_letter_that_failed(not_sent):
    actions.leave(dialogue=not_sent, address=ANNA, by=RESIDENT)
    assert [(letter.to, bool(letter.text)) for letter in letters()] == [("", False), (BEATA, True)]


def test_when_the_time_is_up_no_address_is_left_in_a_letter(not_sent, coordinator):
    dialogues.erase_contacts(dialogue=not_sent, by=coordinator)
    assert [(letter.to, letter.text) for letter in letters()] == [("", ""), ("", "")]
