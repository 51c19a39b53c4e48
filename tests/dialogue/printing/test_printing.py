"""The poster: one page, read by a screen reader and by a phone."""

import io
import re
from datetime import UTC, datetime

import pypdf
import pypdfium2
import pytest
import zxingcpp
from django.urls import reverse
from PIL import ImageDraw

from lofte.dialogue import actions
from lofte.dialogue.models import Questionnaire
from lofte.dialogue.printing import paper
from lofte.dialogue.printing.qr import qr_svg
from lofte.dialogue.questionnaires import bank
from lofte.dialogue.states import Format, Mode
from tests.dialogue.conftest import planned


def to(dialogue):
    return reverse("printing:poster", args=[dialogue.kommun.slug, dialogue.pk])


def test_the_poster_is_one_tagged_page_with_address_code_and_last_day(as_, coordinator, dialogue):
    client = as_(coordinator)
    answer = client.get(to(dialogue))
    read = pypdf.PdfReader(io.BytesIO(answer.content))
    text = read.pages[0].extract_text()
    assert len(read.pages) == 1
    assert f"testserver/d/{dialogue.link}" in text
    assert dialogue.poster_code in text
    assert "2026-10-31" in text
    assert read.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert read.trailer["/Root"]["/Lang"] == "sv"
    assert client.get(to(dialogue)).content == answer.content


@pytest.mark.parametrize("title", ["Var är du trygg?", "Ett långt ord " * 8])
def test_a_long_title_stays_on_the_page(as_, coordinator, questionnaire, title):
    made = planned(questionnaire, coordinator, title=title.strip())
    answer = as_(coordinator).get(to(made))
    assert len(pypdf.PdfReader(io.BytesIO(answer.content)).pages) == 1


def test_a_sample_has_no_poster_and_who_reads_makes_none(
    as_, coordinator, reviewer, questionnaire, dialogue
):
    survey = planned(questionnaire, coordinator, Mode.SAMPLE)
    assert as_(coordinator).get(to(survey)).status_code == 404
    assert as_(reviewer).get(to(dialogue)).status_code == 403


def scanned(content, page=0):
    """What a phone's camera reads off the printed page."""
    with pypdfium2.PdfDocument(content) as printed:
        seen = printed[page].render(scale=2).to_pil().convert("L")
    return [found.text for found in zxingcpp.read_barcodes(seen)]


@pytest.mark.usefixtures("_today")
def test_a_phone_that_reads_the_poster_comes_to_the_form(as_, client, coordinator, dialogue):
    (address,) = scanned(as_(coordinator).get(to(dialogue)).content)
    assert address == f"http://testserver/d/{dialogue.link}/"
    form = client.get(address)
    assert form.status_code == 200
    assert "Hur trygg är du på kvällen?" in form.content.decode()


def test_the_square_has_a_quiet_edge_and_bears_a_scratch(dialogue):
    address = "https://x.example/d/abcdef/"
    numbers = [float(n) for n in re.findall(r"[ML](\d+(?:\.\d+)?)", qr_svg(address))]
    assert min(numbers) > 0
    made = paper.poster(dialogue, address, datetime(2026, 10, 1, tzinfo=UTC))
    with pypdfium2.PdfDocument(made) as printed:
        seen = printed[0].render(scale=2).to_pil().convert("L")
    (square,) = zxingcpp.read_barcodes(seen)
    at = square.position
    middle = (at.top_left.y + at.bottom_left.y) // 2
    ImageDraw.Draw(seen).line((at.top_left.x, middle, at.top_right.x, middle), fill=255, width=5)
    assert [found.text for found in zxingcpp.read_barcodes(seen)] == [address]


def test_the_blank_form_has_every_question_and_is_tagged(as_, coordinator, reviewer, dialogue):
    url = reverse("printing:blank", args=[dialogue.kommun.slug, dialogue.pk])
    read = pypdf.PdfReader(io.BytesIO(as_(coordinator).get(url).content))
    text = " ".join(page.extract_text() for page in read.pages)
    for question in dialogue.questionnaire.definition["questions"]:
        assert question["text"]["sv"] in text
    assert read.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert as_(reviewer).get(url).status_code == 403


@pytest.mark.parametrize("format_", list(Format))
def test_every_format_goes_on_paper(format_, dialogue):
    form = Questionnaire(definition=bank.starting(format_))
    dialogue.questionnaire = form
    content = paper.blank(dialogue, "https://x.example/d/abc/", datetime(2026, 10, 1, tzinfo=UTC))
    assert content.startswith(b"%PDF")


def test_a_ranking_and_a_survey_with_codes_go_on_paper(questionnaire, coordinator):
    ranked = dict(bank.question("viktigast"), kind="ranking")
    survey = planned(questionnaire, coordinator, Mode.SAMPLE)
    survey.questionnaire.definition = bank.starting(Format.SAMPLE) | {"questions": [ranked]}
    content = paper.blank(survey, "https://x.example/d/abc/", datetime(2026, 10, 1, tzinfo=UTC))
    text = pypdf.PdfReader(io.BytesIO(content)).pages[0].extract_text()
    assert "Koden i brevet" in text
    assert "Nummer 1" in text


@pytest.fixture
def approved(questionnaire, coordinator):
    """The ready questions, in Arabic and Finnish approved by a person, in Polish by nobody yet."""
    form = actions.change_questionnaire(
        questionnaire=questionnaire, definition=bank.starting(Format.WEB), by=coordinator
    )
    for language in ("ar", "fi"):
        actions.approve_translation(questionnaire=form, language=language, by=coordinator)
    return actions.open_(dialogue=planned(form, coordinator), by=coordinator)


def read(content):
    found = pypdf.PdfReader(io.BytesIO(content))
    return found, " ".join(page.extract_text() for page in found.pages)


def test_paper_is_there_in_each_language_that_a_person_has_approved(as_, coordinator, approved):
    client = as_(coordinator)
    assert paper.languages_of(approved) == ["sv", "ar", "fi"]
    page = client.get(f"/arbete/lyckeberga/dialoger/{approved.pk}/").content.decode()
    assert "?sprak=fi" in page
    assert "?sprak=pl" not in page
    for name in ("poster", "blank"):
        url = reverse(f"printing:{name}", args=["lyckeberga", approved.pk])
        answer = client.get(url, {"sprak": "fi"})
        assert "-fi.pdf" in answer["Content-Disposition"]
        found, text = read(answer.content)
        assert found.trailer["/Root"]["/Lang"] == "fi"
        assert "Olet nimetön" in text
        if name == "poster":
            assert scanned(answer.content) == [f"http://testserver/d/{approved.link}/?sprak=fi"]
        arabic, _text = read(client.get(url, {"sprak": "ar"}).content)
        assert arabic.trailer["/Root"]["/Lang"] == "ar"
        for unread in ("pl", "xx"):
            assert client.get(url, {"sprak": unread}).status_code == 404


def test_the_poster_says_in_each_language_that_it_can_be_answered_so(as_, coordinator, approved):
    client, url = as_(coordinator), reverse("printing:poster", args=["lyckeberga", approved.pk])
    found, text = read(client.get(url).content)
    assert len(found.pages) == 1
    assert "Voit vastata suomeksi" in text
    assert "po polsku" not in text
    _found, finnish = read(client.get(url, {"sprak": "fi"}).content)
    assert f"testserver/d/{approved.link}" in finnish
    assert "sprak" not in finnish, "the square carries the language, whoever types need not"


@pytest.mark.parametrize("title", ["Var är du trygg?", "Ett långt ord " * 8])
def test_the_poster_stays_one_page_with_every_language(approved, coordinator, title):
    for language in ("en", "pl", "so"):
        form = approved.questionnaire
        actions.approve_translation(questionnaire=form, language=language, by=coordinator)
    approved.title, made = title, datetime(2026, 10, 1, tzinfo=UTC)
    for language in paper.languages_of(approved):
        found, text = read(paper.poster(approved, "https://x.example/d/abc/", made, language))
        assert len(found.pages) == 1
        assert approved.poster_code in text


def test_letters_tell_of_the_approved_languages(approved):
    made = datetime(2026, 10, 1, tzinfo=UTC)
    _found, text = read(paper.letters(approved, "https://x.example/d/abc/", ["abc-def"], made))
    assert "Voit vastata suomeksi" in text
    assert "in English" not in text
