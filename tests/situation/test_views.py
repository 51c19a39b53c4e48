"""The pages of pictures: list, read, write, freeze."""

from datetime import date
from typing import Any

import pytest

from lofte.people.models import User
from lofte.people.states import Role
from lofte.places.models import Kommun
from lofte.situation.forms import CompileForm
from lofte.situation.models import Picture
from tests import cast
from tests.incidents.reports import PHONE
from tests.situation.pictures import picture_in

BASE = "/arbete/lyckeberga/lagesbilder/"


def text_of(response: Any) -> str:
    return " ".join(response.content.decode().split())


def messages(response: Any) -> str:
    return " ".join(str(message) for message in response.context["messages"])


def test_a_coordinator_makes_a_picture_from_the_list(
    town: Kommun, coordinator: User, as_: Any
) -> None:
    client = as_(coordinator)
    assert "Ingen lägesbild än" in text_of(client.get(BASE))
    made = client.post(BASE, {"kind": "week", "day": "2026-11-18"}, follow=True)
    text = text_of(made)
    assert "Resecentrum: 30" in text
    assert "jämförelse med platsens egen historia" in text
    assert "more_than_normal" not in text
    assert "Du tog fram utkastet. En annan person fryser det." in text
    assert "v. 47 2026" in text_of(client.get(BASE))


def test_a_period_without_anything_is_said_on_the_page(
    kommun: Kommun, coordinator: User, as_: Any
) -> None:
    response = as_(coordinator).post(BASE, {"kind": "week", "day": "2026-11-18"})
    assert "Bekräfta rapporter" in messages(response)


def test_only_who_may_compile_compiles(town: Kommun, leader: User, as_: Any) -> None:
    client = as_(leader)
    assert "Ta fram en lägesbild" not in text_of(client.get(BASE))
    assert client.post(BASE, {"kind": "week", "day": "2026-11-18"}).status_code == 403


@pytest.mark.parametrize(
    ("answers", "key"),
    [
        ({"kind": "month", "day": "2026-10-18"}, "2026-10"),
        ({"kind": "custom", "day": "2026-10-05", "last": "2026-10-09"}, "2026-10-05--2026-10-09"),
    ],
)
def test_the_form_knows_the_period(answers: dict[str, str], key: str) -> None:
    form = CompileForm(answers, today=date(2026, 11, 20))
    assert form.is_valid(), form.errors
    assert form.cleaned_data["period"].key == key


@pytest.mark.parametrize(
    ("answers", "field", "words"),
    [
        ({"kind": "week", "day": "2026-11-23"}, "day", "har inte börjat"),
        ({"kind": "custom", "day": "2026-10-05"}, "last", "Fyll i en sista dag"),
        ({"kind": "custom", "day": "2026-10-05", "last": "2026-10-04"}, "last", "sista dag"),
        ({"kind": "week", "day": "i går"}, "day", "Skriv dagen som"),
    ],
)
def test_the_form_refuses_what_is_no_period(
    answers: dict[str, str], field: str, words: str
) -> None:
    form = CompileForm(answers, today=date(2026, 11, 20))
    assert words in str(form.errors[field])


def test_the_coordinators_words_are_saved_and_shown(
    draft: Picture, coordinator: User, as_: Any
) -> None:
    given = {"summary": "Nyinflyttat gym.", "version": 1}
    saved = as_(coordinator).post(f"{BASE}{draft.pk}/ord/", given, follow=True)
    assert "Texten är sparad" in messages(saved)
    assert "Nyinflyttat gym." in text_of(saved)


def test_words_that_are_refused_stay_in_the_box(
    draft: Picture, coordinator: User, as_: Any
) -> None:
    client = as_(coordinator)
    given = {"summary": f"Ring {PHONE}", "version": 1}
    refused = client.post(f"{BASE}{draft.pk}/ord/", given)
    assert "personuppgifter" in messages(refused)
    assert f"Ring {PHONE}" in text_of(refused)
    assert "4000" in text_of(client.post(f"{BASE}{draft.pk}/ord/", {"summary": "x" * 4001}))


def test_words_that_came_second_stay_beside_those_that_came_first(
    draft: Picture, coordinator: User, as_: Any
) -> None:
    client = as_(coordinator)
    client.post(f"{BASE}{draft.pk}/ord/", {"summary": "Först", "version": 1})
    late = client.post(f"{BASE}{draft.pk}/ord/", {"summary": "Sedan", "version": 1})
    assert "hann ändra" in messages(late)
    assert "<p>Först</p>" in text_of(late), "what the other wrote stands above the box"
    assert late.context["form"].initial == {"summary": "Sedan", "version": 2}


def test_a_second_person_reads_and_freezes(
    draft: Picture, police: User, leader: User, as_: Any
) -> None:
    client = as_(police)
    assert "Frys lägesbilden" in text_of(client.get(f"{BASE}{draft.pk}/"))
    assert as_(leader).get(f"{BASE}{draft.pk}/").status_code == 404
    done = client.post(f"{BASE}{draft.pk}/frys/", {"version": 1}, follow=True)
    assert "är fryst" in messages(done)
    assert "Framtagen av Samira Samordnare." in text_of(done)
    assert "Kim Kommunpolis" in text_of(as_(leader).get(f"{BASE}{draft.pk}/"))


@pytest.mark.parametrize("version", ["", "99", "inte ett tal", "9" * 30])
def test_freezing_needs_the_version_that_was_read(
    draft: Picture, police: User, as_: Any, version: str
) -> None:
    response = as_(police).post(f"{BASE}{draft.pk}/frys/", {"version": version}, follow=True)
    assert "hann ändra" in messages(response)
    assert picture_in(draft).state == "draft"


def test_a_picture_by_one_person_says_so(
    draft: Picture, coordinator: User, as_: Any, arrange: Any, kommun: Kommun
) -> None:
    with arrange():
        kommun.four_eyes = False
        kommun.save()
    response = as_(coordinator).post(f"{BASE}{draft.pk}/frys/", {"version": 1}, follow=True)
    assert "En person har gjort båda delarna." in text_of(response)


def test_a_draft_is_discarded(draft: Picture, coordinator: User, as_: Any) -> None:
    client = as_(coordinator)
    done = client.post(f"{BASE}{draft.pk}/kassera/", follow=True)
    assert "kasserat" in messages(done)
    again = client.post(f"{BASE}{draft.pk}/kassera/", follow=True)
    assert "kan inte bli kasserad" in messages(again)


def test_the_print_is_named_after_kommun_and_period(
    frozen: Picture, leader: User, as_: Any
) -> None:
    response = as_(leader).post(f"{BASE}{frozen.pk}/lagesbild.pdf", {"receiver": "group"})
    assert response["Content-Type"] == "application/pdf"
    assert 'filename="lagesbild-lyckeberga-2026-W47.pdf"' in response["Content-Disposition"]


def copies(frozen: Picture, count: int) -> None:
    for i in range(count):
        twin = picture_in(frozen)
        twin.pk, twin.period_key, twin.version = None, f"prov-{i}", 1
        twin.save()


@pytest.mark.parametrize("rows", [3, 30])
def test_pages_ask_the_database_the_same_few_questions(
    frozen: Picture,
    as_: Any,
    arrange: Any,
    django_assert_num_queries: Any,
    rows: int,
    kommun: Kommun,
    party: Any,
) -> None:
    with arrange():
        copies(frozen, rows)
        person = cast.make_user(kommun, party, Role.COORDINATOR, name="Nils Nyss")
    client = as_(person)
    with django_assert_num_queries(8):
        client.get(BASE)
    with django_assert_num_queries(8):
        client.get(f"{BASE}{frozen.pk}/")
