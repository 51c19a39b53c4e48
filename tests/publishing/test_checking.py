"""Anyone may check a file: genuine, changed, replaced, sealed by another, or not known."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from lofte.audit.actions import SYSTEM
from lofte.people.models import Party, User
from lofte.promises.commitments.actions import change_commitment
from lofte.promises.inputs import CommitmentFacts
from lofte.promises.models import Promise
from lofte.promises.queries import signatures_of
from lofte.promises.render.pdf import pdf
from lofte.promises.signing import sealing
from lofte.promises.signing.actions import amend, keep_sealed, record_ceremony
from lofte.promises.signing.models import Version
from tests.promises import certificates
from tests.promises.conftest import promise  # noqa: F401
from tests.promises.drafts import commit
from tests.promises.test_signing import (  # noqa: F401
    PDF,
    _own_files,
    ceremony,
    chief,
    frozen,
    signed,
)

ADDRESS = "/kontroll/"


@pytest.fixture
def certificate(tmp_path: Path, settings: Any) -> Path:
    settings.LOFTE_SEAL = certificates.write(tmp_path / "seal.p12")
    settings.LOFTE_SEAL_PASSWORD = ""
    return settings.LOFTE_SEAL


@pytest.fixture
def version(promise: Promise, signatory: User, chief: User, certificate: Path) -> Version:  # noqa: F811
    commit(promise)
    made = signed(promise, signatory, chief)
    content = sealing.sealed(pdf(made, signatures_of(made)))
    return keep_sealed(version=made, content=content, by=SYSTEM)


def content_of(version: Version) -> bytes:
    from lofte.promises.signing import files

    return files.read(version.file)


def answer(client: Client, content: bytes, name: str = "lofte.pdf") -> str:
    response = client.post(ADDRESS, {"file": SimpleUploadedFile(name, content)})
    return " ".join(response.content.decode().split())


def test_the_page_is_open_and_sets_no_cookie(client: Client, db: None) -> None:
    response = client.get(ADDRESS)
    assert "Filen läses och glöms" in response.content.decode()
    assert not response.cookies


def test_the_sealed_file_is_genuine_and_says_what_it_is(client: Client, version: Version) -> None:
    page = answer(client, content_of(version))
    assert "Filen är äkta" in page
    assert "Tryggare kvällar, Lyckeberga" in page
    assert "1 (gäller)" in page
    assert "Leif" not in page  # the parties signed; who did is on the paper


def test_one_byte_changed_or_added_is_found(client: Client, version: Version) -> None:
    content = content_of(version)
    assert "Filen har ändrats" in answer(client, content + b"\n% mer\n")
    at = content.index(b"/Title") - 30
    assert "Filen har ändrats" in answer(client, content[:at] + b"X" + content[at + 1 :])


def test_a_replaced_version_says_that_a_newer_one_is_in_force(
    client: Client,
    version: Version,
    promise: Promise,  # noqa: F811
    signatory: User,
    chief: User,  # noqa: F811
) -> None:
    from lofte.promises.signing.actions import sign
    from tests.promises.test_signing import fresh

    amend(promise=promise, by=SYSTEM)
    point = promise.commitments.unscoped("test").get()
    change_commitment(commitment=point, facts=CommitmentFacts(text="Nytt"), version=1, by=SYSTEM)
    new = frozen(promise, why="Prov")
    for person in (signatory, chief):
        sign(version=new, read=new.checksum, factor=fresh(), by=person)
    page = answer(client, content_of(version))
    assert "En nyare version gäller nu" in page


def test_a_signed_paper_is_known_by_its_checksum(
    client: Client,
    promise: Promise,  # noqa: F811
    party: Party,
    police_party: Party,
) -> None:
    commit(promise)
    made = frozen(promise)
    record_ceremony(version=made, facts=ceremony(party, police_party, file=PDF), by=SYSTEM)
    assert "Det är det inskannade papperet" in answer(client, PDF)


def test_the_photo_of_the_ceremony_is_known_by_its_checksum(
    client: Client,
    promise: Promise,  # noqa: F811
    party: Party,
    police_party: Party,
) -> None:
    commit(promise)
    photo = b"\xff\xd8\xff ett foto"
    made = frozen(promise)
    facts = ceremony(party, police_party, file=PDF, photo=photo)
    record_ceremony(version=made, facts=facts, by=SYSTEM)
    assert "Det är fotot från när parterna skrev under" in answer(client, photo, "foto.jpg")
    assert "Vi känner inte igen filen" in answer(client, photo + b"x", "foto.jpg")


def test_a_seal_of_ours_on_something_else_and_of_another(
    client: Client, version: Version, certificate: Path, settings: Any
) -> None:
    again = sealing.sealed(pdf(version, []))
    assert "Sigillet är vårt" in answer(client, again)
    settings.LOFTE_SEAL = certificates.write(certificate.parent / "other.p12")
    assert "Någon annan har förseglat" in answer(client, again)


def test_what_is_not_sealed_or_no_pdf(client: Client, version: Version) -> None:
    assert "Vi känner inte igen filen" in answer(client, pdf(version, []))
    assert "går inte att läsa som PDF" in answer(client, b"hej")
    assert "Filen är för stor" in answer(client, b"%PDF-" + b"x" * 20_000_001)
    assert client.post(ADDRESS).status_code == 422
