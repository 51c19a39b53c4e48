"""The pages of reporting and reviewing, as a browser meets them."""

import uuid
from typing import Any

import pytest
from django.test import Client

from lofte.incidents.models import Incident
from lofte.incidents.review.actions import confirm, reject, return_to_reporter
from lofte.people.models import User
from lofte.places.models import Kommun
from tests.incidents.conftest import Send
from tests.incidents.reports import PHONE, category, kept, place

BASE = "/arbete/lyckeberga"


def answers(kommun: Kommun, **changed: Any) -> dict[str, Any]:
    return {
        "client_id": str(uuid.uuid4()),
        "categories": [category(kommun).pk],
        "place": place(kommun).pk,
        "when": "now",
        **changed,
    }


def text_of(response: Any) -> str:
    return " ".join(response.content.decode().split())


def messages(response: Any) -> str:
    return " ".join(str(message) for message in response.context["messages"])


# --- reporting ------------------------------------------------------------------------------------


def test_a_report_sent_from_the_form_is_thanked_for_and_listed(
    as_: Any, reporter: User, kommun: Kommun
) -> None:
    client = as_(reporter)
    sent = client.post(f"{BASE}/rapportera/", answers(kommun, text="Trasig ruta"), follow=True)
    assert "Tack! Din rapport är mottagen." in text_of(sent)
    listed = text_of(client.get(f"{BASE}/mina-rapporter/"))
    assert "Skadegörelse" in listed
    assert "Väntar på granskning." in listed


def test_the_form_can_begin_at_a_place_and_is_not_kept_by_the_browser(
    as_: Any, reporter: User, kommun: Kommun
) -> None:
    station = place(kommun)
    page = as_(reporter).get(f"{BASE}/rapportera/?plats={station.pk}")
    assert f'<option value="{station.pk}" selected>' in page.content.decode()
    assert "no-store" in page["Cache-Control"]


def test_a_form_that_is_not_whole_keeps_what_was_written(
    as_: Any, reporter: User, kommun: Kommun
) -> None:
    given = answers(kommun, place="", text="Trasig ruta")
    response = as_(reporter).post(f"{BASE}/rapportera/", given)
    assert response.status_code == 422
    assert "Trasig ruta" in text_of(response)
    assert "Säg var det hände" in text_of(response)


def test_the_receipt_shows_what_may_be_personal_data(
    as_: Any, reporter: User, kommun: Kommun
) -> None:
    given = answers(kommun, text=f"Ring {PHONE}")
    response = as_(reporter).post(f"{BASE}/rapportera/", given, follow=True)
    assert f"<mark>{PHONE}" in text_of(response)


def test_the_receipt_shows_it_also_when_only_the_place_is_marked(
    as_: Any, reporter: User, kommun: Kommun
) -> None:
    given = answers(kommun, place="", near="hos Anna Svensson, lgh 1102", text="")
    page = text_of(as_(reporter).post(f"{BASE}/rapportera/", given, follow=True))
    assert "kan innehålla personuppgifter" in page
    assert "<mark>Anna Svensson" in page


def test_a_number_that_is_taken_is_said_in_a_sentence(
    as_: Any, send: Send, reviewer: User, kommun: Kommun
) -> None:
    taken = str(send().client_id)
    given = answers(kommun, client_id=taken)
    response = as_(reviewer).post(f"{BASE}/rapportera/", given, follow=True)
    assert "togs inte emot" in messages(response)


def test_nothing_to_report_is_one_press_and_counted_once(as_: Any, reporter: User) -> None:
    client = as_(reporter)
    page = client.get(f"{BASE}/rapportera/")
    given = {"client_id": page.context["nothing_id"]}
    first = client.post(f"{BASE}/rapportera/inget/", given, follow=True)
    assert "också viktigt att veta" in text_of(first)
    client.post(f"{BASE}/rapportera/inget/", given)
    assert Incident.objects.visible_to(reporter).count() == 1
    client.post(f"{BASE}/rapportera/inget/", {"client_id": "skräp"})
    assert Incident.objects.visible_to(reporter).count() == 2


# --- what came of it ------------------------------------------------------------------------------


def test_the_reporter_reads_why_a_report_was_rejected(
    as_: Any, send: Send, reporter: User, reviewer: User
) -> None:
    reject(incident=send(), version=1, reason="Hör till grannkommunen", by=reviewer)
    assert "Skäl: Hör till grannkommunen" in text_of(as_(reporter).get(f"{BASE}/mina-rapporter/"))


def test_the_reporter_answers_a_question(
    as_: Any, send: Send, reporter: User, reviewer: User
) -> None:
    incident = return_to_reporter(incident=send(), version=1, question="Var då?", by=reviewer)
    client, url = as_(reporter), f"{BASE}/mina-rapporter/{incident.pk}/svara/"
    assert "Var då?" in text_of(client.get(url))
    assert "måste fyllas i" in text_of(client.post(url, {"text": ""}))
    done = client.post(url, {"text": "I garaget"}, follow=True)
    assert "tillbaka hos granskaren" in messages(done)
    late = client.post(url, {"text": "I källaren"})
    assert "sparades inte" in text_of(late)
    assert late.context["form"]["text"].value() == "I källaren"
    assert kept(incident).text == "I garaget"
    review = as_(reviewer).get(f"{BASE}/granska/{incident.pk}/")
    assert "Rapportören har svarat på frågan: Var då?" in text_of(review)


def test_nobody_reads_the_receipt_of_another(as_: Any, send: Send, reviewer: User) -> None:
    incident = send()
    client = as_(reviewer)
    assert client.get(f"{BASE}/mina-rapporter/{incident.pk}/").status_code == 404
    assert client.get(f"{BASE}/mina-rapporter/{incident.pk}/svara/").status_code == 404


# --- reviewing ------------------------------------------------------------------------------------


def decide(client: Client, incident: Incident, verb: str, **fields: Any) -> Any:
    data = {"version": kept(incident).version, **fields}
    return client.post(f"{BASE}/granska/{incident.pk}/{verb}/", data, follow=True)


def test_the_queue_leads_from_one_report_to_the_next(as_: Any, send: Send, reviewer: User) -> None:
    first, second = send(), send(text=f"Ring {PHONE}")
    client = as_(reviewer)
    queue = text_of(client.get(f"{BASE}/granska/"))
    assert "2 rapporter väntar på granskning" in queue
    assert "Kan vara personuppgifter" in queue
    after = decide(client, first, "bekrafta")
    assert after.redirect_chain[-1][0] == f"{BASE}/granska/{second.pk}/?senast={first.pk}"
    assert f"Rapport {first.pk}: bekräftad." in text_of(after)
    decide(client, second, "maskera", spans=[0])
    last = decide(client, second, "bekrafta")
    assert "Inga fler rapporter" in messages(last)
    assert "Allt är granskat" in text_of(last)
    assert kept(second).text == "Ring [telefonnummer]"


@pytest.mark.parametrize(
    ("verb", "fields", "state"),
    [
        ("fraga", {"question": "Var?"}, "returned"),
        ("avvisa", {"reason": "Fel kommun"}, "rejected"),
        ("inte-personuppgift", {}, "received"),
    ],
)
def test_each_button_does_what_it_says(
    as_: Any, send: Send, reviewer: User, verb: str, fields: dict[str, str], state: str
) -> None:
    incident = send(text="" if verb != "inte-personuppgift" else PHONE)
    decide(as_(reviewer), incident, verb, **fields)
    assert (kept(incident).state, kept(incident).warnings) == (state, [])


def test_reports_of_one_event_are_merged_and_parted(as_: Any, send: Send, reviewer: User) -> None:
    first, second = send(), send()
    client = as_(reviewer)
    page = text_of(client.get(f"{BASE}/granska/{second.pk}/"))
    assert "Liknande rapporter" in page
    decide(client, second, "sla-samman", into=first.pk)
    assert kept(second).merged_into == first
    assert "Ångra" in text_of(client.get(f"{BASE}/granska/{second.pk}/"))
    decide(client, second, "oppna")
    assert kept(second).state == "received"


def test_a_refusal_keeps_what_the_reviewer_wrote(as_: Any, send: Send, reviewer: User) -> None:
    incident = send()
    response = decide(as_(reviewer), incident, "avvisa", reason=f"Ring {PHONE}")
    assert response.status_code == 409
    assert "Skriv om texten" in messages(response)
    assert f'value="Ring {PHONE}"' in text_of(response)


def test_whoever_decides_on_an_older_page_is_told_so(
    as_: Any, send: Send, reviewer: User, coordinator: User
) -> None:
    incident = send()
    confirm(incident=incident, version=1, by=coordinator)
    response = decide(as_(reviewer), incident, "avvisa", version=1, reason="Fel")
    assert "Någon annan hann ändra" in messages(response)
    assert kept(incident).state == "confirmed"


def test_a_form_without_its_version_changes_nothing(as_: Any, send: Send, reviewer: User) -> None:
    incident = send()
    response = decide(as_(reviewer), incident, "bekrafta", version="ny")
    assert "Inget ändrades" in messages(response)
    assert kept(incident).state == "received"


def test_a_report_of_another_kommun_cannot_be_reviewed(
    as_: Any, send: Send, reviewer: User, other_kommun: Kommun, arrange: Any
) -> None:
    incident = send()
    with arrange():
        Incident.objects.unscoped("test").update(kommun=other_kommun)
    assert as_(reviewer).get(f"{BASE}/granska/{incident.pk}/").status_code == 404


@pytest.mark.parametrize("rows", [3, 30])
@pytest.mark.parametrize(
    ("path", "queries"), [("granska/", 9), ("mina-rapporter/", 10), ("rapportera/", 11)]
)
def test_lists_ask_the_database_the_same_few_questions(
    as_: Any,
    send: Send,
    reviewer: User,
    django_assert_num_queries: Any,
    rows: int,
    path: str,
    queries: int,
) -> None:
    for _ in range(rows):
        send(by=reviewer)
    client = as_(reviewer)
    with django_assert_num_queries(queries):
        client.get(f"{BASE}/{path}")
