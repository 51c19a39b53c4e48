"""One and the same phone: what a reporter does on it, with a network and without."""

from playwright.sync_api import BrowserContext, Page

from lofte.incidents.models import Incident
from tests.journeys.test_reporting import kind, option

FORM = "/arbete/lyckeberga/rapportera/"


def ready(context: BrowserContext) -> Page:
    """The form has been open once, and the phone has kept it."""
    page = context.pages[0] if context.pages else context.new_page()
    page.goto(FORM)
    page.wait_for_function(
        "async () => (await navigator.serviceWorker.ready) && navigator.serviceWorker.controller"
        f" && await caches.match('{FORM}')"
    )
    return page


def write(page: Page, text: str, place: str = "Resecentrum") -> None:
    kind(page, "Annat").tap()
    option(page, place).tap()
    page.get_by_label("Kort beskrivning").fill(text)


def send(page: Page) -> None:
    page.get_by_role("button", name="Skicka", exact=True).tap()


def waiting(page: Page):
    return page.locator("[data-waiting-list] > li")


def arrived() -> list[str]:
    rows = Incident.objects.unscoped("what arrived").filter(text__startswith="Prov")
    return list(rows.order_by("received_at", "id").values_list("text", flat=True))


def until(page: Page, texts: list[str]) -> None:
    """The server has got these, in this order."""
    for _ in range(300):
        if arrived() == texts:
            return
        page.wait_for_timeout(100)
    assert arrived() == texts


def again(page: Page) -> None:
    """The phone finds a network; the page or the service worker sends, whichever is first."""
    page.evaluate("window.dispatchEvent(new Event('online'))")
