"""Who sees what first: the reporter a button, the leader a picture, the others what waits."""

from typing import Any

from lofte.people.actions import add_favourite
from lofte.people.models import User
from lofte.places.models import Kommun
from lofte.situation.models import Picture
from tests.incidents.reports import place

URL = "/arbete/lyckeberga/"


def text_of(response: Any) -> str:
    return " ".join(response.content.decode().split())


def test_a_reporter_meets_one_button_and_the_own_places(
    as_: Any, reporter: User, kommun: Kommun
) -> None:
    own = place(kommun)
    add_favourite(user=reporter, place=own, by=reporter)
    page = text_of(as_(reporter).get(URL))
    assert "Har du sett något?" in page
    assert f"/rapportera/?plats={own.pk}" in page
    assert "Att göra i dag</h1>" not in page


def test_a_leader_meets_the_picture_or_hears_that_there_is_none(
    frozen: Picture, as_: Any, leader: User
) -> None:
    page = text_of(as_(leader).get(URL))
    assert frozen.period_label in page
    assert "Läs hela lägesbilden" in page
    assert "Resecentrum" not in page, "a leader reads areas"


def test_a_leader_without_a_picture_hears_when_there_will_be_one(as_: Any, leader: User) -> None:
    assert "Ingen lägesbild är klar än" in text_of(as_(leader).get(URL))


def test_whoever_works_with_reports_meets_what_waits(
    as_: Any, coordinator: User, police: User, communicator: User
) -> None:
    assert "Att göra i dag" in text_of(as_(coordinator).get(URL))
    assert "Inget väntar på dig just nu." in text_of(as_(communicator).get(URL))
    assert "Rapportera</a>" in text_of(as_(police).get(URL))
