"""Feeds: what is let out, with its day and a stable id; nothing that was withdrawn."""

from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.test import Client

from lofte.people.models import Party, User
from lofte.places.models import Kommun
from lofte.promises.models import Promise
from lofte.publishing.actions import withdraw
from lofte.publishing.models import Edition
from lofte.publishing.promises.actions import publish_promise
from lofte.publishing.releases.actions import draft_release, publish_release
from lofte.publishing.releases.inputs import ReleaseFacts
from tests.promises.drafts import commit, draft, sign

ATOM = "{http://www.w3.org/2005/Atom}"
DAY = date(2026, 12, 1)


def read(path: str) -> list[dict[str, str]]:
    response = Client().get(path)
    assert response.status_code == 200
    assert response["Content-Type"].startswith("application/atom+xml")
    root = ElementTree.fromstring(response.content)
    assert root.find(f"{ATOM}link[@rel='self']").get("href") == f"http://testserver{path}"
    return [
        {
            "title": one.findtext(f"{ATOM}title"),
            "id": one.findtext(f"{ATOM}id"),
            "link": one.find(f"{ATOM}link").get("href"),
            "updated": one.findtext(f"{ATOM}updated"),
            "summary": one.findtext(f"{ATOM}summary") or "",
        }
        for one in root.findall(f"{ATOM}entry")
    ]


@pytest.fixture
def promise(kommun: Kommun, party: Party, police_party: Party) -> Promise:
    made = draft(kommun, party, police_party)
    commit(made, party, text="Vi byter lampor")
    sign(made, party, police_party)
    return made


@pytest.fixture
def told(published: Edition, promise: Promise, kommun: Kommun, communicator: User) -> Promise:
    publish_promise(promise=promise, by=communicator, today=DAY)
    facts = ReleaseFacts(heading="Nyhet", lead="Något nytt.")
    release = draft_release(kommun=kommun, facts=facts, by=communicator)
    publish_release(release=release, by=communicator, today=date(2026, 12, 2))
    return promise


def test_everything_latest_first_with_stable_ids(told: Promise) -> None:
    first = read("/lyckeberga/flode.atom")
    assert [one["title"].split(" ")[0] for one in first] == ["Nyhet", "Löftet", "Lägesbild"]
    assert first == read("/lyckeberga/flode.atom")
    assert len({one["id"] for one in first}) == 3
    assert first[0]["updated"].startswith("2026-12-02")
    assert "Vi byter lampor: pågår" in first[1]["summary"]
    for one in first:
        path = one["link"].removeprefix("http://testserver")
        assert Client().get(path).status_code == 200


def test_of_one_promise_and_of_one_area(told: Promise, published: Edition) -> None:
    mine = read(f"/lyckeberga/loften/{told.code}/flode.atom")
    assert [one["title"] for one in mine] == ["Löftet Tryggare kvällar: vad som har hänt"]
    page = Client().get("/lyckeberga/").content.decode()
    code = page.split("/omraden/")[1].split("/")[0]
    area = read(f"/lyckeberga/omraden/{code}/flode.atom")
    assert len(area) == 3
    assert ": " in area[-1]["summary"]


def test_what_was_withdrawn_is_gone(told: Promise, communicator: User, editions_dir: Path) -> None:
    edition = Edition.objects.unscoped("test").get(kind="release")
    withdraw(edition=edition, reason="Fel", by=communicator)
    assert "Nyhet" not in [one["title"] for one in read("/lyckeberga/flode.atom")]


@pytest.mark.parametrize(
    "path",
    ["/ingen/flode.atom", "/lyckeberga/loften/x/flode.atom", "/lyckeberga/omraden/x/flode.atom"],
)
def test_what_is_not_there_is_not_found(published: Edition, path: str) -> None:
    assert Client().get(path).status_code == 404
