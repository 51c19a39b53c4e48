"""Search finds what the person may see, whatever the letters' case, and no personal data."""

import unicodedata
from typing import Any

import pytest

from lofte.desk.queries import search
from lofte.incidents.models import Incident
from lofte.people.models import User
from lofte.places.models import Kommun
from lofte.situation.models import Picture
from tests import cast
from tests.incidents.conftest import Send
from tests.incidents.reports import PHONE


def titles(kommun: Kommun, user: User, words: str) -> dict[str, list[str]]:
    return {
        group.heading: [hit.title for hit in group.hits] for group in search(kommun, user, words)
    }


@pytest.mark.parametrize(
    "words",
    ["lindängen", "LINDÄNGEN", "Ängen", "ÄNGENS KÄLLARgång", unicodedata.normalize("NFD", "ängen")],
)
def test_case_makes_no_difference_for_any_swedish_letter(
    kommun: Kommun, reviewer: User, words: str
) -> None:
    assert cast.GROUP_ONLY in titles(kommun, reviewer, words)["Platser"]


@pytest.mark.parametrize("words", ["", " å ", "finns inte", "%%", "__", ".*", "(", "\\"])
def test_what_is_no_word_finds_nothing(kommun: Kommun, reviewer: User, words: str) -> None:
    assert search(kommun, reviewer, words) == []


def test_places_of_the_group_are_found_by_the_group_only(
    kommun: Kommun, reviewer: User, reporter: User, leader: User, outsider: User
) -> None:
    for person in (reporter, leader):
        assert titles(kommun, person, "lindäng") == {"Platser": ["Lindängen"]}
    assert titles(kommun, outsider, "lindäng") == {}


def test_reports_are_found_by_their_words_their_place_and_their_kind(
    send: Send, kommun: Kommun, reviewer: User, reporter: User, leader: User
) -> None:
    send(text="Ölburkar på ängen", near="Ågatan")
    for words in ("ölburkar PÅ", "ågatan", "skadegörelse", "resecentrum"):
        assert titles(kommun, reviewer, words)["Rapporter"] == ["Skadegörelse"], words
        assert titles(kommun, reporter, words)["Rapporter"] == ["Skadegörelse"], words
        assert "Rapporter" not in titles(kommun, leader, words), words


def test_a_report_with_marks_is_found_by_nobody_but_its_writer(
    send: Send, kommun: Kommun, reviewer: User, police: User, reporter: User
) -> None:
    send(text=f"Ölburkar, ring {PHONE}")
    assert titles(kommun, reviewer, "ölburkar") == titles(kommun, police, "ölburkar") == {}
    assert titles(kommun, reporter, "ölburkar") == {"Rapporter": ["Skadegörelse"]}


def urls(kommun: Kommun, user: User, words: str) -> list[str]:
    [group] = [g for g in search(kommun, user, words) if g.heading == "Rapporter"]
    return [hit.url for hit in group.hits]


def test_each_person_is_led_to_where_the_report_may_be_read(
    send: Send, kommun: Kommun, reviewer: User, reporter: User, police: User, as_: Any
) -> None:
    here, nowhere = send(text="Ölburkar"), send(text="Ölburkar", place=None, near="okänt")
    for person in (reviewer, reporter, police):
        for url in filter(None, urls(kommun, person, "ölburkar")):
            assert as_(person).get(url).status_code == 200
    assert urls(kommun, police, "ölburkar") == ["", f"/arbete/lyckeberga/platser/{here.place_id}/"]
    assert str(nowhere.pk) in urls(kommun, reporter, "ölburkar")[0]


def test_a_report_without_kind_or_place_has_a_name_all_the_same(
    send: Send, kommun: Kommun, reviewer: User
) -> None:
    send(text="Ölburkar", categories=(), place=None)
    assert titles(kommun, reviewer, "ölburkar") == {"Rapporter": ["Rapport"]}


def test_pictures_are_found_by_period_and_by_the_group_also_by_what_they_say(
    frozen: Picture, kommun: Kommun, reviewer: User, leader: User, reporter: User
) -> None:
    assert "Lägesbilder" in titles(kommun, reviewer, "v. 47")
    assert "Lägesbilder" in titles(kommun, leader, "V. 47")
    assert "Lägesbilder" in titles(kommun, reviewer, "RESECENTRUM: 30")
    assert titles(kommun, leader, "resecentrum: 30") == {}
    assert titles(kommun, reporter, "v. 47") == {}


def test_the_page_shows_groups_and_says_when_nothing_was_found(
    send: Send, reviewer: User, as_: Any, kommun: Kommun
) -> None:
    client = as_(reviewer)
    page = client.get("/arbete/lyckeberga/sok/", {"q": "almskolan"})
    assert "Almskolan</a>" in page.content.decode()
    nothing = client.get("/arbete/lyckeberga/sok/", {"q": "finns inte <b>"}).content.decode()
    assert "Inget hittades" in nothing
    assert "&lt;b&gt;" in nothing
    assert "Inget hittades" not in client.get("/arbete/lyckeberga/sok/").content.decode()


@pytest.mark.parametrize("rows", [3, 15])
def test_the_search_asks_the_database_the_same_few_questions(
    send: Send, reviewer: User, as_: Any, django_assert_num_queries: Any, rows: int
) -> None:
    for _ in range(rows):
        send(text="Ölburkar")
    assert Incident.objects.visible_to(reviewer).count() == rows
    client = as_(reviewer)
    with django_assert_num_queries(10):
        client.get("/arbete/lyckeberga/sok/", {"q": "ölburkar"})
