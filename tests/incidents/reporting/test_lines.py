"""Several events in one report, without a script."""

import re
from typing import Any

from lofte.incidents.models import Incident
from lofte.incidents.reporting import lines
from lofte.people.models import User
from lofte.places.models import Kommun
from tests.incidents.reports import category, place
from tests.incidents.test_views import BASE, answers, text_of

URL = f"{BASE}/rapportera/"


def packed(response: Any) -> list[str]:
    found = re.findall(r'name="earlier"\s+value="([^"]*)"', response.content.decode())
    return [text.replace("&amp;", "&") for text in found if text]


def mine(reporter: User) -> list[Incident]:
    return list(Incident.objects.visible_to(reporter).order_by("id"))


def test_one_event_more_keeps_the_place_and_frees_the_form(
    as_: Any, reporter: User, kommun: Kommun
) -> None:
    client = as_(reporter)
    given = answers(kommun, text="Trasig ruta", line="more")
    page = client.post(URL, given)
    assert not mine(reporter)
    assert "Skadegörelse – Resecentrum" in text_of(page)
    form = page.context["form"]
    assert str(form["place"].value()) == str(place(kommun).pk)
    assert not form["text"].value()
    assert str(form["client_id"].value()) != given["client_id"]


def test_all_events_arrive_together_and_are_thanked_for_together(
    as_: Any, reporter: User, kommun: Kommun
) -> None:
    client = as_(reporter)
    page = client.post(URL, answers(kommun, text="Ett", line="more"))
    page = client.post(URL, answers(kommun, text="Två", earlier=packed(page), line="more"))
    sent = client.post(URL, answers(kommun, text="Tre", earlier=packed(page)), follow=True)
    assert "Din rapport med 3 händelser är mottagen" in text_of(sent)
    assert [row.text for row in mine(reporter)] == ["Ett", "Två", "Tre"]


def test_a_form_left_blank_after_the_last_event_is_no_event(
    as_: Any, reporter: User, kommun: Kommun
) -> None:
    client = as_(reporter)
    page = client.post(URL, answers(kommun, text="Ett", line="more"))
    client.post(URL, answers(kommun, categories=[], earlier=packed(page)))
    assert [row.text for row in mine(reporter)] == ["Ett"]


def test_an_event_that_is_not_whole_is_not_added(as_: Any, reporter: User, kommun: Kommun) -> None:
    page = as_(reporter).post(URL, answers(kommun, place="", text="Trasig", line="more"))
    assert page.status_code == 422
    assert "Säg var det hände" in text_of(page)
    assert not packed(page)


def test_an_earlier_event_can_be_changed_and_taken_away(
    as_: Any, reporter: User, kommun: Kommun
) -> None:
    client = as_(reporter)
    page = client.post(URL, answers(kommun, text="Ett", line="more"))
    current = answers(kommun, text="Två", earlier=packed(page), line="change-0")
    page = client.post(URL, current)
    assert page.status_code == 200
    assert page.context["form"]["text"].value() == "Ett"
    assert len(packed(page)) == 1, "what was being written is put by"
    again = answers(kommun, text="Ett", earlier=packed(page), line="drop-0")
    page = client.post(URL, again)
    assert not packed(page)
    assert page.context["form"]["text"].value() == "Ett"
    assert page.context["form"]["client_id"].value() == again["client_id"]


def test_a_blank_form_leaves_nothing_behind_when_an_event_is_changed(
    as_: Any, reporter: User, kommun: Kommun
) -> None:
    client = as_(reporter)
    page = client.post(URL, answers(kommun, text="Ett", line="more"))
    blank = answers(kommun, categories=[], earlier=packed(page), line="change-0")
    assert not packed(client.post(URL, blank))


def test_a_button_that_points_nowhere_changes_nothing(
    as_: Any, reporter: User, kommun: Kommun
) -> None:
    client = as_(reporter)
    page = client.post(URL, answers(kommun, text="Ett", line="more"))
    for button in ("drop-7", "drop-x", "change-"):
        given = answers(kommun, text="Två", earlier=packed(page), line=button)
        assert len(packed(client.post(URL, given))) == 1


def test_an_earlier_event_that_is_wrong_comes_back_into_the_form_with_the_rest_kept(
    as_: Any, reporter: User, kommun: Kommun, arrange: Any
) -> None:
    client = as_(reporter)
    page = client.post(URL, answers(kommun, text="Ett", line="more"))
    with arrange():
        kinds = type(category(kommun)).objects.unscoped("closed meanwhile")
        kinds.filter(pk=category(kommun).pk).update(active_to="2020-01-01")
    now = answers(kommun, categories=[category(kommun, "drugs").pk], text="Två")
    page = client.post(URL, now | {"earlier": packed(page)})
    assert page.status_code == 422
    assert page.context["form"]["text"].value() == "Ett"
    assert "Tv%C3%A5" in packed(page)[0]
    assert not mine(reporter)


def test_there_is_room_for_so_many_and_nothing_is_lost(
    as_: Any, reporter: User, kommun: Kommun
) -> None:
    client = as_(reporter)
    page = client.post(URL, answers(kommun, text="Ett", line="more"))
    many = packed(page) * (lines.MOST - 1)
    full = client.post(URL, answers(kommun, text="Sist", earlier=many, line="more"))
    assert "Det ryms 20 händelser" in text_of(full)
    assert full.context["form"]["text"].value() == "Sist"
    assert len(packed(full)) == lines.MOST - 1


def test_a_line_that_cannot_be_read_says_so_in_the_list(
    as_: Any, reporter: User, kommun: Kommun
) -> None:
    given = answers(kommun, text="Två", earlier=["skräp"], line="drop-9")
    assert "En händelse som behöver ändras" in text_of(as_(reporter).post(URL, given))


def test_a_point_is_told_as_one(as_: Any, reporter: User, kommun: Kommun) -> None:
    from lofte.places.crs import SWEREF99_TM, WGS84, convert
    from tests.cast import OX, OY

    lon, lat = (float(v[0]) for v in convert([OX + 500], [OY + 500], SWEREF99_TM, WGS84))
    given = answers(kommun, place="", lon=lon, lat=lat, line="more")
    assert "en punkt på kartan" in text_of(as_(reporter).post(URL, given))
