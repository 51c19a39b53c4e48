"""The poster: one page, read by a screen reader and by a phone."""

import io
import re

import pypdf
import pytest
from django.urls import reverse

from lofte.dialogue.printing.qr import qr_svg
from lofte.dialogue.states import Mode
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


def test_the_square_has_a_quiet_edge_and_is_of_the_address():
    drawn = qr_svg("https://x.example/d/abcdef/")
    numbers = [float(n) for n in re.findall(r"[ML](\d+(?:\.\d+)?)", drawn)]
    assert min(numbers) > 0
    assert drawn != qr_svg("https://x.example/d/abcdeg/")
