"""From a cause to a measure, a decided plan, its follow-up, what the Act asks, and a report."""

from playwright.sync_api import Locator, Page, expect

WORK = "/arbete/lyckeberga/"


def text(page: Page) -> Locator:
    return page.get_by_role("main")


def download(page: Page) -> bytes:
    page.get_by_label("Jag eller någon annan i gruppen").check()
    with page.expect_download() as given:
        page.get_by_role("button", name="Hämta dokumentet").click()
    return given.value.path().read_bytes()


def test_from_a_cause_to_a_decided_plan(signed_in, watch, axe):
    page = signed_in("samordnare")
    page.goto(f"{WORK}problem/")
    page.get_by_role("link", name="Bråk och samlingar vid Resecentrum").click()
    page.get_by_role("link", name="Ny åtgärd Få vuxna rör sig där på kvällen").click()
    expect(page.get_by_label("Få vuxna rör sig där på kvällen")).to_be_checked()
    page.get_by_label("Åtgärd", exact=True).fill("Fältgruppen är vid Resecentrum på fredagar")
    page.get_by_label("Part som gör det").select_option("Trygghetsenheten")
    page.get_by_label("Roll som håller i åtgärden").fill("fältledare")
    page.get_by_label("Från").fill("2026-12-01")
    page.get_by_label("Operativt mål").fill("Varje fredag kl. 19–23.")
    page.get_by_label("Varför inget mått").fill("Följs i planen.")
    page.get_by_role("button", name="Spara åtgärden").click()
    expect(text(page)).to_contain_text("Inget löfte nämner åtgärden")

    page.goto(f"{WORK}atgardsplan/")
    page.get_by_role("link", name="nummer 1").click()
    page.get_by_role("link", name="Nästa plan härifrån").click()
    page.get_by_label("Rubrik").fill("Åtgärdsplan 2027–2028")
    page.get_by_label("Från").fill("2027-01-01")
    page.get_by_label("Till och med").fill("2028-12-31")
    page.get_by_label("Vilar på lägesbilden").select_option("Lyckebergas lägesbild, version 2")
    page.get_by_label("Fältgruppen är vid Resecentrum på fredagar").check()
    page.get_by_role("button", name="Spara utkastet").click()
    # the picture says that drugs need a measure, and the plan has none
    expect(text(page)).to_contain_text("S5.")
    expect(text(page)).to_contain_text("Varje fredag kl. 19–23.")
    axe(page)
    draft = page.url

    second = signed_in("granskare")
    second.goto(f"{draft}besluta/")
    second.get_by_label("Beslutsdag").fill("2026-11-20")
    second.get_by_label("Paragraf i protokollet").fill("§ 98")
    second.get_by_label("Diarienummer").fill("KS 2026/98")
    with watch.expecting("422"):  # a draft still, with what was typed
        second.get_by_role("button", name="För in beslutet").click()
        expect(text(second)).to_contain_text("S5:")
    expect(second.get_by_label("Diarienummer")).to_have_value("KS 2026/98")
    second.get_by_label("Varför S5 inte ska gälla här").fill("Narkotikan har en egen plan.")
    second.get_by_role("button", name="För in beslutet").click()
    expect(text(second)).to_contain_text("Planen ska följas upp senast 2028-11-20")
    expect(text(second)).to_contain_text("Narkotikan har en egen plan.")
    axe(second)
    second.get_by_role("link", name="PDF för arkivet").click()
    assert download(second).startswith(b"%PDF")


def test_a_plan_is_followed_up_and_reported(signed_in, axe, screenshot):
    page = signed_in("samordnare")
    page.goto(WORK)
    expect(text(page)).to_contain_text("Åtgärdsplanen ska följas upp senast")
    page.get_by_role("link", name="Se lagens krav").click()
    expect(page.locator("#p6")).to_contain_text("Snart dags")
    axe(page)
    page.goto(f"{WORK}lagens-krav/")
    screenshot(page, "lagens-krav", height=1280)

    page.locator("#p5").get_by_role("link", name="nummer 1").click()
    screenshot(page, "atgardsplan", height=1280)
    page.get_by_role("link", name="Följ upp Ny belysning vid Resecentrum").click()
    page.get_by_label("Färg i åtgärdsplanen").select_option("grönt: enligt plan")
    page.get_by_label("Gjordes det?").select_option("hållet")
    page.get_by_label("Hjälpte det?").select_option("för få händelser för att säga")
    page.get_by_label("Vad har hänt").fill("Lamporna lyser.")
    page.get_by_label("Källa").fill("Gatukontoret.")
    page.get_by_role("button", name="Spara bedömningen").click()
    expect(text(page)).to_contain_text("Lamporna lyser.")
    expect(text(page)).to_contain_text("Effekt: för få händelser för att säga.")

    page.get_by_role("link", name="Följ upp hela planen").click()
    page.get_by_label("Hur gick det?").fill("Det mesta är gjort.")
    page.get_by_role("button", name="Spara uppföljningen").click()
    expect(text(page)).to_contain_text("Det mesta är gjort.")
    axe(page)
    page.goto(f"{WORK}lagens-krav/")
    expect(page.locator("#p6")).to_contain_text("På plats")

    page.get_by_role("link", name="Rapport till kommunfullmäktige", exact=True).first.click()
    expect(text(page)).to_contain_text("Det här står i rapporten i dag")
    page.get_by_label("Sammanfattning").fill("Planen är uppföljd.")
    page.get_by_role("button", name="Lämna rapporten").click()
    expect(page.locator("body")).to_contain_text("Rapporten är lämnad")
    axe(page)

    leader = signed_in("ledare")
    leader.goto(page.url)
    expect(text(leader)).to_contain_text("Planen är uppföljd.")
    leader.get_by_role("link", name="PDF för arkivet").click()
    assert download(leader).startswith(b"%PDF")


def test_a_measure_is_followed_up_on_a_phone_without_scripts(signed_in, axe):
    page = signed_in("kommunpolis", "phone", java_script_enabled=False)
    page.goto(f"{WORK}atgarder/")
    page.get_by_role("link", name="Synlig närvaro på kvällar").click()
    expect(text(page)).to_contain_text("Rättad")
    page.get_by_role("link", name="Följ upp").click()
    page.get_by_label("Färg i åtgärdsplanen").select_option("rött: avvikelse")
    page.get_by_label("Gjordes det?").select_option("har stannat av")
    page.get_by_label("Vad har hänt").fill("Passen ställdes in.")
    page.get_by_label("Källa").fill("Passlistan.")
    page.get_by_role("button", name="Spara bedömningen").click()
    expect(text(page)).to_contain_text("Passen ställdes in.")
    expect(text(page)).to_contain_text("Rött")
