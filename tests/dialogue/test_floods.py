"""A flood of answers: none is refused, none is counted silently, and nobody's address is kept."""

from datetime import timedelta

import pytest
from django.utils import timezone

from lofte.dialogue.answering import floods
from lofte.dialogue.models import Answer

pytestmark = pytest.mark.usefixtures("_today")


@pytest.fixture
def few(monkeypatch):
    monkeypatch.setattr(floods, "MOST", {floods.MINUTE: 5, floods.HOUR: 8})


def send(client, dialogue, number, **more):
    given = {"sandning": f"telefon {number}", "version": 1, "kvall": "2"} | more
    return client.post(f"/d/{dialogue.link}/", given)


def suspected(dialogue):
    return Answer.objects.unscoped("test").filter(dialogue=dialogue, suspected=True).count()


def test_a_stage_full_of_people_is_no_flood():
    assert floods.MOST[floods.MINUTE] > 300


def test_in_a_flood_every_answer_is_kept_and_those_without_the_code_are_marked(
    client, dialogue, few
):
    assert "Koden på affischen" not in client.get(f"/d/{dialogue.link}/").content.decode()
    for number in range(7):
        answer = send(client, dialogue, number)
        assert answer.status_code == 302, "nothing is refused"
    assert Answer.objects.unscoped("test").filter(dialogue=dialogue).count() == 7
    assert suspected(dialogue) == 2
    assert "raknas=for-sig" in answer.url
    assert "räknas för sig" in client.get(answer.url).content.decode()
    assert "Koden på affischen" in client.get(f"/d/{dialogue.link}/").content.decode()


def test_the_code_of_the_poster_works_without_scripts(client, dialogue, few):
    for number in range(5):
        send(client, dialogue, number)
    known = send(client, dialogue, "a", affischkod=f" {dialogue.poster_code.upper()} ")
    assert "raknas" not in known.url
    assert suspected(dialogue) == 0
    send(client, dialogue, "b", affischkod="gissning")
    assert suspected(dialogue) == 1


def test_the_next_minute_is_another_but_the_hour_goes_on(client, dialogue, few):
    for number in range(5):
        send(client, dialogue, number)
    now = timezone.now()
    assert floods.is_rush(dialogue, now)
    assert not floods.is_rush(dialogue, now + timedelta(minutes=1))
    for _ in range(3):
        floods.came(dialogue, now + timedelta(minutes=1))
    assert floods.is_rush(dialogue, now + timedelta(minutes=1)), "eight in the hour"
    assert not floods.is_rush(dialogue, now + timedelta(hours=2))


def test_the_same_sending_again_is_not_one_more(client, dialogue, few):
    for _ in range(9):
        send(client, dialogue, "samma")
    assert Answer.objects.unscoped("test").filter(dialogue=dialogue).count() == 1
    assert not floods.is_rush(dialogue, timezone.now())


def test_one_dialogues_flood_is_not_anothers(client, dialogue, few):
    for number in range(6):
        send(client, dialogue, number)
    other = type(dialogue)(pk=dialogue.pk + 1)
    assert floods.is_rush(dialogue, timezone.now())
    assert not floods.is_rush(other, timezone.now())
