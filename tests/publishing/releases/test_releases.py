"""A press release: the promise's own lists and a person's words, guarded, approved, corrected."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pypdf import PdfReader

from lofte.audit.actions import SYSTEM
from lofte.audit.models import AuditEvent
from lofte.audit.refusals import Refused
from lofte.people.free_text import PersonalData
from lofte.people.models import Party, User
from lofte.people.states import Role
from lofte.places.models import Kommun
from lofte.promises.actions import change_promise, draft_promise
from lofte.promises.models import Promise
from lofte.promises.signing.actions import amend
from lofte.publishing import editions
from lofte.publishing.actions import withdraw
from lofte.publishing.promises.actions import publish_promise
from lofte.publishing.releases.actions import (
    approve,
    change_release,
    correct_release,
    discard_release,
    draft_release,
    publish_release,
)
from lofte.publishing.releases.content import content_of
from lofte.publishing.releases.inputs import Contact, Quote, ReleaseFacts
from lofte.publishing.releases.models import Release
from lofte.publishing.releases.queries import says_of
from lofte.publishing.releases.states import ChangedMeanwhile, NotApproved
from lofte.situation.numbered import checksum
from tests import cast
from tests.promises.drafts import commit, facts, sign
from tests.publishing.releases import seed

DAY = date(2019, 2, 4)


@pytest.fixture
def promise(kommun: Kommun, party: Party, police_party: Party) -> Promise:
    lines = facts(party, police_party).parties
    printed = tuple(
        replace(line, printed=name)
        for line, name in zip(lines, ("Kommunen", "Polisen"), strict=True)
    )
    made = draft_promise(
        kommun=kommun,
        facts=facts(
            title=seed.TITLE, intro=seed.INTRO, parties=printed,
            first_day=date(2019, 1, 1), last_day=date(2019, 12, 31),
        ),
        by=SYSTEM,
    )  # fmt: skip
    for text in seed.KOMMUN:
        commit(made, party, text=text)
    for text in seed.POLICE:
        commit(made, police_party, text=text)
    for text in seed.TOGETHER:
        commit(made, text=text)
    sign(made, party, police_party, on=DAY)
    return made


def written(promise: Promise | None, **changed: Any) -> ReleaseFacts:
    told: dict[str, Any] = {
        "heading": seed.HEADING,
        "promise": promise,
        "lead": seed.LEAD,
        "focus": seed.FOCUS,
        "priority": seed.PRIORITY,
        "basis": seed.BASIS,
        "about": seed.ABOUT,
        "quotes": seed.QUOTES,
        "contacts": seed.CONTACTS,
    }
    return ReleaseFacts(**told | changed)


@pytest.fixture
def release(kommun: Kommun, promise: Promise, communicator: User) -> Release:
    return draft_release(kommun=kommun, facts=written(promise), by=communicator)


@pytest.fixture
def chief(kommun: Kommun, police_party: Party) -> User:
    return cast.make_user(kommun, police_party, Role.SIGNATORY, name="Polischef")


def say_yes(release: Release, *users: User) -> None:
    for user in users:
        approve(release=release, read=checksum(content_of(release)), by=user)


def page(path: str, status: int = 200) -> str:
    response = Client().get(path)
    assert response.status_code == status
    return " ".join(response.content.decode().split())


def test_the_whole_release_is_composed_approved_and_published(
    release: Release, communicator: User, chief: User, editions_dir: Path
) -> None:
    with pytest.raises(NotApproved, match="Kommunen, Polisen har inte godkänt"):
        publish_release(release=release, by=communicator, today=DAY)
    say_yes(release, communicator, chief)
    edition = publish_release(release=release, by=communicator, today=DAY)
    html = page(f"/lyckeberga/nyheter/{edition.number}/")
    file = editions.pdf(editions_dir, "lyckeberga", edition.number)
    assert file is not None
    reader = PdfReader(BytesIO(file.read_bytes()))
    paper = " ".join(" ".join(one.extract_text().split()) for one in reader.pages)
    told = [
        *(seed.HEADING, seed.LEAD, seed.FOCUS, seed.PRIORITY, seed.INTRO, seed.BASIS, seed.ABOUT),
        *("Kommunen lovar", "Polisen lovar", "Tillsammans lovar vi"),
        *(*seed.KOMMUN, *seed.POLICE, *seed.TOGETHER),
        *(quote.text for quote in seed.QUOTES),
        *("Anna Exempel", "Disa Exempel, 0511-320 05", "kommunikation@skara.example"),
    ]
    for words in told:
        assert words in html
        assert words.replace(" ", "") in paper.replace(" ", "")
    assert "Säkerhetssamordnare</li>" in html  # a contact with a role and no name
    assert html.index("lokalpolisområdeschef".capitalize()) < html.index(seed.FOCUS)
    assert html.index(seed.PRIORITY) < html.index("Det är inte unikt")
    assert html.index("Kommunen lovar") < html.index("Polisen lovar") < html.index("Tillsammans")
    assert "2019-02-04" in html
    assert f'href="/lyckeberga/nyheter/{edition.number}/"' in page("/lyckeberga/")
    pdf = Client().get(f"/lyckeberga/nyheter/{edition.number}/fil.pdf")
    assert b"".join(pdf.streaming_content) == file.read_bytes()
    assert AuditEvent.objects.filter(what="release.published").count() == 1


def test_a_changed_word_asks_for_a_new_yes(
    release: Release, promise: Promise, communicator: User, chief: User
) -> None:
    say_yes(release, communicator, chief)
    old = checksum(content_of(release))
    change_release(
        release=release,
        facts=written(promise, lead="En annan ingress."),
        version=release.version,
        by=communicator,
    )
    with pytest.raises(NotApproved):
        publish_release(release=release, by=communicator, today=DAY)
    with pytest.raises(ChangedMeanwhile, match="ändrats sedan du läste"):
        approve(release=release, read=old, by=chief)


def test_two_editors_never_overwrite_each_other(
    release: Release, promise: Promise, communicator: User
) -> None:
    change_release(release=release, facts=written(promise, lead="A"), version=1, by=communicator)
    with pytest.raises(ChangedMeanwhile, match="Någon annan"):
        change_release(
            release=release, facts=written(promise, lead="B"), version=1, by=communicator
        )
    release.refresh_from_db()
    assert release.lead == "A"


@pytest.mark.parametrize(
    "changed",
    [
        {"lead": "Ring Karl Karlsson på 070-123 45 67."},
        {"quotes": (Quote(text="Han heter Olle Olsson.", role="rektor"),)},
        {"about": "Personnummer 19800101-1239"},
    ],
)
def test_personal_data_in_the_text_is_refused(
    kommun: Kommun, communicator: User, changed: dict[str, Any]
) -> None:
    with pytest.raises(PersonalData):
        draft_release(kommun=kommun, facts=written(None, **changed), by=communicator)
    assert not Release.objects.unscoped("test").exists()


def test_it_needs_a_heading_and_a_promise_of_its_own_kommun(
    kommun: Kommun, other_kommun: Kommun, promise: Promise, communicator: User
) -> None:
    with pytest.raises(Refused, match="saknar rubrik"):
        draft_release(kommun=kommun, facts=written(None, heading=" "), by=communicator)
    with pytest.raises(Refused, match="annan kommuns"):
        draft_release(kommun=other_kommun, facts=written(promise), by=communicator)


@pytest.fixture
def outsider(kommun: Kommun) -> User:
    shops = cast.make_party(kommun, Party.Kind.BUSINESS, "Handlarna")
    return cast.make_user(kommun, shops, Role.SIGNATORY, name="Handlare")


def test_only_a_party_that_signs_says_yes(release: Release, outsider: User) -> None:
    with pytest.raises(Refused, match="undertecknar inte löftet"):
        approve(release=release, read=checksum(content_of(release)), by=outsider)


def test_a_correction_is_open_and_the_old_edition_stays(
    release: Release, promise: Promise, communicator: User, chief: User
) -> None:
    say_yes(release, communicator, chief)
    first = publish_release(release=release, by=communicator, today=DAY)
    with pytest.raises(Refused, match="publicerat och ändras inte"):
        change_release(release=release, facts=written(promise), version=1, by=communicator)
    with pytest.raises(Refused, match="Skriv vad som rättas"):
        correct_release(release=release, why=" ", by=communicator)
    correct_release(release=release, why="Fel årtal i rubriken.", by=communicator)
    with pytest.raises(NotApproved):  # what is corrected is read by all of them too
        publish_release(release=release, by=communicator, today=date(2019, 2, 5))
    facts_ = written(promise, heading="Nya löften 2019")
    change_release(release=release, facts=facts_, version=release.version, by=communicator)
    say_yes(release, communicator, chief)
    second = publish_release(release=release, by=communicator, today=date(2019, 2, 5))
    assert "Fel årtal i rubriken." in page(f"/lyckeberga/nyheter/{second.number}/")
    old = page(f"/lyckeberga/nyheter/{first.number}/")
    assert seed.HEADING in old
    assert "Pressmeddelandet rättades 2019-02-05." in old
    publish_promise(promise=promise, by=communicator, today=date(2019, 2, 5))
    of_the_promise = page(f"/lyckeberga/loften/{promise.code}/")
    assert f'<a href="/lyckeberga/nyheter/{second.number}/">Nya löften 2019</a>' in of_the_promise
    assert seed.HEADING not in page("/lyckeberga/")
    with pytest.raises(Refused, match="Bara ett publicerat"):
        correct_release(
            release=draft_release(kommun=release.kommun, facts=written(None), by=communicator),
            why="x",
            by=communicator,
        )
    withdraw(edition=second, reason="Allt var fel", by=communicator)
    assert "Skäl: Allt var fel" in page(f"/lyckeberga/nyheter/{second.number}/", 410)
    page(f"/lyckeberga/nyheter/{second.number}/fil.pdf", 404)


def test_without_a_promise_nobody_else_is_asked(kommun: Kommun, communicator: User) -> None:
    made = draft_release(kommun=kommun, facts=written(None, contacts=()), by=communicator)
    edition = publish_release(release=made, by=communicator, today=DAY)
    html = page(f"/lyckeberga/nyheter/{edition.number}/")
    assert "Våra löften" not in html


def test_a_draft_can_be_put_away_but_not_what_was_out(
    kommun: Kommun, release: Release, communicator: User
) -> None:
    discard_release(release=release, by=communicator)
    made = draft_release(kommun=kommun, facts=written(None), by=communicator)
    publish_release(release=made, by=communicator, today=DAY)
    correct_release(release=made, why="Fel", by=communicator)
    with pytest.raises(Refused, match="har varit publicerat"):
        discard_release(release=made, by=communicator)


def test_an_empty_contact_is_no_contact(kommun: Kommun, communicator: User) -> None:
    empty = (Contact(reach="0511-320 00"), Contact(role="jurist"))
    made = draft_release(kommun=kommun, facts=written(None, contacts=empty), by=communicator)
    assert [one["role"] for one in made.contacts] == ["jurist"]


class TestThePages:
    def test_from_an_empty_list_to_a_public_page(
        self, promise: Promise, communicator: User, chief: User
    ) -> None:
        client, theirs = cast.signed_in(communicator), cast.signed_in(chief)
        listed = client.get("/arbete/lyckeberga/pressmeddelanden/").content.decode()
        assert "Inget pressmeddelande än" in listed
        contacts = "\n".join(f"{c.role} | {c.name} | {c.reach}" for c in seed.CONTACTS)
        data = {
            "promise": promise.pk, "heading": seed.HEADING, "lead": seed.LEAD,
            "quote_1": seed.QUOTES[0].text, "role_1": seed.QUOTES[0].role, "after_1": "lead",
            "contacts": contacts,
        }  # fmt: skip
        made = client.post("/arbete/lyckeberga/pressmeddelanden/nytt/", data, follow=True)
        html = made.content.decode()
        assert "väntar på parternas ja" in html
        assert "Disa Exempel" in html
        release = Release.objects.unscoped("test").get()
        home = f"/arbete/lyckeberga/pressmeddelanden/{release.pk}/"
        shown = client.get(f"{home}andra/").content.decode()
        assert "säkerhetssamordnare |  | " in shown
        for one in (client, theirs):
            read = checksum(content_of(release))
            said = one.post(f"{home}godkann/", {"read": read}, follow=True).content.decode()
            assert "Du har godkänt texten" in said
        done = client.post(f"{home}publicera/", follow=True).content.decode()
        assert "är publicerat på kommunens öppna sida" in done
        done = client.post(f"{home}ratta/", {"why": "Fel ord"}, follow=True).content.decode()
        assert "Rättelsen syns öppet" in done
        changed = {**data, "heading": "Ny rubrik", "version": 2}
        assert client.post(f"{home}andra/", changed).status_code == 302
        late = client.post(f"{home}andra/", changed)
        assert late.status_code == 422
        assert "Någon annan har ändrat" in late.content.decode()
        refused = client.post(f"{home}kassera/", follow=True).content.decode()
        assert "har varit publicerat" in refused

    def test_a_quote_needs_a_role_and_the_text_stays(self, communicator: User) -> None:
        data = {"heading": "X", "quote_1": "Vi är glada.", "after_1": "lead"}
        client = cast.signed_in(communicator)
        answer = client.post("/arbete/lyckeberga/pressmeddelanden/nytt/", data)
        assert answer.status_code == 422
        assert "Vi är glada." in answer.content.decode()

    def test_who_may_do_what(self, release: Release, leader: User, police: User) -> None:
        home = f"/arbete/lyckeberga/pressmeddelanden/{release.pk}/"
        client = cast.signed_in(leader)
        assert client.get(home).status_code == 200
        assert client.post(f"{home}publicera/").status_code == 403
        assert client.get("/arbete/lyckeberga/pressmeddelanden/nytt/").status_code == 403
        assert client.post(f"{home}godkann/", {"read": "x"}).status_code == 403
        assert "Godkänn för min part" in cast.signed_in(police).get(home).content.decode()

    def test_a_picture_is_no_press_release(self, published: Any) -> None:
        page(f"/lyckeberga/nyheter/{published.number}/", 404)
        page("/lyckeberga/nyheter/99/", 404)


class TestASharedPromise:
    """Kept by one kommun; each tells of it, and every party that signed it says yes to each."""

    @pytest.fixture
    def neighbour(self, other_kommun: Kommun) -> Party:
        return cast.make_party(other_kommun, name="Grannby kommun")

    @pytest.fixture
    def shared(
        self, kommun: Kommun, other_kommun: Kommun, party: Party, neighbour: Party
    ) -> Promise:
        made = draft_promise(
            kommun=kommun, facts=facts(party, neighbour, kommuner=(other_kommun,)), by=SYSTEM
        )
        commit(made, text="Vi går tillsammans")
        sign(made, party, neighbour)
        return made

    @pytest.fixture
    def theirs(self, other_kommun: Kommun, neighbour: Party) -> User:
        return cast.make_user(other_kommun, neighbour, Role.COMMUNICATOR, name="Gun Granne")

    def test_each_kommun_says_yes_and_tells_of_it_itself(
        self, shared: Promise, other_kommun: Kommun, party: Party, neighbour: Party,
        communicator: User, theirs: User, as_: Any,
    ) -> None:  # fmt: skip
        client = as_(theirs)
        page_ = client.get("/arbete/grannby/pressmeddelanden/nytt/").content.decode()
        assert shared.title in page_
        told = draft_release(
            kommun=other_kommun, facts=written(shared, quotes=(), contacts=()), by=theirs
        )
        with pytest.raises(NotApproved, match=f"{party.name}, {neighbour.name}"):
            publish_release(release=told, by=theirs, today=DAY)
        say_yes(told, theirs)
        here = as_(communicator)
        assert "väntar på er parts ja" in here.get("/arbete/lyckeberga/").content.decode()
        listed = here.get("/arbete/lyckeberga/pressmeddelanden/").content.decode()
        assert "Från kommuner som ni delar löften med" in listed
        home = f"/arbete/lyckeberga/pressmeddelanden/{told.pk}/"
        shown = " ".join(here.get(home).content.decode().split())
        assert "Grannby skriver det här om ett löfte som ni delar" in shown
        assert "Publicera öppet" not in shown
        for act in ("andra", "publicera", "kassera"):
            assert here.post(f"{home}{act}/").status_code == 404
        read_ = {"read": checksum(content_of(told))}
        done = here.post(f"{home}godkann/", read_, follow=True).content.decode()
        assert "Du har godkänt texten" in done
        assert "väntar på er parts ja" not in here.get("/arbete/lyckeberga/").content.decode()
        edition = publish_release(release=told, by=theirs, today=DAY)
        assert edition.kommun == other_kommun
        assert "Vi går tillsammans" in page(f"/grannby/nyheter/{edition.number}/")

    def test_a_stranger_sees_nothing_of_it(
        self, shared: Promise, kommun: Kommun, communicator: User, as_: Any, arrange: Any
    ) -> None:
        told = draft_release(kommun=kommun, facts=written(shared), by=communicator)
        with arrange():
            third = cast.make_kommun(code="9903", name="Tredjeby")
            other = cast.make_party(third)
            user = cast.make_user(third, other, Role.COMMUNICATOR, name="Tea Tredje")
        assert as_(user).get(f"/arbete/tredjeby/pressmeddelanden/{told.pk}/").status_code == 404
        with pytest.raises(Refused, match="undertecknar inte löftet"):
            approve(release=told, read=checksum(content_of(told)), by=user)

    def test_who_says_yes_is_who_signed_while_a_new_version_is_written(
        self, shared: Promise, kommun: Kommun, party: Party, neighbour: Party, communicator: User
    ) -> None:
        told = draft_release(kommun=kommun, facts=written(shared), by=communicator)
        amend(promise=shared, by=SYSTEM)
        alone = facts(party, title="Annat namn")
        shared.refresh_from_db()
        change_promise(promise=shared, facts=alone, version=shared.version, by=SYSTEM)
        told.refresh_from_db()
        says = says_of(told, checksum(content_of(told)))
        assert [one.printed for one in says] == [party.name, neighbour.name]
        assert content_of(told)["promise_title"] == "Tryggare kvällar"
