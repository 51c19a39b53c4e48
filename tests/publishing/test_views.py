"""The page from which a picture is let out, and taken back."""

from pathlib import Path
from typing import Any

import pytest
import time_machine

from lofte.people.models import User
from lofte.publishing import views
from lofte.publishing.actions import publish
from lofte.publishing.models import Edition
from lofte.situation.models import Picture
from tests.publishing.documents import OPEN

BASE = "/arbete/lyckeberga/utgavor/"


def text_of(response: Any) -> str:
    return " ".join(response.content.decode().split())


def messages(response: Any) -> str:
    return " ".join(str(message) for message in response.context["messages"])


@pytest.fixture
def monday() -> Any:
    with time_machine.travel(f"{OPEN}T09:00:00+01:00", tick=False):
        yield


def test_before_the_first_edition_the_page_says_what_to_do(
    kommun: Any, communicator: User, as_: Any
) -> None:
    assert "Inget är publicerat än" in text_of(as_(communicator).get(BASE))


def test_a_fresh_picture_says_when_it_may_go_out(
    frozen: Picture, communicator: User, as_: Any
) -> None:
    with time_machine.travel("2026-11-24T09:00:00+01:00", tick=False):
        client = as_(communicator)
        assert "Den kan publiceras från 2026-11-30" in text_of(client.get(BASE))
        refused = client.post(f"{BASE}publicera/{frozen.pk}/", follow=True)
        assert "tidigast 2026-11-30" in messages(refused)


@pytest.mark.usefixtures("monday")
def test_the_preview_is_what_then_stands_on_the_open_page(
    frozen: Picture, communicator: User, as_: Any
) -> None:
    client = as_(communicator)
    assert "kan publiceras." in text_of(client.get(BASE))
    preview = client.get(f"{BASE}forhandsgranska/{frozen.pk}/")
    done = client.post(f"{BASE}publicera/{frozen.pk}/", follow=True)
    assert "Utgåva 1 är publicerad" in messages(done)
    public = client.get("/lyckeberga/")
    for name in ("summary", "areas", "categories", "total"):
        assert preview.context["content"][name] == public.context["edition"].content[name]
    assert "Kaj Kommunikatör" in text_of(client.get(BASE))


def test_a_draft_has_no_preview(draft: Picture, communicator: User, as_: Any) -> None:
    client = as_(communicator)
    assert client.get(f"{BASE}forhandsgranska/{draft.pk}/").status_code == 404
    assert client.post(f"{BASE}publicera/{draft.pk}/").status_code == 404


def test_an_edition_is_taken_back_with_a_reason(
    published: Edition, communicator: User, as_: Any
) -> None:
    client = as_(communicator)
    url = f"{BASE}{published.pk}/dra-tillbaka/"
    assert "Skriv varför" in messages(client.post(url, {"reason": ""}, follow=True))
    done = client.post(url, {"reason": "Fel områden"}, follow=True)
    assert "tillbakadragen" in messages(done)
    assert "Fel områden" in text_of(done)
    assert "Fel områden" in text_of(client.get("/lyckeberga/lagesbild/1/"))


def test_a_damaged_file_is_told_on_the_page(
    published: Edition, communicator: User, as_: Any, editions_dir: Path
) -> None:
    (editions_dir / published.path).write_text("{}")
    assert "ändrad eller skadad" in text_of(as_(communicator).get(BASE))


def test_an_edition_of_another_kommun_is_not_there(
    published: Edition, outsider: User, as_: Any
) -> None:
    url = f"/arbete/grannby/utgavor/{published.pk}/dra-tillbaka/"
    assert as_(outsider).post(url, {"reason": "Fel"}).status_code == 404


@pytest.mark.parametrize("rows", [3, 30])
def test_the_page_asks_the_database_the_same_few_questions(
    frozen: Picture,
    communicator: User,
    as_: Any,
    arrange: Any,
    django_assert_num_queries: Any,
    rows: int,
) -> None:
    first = publish(picture=frozen, by=communicator, today=OPEN)
    with arrange():
        for number in range(2, rows + 1):
            first.pk, first.number, first.path = None, number, str(number)
            first.save(force_insert=True)
    client = as_(communicator)
    with django_assert_num_queries(14):
        client.get(BASE)


def test_old_editions_are_on_pages_of_their_own_and_damaged_ones_are_always_told(
    published: Edition, communicator: User, as_: Any, arrange: Any, monkeypatch: Any
) -> None:
    monkeypatch.setattr(views, "A_PAGE", 1)
    with arrange():
        published.pk, published.number, published.path = None, 2, "2"  # without a file
        published.save(force_insert=True)
    client = as_(communicator)
    for address, place in ((BASE, "Sida 1 av 2"), (f"{BASE}?page=2", "Sida 2 av 2")):
        page = text_of(client.get(address))
        assert place in page
        assert "skadade på disken och visas inte" in page
