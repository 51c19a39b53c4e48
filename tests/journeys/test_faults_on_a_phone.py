"""What goes wrong on a phone is answered in words, and nothing is lost."""

from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import expect

from lofte.incidents.models import Incident
from tests.journeys.phones import again, arrived, ready, send, until, waiting, write

TEN_YEARS = 3652 * 86_400_000
AHEAD = f"(right => Date.now = () => right() + {TEN_YEARS})(Date.now)"
# Hebrew, Arabic, a family of emoji, a flag, and a mark that turns what follows it round.
ODD = "Prov שלום مرحبا 👮🏽\u200d♀️ 🇸🇪 \u202eklar"


def kept(text: str) -> Incident:
    return Incident.objects.unscoped("what arrived").get(text=text)


def test_a_clock_ten_years_wrong_does_not_move_the_report(handset, wire, give, screenshot):
    context = handset()
    context.add_init_script(AHEAD)
    give(context, "rapportor")
    page = ready(context)
    [worker] = context.service_workers  # it sends too, by the same clock
    worker.evaluate(f"() => {{ {AHEAD} }}")
    wire.cut()
    write(page, "Prov klocka")
    send(page)
    expect(waiting(page)).to_contain_text(f"Skriven {timezone.localdate().year + 10}")
    wire.mend()
    again(page)
    until(page, ["Prov klocka"])
    expect(waiting(page)).to_have_count(0)
    assert timezone.now() - kept("Prov klocka").started_at < timedelta(minutes=5)

    write(page, "Prov klocka igen")  # with a network the receipt says that the clock is wrong
    send(page)
    expect(page.get_by_text("Telefonens klocka går fel")).to_be_visible()
    page.evaluate("scrollTo(0, 0)")
    screenshot(page, "klockan-gar-fel-telefon")


def test_ten_thousand_characters_are_answered_and_can_be_shortened(handset, wire, give):
    context, long = handset(), "Prov " + "å" * 9_995
    give(context, "rapportor")
    page = ready(context)
    wire.cut()
    write(page, long)
    send(page)
    expect(waiting(page)).to_have_count(1)
    wire.mend()
    again(page)
    expect(waiting(page)).to_contain_text("Texten är 10000 tecken lång")
    assert arrived() == []
    waiting(page).get_by_role("button", name="Ändra").tap()
    expect(page.get_by_label("Kort beskrivning")).to_have_value(long)
    page.get_by_label("Kort beskrivning").fill("Prov kortare")
    send(page)
    until(page, ["Prov kortare"])


def test_text_from_right_to_left_and_emoji_arrive_as_they_were_written(handset, wire, give):
    context = handset()
    give(context, "rapportor")
    page = ready(context)
    wire.cut()
    write(page, ODD)
    send(page)
    expect(waiting(page)).to_contain_text("שלום")
    wire.mend()
    again(page)
    until(page, [ODD.replace("\u202e", "")])
