"""A place's own page: what was reported there and what pictures have said, over time."""

from typing import Any

import pytest

from lofte.people.models import User
from lofte.places.models import Kommun
from lofte.situation.models import Picture
from tests import cast
from tests.incidents.conftest import Send
from tests.incidents.reports import place

BASE = "/arbete/lyckeberga/platser/"


def text_of(response: Any) -> str:
    return " ".join(response.content.decode().split())


def test_the_group_reads_what_was_found_and_reported(
    frozen: Picture, kommun: Kommun, reviewer: User, as_: Any
) -> None:
    text = text_of(as_(reviewer).get(f"{BASE}{place(kommun).pk}/"))
    assert "Resecentrum: 30" in text
    assert "2026-11</th>" in text
    assert "/granska/" in text
    assert "Rapportera härifrån" in text


def test_a_reporter_reads_the_own_reports_and_a_leader_none(
    send: Send,
    confirmed: Send,
    kommun: Kommun,
    reporter: User,
    reviewer: User,
    leader: User,
    as_: Any,
) -> None:
    confirmed()
    confirmed(by=reviewer)
    own = text_of(as_(reporter).get(f"{BASE}{place(kommun).pk}/"))
    assert "Dina bekräftade rapporter per månad" in own
    assert '<td class="number">1</td>' in own
    assert "Vad lägesbilderna har sagt" not in own
    led = text_of(as_(leader).get(f"{BASE}{place(kommun).pk}/"))
    assert "rapporterat" not in led
    assert "Skadegörelse" not in led


def test_a_place_of_the_group_is_not_there_for_others(
    kommun: Kommun, reviewer: User, reporter: User, leader: User, as_: Any
) -> None:
    url = f"{BASE}{place(kommun, cast.GROUP_ONLY).pk}/"
    assert "Ingen fryst lägesbild har pekat ut platsen." in text_of(as_(reviewer).get(url))
    assert as_(reporter).get(url).status_code == 404
    assert as_(leader).get(url).status_code == 404


def test_a_place_of_another_kommun_is_not_there(
    kommun: Kommun, other_kommun: Kommun, reviewer: User, as_: Any
) -> None:
    assert as_(reviewer).get(f"{BASE}{place(other_kommun).pk}/").status_code == 404


@pytest.mark.parametrize("rows", [3, 30])
def test_the_page_asks_the_database_the_same_few_questions(
    confirmed: Send,
    kommun: Kommun,
    reviewer: User,
    as_: Any,
    django_assert_num_queries: Any,
    rows: int,
) -> None:
    for _ in range(rows):
        confirmed()
    client, url = as_(reviewer), f"{BASE}{place(kommun).pk}/"
    with django_assert_num_queries(15):
        client.get(url)
