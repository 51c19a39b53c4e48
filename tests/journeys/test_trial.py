"""The coordinator asks how good the picture is: an answer in words, drawings and tables."""

from tests.journeys.browser import SIZES
from tests.journeys.test_every_page import WORK, faults

ADDRESS = f"{WORK}lagesbilder/traffar/"


def test_how_good_is_this_picture(signed_in):
    page = signed_in("samordnare")
    page.goto(WORK)
    menu = page.get_by_role("navigation", name="Arbete")
    menu.get_by_role("link", name="Träffar bilden?").click()
    assert "så ofta som lotten" in page.get_by_role("heading", level=1).inner_text()
    assert page.locator("figure svg.chart").count() == 4
    found = faults(page, ADDRESS)
    assert not found, "\n".join(found)
    for size in SIZES.values():
        page.set_viewport_size(dict(zip(("width", "height"), size, strict=True)))
        assert page.get_by_text("Säger bilden något när inget har hänt?").is_visible()
