"""Every page that somebody can reach from the menu, on a phone and at a desk.

Each answers, is usable for everybody (axe), says nothing in the console, asks no other host and
does not scroll sideways. The last three hold in every journey; here the whole menu is walked.
"""

import re

import pytest
from playwright.sync_api import Page

from tests.journeys.browser import SIZES, axe_findings

WORK = "/arbete/lyckeberga/"
CAST = (
    *("rapportor", "granskare", "samordnare", "kommunpolis"),
    *("ledare", "kommunikator", "administrator"),
)
BESIDE = {
    "rapportor": [
        *("mina-rapporter/{report}/", "mina-rapporter/{report}/svara/", "platser/{place}/"),
    ],
    "granskare": ["granska/{waiting}/", "lagesbilder/{picture}/", "underrattelser/"],
    "samordnare": [
        *("kallor/las-in/", "kallor/skriv-in/", "kallor/{source}/", "underrattelser/"),
        *("lagesbilder/{picture}/", "utgavor/forhandsgranska/{preview}/"),
        *("utgavor/loften/{promise}/", "utgavor/dialoger/{survey}/"),
        "utgavor/{edition_pk}/beratta/",
        *("pressmeddelanden/nytt/", "pressmeddelanden/{release}/"),
        *("loften/{promise}/", "loften/{promise}/jamfor/", "loften/{promise}/version/1/"),
        *("loften/{promise}/uppfoljning/", "loften/{promise}/uppfoljning/blad/"),
        *("loften/{promise}/kommunikation/", "loften/{promise}/kommunikation/ny/"),
        *("kommunikation/{row}/gjort/", "loften/{tunnel}/effekt/"),
        *("loften/{tunnel}/uppfoljning/", "matt/{measured}/plan/"),
        *("matt/{followed}/", "matt/{followed}/las-av/"),
        *("loften/nytt/", "ataganden/{point}/", "ataganden/{point}/aktiviteter/"),
        *("ataganden/{point}/logga/", "ataganden/{point}/bedom/", "prioritering/"),
        *("dialoger/ny/", "dialoger/ny/sample/", "dialoger/{dialogue}/", "dialoger/{draft}/"),
        *("dialoger/{dialogue}/skriv-in/", "dialoger/{walk}/", "dialoger/{walk}/protokoll/"),
        "dialoger/{walk}/protokoll/{walked}/",
        *("dialoger/{draft}/prova/", "dialoger/{draft}/andra/", "dialoger/{draft}/fragor/"),
        "dialoger/{draft}/fragor/xlsform/",
        *("dialoger/{draft}/sprak/", "dialoger/{draft}/sprak/fi/"),
        *("dialoger/{draft}/fragor/egen/", "dialoger/{draft}/fragor/personal_hinder/villkor/"),
        *("dialoger/{drawing}/", "dialoger/{drawing}/urval/", "dialoger/{survey}/urval/"),
        *("dialogresultat/{survey}/", "dialogresultat/{dialogue}/", "dialogteman/"),
        "dialogresultat/{survey}/flera-fragor/",
        *("dialogresultat/{dialogue}/teman/", "dialogresultat/{dialogue}/vidare/"),
        *("dialogresultat/{dialogue}/texter/", "dialogresultat/{dialogue}/texter/?visa=lasta"),
        *("dialogresultat/{survey}/aterkoppling/", "dialogresultat/{survey}/befolkning/kon/"),
        *("problem/{problem}/", "problem/nytt/", "lagens-lagesbild/{statutory}/"),
        *("atgarder/{measure}/", "atgarder/ny/", "atgarder/{measure}/andra/"),
        "lagens-krav/rapport/{kf_report}/",
        *("lagens-krav/rapport/", "lagens-krav/ny/", "radet/", "radet/ledamot/", "radet/mote/"),
        *("atgardsplan/{action_plan}/", "atgardsplan/ny/", "atgarder/{measure}/folj-upp/"),
        *("overenskommelser/{agreement}/", "overenskommelser/ny/"),
        *("problem/{problem}/andra/", "problem/{problem}/underlag/", "problem/{problem}/orsak/"),
        *("problem/{problem}/prioritera/", "lagens-lagesbild/ny/"),
        *("lagens-lagesbild/{statutory}/skriv/", "lagens-lagesbild/{statutory}/frys/"),
        *("loften/{promise}/andra/", "loften/{promise}/atagande/", "loften/{promise}/faststall/"),
        *("loften/{promise}/version/1/papper/", "overenskommelser/{agreement}/andra/"),
        *("kommunikation/{row}/andra/", "kommunikation/{row}/stryk/"),
        *("atgarder/{measure}/matt/", "ataganden/{point}/matt/", "ataganden/{point}/utfall/"),
        *("atgarder/{measure}/fraga/", "ataganden/{point}/fraga/"),
        *("atgardsplan/{action_plan}/skriv/", "atgardsplan/{action_plan}/besluta/"),
        *("atgardsplan/{action_plan}/folj-upp/", "pressmeddelanden/{release}/andra/"),
        *("dialoger/{draft}/fragor/inledning/", "dialoger/{draft}/fragor/personal_hinder/andra/"),
        *("bedomningar/{verdict}/ratta/", "uppfoljningar/{light}/ratta/"),
        *("loften/fil/", "loften/{promise}/mer/", "loften/{promise}/uppfoljning/?till=2026-06-30"),
        *(
            "lagens-krav/{duty}/andra/",
            "radet/mote/{council}/",
            "problem/{of_cause}/orsak/{cause}/",
        ),
        *("moten/{meeting}/", "moten/{meeting}/visa/2/", "moten/{held}/", "beslut/"),
        *("moten/{held}/protokoll.pdf", "beslut/{decision}/", "lagesbilder/parterna/2026-W47/"),
    ],
    "kommunpolis": [
        *("patrull/", "patrull/stopp/{stop}/", "patrull/onska/", "patrull/vikter/"),
        *("patrull/pass/", "patrull/pass/{plan}/", "patrull/pass/{plan}/pass.pdf"),
        *("patrull/besok/", "patrull/besok/{place}/", "patrull/besok/antal/"),
        *("patrull/uppfoljning/", "patrull/uppfoljning/fore-och-efter/"),
        "lagesbilder/parterna/2026-W47/egen/",
    ],
    "ledare": ["lagesbilder/{picture}/"],
    "administrator": [
        *("installningar/kommunen/", "installningar/kontroll/", "installningar/fil/omraden/"),
        *("personer/{person}/", "parter/", "parter/{party}/", "logg/", "platser/ny/"),
        *("platser/{place}/andra/", "installningar/kategorier/", "personer/{person}/lamna-over/"),
        *("installningar/kategorier/{kind}/", "parter/{party}/avsluta/"),
        *("personer/{person}/stang/", "personer/{person}/nytt-andra-steg/"),
    ],
}
OPEN = (
    "/",
    "/lyckeberga/",
    "/lyckeberga/lagesbild/{edition}/",
    "/lyckeberga/loften/{code}/",
    "/lyckeberga/nyheter/{news}/",
    "/lyckeberga/dialoger/{answers}/",
    "/lyckeberga/loften/{code}/{promise_edition}/",
    "/folj/lyckeberga/",
    "/folj/lyckeberga/skickat/",
    "/d/{link}/",
    "/d/{link}/tack/",
    "/d/{link}/adress/",
    "/d/{link}/adress/skickat/",
    "/om/tillganglighet/",
    "/kontroll/",
)
ACCOUNT = (
    *("/konto/brev/", "/konto/2fa/", "/konto/password/change/"),
    "/konto/2fa/recovery-codes/generate/",
)
SIGNED_OUT = ("/konto/login/", "/konto/password/reset/", "/konto/logout/")


_looked_at_on_a_phone: set[str] = set()  # most of the menu is the same page for everybody


def faults(page: Page, address: str) -> list[str]:
    """One sentence for each thing that is wrong with a page, at both sizes."""
    found = []
    page.set_viewport_size(dict(zip(("width", "height"), SIZES["desktop"], strict=True)))
    answer = page.goto(address)
    if answer is None or answer.status != 200:
        return [f"{address}: svarar {answer and answer.status}"]
    settle(page)
    found += [f"{address} (skrivbord): {one}" for one in axe_findings(page)]
    page.set_viewport_size(dict(zip(("width", "height"), SIZES["phone"], strict=True)))
    settle(page)
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    if wide > 0:
        found.append(f"{address} (telefon): {wide} punkter för bred")
    if address not in _looked_at_on_a_phone:
        _looked_at_on_a_phone.add(address)
        found += [f"{address} (telefon): {one}" for one in axe_findings(page)]
    return found


def settle(page: Page) -> None:
    """A map near the window has finished, whichever way it went, and the page has seen its size:
    a table that became wider than the window is given to the keyboard."""
    page.wait_for_function(
        "() => [...document.querySelectorAll('[data-state]')]"
        ".every(map => map.dataset.state !== 'loading')"
    )
    page.wait_for_function(
        "() => [...document.querySelectorAll('.table-scroll')]"
        ".every(one => one.scrollWidth <= one.clientWidth || one.tabIndex === 0)"
    )


@pytest.mark.parametrize("box", CAST)
def test_the_whole_menu_of(box, signed_in, numbers):
    page = signed_in(box)
    page.goto(WORK)
    menu = page.get_by_role("navigation", name="Arbete").get_by_role("link")
    walked = dict.fromkeys(link.get_attribute("href") for link in menu.all())
    walked |= dict.fromkeys(WORK + one.format(**numbers) for one in BESIDE.get(box, []))
    found = [fault for address in walked for fault in faults(page, address)]
    assert not found, "\n".join(found)


def test_the_open_pages(new_page, numbers):
    page = new_page("desktop")
    found = [fault for one in OPEN for fault in faults(page, one.format(**numbers))]
    found += [fault for one in SIGNED_OUT[:2] for fault in faults(page, one)]
    assert not found, "\n".join(found)


def test_the_pages_of_the_own_account(new_page, sign_in):
    page = new_page("desktop")
    sign_in(page, "granskare")
    found = [fault for one in ACCOUNT for fault in faults(page, one)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("address", [WORK, f"{WORK}lagesbilder/{{picture}}/", "/lyckeberga/"])
def test_in_the_dark(address, signed_in, numbers):
    page = signed_in("samordnare", color_scheme="dark")
    found = faults(page, address.format(**numbers))
    assert not found, "\n".join(found)
    background = page.evaluate("getComputedStyle(document.body).backgroundColor")
    lightness = [int(part) for part in re.findall(r"\d+", background)[:3]]
    assert max(lightness) < 100, background
