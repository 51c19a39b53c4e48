"""A reviewer: the queue, with the keyboard alone, and a question that comes back answered."""

import re

from playwright.sync_api import Locator, Page, expect

QUEUE = "/arbete/lyckeberga/granska/"
PRESSES = 60


def tab_to(page: Page, wanted: Locator) -> None:
    """Tab from where the focus is until it lies on the wanted element, as a person would."""
    target = wanted.element_handle()
    for _ in range(PRESSES):
        page.keyboard.press("Tab")
        if target.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"{PRESSES} tryck på Tab når inte fram till {wanted}")


def press(page: Page, wanted: Locator) -> None:
    """Follow a link or press a button without a mouse; the next page has arrived after it."""
    tab_to(page, wanted)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def report_on(page: Page, place: str, sender: str) -> None:
    page.goto(QUEUE)
    row = page.get_by_role("row").filter(has_text=place).filter(has_text=sender)
    row.get_by_role("link").click()


def test_with_the_keyboard_alone_a_number_is_masked_and_the_next_report_comes(
    signed_in, axe, screenshot
):
    page = signed_in("granskare")
    page.goto(QUEUE)
    waiting = page.locator("h1").inner_text()
    press(page, page.get_by_role("row").filter(has_text="Ekbackens garage").get_by_role("link"))
    main = page.get_by_role("main")
    expect(main).to_contain_text("070-1740605")
    expect(page.get_by_role("button", name="Bekräfta")).to_have_count(0)
    axe(page)
    screenshot(page, "granska")

    press(page, page.get_by_role("button", name="Maskera", exact=True))
    expect(main).not_to_contain_text("070-1740605")
    press(page, page.get_by_role("button", name="Bekräfta"))
    expect(page).to_have_url(re.compile(r"/granska/\d+/"))
    expect(main).not_to_contain_text("Ekbackens garage")
    page.goto(QUEUE)
    assert int(page.locator("h1").inner_text().split()[0]) == int(waiting.split()[0]) - 1


def test_two_reports_of_the_same_event_become_one(signed_in):
    page = signed_in("granskare")
    report_on(page, "Norrängsskolan", "Gata och park")
    alike = page.get_by_role("complementary").filter(has_text="Liknande rapporter")
    alike.get_by_role("listitem").filter(has_text="Skola och förskola").get_by_role(
        "button", name="slå samman"
    ).click()
    page.goto(QUEUE)
    expect(page.get_by_role("row").filter(has_text="Norrängsskolan")).to_have_count(1)


def test_a_question_goes_to_the_reporter_and_comes_back_answered(signed_in):
    page = signed_in("granskare")
    report_on(page, "Badhusparken", "Kultur och fritid")
    page.locator("summary", has_text="Fråga rapportören").click()
    page.get_by_label("Vad vill du veta?").fill("Var det något särskilt som hände?")
    page.get_by_role("button", name="Skicka frågan").click()
    page.goto(QUEUE)
    expect(page.get_by_role("row").filter(has_text="Badhusparken")).to_have_count(0)

    reporter = signed_in("rapportor", "phone")
    reporter.goto("/arbete/lyckeberga/mina-rapporter/")
    mine = reporter.get_by_role("listitem").filter(has_text="Var det något särskilt som hände?")
    mine.get_by_role("link", name="Svara").tap()
    reporter.get_by_label("Ny text").fill("Nej, det var en vanlig lugn kväll.")
    reporter.locator("main form").get_by_role("button").first.tap()
    expect(reporter.locator("body")).to_contain_text("Din rapport är tillbaka hos granskaren")

    report_on(page, "Badhusparken", "Kultur och fritid")
    expect(page.get_by_role("main")).to_contain_text("Nej, det var en vanlig lugn kväll.")
    expect(page.get_by_role("main")).to_contain_text("Var det något särskilt som hände?")
