"""The dialogue about a table of figures, and about a workbook with several sheets."""

import pytest

from lofte.statistics.models import Figure, RegisterRow, Source
from tests.importers.files_of_interest import table
from tests.importers.registers import files


def count(model) -> int:
    return model.objects.unscoped("test").count()


def text_of(response) -> str:
    return response.content.decode()


@pytest.fixture
def book(tmp_path):
    sheets = {"2025": [files.HEADER, *files.rows(8)], "2024": [files.HEADER, *files.rows(3)]}
    return files.workbook(tmp_path / "a.xlsx", sheets).read_bytes()


def test_a_table_is_said_to_be_one_and_is_kept(dialogue, tmp_path):
    page = text_of(dialogue.upload(table(tmp_path / "a.csv").read_bytes(), name="brå.csv"))
    assert "brå.csv är en tabell med färdiga tal" in page
    assert "2 uppgifter, 1 mått, 2 områden" in page
    assert "2 uppgifter, 1 utan värde" in text_of(dialogue.answer("store"))
    assert count(Figure) == 2


def test_a_missing_period_is_asked_for(dialogue, tmp_path):
    data = table(tmp_path / "a.csv", period=False).read_bytes()
    page = dialogue.upload(data)
    assert "vilken tid" in text_of(page)
    page = dialogue.answer("store", period="i fjol")
    assert "Skriv perioden som 2025" in text_of(page)
    assert count(Figure) == 0
    page = dialogue.answer("look", period="2025")
    assert "2 uppgifter" in text_of(page)
    assert page.context["form"]["period"].value() == "2025"
    dialogue.answer("store", version="2025")
    assert set(Figure.objects.unscoped("t").values_list("geography_version", flat=True)) == {"2025"}


def test_rejected_rows_of_a_table_are_fetched_while_looking(dialogue):
    body = [("9901", "2025", "12"), ("9902", "2025", "elva"), ("9903", "2025", "3")]
    body += [("9904", "2025", "5")]
    page = dialogue.upload(files.text(("Kommunkod", "År", "Antal"), body).encode())
    assert "ingen siffra" in text_of(page)
    assert "elva" in dialogue.answer("rejects").content.decode("utf-8-sig")


def test_a_long_table_takes_its_answers_along(dialogue, tmp_path, here, monkeypatch):
    monkeypatch.setattr("lofte.importers.web.jobs.LONG", 1)
    dialogue.upload(table(tmp_path / "a.csv", period=False).read_bytes())
    page = dialogue.answer("store", period="2025")
    assert "2 uppgifter, 1 utan värde" in text_of(page)
    assert count(Figure) == 2


def test_a_sheet_is_chosen(dialogue, book):
    page = text_of(dialogue.upload(book, name="a.xlsx"))
    assert "Blad i arbetsboken" in page
    assert "8 rader lästa" in page
    page = dialogue.answer("sheet", sheet="2024")
    assert "3 rader lästa" in text_of(page)
    dialogue.answer("store")
    assert count(RegisterRow) == 3
    assert "sheet: '2024'" in Source.objects.unscoped("t").get().mapping


def test_a_sheet_that_is_not_there_is_refused(dialogue, book):
    dialogue.upload(book, name="a.xlsx")
    page = dialogue.answer("sheet", sheet="1999")
    assert "inget blad som heter ”1999”" in text_of(page)


def test_a_sheet_with_figures_beside_one_with_events(dialogue, tmp_path):
    figures = [("Kommunkod", "År", "Antal"), ("9901", "2025", "12"), ("9902", "2025", "7")]
    sheets = {"Händelser": [files.HEADER, *files.rows(3)], "Tal": figures}
    dialogue.upload(files.workbook(tmp_path / "a.xlsx", sheets).read_bytes(), name="a.xlsx")
    page = dialogue.answer("sheet", sheet="Tal")
    assert "är en tabell med färdiga tal" in text_of(page)
    dialogue.answer("store")
    assert count(Figure) == 2
