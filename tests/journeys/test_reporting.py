"""A reporter, mostly on a phone and in a hurry."""

import math
import re

import pytest
from playwright.sync_api import Page, expect

from lofte.incidents.models import Incident
from lofte.places.crs import SWEREF99_TM, WGS84, convert
from lofte.places.models import NamedPlace

TAPS = 4  # what (and more exactly what), where, send


class Taps:
    """Counts what the person does: every tap and every field that is typed in."""

    def __init__(self) -> None:
        self.made = 0

    def on(self, locator) -> None:
        locator.tap()
        self.made += 1


def kind(page: Page, name: str):
    return page.get_by_role("checkbox", name=name)


def option(page: Page, name: str):
    return page.get_by_role("radio", name=name)


def test_a_reporter_tells_of_graffiti_at_an_own_place_in_four_taps(phone, sign_in, screenshot):
    sign_in(phone, "rapportor")
    phone.get_by_role("link", name="Badhusparken").tap()
    expect(phone.get_by_role("heading", name="Rapportera", level=1)).to_be_visible()
    screenshot(phone, "rapportera-telefon")
    taps = Taps()
    taps.on(kind(phone, "Skadegörelse"))
    taps.on(kind(phone, "Klotter"))
    taps.on(phone.get_by_role("button", name="Skicka", exact=True))
    phone.wait_for_url(re.compile(r"/mina-rapporter/\d+/"))
    expect(phone.get_by_role("main")).to_contain_text("Badhusparken")
    assert taps.made < TAPS
    phone.get_by_role("main").get_by_role("link", name="Mina rapporter").tap()
    first = phone.locator("main li").first
    expect(first).to_contain_text("Klotter")
    expect(first).to_contain_text("Väntar på granskning")


def test_from_the_form_itself_it_takes_four_taps(signed_in):
    page, taps = signed_in("rapportor", "phone"), Taps()
    page.goto("/arbete/lyckeberga/rapportera/")
    taps.on(kind(page, "Skadegörelse"))
    taps.on(kind(page, "Klotter"))
    taps.on(option(page, "Resecentrum"))
    taps.on(page.get_by_role("button", name="Skicka", exact=True))
    page.wait_for_url(re.compile(r"/mina-rapporter/\d+/"))
    assert taps.made == TAPS
    expect(page.get_by_role("main")).to_contain_text("Resecentrum")


def station() -> tuple[float, float]:
    """Where a phone at the station says that it is: longitude and latitude."""
    place = NamedPlace.objects.unscoped("test").get(name="Resecentrum")
    east, north = convert([place.x], [place.y], SWEREF99_TM, WGS84)
    return float(east[0]), float(north[0])


def begin(page: Page) -> None:
    page.goto("/arbete/lyckeberga/rapportera/")
    kind(page, "Skadegörelse").tap()
    kind(page, "Klotter").tap()
    option(page, "Annan plats").tap()


def sent(page: Page) -> Incident:
    page.get_by_role("button", name="Skicka", exact=True).tap()
    page.wait_for_url(re.compile(r"/mina-rapporter/\d+/"))
    return Incident.objects.unscoped("test").latest("pk")


@pytest.mark.parametrize(
    ("metres", "said"),
    [
        (10, "Din plats är vald, på ungefär 10 meter när."),
        (200, "Läget är osäkert, på ungefär 200 meter när. Skriv gärna"),
    ],
)
def test_the_place_is_where_the_phone_is(signed_in, metres, said):
    longitude, latitude = station()
    where = {"longitude": longitude, "latitude": latitude, "accuracy": metres}
    page = signed_in("rapportor", "phone", geolocation=where, permissions=["geolocation"])
    begin(page)
    page.get_by_role("button", name="Här, där jag är").tap()
    expect(page.locator("[data-here-said]")).to_contain_text(said)
    report, place = sent(page), NamedPlace.objects.unscoped("test").get(name="Resecentrum")
    assert math.hypot(report.x - place.x, report.y - place.y) < 1


def test_a_phone_that_may_not_say_where_it_is_asks_for_a_place(signed_in):
    page = signed_in("rapportor", "phone")
    begin(page)
    page.get_by_role("button", name="Här, där jag är").tap()
    expect(page.locator("[data-here-said]")).to_contain_text("Välj en plats eller skriv en gata")
    page.get_by_role("combobox", name="Välj en plats").select_option(label="Resecentrum")
    assert sent(page).place.name == "Resecentrum"


def test_a_tap_on_the_map_is_the_place(signed_in):
    page = signed_in("rapportor", "phone")
    begin(page)
    page.get_by_text("Peka på kartan").tap()
    canvas = page.locator("[data-point-picker] canvas")
    expect(page.get_by_role("button", name="Mitt i kartan")).to_be_visible(timeout=15_000)
    canvas.tap(position={"x": 90, "y": 60})
    expect(page.locator(".picker__said")).to_contain_text("Platsen är utpekad")
    report = sent(page)
    assert report.x is not None
    assert report.place is None


def test_a_telephone_number_is_marked_on_the_receipt(signed_in, axe):
    page = signed_in("rapportor", "phone")
    page.goto("/arbete/lyckeberga/rapportera/")
    kind(page, "Annat").tap()
    option(page, "Resecentrum").tap()
    page.get_by_label("Kort beskrivning").fill("Väktaren ringde 070-174 06 05 och väntade.")
    page.get_by_role("button", name="Skicka", exact=True).tap()
    expect(page.locator("main mark")).to_have_text(re.compile("070-174 06 05"))
    axe(page)


def test_nothing_to_report_is_one_tap(signed_in):
    page = signed_in("rapportor", "phone")
    page.goto("/arbete/lyckeberga/rapportera/")
    page.get_by_role("button", name="Inget att rapportera").tap()
    page.wait_for_url(re.compile(r"/mina-rapporter/\d+/"))
    expect(page.get_by_role("main")).to_contain_text("Inget att rapportera")


def test_without_scripts_the_form_is_whole_and_keeps_what_was_typed(signed_in, watch):
    page = signed_in("rapportor", "phone", java_script_enabled=False)
    page.goto("/arbete/lyckeberga/rapportera/")
    kind(page, "Annat").click()
    option(page, "Annan tid – fyll i nedan").click()
    option(page, "Annan plats").click()
    page.get_by_label("Välj en plats").select_option(label="Stora torget")
    page.get_by_label("Kort beskrivning").fill("En låda står kvar efter marknaden.")
    with watch.expecting("422"):
        page.get_by_role("button", name="Skicka", exact=True).click()
        expect(page.locator(".error-summary")).to_contain_text("Fyll i dagen då det hände.")
    expect(page.get_by_label("Kort beskrivning")).to_have_value(
        "En låda står kvar efter marknaden."
    )
    expect(page.get_by_label("Välj en plats").locator("option:checked")).to_have_text(
        "Stora torget"
    )
    expect(page.get_by_role("checkbox", name="Annat")).to_be_checked()

    page.locator("[name=day]").fill("2026-11-20")
    page.get_by_label("Ungefär när på dygnet").select_option("evening")
    page.get_by_role("button", name="Skicka", exact=True).click()
    expect(page.get_by_role("main")).to_contain_text("Stora torget")
    expect(page.get_by_role("main")).to_contain_text("2026-11-20")


def test_a_draft_is_still_there_when_the_page_was_closed(signed_in):
    page = signed_in("rapportor", "phone")
    page.goto("/arbete/lyckeberga/rapportera/")
    kind(page, "Annat").tap()
    page.get_by_label("Kort beskrivning").press_sequentially("Cyklar ligger över")
    page.close()

    again = page.context.new_page()
    again.goto("/arbete/lyckeberga/rapportera/")
    expect(again.get_by_label("Kort beskrivning")).to_have_value("Cyklar ligger över")
    expect(again.get_by_role("checkbox", name="Annat")).to_be_checked()
    expect(again.locator("[data-draft-note]")).to_be_visible()
    option(again, "Resecentrum").tap()
    again.get_by_role("button", name="Skicka", exact=True).tap()
    again.wait_for_url(re.compile(r"/mina-rapporter/\d+/"))

    again.goto("/arbete/lyckeberga/rapportera/")
    expect(again.get_by_label("Kort beskrivning")).to_have_value("")


def test_the_question_of_a_reviewer_is_answered(signed_in):
    page = signed_in("rapportor", "phone")
    page.goto("/arbete/lyckeberga/")
    page.get_by_role("link", name=re.compile("Svara")).tap()
    page.locator("main").get_by_role("link", name="Svara").first.tap()
    expect(page.get_by_role("main")).to_contain_text("lamporna längs stigen")
    page.get_by_label("Ny text").fill("Flera lampor längs stigen är släckta.")
    page.locator("main form").get_by_role("button").first.tap()
    expect(page.locator("body")).to_contain_text("Din rapport är tillbaka hos granskaren")
