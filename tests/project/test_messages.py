"""The interface speaks Swedish until somebody asks for English, and then all of it."""

import re

import pytest
from django.urls import reverse

from lofte.project import messages

PLACE = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


@pytest.fixture(scope="module")
def english():
    return messages.catalogue()


@pytest.fixture(scope="module")
def texts():
    return messages.collect()


def test_every_text_has_its_english(english, texts):
    left = [text for text in texts if (known := messages._find(english, text)) is None
            or not messages._is_done(known)]  # fmt: skip
    assert left == [], "run scripts/messages and translate what is empty"


def test_nothing_is_translated_that_nobody_says(english, texts):
    used = {text if isinstance(text, str) else text[0] for text in texts}
    kept = {m.id if isinstance(m.id, str) else m.id[0] for m in english if m.id}
    assert kept - used == set()


def test_the_places_for_values_are_the_same(english):
    for message in english:
        if not message.id:
            continue
        ids = [message.id] if isinstance(message.id, str) else list(message.id)
        said = [message.string] if isinstance(message.string, str) else list(message.string)
        assert set(PLACE.findall(said[-1])) == set(PLACE.findall(ids[-1])), ids[0]


def test_the_file_holds_no_address_and_no_path():
    text = messages.ENGLISH.read_text(encoding="utf-8")
    assert "http" + "://" not in text
    assert "#: " not in text


def test_a_new_text_comes_in_empty_and_an_unused_one_leaves(tmp_path):
    po = tmp_path / "django.po"
    assert messages.renew(po, ["Hej", ("%d dag", "%d dagar")]) == (2, 2)
    po.write_text(po.read_text().replace('msgid "Hej"\nmsgstr ""', 'msgid "Hej"\nmsgstr "Hello"'))
    assert messages.renew(po, ["Hej", "Nytt"]) == (2, 1)
    assert messages.build(po)
    assert not messages.build(po), "as old as its source: nothing to do"
    assert not messages.build(tmp_path / "none.po")


def test_a_text_that_is_put_together_cannot_be_translated():
    source = "from django.utils.translation import gettext as _\n_('a' + name)\n"
    with pytest.raises(messages.UnreadableText, match=r"sida\.py:2"):
        list(messages.in_code(source, "sida.py"))


@pytest.fixture
def compiled():
    messages.build()


@pytest.mark.django_db
def test_the_browsers_wish_is_not_a_choice(client, compiled):
    page = client.get(reverse("account_login"), headers={"accept-language": "en"})
    assert '<html lang="sv"' in page.content.decode()


@pytest.mark.django_db
def test_who_chooses_english_gets_english(client, compiled):
    client.post(reverse("set_language"), {"language": "en", "next": "/"})
    page = client.get(reverse("account_login")).content.decode()
    assert '<html lang="en"' in page
    assert "Logga in" not in page


@pytest.mark.django_db
def test_a_language_that_we_do_not_speak_is_swedish(client, compiled):
    client.cookies["django_language"] = "tlh"
    assert '<html lang="sv"' in client.get(reverse("account_login")).content.decode()


@pytest.mark.django_db
def test_the_report_form_is_english_all_through(as_, reporter, kommun, compiled):
    browser = as_(reporter)
    browser.cookies["django_language"] = "en"
    page = browser.get(reverse("incidents:report", args=[kommun.slug])).content.decode()
    for swedish in ("Rapportera", "Skicka", "Vad såg du", "Inget att rapportera"):
        assert swedish not in page
