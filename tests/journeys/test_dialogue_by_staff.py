"""A coordinator asks the staff, from a format to feedback; answers come on the web and on paper."""

from playwright.sync_api import expect

WORK = "/arbete/lyckeberga/"


def test_a_staff_dialogue_from_start_to_feedback(signed_in, new_page, axe, screenshot):
    page = signed_in("samordnare")
    page.goto(WORK)
    page.get_by_role("link", name="Dialoger", exact=True).click()
    page.get_by_role("link", name="Ny dialog").click()
    screenshot(page, "dialog-ny")
    page.get_by_role("link", name="Medarbetardialog").click()
    page.get_by_label("Rubrik").fill("Vad ser du på fältet?")
    page.get_by_role("button", name="Spara utkastet").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Vad ser du på fältet?")
    screenshot(page, "dialog-utkast")

    page.get_by_role("link", name="Ändra frågorna").click()
    page.get_by_role("button", name="Ner Var arbetar du?").click()
    expect(page.get_by_role("heading", level=2, name="2. Var arbetar du?")).to_be_visible()
    page.get_by_role("link", name="Egen fråga").click()
    page.get_by_label("Frågan", exact=True).fill("Vilken tid på dygnet?")
    page.get_by_label("Svar att välja bland").fill("Dag\nKväll")
    page.get_by_role("button", name="Spara").click()
    expect(page.get_by_text("8. Vilken tid på dygnet?")).to_be_visible()
    axe(page)
    screenshot(page, "dialog-fragor")
    page.get_by_role("link", name="Vad ser du på fältet?").first.click()

    page.get_by_role("link", name="Prova formuläret").click()
    page.get_by_label("Gata och park").check()
    page.get_by_role("main").get_by_role("button", name="Skicka svaret").click()
    expect(page.get_by_text("Svaret hade gått fram. Inget är sparat.")).to_be_visible()
    page.get_by_role("link", name="Tillbaka till dialogen").click()
    page.get_by_role("button", name="Öppna för svar").click()
    address = page.locator("main a[href*='/d/']").first.get_attribute("href")

    colleague = new_page("phone")
    colleague.goto(address)
    colleague.get_by_label("Hur löser vi dem?").fill("Tänd lamporna på gångvägen.")
    colleague.get_by_role("main").get_by_role("button", name="Skicka svaret").click()
    expect(colleague.get_by_role("heading", level=1)).to_contain_text("Tack")

    page.get_by_role("link", name="Skriv in svar från papper").click()
    page.get_by_label("Gata och park").check()
    axe(page)
    screenshot(page, "dialog-papper")
    page.get_by_role("button", name="Spara och fyll i nästa").click()
    expect(page.get_by_text("Hittills: 1 på webben, 1 på papper")).to_be_visible()
    page.get_by_role("link", name="Vad ser du på fältet?").click()

    page.get_by_text("Avsluta svarstiden", exact=True).click()
    page.get_by_role("button", name="Ja, avsluta svarstiden").click()
    page.get_by_role("link", name="Återkoppla till dem som svarade").click()
    page.get_by_label("Vad kom fram?").fill("Mörka gångvägar är det största problemet.")
    page.get_by_label("Vad ska göras?").fill("Nya lampor före vintern.")
    page.get_by_label("Vem gör det?").fill("Gatuenheten")
    page.get_by_role("group", name="Var berättade ni?").get_by_role("radio").first.check()
    axe(page)
    page.get_by_role("button", name="Spara återkopplingen").click()
    screenshot(page, "dialog-aterkopplad")
    page.get_by_role("button", name="Avsluta dialogen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Dialogen är avslutad och återkopplad"
    )


def test_a_dialogue_is_started_without_scripts(new_page, sign_in):
    page = new_page("phone", java_script_enabled=False)
    sign_in(page, "samordnare")
    page.goto(f"{WORK}dialoger/ny/market/")
    page.get_by_role("button", name="Spara utkastet").click()
    page.get_by_role("button", name="Öppna för svar").click()
    expect(page.get_by_text("Dialogen är öppen. Sprid den korta adressen.")).to_be_visible()
    page.get_by_role("button", name="Gör till utkast igen").click()
    expect(page.get_by_text("Dialogen är ett utkast igen.")).to_be_visible()
