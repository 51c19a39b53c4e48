"""Two reviewers with one report open: the second is told and overwrites nothing."""

from playwright.sync_api import expect

from lofte.incidents.models import Incident

WORK = "/arbete/lyckeberga/"


def test_the_second_reviewer_is_told_and_nothing_is_overwritten(
    signed_in, watch, axe, screenshot
) -> None:
    rows = Incident.objects.unscoped("journey").waiting().filter(kommun__slug="lyckeberga")
    report = next(row for row in rows if not row.warnings)
    first, second = signed_in("granskare"), signed_in("samordnare")
    for page in (first, second):
        page.goto(f"{WORK}granska/{report.pk}/")
    with first.expect_navigation():
        first.keyboard.press("b")
    second.keyboard.press("a")
    second.keyboard.type("Hör inte till kommunen")
    with watch.expecting("409"), second.expect_navigation():
        second.keyboard.press("Enter")
    expect(
        second.get_by_text("Någon annan hann ändra rapporten medan du läste den.")
    ).to_be_visible()
    expect(second.locator(".report-sheet")).to_contain_text("Bekräftad")
    axe(second)
    second.evaluate("scrollTo(0, 0)")
    screenshot(second, "granska-nagon-hann-fore")
    report.refresh_from_db()
    assert (report.state, report.reason) == ("confirmed", "")
