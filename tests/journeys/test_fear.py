"""Where people are afraid and little happens: the map, the table that says the same, a problem."""

import re

from playwright.sync_api import expect

from lofte.situation.problems.models import Problem

WORK = "/arbete/lyckeberga/"


def test_the_map_of_fear_and_its_table_say_the_same(signed_in, axe, screenshot):
    page = signed_in("samordnare")
    page.goto(WORK)
    page.get_by_role("link", name="Otrygghet och händelser").first.click()
    page.locator("#karta[data-state=ready]").scroll_into_view_if_needed()
    axe(page)
    screenshot(page, "otrygghet-och-handelser")

    page.get_by_role("link", name="Samma innehåll som tabell").click()
    expect(page).to_have_url(re.compile("#squares$"))
    page.locator("#ruta-for-ruta > summary").click()
    table = page.get_by_role("region", name="Ruta för ruta").get_by_role("table")
    rows = table.locator("tbody tr")
    drawn = page.evaluate(SQUARES)
    assert rows.evaluate_all("rows => rows.map(row => row.dataset.featureId)") == drawn
    expect(rows.first.get_by_role("cell").last).to_have_text(re.compile(r"^\d,\d procent$"))
    axe(page)
    screenshot(page, "otrygghet-och-handelser-tabell")

    problem = Problem.objects.unscoped("a journey").order_by("pk").first()
    page.get_by_label("Problem", exact=True).select_option(label=problem.title)
    page.get_by_role("button", name="Lägg till som underlag").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(problem.title)
    expect(page.get_by_text("gånger vad händelserna motsvarar").first).to_be_visible()


def test_on_a_phone_without_scripts_the_tables_are_all_there_is(new_page, sign_in):
    page = new_page("phone", java_script_enabled=False)
    sign_in(page, "samordnare")
    page.goto(f"{WORK}otrygghet/")
    page.locator("#ruta-for-ruta > summary").click()
    expect(
        page.get_by_role("region", name="Ruta för ruta").get_by_role("row").nth(1)
    ).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


SQUARES = """
  JSON.parse(document.getElementById("karta-data").textContent)
    .layers.find(layer => layer.id === "rutor").data.features.map(one => one.properties.id)
"""
