"""Results in both modes, own words read, a theme that becomes a problem, a form in Excel."""

import re

import pytest
from playwright.sync_api import expect

from lofte.dialogue.models import Dialogue
from tests.dialogue.xlsform.books import book

WORK = "/arbete/lyckeberga/"


@pytest.fixture
def asked(_lyckeberga) -> Dialogue:
    rows = Dialogue.objects.unscoped("the one that is open")
    return rows.get(title="Var är du trygg i höst?")


def test_results_in_both_modes_never_mix(signed_in, asked, axe, screenshot):
    page = signed_in("samordnare")
    page.goto(f"{WORK}dialogresultat/{asked.pk}/")
    expect(page.get_by_text("säger inget om alla invånare").first).to_be_visible()
    expect(page.get_by_text("Skattning av befolkningen")).to_have_count(0)
    axe(page)
    screenshot(page, "dialog-resultat-oppen")
    survey = Dialogue.objects.unscoped("test").get(mode="sample", state="ended")
    page.goto(f"{WORK}dialogresultat/{survey.pk}/")
    expect(page.get_by_text("skattning av befolkningen med osäkerhet").first).to_be_visible()
    expect(page.get_by_role("columnheader", name="Skattning av befolkningen").first).to_be_visible()
    axe(page)
    screenshot(page, "dialog-resultat-urval")


def test_own_words_are_read_and_a_theme_becomes_a_problem(signed_in, asked, axe, screenshot):
    page = signed_in("granskare")
    page.goto(f"{WORK}dialogresultat/{asked.pk}/")
    page.get_by_role("link", name="Teman i fritexten").click()
    page.get_by_role("link", name=re.compile("Läs .* texter")).click()
    before = page.get_by_role("heading", level=1).text_content()
    axe(page)
    page.get_by_role("button", name="Läst Text 1", exact=True).click()
    expect(page.get_by_text("Texten är läst.")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).not_to_have_text(before)
    screenshot(page, "dialog-lasa")

    page = signed_in("samordnare")
    page.goto(f"{WORK}dialogresultat/{asked.pk}/teman/")
    axe(page)
    screenshot(page, "dialog-teman")
    page.get_by_role("link", name="Vad det har lett till").click()
    screenshot(page, "dialog-vidare")
    page.get_by_role("button", name="Gör till ett problem Ljus och mörker").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ljus och mörker")
    expect(page.get_by_text("personer skrev om ”Ljus och mörker”").first).to_be_visible()
    axe(page)


def test_a_form_of_ones_own_comes_in_as_excel(signed_in, axe, screenshot, tmp_path):
    page = signed_in("samordnare")
    draft = Dialogue.objects.unscoped("test").get(state="draft", format="staff")
    page.goto(f"{WORK}dialoger/{draft.pk}/fragor/")
    page.get_by_role("link", name="Excel (XLSForm)").click()
    axe(page)
    with page.expect_download() as ours:
        page.get_by_role("link", name="Ladda ner dialogens frågor som XLSForm").click()
    assert ours.value.suggested_filename.endswith(".xlsx")
    file = tmp_path / "enkat.xlsx"
    rows = [
        ("type", "name", "label"),
        ("select_one jn", "ute", "Är du ute på kvällen?"),
        ("date", "dag", "Vilken dag?"),
    ]
    file.write_bytes(book(rows))
    page.get_by_label("Formulär (.xlsx)").set_input_files(file)
    page.get_by_role("button", name="Visa vad som kommer med").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("1 fråga kommer med")
    expect(page.get_by_text("Rad 3: frågor av typen ”date”")).to_be_visible()
    axe(page)
    screenshot(page, "dialog-excel")
    page.get_by_role("button", name="Ja, byt till de här frågorna").click()
    expect(page.get_by_text("Frågorna är de i filen.")).to_be_visible()
    expect(page.get_by_text("1. Är du ute på kvällen?")).to_be_visible()
