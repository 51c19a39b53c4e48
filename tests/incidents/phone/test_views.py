"""What the phone asks the server for by itself."""

import json
import uuid
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from lofte.incidents.categories.actions import close_category, open_category
from lofte.incidents.models import Incident
from lofte.people.actions import close_account
from lofte.people.models import User
from lofte.people.standing import phone_key
from lofte.places.actions import close_place, open_place
from lofte.places.models import Kommun
from tests import cast
from tests.incidents.reports import category, kept, place
from tests.incidents.test_views import answers

SEND = "/arbete/lyckeberga/rapportera/vantar/"


def ms(ago: timedelta = timedelta(), ahead: timedelta = timedelta()) -> int:
    return round((timezone.now() - ago + ahead).timestamp() * 1000)


def waiting(kommun: Kommun, by: User, **changed: Any) -> dict[str, Any]:
    facts = {"person": phone_key(by), "made": ms(), "sent": ms()}
    return answers(kommun, **facts | changed)


def mine(reporter: User) -> list[Incident]:
    return list(Incident.objects.visible_to(reporter).order_by("id"))


def test_the_phone_learns_who_is_signed_in_and_what_the_clock_is(
    as_: Any, reporter: User, kommun: Kommun
) -> None:
    answer = as_(reporter).get(SEND)
    assert answer.json()["person"] == phone_key(reporter)
    assert abs(answer.json()["now"] - ms()) < 5_000
    assert answer.json()["csrf"]
    assert "no-store" in answer["Cache-Control"]


def test_a_report_that_waited_is_received_once(as_: Any, reporter: User, kommun: Kommun) -> None:
    client, report = as_(reporter), waiting(kommun, reporter, text="Trasig ruta")
    first = client.post(SEND, report).json()
    assert first["state"] == "received"
    assert not first["again"]
    second = client.post(SEND, report).json()
    assert second == first | {"again": True}
    assert [row.text for row in mine(reporter)] == ["Trasig ruta"]
    assert first["url"].endswith(f"/mina-rapporter/{mine(reporter)[0].pk}/")


def test_what_arrived_before_is_said_even_when_it_would_not_be_taken_today(
    as_: Any, reporter: User, kommun: Kommun
) -> None:
    client, report = as_(reporter), waiting(kommun, reporter)
    client.post(SEND, report)
    close_category(category=category(kommun), today=date(2020, 1, 1), by=reporter)
    assert client.post(SEND, report).json()["state"] == "refused"
    again = client.post(SEND, report | {"tried": "1"}).json()
    assert again["state"] == "received"
    assert again["again"]


def test_an_attempt_that_never_arrived_is_judged_as_the_first(
    as_: Any, reporter: User, kommun: Kommun
) -> None:
    answer = as_(reporter).post(SEND, waiting(kommun, reporter, tried="1")).json()
    assert answer["state"] == "received"
    assert not answer["again"]


def test_nobody_sends_what_another_person_wrote(
    as_: Any, reporter: User, reviewer: User, kommun: Kommun
) -> None:
    answer = as_(reviewer).post(SEND, waiting(kommun, reporter))
    assert (answer.status_code, answer.json()["state"]) == (409, "other")
    assert not mine(reporter)


def test_a_report_of_several_events_is_all_or_nothing(
    as_: Any, reporter: User, kommun: Kommun
) -> None:
    from urllib.parse import urlencode

    client = as_(reporter)
    line = urlencode(answers(kommun, text="Ett"), doseq=True)
    bad = urlencode(answers(kommun, text="Fel", when="choose"), doseq=True)
    refused = client.post(SEND, waiting(kommun, reporter, earlier=[line, bad], text="Två"))
    assert refused.status_code == 422
    assert refused.json()["sentences"] == ["Fyll i dagen då det hände."]
    assert not mine(reporter)
    sent = client.post(SEND, waiting(kommun, reporter, earlier=[line], text="Två")).json()
    assert sent["state"] == "received"
    rows = mine(reporter)
    assert [row.text for row in rows] == ["Ett", "Två"]
    assert rows[0].submission == rows[1].submission


def test_nothing_to_report_can_wait_too(as_: Any, reporter: User, kommun: Kommun) -> None:
    calm = {"person": phone_key(reporter), "nothing": "1", "client_id": str(uuid.uuid4())}
    told = calm | {"made": ms(timedelta(hours=2)), "sent": ms()}
    assert as_(reporter).post(SEND, told).json()["state"] == "received"
    row = mine(reporter)[0]
    assert row.nothing
    assert abs(timezone.now() - row.started_at - timedelta(hours=2)) < timedelta(seconds=5)


def test_just_now_is_counted_from_when_it_was_written(
    as_: Any, reporter: User, kommun: Kommun
) -> None:
    report = waiting(kommun, reporter, made=ms(timedelta(hours=5)))
    as_(reporter).post(SEND, report)
    waited = timezone.now() - mine(reporter)[0].started_at
    assert timedelta(hours=5) - timedelta(minutes=1) < waited < timedelta(hours=5, minutes=2)


def test_a_clock_ten_years_wrong_is_asked_about_and_then_taken_at_the_persons_word(
    as_: Any, reporter: User, kommun: Kommun
) -> None:
    client, wrong = as_(reporter), timedelta(days=3652)
    report = waiting(
        kommun, reporter, made=ms(timedelta(hours=5), ahead=wrong), sent=ms(ahead=wrong)
    )
    answer = client.post(SEND, report)
    asked = answer.json()
    assert (answer.status_code, asked["state"]) == (409, "ask")
    assert "klocka går fel" in asked["sentences"][0]
    assert not mine(reporter)
    said = report | {"when": "choose", "day": asked["day"], "clock": asked["clock"]}
    sent = client.post(SEND, said).json()
    assert sent["state"] == "received"
    waited = timezone.now() - mine(reporter)[0].started_at
    assert abs(waited - timedelta(hours=5)) < timedelta(minutes=2)
    assert "Telefonens klocka går fel" in client.get(sent["url"]).content.decode()


def test_a_number_that_is_taken_is_refused_in_a_sentence(
    as_: Any, send: Any, reporter: User, reviewer: User, kommun: Kommun
) -> None:
    taken = str(send().client_id)
    answer = as_(reviewer).post(SEND, waiting(kommun, reviewer, client_id=taken))
    assert answer.status_code == 422
    assert "togs inte emot" in answer.json()["sentences"][0]


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("e\u0301n rad\r\ntill", "én rad\ntill"),
        ("👩‍👩‍👧‍👦 vid bänken 🇸🇪", "👩‍👩‍👧‍👦 vid bänken 🇸🇪"),
        ("اجتمع عدد من الناس", "اجتمع عدد من الناس"),
        ("dolt \u202eesrevni\u202c \x00\x07ord", "dolt esrevni ord"),
    ],
)
def test_texts_of_all_kinds_arrive_readable(
    as_: Any, reporter: User, kommun: Kommun, text: str, stored: str
) -> None:
    as_(reporter).post(SEND, waiting(kommun, reporter, text=text))
    assert mine(reporter)[0].text == stored


def test_ten_thousand_characters_are_refused_with_their_number(
    as_: Any, reporter: User, kommun: Kommun
) -> None:
    answer = as_(reporter).post(SEND, waiting(kommun, reporter, text="å" * 10_000))
    assert answer.status_code == 422
    assert "10000 tecken" in answer.json()["sentences"][0]
    assert not mine(reporter)


def test_the_worker_serves_the_work_pages_and_knows_nobody(client: Any, kommun: Kommun) -> None:
    answer = client.get(f"/konto/telefonen/{kommun.slug}.js")
    assert answer["Content-Type"].startswith("text/javascript")
    assert answer["Service-Worker-Allowed"] == f"/arbete/{kommun.slug}/"
    assert f'form: "/arbete/{kommun.slug}/rapportera/"' in answer.content.decode()


def test_the_manifest_makes_an_app_of_the_form(as_: Any, reporter: User, kommun: Kommun) -> None:
    answer = as_(reporter).get("/arbete/lyckeberga/rapportera/app.webmanifest")
    facts = json.loads(answer.content)
    assert answer["Content-Type"] == "application/manifest+json"
    assert facts["start_url"] == "/arbete/lyckeberga/rapportera/"
    assert facts["start_url"].startswith(facts["scope"])
    assert {icon["sizes"] for icon in facts["icons"]} == {"192x192", "512x512"}


def test_a_phone_may_ask_whether_its_account_is_open(
    client: Any, reporter: User, administrator: User
) -> None:
    address = f"/konto/star-kvar/{phone_key(reporter)}/"
    assert client.get(address).json() == {"open": True}
    close_account(user=reporter, by=administrator)
    assert client.get(address).json() == {"open": False}
    assert client.get(f"/konto/star-kvar/{reporter.pk}:påhittad/").status_code == 404


def test_an_own_place_in_an_earlier_line_is_its_place(
    as_: Any, reporter: User, kommun: Kommun
) -> None:
    line = f"client_id={uuid.uuid4()}&categories={category(kommun).pk}&own={place(kommun).pk}"
    report = waiting(kommun, reporter, earlier=[f"{line}&place=&when=now"])
    assert as_(reporter).post(SEND, report).json()["state"] == "received"
    assert kept(mine(reporter)[0]).place == place(kommun)


def test_a_report_that_is_sent_asks_the_database_eight_questions(
    as_: Any, reporter: User, kommun: Kommun, django_assert_num_queries: Any
) -> None:
    """Session, person and roles; lock, report, kind and log; the lists are kept in memory."""
    client = as_(reporter)
    client.post(SEND, waiting(kommun, reporter))  # the lists are read once
    report = waiting(kommun, reporter, text="Trasig ruta")
    with django_assert_num_queries(8):
        assert client.post(SEND, report).json()["state"] == "received"


def test_a_kept_list_follows_what_the_kommun_decides(
    as_: Any, reporter: User, kommun: Kommun, administrator: User
) -> None:
    client, kind = as_(reporter), category(kommun)
    assert client.post(SEND, waiting(kommun, reporter)).json()["state"] == "received"
    close_category(category=kind, today=date(2020, 1, 1), by=administrator)
    assert client.post(SEND, waiting(kommun, reporter)).json()["state"] == "refused"
    open_category(category=kind, by=administrator)
    assert client.post(SEND, waiting(kommun, reporter)).json()["state"] == "received"
    close_place(place=place(kommun), by=administrator)
    refused = client.post(SEND, waiting(kommun, reporter))
    assert refused.json()["state"] == "refused"
    open_place(place=place(kommun), by=administrator)
    assert client.post(SEND, waiting(kommun, reporter)).json()["state"] == "received"


@pytest.mark.parametrize("changed", [{"categories": "0"}, {"categories": "x"}, {"place": "0"}])
def test_what_is_not_in_the_lists_is_refused(
    as_: Any, reporter: User, kommun: Kommun, changed: dict[str, str]
) -> None:
    answer = as_(reporter).post(SEND, waiting(kommun, reporter, **changed))
    assert (answer.status_code, answer.json()["state"]) == (422, "refused")


def test_a_place_of_the_group_is_for_the_group_to_report_from(
    as_: Any, reporter: User, reviewer: User, kommun: Kommun
) -> None:
    own = place(kommun, cast.GROUP_ONLY).pk
    for who, state in ((reporter, "refused"), (reviewer, "received")):
        assert as_(who).post(SEND, waiting(kommun, who, place=own)).json()["state"] == state


def test_a_place_need_not_be_named(as_: Any, reporter: User, kommun: Kommun) -> None:
    report = waiting(kommun, reporter, place="", near="vid gångtunneln")
    assert as_(reporter).post(SEND, report).json()["state"] == "received"


def test_a_report_without_a_kind_is_refused(as_: Any, reporter: User, kommun: Kommun) -> None:
    report = waiting(kommun, reporter)
    del report["categories"]
    assert as_(reporter).post(SEND, report).json()["sentences"] == [
        "Välj minst en sak du såg. Passar ingen: välj Annat."
    ]
