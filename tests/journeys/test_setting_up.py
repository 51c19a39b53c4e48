"""An administrator sets up, and somebody new comes in through the letter and the second factor."""

import re
import time

import pytest
from allauth.mfa import app_settings
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import expect

from lofte.demo import signins
from tests.journeys.mailbox import open_mailbox

WORK = "/arbete/lyckeberga/"
PASSWORD = "fyra blå stolar i hallen"


@pytest.fixture
def mailbox(settings):
    with open_mailbox() as box:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", box.port
        yield box


def invite(page) -> None:
    page.goto(f"{WORK}personer/")
    page.get_by_label("Namn").fill("Nora Ny")
    page.get_by_label("E-post").fill("nora@lyckeberga.example")
    page.get_by_label("Part").select_option(label="Gata och park")
    page.get_by_label("Roll").select_option(label="granskare")
    page.get_by_role("button", name="Skicka inbjudan").click()
    expect(page.locator("body")).to_contain_text("nora@lyckeberga.example")


def test_an_administrator_sees_what_the_kommun_still_lacks(signed_in, screenshot):
    page = signed_in("administrator")
    page.goto(WORK)
    page.get_by_role("link", name="Inställningar").first.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    screenshot(page, "installningar")
    page.get_by_role("main").get_by_role("link", name=re.compile("Se (vad|kontrollen)")).click()
    expect(page).to_have_url(re.compile("/installningar/kontroll/"))
    expect(page.get_by_role("main")).to_contain_text("Områden")


def test_an_invited_person_comes_in_with_a_password_and_an_app(
    signed_in, new_page, mailbox, live_server, axe
):
    invite(signed_in("administrator"))
    letter = mailbox.only_letter()
    link = re.search(r"https?://\S+/konto/inbjudan/\S+", letter)
    assert link, letter

    page = new_page("phone")
    page.goto(link[0].replace("http://testserver", live_server.url))
    expect(page.get_by_role("main")).to_contain_text("Gata och park")
    axe(page)
    page.get_by_label("Lösenord").fill(PASSWORD)
    page.get_by_role("button", name="Skapa kontot").tap()
    if page.locator("input[name=login]").count():
        page.locator("input[name=login]").fill("nora@lyckeberga.example")
        page.locator("input[name=password]").fill(PASSWORD)
        page.locator("input[name=password]").press("Enter")
    expect(page.get_by_role("main")).to_contain_text("andra faktor")

    for closed in (WORK, f"{WORK}granska/", f"{WORK}lagesbilder/", f"{WORK}rapportera/"):
        page.goto(closed)
        assert "/konto/" in page.url, "opens without a second factor"

    page.get_by_role("link", name="Koppla en app").tap()
    secret = page.locator("code.secret").inner_text().replace(" ", "")
    counter = int(time.time()) // app_settings.TOTP_PERIOD
    page.locator("input[name=code]").fill(format_hotp_value(hotp_value(secret, counter)))
    page.get_by_role("button", name="Koppla appen").tap()
    page.wait_for_url(lambda url: "/totp/activate" not in url)
    page.goto(WORK)
    expect(page.get_by_role("heading", name="Att göra i dag")).to_be_visible()


def test_a_key_opens_the_desk_without_password_and_code(signed_in, sign_in, new_page):
    page = new_page("desktop")
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    sign_in(page, "granskare")
    page.goto("/konto/2fa/webauthn/add/")
    page.get_by_label("Lösenord").fill(signins.PASSWORD)  # asked for once more before a change
    page.get_by_role("button", name="Bekräfta").click()
    page.locator("input[name=name]").fill("Min telefon")
    page.locator("input[name=passwordless]").check()
    page.get_by_role("button", name="Lägg till nyckeln").click()
    page.wait_for_url(lambda url: "/webauthn/add/" not in url)

    page.context.clear_cookies()
    page.goto("/konto/login/")
    page.get_by_role("button", name="Logga in med passnyckel").click()
    page.wait_for_url(lambda url: "/konto/" not in url)
    expect(page.locator("body")).to_contain_text("Gun Granskare")
