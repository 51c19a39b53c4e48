"""Somebody who was asked: on a phone with the map, without scripts, by keys alone, in Arabic."""

import re
from collections.abc import Iterator

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from lofte.dialogue.answering import floods
from lofte.dialogue.models import Answer, Dialogue, Mark
from tests.faults.server import Server
from tests.journeys.browser import SIZES

FIRST_VIEW = 100_000  # bytes on the wire, before any map
SLOW_PHONE = {
    "offline": False,
    "latency": 300,  # milliseconds
    "downloadThroughput": 1_000_000 / 8,  # one megabit a second
    "uploadThroughput": 500_000 / 8,
}
PATIENCE = 3_000  # milliseconds
MOST_TABS = 25
NAMES = "form => [...form.elements].filter(e => e.type !== 'hidden').map(e => e.name)"
UNSEEN = {"", "hemsida", "byt"}  # groups, the trap for robots, the languages above the form


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


def as_it_stands(new_page, plain: Page) -> Page:
    """The same document where axe can run, which needs scripts: the page's own are left out."""
    html = plain.content().replace("<noscript", "<div").replace("</noscript", "</div")
    page = new_page("phone")
    page.route(
        "**/*.{js,mjs}", lambda route: route.fulfill(body="", content_type="text/javascript")
    )
    page.route(plain.url, lambda route: route.fulfill(body=html, content_type="text/html"))
    page.goto(plain.url)
    return page


def test_without_scripts_a_place_in_words_is_as_good(new_page, asked, axe, screenshot):
    page = new_page("phone", java_script_enabled=False)
    before = marks(asked)
    page.goto(f"/d/{asked.link}/")
    page.get_by_label("Ganska trygg").check()
    unsafe = page.get_by_role("group", name="Finns det en plats där du är otrygg?")
    unsafe.get_by_label("Eller skriv gatan, eller vad som ligger nära").fill("vid gångtunneln")
    unsafe.get_by_text("Peka på kartan").click()
    expect(unsafe.locator("noscript")).to_be_visible()
    screenshot(page, "svara-utan-skript-telefon")
    axe(as_it_stands(new_page, page))
    page.get_by_role("main").get_by_role("button", name="Skicka svaret").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Tack, svaret har kommit fram")
    axe(as_it_stands(new_page, page))
    assert newest_mark(asked, before).near == "vid gångtunneln"


class Keys:
    """Somebody who has a keyboard and no mouse: forward with Tab, and never past a thing unseen."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.passed: list[str] = []

    def to(self, wanted: Locator) -> None:
        """Tab until it has the focus."""
        for _ in range(MOST_TABS):
            self.tab()
            if wanted.evaluate("element => element === document.activeElement"):
                return
        raise AssertionError(f"{wanted} is not reached: {self.passed[-MOST_TABS:]}")

    def tab(self) -> None:
        self.page.keyboard.press("Tab")
        focus = self.page.locator(":focus")
        expect(focus).to_be_in_viewport()
        self.passed.append(focus.evaluate("element => element.name || element.id"))

    def press(self, wanted: Locator, key: str) -> None:
        self.to(wanted)
        self.page.keyboard.press(key)

    def type(self, wanted: Locator, text: str) -> None:
        self.to(wanted)
        self.page.keyboard.type(text)


def test_by_keys_alone_and_by_the_names_that_are_read_out(desktop, asked, axe, screenshot):
    before = marks(asked)
    desktop.goto(f"/d/{asked.link}/")
    keys = Keys(desktop)
    keys.press(desktop.get_by_role("link", name="Hoppa till innehållet"), "Enter")
    keys.press(desktop.get_by_role("radio", name="Mycket trygg"), "Space")
    desktop.keyboard.press("ArrowDown")
    expect(desktop.get_by_role("radio", name="Ganska trygg")).to_be_checked()
    keys.press(desktop.get_by_role("checkbox", name="Skräp", exact=True), "Space")

    unsafe = desktop.get_by_role("group", name="Finns det en plats där du är otrygg?")
    keys.to(unsafe.get_by_role("combobox", name="Välj en plats i listan"))
    keys.to(unsafe.get_by_role("textbox", name="Eller skriv gatan, eller vad som ligger nära"))
    keys.press(unsafe.locator("summary"), "Enter")
    centre = unsafe.get_by_role("button", name="Mitt i kartan")
    expect(centre).to_be_visible()
    keys.press(centre, "Enter")
    expect(unsafe.locator(".picker__said")).to_contain_text("Platsen är utpekad")
    axe(desktop)
    screenshot(desktop, "svara-tangentbord")
    keys.press(unsafe.get_by_role("checkbox", name="Det är mörkt"), "Space")
    keys.type(unsafe.get_by_role("textbox", name="Vad skulle göra det bättre?"), "Fler lampor.")

    safe = desktop.get_by_role("group", name="Finns det en plats där du är trygg?")
    choice = safe.get_by_role("combobox", name="Välj en plats i listan")
    keys.type(choice, "Res")
    expect(choice.locator("option:checked")).to_have_text("Resecentrum")
    keys.press(desktop.get_by_role("radio", name="Under 16 år"), "ArrowDown")
    keys.type(desktop.get_by_role("textbox", name="Vill du säga något mer?"), "Tack för frågan.")
    keys.tab()
    expect(desktop.locator(":focus")).to_have_text("Skicka svaret")
    asked_for = {name for name in desktop.locator("#answer").evaluate(NAMES) if name not in UNSEEN}
    assert asked_for <= set(keys.passed), "every field of the form has had the focus"
    desktop.keyboard.press("Enter")
    expect(desktop.get_by_role("heading", level=1)).to_have_text("Tack, svaret har kommit fram")
    axe(desktop)
    made = Mark.objects.unscoped("test").filter(dialogue=asked).exclude(pk__in=before)
    assert {(one.kind, one.x is not None, tuple(one.why), one.help) for one in made} == {
        ("unsafe", True, ("morkt",), "Fler lampor."),
        ("safe", True, (), ""),
    }
    answer = Answer.objects.unscoped("test").get(pk=made[0].answer_id)
    assert {"trygg_kvall": "trygg", "alder": "16_29"}.items() <= answer.values.items()
    assert answer.values["fritt"] == "Tack för frågan."


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


@pytest.fixture
def real(tmp_path) -> Iterator[tuple[str, str]]:
    """A server as docs/how-to/drift.md starts it, with the ready web survey: where the form is."""
    folder = tmp_path / "real"
    folder.mkdir()
    server = Server(folder)
    link = server.run("asked.ask()")["link"]
    server.start()
    yield f"http://localhost:{server.port}/d/{link}/"
    server.kill()


def test_the_first_view_is_light_and_quick_on_a_slow_phone(browser, real):
    """As it is sent: the browser says how many bytes came over the wire, headers and all."""
    width, height = SIZES["phone"]
    context = browser.new_context(viewport={"width": width, "height": height}, has_touch=True)
    page = context.new_page()
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.send("Network.emulateNetworkConditions", SLOW_PHONE)
    wire.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    address: dict[str, str] = {}
    weight: dict[str, int] = {}
    wire.on(
        "Network.responseReceived",
        lambda told: address.update({told["requestId"]: told["response"]["url"]}),
    )
    wire.on(
        "Network.loadingFinished",
        lambda told: weight.update({told["requestId"]: told["encodedDataLength"]}),
    )
    page.goto(real, wait_until="commit")
    expect(page.get_by_role("radio", name="Mycket trygg").first).to_be_enabled(timeout=PATIENCE)
    page.wait_for_load_state("networkidle")
    sent = {address[request]: bytes_ for request, bytes_ in weight.items()}
    assert not any("maplibre" in url for url in sent), "the map waits until it is asked for"
    assert real in sent
    assert sum(sent.values()) < FIRST_VIEW, sent
    context.close()
