"""From the day's list to a frozen picture and an open edition, by three people."""

import json
import re

from playwright.sync_api import Page, expect

SPOTS = ("Resecentrum", "Ekbackens garage", "Stora torget", "Badhusparken")
WORK = "/arbete/lyckeberga/"


def ready(page: Page) -> None:
    expect(page.locator("[data-map]").first).to_have_attribute("data-state", "ready")


def painted(page: Page) -> None:
    """Everything in view is drawn, also what was fetched after the map itself."""
    expect(page.locator("[data-map]").first).to_have_attribute("data-drawn", "all")


def open_draft(page: Page) -> None:
    page.goto(f"{WORK}lagesbilder/")
    page.get_by_role("row").filter(has_text="utkast").get_by_role("link").first.click()


def test_a_coordinator_goes_from_the_days_list_to_a_draft_and_writes_words(
    signed_in, sign_in, desktop, axe, screenshot
):
    sign_in(desktop, "samordnare")
    expect(desktop.get_by_role("heading", name="Att göra i dag")).to_be_visible()
    expect(desktop.get_by_role("main")).to_contain_text("rapporter väntar på granskning")
    desktop.goto(WORK)
    screenshot(desktop, "att-gora")
    desktop.get_by_role("link", name="Lägesbilder").first.click()
    desktop.locator("main form").get_by_role("button", name="Ta fram").click()
    expect(desktop.get_by_role("main")).to_contain_text("utkast")
    expect(desktop.get_by_role("button", name="Frys lägesbilden")).to_have_count(0)
    expect(desktop.get_by_role("main")).to_contain_text("En annan person fryser det")

    desktop.get_by_text("Ändra samordnarens ord").click()
    box = desktop.get_by_role("textbox")
    expect(box).not_to_have_value("")  # the words of the draft before were carried over
    box.fill("Ring mig på 070-174 06 05 om garaget.")
    desktop.get_by_role("button", name="Spara texten").click()
    expect(desktop.locator("body")).to_contain_text("personuppgifter")
    expect(box).to_have_value("Ring mig på 070-174 06 05 om garaget.")
    box.fill("Garaget i Ekbacken behöver ljus och vuxna på plats.")
    desktop.get_by_role("button", name="Spara texten").click()
    expect(desktop.locator(".own-words")).to_contain_text("Garaget i Ekbacken behöver ljus")


def test_the_parties_pictures_become_one(signed_in, axe):
    page = signed_in("samordnare")
    page.goto(f"{WORK}lagesbilder/parterna/2026-W47/")
    for box in page.get_by_label("Så säger vi gemensamt").all():
        if not box.input_value():
            box.fill("Vi ser samma sak på kvällarna.")
    page.get_by_role("button", name="Slå ihop till en gemensam bild").click()
    expect(page.locator("body")).to_contain_text("Den gemensamma bilden ändras inte")
    axe(page)


def test_the_picture_is_whole_as_a_map_as_charts_and_as_tables(signed_in, screenshot):
    page = signed_in("samordnare")
    open_draft(page)
    ready(page)
    expect(page.locator("[data-map] canvas")).to_be_visible()
    painted(page)
    screenshot(page, "lagesbild", height=1280)

    drawn = cells_of(page)
    now = [cell for cell in drawn if cell["period"] == "2026-W47"]
    assert now, "no cells in the map"
    page.get_by_text("Visa som tabell").first.click()
    rows = page.locator("#karta-tabell tbody tr")
    assert rows.count() > 0
    ids = {row.get_attribute("data-feature-id") for row in rows.all()}
    assert {cell["id"] for cell in now if cell.get("class") == "fler än normalt"} <= ids

    status = page.get_by_role("status").first
    expect(status).to_contain_text("v. 47")
    page.get_by_role("slider", name="Period").press("ArrowLeft")
    expect(status).to_contain_text("v. 46")
    expect(page.get_by_role("img", name=re.compile("Rutnät med sju veckodagar"))).to_be_visible()
    expect(page.get_by_role("img", name=re.compile("Linje med antal händelser"))).to_be_visible()


def cells_of(page: Page) -> list[dict]:
    """What the map is given to draw: the layer of cells, from its own address."""
    address = page.url.split("?")[0].split("#")[0]
    answer = page.request.get(f"{address}rutor.geojson")
    assert answer.ok
    return [feature["properties"] for feature in json.loads(answer.body())["features"]]


def test_a_second_person_freezes_what_the_coordinator_made(signed_in):
    page = signed_in("granskare")
    page.goto(WORK)
    page.get_by_role("link", name="Läs utkastet").click()
    page.get_by_role("button", name="Frys lägesbilden").click()
    main = page.get_by_role("main")
    expect(main).to_contain_text("av Gun Granskare")
    expect(main).to_contain_text("Framtagen av Sam Samordnare")
    expect(page.get_by_role("button", name="Frys lägesbilden")).to_have_count(0)


def test_a_leader_sees_areas_and_never_a_spot(signed_in):
    page = signed_in("ledare")
    page.goto(WORK)
    page.get_by_role("link", name="Läs hela lägesbilden").click()
    ready(page)
    main = page.get_by_role("main")
    expect(main).to_contain_text("Stationsområdet")
    for spot in SPOTS:
        expect(main).not_to_contain_text(spot)
    address = page.url.split("?")[0]
    assert cells_of(page) == []
    assert page.request.get(f"{address}omraden.geojson").json()["features"]


def test_a_communicator_previews_and_publishes_and_a_resident_reads(
    signed_in, new_page, axe, screenshot
):
    page = signed_in("kommunikator")
    page.goto(WORK)
    page.get_by_role("link", name="Förhandsgranska").first.click()
    if page.get_by_role("link", name="Förhandsgranska").count():
        page.get_by_role("link", name="Förhandsgranska").first.click()
    expect(page.get_by_role("main")).to_contain_text("Så här blir den öppna sidan")
    page.get_by_role("button", name="Publicera öppet").click()
    expect(page.get_by_role("table", name="Utgåvor")).to_contain_text("v. 46 2026")

    resident = new_page("desktop")
    resident.goto("/lyckeberga/")
    main = resident.get_by_role("main")
    expect(main).to_contain_text("v. 46")
    expect(main).to_contain_text("Stationsområdet")
    ready(resident)
    painted(resident)
    screenshot(resident, "oppen-sida", height=1280)
    # What is promised may name its place; the picture never does.
    parts = resident.locator(".public-picture > :not([aria-labelledby=promised])").all_inner_texts()
    assert len(parts) > 2
    told = " ".join(parts)
    assert "Stationsområdet" in told
    assert not [spot for spot in SPOTS if spot in told]
    axe(resident)


def test_the_open_map_holds_areas_and_no_point(new_page):
    page = new_page("desktop")
    page.goto("/lyckeberga/")
    ready(page)
    given = "\n".join(page.locator("script[type='application/json']").all_inner_texts())
    assert "places" not in given
    layers = set(re.findall(r'"(/lyckeberga/[^"]*omraden\.geojson)"', given))
    assert layers
    for address in layers:
        for feature in page.request.get(address).json()["features"]:
            assert feature["geometry"]["type"] in {"Polygon", "MultiPolygon"}


def test_a_withdrawn_edition_says_when_and_why(signed_in, new_page, watch):
    page = signed_in("kommunikator")
    page.goto(f"{WORK}utgavor/")
    rows = page.get_by_role("table", name="Utgåvor").get_by_role("row")
    row = rows.filter(has_text="Lägesbild").first
    number = row.get_by_role("link").first.inner_text()
    row.locator("summary").click()
    row.get_by_label("Varför?").fill("Ett område var räknat två gånger.")
    row.get_by_role("button", name="Dra tillbaka").click()
    resident = new_page("phone")
    with watch.expecting("410"):
        resident.goto(f"/lyckeberga/lagesbild/{number}/")
    main = resident.get_by_role("main")
    expect(main).to_contain_text("tillbakadragen")
    expect(main).to_contain_text("Ett område var räknat två gånger.")
    expect(main).not_to_contain_text("Stationsområdet")
