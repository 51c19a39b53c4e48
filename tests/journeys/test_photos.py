"""Photos: they wait in the phone with their report; nobody sees them before they are reviewed."""

import io
import re
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from lofte.incidents.models import Incident, Photo
from lofte.incidents.photos import storing
from lofte.places.models import Kommun
from tests.journeys.phones import FORM, again, ready, send, until, waiting, write
from tests.journeys.test_reporting import kind
from tests.write_guard import arrange

WORK = "/arbete/lyckeberga/"


@pytest.fixture(autouse=True)
def takes_photos(_lyckeberga: None) -> None:
    with arrange():
        Kommun.objects.unscoped("journey").filter(slug="lyckeberga").update(photos_on=True)


def photo(folder: Path, name: str, shade: int, size: tuple[int, int] = (2400, 1800)) -> Path:
    """As a phone takes it: large, with the place in it."""
    exif = Image.Exif()
    exif[0x010F] = "Telefonen AB"
    exif.get_ifd(0x8825)[2] = (58.0, 23.0, 11.0)
    path = folder / name
    Image.new("RGB", size, (shade, 180, 40)).save(path, exif=exif)
    return path


def kept() -> dict[str, int]:
    """How many photos each report has."""
    rows = Incident.objects.unscoped("what arrived").filter(text__startswith="Prov")
    photos = Photo.objects.unscoped("what arrived")
    return {row.text: photos.filter(incident=row).count() for row in rows.order_by("id")}


def until_kept(page: Page, wanted: dict[str, int]) -> None:
    for _ in range(100):
        if kept() == wanted:
            return
        page.wait_for_timeout(100)
    assert kept() == wanted


def test_photos_of_several_events_wait_in_the_phone_and_arrive_once(
    handset, wire, give, tmp_path, axe, screenshot
):
    context = handset()
    give(context, "rapportor")
    page = ready(context)
    wire.cut()
    page.goto(FORM)
    write(page, "Prov a")
    page.get_by_label("Bilder").set_input_files(photo(tmp_path, "a.jpg", 10))
    page.get_by_role("button", name="Lägg till en händelse till").tap()
    kind(page, "Annat").tap()
    page.get_by_label("Kort beskrivning").fill("Prov b")
    page.get_by_label("Bilder").set_input_files(
        [photo(tmp_path, "b.jpg", 60), photo(tmp_path, "c.png", 120)]
    )
    send(page)
    expect(waiting(page)).to_contain_text("Bilder som väntar på att skickas: 3")
    axe(page)
    page.evaluate("scrollTo(0, 0)")
    screenshot(page, "bilder-vantar-telefon")
    context.close()

    context = handset()
    page = context.new_page()
    page.goto(FORM)
    expect(waiting(page)).to_contain_text("Bilder som väntar på att skickas: 3")
    wire.mend()
    page.get_by_role("button", name="Försök skicka nu").tap()
    until(page, ["Prov a", "Prov b"])
    until_kept(page, {"Prov a": 1, "Prov b": 2})
    expect(waiting(page)).to_have_count(0)
    for row in Photo.objects.unscoped("what arrived").filter(incident__text__startswith="Prov"):
        image = Image.open(io.BytesIO(storing.read(row.file)))
        assert not image.getexif()
        assert max(image.size) == 1600


def test_a_lost_answer_to_a_photo_neither_loses_nor_doubles_it(handset, wire, give, tmp_path):
    context = handset()
    give(context, "rapportor")
    page = ready(context)
    wire.lose_answer_and_cut("/vantar/bild/")
    write(page, "Prov bild")
    page.get_by_label("Bilder").set_input_files(photo(tmp_path, "a.jpg", 10))
    send(page)
    until_kept(page, {"Prov bild": 1})
    expect(waiting(page)).to_contain_text("Bilder som väntar på att skickas: 1")
    wire.mend()
    again(page)
    expect(waiting(page)).to_have_count(0)
    assert kept() == {"Prov bild": 1}


def test_a_file_that_is_no_photo_is_said_at_once_and_is_not_sent(handset, wire, give, tmp_path):
    context = handset()
    give(context, "rapportor")
    page = ready(context)
    (tmp_path / "brev.jpg").write_text("no photo")
    (tmp_path / "iphone.jpg").write_bytes(b"\x00\x00\x00\x18ftypheic" + b"\x00" * 100)
    write(page, "Prov fil")
    files = [tmp_path / "brev.jpg", photo(tmp_path, "a.jpg", 10), tmp_path / "iphone.jpg"]
    page.get_by_label("Bilder").set_input_files(files)
    said = page.locator("[data-photos-said]")
    expect(said).to_contain_text("brev.jpg: Filen är ingen bild")
    expect(said).to_contain_text("iphone.jpg")
    page.get_by_label("Bilder").set_input_files({"name": "ny.heic", "mimeType": "", "buffer": b"x"})
    expect(said).to_contain_text("ny.heic: Bilden är sparad som HEIC")
    assert page.evaluate("document.querySelector('[name=photos]').files.length") == 0
    page.get_by_label("Bilder").set_input_files(files)
    expect(said).to_contain_text("brev.jpg")
    send(page)
    until_kept(page, {"Prov fil": 1})


def test_a_slow_photo_keeps_no_report_waiting(handset, wire, give, tmp_path):
    context = handset()
    give(context, "rapportor")
    page = ready(context)
    wire.hold("/vantar/bild/")
    write(page, "Prov med bild")
    page.get_by_label("Bilder").set_input_files(photo(tmp_path, "a.jpg", 10))
    send(page)
    expect(page.locator("[data-waiting-said]")).to_contain_text("Bilderna är sparade i telefonen")
    expect(waiting(page)).to_contain_text("Bilder som väntar på att skickas: 1")
    write(page, "Prov utan bild")
    send(page)
    page.wait_for_url(re.compile(r"/mina-rapporter/\d+/"))
    assert kept() == {"Prov med bild": 0, "Prov utan bild": 0}
    wire.hurry()
    page.goto(FORM)
    until_kept(page, {"Prov med bild": 1, "Prov utan bild": 0})
    expect(waiting(page)).to_have_count(0)


def test_a_photo_that_comes_after_its_report_was_reviewed_is_the_reviewers_to_look_at(
    handset, wire, give, signed_in, tmp_path, axe, screenshot
):
    context = handset()
    give(context, "rapportor")
    page = ready(context)
    wire.hold("/vantar/bild/")
    write(page, "Prov sen bild")
    page.get_by_label("Bilder").set_input_files(photo(tmp_path, "a.jpg", 10))
    send(page)
    expect(waiting(page)).to_contain_text("Bilder som väntar på att skickas: 1")
    row = Incident.objects.unscoped("journey").get(text="Prov sen bild")

    desk = signed_in("granskare")
    desk.goto(f"{WORK}granska/{row.pk}/")
    with desk.expect_navigation():
        desk.keyboard.press("b")
    wire.hurry()
    until_kept(page, {"Prov sen bild": 1})
    expect(waiting(page)).to_have_count(0)
    row.refresh_from_db()
    assert row.state == "confirmed"
    [late] = Photo.objects.unscoped("journey").filter(incident=row)
    address = f"{WORK}bilder/{late.pk}/"
    police = signed_in("kommunpolis")
    assert police.request.get(address).status == 404

    desk.goto(f"{WORK}granska/")
    expect(desk.get_by_role("heading", name="Bilder att granska")).to_be_visible()
    axe(desk)
    desk.get_by_role("link", name=f"Granska bilden till rapport {row.pk}").click()
    with desk.expect_navigation():
        desk.get_by_role("button", name="visa för gruppen").press("Enter")
    assert police.request.get(address).status == 200
    desk.goto(f"{WORK}granska/")
    expect(desk.get_by_role("heading", name="Bilder att granska")).to_have_count(0)


def dark(data: bytes, across: float, down: float) -> bool:
    image = Image.open(io.BytesIO(data))
    spot = image.getpixel((int(image.width * across), int(image.height * down)))
    return max(spot) < 12


def test_a_reviewer_blacks_out_by_mouse_and_by_keys_before_anybody_sees_it(
    signed_in, tmp_path, axe, screenshot
):
    page = signed_in("rapportor", "phone")
    page.goto(FORM)
    write(page, "Prov ansikten")
    page.get_by_label("Bilder").set_input_files(photo(tmp_path, "a.jpg", 200))
    send(page)
    page.wait_for_url(re.compile(r"/mina-rapporter/\d+/"))
    expect(page.get_by_text("bara rapportören och granskaren ser bilden")).to_be_visible()
    [row] = Photo.objects.unscoped("journey").filter(incident__text="Prov ansikten")
    address = f"{WORK}bilder/{row.pk}/"
    police = signed_in("kommunpolis")
    assert police.request.get(address).status == 404

    desk = signed_in("granskare")
    desk.goto(f"{WORK}granska/{row.incident_id}/")
    desk.get_by_role("link", name="Granska bild 1").click()
    frame = desk.locator("[data-cover] canvas").bounding_box()
    across, down = frame["width"] / 10, frame["height"] / 10
    desk.mouse.move(frame["x"] + across, frame["y"] + down)
    desk.mouse.down()
    desk.mouse.move(frame["x"] + 3 * across, frame["y"] + 4 * down)
    desk.mouse.up()
    second = desk.get_by_role("button", name="Flytta ruta 2 med piltangenterna")
    second.focus()
    second.press("Enter")
    for key in ["ArrowRight"] * 10 + ["ArrowDown"] * 5 + ["Shift+ArrowRight"] * 3:
        second.press(key)
    axe(desk)
    desk.evaluate("scrollTo(0, 0)")
    screenshot(desk, "granska-bilden")
    with desk.expect_navigation():
        desk.get_by_role("button", name="Svärta och visa för gruppen").press("Enter")
    expect(desk.get_by_text("Gruppen ser den på platsens sida")).to_be_visible()
    shown = police.request.get(address)
    assert shown.status == 200
    assert [dark(shown.body(), *spot) for spot in [(0.2, 0.25), (0.7, 0.6), (0.83, 0.6)]] == [
        True
    ] * 3
    assert not dark(shown.body(), 0.5, 0.2)
