"""The product suggests, people propose, and only the police accept, adjust or decline."""

from dataclasses import replace
from datetime import date

import pytest

from lofte.audit.models import AuditEvent
from lofte.audit.refusals import Refused
from lofte.patrol.actions import (
    accept_stop,
    add_stop,
    decline_stop,
    drop_stop,
    propose_stop,
    set_harm_weights,
    suggest_stops,
)
from lofte.patrol.hours import Window
from lofte.patrol.inputs import Answer, StopInput
from lofte.patrol.models import Stop
from lofte.patrol.queries import current, named, waiting_for_answer, weights_of
from lofte.patrol.states import StopState, WrongState
from lofte.people.free_text import PersonalData
from lofte.situation.actions import discard
from tests.incidents.reports import PHONE, category, place
from tests.situation.pictures import picture_in

pytestmark = pytest.mark.django_db


def kept(stop: Stop) -> Stop:
    return Stop.objects.unscoped("test").get(pk=stop.pk)


def answer_to(stop, **changed):
    return replace(Answer(window=stop.window, activity=stop.activity), **changed)


def test_a_picture_suggests_the_place_that_stands_out(frozen, coordinator):
    stops = suggest_stops(picture=frozen, by=coordinator)
    first = stops[0]
    assert first.place_name == "Resecentrum"
    assert first.state == StopState.SUGGESTED
    assert "normalt" in first.why
    assert first.figures["count"] == 30
    assert first.figures["source"]
    assert first.events["Ordningsstörning"]


def test_it_is_for_the_period_that_comes(frozen, coordinator):
    stop = suggest_stops(picture=frozen, by=coordinator)[0]
    assert (stop.first_day, stop.end) == (date(2026, 11, 23), date(2026, 11, 30))


def test_the_hours_come_from_what_happened_there(frozen, coordinator):
    stop = suggest_stops(picture=frozen, by=coordinator)[0]
    assert 20 in {hour.hour for hour in stop.window.between(stop.first_day, stop.end)}
    assert stop.hours_from.startswith("Timmarna kommer från")


def test_suggesting_again_keeps_what_was_put_forward_and_replaces_the_rest(frozen, coordinator):
    first = suggest_stops(picture=frozen, by=coordinator)[0]
    propose_stop(stop=first, version=1, activity="Gå dit.", by=coordinator)
    again = suggest_stops(picture=frozen, by=coordinator)
    assert first.place_name not in {stop.place_name for stop in again}
    assert kept(first).state == StopState.PROPOSED


def test_a_discarded_picture_suggests_nothing(draft, coordinator):
    discard(picture=draft, by=coordinator)
    with pytest.raises(Refused, match="kasserad"):
        suggest_stops(picture=picture_in(draft), by=coordinator)


def test_nothing_is_before_the_police_until_somebody_proposes_it(frozen, coordinator, police):
    suggested = suggest_stops(picture=frozen, by=coordinator)[0]
    assert waiting_for_answer(frozen.kommun, police, date(2026, 11, 24)) == 0
    with pytest.raises(WrongState, match="uppslag"):
        accept_stop(stop=suggested, version=1, answer=answer_to(suggested), by=police)


def test_the_police_accept_as_it_is(wished, police):
    stop = wished()
    done = accept_stop(stop=stop, version=1, answer=answer_to(stop), by=police)
    assert (done.state, done.adjusted, done.answered_by) == (StopState.ACCEPTED, False, police)


def test_the_police_adjust_with_a_reason(wished, police):
    stop = wished()
    other = Window(5, 5, 21, 23)
    with pytest.raises(Refused, match="Skriv varför"):
        accept_stop(stop=stop, version=1, answer=answer_to(stop, window=other), by=police)
    said = answer_to(stop, window=other, reason="Vi är fler på lördagar.")
    done = accept_stop(stop=stop, version=1, answer=said, by=police)
    assert done.adjusted
    assert done.window == other
    assert done.reason == "Vi är fler på lördagar."


def test_the_police_decline_with_a_reason(wished, police):
    stop = wished()
    with pytest.raises(Refused, match="Skriv varför"):
        decline_stop(stop=stop, version=1, reason="  ", by=police)
    assert kept(stop).state == StopState.PROPOSED
    assert decline_stop(stop=stop, version=1, reason="Annan insats.", by=police).state == "declined"


def test_the_police_may_change_their_mind(wished, police):
    stop = decline_stop(stop=wished(), version=1, reason="Hinner inte.", by=police)
    stop = accept_stop(stop=stop, version=2, answer=answer_to(stop), by=police)
    assert decline_stop(stop=stop, version=3, reason="Sjukt.", by=police).state == "declined"


def test_two_answers_at_once_never_overwrite_each_other(wished, police):
    stop = wished()
    accept_stop(stop=kept(stop), version=1, answer=answer_to(stop), by=police)
    with pytest.raises(WrongState, match="Någon annan"):
        decline_stop(stop=stop, version=1, reason="Nej.", by=police)
    assert kept(stop).state == StopState.ACCEPTED


def test_a_wish_can_be_taken_back_until_it_is_answered(wished, accepted, coordinator):
    assert drop_stop(stop=wished(), version=1, by=coordinator).state == StopState.DROPPED
    with pytest.raises(WrongState, match="antaget"):
        drop_stop(stop=accepted("Almskolan"), version=2, by=coordinator)


@pytest.mark.parametrize("field", ["why", "activity"])
def test_personal_data_is_refused_in_every_text(kommun, coordinator, field):
    given = {
        "place": place(kommun), "window": Window(4, 5, 20, 22), "why": "Klotter.",
        "activity": "Gå dit.", "first": date(2026, 11, 23), "end": date(2026, 11, 30),
    }  # fmt: skip
    wish = StopInput(**(given | {field: f"Ring {PHONE}"}))
    with pytest.raises(PersonalData, match="personuppgifter"):
        add_stop(kommun=kommun, wish=wish, by=coordinator)
    assert not Stop.objects.unscoped("test").exists()


def test_a_reason_is_read_by_the_guard_too(wished, police):
    with pytest.raises(PersonalData):
        decline_stop(stop=wished(), version=1, reason=f"Ring {PHONE}", by=police)


def test_days_in_the_wrong_order_are_refused(kommun, coordinator, wished):
    with pytest.raises(Refused, match="Sista dagen"):
        wished(first=date(2026, 11, 30), end=date(2026, 11, 30))


def test_only_the_group_sees_stops(wished, police, reporter, leader, outsider, kommun):
    wished()
    today = date(2026, 11, 24)
    assert current(kommun, police, today, StopState.PROPOSED).count() == 1
    for other in (reporter, leader, outsider):
        assert current(kommun, other, today, StopState.PROPOSED).count() == 0


def test_every_kind_weighs_one_until_the_kommun_says_otherwise(kommun, coordinator):
    today = date(2026, 11, 24)
    before = named(weights_of(kommun, coordinator, today))
    assert set(before.values()) == {1.0}
    set_harm_weights(kommun=kommun, weights={category(kommun, "drugs"): 5}, by=coordinator)
    set_harm_weights(
        kommun=kommun,
        weights={category(kommun, "drugs"): 3, category(kommun, "damage"): 1},
        by=coordinator,
    )
    after = named(weights_of(kommun, coordinator, today))
    assert after == before | {"Narkotika": 3.0}


def test_each_step_is_in_the_log(wished, police):
    stop = wished()
    decline_stop(stop=stop, version=1, reason="Nej.", by=police)
    said = AuditEvent.objects.filter(target_kind="stop").order_by("pk")
    assert [event.what for event in said] == ["stop.proposed", "stop.declined"]
    assert said[1].by_name == "Kim Kommunpolis"
