"""Staff write in answers from paper and desk: counted as such, to the last day, and once."""

import pytest
import time_machine
from django.urls import reverse

from lofte.audit.models import AuditEvent
from lofte.dialogue import actions
from lofte.dialogue.models import Answer, DayCount
from lofte.dialogue.states import Mode
from tests.dialogue.conftest import DEFINITION, planned

pytestmark = pytest.mark.usefixtures("_today")
POSTED = {"kanal": "desk", "sandning": "a", "version": "1", "kvall": "3", "sedan": "nasta"}


def to(dialogue):
    return reverse("entering:enter", args=[dialogue.kommun.slug, dialogue.pk])


def counted():
    rows = DayCount.objects.unscoped("test").values_list("channel", "day", "count")
    return [(channel, day.isoformat(), count) for channel, day, count in rows]


def test_one_after_the_other_by_the_same_channel(
    as_, coordinator, dialogue, django_assert_num_queries
):
    client = as_(coordinator)
    with django_assert_num_queries(10):
        client.get(to(dialogue))
    first = client.post(to(dialogue), POSTED)
    assert first.url.endswith("/skriv-in/?kanal=desk")
    page = client.get(first.url).content.decode()
    assert "Svaret är sparat" in page
    assert "1 vid disk eller bord" in page
    done = client.post(to(dialogue), POSTED | {"sandning": "b", "sedan": "sluta"})
    assert done.url == reverse("planning:dialogue", args=[dialogue.kommun.slug, dialogue.pk])
    assert counted() == [("desk", "2026-10-05", 2)]
    assert {row.channel for row in Answer.objects.unscoped("test")} == {"desk"}


def test_the_log_says_who_wrote_it_in(as_, coordinator, dialogue):
    as_(coordinator).post(to(dialogue), POSTED)
    event = AuditEvent.objects.get(what="dialogue.answered")
    assert (event.by_name, event.details) == (coordinator.name, {})


def test_the_same_page_sent_twice_counts_once(as_, coordinator, dialogue):
    client = as_(coordinator)
    client.post(to(dialogue), POSTED)
    again = client.post(to(dialogue), POSTED, follow=True).content.decode()
    assert "redan sparat" in again
    assert counted() == [("desk", "2026-10-05", 1)]


def test_a_channel_that_is_not_the_staffs_is_paper(as_, coordinator, dialogue):
    as_(coordinator).post(to(dialogue), POSTED | {"kanal": "web"})
    assert counted() == [("paper", "2026-10-05", 1)]


def test_what_came_in_time_is_written_in_afterwards_until_the_end(as_, coordinator, dialogue):
    with time_machine.travel("2026-11-04 12:00+01:00", tick=False):
        client = as_(coordinator)
        client.post(to(dialogue), POSTED)
        assert counted() == [("desk", "2026-10-31", 1)]
        actions.end(dialogue=dialogue, by=coordinator)
        closed = client.get(to(dialogue), follow=True).content.decode()
    assert "när dialogen är öppen" in closed


def test_before_the_first_day_nothing_is_written_in(as_, coordinator, dialogue):
    with time_machine.travel("2026-09-20 12:00+02:00", tick=False):
        answer = as_(coordinator).post(to(dialogue), POSTED, follow=True)
    assert "när dialogen är öppen" in answer.content.decode()
    assert not Answer.objects.unscoped("test").exists()


def test_what_cannot_be_kept_is_said_and_what_was_typed_stays(as_, coordinator, dialogue):
    client = as_(coordinator)
    wrong = client.post(to(dialogue), POSTED | {"ar": "fem"})
    assert wrong.status_code == 422
    assert "Skriv ett tal" in wrong.content.decode()
    assert 'value="fem"' in wrong.content.decode()
    empty = client.post(to(dialogue), {"kanal": "paper", "sandning": "c"}).content.decode()
    assert "Inget svar är ifyllt" in empty


def test_paper_cannot_demand_an_answer(as_, coordinator, kommun):
    must = [row | {"required": True} for row in DEFINITION["questions"]]
    form = actions.write_questionnaire(
        kommun=kommun, name="Måste", definition=DEFINITION | {"questions": must}, by=coordinator
    )
    dialogue = actions.open_(dialogue=planned(form, coordinator), by=coordinator)
    assert as_(coordinator).post(to(dialogue), POSTED).status_code == 302


def test_a_letter_on_paper_needs_its_code(as_, coordinator, questionnaire):
    survey = planned(questionnaire, coordinator, Mode.SAMPLE)
    codes = actions.draw_stratum(
        dialogue=survey, name="Väst", population=9, drawn=2, by=coordinator
    )[1]
    actions.open_(dialogue=survey, by=coordinator)
    client = as_(coordinator)
    assert "Koden finns inte" in client.post(to(survey), POSTED).content.decode()
    assert client.post(to(survey), POSTED | {"kod": codes[0]}).status_code == 302
    assert Answer.objects.unscoped("test").get().stratum is not None


def test_what_was_read_under_an_earlier_version_is_of_that_version(
    as_, coordinator, dialogue, questionnaire
):
    new = actions.change_questionnaire(
        questionnaire=questionnaire, definition=DEFINITION, by=coordinator
    )
    actions.use_version(dialogue=dialogue, questionnaire=new, by=coordinator)
    as_(coordinator).post(to(dialogue), POSTED)
    assert Answer.objects.unscoped("test").get().questionnaire_id == questionnaire.pk


def test_who_reads_writes_nothing_in(as_, reviewer, dialogue):
    assert as_(reviewer).get(to(dialogue)).status_code == 403
    assert as_(reviewer).post(to(dialogue), POSTED).status_code == 403
