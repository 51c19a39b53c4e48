"""The signed promise as a sealed PDF, and what a seal says when somebody checks a file."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from lofte.audit.refusals import Refused
from lofte.people.models import User
from lofte.promises.models import Promise
from lofte.promises.queries import signatures_of
from lofte.promises.render.pdf import pdf
from lofte.promises.signing import files, sealing
from lofte.promises.signing.models import Version
from tests.promises import certificates
from tests.promises.drafts import commit
from tests.promises.test_signing import _own_files, chief, frozen, signed  # noqa: F401
from tests.promises.test_views import text_of, url


@pytest.fixture
def certificate(tmp_path: Path, settings: Any) -> Path:
    settings.LOFTE_SEAL = certificates.write(tmp_path / "seal.p12")
    settings.LOFTE_SEAL_PASSWORD = ""
    return settings.LOFTE_SEAL


@pytest.fixture
def version(promise: Promise, police_party: Any, signatory: User, chief: User) -> Version:  # noqa: F811
    commit(promise, police_party)
    commit(promise, text="Vi berättar varje månad")
    return signed(promise, signatory, chief)


def words(content: bytes) -> str:
    return " ".join(
        " ".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages).split()
    )


def test_the_paper_says_who_promises_what_and_who_signed(version: Version) -> None:
    content = pdf(version, signatures_of(version))
    said = words(content)
    assert "Polisen i Lyckeberga lovar" in said
    assert "Tillsammans lovar vi" in said
    assert "(minst 4 vandringar)" in said
    assert "Leif Lokalpolischef" in said
    assert version.checksum[:16] in said
    assert pdf(version, signatures_of(version)) == content


def test_the_paper_is_tagged_for_the_archive_and_the_screen_reader(version: Version) -> None:
    reader = PdfReader(BytesIO(pdf(version, signatures_of(version))))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "sv"
    metadata = root["/Metadata"].get_object().get_data().decode()
    assert "pdfaid:part" in metadata
    assert "pdfuaid:part" in metadata


def test_what_is_not_signed_says_so(promise: Promise) -> None:
    commit(promise)
    assert "inte undertecknat av alla parter än" in words(pdf(frozen(promise), []))


def test_a_seal_holds_until_a_byte_is_changed(version: Version, certificate: Path) -> None:
    content = sealing.sealed(pdf(version, signatures_of(version)))
    found = sealing.checked(content)
    assert (found.sealed, found.intact, found.ours, found.whole) == (True, True, True, True)
    at = content.index(b"/Title")
    changed = content[: at - 30] + b"X" + content[at - 29 :]
    assert not sealing.checked(changed).intact
    added = sealing.checked(content + b"\n% mer\n")
    assert not added.whole
    assert not sealing.checked(pdf(version, signatures_of(version))).sealed


def test_a_seal_of_another_is_not_ours(version: Version, certificate: Path, settings: Any) -> None:
    content = sealing.sealed(pdf(version, signatures_of(version)))
    settings.LOFTE_SEAL = certificates.write(certificate.parent / "other.p12")
    assert not sealing.checked(content).ours
    settings.LOFTE_SEAL = ""
    assert not sealing.checked(content).ours


def test_a_file_that_is_no_pdf_is_said() -> None:
    with pytest.raises(Refused, match="går inte att läsa som PDF"):
        sealing.checked(b"hej")


def test_without_a_certificate_the_promise_is_still_signed(version: Version, settings: Any) -> None:
    settings.LOFTE_SEAL = ""
    with pytest.raises(sealing.NoSeal, match="har inget certifikat"):
        sealing.sealed(pdf(version, []))


def test_a_certificate_that_is_not_valid_yet_is_said_with_its_day(
    version: Version, tmp_path: Path, settings: Any
) -> None:
    settings.LOFTE_SEAL = certificates.write(tmp_path / "new.p12", since=3)
    with pytest.raises(sealing.NoSeal, match=r"gäller först från 20\d\d-\d\d-\d\d. Löftet är"):
        sealing.sealed(pdf(version, []))


def test_an_expired_certificate_is_said_with_its_day(
    version: Version, tmp_path: Path, settings: Any
) -> None:
    settings.LOFTE_SEAL = certificates.write(tmp_path / "old.p12", days=-3)
    with pytest.raises(sealing.NoSeal, match=r"gick ut 20\d\d-\d\d-\d\d. Löftet är undertecknat"):
        sealing.sealed(pdf(version, []))


def test_a_certificate_with_another_password(
    version: Version, tmp_path: Path, settings: Any
) -> None:
    settings.LOFTE_SEAL = certificates.write(tmp_path / "locked.p12", password="hemligt")
    settings.LOFTE_SEAL_PASSWORD = "fel"
    with pytest.raises(sealing.NoSeal, match="går inte att öppna"):
        sealing.sealed(pdf(version, []))
    settings.LOFTE_SEAL_PASSWORD = "hemligt"
    assert sealing.checked(sealing.sealed(pdf(version, []))).intact


def test_the_coordinator_seals_and_everybody_gets_the_same_file(
    version: Version, certificate: Path, coordinator: User, as_: Any
) -> None:
    client, address = as_(coordinator), url("pdf", version.promise_id, 1)
    assert "inkommen handling" in client.get(address).content.decode()
    assert not sealing.checked(client.post(address, {"receiver": "group"}).content).sealed
    page = client.post(url("seal", version.promise_id, 1), follow=True)
    assert "PDF:en är förseglad" in text_of(page)
    content = client.post(address, {"receiver": "group"}).content
    assert sealing.checked(content).intact
    version.refresh_from_db()
    (files.folder() / version.file).unlink()
    page = client.get(address, follow=True)
    assert "Filen finns inte på servern" in text_of(page)
