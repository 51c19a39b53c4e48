"""The police on a phone: accept a stop, print and save the duty, log a visit in two taps."""

import re

from playwright.sync_api import expect

WORK = "/arbete/lyckeberga/"


def fetch(page, link: str) -> bytes:
    """The question of who gets it comes first, then the file."""
    page.get_by_role("link", name=link).click()
    expect(page.get_by_role("main")).to_contain_text("inkommen handling hos mottagaren")
    page.get_by_label("Jag eller någon annan i gruppen").check()
    with page.expect_download() as given:
        page.get_by_role("button", name="Hämta dokumentet").click()
    content = given.value.path().read_bytes()
    page.get_by_role("link", name="Tillbaka").click()
    return content


def test_accept_print_and_log(signed_in, new_page, watch, axe, screenshot, tmp_path):
    page = signed_in("kommunpolis", "phone")
    page.goto(f"{WORK}patrull/")
    main = page.get_by_role("main")
    axe(page)
    screenshot(page, "stopp-telefon")
    waiting = main.get_by_role("listitem").filter(has_text="Föreslaget").first
    waiting.get_by_role("link").first.click()
    expect(main).to_contain_text("normalt")  # why: the sentence and its figures
    axe(page)
    page.get_by_role("button", name="Anta stoppet").click()
    expect(page.locator("body")).to_contain_text("Stoppet är antaget.")

    page.goto(f"{WORK}patrull/pass/")
    page.get_by_label("Dag", exact=True).fill("2026-11-27")
    page.get_by_role("button", name="Ordna stoppen").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("platstimmar hinns med")
    expect(main).to_contain_text("Alla slag av händelser väger lika.")
    axe(page)
    screenshot(page, "pass-telefon", height=1280)
    assert fetch(page, "Skriv ut (PDF)").startswith(b"%PDF")

    file = tmp_path / "pass.html"
    file.write_bytes(fetch(page, "Spara i telefonen"))
    offline = new_page("phone", offline=True, java_script_enabled=False)
    with watch.expecting(file.as_uri()):
        offline.goto(file.as_uri())
    expect(offline.locator("body")).to_contain_text("platstimmar hinns med")
    with_scripts = new_page("phone", offline=True)  # axe needs them; the file has none
    with watch.expecting(file.as_uri()):
        with_scripts.goto(file.as_uri())
        axe(with_scripts)

    page.goto(f"{WORK}patrull/besok/")
    axe(page)
    screenshot(page, "logga-telefon")
    page.get_by_role("link", name="Resecentrum").first.tap()
    expect(main).to_contain_text("räknas till:")
    axe(page)
    page.get_by_role("button", name=re.compile("^Fotpatrull")).tap()
    body = page.locator("body")
    expect(body).to_contain_text("Loggat: fotpatrull, Resecentrum.")
    expect(body).to_contain_text("Räknas till åtagandet")


def test_decline_with_a_reason(signed_in):
    page = signed_in("kommunpolis")
    page.goto(f"{WORK}patrull/")
    waiting = page.get_by_role("main").get_by_role("listitem").filter(has_text="Föreslaget").first
    waiting.get_by_role("link").first.click()
    page.get_by_role("button", name="Avböj stoppet").click()
    page.get_by_label("Varför").last.fill("Vi har en annan insats där.")
    page.get_by_role("button", name="Avböj stoppet").click()
    expect(page.locator("body")).to_contain_text("Stoppet är avböjt.")


def test_the_years_coverage_and_before_and_after(signed_in, axe, screenshot):
    page = signed_in("kommunpolis")
    page.goto(f"{WORK}patrull/uppfoljning/")
    main = page.get_by_role("main")
    expect(main).to_contain_text("cirka 40")
    axe(page)
    screenshot(page, "uppfoljning", height=1200)
    page.get_by_label("Från och med").fill("2026-10-12")
    page.get_by_label("Till och med").fill("2026-11-22")
    page.get_by_role("button", name="Visa").click()
    page.get_by_role("link", name="Jämför de besökta platserna").click()
    expect(main).to_contain_text("Siffrorna visar inte att besöken var orsaken")
    expect(main).to_contain_text("Resecentrum")
    axe(page)
    screenshot(page, "fore-och-efter", height=1000)
