"""Finding one's way: search, a place's own page, the other language, the file from the command."""

import re

import pyarrow.parquet as pq
import pytest
from playwright.sync_api import expect

from lofte.demo.files import table
from lofte.demo.town import make_town
from lofte.management.cli import main as lofte

WORK = "/arbete/lyckeberga/"


def test_a_search_leads_to_the_page_of_a_place(signed_in, axe):
    page = signed_in("kommunpolis")
    page.goto(f"{WORK}sok/")
    page.get_by_role("searchbox").first.fill("resecent")
    page.keyboard.press("Enter")
    page.get_by_role("main").get_by_role("link", name="Resecentrum", exact=True).first.click()
    expect(page).to_have_url(re.compile(r"/platser/\d+/"))
    expect(page.get_by_role("heading", name="Resecentrum", level=1)).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("Bekräftade rapporter per månad")
    axe(page)


@pytest.mark.parametrize("box", ["rapportor", "samordnare", "ledare"])
def test_the_other_language_shows_no_error_and_leads_back(signed_in, box):
    page = signed_in(box)
    page.goto(WORK)
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.get_by_role("button", name="Svenska").click()
    expect(page.locator("html")).to_have_attribute("lang", "sv")


@pytest.fixture(scope="session")
def picture_html(tmp_path_factory):
    """What `lofte picture` makes of the town's own register."""
    folder = tmp_path_factory.mktemp("picture")
    pq.write_table(table(make_town()), folder / "incidents.parquet")
    out = folder / "out"
    with pytest.raises(SystemExit) as end:
        lofte(["picture", str(folder / "incidents.parquet"), "--out", str(out)])
    assert end.value.code == 0
    return next(out.rglob("picture.html"))


def test_the_page_in_a_file_shows_map_cells_and_hours_and_asks_nobody(browser, picture_html):
    context = browser.new_context(viewport={"width": 1440, "height": 900}, offline=True)
    page, asked, seen = context.new_page(), [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: seen.append(message.text))
    page.on("pageerror", lambda error: seen.append(str(error)))
    page.goto(picture_html.as_uri())
    drawn = page.get_by_role("img", name=re.compile(r"Karta med \d+ rutor")).first
    expect(drawn).to_be_visible()
    expect(drawn.get_by_role("link", name="1. Plats 1 på kartan")).to_be_visible()
    expect(page.get_by_role("img", name=re.compile("Rutnät med sju veckodagar"))).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text(re.compile(r"Flest fredag–\S+ 18–02"))
    assert [url for url in asked if not url.startswith(("file:", "data:", "blob:"))] == []
    assert seen == []
    context.close()
