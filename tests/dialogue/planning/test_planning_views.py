"""The staff's pages: from a format to an open dialogue, and what others may not do."""

import pytest
from django.urls import reverse

from lofte.dialogue import actions
from lofte.dialogue.models import Answer, Dialogue
from lofte.dialogue.states import Mode, State
from tests.dialogue.conftest import planned
from tests.dialogue.test_actions import send

pytestmark = pytest.mark.usefixtures("_today")
POSTED = {"title": "Var är du?", "audience": "residents"}
DAYS = {"opens": "2026-10-05", "closes": "2026-10-20"}


def to(name, kommun, *args):
    return reverse(f"planning:{name}", args=[kommun.slug, *args])


@pytest.fixture
def draft(questionnaire, coordinator) -> Dialogue:
    return planned(questionnaire, coordinator)


def test_an_empty_list_says_what_to_do(as_, coordinator, kommun):
    page = as_(coordinator).get(to("dialogues", kommun)).content.decode()
    assert "Ingen dialog än" in page
    assert to("choose", kommun) in page


def test_the_list_has_drafts_for_those_who_plan_only(
    as_, coordinator, reviewer, reporter, dialogue, questionnaire
):
    planned(questionnaire, coordinator, title="Ett utkast")
    send(dialogue)
    url = to("dialogues", dialogue.kommun)
    page = as_(coordinator).get(url).content.decode()
    assert "Ett utkast" in page
    assert "1 svar" in page
    assert "Ett utkast" not in as_(reviewer).get(url).content.decode()
    assert as_(reporter).get(url).status_code == 403


def test_the_list_asks_the_same_questions_however_long(
    as_, coordinator, questionnaire, django_assert_num_queries
):
    client = as_(coordinator)
    for n in range(3):
        actions.open_(dialogue=planned(questionnaire, coordinator, title=f"D {n}"), by=coordinator)
    with django_assert_num_queries(8):
        client.get(to("dialogues", questionnaire.kommun))


def test_a_dialogue_is_made_and_opened_in_two_steps(as_, coordinator, kommun):
    client = as_(coordinator)
    assert client.get(to("choose", kommun)).content.decode().count("ds-card") == 7
    assert "Vad hindrar oss i dag?" in client.get(to("new", kommun, "staff")).content.decode()
    answer = client.post(to("new", kommun, "web"), POSTED | DAYS, follow=True)
    made = Dialogue.objects.unscoped("test").get()
    assert (made.title, made.mode, made.state) == ("Var är du?", Mode.OPEN, State.DRAFT)
    assert f"/d/{made.link}/" in answer.content.decode()
    opened = client.post(to("open", kommun, made.pk), follow=True).content.decode()
    assert "Dialogen är öppen" in opened
    assert client.get(f"/d/{made.link}/").status_code == 200


def test_what_was_typed_stays_when_it_is_refused(as_, coordinator, kommun):
    client = as_(coordinator)
    url = to("new", kommun, "web")
    early = client.post(url, POSTED | DAYS | {"closes": "2026-10-01"}).content.decode()
    assert "Sista dagen är före första" in early
    named = POSTED | DAYS | {"title": "Ring Anna Svensson 070-123 45 67"}
    page = client.post(url, named).content.decode()
    assert "personuppgifter" in page
    assert "Anna Svensson" in page
    assert not Dialogue.objects.unscoped("test").exists()
    assert client.get(to("new", kommun, "okand")).status_code == 404


def test_the_questions_of_an_earlier_dialogue_are_asked_again(as_, coordinator, dialogue):
    posted = POSTED | DAYS | {"questions": str(dialogue.pk)}
    as_(coordinator).post(to("new", dialogue.kommun, "web"), posted)
    made = Dialogue.objects.unscoped("test").exclude(pk=dialogue.pk).get()
    asked = dialogue.questionnaire.definition["questions"]
    assert made.questionnaire.definition["questions"] == asked
    assert made.questionnaire.pk != dialogue.questionnaire_id


def test_the_form_is_tried_and_nothing_is_kept(as_, coordinator, draft):
    client, url = as_(coordinator), to("preview", draft.kommun, draft.pk)
    page = client.get(url).content.decode()
    assert "Prova gärna" in page
    assert "Hur trygg är du på kvällen?" in page
    wrong = client.post(url, {"ar": "fem"}).content.decode()
    assert "Skriv ett tal" in wrong
    sent = client.post(url, {"kvall": "3", "sandning": "a", "version": "1"}, follow=True)
    assert "Inget är sparat" in sent.content.decode()
    assert not Answer.objects.unscoped("test").exists()
    assert client.get(f"/d/{draft.link}/").status_code == 404, "a draft is for nobody else"


def test_the_page_of_one_dialogue(as_, coordinator, dialogue, django_assert_num_queries):
    send(dialogue)
    client = as_(coordinator)
    with django_assert_num_queries(9):
        page = client.get(to("dialogue", dialogue.kommun, dialogue.pk)).content.decode()
    assert "1 svar än så länge" in page
    assert "1 på webben" in page
    assert "Gör till utkast igen" not in page


def test_days_are_changed_and_the_answering_ended(as_, coordinator, dialogue):
    client, kommun = as_(coordinator), dialogue.kommun
    url = to("change", kommun, dialogue.pk)
    assert 'value="Höstens dialog"' in client.get(url).content.decode()
    done = client.post(url, {"title": "Höst", "closes": "2026-10-04"}, follow=True)
    assert "Sista dagen har gått" in done.content.decode()
    assert client.post(url, {"title": "", "closes": "2026-10-04"}).status_code == 422
    named = {"title": "Ring Anna Svensson 070-123 45 67", "closes": "2026-10-30"}
    assert "personuppgifter" in client.post(url, named).content.decode()
    ended = client.post(to("end", kommun, dialogue.pk), follow=True).content.decode()
    assert "Svarstiden är slut" in ended
    again = client.post(to("end", kommun, dialogue.pk), follow=True).content.decode()
    assert "Inget ändrades" in again


def test_too_early_and_thrown_away(as_, coordinator, draft):
    client, kommun = as_(coordinator), draft.kommun
    client.post(to("open", kommun, draft.pk))
    back = client.post(to("take_back", kommun, draft.pk), follow=True).content.decode()
    assert "ett utkast igen" in back
    gone = client.post(to("discard", kommun, draft.pk), follow=True).content.decode()
    assert "Utkastet är borttaget" in gone


def test_an_open_dialogue_is_not_thrown_away(as_, coordinator, dialogue):
    url = to("discard", dialogue.kommun, dialogue.pk)
    assert "Bara ett utkast" in as_(coordinator).post(url, follow=True).content.decode()


@pytest.mark.parametrize("name", ["open", "end", "take_back", "discard", "change", "preview"])
def test_who_reads_may_not_change(as_, reviewer, dialogue, name):
    client, kommun = as_(reviewer), dialogue.kommun
    assert client.get(to("dialogue", kommun, dialogue.pk)).status_code == 200
    assert client.post(to(name, kommun, dialogue.pk)).status_code == 403


def test_a_draft_does_not_exist_for_who_only_reads(as_, reviewer, draft):
    assert as_(reviewer).get(to("dialogue", draft.kommun, draft.pk)).status_code == 404
