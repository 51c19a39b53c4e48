"""Where the kommun stands with the Act, paragraph by paragraph, computed from what was done."""

from datetime import date
from typing import Any

import pytest
import time_machine
from django.urls import reverse

from lofte.audit.actions import SYSTEM
from lofte.audit.models import AuditEvent
from lofte.audit.refusals import Refused
from lofte.duties.actions import RecordFacts, change_record, enter_record, withdraw_record
from lofte.duties.board import Standing, board_of, lacking
from lofte.duties.council.actions import CouncilMeetingFacts, add_member, enter_council_meeting
from lofte.duties.models import DutyRecord
from lofte.duties.states import Status
from lofte.people.free_text import PersonalData
from lofte.people.models import Party, User
from lofte.places.models import Kommun
from lofte.promises.agreements.actions import enter_agreement
from lofte.promises.inputs import AgreementFacts, MeasureFacts
from lofte.promises.measures.actions import add_measure
from lofte.promises.plans.models import ActionPlan
from lofte.promises.states import ChangedMeanwhile
from lofte.situation.problems.actions import describe_problem, take_position
from lofte.situation.problems.inputs import ProblemFacts
from lofte.situation.problems.models import Problem
from lofte.situation.statutory.models import StatutoryPicture
from tests.promises.test_views import text_of

TODAY = date(2026, 5, 1)


def url(name: str, *args: object) -> str:
    return reverse(f"duties:{name}", args=["lyckeberga", *args])


def standing(kommun: Kommun, viewer: User, number: int, today: date = TODAY) -> Standing:
    board = board_of(kommun, viewer, today)
    return next(one.standing for one in board if one.paragraph.number == number)


def entered(kommun: Kommun, **given: Any) -> DutyRecord:
    told = {"paragraph": 13, "kind": "report", "text": "Rapport", "on": date(2026, 2, 1)}
    return enter_record(kommun=kommun, facts=RecordFacts(**told | given), by=SYSTEM)


def test_an_empty_kommun_sees_what_the_act_demands(kommun: Kommun, leader: User) -> None:
    board = board_of(kommun, leader, TODAY)
    found = {one.paragraph.number: one.standing.status for one in board}
    assert found == {
        3: Status.MISSING, 4: Status.MISSING, 5: Status.MISSING, 6: Status.MISSING,
        7: Status.NOT_TOLD, 8: Status.NOT_TOLD, 9: Status.NOT_TOLD, 10: Status.NOT_TOLD,
        11: Status.MISSING, 12: Status.MISSING, 13: Status.NOT_TOLD, 14: Status.UNUSED,
    }  # fmt: skip
    assert [one.paragraph.number for one in lacking(board)] == [3, 4, 5, 6, 11, 12]


def test_section_3_counts_positions(kommun: Kommun, leader: User, problem: Problem) -> None:
    assert standing(kommun, leader, 3).status == Status.IN_PLACE
    facts = ProblemFacts(title="Klotter", kind="disorder")
    other = describe_problem(kommun=kommun, facts=facts, by=SYSTEM)
    found = standing(kommun, leader, 3)
    assert (found.status, found.sentence) == (
        Status.PARTLY,
        "1 problem saknar ställningstagande.",
    )
    take_position(problem=other, version=other.version, need="no", reason="Redan löst.", by=SYSTEM)
    assert standing(kommun, leader, 3).status == Status.IN_PLACE


def test_no_position_at_all_is_missing(kommun: Kommun, leader: User) -> None:
    facts = ProblemFacts(title="Klotter", kind="disorder")
    describe_problem(kommun=kommun, facts=facts, by=SYSTEM)
    assert standing(kommun, leader, 3).status == Status.MISSING


def test_sections_4_to_6_follow_picture_plan_and_clocks(
    kommun: Kommun, leader: User, picture: StatutoryPicture, decided: ActionPlan
) -> None:
    assert "till och med 2024-12-31" in standing(kommun, leader, 4).sentence
    plan = standing(kommun, leader, 5)
    assert (plan.status, plan.last) == (Status.IN_PLACE, date(2025, 2, 12))
    assert "Kommunstyrelsen, § 45, diarienummer KS 2025/17" in plan.sentence
    assert plan.links[0].url == reverse("promises:plan", args=[kommun.slug, decided.pk])
    clocks = standing(kommun, leader, 6)
    assert (clocks.status, clocks.due) == (Status.IN_PLACE, date(2026, 12, 31))
    assert standing(kommun, leader, 6, date(2026, 7, 1)).status == Status.SOON
    assert standing(kommun, leader, 6, date(2027, 1, 1)).status == Status.LATE
    ended = standing(kommun, leader, 5, date(2027, 3, 1))
    assert ended.status == Status.LATE
    assert "Planens tid gick ut 2027-02-28" in ended.sentence


def agreed(kommun: Kommun, party: Party, **given: Any) -> None:
    told = {"title": "Samverkan", "purposes": "p", "areas": "o", "parties": (party,)}
    enter_agreement(kommun=kommun, facts=AgreementFacts(**told | given), by=SYSTEM)


def test_section_9_counts_attempts_as_attempts(
    kommun: Kommun, leader: User, police_party: Party
) -> None:
    agreed(kommun, police_party, attempts="Vi bjöd in dem i mars.")
    assert standing(kommun, leader, 9).status == Status.TRIED
    assert standing(kommun, leader, 8).status == Status.PARTLY
    agreed(kommun, police_party, signed_on=date(2025, 1, 20), last_day=date(2028, 12, 31))
    found = standing(kommun, leader, 9)
    assert (found.status, found.last, found.due) == (
        Status.IN_PLACE,
        date(2025, 1, 20),
        date(2028, 12, 31),
    )
    agreed(kommun, police_party, signed_on=date(2025, 1, 20))  # until further notice
    assert standing(kommun, leader, 9).due is None


def test_section_10_asks_for_a_chair_of_the_kommun_and_meetings(
    kommun: Kommun, leader: User, party: Party, police_party: Party
) -> None:
    since = date(2025, 1, 1)
    add_member(kommun=kommun, party=police_party, role="chef", since=since, by=SYSTEM)
    found = standing(kommun, leader, 10)
    assert found.status == Status.PARTLY
    assert found.sentence == "Rådet saknar ordförande. Inget möte är redovisat."
    add_member(kommun=kommun, party=police_party, role="chef", since=since, chair=True, by=SYSTEM)
    assert "leds inte av kommunen" in standing(kommun, leader, 10).sentence
    add_member(kommun=kommun, party=party, role="ordförande", since=since, chair=True, by=SYSTEM)
    facts = CouncilMeetingFacts(held_on=date(2026, 3, 1), summary="Prioriterade kvällarna")
    enter_council_meeting(kommun=kommun, facts=facts, by=SYSTEM)
    found = standing(kommun, leader, 10)
    assert (found.status, found.last) == (Status.IN_PLACE, date(2026, 3, 1))
    assert found.sentence.startswith("3 ledamöter. Ordförande: ordförande")
    agreed(kommun, police_party, signed_on=date(2025, 1, 20))
    assert standing(kommun, leader, 8).status == Status.IN_PLACE


def test_sections_11_and_12_need_a_function_and_a_contact(
    kommun: Kommun, leader: User, coordinator: User, arrange: Any
) -> None:
    assert standing(kommun, leader, 11).sentence == "1 person har rollen samordnare."
    with arrange():
        kommun.contact = "Trygghetsenheten"
        kommun.save()
    assert standing(kommun, leader, 12).status == Status.IN_PLACE


def test_sections_7_and_13_rest_on_what_is_entered(kommun: Kommun, leader: User) -> None:
    entered(kommun)
    assert standing(kommun, leader, 13).status == Status.IN_PLACE
    assert standing(kommun, leader, 13, date(2027, 2, 1)).status == Status.SOON
    decision = {"organ": "Kommunfullmäktige", "section": "§ 12", "registry": "KS 1"}
    entered(kommun, kind="decision", on=date(2026, 4, 1), **decision)
    assert standing(kommun, leader, 13).last == date(2026, 2, 1)  # a decision is no report
    row = entered(kommun, paragraph=7, kind="other", text="Samordnat med skolans planer")
    assert standing(kommun, leader, 7).status == Status.IN_PLACE
    withdraw_record(row=row, by=SYSTEM)
    assert standing(kommun, leader, 7).status == Status.NOT_TOLD
    with pytest.raises(ChangedMeanwhile):
        withdraw_record(row=row, by=SYSTEM)


def test_section_14_shows_cameras_with_their_ground(kommun: Kommun, leader: User) -> None:
    facts = MeasureFacts(text="Kamera vid torget", kind="camera", legal_ground="14 §")
    add_measure(kommun=kommun, facts=facts, by=SYSTEM)
    found = standing(kommun, leader, 14)
    assert (found.status, found.links[0].text) == (Status.IN_PLACE, "Kamera vid torget")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"paragraph": 2}, "finns inte att välja"),
        ({"text": " "}, "vad som gjordes"),
        ({"kind": "annat"}, "välj ett slag"),
        ({"kind": "decision", "organ": "KS"}, "diarienummer"),
        ({"on": date(2100, 1, 1)}, "har inte varit än"),
    ],
)
def test_a_record_that_does_not_fit(kommun: Kommun, given: dict[str, Any], said: str) -> None:
    with pytest.raises(Refused, match=said):
        entered(kommun, **given)
    assert not DutyRecord.objects.unscoped("test").exists()


def test_a_record_holds_no_personal_data_and_two_change_it_at_once(kommun: Kommun) -> None:
    with pytest.raises(PersonalData):
        entered(kommun, text="Ring 070-174 06 05")
    row = entered(kommun)
    better = RecordFacts(paragraph=13, kind="report", text="Ny text", on=date(2026, 2, 1))
    change_record(row=row, facts=better, version=1, by=SYSTEM)
    assert row.text == "Ny text"
    with pytest.raises(ChangedMeanwhile):
        change_record(row=row, facts=better, version=1, by=SYSTEM)
    assert AuditEvent.objects.filter(what="duty_record.changed").count() == 1


def test_the_board_is_read_by_a_politician_and_kept_by_a_coordinator(
    kommun: Kommun,
    picture: StatutoryPicture,
    coordinator: User,
    leader: User,
    administrator: User,
    reporter: User,
    outsider: User,
    as_: Any,
) -> None:
    client = as_(coordinator)
    page = text_of(client.get(url("board")))
    assert "Det här behöver göras" in page
    assert "5 § Åtgärdsplan" in page
    form = client.get(f"{url('record-new')}?paragraf=13").context["form"]
    assert form["paragraph"].value() == "13"
    said = {"paragraph": "13", "kind": "report", "text": "Rapport om läget", "on": "2026-02-01"}
    page = text_of(client.post(url("record-new"), said, follow=True))
    assert "Uppgiften är sparad" in page
    assert "Rapport om läget" in page
    row = DutyRecord.objects.unscoped("test").get()
    change = client.get(url("record-change", row.pk)).context["form"]
    assert change["text"].value() == "Rapport om läget"
    better = said | {"text": "Rapport om planen", "version": "1"}
    page = text_of(client.post(url("record-change", row.pk), better, follow=True))
    assert "Rapport om planen" in page
    late = client.post(url("record-change", row.pk), better)
    assert late.status_code == 422
    for reader in (leader, administrator):
        seen = as_(reader)
        page = text_of(seen.get(url("board")))
        assert "Rapport om planen" in page
        assert "Lägg till en uppgift" not in page
        assert seen.get(url("record-new")).status_code == 403
        assert seen.post(url("record-withdraw", row.pk)).status_code == 403
    assert as_(reporter).get(url("board")).status_code == 403
    assert as_(outsider).get(url("board")).status_code == 404
    page = text_of(client.post(url("record-withdraw", row.pk), follow=True))
    assert "Uppgiften är borttagen" in page
    assert "Rapport om planen" not in page


def test_the_board_costs_as_few_queries_as_ever(
    kommun: Kommun, decided: ActionPlan, police_party: Party, coordinator: User, as_: Any,
    django_assert_num_queries: Any,
) -> None:  # fmt: skip
    for n in range(20):
        entered(kommun, text=f"Rapport {n}")
        agreed(kommun, police_party, signed_on=date(2025, 1, 20))
        facts = ProblemFacts(title=f"Nr {n}", kind="disorder")
        describe_problem(kommun=kommun, facts=facts, by=SYSTEM)
    client = as_(coordinator)
    client.get(url("board"))
    with time_machine.travel("2026-05-01T09:00:00+02:00"), django_assert_num_queries(15):
        assert client.get(url("board")).status_code == 200
