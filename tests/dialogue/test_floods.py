"""A flood of answers: none is refused, none is counted silently, and nobody's address is kept."""

from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.core.cache import cache
from django.utils import timezone

from lofte.dialogue.answering import floods, puzzle
from lofte.dialogue.models import Answer
from tests.dialogue.conftest import TODAY

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


def done(dialogue, sending, day=TODAY, bits=puzzle.BITS):
    """What a browser counts out."""
    asked = puzzle.challenge(dialogue, sending, day)
    return next(str(n) for n in count() if puzzle._zeros(f"{asked}:{n}") >= bits)


def test_the_sum_that_a_browser_does_is_another_way(client, dialogue, few, monkeypatch):
    monkeypatch.setattr(puzzle, "BITS", 8)
    plain = client.get(f"/d/{dialogue.link}/").content.decode()
    assert "puzzle" not in plain, "nobody counts when there is no flood"
    for number in range(5):
        send(client, dialogue, number)
    page = client.get(f"/d/{dialogue.link}/").content.decode()
    assert f'data-puzzle="{dialogue.link}:{TODAY}:' in page
    assert "dialogue/puzzle" in page
    right = done(dialogue, "telefon a", bits=8)
    assert "raknas" not in send(client, dialogue, "a", uppgift=right).url
    before_midnight = done(dialogue, "telefon c", TODAY - timedelta(days=1), bits=8)
    assert "raknas" not in send(client, dialogue, "c", uppgift=before_midnight).url
    assert suspected(dialogue) == 0
    for wrong in (right, "", "x", "-1", "٣", "9" * 13):
        send(client, dialogue, f"b{wrong}", uppgift=wrong)
    assert suspected(dialogue) == 6, "the sum of another sending is of no use"


def test_a_sum_is_quick_for_one_and_long_for_many(dialogue):
    assert int(done(dialogue, "x")) < 2 ** (puzzle.BITS + 4)
    assert not puzzle.is_solved(dialogue, "", "1", TODAY)


def test_a_bot_that_sends_thousands_is_shown_with_and_without(
    client, as_, coordinator, dialogue, monkeypatch
):
    monkeypatch.setattr(floods, "MOST", {floods.MINUTE: 20, floods.HOUR: 20})
    for number in range(60):
        assert send(client, dialogue, number, kvall="5").status_code == 302
    assert suspected(dialogue) == 40
    staff = as_(coordinator)
    url = f"/arbete/lyckeberga/dialogresultat/{dialogue.pk}/"
    with_them = staff.get(url).content.decode()
    without = staff.get(url, {"misstankta": "utan"}).content.decode()
    assert "60 svar i" in with_them
    assert "40 svar kan vara skickade av ett program" in with_them
    assert "20 svar i" in without


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


def test_a_flood_of_other_counters_throws_out_none_of_these(client, dialogue, few):
    for number in range(5):
        send(client, dialogue, number)
    for number in range(1_000):  # sign-ins of a thousand people
        cache.set(f"other-{number}", 1)
    assert floods.is_rush(dialogue, timezone.now())
    assert cache.get("other-0") == 1, "the limits on sign-in count all of them"


def test_a_dialogue_that_is_open_for_days_leaves_two_counters(dialogue):
    now = timezone.now()
    for hours in range(400):
        floods.came(dialogue, now + timedelta(hours=hours))
    assert len(list(Path(settings.CACHES["floods"]["LOCATION"]).iterdir())) == 2


def test_whoever_reads_an_open_survey_is_told_that_a_slow_flood_is_not_seen(
    client, as_, coordinator, dialogue, monkeypatch
):
    monkeypatch.setattr(floods, "MOST", {floods.MINUTE: 5, floods.HOUR: 60})
    now = timezone.now()
    for minute in range(30):
        with time_machine.travel(now + timedelta(minutes=2 * minute), tick=False):
            send(client, dialogue, minute, kvall="5")
    assert suspected(dialogue) == 0, "below the limit of the hour nothing is marked"
    url = f"/arbete/lyckeberga/dialogresultat/{dialogue.pk}/"
    assert (
        "Den som skickar många svar långsamt märks inte."
        in as_(coordinator).get(url).content.decode()
    )


def test_one_dialogues_flood_is_not_anothers(client, dialogue, few):
    for number in range(6):
        send(client, dialogue, number)
    other = type(dialogue)(pk=dialogue.pk + 1)
    assert floods.is_rush(dialogue, timezone.now())
    assert not floods.is_rush(other, timezone.now())
