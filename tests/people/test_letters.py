"""Letters leave once each, can be stopped before that, and leave nothing behind."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from lofte.audit.actions import SYSTEM
from lofte.management.due import run_due
from lofte.people.letters.actions import (
    LEASE,
    TRIES,
    AlreadyTaken,
    Draft,
    NotRecallable,
    mark_failed,
    queue,
    recall,
    recall_about,
    take,
)
from lofte.people.letters.sending import address, message, send_waiting
from lofte.people.models import Letter
from tests.people.post_office import open_office

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
KEPT = "Belysningen vid resecentrum är felanmäld."


@pytest.fixture
def office(settings):
    with open_office(settings) as office:
        yield office


def draft(**changes):
    given = {
        "key": "rapport 7 ingår",
        "kind": "report.outcome",
        "to": "rut@lyckeberga.example",
        "subject": "Din rapport ingår i v. 47",
        "text": KEPT,
    }
    return Draft(**(given | changes))


@pytest.fixture
def waiting(kommun):
    return queue(draft=draft(), kommun=kommun, now=NOW, by=SYSTEM)


def letters():
    return Letter.objects.unscoped("the test's own").order_by("pk")


@pytest.mark.django_db
def test_a_letter_reaches_a_real_mail_server(waiting, office, settings):
    assert send_waiting(NOW, by=SYSTEM) == 1
    [received] = office.letters
    assert received["To"] == "rut@lyckeberga.example"
    assert received["Subject"] == "Din rapport ingår i v. 47"
    assert KEPT in received.get_content()
    assert received["Auto-Submitted"] == "auto-generated"


@pytest.mark.django_db
def test_it_leaves_once_and_nothing_of_it_is_kept(waiting, office):
    send_waiting(NOW, by=SYSTEM)
    assert send_waiting(NOW + timedelta(days=1), by=SYSTEM) == 0
    assert len(office.letters) == 1
    letter = letters().get()
    assert (letter.state, letter.to, letter.text) == (Letter.State.SENT, "", "")
    assert letter.sent_at == NOW
    assert letter.subject  # that it happened, and what it was about


@pytest.mark.django_db
def test_nobody_is_told_twice_of_the_same_thing(kommun, waiting):
    again = queue(draft=draft(text="En gång till."), kommun=kommun, now=NOW, by=SYSTEM)
    assert again.pk == waiting.pk
    assert letters().get().text == KEPT


@pytest.mark.django_db
def test_a_letter_does_not_leave_before_its_time(kommun, office):
    later = NOW + timedelta(hours=2)
    queue(draft=draft(not_before=later), kommun=kommun, now=NOW, by=SYSTEM)
    assert send_waiting(NOW, by=SYSTEM) == 0
    assert send_waiting(later, by=SYSTEM) == 1


@pytest.mark.django_db
def test_a_letter_can_be_stopped_until_it_has_left(waiting, office):
    recall(letter=waiting, by=SYSTEM)
    assert send_waiting(NOW, by=SYSTEM) == 0
    letter = letters().get()
    assert (letter.state, letter.to, letter.text) == (Letter.State.RECALLED, "", "")
    with pytest.raises(NotRecallable, match="redan"):
        recall(letter=letter, by=SYSTEM)


@pytest.mark.django_db
def test_what_is_told_of_takes_its_letters_along(kommun, waiting, party):
    about = queue(draft=draft(key="om parten", about=party), kommun=kommun, now=NOW, by=SYSTEM)
    assert recall_about(about=party, by=SYSTEM) == 1
    about.refresh_from_db()
    waiting.refresh_from_db()
    assert (about.state, waiting.state) == (Letter.State.RECALLED, Letter.State.WAITING)


@pytest.mark.django_db
def test_one_that_is_refused_waits_and_the_others_leave(kommun, waiting, office):
    office.refused.add("rut@lyckeberga.example")
    queue(draft=draft(key="b", to="gun@lyckeberga.example"), kommun=kommun, now=NOW, by=SYSTEM)
    assert send_waiting(NOW, by=SYSTEM) == 1
    waiting.refresh_from_db()
    assert (waiting.state, waiting.tries, waiting.text) == (Letter.State.WAITING, 1, KEPT)
    assert send_waiting(NOW + timedelta(minutes=1), by=SYSTEM) == 0  # not at once
    office.refused.clear()
    assert send_waiting(NOW + timedelta(minutes=11), by=SYSTEM) == 1


@pytest.mark.django_db
def test_after_many_tries_it_is_said_that_it_never_arrived(waiting):
    for n in range(TRIES):
        waiting.refresh_from_db()
        mark_failed(letter=waiting, now=NOW + timedelta(days=n), by=SYSTEM)
    waiting.refresh_from_db()
    assert waiting.state == Letter.State.FAILED


@pytest.mark.django_db
def test_a_server_that_does_not_answer_loses_nothing(waiting, settings):
    settings.EMAIL_BACKEND = "tests.people.broken_mail.EmailBackend"
    assert send_waiting(NOW, by=SYSTEM) == 0
    waiting.refresh_from_db()
    assert (waiting.state, waiting.text) == (Letter.State.WAITING, KEPT)


@pytest.mark.django_db
def test_a_sender_that_died_is_followed_by_another_with_the_same_mark(waiting, office):
    first = message(take(letter=waiting, now=NOW, by=SYSTEM))
    with pytest.raises(AlreadyTaken):
        take(letter=waiting, now=NOW, by=SYSTEM)
    assert send_waiting(NOW + LEASE / 2, by=SYSTEM) == 0
    assert send_waiting(NOW + LEASE, by=SYSTEM) == 1
    assert office.letters[0]["Message-ID"] == first.message()["Message-ID"]


@pytest.mark.django_db
def test_somebody_else_may_have_taken_it_since_it_was_seen(waiting, office, monkeypatch):
    def taken(**_):
        raise AlreadyTaken("redan")

    monkeypatch.setattr("lofte.people.letters.sending.take", taken)
    assert send_waiting(NOW, by=SYSTEM) == 0


@pytest.mark.django_db(transaction=True)
def test_two_senders_at_once_send_each_letter_once(kommun, office):
    for n in range(20):
        queue(draft=draft(key=f"brev {n}"), kommun=kommun, now=NOW, by=SYSTEM)
    gate, faults = threading.Barrier(2), []

    def run():
        try:
            gate.wait(timeout=20)
            send_waiting(NOW, by=SYSTEM)
        except Exception as error:  # the thread's own
            faults.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert faults == []
    assert len(office.letters) == 20
    assert len({one["Message-ID"] for one in office.letters}) == 20


@pytest.mark.django_db
def test_the_scheduler_sends_what_waits(waiting, office):
    assert "brev" in list(run_due(NOW))
    assert len(office.letters) == 1
    assert "brev" not in list(run_due(NOW))


def test_a_letter_points_at_the_services_own_address(settings):
    settings.LOFTE_SITE = "http://lofte.lyckeberga.example/"
    assert address("/arbete/") == "http://lofte.lyckeberga.example/arbete/"
