"""Somebody who was asked: on a phone with the map, without scripts, by keys alone, in Arabic."""

import gzip
import re

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from lofte.dialogue.answering import floods
from lofte.dialogue.models import Answer, Dialogue, Mark

FIRST_VIEW = 100_000  # bytes on the wire, before any map
SLOW_PHONE = {
    "offline": False,
    "latency": 300,  # milliseconds
    "downloadThroughput": 1_000_000 / 8,  # one megabit a second
    "uploadThroughput": 500_000 / 8,
}
PATIENCE = 3_000  # milliseconds


@pytest.fixture
def asked(_lyckeberga) -> Dialogue:
    rows = Dialogue.objects.unscoped("the one that is open")
    return rows.get(title="Var är du trygg i höst?")


def answers(dialogue: Dialogue) -> int:
    return Answer.objects.unscoped("test").filter(dialogue=dialogue).count()


def newest_mark(dialogue: Dialogue, before: set[int]) -> Mark:
    rows = Mark.objects.unscoped("test").filter(dialogue=dialogue)
    return rows.exclude(pk__in=before).get()


def marks(dialogue: Dialogue) -> set[int]:
    rows = Mark.objects.unscoped("test").filter(dialogue=dialogue)
    return set(rows.values_list("pk", flat=True))


def send(page: Page) -> None:
    page.get_by_role("main").get_by_role("button", name="Skicka svaret").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Tack, svaret har kommit fram")


def test_on_a_phone_with_the_map(phone, asked, axe, screenshot):
    before = marks(asked)
    phone.goto(f"/d/{asked.link}/")
    screenshot(phone, "svara-telefon")
    axe(phone)
    phone.get_by_text("Ganska otrygg", exact=True).tap()
    unsafe = phone.get_by_role("group", name="Finns det en plats där du är otrygg?")
    unsafe.get_by_text("Peka på kartan").tap()
    unsafe.get_by_role("button", name="Mitt i kartan").tap()
    expect(unsafe.locator(".picker__said")).to_contain_text("Platsen är utpekad")
    unsafe.get_by_text("Det är mörkt").tap()
    axe(phone)
    send(phone)
    axe(phone)
    mark = newest_mark(asked, before)
    assert (mark.kind, mark.why, mark.outside) == ("unsafe", ["morkt"], False)
    assert mark.x is not None
    assert mark.area is not None


def test_without_scripts_a_place_in_words_is_as_good(new_page, asked):
    page = new_page("phone", java_script_enabled=False)
    before = marks(asked)
    page.goto(f"/d/{asked.link}/")
    page.get_by_label("Ganska trygg").check()
    unsafe = page.get_by_role("group", name="Finns det en plats där du är otrygg?")
    unsafe.get_by_label("Eller skriv gatan, eller vad som ligger nära").fill("vid gångtunneln")
    page.get_by_role("main").get_by_role("button", name="Skicka svaret").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Tack, svaret har kommit fram")
    assert newest_mark(asked, before).near == "vid gångtunneln"


def test_by_keys_alone_and_by_the_names_that_are_read_out(desktop, asked):
    desktop.goto(f"/d/{asked.link}/")
    desktop.get_by_role("radio", name="Mycket trygg").focus()
    desktop.keyboard.press("Space")
    desktop.keyboard.press("Tab")
    expect(desktop.get_by_role("checkbox", name="Skräp", exact=True)).to_be_focused()
    desktop.keyboard.press("Space")
    safe = desktop.get_by_role("group", name="Finns det en plats där du är trygg?")
    choice = safe.get_by_role("combobox", name="Välj en plats i listan")
    choice.focus()
    desktop.keyboard.type("Res")
    expect(choice.locator("option:checked")).to_have_text("Resecentrum")
    desktop.get_by_role("textbox", name="Vill du säga något mer?").focus()
    desktop.keyboard.press("Tab")
    expect(desktop.locator(":focus")).to_have_text("Skicka svaret")
    desktop.keyboard.press("Enter")
    expect(desktop.get_by_role("heading", level=1)).to_have_text("Tack, svaret har kommit fram")


def test_in_arabic_from_the_right_with_what_was_typed_kept(page, asked, axe, screenshot):
    page.goto(f"/d/{asked.link}/")
    page.get_by_role("textbox", name="Vill du säga något mer?").fill("Fler lampor, tack.")
    before = answers(asked)
    page.get_by_role("button", name="العربية").click()
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.locator("#fritt")).to_have_value("Fler lampor, tack.")
    assert answers(asked) == before
    heading = page.get_by_role("heading", level=1)
    box, width = heading.bounding_box(), page.viewport_size["width"]
    assert box["x"] + box["width"] > width * 0.7, "the heading stands to the right"
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    screenshot(page, f"svara-arabiska-{width}")
    axe(page)
    page.get_by_role("main").get_by_role("button", name="أرسل الإجابة").click()
    expect(page).to_have_url(re.compile(r"/tack/\?sprak=ar"))
    axe(page)
    assert answers(asked) == before + 1


@pytest.fixture
def flood(monkeypatch, asked):
    """A minute in which as many have come as people send."""
    monkeypatch.setattr(floods, "MOST", {floods.MINUTE: 1, floods.HOUR: 1})
    floods.came(asked, timezone.now())


def suspected(dialogue: Dialogue) -> int:
    return Answer.objects.unscoped("test").filter(dialogue=dialogue, suspected=True).count()


def test_in_a_flood_the_browser_does_a_sum_while_the_person_answers(page, asked, flood, axe):
    page.goto(f"/d/{asked.link}/")
    page.get_by_label("Ganska trygg").check()
    send(page)
    expect(page.get_by_text("räknas för sig")).to_have_count(0)
    assert suspected(asked) == 0


def test_in_a_flood_without_scripts_the_code_of_the_poster_is_as_good(new_page, asked, flood, axe):
    page = new_page("phone", java_script_enabled=False)
    page.goto(f"/d/{asked.link}/")
    expect(page.get_by_text("räknar en liten uppgift")).to_be_hidden()
    page.get_by_label("Koden på affischen").fill(asked.poster_code)
    page.get_by_label("Ganska trygg").check()
    send(page)
    assert suspected(asked) == 0
    page.goto(f"/d/{asked.link}/")
    page.get_by_label("Ganska trygg").check()
    send(page)
    expect(page.get_by_text("räknas för sig")).to_be_visible()
    assert suspected(asked) == 1


def test_what_is_wrong_is_said_first_and_nothing_typed_is_lost(phone, asked, watch, axe):
    phone.goto(f"/d/{asked.link}/")
    help_ = phone.locator("#otrygg_plats-help")
    help_.fill("Fler lampor")
    with watch.expecting("422"):
        phone.get_by_role("main").get_by_role("button", name="Skicka svaret").tap()
        summary = phone.get_by_role("alert")
        expect(summary).to_contain_text("vilken plats du menar")
    expect(help_).to_have_value("Fler lampor")
    axe(phone)


def test_the_first_view_is_light_and_quick_on_a_slow_phone(new_page, asked):
    page = new_page("phone")
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.send("Network.emulateNetworkConditions", SLOW_PHONE)
    wire.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    came = []
    page.on("response", lambda response: came.append(response))
    page.goto(f"/d/{asked.link}/", wait_until="commit")
    expect(page.get_by_role("radio", name="Mycket trygg")).to_be_enabled(timeout=PATIENCE)
    page.wait_for_load_state("load")
    sent = {one.url: one for one in came}
    assert not any("maplibre" in url for url in sent), "the map waits until it is asked for"
    weight = {url: on_the_wire(one) for url, one in sent.items()}
    assert sum(weight.values()) < FIRST_VIEW, weight


def on_the_wire(response) -> int:
    """As a server with compression sends it; a font is compressed in itself."""
    body = response.body()
    return len(body) if response.url.endswith(".woff2") else len(gzip.compress(body))
