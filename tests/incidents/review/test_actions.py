"""Only what a person has read and freed of personal data becomes part of the picture."""

from typing import Any

import pytest

from lofte.audit.models import AuditEvent
from lofte.audit.refusals import Refused
from lofte.incidents.marks import marked_parts
from lofte.incidents.models import Incident
from lofte.incidents.review import actions
from lofte.incidents.review.actions import (
    answer,
    clear_warnings,
    confirm,
    mask,
    merge,
    reject,
    reopen,
    return_to_reporter,
)
from lofte.incidents.states import TRANSITIONS, State, WrongState, can_move
from lofte.people.free_text import SecretPlace
from lofte.people.models import User
from lofte.people.states import Role
from lofte.places.models import Kommun
from tests import cast
from tests.incidents.conftest import Send
from tests.incidents.reports import PERSONNUMMER, PHONE, kept, last_act, told

CHANGED = "hann ändra"


def test_a_confirmed_report_says_who_confirmed_it(send: Send, reviewer: User) -> None:
    incident = confirm(incident=send(), version=1, by=reviewer)
    assert (incident.state, incident.version) == ("confirmed", 2)
    event = last_act()
    assert (event.what, event.by_name) == ("incident.confirmed", "Gunnar Granskare")


def test_marked_words_stop_the_confirmation(send: Send, reviewer: User) -> None:
    incident = send(text=f"Ring {PHONE}")
    with pytest.raises(Refused, match="markerade ord"):
        confirm(incident=incident, version=1, by=reviewer)
    assert kept(incident).state == "received"


def test_masking_overwrites_the_words_everywhere(send: Send, reviewer: User) -> None:
    incident = send(text=f"Han heter så, {PERSONNUMMER}.", near=f"Skylt med {PHONE}")
    incident = mask(incident=incident, version=1, spans=[0, 1], by=reviewer)
    assert incident.text == "Han heter så, [personnummer]."
    assert incident.near == "Skylt med [telefonnummer]"
    assert incident.masked
    assert incident.warnings == []
    rows = [str(row) for row in Incident.objects.unscoped("test").values_list()]
    assert not [row for row in [*rows, *told()] if PERSONNUMMER in row or PHONE in row]
    assert last_act().details == {"kinds": ["personnummer", "phone"]}
    assert confirm(incident=incident, version=2, by=reviewer).state == "confirmed"


def test_masking_some_words_leaves_the_others_marked(send: Send, reviewer: User) -> None:
    incident = send(text=f"{PERSONNUMMER} och {PHONE}")
    incident = mask(incident=incident, version=1, spans=[0], by=reviewer)
    assert incident.text == f"[personnummer] och {PHONE}"
    [left] = incident.warnings
    assert incident.text[left["start"] : left["end"]] == PHONE


@pytest.mark.parametrize("spans", [[], [7]])
def test_masking_asks_what_to_mask(send: Send, reviewer: User, spans: list[int]) -> None:
    with pytest.raises(Refused, match="Välj vilka"):
        mask(incident=send(text=PHONE), version=1, spans=spans, by=reviewer)


def test_a_reviewer_may_say_that_the_words_are_harmless(send: Send, reviewer: User) -> None:
    incident = clear_warnings(incident=send(text=f"Skylt: {PHONE}"), version=1, by=reviewer)
    assert incident.warnings == []
    assert PHONE in incident.text
    assert last_act().details == {"kinds": ["phone"]}


def test_marks_show_where_the_words_are(send: Send) -> None:
    incident = send(text=f"Ring {PHONE} nu", near=PERSONNUMMER)
    parts = marked_parts(incident, "text")
    assert "".join(part.text for part in parts) == incident.text
    assert [part.label for part in parts] == ["", "telefonnummer", ""]
    assert [part.number is None for part in marked_parts(incident, "near")] == [False]


# --- the conversation with the reporter -----------------------------------------------------------


def test_a_question_goes_to_the_reporter_and_the_answer_comes_back(
    send: Send, reviewer: User, reporter: User
) -> None:
    incident = return_to_reporter(
        incident=send(text="Där igen"), version=1, question=" Var i huset? ", by=reviewer
    )
    assert (incident.state, incident.question) == ("returned", "Var i huset?")
    incident = answer(incident=incident, text=f"I garaget, ring {PHONE}", by=reporter)
    assert (incident.state, incident.version) == ("received", 3)
    assert [w["kind"] for w in incident.warnings] == ["phone"]
    acts = list(AuditEvent.objects.values_list("what", flat=True)[:2])
    assert acts == ["incident.answered", "incident.returned"]


def test_only_the_reporter_answers_and_only_when_asked(
    send: Send, reviewer: User, reporter: User
) -> None:
    incident = return_to_reporter(incident=send(), version=1, question="Var?", by=reviewer)
    with pytest.raises(Refused, match="Bara den som skrev"):
        answer(incident=incident, text="Här", by=reviewer)
    answer(incident=incident, text="Här", by=reporter)
    confirm(incident=incident, version=3, by=reviewer)
    with pytest.raises(WrongState, match="väntar inte"):
        answer(incident=incident, text="Förresten, där", by=reporter)
    assert kept(incident).text == "Här"


def test_a_rejected_report_tells_the_reporter_why(send: Send, reviewer: User) -> None:
    incident = reject(incident=send(), version=1, reason=" Hör till grannkommunen ", by=reviewer)
    assert (incident.state, incident.reason) == ("rejected", "Hör till grannkommunen")
    assert last_act().what == "incident.rejected"


@pytest.mark.parametrize(("act", "field"), [(reject, "reason"), (return_to_reporter, "question")])
def test_words_to_the_reporter_are_needed_and_hold_no_personal_data(
    send: Send, reviewer: User, act: Any, field: str
) -> None:
    incident = send()
    with pytest.raises(Refused, match="Skriv v"):
        act(incident=incident, version=1, by=reviewer, **{field: "  "})
    with pytest.raises(Refused, match="telefonnummer"):
        act(incident=incident, version=1, by=reviewer, **{field: f"Ring {PHONE}"})
    assert kept(incident).state == "received"


# --- merging and undoing --------------------------------------------------------------------------


@pytest.mark.parametrize("act", ["ask", "reject"])
def test_words_to_a_reporter_outside_the_group_name_no_place_of_its_own(
    send: Send, reviewer: User, police: User, act: str
) -> None:
    def told(incident: Incident) -> Incident:
        words = f"Var det i {cast.GROUP_ONLY}?"
        if act == "ask":
            return return_to_reporter(incident=incident, version=1, question=words, by=reviewer)
        return reject(incident=incident, version=1, reason=words, by=reviewer)

    row = send()
    with pytest.raises(SecretPlace):
        told(row)
    assert kept(row).state == "received"
    assert told(send(by=police)).state in ("returned", "rejected")


def test_two_reports_of_one_event_become_one(send: Send, reviewer: User) -> None:
    first, second = send(), send()
    second = merge(incident=second, into=first, version=1, by=reviewer)
    assert (second.state, second.merged_into) == ("merged", first)
    assert last_act().details == {"into": first.pk}
    second = reopen(incident=second, version=2, by=reviewer)
    assert (second.state, second.merged_into) == ("received", None)
    assert last_act().what == "incident.reopened"


def test_a_report_is_merged_with_another_one_that_counts(
    send: Send, reviewer: User, kommun: Kommun
) -> None:
    incident, rejected = send(), send()
    reject(incident=rejected, version=1, reason="Fel", by=reviewer)
    with pytest.raises(Refused, match="en annan rapport i samma kommun"):
        merge(incident=incident, into=incident, version=1, by=reviewer)
    with pytest.raises(Refused, match=rf"Rapport {rejected.pk} är avvisad"):
        merge(incident=incident, into=rejected, version=1, by=reviewer)


def test_two_reports_are_never_merged_into_each_other(send: Send, reviewer: User) -> None:
    one, two = send(), send()
    one_before, two_before = kept(one), kept(two)
    merge(incident=one, into=two, version=1, by=reviewer)
    with pytest.raises(Refused, match="sammanslagen"):
        merge(incident=two_before, into=one_before, version=1, by=reviewer)
    assert kept(two).state == "received"


def test_a_report_of_another_kommun_is_no_target(
    send: Send, reviewer: User, other_kommun: Kommun, arrange: Any
) -> None:
    incident, other = send(), send()
    with arrange():
        Incident.objects.unscoped("test").filter(pk=other.pk).update(kommun=other_kommun)
    with pytest.raises(Refused, match="samma kommun"):
        merge(incident=incident, into=kept(other), version=1, by=reviewer)


# --- who came first -------------------------------------------------------------------------------


@pytest.fixture
def second_reviewer(kommun: Kommun, party: Any) -> User:
    return cast.make_user(kommun, party, Role.REVIEWER, name="Berit Bisittare")


ACTS = {
    "confirm": (confirm, {}),
    "question": (return_to_reporter, {"question": "Var?"}),
    "reject": (reject, {"reason": "Dubblett"}),
    "mask": (mask, {"spans": [0]}),
    "clear": (clear_warnings, {}),
}


@pytest.mark.parametrize("name", ACTS)
def test_of_two_reviewers_at_once_the_second_overwrites_nothing(
    send: Send, reviewer: User, second_reviewer: User, name: str
) -> None:
    act, words = ACTS[name]
    marked = "" if name == "confirm" else f"Skylt: {PHONE}"
    incident = send(text=marked)
    read_earlier = kept(incident)
    clear_warnings(incident=incident, version=1, by=second_reviewer)
    before = kept(incident)
    with pytest.raises(WrongState, match=CHANGED):
        act(incident=read_earlier, version=1, by=reviewer, **words)
    after = kept(incident)
    assert (after.state, after.version, after.text) == (before.state, 2, before.text)


def test_the_transition_table_is_what_the_acts_obey(send: Send, reviewer: User) -> None:
    incident = reject(incident=send(), version=1, reason="Fel", by=reviewer)
    with pytest.raises(WrongState, match="är avvisad och kan inte bli bekräftad"):
        confirm(incident=incident, version=2, by=reviewer)
    with pytest.raises(WrongState, match="avslutad"):
        mask_nothing(incident, reviewer)
    assert set(TRANSITIONS) == set(State)
    assert can_move("rejected", State.RECEIVED)


def mask_nothing(incident: Incident, reviewer: User) -> None:
    clear_warnings(incident=incident, version=2, by=reviewer)


def test_a_decision_that_cannot_be_logged_is_not_made(
    send: Send, reviewer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: Any, **kwargs: Any) -> None:
        raise ZeroDivisionError

    incident = send(text=f"Ring {PHONE}")
    monkeypatch.setattr(actions, "record", fail)
    with pytest.raises(ZeroDivisionError):
        mask(incident=incident, version=1, spans=[0], by=reviewer)
    assert PHONE in kept(incident).text
