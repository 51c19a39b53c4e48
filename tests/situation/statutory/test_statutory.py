"""The lägesbild of the Act: three parts, a position on every problem, a frozen numbered version."""

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.urls import reverse
from pypdf import PdfReader

from lofte.audit.actions import SYSTEM
from lofte.audit.models import AuditEvent
from lofte.audit.refusals import Refused
from lofte.people.models import User
from lofte.places.models import Area, Kommun
from lofte.situation.causes.actions import CauseFacts, add_cause
from lofte.situation.numbered import checksum
from lofte.situation.problems.actions import (
    add_evidence,
    describe_problem,
    merge_problem,
    take_position,
)
from lofte.situation.problems.inputs import EvidenceFacts, ProblemFacts
from lofte.situation.problems.models import Problem
from lofte.situation.states import SecondPersonNeeded, State, WrongState
from lofte.situation.statutory.actions import (
    PictureFacts,
    begin_picture,
    discard_picture,
    freeze_picture,
    write_picture,
)
from lofte.situation.statutory.models import StatutoryPicture
from lofte.situation.statutory.pdf import pdf
from lofte.situation.statutory.rules import broken

WHOLE = {
    "mapping": "Brottsligheten är samlad till få platser.",
    "other_information": "Skolundersökningen.",
    "analysis": "Otryggheten är större än risken.",
}
WHY = dict.fromkeys(("V1", "S3", "V6"), "Utkast till nämnden.")


def facts(*problems: Problem, **given: Any) -> PictureFacts:
    told = {"title": "Lägesbild", "first_day": date(2025, 1, 1), "last_day": date(2025, 12, 31)}
    return PictureFacts(**told | {"problems": problems} | given)


@pytest.fixture
def problem(kommun: Kommun) -> Problem:
    made = describe_problem(
        kommun=kommun,
        facts=ProblemFacts(
            title="Bråk",
            kind="disorder",
            crime_group="Misshandel utomhus",
            areas=tuple(Area.objects.unscoped("test").filter(kommun=kommun, code="V")),
            owner_role="fältchef",
            extent="14 i veckan",
            fear="Många",
        ),
        by=SYSTEM,
    )
    evidence = EvidenceFacts(
        kind="dialogue",
        sentence="41 boende",
        source="Dialogen",
        period="2025",
        reference="29 året före",
        strength="some",
    )
    add_evidence(problem=made, facts=evidence, by=SYSTEM)
    add_cause(
        problem=made,
        facts=CauseFacts(statement="Mörkt", perspective="situation", influence="yes"),
        by=SYSTEM,
    )
    return take_position(
        problem=made, version=made.version, need="no", reason="Åtgärdat i våras.", by=SYSTEM
    )


def begun(kommun: Kommun, by: Any, *problems: Problem, **given: Any) -> StatutoryPicture:
    return begin_picture(kommun=kommun, facts=facts(*problems, **given), by=by)


def frozen(picture: StatutoryPicture, by: User, **reasons: str) -> StatutoryPicture:
    return freeze_picture(picture=picture, version=picture.version, reasons=reasons, by=by)


def test_a_whole_picture_is_frozen_by_a_second_person(
    kommun: Kommun, coordinator: User, reviewer: User, problem: Problem, outsider: User
) -> None:
    picture = begun(kommun, coordinator, problem, **WHOLE)
    assert not broken(picture)
    with pytest.raises(SecondPersonNeeded):
        frozen(picture, coordinator)
    done = frozen(picture, reviewer)
    assert (done.state, done.number, done.one_person) == (State.FROZEN, 1, False)
    assert done.checksum == checksum(done.document)
    (told,) = done.document["problems"]
    assert told["need_reason"] == "Åtgärdat i våras."
    assert told["causes"][0]["statement"] == "Mörkt"
    assert told["where"] == "Lyckeberga väst"
    assert (told["crime_group"], told["owner"]) == ("Misshandel utomhus", "fältchef")
    assert told["evidence"][0]["reference"] == "29 året före"
    assert AuditEvent.objects.filter(what="statutory_picture.frozen").exists()
    assert not StatutoryPicture.objects.visible_to(outsider).exists()
    assert frozen(begun(kommun, coordinator, problem, **WHOLE), reviewer).number == 2


def test_a_frozen_picture_does_not_change_when_its_problem_does(
    kommun: Kommun, coordinator: User, reviewer: User, problem: Problem
) -> None:
    done = frozen(begun(kommun, coordinator, problem, **WHOLE), reviewer)
    take_position(
        problem=problem, version=problem.version, need="yes", reason="Det kom tillbaka.", by=SYSTEM
    )
    done.refresh_from_db()
    assert done.document["problems"][0]["need"] == "no"
    with pytest.raises(WrongState):
        frozen(done, reviewer)
    with pytest.raises(WrongState):
        write_picture(picture=done, facts=facts(problem), version=done.version, by=coordinator)


def test_what_is_missing_is_said_part_by_part(
    kommun: Kommun, coordinator: User, reviewer: User
) -> None:
    bare = describe_problem(kommun=kommun, facts=ProblemFacts(title="B", kind="fear"), by=SYSTEM)
    picture = begun(kommun, coordinator, bare)
    said = " ".join(one.sentence for one in broken(picture))
    for words in (
        "”B” har inget underlag",
        "ställning till om ”B”",
        "Omfattningen av ”B”",
        "Konsekvenserna av ”B”",
        "Annan information",
        "Analysen saknas",
    ):
        assert words in said
    assert "Kartläggningen är tom" in {o.sentence[:21] for o in broken(begun(kommun, SYSTEM))}
    with pytest.raises(Refused, match="frystes inte"):
        frozen(picture, reviewer)
    done = frozen(picture, reviewer, **WHY)
    assert done.overruled["V6"]["reason"] == WHY["V6"]


def test_personal_data_stands(
    kommun: Kommun, coordinator: User, reviewer: User, problem: Problem, arrange: Any
) -> None:
    picture = begun(kommun, coordinator, problem, **WHOLE)
    with arrange():
        picture.analysis = "Ring 070-174 06 05"
        picture.save()
    with pytest.raises(Refused, match="V9: "):
        frozen(picture, reviewer, **WHY, V9="Går bra")


def test_one_person_may_freeze_where_the_kommun_allows_it(
    kommun: Kommun, coordinator: User, problem: Problem, arrange: Any
) -> None:
    with arrange():
        kommun.four_eyes = False
        kommun.save()
    done = frozen(begun(kommun, coordinator, problem, **WHOLE), coordinator)
    assert done.one_person
    assert "En person har tagit fram" in words(pdf(done))


def test_two_editors_and_what_does_not_fit(
    kommun: Kommun, coordinator: User, reviewer: User, problem: Problem
) -> None:
    picture = begun(kommun, coordinator)
    write_picture(picture=picture, facts=facts(problem, **WHOLE), version=1, by=coordinator)
    with pytest.raises(WrongState, match="det du skrev finns kvar"):
        write_picture(picture=picture, facts=facts(), version=1, by=coordinator)
    with pytest.raises(WrongState):
        freeze_picture(picture=picture, version=1, reasons={}, by=reviewer)
    for wrong in ({"title": ""}, {"last_day": date(2024, 1, 1)}, {"analysis": "070-174 06 05"}):
        with pytest.raises(Refused):
            begun(kommun, coordinator, **wrong)
    other = describe_problem(kommun=kommun, facts=ProblemFacts(title="B", kind="fear"), by=SYSTEM)
    merge_problem(problem=problem, into=other, by=SYSTEM)
    with pytest.raises(Refused, match="sammanslaget med ”B”"):
        begun(kommun, coordinator, problem)


def test_a_draft_is_discarded_once(kommun: Kommun, coordinator: User) -> None:
    picture = begun(kommun, coordinator)
    stale = StatutoryPicture.objects.unscoped("test").get(pk=picture.pk)
    discard_picture(picture=picture, by=coordinator)
    with pytest.raises(WrongState):
        discard_picture(picture=picture, by=coordinator)
    with pytest.raises(WrongState):
        discard_picture(picture=stale, by=coordinator)


def words(content: bytes) -> str:
    pages = PdfReader(BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_the_file_is_archivable_tagged_and_the_same_every_time(
    kommun: Kommun, coordinator: User, reviewer: User, problem: Problem
) -> None:
    picture = begun(kommun, coordinator, problem, **WHOLE)
    assert "Utkast. Inte fryst." in words(pdf(picture))
    done = frozen(picture, reviewer)
    content = pdf(done)
    assert content == pdf(done)
    said = words(content)
    for part in ("Kartläggning", "Annan information av betydelse", "Analys", "Åtgärdat i våras"):
        assert part in said
    assert "Lyckeberga väst" in said
    assert "jämfört med 29 året före" in said
    root = PdfReader(BytesIO(content)).trailer["/Root"]
    metadata = root["/Metadata"].get_object().get_data().decode()
    assert root["/MarkInfo"]["/Marked"]
    assert "pdfaid:part" in metadata
    assert "pdfuaid:part" in metadata


def url(name: str, *args: object) -> str:
    return reverse(f"situation:{name}", args=["lyckeberga", *args])


def text_of(response: Any) -> str:
    return " ".join(response.content.decode().split())


def test_the_pages_from_draft_to_frozen(
    kommun: Kommun, coordinator: User, reviewer: User, leader: User, problem: Problem, as_: Any
) -> None:
    client = as_(coordinator)
    assert "Ingen lägesbild än" in text_of(client.get(url("statutory-list")))
    answers = {
        "title": "Lägesbild 2025",
        "first_day": "2025-01-01",
        "last_day": "2025-12-31",
        "problems": str(problem.pk),
    }
    page = text_of(client.post(url("statutory-new"), answers, follow=True))
    assert "Det här saknas" in page
    picture = StatutoryPicture.objects.unscoped("test").get()
    assert as_(leader).get(url("statutory", picture.pk)).status_code == 404
    written = answers | WHOLE | {"version": "1"}
    page = text_of(client.post(url("statutory-write", picture.pk), written, follow=True))
    assert "Lägesbilden är sparad" in page
    late = client.post(url("statutory-write", picture.pk), written)
    assert "det du skrev finns kvar" in text_of(late)
    refused = client.post(url("statutory-freeze", picture.pk), {"version": "2"})
    assert "En annan person behöver frysa" in text_of(refused)
    second = as_(reviewer)
    page = second.post(url("statutory-freeze", picture.pk), {"version": "2"}, follow=True)
    assert "Den ändras inte mer" in text_of(page)
    reader = as_(leader)
    assert "version 1" in text_of(reader.get(url("statutory", picture.pk)))
    assert "inkommen handling" in text_of(reader.get(url("statutory-pdf", picture.pk)))
    given = reader.post(url("statutory-pdf", picture.pk), {"receiver": "group"})
    assert given.content.startswith(b"%PDF")
    client.post(url("statutory-new"), answers)
    draft = StatutoryPicture.objects.unscoped("test").get(state=State.DRAFT)
    page = client.post(url("statutory-discard", draft.pk), follow=True)
    assert "Utkastet är kasserat" in text_of(page)
