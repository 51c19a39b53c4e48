"""Staff give a form words in another language; the questions stay the same questions."""

import pytest

from lofte.dialogue.questionnaires import languages
from tests import cast
from tests.dialogue.conftest import DEFINITION, planned

pytestmark = pytest.mark.usefixtures("_today")


@pytest.fixture
def draft(questionnaire, coordinator):
    return planned(questionnaire, coordinator)


@pytest.fixture
def client(coordinator):
    return cast.signed_in(coordinator)


def home(dialogue):
    return f"/arbete/lyckeberga/dialoger/{dialogue.pk}/sprak/"


def filled(client, dialogue, language, said="Sano: {}"):
    form = client.get(f"{home(dialogue)}{language}/").context["form"]
    return {name: said.format(field.label) for name, field in form.fields.items()}


def test_words_are_written_read_and_approved(client, draft):
    page = client.get(home(draft)).content.decode()
    assert "saknar ord" in page
    assert "Jag har läst och godkänner" not in page
    answers = filled(client, draft, "fi")
    done = client.post(f"{home(draft)}fi/", answers, follow=True).content.decode()
    assert "Orden är sparade" in done
    draft.refresh_from_db()
    form = draft.questionnaire
    assert languages.missing(form.definition, "fi") == []
    assert [q["version"] for q in form.definition["questions"]] == [1] * 6
    assert [q["code"] for q in form.definition["questions"]] == [
        q["code"] for q in DEFINITION["questions"]
    ]
    preview = client.get(f"/arbete/lyckeberga/dialoger/{draft.pk}/prova/?sprak=fi")
    assert "Sano: Hur trygg är du?" in preview.content.decode()
    approved = client.post(f"{home(draft)}fi/godkann/", follow=True).content.decode()
    assert "Översättningen är godkänd" in approved
    draft.refresh_from_db()
    assert draft.questionnaire.reviewed == ["fi"]
    again = filled(client, draft, "fi", "Toinen: {}")
    client.post(f"{home(draft)}fi/", again)
    draft.refresh_from_db()
    assert draft.questionnaire.reviewed == [], "other words have to be read again"


def test_an_open_dialogue_gets_the_words_in_a_new_version(client, dialogue):
    client.post(f"{home(dialogue)}pl/", filled(client, dialogue, "pl"))
    dialogue.refresh_from_db()
    assert dialogue.questionnaire.version == 1
    shown = client.get(f"/arbete/lyckeberga/dialoger/{dialogue.pk}/fragor/").content.decode()
    assert "Börja ställa version 2" in shown


def test_half_a_language_is_kept_and_not_shown(client, draft):
    answers = filled(client, draft, "so")
    answers["text-0"] = ""
    client.post(f"{home(draft)}so/", answers)
    draft.refresh_from_db()
    definition = draft.questionnaire.definition
    assert languages.missing(definition, "so") == ["Hur trygg är du?"]
    refused = client.post(f"{home(draft)}so/godkann/", follow=True).content.decode()
    assert "saknar översättning" in refused


def test_numbers_of_persons_are_found_in_every_language(client, draft):
    answers = filled(client, draft, "fi") | {"text-1": "Soita 070-174 06 05"}
    refused = client.post(f"{home(draft)}fi/", answers)
    assert refused.status_code == 422
    assert "personuppgifter" in refused.content.decode()


def test_only_languages_of_the_page_and_only_those_who_plan(client, draft, leader):
    assert client.get(f"{home(draft)}tlh/").status_code == 404
    assert cast.signed_in(leader).get(home(draft)).status_code == 403
