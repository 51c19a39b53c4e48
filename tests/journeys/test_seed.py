"""The whole chain in a browser: from what residents say to a promise kept, and on to the next year.

The promise and its press release are those that Skara kommun and the police made in 2019, restated
and moved to Lyckeberga.
"""

import re
import time

from django.core.cache import cache
from playwright.sync_api import Page, expect

from lofte.demo.signins import HOST, codes

WORK = "/arbete/lyckeberga/"
TITLE = "Tryggare Lyckeberga 2027"
KOMMUN = (
    "Vi genomför temaaktiviteter mot narkotika för elever, personal och vårdnadshavare",
    "Vi tar med trygghet i planering och projektering av nya platser",
    "Vi gör Resecentrum tryggare",
)
POLICE = (
    "Vi patrullerar på de platser som lägesbilderna i EST pekar ut",
    "Vi gör riktade insatser mot narkotika",
)
ADDED = "Vi byter alla lampor i gångtunneln"
TOGETHER = "Vi berättar löpande om kommunens och polisens brottsförebyggande arbete"


def main(page: Page):
    return page.get_by_role("main")


def optional(label: str) -> re.Pattern[str]:
    """The very label of a field that may be left out."""
    return re.compile(rf"^\s*{label}\s*\(frivilligt\)")


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).first.click()


def test_from_a_dialogue_to_a_verdict_and_next_years_draft(signed_in, new_page, axe, screenshot):
    coordinator = signed_in("samordnare")
    evidence_of_a_dialogue(coordinator)
    police = signed_in("kommunpolis")
    last_period_is_judged(coordinator, police)
    address = the_promise_is_written(coordinator)
    the_text_is_frozen(coordinator, address, axe)
    for box in ("ordforande", "lpochef"):
        it_is_signed(signed_in(box), box, address, axe)
    coordinator.goto(address)
    expect(main(coordinator)).to_contain_text("Undertecknat")
    screenshot(coordinator, "lofte-undertecknat", height=1280)
    the_press_release_is_told(coordinator, signed_in, axe)
    screenshot(coordinator, "pressmeddelande", height=1280)
    resident = new_page("phone")
    a_resident_reads(signed_in("kommunikator"), resident, address, axe)
    screenshot(resident, "lofte-oppet-telefon", height=1400)
    a_patrol_counts(signed_in("kommunpolis", "phone"), coordinator, address)
    a_new_version_is_signed(coordinator, signed_in, resident, address, axe)
    screenshot(coordinator, "lofte-ny-version", height=1280)
    what_came_of_it_is_judged(coordinator, police, address)
    screenshot(coordinator, "lofte-uppfoljning", height=1400)
    next_years_draft(coordinator, address, axe)


def evidence_of_a_dialogue(page: Page) -> None:
    page.goto(f"{WORK}problem/")
    page.get_by_role("link", name="Narkotika bland unga i centrum").click()
    page.get_by_text("Hämta ur dialogerna").click()
    offered = page.locator("details", has_text="Hämta ur dialogerna")
    offered.get_by_role("button").first.click()
    expect(main(page)).to_contain_text("öppen enkät: gäller bara dem som svarade")


def to_judge(coordinator: Page, police: Page, address: str) -> list[tuple[Page, str]]:
    """Who judges which point: the police what the police promised, the coordinator the rest."""
    coordinator.goto(address)
    theirs = coordinator.locator(
        "section.ds-card",
        has=coordinator.get_by_role("heading", name=re.compile("^Polisen.* lovar$")),
    )
    bedom = re.compile("^Bedöm")
    own = {one.get_attribute("href") for one in theirs.get_by_role("link", name=bedom).all()}
    links = coordinator.get_by_role("link", name=bedom).all()
    found = [link.get_attribute("href") for link in links]
    return [(police if href in own else coordinator, href) for href in found]


def last_period_is_judged(coordinator: Page, police: Page) -> None:
    """No new promise while last period's commitments lack a verdict."""
    coordinator.goto(f"{WORK}loften/")
    coordinator.get_by_role("link", name="Tryggare kvällar vid Resecentrum 2026").click()
    for page, href in to_judge(coordinator, police, coordinator.url):
        page.goto(href)
        page.get_by_label("Gjordes det?").select_option("hållet")
        page.get_by_label("Källa").fill("Trygghetsenhetens logg.")
        page.get_by_label("Hur går vi vidare?").select_option("fortsätt")
        page.get_by_label(optional("Varför")).fill("Det fungerar och behövs i ett år till.")
        press(page, "Spara bedömningen")


def the_promise_is_written(page: Page) -> str:
    page.goto(f"{WORK}loften/nytt/")
    page.get_by_label("Rubrik").fill(TITLE)
    page.get_by_label("Område", exact=True).fill("Lyckeberga kommun")
    page.get_by_label("Gäller från").fill("2026-11-23")
    page.get_by_label("Gäller till och med").fill("2027-12-31")
    for party in ("Trygghetsenheten", "Polisen Lyckeberga"):
        page.get_by_label(party).select_option("med, skriver under")
    page.get_by_label("Följer på").select_option("Tryggare kvällar vid Resecentrum 2026")
    page.get_by_label("Inledning").fill("Vårt gemensamma löfte till dig som bor i Lyckeberga.")
    page.get_by_label(optional("Underlag")).fill(
        "Dialoger, anmälda brott, rapporter och lägesbilder."
    )
    page.get_by_label("Narkotika bland unga i centrum").check()
    page.get_by_label("Vilar på lägesbilden").select_option(
        label="Lyckebergas lägesbild, version 2"
    )
    page.get_by_label("Så följer vi upp").fill("Vi berättar varje månad vad som har hänt.")
    page.get_by_label("Kontakt").fill("Trygghetsenheten, trygghetssamordnare")
    press(page, "Spara utkastet")
    address = page.url
    for words in KOMMUN:
        a_commitment(page, address, words, "Trygghetsenheten")
    for words in POLICE:
        a_commitment(page, address, words, "Polisen Lyckeberga")
    a_commitment(page, address, TOGETHER, None)
    return address


def a_commitment(page: Page, address: str, words: str, party: str | None) -> None:
    page.goto(f"{address}atagande/")
    page.get_by_label("Vi lovar att").fill(words)
    if party:
        page.get_by_label(party, exact=True).check()
    if "patrullerar" in words:
        page.get_by_label("Mål", exact=True).select_option("så ofta")
        page.get_by_label("Jämförelse").select_option("minst")
        page.get_by_label(optional("Tal")).fill("1")
        page.get_by_label(optional("Per")).select_option("vecka")
        page.get_by_label("Resecentrum", exact=True).check()
        page.get_by_label("Åtgärd").select_option("Synlig närvaro på kvällar")
    else:
        page.get_by_label("Mål", exact=True).select_option("inget mål i siffror")
        page.get_by_label("Varför inget mål").fill("Följs upp i ord varje halvår.")
        page.get_by_label("Var, i ord").fill("Hela kommunen")
    page.get_by_label("Roll som håller i det").fill("trygghetssamordnare")
    press(page, "Spara åtagandet")
    expect(main(page)).to_contain_text(words)


def the_text_is_frozen(page: Page, address: str, axe) -> None:
    page.goto(f"{address}faststall/")
    for reason in page.get_by_label(re.compile("inte ska gälla")).all():
        reason.fill("Löftet följer den kända förlagan; det som saknas skrivs i planen.")
    axe(page)
    press(page, "Fastställ")
    expect(main(page)).to_contain_text("Version 1")


def it_is_signed(page: Page, box: str, address: str, axe, number: int = 1) -> None:
    page.goto(f"{address}version/{number}/skriv-under/")
    for words in (*KOMMUN, *POLICE, TOGETHER):
        expect(main(page)).to_contain_text(words)
    axe(page)
    press(page, "Skriv under för min part")
    cache.clear()  # a one-time code works once, and signing in may have used this one
    code = next(one.code for one in codes(time.time()) if one.email == f"{box}@{HOST}")
    page.locator("input[name=code]").fill(code)
    page.locator("input[name=code]").press("Enter")
    page.wait_for_url("**/skriv-under/")
    press(page, "Skriv under för min part")
    expect(page.locator("body")).to_contain_text("Du har skrivit under för din part.")


def the_press_release_is_told(page: Page, signed_in, axe) -> None:
    page.goto(f"{WORK}pressmeddelanden/nytt/")
    page.get_by_label(optional("Löfte")).select_option(TITLE)
    page.get_by_label("Rubrik").fill("Nya löften med fokus på en tryggare miljö")
    page.get_by_label("Ingress").fill("Kommunen och polisen har skrivit under det nya löftet.")
    page.get_by_label("Områden i fokus").fill("Centrum och Resecentrum upplevs som mest otrygga.")
    page.get_by_label("Prioritering").fill("Vi arbetar mot narkotika bland unga.")
    page.get_by_label("Citat 1").fill("Årets löfte är mer utvecklat än tidigare.")
    page.get_by_label("Vem säger det? (roll)").first.fill("lokalpolisområdeschef")
    page.get_by_label("Citat 2").fill("Användningen ökar bland unga. Det tar vi på allvar.")
    page.get_by_label("Vem säger det? (roll)").nth(1).fill("säkerhetssamordnare")
    page.get_by_label("Dialog och statistik").fill("Löftet vilar på dialoger och statistik.")
    page.get_by_label("Om kommunen").fill("Lyckeberga är en påhittad kommun.")
    page.get_by_label("Kontakter").fill("säkerhetssamordnare | | 0511-320 00")
    press(page, "Spara utkastet")
    for words in (*KOMMUN, *POLICE, TOGETHER):  # from the promise itself, not typed again
        expect(main(page)).to_contain_text(words)
    axe(page)
    address = page.url
    for box in ("ordforande", "lpochef"):
        party = signed_in(box)
        party.goto(address)
        press(party, "Godkänn för min part")
    writer = signed_in("kommunikator")
    writer.goto(address)
    press(writer, "Publicera öppet")
    expect(main(writer)).to_contain_text("Utgåva")


def a_resident_reads(writer: Page, resident: Page, address: str, axe) -> None:
    number = address.rstrip("/").rpartition("/")[2]
    writer.goto(f"{WORK}utgavor/loften/{number}/")
    press(writer, "Publicera öppet")
    resident.goto("/lyckeberga/")
    resident.get_by_role("link", name=TITLE).first.click()
    for heading in ("Kommunen lovar", "Polisen lovar", "Tillsammans lovar vi"):
        expect(main(resident)).to_contain_text(heading)
    for words in (*KOMMUN, *POLICE, TOGETHER):
        expect(main(resident)).to_contain_text(words)
    axe(resident)


def a_patrol_counts(police: Page, page: Page, address: str) -> None:
    page.goto(address)
    log = page.get_by_role("link", name=re.compile(f"Logga.*{POLICE[0][:30]}", re.DOTALL))
    police.goto(log.get_attribute("href"))
    police.get_by_label("Resecentrum").check()
    police.get_by_label("Antal").fill("~8")
    press(police, "Klart")
    page.goto(address)
    expect(main(page)).to_contain_text("8 loggade")


def a_new_version_is_signed(page: Page, signed_in, resident: Page, address: str, axe) -> None:
    """Until all have signed, the open page and the follow-up say what was signed before."""
    page.goto(address)
    press(page, "Skriv en ny version")
    a_commitment(page, address, ADDED, "Trygghetsenheten")
    page.goto(address)
    expect(main(page)).to_contain_text("Ny version på gång")
    axe(page)
    open_page, number = resident.url, address.rstrip("/").rpartition("/")[2]
    page.goto(f"{address}uppfoljning/")
    expect(main(page)).not_to_contain_text(ADDED)
    page.goto(f"{WORK}utgavor/loften/{number}/")
    expect(main(page)).not_to_contain_text(ADDED)
    page.goto(f"{address}faststall/")
    page.get_by_label("Varför löftet ändras").fill("Dialogen visade att tunneln är mörk.")
    for reason in page.get_by_label(re.compile("inte ska gälla")).all():
        reason.fill("Löftet följer den kända förlagan; det som saknas skrivs i planen.")
    expect(main(page)).to_contain_text("Det som ändras")
    axe(page)
    press(page, "Fastställ")
    for box in ("ordforande", "lpochef"):
        it_is_signed(signed_in(box), box, address, axe, number=2)
    writer = signed_in("kommunikator")
    writer.goto(f"{WORK}utgavor/loften/{number}/")
    press(writer, "Publicera öppet")
    resident.goto(open_page)
    expect(main(resident)).to_contain_text(ADDED)
    page.goto(address)
    expect(main(page)).to_contain_text("Version 2")


def what_came_of_it_is_judged(coordinator: Page, police: Page, address: str) -> None:
    judges = to_judge(coordinator, police, address)
    assert {page for page, _ in judges} == {coordinator, police}
    for page, href in judges:
        page.goto(href)
        page.get_by_label("Gjordes det?").select_option("hållet")
        page.get_by_label("Hjälpte det?").select_option("för få händelser för att säga")
        page.get_by_label("Källa").fill("Trygghetsenhetens logg.")
        page.get_by_label("Hur går vi vidare?").select_option("fortsätt")
        page.get_by_label(optional("Varför")).fill("Arbetet behöver mer tid.")
        press(page, "Spara bedömningen")
    coordinator.goto(f"{address}uppfoljning/")
    expect(main(coordinator)).to_contain_text("för få händelser")


def next_years_draft(page: Page, address: str, axe) -> None:
    page.goto(f"{WORK}loften/nytt/")
    page.get_by_label("Rubrik").fill("Tryggare Lyckeberga 2028")
    page.get_by_label("Område", exact=True).fill("Lyckeberga kommun")
    page.get_by_label("Gäller från").fill("2028-01-01")
    page.get_by_label("Gäller till och med").fill("2028-12-31")
    for party in ("Trygghetsenheten", "Polisen Lyckeberga"):
        page.get_by_label(party).select_option("med, skriver under")
    page.get_by_label("Följer på").select_option(TITLE)
    press(page, "Spara utkastet")
    draft = page.url
    page.get_by_role("link", name="Ta med åtaganden från förra löftet").click()
    expect(main(page)).to_contain_text(KOMMUN[0])
    axe(page)
    press(page, f"Fortsätt {POLICE[0]}")
    page.goto(draft)
    expect(main(page)).to_contain_text(f"Fortsätter från {TITLE}")
    expect(main(page)).to_contain_text("Polisen lovar")
