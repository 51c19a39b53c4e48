"""Photos: nothing hidden comes along, nobody sees one too early, nothing is left behind."""

import io
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from lofte.audit.refusals import Refused
from lofte.incidents.models import Incident, Photo
from lofte.incidents.photos import reading, storing
from lofte.incidents.photos.actions import MOST, add_photo, cover_photo, erase_photo
from lofte.incidents.photos.reading import BadPhoto, Box, Redrawn, covered, redrawn
from lofte.incidents.review.actions import confirm
from lofte.people.models import User
from lofte.people.standing import phone_key
from lofte.places.models import Kommun
from tests.incidents.reports import last_act
from tests.incidents.test_views import answers

BASE = "/arbete/lyckeberga"
Send = Callable[..., Incident]


def photo(size: tuple[int, int] = (400, 300), kind: str = "JPEG", **more: Any) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, (200, 180, 40)).save(out, kind, **more)
    return out.getvalue()


def with_secrets() -> bytes:
    """A photo that says where it was taken, by which phone, and turned on its side."""
    exif = Image.Exif()
    exif[0x010F], exif[0x0112] = "Telefonen AB", 6
    exif.get_ifd(0x8825)[2] = (58.0, 23.0, 11.0)
    return photo(exif=exif, comment=b"hemma hos mig", dpi=(300, 300))


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def upload(*files: bytes, name: str = "bild.jpg") -> dict[str, Any]:
    return {"photos": [SimpleUploadedFile(name, data) for data in files]}


def taken(size: tuple[int, int] = (400, 300)) -> Redrawn:
    return redrawn(io.BytesIO(photo(size)))


def photos_of(incident: Incident) -> list[Photo]:
    return list(Photo.objects.unscoped("test").filter(incident=incident))


@pytest.fixture(autouse=True)
def _files(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def takes_photos(kommun: Kommun, arrange: Any) -> Kommun:
    with arrange():
        kommun.photos_on = True
        kommun.save()
    return kommun


@pytest.fixture
def sent(takes_photos: Kommun, send: Send) -> Incident:
    return send()


@pytest.fixture
def added(sent: Incident, reporter: User) -> Photo:
    return add_photo(incident=sent, photo=taken(), by=reporter)


# --- the file -------------------------------------------------------------------------------------


def test_a_photo_is_drawn_anew_without_what_the_phone_hid_in_it() -> None:
    kept = opened(redrawn(io.BytesIO(with_secrets())).jpeg)
    assert kept.size == (300, 400), "turned upright"
    assert not kept.getexif()
    assert not {"exif", "comment", "icc_profile", "dpi"} & set(kept.info)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_common_kinds_are_taken_and_made_a_sane_size(kind: str) -> None:
    kept = opened(redrawn(io.BytesIO(photo((4000, 1000), kind))).jpeg)
    assert (kept.format, kept.size) == ("JPEG", (1600, 400))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"not a photo", "ingen bild"),
        (b"", "ingen bild"),
        (photo()[:200], "ingen bild"),
        (b"\x00\x00\x00\x18ftypheic" + b"\x00" * 100, "HEIC"),
        (b"GIF89a" + b"\x00" * 50, "ingen bild"),
        (b"\xff" * (reading.LARGEST + 1), "större än 25 MB"),
        (photo((10_000, 9_000), "PNG"), "för många bildpunkter"),
        (photo((20_000, 10_000), "PNG"), "för många bildpunkter"),
    ],
)
@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
def test_what_cannot_be_taken_is_said_in_a_sentence(data: bytes, words: str) -> None:
    with pytest.raises(BadPhoto, match=words):
        redrawn(io.BytesIO(data))


@pytest.fixture(scope="module")
def twenty_megabytes() -> bytes:
    """A real photo, as a large camera makes it: nothing in it can be made smaller."""
    noise, out = Image.effect_noise((4320, 3240), 90), io.BytesIO()
    noise.save(out, "JPEG", quality=99)
    assert 19_000_000 < out.tell() < 25_000_000
    return out.getvalue()


def test_a_photo_of_twenty_megabytes_is_taken_by_the_form_and_from_the_phone(
    as_: Any, takes_photos: Kommun, send: Send, reporter: User, twenty_megabytes: bytes
) -> None:
    client = as_(reporter)
    done = client.post(FORM, answers(takes_photos) | upload(twenty_megabytes), follow=True)
    assert "Bilden är mottagen" in done.content.decode()
    sent = send()
    answer = client.post(WAITING, from_phone(reporter, sent.client_id, twenty_megabytes))
    assert answer.json() == {"state": "received"}
    for row in Photo.objects.unscoped("test"):
        assert opened(storing.read(row.file)).size == (1600, 1200)
    assert Photo.objects.unscoped("test").count() == 2


def test_a_box_is_black_and_the_rest_is_not() -> None:
    done = opened(covered(taken().jpeg, [Box(25, 50, 50, 25)]))
    assert max(done.getpixel((200, 190))) < 12  # type: ignore[arg-type]
    assert min(done.getpixel((20, 20))[:2]) > 150  # type: ignore[index, arg-type]


# --- adding, blacking out, erasing ----------------------------------------------------------------


def test_a_kommun_without_photos_takes_none(send: Send, reporter: User) -> None:
    with pytest.raises(Refused, match="tar inte emot bilder"):
        add_photo(incident=send(), photo=taken(), by=reporter)


def test_only_the_reporter_adds_one(sent: Incident, reviewer: User) -> None:
    with pytest.raises(Refused, match="Bara den som skrev"):
        add_photo(incident=sent, photo=taken(), by=reviewer)


def test_a_photo_that_comes_after_the_review_waits_in_the_queue_unseen_by_the_group(
    as_: Any, sent: Incident, reporter: User, reviewer: User, police: User
) -> None:
    confirm(incident=sent, version=1, by=reviewer)
    answer = as_(reporter).post(WAITING, from_phone(reporter, sent.client_id, photo()))
    assert answer.json() == {"state": "received"}
    [late] = photos_of(sent)
    assert as_(police).get(f"{BASE}/bilder/{late.pk}/").status_code == 404
    assert "1 bild väntar på granskning" in as_(reviewer).get(f"{BASE}/").content.decode()
    queue = as_(reviewer).get(f"{BASE}/granska/").content.decode()
    assert f"{BASE}/bilder/{late.pk}/granska/" in queue
    cover_photo(photo=late, boxes=[], by=reviewer)
    assert "Bilder att granska" not in as_(reviewer).get(f"{BASE}/granska/").content.decode()


def test_a_photo_that_somebody_has_erased_is_not_blacked_out(added: Photo, reviewer: User) -> None:
    gone = photos_of(added.incident)[0]
    erase_photo(photo=added, by=reviewer)
    with pytest.raises(Refused, match="har raderat bilden"):
        cover_photo(photo=gone, boxes=[], by=reviewer)


def test_the_same_photo_sent_twice_is_one_photo(
    sent: Incident, reporter: User, reviewer: User, added: Photo
) -> None:
    assert add_photo(incident=sent, photo=taken(), by=reporter) == added
    confirm(incident=sent, version=1, by=reviewer)
    assert add_photo(incident=sent, photo=taken(), by=reporter) == added
    assert [file.name for file in storing.folder().iterdir()] == [added.file]


def test_a_report_holds_five_photos(sent: Incident, reporter: User) -> None:
    for side in range(MOST):
        add_photo(incident=sent, photo=taken((40 + side, 30)), by=reporter)
    with pytest.raises(Refused, match="ryms 5 bilder"):
        add_photo(incident=sent, photo=taken(), by=reporter)
    assert len(photos_of(sent)) == MOST


def test_blacking_out_overwrites_the_file(added: Photo, reviewer: User) -> None:
    before = storing.read(added.file)
    cover_photo(photo=added, boxes=[Box(0, 0, 100, 100)], by=reviewer)
    after = storing.read(added.file)
    assert after != before
    assert max(opened(after).getpixel((100, 100))) < 12  # type: ignore[arg-type]
    assert len(list(storing.folder().iterdir())) == 1
    assert last_act().what == "photo.covered"


@pytest.mark.django_db(transaction=True)
def test_an_erased_photo_is_gone_from_table_and_disk(added: Photo, reporter: User) -> None:
    erase_photo(photo=added, by=reporter)
    assert not Photo.objects.unscoped("test").exists()
    assert not list(storing.folder().iterdir())


def test_what_no_report_names_is_swept(added: Photo) -> None:
    storing.write(b"left behind")
    assert storing.sweep({added.file}, time.time() + 60) == 1
    assert [file.name for file in storing.folder().iterdir()] == [added.file]


# --- pages ----------------------------------------------------------------------------------------


def test_a_reporter_adds_a_photo_on_the_receipt(as_: Any, sent: Incident, reporter: User) -> None:
    client, receipt = as_(reporter), f"{BASE}/mina-rapporter/{sent.pk}/"
    assert 'type="file"' in client.get(receipt).content.decode()
    done = client.post(f"{receipt}bild/", upload(with_secrets()), follow=True)
    assert "Bilden är mottagen" in done.content.decode()
    [kept] = photos_of(sent)
    assert client.get(f"{BASE}/bilder/{kept.pk}/")["Content-Type"] == "image/jpeg"
    several = client.post(f"{receipt}bild/", upload(photo((9, 9)), photo((8, 8))), follow=True)
    assert "2 bilder är mottagna" in several.content.decode()
    assert "Radera bild 3" in several.content.decode()


@pytest.mark.parametrize("data", [b"", b"no photo"])
def test_a_bad_file_is_answered_and_the_report_stays(
    as_: Any, sent: Incident, reporter: User, data: bytes
) -> None:
    address = f"{BASE}/mina-rapporter/{sent.pk}/bild/"
    done = as_(reporter).post(address, upload(data) if data else {}, follow=True)
    assert "Rapporten är mottagen ändå" in done.content.decode()
    assert not Photo.objects.unscoped("test").exists()


def test_without_the_setting_no_photo_is_asked_for(as_: Any, send: Send, reporter: User) -> None:
    page = as_(reporter).get(f"{BASE}/mina-rapporter/{send().pk}/")
    assert 'type="file"' not in page.content.decode()


def test_nobody_but_reporter_and_reviewer_sees_it_before_it_is_reviewed(
    as_: Any, added: Photo, reporter: User, reviewer: User, police: User, leader: User
) -> None:
    address = f"{BASE}/bilder/{added.pk}/"
    seen = {user: as_(user).get(address).status_code for user in (reporter, reviewer, police)}
    assert seen == {reporter: 200, reviewer: 200, police: 404}
    cover_photo(photo=added, boxes=[], by=reviewer)
    answer = as_(police).get(address)
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    assert as_(leader).get(address).status_code == 403


def test_the_group_sees_a_reviewed_photo_of_a_confirmed_report_on_the_page_of_the_place(
    as_: Any, added: Photo, reporter: User, reviewer: User, police: User
) -> None:
    page, shown = f"{BASE}/platser/{added.incident.place_id}/", f"{BASE}/bilder/{added.pk}/"

    def on_page(user: User) -> bool:
        return shown in as_(user).get(page).content.decode()

    confirm(incident=added.incident, version=1, by=reviewer)
    assert not on_page(police)
    told = as_(reviewer).post(f"{shown}granska/", numbers(), follow=True).content.decode()
    assert "Gruppen ser den på platsens sida" in told
    assert on_page(police)
    assert not on_page(reporter)


def test_of_a_photo_without_a_named_place_no_more_is_said_than_that_it_is_reviewed(
    as_: Any, takes_photos: Kommun, send: Send, reporter: User, reviewer: User
) -> None:
    row = send(place=None, near="vid gångtunneln")
    late = add_photo(incident=row, photo=taken(), by=reporter)
    address = f"{BASE}/bilder/{late.pk}/granska/"
    told = as_(reviewer).post(address, numbers(), follow=True).content.decode()
    assert "Bilden är granskad." in told
    assert "kan gruppen se" not in told
    assert "platsens sida" not in told


def numbers(**first: str) -> dict[str, str]:
    form = {"form-TOTAL_FORMS": "8", "form-INITIAL_FORMS": "0"}
    return form | {f"form-0-{name}": value for name, value in first.items()}


def test_a_reviewer_blacks_out_by_numbers(as_: Any, added: Photo, reviewer: User) -> None:
    client, address = as_(reviewer), f"{BASE}/bilder/{added.pk}/granska/"
    report = client.get(f"{BASE}/granska/{added.incident_id}/").content.decode()
    assert address in report
    assert "Svärta ansikten" in client.get(address).content.decode()
    half = client.post(address, numbers(left="10", top="10"))
    assert half.status_code == 422
    assert "alla fyra måtten" in half.content.decode()
    given = numbers(left="0", top="0", width="50,5", height="100")
    done = client.post(address, given, follow=True)
    assert "Bilden är granskad" in done.content.decode()
    kept = opened(storing.read(added.file))
    assert max(kept.getpixel((100, 150))) < 12  # type: ignore[arg-type]
    assert max(kept.getpixel((300, 150))) > 150  # type: ignore[arg-type]


def test_erasing_is_for_the_reporter_and_for_reviewers(
    as_: Any, added: Photo, reporter: User, reviewer: User, police: User
) -> None:
    other = add_photo(incident=added.incident, photo=taken((9, 9)), by=reporter)
    address = f"{BASE}/bilder/{added.pk}/radera/"
    assert as_(police).post(address).status_code == 404
    assert "/mina-rapporter/" in as_(reporter).post(address).url
    assert "/granska/" in as_(reviewer).post(f"{BASE}/bilder/{other.pk}/radera/").url
    assert not Photo.objects.unscoped("test").exists()


# --- with the report, in the form and from the phone ----------------------------------------------

FORM = f"{BASE}/rapportera/"
WAITING = f"{FORM}vantar/bild/"


def test_the_plain_form_takes_several_photos_and_a_bad_one_never_stops_the_report(
    as_: Any, takes_photos: Kommun, reporter: User
) -> None:
    client = as_(reporter)
    assert 'enctype="multipart/form-data"' in client.get(FORM).content.decode()
    files = upload(photo((9, 9)), b"no photo", photo((8, 8)))
    done = client.post(FORM, answers(takes_photos) | files, follow=True).content.decode()
    assert "Din rapport är mottagen" in done
    assert "ingen bild som vi kan läsa" in done
    assert "2 bilder är mottagna" in done
    assert len(photos_of(Incident.objects.unscoped("test").get())) == 2


def test_photos_cannot_wait_in_the_plain_form_and_that_is_said(
    as_: Any, takes_photos: Kommun, reporter: User
) -> None:
    more = answers(takes_photos) | {"line": "more"} | upload(photo())
    assert "Bilderna kan inte vänta" in as_(reporter).post(FORM, more).content.decode()


def from_phone(by: User, report: Any, data: bytes, **changed: Any) -> dict[str, Any]:
    facts = {"person": phone_key(by), "report": str(report)} | changed
    return facts | {"photo": SimpleUploadedFile("bild.jpg", data)}


def test_a_photo_that_waited_in_the_phone_is_received_once(
    as_: Any, sent: Incident, reporter: User
) -> None:
    client = as_(reporter)
    for _ in range(2):  # the answer was lost the first time
        answer = client.post(WAITING, from_phone(reporter, sent.client_id, with_secrets()))
        assert answer.json() == {"state": "received"}
    assert len(photos_of(sent)) == 1


def test_a_photo_from_the_phone_that_cannot_be_taken_is_answered(
    as_: Any, sent: Incident, reporter: User, reviewer: User
) -> None:
    client = as_(reporter)
    bad = client.post(WAITING, from_phone(reporter, sent.client_id, b"no photo"))
    assert bad.status_code == 422
    assert "Rapporten är mottagen ändå" in bad.json()["sentences"][0]
    for number in ("no number", "0" * 32):
        lost = client.post(WAITING, from_phone(reporter, number, photo()))
        assert "inte till någon rapport" in lost.json()["sentences"][0]
    other = client.post(WAITING, from_phone(reviewer, sent.client_id, photo()))
    assert (other.status_code, other.json()) == (409, {"state": "other"})
    assert photos_of(sent) == []
