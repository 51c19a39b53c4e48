"""A coordinator holds a whole meeting: the agenda is there, notes, decisions, the wall, minutes."""

from playwright.sync_api import expect

WORK = "/arbete/lyckeberga/"


def point(page, number):
    return page.locator(f"#p{number}")


def test_a_whole_meeting_from_the_agenda_to_the_minutes(signed_in, watch, axe, screenshot):
    page = signed_in("samordnare")
    page.goto(f"{WORK}moten/")
    page.get_by_role("link", name="Öppna dagordningen").click()
    main = page.get_by_role("main")
    expect(page.locator(".points > li")).to_have_count(8)
    # last meeting's decisions in green, yellow and red words, without anybody typing them
    expect(point(page, 1)).to_contain_text("Felanmäl lamporna i Badhusparken.")
    expect(point(page, 1)).to_contain_text("Gjort")
    expect(point(page, 1)).to_contain_text("Pågår, i tid")
    expect(point(page, 2)).to_contain_text("normalt")
    expect(point(page, 6)).to_contain_text("Avböjt: Vi är redan där")
    axe(page)
    screenshot(page, "mote", height=1280)

    page.get_by_text("Vilka är med?").first.click()
    page.get_by_label("Trygghetsenheten, samordnare").check()
    page.get_by_role("button", name="Spara närvaron").click()
    expect(main).to_contain_text("Med på mötet:")

    note = point(page, 3).get_by_label("Anteckning")
    with watch.expecting("409"):  # the page saves by itself while one writes, and is refused
        note.fill("Ring Anna på 070-174 06 05.")
        point(page, 3).get_by_role("button", name="Spara anteckningen").click()
        expect(page.locator("body")).to_contain_text("personuppgifter")
    note = point(page, 3).get_by_label("Anteckning")
    expect(note).to_have_value("Ring Anna på 070-174 06 05.")
    note.fill("Skolan: lugnare efter lov.")
    with page.expect_navigation():
        point(page, 3).get_by_role("button", name="Spara anteckningen").click()
    expect(page.locator("body")).to_contain_text("Anteckningen är sparad.")
    expect(page.locator("body")).not_to_contain_text("Någon annan hann ändra")
    page.reload()
    expect(point(page, 3).get_by_label("Anteckning")).to_have_value("Skolan: lugnare efter lov.")

    point(page, 4).get_by_label("Vad prioriterar ni?").fill("Gångtunneln på kvällar")
    point(page, 4).get_by_role("button", name="Lägg till prioritering").click()
    point(page, 5).get_by_text("Nytt beslut").click()
    point(page, 5).get_by_label("Vad ska göras?").fill("Byt lamporna i tunneln.")
    point(page, 5).get_by_label("Vem gör det?").select_option("Trygghetsenheten, samordnare")
    point(page, 5).get_by_role("button", name="Spara beslutet").click()
    expect(point(page, 5)).to_contain_text("Byt lamporna i tunneln.")
    point(page, 7).get_by_label("Vad berättar ni?").fill("Vi byter lampor.")
    point(page, 7).get_by_role("button", name="Lägg till budskap").click()

    page.get_by_role("link", name="Visa på väggen").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("1. Förra periodens beslut")
    page.wait_for_load_state()
    for number in range(2, 6):
        page.keyboard.press("ArrowRight")
        page.wait_for_url(f"**/visa/{number}/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("5. Beslut")
    expect(page.get_by_role("main")).to_contain_text("Byt lamporna i tunneln.")
    axe(page)
    screenshot(page, "mote-pa-vaggen")

    page.get_by_role("link", name="EST-möte").click()
    page.get_by_role("button", name="Avsluta mötet").click()
    expect(page.locator("body")).to_contain_text("Protokollet ändras inte mer")
    expect(page.get_by_role("button", name="Spara anteckningen")).to_have_count(0)
    page.get_by_role("link", name="Protokoll (PDF)").click()
    expect(page.get_by_role("main")).to_contain_text("inkommen handling hos mottagaren")
    axe(page)
    page.get_by_label("Jag eller någon annan i gruppen").check()
    with page.expect_download() as given:
        page.get_by_role("button", name="Hämta dokumentet").click()
    assert given.value.path().read_bytes().startswith(b"%PDF")


def test_the_meeting_on_a_phone(signed_in, axe, screenshot):
    page = signed_in("samordnare", "phone")
    page.goto(f"{WORK}moten/")
    page.get_by_role("link", name="Öppna dagordningen").click()
    expect(page.locator(".points > li")).to_have_count(8)
    page.wait_for_load_state()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    axe(page)
    screenshot(page, "mote-telefon")


def test_pictures_side_by_side_become_one(signed_in, axe, screenshot):
    page = signed_in("samordnare")
    page.goto(f"{WORK}lagesbilder/")
    page.get_by_role("link", name="Parternas egna bilder").click()
    main = page.get_by_role("main")
    expect(main).to_contain_text("bara en part säger något", ignore_case=True)
    expect(main).to_contain_text("Färre bråk sedan vi började gå där på kvällarna.")
    expect(main).to_contain_text("parterna ser olika utveckling", ignore_case=True)
    axe(page)
    screenshot(page, "sida-vid-sida", height=1280)
    for box in page.get_by_label("Så säger vi gemensamt").all():
        box.fill("Det här är vi överens om.")
    page.get_by_role("button", name="Slå ihop").click()
    expect(main).to_contain_text("Det här är vi överens om.")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Gemensam lägesbild v. 47")
    axe(page)
