"""The file is shown first and read in with a yes; no half of it is ever kept."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from lofte.dialogue import actions
from lofte.dialogue.xlsform.reading import read
from tests.dialogue.conftest import planned
from tests.dialogue.xlsform.books import book

pytestmark = pytest.mark.usefixtures("_today")
SURVEY = [
    ("type", "name", "label"),
    ("select_one jn", "bor", "Bor du här?"),
    ("date", "dag", "Vilken dag?"),
]


@pytest.fixture
def draft(questionnaire, coordinator):
    return planned(questionnaire, coordinator)


def address(name, dialogue):
    return reverse(f"xlsform:{name}", args=[dialogue.kommun.slug, dialogue.pk])


def upload(client, dialogue, content):
    file = SimpleUploadedFile("enkat.xlsx", content)
    return client.post(address("take_in", dialogue), {"file": file})


def test_a_file_becomes_the_draft_of_a_questionnaire(draft, as_, coordinator):
    client = as_(coordinator)
    assert "Visa vad som kommer med" in client.get(address("take_in", draft)).content.decode()
    shown = upload(client, draft, book(SURVEY))
    text = shown.content.decode()
    assert "1 fråga kommer med" in text
    assert "Rad 3: frågor av typen ”date”" in text
    draft.questionnaire.refresh_from_db()
    assert len(draft.questionnaire.definition["questions"]) == 6, "nothing is kept yet"
    client.post(address("take_in", draft), {"sealed": shown.context["sealed"]})
    draft.questionnaire.refresh_from_db()
    definition = draft.questionnaire.definition
    assert [row["text"]["sv"] for row in definition["questions"]] == ["Bor du här?"]
    assert definition["title"]["sv"] == "Hur trygg är du?", "the dialogue's own heading"


def test_what_goes_out_comes_in_again(draft, as_, coordinator):
    client = as_(coordinator)
    file = client.get(address("hand_out", draft))
    assert file["Content-Disposition"].endswith('.xlsx"')
    assert read(file.content).definition == draft.questionnaire.definition
    assert "Allt i filen kommer med" in upload(client, draft, file.content).content.decode()


def test_a_bad_file_changes_nothing_and_says_why(draft, as_, coordinator):
    client = as_(coordinator)
    answer = upload(client, draft, b"inte en arbetsbok")
    assert answer.status_code == 422
    assert "ingen Excel-arbetsbok" in answer.content.decode()


def test_a_person_in_the_file_is_refused_with_a_yes_too(draft, as_, coordinator):
    client = as_(coordinator)
    rows = [*SURVEY, ("text", "b", "Ring Anna Svensson 070-174 06 05")]
    shown = upload(client, draft, book(rows))
    page = client.post(address("take_in", draft), {"sealed": shown.context["sealed"]}, follow=True)
    assert "personuppgifter" in page.content.decode()
    draft.questionnaire.refresh_from_db()
    assert len(draft.questionnaire.definition["questions"]) == 6


def test_what_was_not_shown_here_is_not_taken(draft, dialogue, as_, coordinator):
    client = as_(coordinator)
    page = client.post(address("take_in", draft), {"sealed": "påhittat"}, follow=True)
    assert "Välj filen igen" in page.content.decode()
    shown = upload(client, draft, book(SURVEY))
    page = client.post(
        address("take_in", dialogue), {"sealed": shown.context["sealed"]}, follow=True
    )
    assert "Välj filen igen" in page.content.decode()


def test_an_open_dialogue_gets_a_new_version_and_an_ended_one_none(dialogue, as_, coordinator):
    client = as_(coordinator)
    shown = upload(client, dialogue, book(SURVEY))
    client.post(address("take_in", dialogue), {"sealed": shown.context["sealed"]})
    dialogue.refresh_from_db()
    assert dialogue.questionnaire.version == 1
    assert (
        "Bor du här?"
        in client.get(
            reverse("editing:questions", args=[dialogue.kommun.slug, dialogue.pk])
        ).content.decode()
    )
    actions.end(dialogue=dialogue, by=coordinator)
    assert "står fast" in client.get(address("take_in", dialogue)).content.decode()


def test_only_who_plans(draft, as_, reviewer):
    assert as_(reviewer).get(address("take_in", draft)).status_code == 403
    assert as_(reviewer).get(address("hand_out", draft)).status_code == 403
