"""Nobody closes a dialogue before those who answered have been told."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from lofte.audit.refusals import Refused
from lofte.desk.todos.feedback import find
from lofte.dialogue import actions as dialogues
from lofte.dialogue.answering import actions as answering
from lofte.dialogue.feedback import actions, queries
from lofte.dialogue.feedback.models import Feedback
from lofte.dialogue.models import Contacts
from lofte.dialogue.states import State, WrongState
from lofte.management.dues.feedback import due
from lofte.people.free_text import PersonalData
from lofte.people.models import Letter
from tests.dialogue.conftest import TODAY, planned

NOW = datetime(2026, 11, 5, 9, tzinfo=ZoneInfo("Europe/Stockholm"))
TOLD = {
    "outcome": "Många är otrygga vid stationen.",
    "will_do": "Nya lampor.",
    "by_whom": "Gatuenheten",
    "told_on": date(2026, 11, 4),
    "channel": "web",
}


def give(dialogue, by, **changed):
    told = actions.Told(**TOLD | changed)
    return actions.give_feedback(dialogue=dialogue, told=told, now=NOW, by=by)


@pytest.fixture
def ended(dialogue, coordinator):
    return dialogues.end(dialogue=dialogue, by=coordinator)


def letters():
    return Letter.objects.unscoped("test").order_by("pk")


def test_a_dialogue_is_not_closed_before_feedback(ended, coordinator):
    with pytest.raises(actions.NotTold, match="inte avslutad"):
        actions.close(dialogue=ended, by=coordinator)
    give(ended, coordinator)
    assert actions.close(dialogue=ended, by=coordinator).state == State.CLOSED
    with pytest.raises(WrongState):
        actions.close(dialogue=ended, by=coordinator)


@pytest.mark.parametrize(
    "changed",
    [
        {"outcome": " "},
        {"channel": "rykte"},
        {"told_on": date(2026, 9, 1)},
        {"told_on": date(2026, 11, 6)},
    ],
)
def test_half_a_feedback_is_refused(ended, coordinator, changed):
    with pytest.raises(Refused, match="Ingenting sparades"):
        give(ended, coordinator, **changed)
    assert not Feedback.objects.unscoped("test").exists()


def test_a_draft_has_nothing_to_tell(questionnaire, coordinator):
    with pytest.raises(Refused, match="inte öppnat"):
        give(planned(questionnaire, coordinator), coordinator)


def test_the_guard_reads_it(ended, coordinator):
    with pytest.raises(PersonalData):
        give(ended, coordinator, outcome="Ring Anna Svensson 070-123 45 67")


def test_only_confirmed_addresses_get_the_result_and_later_what_came_of_it(
    dialogue, coordinator, arrange
):
    for name in ("a@exempel.se", "b@exempel.se"):
        answering.leave_address(dialogue=dialogue, address=name, by=answering.RESIDENT)
    with arrange():
        for row in Contacts.objects.unscoped("test"):
            row.entries = [[n, n.startswith("a")] for n, _ in row.entries]
            row.save()
    assert give(dialogue, coordinator).letters == 1
    assert [letter.to for letter in letters()] == ["a@exempel.se"]
    assert "Nya lampor." in letters()[0].text
    assert "exempel" not in letters()[0].key
    give(dialogue, coordinator, outcome="Lamporna sitter uppe.")
    assert [letter.to for letter in letters()] == ["a@exempel.se"] * 2


def test_the_debt_is_on_the_start_page_until_it_is_paid(
    dialogue, coordinator, reporter, communicator
):
    kommun = dialogue.kommun
    assert not list(find(kommun, coordinator, TODAY))  # still open for answers
    (line,) = find(kommun, coordinator, date(2026, 11, 1))
    assert line.pressing
    assert "1 dialog väntar på återkoppling: Höstens dialog" in line.text
    assert not list(find(kommun, reporter, date(2026, 11, 1)))
    dialogues.end(dialogue=dialogue, by=coordinator)
    assert list(find(kommun, coordinator, TODAY))
    give(dialogue, coordinator)
    assert not list(find(kommun, coordinator, date(2026, 11, 1)))


def test_what_is_told_while_answers_come_pays_no_debt(dialogue, coordinator, as_, arrange):
    early = actions.Told(**TOLD | {"told_on": TODAY})
    now = datetime(2026, 10, 5, 9, tzinfo=ZoneInfo("Europe/Stockholm"))
    actions.give_feedback(dialogue=dialogue, told=early, now=now, by=coordinator)
    assert list(queries.debts(dialogue.kommun, coordinator, date(2026, 11, 1))) == [dialogue]
    ended = dialogues.end(dialogue=dialogue, by=coordinator)
    assert list(queries.every_debt(TODAY)) == [ended]
    page = reverse("results:feedback", args=[ended.kommun.slug, ended.pk])
    shown = as_(coordinator).get(page).content.decode()
    assert "ska få veta mer när svaren har slutat komma" in shown
    assert "Avsluta dialogen" not in shown
    with pytest.raises(actions.NotTold, match="sedan svaren slutade komma"):
        actions.close(dialogue=ended, by=coordinator)
    give(ended, coordinator)
    assert not list(queries.every_debt(date(2026, 11, 6)))
    assert actions.close(dialogue=ended, by=coordinator).state == State.CLOSED


def test_reminders_come_every_second_week(ended, coordinator):
    assert not list(due(NOW))
    (first,) = due(NOW + timedelta(days=10))
    first.work()
    (again,) = due(NOW + timedelta(days=12))
    (next_,) = due(NOW + timedelta(days=24))
    assert first.key == again.key != next_.key
    assert letters().count() == 1
    assert letters()[0].to == coordinator.email
    give(ended, coordinator)
    assert not list(due(NOW + timedelta(days=24)))


def test_addresses_go_when_the_time_is_up(ended, coordinator):
    answering.leave_address(dialogue=ended, address="a@exempel.se", by=answering.RESIDENT)
    give(ended, coordinator)
    last = datetime(2026, 10, 31, 12, tzinfo=ZoneInfo("Europe/Stockholm")) + queries.KEEP
    assert not list(due(last))
    (job,) = due(last + timedelta(days=1))
    job.work()
    assert not Contacts.objects.unscoped("test").exists()


@pytest.mark.usefixtures("_today")
def test_feedback_is_given_and_the_dialogue_closed_on_the_page(ended, coordinator, as_):
    client = as_(coordinator)
    address = [ended.kommun.slug, ended.pk]
    page = reverse("results:feedback", args=address)
    assert "inte fått veta något än" in client.get(page).content.decode()
    refused = client.post(reverse("results:close", args=address), follow=True)
    assert "inte avslutad" in refused.content.decode()
    posted = TOLD | {"told_on": "2026-10-04"}
    early = client.post(page, posted | {"told_on": "2026-09-01"}).content.decode()
    assert "Ingenting sparades" in early
    assert "Nya lampor." in early  # what was written is kept
    assert client.post(page, {}).status_code == 200
    done = client.post(page, posted, follow=True).content.decode()
    assert "Avsluta dialogen" in done
    closed = client.post(reverse("results:close", args=address), follow=True)
    assert "Dialogen är avslutad och återkopplad" in closed.content.decode()
