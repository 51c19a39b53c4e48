"""Every page of the daily work is sound HTML, also with errors, marks and nothing on it."""

from typing import Any

import pytest

from lofte.people.models import User
from lofte.people.states import Role
from lofte.places.models import Kommun
from lofte.publishing.actions import publish
from lofte.situation.models import Picture
from tests import cast
from tests.desk.markup import faults
from tests.incidents.conftest import Send
from tests.incidents.reports import PHONE, place
from tests.publishing.documents import OPEN

EMPTY = ("", "sok/", "sok/?q=finnsinte", "rapportera/", "mina-rapporter/", "granska/")
EMPTY += ("lagesbilder/", "utgavor/")


def html(response: Any) -> str:
    return response.content.decode()


@pytest.fixture
def everything(kommun: Kommun, party: Any, arrange: Any) -> User:
    with arrange():
        return cast.make_user(kommun, party, *Role, name="Allan Allt")


@pytest.mark.parametrize("path", EMPTY)
def test_an_empty_page_is_sound(everything: User, as_: Any, path: str) -> None:
    assert faults(html(as_(everything).get(f"/arbete/lyckeberga/{path}"))) == []


def test_a_page_with_something_on_it_is_sound(
    frozen: Picture, send: Send, everything: User, communicator: User, as_: Any, kommun: Kommun
) -> None:
    publish(picture=frozen, by=communicator, today=OPEN)
    own, marked = send(by=everything, text="Ölburkar"), send(text=f"Ring {PHONE}", near=PHONE)
    client = as_(everything)
    pages = [
        *EMPTY,
        "sok/?q=ölburkar",
        f"mina-rapporter/{own.pk}/",
        f"mina-rapporter/{own.pk}/svara/",
        f"granska/{own.pk}/",
        f"granska/{marked.pk}/",
        f"platser/{place(kommun).pk}/",
        f"lagesbilder/{frozen.pk}/",
        f"utgavor/forhandsgranska/{frozen.pk}/",
    ]
    found = {path: faults(html(client.get(f"/arbete/lyckeberga/{path}"))) for path in pages}
    found |= {
        path: faults(html(client.get(path)))
        for path in ("/lyckeberga/", "/lyckeberga/lagesbild/1/")
    }
    assert {path: wrong for path, wrong in found.items() if wrong} == {}


def test_a_form_with_errors_is_sound(everything: User, as_: Any) -> None:
    client = as_(everything)
    for path in ("rapportera/", "lagesbilder/"):
        assert faults(html(client.post(f"/arbete/lyckeberga/{path}", {"text": "x"}))) == []


def test_a_draft_is_sound(draft: Picture, everything: User, as_: Any) -> None:
    client, path = as_(everything), f"/arbete/lyckeberga/lagesbilder/{draft.pk}/"
    assert faults(html(client.get(path))) == []
    assert faults(html(client.post(f"{path}ord/", {"summary": "x" * 4001}))) == []


@pytest.mark.parametrize(
    "wrong",
    [
        "<p><div></div></p>",
        "<ul><li></ul>",
        '<i id="a"></i><b id="a"></b>',
        '<input id="a">',
        '<p onclick="x"></p>',
        "<form><form></form></form>",
        "</p>",
    ],
)
def test_the_check_finds_what_is_wrong(wrong: str) -> None:
    assert faults(wrong)
