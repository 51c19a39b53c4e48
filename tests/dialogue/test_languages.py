"""The open pages in other languages: all of a form or none of it, and nothing typed is lost."""

import re

import pytest

from lofte.audit.refusals import Refused
from lofte.dialogue import actions
from lofte.dialogue.questionnaires import languages
from lofte.project import messages
from tests.dialogue.conftest import DEFINITION

TRANSLATED = ("ar", "fi", "pl", "so")


def in_arabic(texts):
    if isinstance(texts, dict) and "sv" in texts:
        return texts | {"ar": f"ع {texts['sv']}"}
    if isinstance(texts, dict):
        return {name: in_arabic(value) for name, value in texts.items()}
    return [in_arabic(one) for one in texts] if isinstance(texts, list) else texts


@pytest.fixture(autouse=True)
def compiled(_today):
    messages.build_all()


@pytest.fixture
def arabic(dialogue, coordinator):
    form = actions.change_questionnaire(
        questionnaire=dialogue.questionnaire, definition=in_arabic(DEFINITION), by=coordinator
    )
    return actions.use_version(dialogue=dialogue, questionnaire=form, by=coordinator)


def page(client, dialogue, **asked):
    return client.get(f"/d/{dialogue.link}/", asked).content.decode()


def test_only_a_whole_language_is_offered(client, dialogue, arabic):
    assert languages.offered(DEFINITION) == ["sv", "sv-latt"]
    assert "intro" in DEFINITION
    assert languages.missing(DEFINITION, "en")[0] == "Det tar tre minuter."
    html = page(client, arabic)
    assert 'value="ar" lang="ar"' in re.sub(r"\s+", " ", html)
    assert "Polski" not in html


def test_arabic_is_read_from_the_right(client, arabic):
    html = page(client, arabic, sprak="ar")
    assert '<html lang="ar" dir="rtl">' in html
    assert "ع Hur trygg är du på kvällen?" in html
    assert "Skicka svaret" not in html
    assert 'dir="rtl"' not in page(client, arabic)


def test_easy_swedish_is_swedish_with_easier_words(client, dialogue):
    easy, plain = page(client, dialogue, sprak="sv-latt"), page(client, dialogue)
    assert '<html lang="sv">' in easy
    assert "Hur trygg är du på kvällen?" in easy
    words = "Vi sparar inte vem du är eller vilken telefon eller dator du har"
    assert words in plain
    assert words not in easy


def test_a_change_of_language_keeps_what_was_typed_and_sends_nothing(client, arabic):
    typed = {"sandning": "a", "version": arabic.questionnaire.version, "kvall": "2"}
    typed |= {"ovrigt": "Fler lampor", "byt": "ar"}
    answer = client.post(f"/d/{arabic.link}/", typed)
    html = answer.content.decode()
    assert answer.status_code == 200
    assert "Fler lampor" in html
    assert 'dir="rtl"' in html
    assert 'role="alert"' not in html
    assert not arabic.answers.unscoped("test").exists()


def test_the_language_follows_to_the_thanks_and_errors_speak_it(client, arabic):
    typed = {"sandning": "a", "version": arabic.questionnaire.version, "sprak": "ar"}
    wrong = client.post(f"/d/{arabic.link}/", typed | {"kvall": "99"})
    assert wrong.status_code == 422
    assert "inte något av alternativen" not in wrong.content.decode()
    sent = client.post(f"/d/{arabic.link}/", typed | {"kvall": "2"}, follow=True)
    assert '<html lang="ar" dir="rtl">' in sent.content.decode()
    assert sent.redirect_chain[0][0].endswith("?sprak=ar")


def test_a_language_that_is_not_there_is_the_sites_own(client, dialogue):
    assert '<html lang="sv">' in page(client, dialogue, sprak="tlh")


def test_a_translation_is_marked_until_a_person_has_read_it(client, arabic, coordinator):
    form = arabic.questionnaire
    assert 'data-color="info"' in page(client, arabic, sprak="ar")
    assert 'data-color="info"' not in page(client, arabic)
    actions.approve_translation(questionnaire=form, language="ar", by=coordinator)
    assert 'data-color="info"' not in page(client, arabic, sprak="ar")
    changed = in_arabic(DEFINITION)
    changed["title"]["sv"] = "Ny rubrik"
    form = actions.change_questionnaire(questionnaire=form, definition=changed, by=coordinator)
    assert form.reviewed == [], "the Swedish has changed: read it again"


def test_a_translation_with_holes_is_not_approved(dialogue, coordinator):
    form = dialogue.questionnaire
    for language, why in (("fi", "saknar översättning"), ("tlh", "inget som formuläret")):
        with pytest.raises(Refused, match=why):
            actions.approve_translation(questionnaire=form, language=language, by=coordinator)


@pytest.mark.parametrize("language", [*TRANSLATED, "sv_Latt"])
def test_every_text_of_the_open_pages_is_there(language):
    catalogue = messages.catalogue(messages.po_of(language))
    texts = messages.of_the_open_form()
    left = [text for text in texts if not messages.is_said(catalogue, text)]
    assert left == [], "run scripts/messages and translate what is empty"
