"""Each person sees first what waits for them."""

from datetime import date
from typing import Any

import pytest
import time_machine

from lofte.desk.todos import todo
from lofte.incidents.review.actions import return_to_reporter
from lofte.people.models import Assignment, Party, User
from lofte.people.states import Role
from lofte.places.models import Kommun
from lofte.situation.actions import freeze
from lofte.situation.models import Picture
from tests import cast
from tests.incidents.conftest import Send

TODAY = date(2026, 11, 25)
BASE = "/arbete/lyckeberga/"


def texts(kommun: Kommun, user: User, today: date = TODAY) -> list[str]:
    return [item.text for item in todo(kommun, user, today)]


def text_of(response: Any) -> str:
    return " ".join(response.content.decode().split())


def test_reviewers_see_how_many_reports_wait(
    send: Send, kommun: Kommun, reviewer: User, reporter: User, leader: User
) -> None:
    send()
    assert texts(kommun, reviewer) == ["1 rapport väntar på granskning"]
    send()
    assert texts(kommun, reviewer) == ["2 rapporter väntar på granskning"]
    assert texts(kommun, reporter) == texts(kommun, leader) == []


def test_a_reporter_sees_the_question(
    send: Send, kommun: Kommun, reviewer: User, reporter: User
) -> None:
    return_to_reporter(incident=send(), version=1, question="Var?", by=reviewer)
    [item] = todo(kommun, reporter, TODAY)
    assert (item.text, item.pressing) == ("1 rapport har en fråga till dig", True)
    assert texts(kommun, reviewer) == []


def test_a_coordinator_sees_that_a_picture_is_due(
    kommun: Kommun, coordinator: User, police: User
) -> None:
    [text] = texts(kommun, coordinator)
    assert text.startswith("Lägesbilden för v. 47 2026")
    assert texts(kommun, police) == []


def test_a_second_person_sees_the_draft_and_its_maker_does_not(
    draft: Picture, kommun: Kommun, coordinator: User, police: User, arrange: Any
) -> None:
    [text] = texts(kommun, police)
    assert "väntar på att läsas och frysas" in text
    assert texts(kommun, coordinator) == []
    with arrange():
        kommun.four_eyes = False
        kommun.save()
    assert len(texts(kommun, coordinator)) == 1


def test_a_communicator_sees_what_may_go_out(
    frozen: Picture, kommun: Kommun, communicator: User
) -> None:
    assert texts(kommun, communicator) == []
    [text] = texts(kommun, communicator, date(2026, 11, 30))
    assert text.endswith("kan publiceras öppet")


def test_what_presses_comes_first(
    draft: Picture, send: Send, kommun: Kommun, reviewer: User
) -> None:
    send()
    items = todo(kommun, reviewer, TODAY)
    assert [item.pressing for item in items] == [True, False]


# --- the page ---------------------------------------------------------------------------


def test_a_leader_reads_the_picture_in_areas(frozen: Picture, leader: User, as_: Any) -> None:
    response = as_(leader).get(BASE)
    assert response.context["latest"] == frozen
    assert "Lyckeberga väst: " in text_of(response)
    assert "Resecentrum" not in text_of(response)


def test_a_reporter_sees_what_became_of_the_reports(send: Send, reporter: User, as_: Any) -> None:
    send()
    text = text_of(as_(reporter).get(BASE))
    assert "Vad som blev av dina rapporter" in text
    assert "Väntar på granskning." in text


def test_whoever_has_nothing_waiting_is_told_so(kommun: Kommun, police: User, as_: Any) -> None:
    assert "Inget väntar på dig" in text_of(as_(police).get(BASE))


def test_home_leads_to_the_own_kommun_or_the_choice(
    kommun: Kommun, other_kommun: Kommun, party: Party, leader: User, as_: Any, arrange: Any
) -> None:
    assert as_(leader).get("/arbete/").url == BASE
    with arrange():
        both = cast.make_user(kommun, party, Role.LEADER, Role.REPORTER, name="Bo Båda")
        cast.make_user(other_kommun, cast.make_party(other_kommun), name="Ingen")
    assert as_(both).get("/arbete/").url == BASE
    with arrange():
        Assignment.objects.create(user=both, kommun=other_kommun, party=party, role=Role.LEADER)
    both.forget_assignments()
    text = text_of(as_(both).get("/arbete/"))
    assert "Lyckeberga" in text
    assert "Grannby" in text


def test_whoever_has_no_role_left_is_told_whom_to_ask(
    kommun: Kommun, party: Party, as_: Any, arrange: Any
) -> None:
    with arrange():
        nobody = cast.make_user(kommun, party, name="Nils Nyss")
    assert "Du har inget uppdrag just nu" in text_of(as_(nobody).get("/arbete/"))


@pytest.mark.parametrize("rows", [3, 30])
def test_the_start_page_asks_the_database_the_same_few_questions(
    frozen: Picture,
    send: Send,
    coordinator: User,
    as_: Any,
    django_assert_num_queries: Any,
    rows: int,
) -> None:
    for _ in range(rows):
        send(by=coordinator)
    with time_machine.travel("2026-11-25T09:00:00+01:00"):
        client = as_(coordinator)
        with django_assert_num_queries(30):
            assert client.get(BASE).status_code == 200


def test_a_draft_waits_for_whoever_may_freeze(
    draft: Picture, kommun: Kommun, police: User, coordinator: User
) -> None:
    freeze(picture=draft, version=1, by=police)
    assert texts(kommun, police) == []
