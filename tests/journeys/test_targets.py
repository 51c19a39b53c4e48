"""A reporter stands outdoors with one hand free: whatever is tapped can be hit, on every page."""

import re

from playwright.sync_api import Page, expect

from lofte.demo.signins import HOST, PASSWORD
from lofte.people.inputs import Invitee
from lofte.people.invitations.actions import invite
from lofte.people.models import Party
from lofte.people.states import Role
from lofte.places.models import Kommun
from tests.incidents.reports import PHONE
from tests.journeys.phones import FORM, ready, send, waiting, write
from tests.journeys.targets import small
from tests.journeys.test_every_page import BESIDE, WORK, settle

ACCOUNT = (
    *("/konto/brev/", "/konto/2fa/", "/konto/password/change/", "/konto/logout/"),
    *("/konto/2fa/webauthn/", "/konto/2fa/webauthn/add/"),
)
SIGNED_OUT = ("/", "/lyckeberga/", "/konto/password/reset/", "/konto/password/reset/done/")


def looked_at(page: Page, *addresses: str) -> list[str]:
    found = []
    for address in addresses:
        page.goto(address)
        settle(page)
        found += small(page)
    return found


def test_every_page_of_a_reporter(signed_in, numbers):
    page = signed_in("rapportor", "phone")
    page.goto(WORK)
    menu = [link.get_attribute("href") for link in page.locator(".work-menu nav a").all()]
    beside = [WORK + one.format(**numbers) for one in BESIDE["rapportor"]]
    assert {WORK, FORM, f"{WORK}mina-rapporter/"} <= {*menu}
    found = looked_at(page, *dict.fromkeys(menu + beside), f"{WORK}sok/?q=torg", *ACCOUNT)
    assert not found, "\n".join(found)


def test_what_follows_when_a_report_is_sent(handset, wire, give):
    """The receipt with its warning, an error beside a field, nothing to report, and no network."""
    context = handset()
    give(context, "rapportor")
    page = ready(context)
    send(page)
    expect(page.locator(".error-summary")).to_be_visible()
    found = small(page)
    page.goto(FORM)
    write(page, f"Prov, ring {PHONE}")
    page.get_by_role("button", name="Lägg till en händelse till").tap()
    found += small(page)
    write(page, "Prov två")
    send(page)
    page.wait_for_url(re.compile(r"/mina-rapporter/\d+/"))
    expect(page.locator("mark").first).to_be_visible()
    found += small(page)
    page.goto(FORM)
    page.get_by_role("button", name="Inget att rapportera").tap()
    page.wait_for_url(re.compile(r"/mina-rapporter/\d+/"))
    found += small(page)
    wire.cut()
    page.goto(WORK)
    write(page, "Prov utan nät")
    send(page)
    expect(waiting(page)).to_have_count(1)
    found += small(page)
    context.clear_cookies()
    wire.mend()
    page.get_by_role("button", name="Försök skicka nu").tap()
    expect(page.locator("[data-waiting-sign-in]")).to_be_visible()
    found += small(page)
    assert not found, "\n".join(found)


def test_the_way_in(new_page, watch, person):
    """The open pages, signing in, and what the link of an invitation leads to."""
    page = new_page("phone")
    found = looked_at(page, *SIGNED_OUT)
    page.goto("/konto/login/")
    page.locator("input[name=login]").fill(f"rapportor@{HOST}")
    page.locator("input[name=password]").fill("fel lösenord")
    with page.expect_navigation():
        page.locator("input[name=password]").press("Enter")
    found += small(page)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("input[name=password]").press("Enter")
    expect(page.locator("input[name=code]")).to_be_visible()
    found += small(page)

    page = new_page("phone")
    party = Party.objects.unscoped("journey").get(name="Gata och park")
    kommun = Kommun.objects.unscoped("journey").get(slug="lyckeberga")
    who = Invitee(email=f"ny@{HOST}", name="Nora Ny", party=party.name, role=Role.REPORTER)
    key = invite(kommun=kommun, who=who, by=person("administrator")).key
    found += looked_at(page, f"/konto/inbjudan/{key}/")
    page.get_by_label("Lösenord").fill("fyra blå stolar i hallen")
    page.get_by_role("button", name="Skapa kontot").tap()
    page.wait_for_url(re.compile("/konto/2fa/"))
    found += small(page) + looked_at(page, "/konto/2fa/totp/activate/")
    with watch.expecting("404"), watch.expecting("410"):
        found += looked_at(page, "/konto/inbjudan/gammal/", "/finns-inte/")
    assert not found, "\n".join(found)
