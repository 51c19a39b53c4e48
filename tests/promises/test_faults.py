"""What goes wrong on the way: a clear sentence, nothing lost, and a log that tells all of it.

Each fault is taken through the pages, as a person meets it, and to its end: what works afterwards.
"""

from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from lofte.audit.actions import SYSTEM
from lofte.audit.models import AuditEvent
from lofte.audit.refusals import Refused
from lofte.people.models import Party, User
from lofte.places.models import Kommun
from lofte.promises.commitments.models import Commitment
from lofte.promises.follow_up.actions import log_activity
from lofte.promises.inputs import ActivityFacts, MeasureFacts, Target
from lofte.promises.measures.actions import add_measure
from lofte.promises.models import Promise
from lofte.promises.queries import results_of
from lofte.promises.reminding.queries import receivers, waiting
from lofte.promises.reports.content import report_of
from lofte.promises.reports.sheet import SHEET, write
from lofte.promises.rules import broken
from lofte.promises.signing import files, sealing
from lofte.promises.signing.actions import sign, take_back
from lofte.promises.signing.models import Signature, Version
from lofte.situation.causes.actions import CauseFacts, add_cause
from lofte.situation.problems.actions import describe_problem, merge_problem
from lofte.situation.problems.inputs import ProblemFacts
from tests.promises import certificates
from tests.promises.drafts import commit, draft
from tests.promises.drafts import sign as sign_on_paper
from tests.promises.test_signing import (  # noqa: F401 - fixtures
    _own_files,
    chief,
    fresh,
    frozen,
    signed,
)
from tests.promises.test_views import reauthenticated, text_of, url

DAY = date(2026, 5, 3)


def log(*beginnings: str) -> list[str]:
    rows = AuditEvent.objects.order_by("pk").values_list("what", flat=True)
    return [what for what in rows if what.startswith(beginnings)]


def test_a_signatory_who_signs_an_old_version(
    promise: Promise,
    signatory: User,
    chief: User,  # noqa: F811
    as_: Any,
) -> None:
    commit(promise)
    old = frozen(promise)
    client, address = as_(signatory), url("sign", promise.pk, 1)
    reauthenticated(client)
    assert client.get(address).status_code == 200
    take_back(promise=promise, by=SYSTEM)
    commit(promise, text="Ett nytt åtagande")
    new = frozen(promise)
    late = text_of(client.post(address, {"read": old.checksum}, follow=True))
    assert "Version 1 väntar inte längre på underskrifter. Du har inte skrivit under." in late
    assert not Signature.objects.unscoped("test").exists()
    for person in (signatory, chief):
        sign(version=new, read=new.checksum, factor=fresh(), by=person)
    assert log("promise.") == [
        "promise.drafted", "promise.frozen", "promise.taken_back", "promise.frozen",
        "promise.signed", "promise.signed", "promise.in_force",
    ]  # fmt: skip


def test_two_editors_at_once(
    promise: Promise, party: Party, coordinator: User, police: User, as_: Any
) -> None:
    point = commit(promise, party)
    first, second = as_(coordinator), as_(police)
    for client in (first, second):
        assert client.get(url("point", point.pk)).status_code == 200
    words = {"parties": str(party.pk), "target_kind": "none", "version": "1"}
    first.post(url("point", point.pk), words | {"text": "Vi byter lamporna"})
    late = second.post(url("point", point.pk), words | {"text": "Vi klipper buskarna"})
    page = text_of(late)
    assert late.status_code == 422
    assert "Någon annan hann ändra åtagandet. Inget av ditt sparades" in page
    assert "Vi klipper buskarna" in page  # what was written is still in the form
    point.refresh_from_db()
    assert point.text == "Vi byter lamporna"
    assert log("commitment.changed") == ["commitment.changed"]


def test_a_certificate_that_has_run_out(
    promise: Promise,
    coordinator: User,
    signatory: User,
    chief: User,  # noqa: F811
    as_: Any,
    tmp_path: Path,
    settings: Any,
) -> None:
    commit(promise)
    version = signed(promise, signatory, chief)
    settings.LOFTE_SEAL = certificates.write(tmp_path / "old.p12", days=-3)
    settings.LOFTE_SEAL_PASSWORD = ""
    client = as_(coordinator)
    page = text_of(client.post(url("seal", promise.pk, 1), follow=True))
    assert "gick ut" in page
    assert "Löftet är undertecknat" in page
    assert not sealing.checked(
        client.post(url("pdf", promise.pk, 1), {"receiver": "group"}).content
    ).sealed
    settings.LOFTE_SEAL = certificates.write(tmp_path / "new.p12")
    assert "PDF:en är förseglad" in text_of(client.post(url("seal", promise.pk, 1), follow=True))
    version.refresh_from_db()
    assert sealing.checked(files.read(version.file)).intact
    assert log("promise.seal", "version.seal") == ["promise.sealed"]


def test_a_changed_file(
    promise: Promise,
    coordinator: User,
    signatory: User,
    chief: User,  # noqa: F811
    as_: Any,
    client: Client,
    tmp_path: Path,
    settings: Any,
) -> None:
    commit(promise)
    signed(promise, signatory, chief)
    settings.LOFTE_SEAL, settings.LOFTE_SEAL_PASSWORD = certificates.write(tmp_path / "a.p12"), ""
    as_(coordinator).post(url("seal", promise.pk, 1))
    content = as_(coordinator).post(url("pdf", promise.pk, 1), {"receiver": "group"}).content
    for given, said in ((content + b"\n% mer\n", "Filen har ändrats"), (content, "är äkta")):
        file = SimpleUploadedFile("lofte.pdf", given)
        assert said in text_of(client.post("/kontroll/", {"file": file}))


def test_a_sheet_with_moved_columns(
    promise: Promise, party: Party, police_party: Party, coordinator: User, as_: Any
) -> None:
    point = commit(promise, party)
    sign_on_paper(promise, party, police_party)
    book = load_workbook(BytesIO(write(results_of(promise, today=DAY))))
    sheet = book[SHEET]
    at = {cell.value: cell.column for cell in sheet[1]}
    sheet.cell(2, at["Varför det inte nåddes"]).value = "Personalbrist i våras."
    client, address = as_(coordinator), url("sheet-in", promise.pk)
    sheet.move_range(f"A1:{sheet.cell(2, sheet.max_column).coordinate}", cols=3)
    shown = client.post(address, {"file": upload(book)})
    assert "Personalbrist i våras." in text_of(shown)
    sealed = shown.content.decode().split('name="sheet" value="')[1].split('"')[0]
    assert "Bladet är inläst" in text_of(client.post(address, {"sheet": sealed}, follow=True))
    point.refresh_from_db()
    assert point.not_met_reason == "Personalbrist i våras."
    sheet.delete_cols(at["Källa"] + 3)
    refused = client.post(address, {"file": upload(book)})
    assert refused.status_code == 422
    assert "Kolumnen ”Källa” saknas i rad 1. Ingenting lästes in." in text_of(refused)
    assert log("follow_up.sheet", "commitment.explained") == [
        "commitment.explained", "follow_up.sheet_taken_in",
    ]  # fmt: skip


def upload(book: Any) -> SimpleUploadedFile:
    out = BytesIO()
    book.save(out)
    return SimpleUploadedFile("blad.xlsx", out.getvalue())


def test_a_party_that_closes_while_its_promise_is_in_force(
    kommun: Kommun,
    promise: Promise,
    party: Party,
    police_party: Party,
    shops: Party,
    coordinator: User,
    arrange: Any,
    as_: Any,
) -> None:
    with arrange():
        promise.promise_parties.unscoped("test").create(promise=promise, party=shops, printed="H")
    point = commit(promise, shops, target=Target(kind="deadline"), due=date(2026, 6, 1))
    sign_on_paper(promise, party, police_party, shops)
    point = Commitment.objects.unscoped("test").get(pk=point.pk)
    with arrange():
        shops.closed_on = date(2026, 4, 1)
        shops.save()
        Version.objects.unscoped("test").update(signed_at=datetime(2026, 2, 4, tzinfo=UTC))
    before = ActivityFacts(party=shops, done_on=date(2026, 3, 1))
    log_activity(commitment=point, facts=before, by=SYSTEM)
    after = ActivityFacts(party=shops, done_on=DAY)
    with pytest.raises(Refused, match="var stängd den 2026-05-03"):
        log_activity(commitment=point, facts=after, by=SYSTEM)
    instead = ActivityFacts(party=party, done_on=DAY)  # whoever took it over
    log_activity(commitment=point, facts=instead, by=SYSTEM)
    (group,) = report_of(promise, today=DAY)["groups"]
    assert (group["heading"], group["points"][0]["logged"]) == ("H lovade", "2")
    (item,) = waiting(date(2026, 6, 3))
    assert receivers(item) == [coordinator]  # nobody is left there to remind
    assert "H lovar" in text_of(as_(coordinator).get(url("promise", promise.pk)))
    with pytest.raises(Refused, match="stängd"):
        draft(kommun, party, shops, first_day=date(2027, 1, 1), last_day=date(2027, 12, 31))
    assert log("activity.") == ["activity.logged", "activity.logged"]


def test_a_measure_whose_problem_was_merged(
    kommun: Kommun, promise: Promise, party: Party, coordinator: User, as_: Any
) -> None:
    """The cause goes with the problem that stands, and so does the measure: the chain is whole."""
    old, new = (
        describe_problem(kommun=kommun, facts=ProblemFacts(title=title, kind="fear"), by=SYSTEM)
        for title in ("Mörkt vid stationen", "Otrygga kvällar")
    )
    said = CauseFacts(statement="Lamporna är trasiga", perspective="situation", influence="yes")
    cause = add_cause(problem=old, facts=said, by=SYSTEM)
    measure = add_measure(
        kommun=kommun,
        facts=MeasureFacts(text="Ny belysning", kind="situation", causes=(cause,), party=party),
        by=SYSTEM,
    )
    merge_problem(problem=old, into=new, by=SYSTEM)
    page = text_of(as_(coordinator).get(url("measure", measure.pk)))
    assert "Otrygga kvällar" in page
    made = commit(promise, party, measure=measure)
    assert made.measure == measure
    merged = [one.sentence for one in broken(promise) if "sammanslaget" in one.sentence]
    assert merged == []
    assert log("problem.merged", "commitment.added") == [
        "problem.merged", "problem.merged_here", "commitment.added",
    ]  # fmt: skip
