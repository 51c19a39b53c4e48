"""A whole meeting on the pages: prepared, noted, decided, closed; nothing typed is lost."""

from datetime import date

import pytest

from lofte.audit.models import AuditEvent
from lofte.coordination.actions import close_meeting
from lofte.coordination.models import Attendance, Decision, Meeting, MeetingNote
from lofte.coordination.states import DecisionState
from lofte.places.models import NamedPlace
from tests import cast
from tests.incidents.reports import PHONE, place

pytestmark = pytest.mark.django_db
ROOT = "/arbete/lyckeberga/"


def get(client, path):
    page = client.get(ROOT + path)
    assert page.status_code == 200, page.status_code
    return page.content.decode()


def at(meeting, path=""):
    return f"{ROOT}moten/{meeting.pk}/{path}"


def test_with_no_meeting_the_page_says_what_to_do(as_, coordinator):
    page = get(as_(coordinator), "moten/")
    assert "Inget möte är planerat" in page
    assert 'value="2026-11-26"' in page


def test_a_meeting_is_planned_once(as_, coordinator):
    client = as_(coordinator)
    for _ in range(2):
        client.post(f"{ROOT}moten/", {"held_on": "2026-11-26"})
    assert Meeting.objects.unscoped("test").count() == 1
    assert "Nästa möte är" in get(client, "moten/")
    assert "Skriv dagen som" in client.post(f"{ROOT}moten/", {"held_on": "x"}).content.decode()


def test_only_the_coordinator_plans(as_, police):
    as_(police).post(f"{ROOT}moten/", {"held_on": "2026-11-26"})
    assert not Meeting.objects.unscoped("test").exists()


def test_a_whole_meeting(as_, coordinator, meeting, frozen, kommun, party):
    chair = as_(coordinator)
    pair = f"{party.pk}-coordinator"
    chair.post(at(meeting, "narvaro/"), {"present": [pair]})
    assert Attendance.objects.unscoped("test").get().party == party
    note = {"p3-text": "Skolan: lugnt.", "p3-version": "0"}
    assert chair.post(at(meeting, "anteckning/3/"), note).url.endswith("#p3")
    given = {"prio-text": "Kvällar vid tåget.", "prio-place": place(kommun).pk}
    chair.post(at(meeting, "prioritera/"), given)
    chair.post(at(meeting, "beratta/"), {"tell-audience": "staff", "tell-text": "Ny lampa."})
    decision = {"beslut-text": "Laga lampan.", "beslut-owner": pair, "beslut-due": "2026-12-10"}
    chair.post(at(meeting, "beslut/"), decision)
    page = get(chair, f"moten/{meeting.pk}/")
    for said in ("Skolan: lugnt.", "Kvällar vid tåget.", "Ny lampa.", "Laga lampan."):
        assert said in page
    chair.post(at(meeting, "avsluta/"), {"next_on": "2026-12-03"})
    page = get(chair, f"moten/{meeting.pk}/")
    assert "Laga lampan." in page
    assert "Spara anteckningen" not in page
    pdf = chair.post(at(meeting, "protokoll.pdf"), {"receiver": "group"})
    assert pdf["Content-Type"] == "application/pdf"
    assert AuditEvent.objects.filter(what="document.handed_out").count() == 1


def test_a_note_saves_itself_and_says_why_when_it_cannot(as_, coordinator, meeting):
    chair = as_(coordinator)
    as_data = {"headers": {"Accept": "application/json"}}
    sent = {"p3-text": "Lugnt.", "p3-version": "0"}
    assert chair.post(at(meeting, "anteckning/3/"), sent, **as_data).json() == {"version": 1}
    assert chair.post(at(meeting, "anteckning/3/"), sent, **as_data).json() == {"version": 1}
    other = sent | {"p3-text": "Stökigt."}
    stale = chair.post(at(meeting, "anteckning/3/"), other, **as_data)
    assert stale.status_code == 409
    assert "Någon annan" in stale.json()["error"]
    secret = {"p3-text": f"Ring {PHONE}", "p3-version": "1"}
    assert "personuppgifter" in chair.post(
        at(meeting, "anteckning/3/"), secret, **as_data
    ).json()["error"]  # fmt: skip
    long = {"p3-text": "x" * 4001, "p3-version": "1"}
    assert chair.post(at(meeting, "anteckning/3/"), long, **as_data).status_code == 409
    assert MeetingNote.objects.unscoped("test").get().text == "Lugnt."


def test_the_button_after_the_page_has_saved_by_itself_says_saved(as_, coordinator, meeting):
    chair = as_(coordinator)
    for version in (0, 1):
        sent = {"p3-text": f"Lugnt, {version}.", "p3-version": version}
        chair.post(at(meeting, "anteckning/3/"), sent, headers={"Accept": "application/json"})
        page = chair.post(at(meeting, "anteckning/3/"), sent, follow=True).content.decode()
        assert "Anteckningen är sparad." in page
        assert "Någon annan" not in page
    assert MeetingNote.objects.unscoped("test").get().version == 2


def test_without_javascript_what_was_typed_is_shown_beside_what_is_kept(as_, coordinator, meeting):
    chair = as_(coordinator)
    chair.post(at(meeting, "anteckning/3/"), {"p3-text": "Först.", "p3-version": "0"})
    page = chair.post(at(meeting, "anteckning/3/"), {"p3-text": "Sedan.", "p3-version": "0"})
    text = page.content.decode()
    assert "Så här står det sparat nu" in text
    assert "Först." in text
    assert "Sedan." in text
    assert chair.post(at(meeting, "anteckning/9/"), {"p9-version": "0"}).status_code == 302


@pytest.mark.parametrize(
    ("path", "given"),
    [
        ("prioritera/", {"prio-text": f"Ring {PHONE}"}),
        ("beratta/", {"tell-audience": "staff", "tell-text": f"Ring {PHONE}"}),
    ],
)
def test_a_refused_text_stays_in_its_field(as_, coordinator, meeting, path, given):
    page = as_(coordinator).post(at(meeting, path), given).content.decode()
    assert "personuppgifter" in page
    assert PHONE in page
    assert "Något behöver rättas" in as_(coordinator).post(at(meeting, path), {}).content.decode()


def test_priorities_and_messages_are_taken_away(as_, coordinator, meeting):
    chair = as_(coordinator)
    chair.post(at(meeting, "prioritera/"), {"prio-text": "Kvällar."})
    chair.post(at(meeting, "beratta/"), {"tell-audience": "staff", "tell-text": "Lampa."})
    prio = meeting.priorities.unscoped("test").get().pk
    tell = meeting.tellings.unscoped("test").get().pk
    chair.post(at(meeting, "prioritera/bort/"), {"row": prio})
    chair.post(at(meeting, "beratta/bort/"), {"row": tell})
    assert not meeting.priorities.unscoped("test").exists()
    assert not meeting.tellings.unscoped("test").exists()
    assert chair.post(at(meeting, "beratta/bort/"), {"row": "x"}).status_code == 404


def test_a_wrong_decision_is_shown_again(as_, coordinator, meeting, party):
    chair = as_(coordinator)
    page = chair.post(at(meeting, "beslut/"), {"beslut-text": "Laga."}).content.decode()
    assert "Välj vem som ska göra det" in page
    given = {"beslut-text": "Laga.", "beslut-owner": f"u{coordinator.pk}"}
    page = chair.post(at(meeting, "beslut/"), given | {"beslut-due": "2026-01-01"})
    assert "före mötet" in page.content.decode()
    chair.post(at(meeting, "beslut/"), given | {"beslut-due": "2026-12-01"})
    assert Decision.objects.unscoped("test").get().owner == coordinator


def test_closing_with_a_wrong_day(as_, coordinator, meeting):
    chair = as_(coordinator)
    page = chair.post(at(meeting, "avsluta/"), {"next_on": "x"}).content.decode()
    assert "Skriv dagen som" in page
    page = chair.post(at(meeting, "avsluta/"), {"next_on": "2026-11-26"}, follow=True)
    assert "efter det här" in page.content.decode()


def test_minutes_exist_when_the_meeting_is_closed(as_, police, meeting):
    page = as_(police).get(at(meeting, "protokoll.pdf"), follow=True)
    assert "när mötet är avslutat" in page.content.decode()


def test_minutes_for_others_leave_secret_places_out(as_, police, meeting, decided, coordinator):
    decided(f"Städa {cast.GROUP_ONLY}.")
    close_meeting(meeting=meeting, next_on=None, by=coordinator)
    page = as_(police).get(at(meeting, "protokoll.pdf")).content.decode()
    assert "Ta med namnen" in page
    as_(police).post(at(meeting, "protokoll.pdf"), {"receiver": "other"})
    assert AuditEvent.objects.get(what="document.handed_out").details["secrets"] == 0


@pytest.mark.parametrize("point", range(1, 9))
def test_each_point_on_the_wall(as_, police, meeting, frozen, point):
    page = get(as_(police), f"moten/{meeting.pk}/visa/{point}/")
    assert f">{point}. " in page
    assert ('rel="prev"' in page) == (point > 1)
    assert ('rel="next"' in page) == (point < 8)


def test_there_is_no_ninth_point(as_, police, meeting):
    assert as_(police).get(at(meeting, "visa/9/")).status_code == 404


def test_decisions_with_their_lights(as_, coordinator, decided, arrange):
    assert "Inga öppna beslut" in get(as_(coordinator), "beslut/")
    made = decided("Laga lampan.")
    assert "1 beslut pågår" in get(as_(coordinator), "beslut/")
    with arrange():
        Decision.objects.unscoped("test").update(due=date(2026, 11, 1))
    page = get(as_(coordinator), "beslut/")
    assert "1 beslut är försenat" in page
    assert "Försenat eller inte gjort" in page
    as_(coordinator).post(f"{ROOT}beslut/{made.pk}/gjort/", {"version": 1, "reason": "Klart."})
    assert "Klart." in get(as_(coordinator), "beslut/")


def test_the_owner_settles_from_a_page_of_the_own(as_, reporter, housing_party, decided, police):
    made = decided("Byt lås.", owner=reporter, party=housing_party)
    page = get(as_(reporter), f"beslut/{made.pk}/")
    assert "Det är gjort" in page
    page = as_(reporter).post(f"{ROOT}beslut/{made.pk}/inte-gjort/", {"version": 1, "reason": ""})
    assert "Skriv varför" in page.content.decode()
    as_(reporter).post(f"{ROOT}beslut/{made.pk}/gjort/", {"version": 1, "reason": ""})
    made.refresh_from_db()
    assert made.state == DecisionState.DONE
    assert as_(police).post(f"{ROOT}beslut/{made.pk}/oppna/", {"version": 2}).status_code == 403
    assert as_(reporter).post(f"{ROOT}beslut/{made.pk}/annat/", {}).status_code == 404


def test_a_place_that_became_the_groups_own_is_gone_from_the_owners_pages(
    as_, coordinator, reporter, housing_party, decided, kommun, arrange
):
    made = decided("Byt lås.", owner=reporter, party=housing_party, place=place(kommun))
    pages = (f"beslut/{made.pk}/", "beslut/")
    assert all("Resecentrum" in get(as_(reporter), page) for page in pages)
    with arrange():
        NamedPlace.objects.unscoped("test").filter(pk=made.place_id).update(group_only=True)
    assert not any("Resecentrum" in get(as_(reporter), page) for page in pages)
    assert all("Resecentrum" in get(as_(coordinator), page) for page in pages)


def test_a_decision_is_taken_back_during_the_meeting(as_, coordinator, decided, reporter,
                                                     housing_party):  # fmt: skip
    made = decided(owner=reporter, party=housing_party)
    assert as_(reporter).post(f"{ROOT}beslut/{made.pk}/bort/").status_code == 403
    as_(coordinator).post(f"{ROOT}beslut/{made.pk}/bort/")
    assert not Decision.objects.unscoped("test").exists()


def test_somebody_elses_decision_is_not_there(as_, reporter, decided):
    assert as_(reporter).get(f"{ROOT}beslut/{decided().pk}/").status_code == 404


@pytest.mark.parametrize("who", ["reporter", "coordinator", "police", "reviewer", "leader"])
def test_who_reaches_the_meetings(as_, request, arrange, meeting, who):
    with arrange():
        client = as_(request.getfixturevalue(who))
    group = who in {"coordinator", "police", "reviewer"}
    for path in ("moten/", f"moten/{meeting.pk}/", f"moten/{meeting.pk}/visa/1/"):
        assert client.get(ROOT + path).status_code == (200 if group else 403)
    writes = client.post(at(meeting, "prioritera/"), {}).status_code
    assert writes == (200 if who == "coordinator" else 403)
    assert client.get(f"{ROOT}beslut/").status_code == 200


@pytest.mark.parametrize(("path", "queries"), [("moten/", 6), ("beslut/", 5)])
def test_a_page_asks_a_fixed_number_of_times(
    as_, coordinator, decided, path, queries, django_assert_num_queries
):
    chair = as_(coordinator)
    decided()
    get(chair, path)
    for number in range(5):
        decided(f"Beslut {number}.")
    with django_assert_num_queries(queries):
        get(chair, path)


def test_the_meeting_page_asks_a_fixed_number_of_times(
    as_, coordinator, meeting, frozen, decided, django_assert_num_queries
):
    chair = as_(coordinator)
    get(chair, f"moten/{meeting.pk}/")
    for number in range(5):
        decided(f"Beslut {number}.")
    with django_assert_num_queries(32):
        get(chair, f"moten/{meeting.pk}/")


def test_the_next_meeting_is_on_the_start_page(as_, coordinator, police, meeting):
    said = "dagordningen är ifylld"
    assert said in as_(coordinator).get(ROOT).content.decode()
    assert said not in as_(police).get(ROOT).content.decode()
