"""Letters to a drawn sample: codes are told once, as a table or letters, and go with their part."""

import csv
import io

import pypdf
import pytest
from django.urls import reverse

from lofte.dialogue import actions
from lofte.dialogue.actions import BadPlan
from lofte.dialogue.models import Dialogue, LetterCode, Stratum
from lofte.dialogue.sampling import actions as sampling
from lofte.dialogue.sampling.letters import as_csv, grouped
from lofte.dialogue.states import Mode, WrongState
from tests.dialogue.conftest import planned
from tests.dialogue.test_actions import send

PART = {"name": "Väst", "population": "400", "drawn": "12"}


@pytest.fixture
def survey(questionnaire, coordinator) -> Dialogue:
    return planned(questionnaire, coordinator, Mode.SAMPLE)


@pytest.fixture
def drawn(survey, coordinator) -> tuple[Stratum, list[str]]:
    return actions.draw_stratum(
        dialogue=survey, name="Väst", population=400, drawn=12, by=coordinator
    )


def to(name, dialogue, *more):
    return reverse(f"sampling:{name}", args=[dialogue.kommun.slug, dialogue.pk, *more])


def posted(part, codes, file):
    return {"part": part.pk, "codes": " ".join(codes), "fil": file}


def test_a_part_is_named_once(drawn, survey, coordinator):
    with pytest.raises(BadPlan, match="finns redan"):
        actions.draw_stratum(dialogue=survey, name=" Väst ", population=9, drawn=3, by=coordinator)


def test_a_part_taken_back_takes_its_codes_along(drawn, coordinator):
    sampling.remove_stratum(stratum=drawn[0], by=coordinator)
    assert not LetterCode.objects.unscoped("test").exists()


def test_an_opened_sample_stays(drawn, survey, coordinator):
    actions.open_(dialogue=survey, by=coordinator)
    part = Stratum.objects.unscoped("test").get()
    with pytest.raises(WrongState, match="står fast"):
        sampling.remove_stratum(stratum=part, by=coordinator)


def test_a_code_is_read_three_and_three():
    assert grouped("abcdefghj") == "abc-def-ghj"


def test_the_table_is_for_a_swedish_spreadsheet_that_calculates_nothing(survey):
    part = Stratum(dialogue=survey, name="=1+1", population=9, drawn=1)
    content = as_csv(part, ["abcdefghj"], "https://x.example/d/abc/")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    assert rows[1] == ["'=1+1", "abc-def-ghj", "https://x.example/d/abc/", "2026-10-31", *[""] * 3]


def test_the_codes_are_shown_once_and_work(as_, coordinator, survey):
    client = as_(coordinator)
    assert "Inget urval än" in client.get(to("sample", survey)).content.decode()
    answer = client.post(to("sample", survey), PART)
    codes = answer.context["codes"].split()
    assert len(codes) == 12
    assert grouped(codes[0]) in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    later = client.get(to("sample", survey)).content.decode()
    assert codes[0] not in later
    assert "12 personer får brev" in later
    actions.open_(dialogue=survey, by=coordinator)
    assert send(survey, code=grouped(codes[0]))


def test_a_page_loaded_again_makes_no_second_part(as_, coordinator, survey):
    client = as_(coordinator)
    client.post(to("sample", survey), PART)
    again = client.post(to("sample", survey), PART).content.decode()
    assert "finns redan" in again
    assert Stratum.objects.unscoped("test").count() == 1


def test_more_letters_than_people_are_refused(as_, coordinator, survey):
    page = as_(coordinator).post(to("sample", survey), PART | {"drawn": "401"}).content.decode()
    assert "Fler får brev" in page


def test_the_table_and_the_letters(as_, coordinator, survey, drawn):
    part, codes = drawn
    client, url = as_(coordinator), to("letters", survey)
    table = client.post(url, posted(part, codes, "csv"))
    assert table["Content-Disposition"].endswith('.csv"')
    assert table.content.decode("utf-8-sig").count(survey.link) == 12
    letters = client.post(url, posted(part, codes, "pdf"))
    read = pypdf.PdfReader(io.BytesIO(letters.content))
    assert len(read.pages) == 12
    assert grouped(codes[3]) in read.pages[3].extract_text()
    assert read.trailer["/Root"]["/MarkInfo"]["/Marked"]


def test_no_file_is_made_of_codes_that_do_not_work(as_, coordinator, survey, drawn, settings):
    part, codes = drawn
    client, url = as_(coordinator), to("letters", survey)
    made_up = client.post(url, posted(part, [*codes, "abcdefghj"], "csv"), follow=True)
    assert "gäller inte längre" in made_up.content.decode()
    assert client.post(url, {"part": part.pk}).status_code == 404
    assert client.post(url, posted(part, codes, "csv") | {"part": 0}).status_code == 404


def test_a_part_is_removed_on_the_page_until_the_dialogue_opens(
    as_, coordinator, survey, drawn, django_assert_num_queries
):
    client, url = as_(coordinator), to("remove", survey, drawn[0].pk)
    with django_assert_num_queries(8):
        client.get(to("sample", survey))
    gone = client.post(url, follow=True).content.decode()
    assert "koder gäller inte längre" in gone
    assert client.post(url).status_code == 404
    client.post(to("sample", survey), PART)
    actions.open_(dialogue=survey, by=coordinator)
    part = Stratum.objects.unscoped("test").get()
    refused = client.post(to("remove", survey, part.pk), follow=True).content.decode()
    assert refused.count("står fast") == 2


def test_an_open_survey_has_no_sample_and_who_reads_draws_none(
    as_, coordinator, reviewer, dialogue, survey
):
    assert as_(coordinator).get(to("sample", dialogue)).status_code == 404
    assert as_(reviewer).get(to("sample", survey)).status_code == 403
    assert as_(reviewer).post(to("letters", survey)).status_code == 403


def test_the_page_of_the_dialogue_leads_to_the_sample_first(as_, coordinator, survey):
    url = reverse("planning:dialogue", args=[survey.kommun.slug, survey.pk])
    page = as_(coordinator).get(url).content.decode()
    assert "Lägg in urvalet" in page
    assert "Öppna för svar" not in page
