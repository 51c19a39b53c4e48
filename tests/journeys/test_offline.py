"""A reporter without a network: nothing is lost or doubled, and nobody else sends it."""

from playwright.sync_api import expect

from lofte.incidents.models import Incident
from lofte.people.actions import close_account
from tests.incidents.reports import PHONE
from tests.journeys.phones import FORM, again, arrived, ready, send, until, waiting, write
from tests.journeys.test_reporting import kind, option


def test_three_reports_without_a_network_arrive_once_and_in_order(
    handset, wire, give, axe, screenshot
):
    context = handset()
    give(context, "rapportor")
    page = ready(context)
    wire.cut()
    page.goto(FORM)  # opens without a network
    for number in (1, 2, 3):
        write(page, f"Prov {number}")
        send(page)
        expect(page.locator("[data-waiting-said]")).to_contain_text("sparad i telefonen")
        expect(waiting(page)).to_have_count(number)
    axe(page)
    page.evaluate("scrollTo(0, 0)")
    screenshot(page, "vantar-telefon")
    context.close()

    context = handset()
    page = context.new_page()
    page.goto("/arbete/lyckeberga/")  # the start page leads to the form when there is no network
    expect(page.get_by_role("heading", name="3 rapporter väntar i telefonen")).to_be_visible()
    expect(option(page, "Resecentrum")).to_be_visible()
    assert arrived() == []
    wire.mend()
    page.get_by_role("button", name="Försök skicka nu").tap()
    until(page, ["Prov 1", "Prov 2", "Prov 3"])
    expect(waiting(page)).to_have_count(0)
    expect(page.locator("[data-waiting-said]")).to_contain_text("Skickat")
    page.reload()
    page.wait_for_load_state("networkidle")
    assert arrived() == ["Prov 1", "Prov 2", "Prov 3"]


def test_a_lost_answer_neither_loses_nor_doubles(handset, wire, give):
    context = handset()
    give(context, "rapportor")
    page = ready(context)
    wire.lose_answer_and_cut()
    write(page, "Prov borttappat svar")
    send(page)
    until(page, ["Prov borttappat svar"])
    expect(page.locator("[data-waiting-said]")).to_contain_text("sparad i telefonen")
    expect(waiting(page)).to_have_count(1)
    assert arrived() == ["Prov borttappat svar"]
    wire.mend()
    again(page)
    expect(waiting(page)).to_have_count(0)
    assert arrived() == ["Prov borttappat svar"]


def test_what_was_changed_after_it_had_arrived_is_said(handset, wire, give):
    context = handset()
    give(context, "rapportor")
    page = ready(context)
    wire.lose_answer_and_cut()
    write(page, "Prov först")
    send(page)
    expect(waiting(page)).to_have_count(1)
    waiting(page).get_by_role("button", name="Ändra").tap()
    expect(page.get_by_label("Kort beskrivning")).to_have_value("Prov först")
    page.get_by_label("Kort beskrivning").fill("Prov sedan")
    send(page)
    expect(waiting(page)).to_contain_text("Prov sedan")
    wire.mend()
    again(page)
    expect(waiting(page)).to_contain_text("hade redan kommit fram innan du ändrade den")
    assert arrived() == ["Prov först"]


def test_what_waits_can_be_read_changed_and_removed(handset, wire, give):
    context = handset()
    give(context, "rapportor")
    page = ready(context)
    wire.cut()
    for text in ("Prov ett", "Prov två"):
        write(page, text)
        send(page)
        expect(waiting(page).last).to_contain_text(text)
    waiting(page).first.get_by_role("button", name="Ändra").tap()
    expect(page.get_by_label("Kort beskrivning")).to_have_value("Prov ett")
    expect(option(page, "Resecentrum")).to_be_checked()
    page.get_by_label("Kort beskrivning").fill("Prov ett, rättat")
    send(page)
    expect(waiting(page).first).to_contain_text("Prov ett, rättat")
    page.once("dialog", lambda dialog: dialog.accept())
    waiting(page).last.get_by_role("button", name="Ta bort").tap()
    expect(waiting(page)).to_have_count(1)
    wire.mend()
    again(page)
    until(page, ["Prov ett, rättat"])


def test_a_slow_network_frees_the_form_at_once(handset, wire, give):
    context = handset()
    give(context, "rapportor")
    page = ready(context)
    wire.hold("/vantar/")
    said = page.locator("[data-waiting-said]")
    write(page, "Prov långsam")
    send(page)
    expect(said).to_contain_text("sparad i telefonen", timeout=1_000)
    expect(said).to_contain_text("Nätet är långsamt", timeout=8_000)
    expect(page.get_by_label("Kort beskrivning")).to_have_value("")
    expect(page.get_by_role("button", name="Skicka", exact=True)).to_be_enabled()
    wire.hurry()
    until(page, ["Prov långsam"])
    expect(waiting(page)).to_have_count(0)
    expect(said).to_contain_text("Skickat")


def test_two_windows_of_one_phone_send_at_once_and_each_report_arrives_once(handset, wire, give):
    context = handset()
    give(context, "rapportor")
    first = ready(context)
    second = context.new_page()
    second.goto(FORM)
    wire.cut()
    write(first, "Prov fönster ett")
    send(first)
    expect(waiting(first)).to_have_count(1)
    second.bring_to_front()
    write(second, "Prov fönster två")
    send(second)
    expect(waiting(second)).to_have_count(2)
    wire.mend()
    for window in (first, second, first, second):
        window.evaluate("setTimeout(() => window.dispatchEvent(new Event('online')))")
    until(second, ["Prov fönster ett", "Prov fönster två"])
    for window in (first, second):
        expect(waiting(window)).to_have_count(0)
    assert arrived() == ["Prov fönster ett", "Prov fönster två"]


def test_the_browser_sends_with_no_page_open_when_it_finds_a_network(handset, wire, give):
    """Background sync: the browser wakes the service worker, which sends; here it is told to."""
    context = handset()
    give(context, "rapportor")
    page = ready(context)
    wire.cut()
    write(page, "Prov bakom")
    send(page)
    expect(waiting(page)).to_have_count(1)
    tags = "async () => (await navigator.serviceWorker.ready).sync.getTags()"
    page.wait_for_function(f"async () => (await ({tags})()).includes('reports')")
    browser = context.new_cdp_session(page)
    workers = []
    browser.on("ServiceWorker.workerRegistrationUpdated", lambda e: workers.append(e))
    browser.send("ServiceWorker.enable")
    page.goto("about:blank")
    assert arrived() == []
    wire.mend()
    [known] = [one for event in workers for one in event["registrations"] if not one["isDeleted"]]
    woken = {"origin": wire.url, "registrationId": known["registrationId"], "tag": "reports"}
    browser.send("ServiceWorker.dispatchSyncEvent", woken | {"lastChance": False})
    until(page, ["Prov bakom"])
    page.goto(FORM)
    page.wait_for_load_state("networkidle")
    expect(waiting(page)).to_have_count(0)
    assert arrived() == ["Prov bakom"]


NO_SYNC = "delete ServiceWorkerRegistration.prototype.sync"


def test_without_background_sync_any_page_of_the_work_sends(handset, wire, give):
    context = handset()
    context.add_init_script(NO_SYNC)
    give(context, "rapportor")
    page = ready(context)
    wire.cut()
    write(page, "Prov annan sida")
    send(page)
    expect(waiting(page)).to_have_count(1)
    wire.mend()
    page.goto("/arbete/lyckeberga/mina-rapporter/")
    until(page, ["Prov annan sida"])
    page.goto(FORM)
    page.wait_for_load_state("networkidle")
    assert arrived() == ["Prov annan sida"]


def test_without_background_sync_a_page_that_is_left_open_sends_by_its_clock(handset, wire, give):
    context = handset()
    context.add_init_script(NO_SYNC)
    give(context, "rapportor")
    page = context.pages[0]
    page.clock.install()
    page = ready(context)
    wire.cut()
    write(page, "Prov klockan")
    send(page)
    expect(waiting(page)).to_have_count(1)
    wire.mend()
    page.clock.fast_forward("01:05")
    until(page, ["Prov klockan"])
    expect(waiting(page)).to_have_count(0)
    assert arrived() == ["Prov klockan"]


def test_a_change_in_one_window_is_not_sent_by_another(handset, wire, give):
    context = handset()
    give(context, "rapportor")
    first = ready(context)
    wire.cut()
    write(first, "Prov först")
    send(first)
    expect(waiting(first)).to_have_count(1)
    waiting(first).get_by_role("button", name="Ändra").tap()
    expect(first.get_by_label("Kort beskrivning")).to_have_value("Prov först")
    wire.mend()
    second = context.new_page()
    second.goto(FORM)
    expect(waiting(second)).to_contain_text("ändras just nu")
    expect(waiting(second).get_by_role("button", name="Ändra")).to_be_hidden()
    second.wait_for_load_state("networkidle")
    assert arrived() == []
    first.bring_to_front()
    first.get_by_label("Kort beskrivning").fill("Prov ändrad")
    send(first)
    until(first, ["Prov ändrad"])


def test_a_change_that_was_left_in_a_closed_window_is_sent_as_it_was(handset, wire, give):
    context = handset()
    give(context, "rapportor")
    first = ready(context)
    wire.cut()
    write(first, "Prov lämnad")
    send(first)
    expect(waiting(first)).to_have_count(1)
    waiting(first).get_by_role("button", name="Ändra").tap()
    expect(first.get_by_label("Kort beskrivning")).to_have_value("Prov lämnad")
    wire.mend()
    second = context.new_page()
    first.close()
    second.goto(FORM)
    until(second, ["Prov lämnad"])


def test_personal_data_in_a_report_that_was_sent_late_is_told_with_the_words(
    handset, wire, give, axe, screenshot
):
    context = handset()
    give(context, "rapportor")
    page = ready(context)
    wire.cut()
    write(page, f"Prov, ring {PHONE}")
    send(page)
    expect(waiting(page)).to_have_count(1)
    wire.mend()
    again(page)
    until(page, [f"Prov, ring {PHONE}"])
    expect(waiting(page)).to_contain_text("ord som kan vara personuppgifter (1)")
    page.reload()
    expect(waiting(page)).to_contain_text("ord som kan vara personuppgifter (1)")
    axe(page)
    page.evaluate("scrollTo(0, 0)")
    screenshot(page, "sent-med-personuppgift-telefon")
    waiting(page).get_by_role("link", name="Mina rapporter").tap()
    expect(page.locator("mark")).to_contain_text(PHONE)
    page.get_by_role("link", name="Mina rapporter").last.tap()
    page.get_by_role("link", name="se vilka ord").first.tap()
    expect(page.locator("mark")).to_contain_text(PHONE)
    page.goto(FORM)
    waiting(page).get_by_role("button", name="Ta bort").tap()
    expect(waiting(page)).to_have_count(0)


def test_nothing_to_report_waits_too_in_one_tap(handset, wire, give):
    context = handset()
    reporter = give(context, "rapportor")
    page = ready(context)
    wire.cut()
    page.get_by_role("button", name="Inget att rapportera").tap()
    expect(waiting(page)).to_contain_text("Inget att rapportera")
    mine = Incident.objects.unscoped("what arrived").filter(nothing=True, reporter=reporter)
    before = mine.count()
    wire.mend()
    again(page)
    expect(waiting(page)).to_have_count(0)
    assert mine.count() == before + 1


def test_several_events_in_one_report_also_without_a_network(handset, wire, give):
    context = handset()
    give(context, "rapportor")
    page = ready(context)
    wire.cut()
    write(page, "Prov a")
    page.get_by_role("button", name="Lägg till en händelse till").tap()
    expect(page.locator("[data-lines-list] > li")).to_have_count(1)
    expect(option(page, "Resecentrum")).to_be_checked()
    kind(page, "Annat").tap()
    page.get_by_label("Kort beskrivning").fill("Prov b")
    send(page)
    expect(waiting(page)).to_have_count(1)
    wire.mend()
    again(page)
    until(page, ["Prov a", "Prov b"])
    rows = Incident.objects.unscoped("what arrived").filter(text__startswith="Prov")
    assert len(set(rows.values_list("submission", flat=True))) == 1
    assert {row.place.name for row in rows} == {"Resecentrum"}


def test_signed_out_meanwhile_it_waits_and_nobody_else_sends_it(handset, wire, give):
    context = handset()
    give(context, "rapportor")
    page = ready(context)
    wire.cut()
    write(page, "Prov mitt")
    send(page)
    expect(waiting(page)).to_have_count(1)
    context.clear_cookies()
    wire.mend()
    again(page)
    expect(page.locator("[data-waiting-said]")).to_contain_text("Logga in igen, så skickas de")
    expect(page.get_by_role("link", name="Logga in").last).to_be_visible()

    give(context, "granskare")
    page.goto(FORM)
    expect(page.locator("[data-waiting-others]")).to_contain_text("en annan person (1)")
    expect(page.get_by_text("Prov mitt")).to_have_count(0)
    page.wait_for_load_state("networkidle")
    assert arrived() == []

    reporter = give(context, "rapportor")
    page.goto(FORM)
    until(page, ["Prov mitt"])
    rows = Incident.objects.unscoped("what arrived").filter(text="Prov mitt")
    assert rows.get().reporter_id == reporter.pk


def test_an_account_closed_meanwhile_is_said_and_nothing_is_lost(handset, wire, give, person):
    context = handset()
    reporter = give(context, "rapportor")
    page = ready(context)
    wire.cut()
    write(page, "Prov kvar")
    send(page)
    expect(waiting(page)).to_have_count(1)
    close_account(user=reporter, by=person("administrator"))
    wire.mend()
    again(page)
    expect(page.locator("[data-waiting-said]")).to_contain_text("Ditt konto är stängt")
    expect(waiting(page)).to_contain_text("Prov kvar")
    assert arrived() == []


def test_signing_out_asks_and_then_takes_everything_away(handset, wire, give):
    context = handset()
    give(context, "rapportor")
    page = ready(context)
    wire.cut()
    write(page, "Prov bort")
    send(page)
    expect(waiting(page)).to_have_count(1)
    sign_out = page.get_by_role("button", name="Logga ut")
    page.locator("details.me summary").tap()
    asked = []
    page.on("dialog", lambda dialog: asked.append(dialog) or answer.pop(0)(dialog))
    answer = [lambda dialog: dialog.dismiss(), lambda dialog: (wire.mend(), dialog.accept())]
    with page.expect_event("dialog"):
        sign_out.tap()
    expect(waiting(page)).to_have_count(1)
    sign_out.tap()
    page.wait_for_url(f"{wire.url}/lyckeberga/")
    assert "som inte har skickats (1)" in asked[0].message
    left = page.evaluate(
        """async (form) => {
             const db = await new Promise((ok) => {
               const asked = indexedDB.open("lofte-phone");
               asked.onsuccess = () => ok(asked.result);
             });
             const rows = await new Promise((ok) => {
               const asked = db.transaction("reports").objectStore("reports").count();
               asked.onsuccess = () => ok(asked.result);
             });
             return [rows, Boolean(await caches.match(form)), localStorage.length];
           }""",
        FORM,
    )
    assert left == [0, False, 0]
