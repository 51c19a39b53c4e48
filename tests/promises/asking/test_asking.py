"""An indicator that is a question of a dialogue: asked alike before and after, in its own mode."""

from copy import deepcopy
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from lofte.audit.actions import SYSTEM
from lofte.audit.refusals import Refused
from lofte.dialogue import actions as dialogues
from lofte.dialogue.models import Dialogue
from lofte.dialogue.results.actions import enter_population
from lofte.dialogue.states import Mode
from lofte.management.dues.asked import read_all
from lofte.people.models import Party, User
from lofte.places.models import Kommun
from lofte.promises.asking.actions import measure_with_question
from lofte.promises.commitments.actions import remove_indicator
from lofte.promises.commitments.models import Commitment, Indicator
from lofte.promises.effects.actions import plan_effect
from lofte.promises.effects.inputs import EffectPlanFacts
from lofte.promises.effects.queries import effects_of
from lofte.promises.inputs import MeasureFacts
from lofte.promises.measures.actions import add_measure
from lofte.promises.models import Promise
from lofte.promises.power import planned_tests, said_of
from lofte.promises.queries import results_of
from lofte.promises.readings.actions import read_indicator, read_question
from lofte.promises.readings.inputs import ReadingFacts
from lofte.promises.readings.models import Reading
from lofte.promises.readings.queries import Measured
from lofte.promises.signing.actions import amend
from tests.dialogue.conftest import DEFINITION, planned
from tests.promises.asking.held import (
    AFTER,
    BEFORE,
    TODAY,
    _today,
    ask,
    asked_in,
    facts,
    point,
)
from tests.promises.drafts import YEAR, sign

__all__ = ["_today", "asked_in", "point"]


def came(indicator: Indicator) -> Measured:
    assert indicator.commitment is not None
    (result,) = results_of(indicator.commitment.promise, today=TODAY)
    (measured,) = result.measured
    return measured


def test_an_open_survey_counts_those_who_answered(asked_in: Any, point: Commitment) -> None:
    made = ask(point, asked_in(BEFORE, 12, 40))
    assert made.source == "Öppen enkät: Dialogen 2025"
    assert made.method == "Frågan ”Hur trygg är du på kvällen?”, version 1, svaret ”Steg 1”"
    asked_in(AFTER, 30, 45)
    assert read_all() == 1
    assert read_all() == 0
    measured = came(made)
    assert measured.before is not None
    assert measured.now is not None
    assert measured.before.said == "12 av 40 som svarade på frågan"
    assert measured.now.said == "30 av 45 som svarade på frågan"
    assert measured.met is None
    assert "inte alla som bor här" in measured.caution
    assert "Andra kan ha svarat" in measured.caution


def test_a_sample_estimates_with_an_interval(asked_in: Any, point: Commitment) -> None:
    made = ask(point, asked_in(BEFORE, 40, 200, mode=Mode.SAMPLE), comparator="more")
    (first,) = Reading.objects.unscoped("test")
    assert first.said == "20 procent (15–26), skattat ur 200 svar i ett urval"
    promise = point.promise
    assert "15–26 procent av 200 svar" in said_of(made, promise).sentence  # type: ignore[union-attr]
    assert planned_tests(promise)[0]["smallest_fall"] is None
    asked_in(AFTER, 50, 200, mode=Mode.SAMPLE)
    read_all()
    measured = came(made)
    assert measured.met is None
    assert measured.caution == "Intervallen möts. Då säger vi inte att något har ändrats."


@pytest.mark.parametrize(
    ("yes", "comparator", "target", "met"),
    [
        (100, "more", None, True),
        (100, "fewer", None, False),
        (4, "fewer", None, True),
        (100, ">=", 40.0, True),
        (100, ">=", 60.0, False),
        (100, ">=", 50.0, None),
        (100, "<=", 60.0, True),
        (100, "<=", 40.0, False),
        (100, "<=", 50.0, None),
        (100, "=", 50.0, None),
        (100, "", None, None),
    ],
)
def test_a_target_is_met_when_the_whole_interval_is(
    asked_in: Any, point: Commitment, yes: int, comparator: str, target: float | None, met: bool
) -> None:
    old = asked_in(BEFORE, 40, 200, mode=Mode.SAMPLE)
    made = ask(point, old, comparator=comparator, target_value=target)
    asked_in(AFTER, yes, 200, mode=Mode.SAMPLE)
    read_all()
    measured = came(made)
    assert measured.met is met
    assert "möts inte" in measured.caution


def test_too_few_in_a_sample_is_no_zero(asked_in: Any, point: Commitment) -> None:
    made = ask(point, asked_in(AFTER, 5, 12, mode=Mode.SAMPLE))
    measured = came(made)
    assert measured.now is not None
    assert measured.now.value is None
    assert "För få i urvalet" in measured.now.reason
    assert measured.caution == ""
    assert "ställd och räknad" in said_of(made, point.promise).sentence  # type: ignore[union-attr]


def test_nobody_answered(asked_in: Any, point: Commitment) -> None:
    made = ask(point, asked_in(AFTER, 0, 0))
    (row,) = Reading.objects.unscoped("test").filter(indicator=made)
    assert (row.value, row.reason) == (None, "Ingen har svarat på frågan.")


def test_what_the_weights_put_in_is_not_found_out(
    asked_in: Any, point: Commitment, coordinator: User
) -> None:
    old = asked_in(BEFORE, 40, 200, mode=Mode.SAMPLE)
    counts = {"1": 2_500, "2": 2_500, "3": 0, "4": 0, "5": 0}
    enter_population(dialogue=old, question="kvall", counts=counts, source="SCB", by=coordinator)
    ask(point, old)
    (row,) = Reading.objects.unscoped("test")
    assert row.value is None


def test_the_same_question_in_the_same_mode_only(
    asked_in: Any, kommun: Kommun, coordinator: User, point: Commitment
) -> None:
    made = ask(point, asked_in(BEFORE, 12, 40))
    asked_in(AFTER, 40, 200, mode=Mode.SAMPLE)
    other = deepcopy(DEFINITION)
    other["questions"][0]["version"] = 2  # type: ignore[index]
    changed = dialogues.write_questionnaire(
        kommun=kommun, name="Annat", definition=other, by=coordinator
    )
    reworded = asked_in(AFTER, 3, 40, questionnaire=changed)
    staff = asked_in(AFTER, 3, 40, audience="staff")
    assert read_all() == 0
    with pytest.raises(Refused, match="med samma ord"):
        read_question(indicator=made, dialogue=reworded, by=SYSTEM)
    with pytest.raises(Refused, match="går inte att jämföra"):
        read_question(indicator=made, dialogue=staff, by=SYSTEM)
    running = planned(reworded.questionnaire, coordinator)
    with pytest.raises(Refused, match="tar fortfarande emot"):
        read_question(indicator=made, dialogue=running, by=SYSTEM)


def test_what_does_not_fit_is_refused(
    asked_in: Any, point: Commitment, other_kommun: Kommun, kommun: Kommun, arrange: Any
) -> None:
    old = asked_in(BEFORE, 12, 40)
    for given, why in (
        ({"comparator": "more"}, "kan inte ha ett mål"),
        ({"answers": ()}, "vilka svar som räknas"),
        ({"answers": ("9",)}, "vilka svar som räknas"),
        ({"version": 7}, "vilka svar som räknas"),
        ({"code": "avstatt", "answers": ("torg", "buss")}, "Välj ett av dem"),
        ({"baseline": 3.0}, "läses ur dialogen"),
    ):
        with pytest.raises(Refused, match=why):
            ask(point, old, **given)  # type: ignore[arg-type]
    with pytest.raises(Refused, match="Välj en fråga"):
        measure_with_question(facts=replace(facts(old), asked=None), commitment=point, by=SYSTEM)
    with arrange():
        Dialogue.objects.unscoped("test").update(kommun=other_kommun)
    old.refresh_from_db()
    with pytest.raises(Refused, match="annan kommun"):
        ask(point, old)


def test_a_value_is_never_typed_but_a_reason_may_be(asked_in: Any, point: Commitment) -> None:
    made = ask(point, asked_in(BEFORE, 12, 40))
    told = ReadingFacts(period_start=YEAR[0], period_end=date(2026, 6, 30), value=3.0, source="Jag")
    with pytest.raises(Refused, match="läses ur dialoger"):
        read_indicator(indicator=made, facts=told, by=SYSTEM)
    why = replace(told, value=None, reason="Ingen dialog i år.")
    assert read_indicator(indicator=made, facts=why, by=SYSTEM).reason == "Ingen dialog i år."
    plain = Indicator(commitment=point)
    with pytest.raises(Refused, match="ingen fråga"):
        read_question(indicator=plain, dialogue=Dialogue(), by=SYSTEM)


def test_it_needs_no_plan_of_events(asked_in: Any, point: Commitment) -> None:
    made = ask(point, asked_in(BEFORE, 12, 40))
    assert effects_of(point.promise) == []
    plan = EffectPlanFacts(targets=(), sources=(), before_first=date(2024, 1, 1))
    with pytest.raises(Refused, match="behöver ingen plan"):
        plan_effect(indicator=made, facts=plan, by=SYSTEM, today=TODAY)
    assert "går inte att skilja" in said_of(made, point.promise).sentence.replace("\n", " ")  # type: ignore[union-attr]


def test_a_measure_of_a_plan_is_measured_alike(asked_in: Any, kommun: Kommun, party: Party) -> None:
    measure = add_measure(
        kommun=kommun, facts=MeasureFacts(text="Ljus", kind="situation", party=party), by=SYSTEM
    )
    made = measure_with_question(facts=facts(asked_in(BEFORE, 12, 40)), measure=measure, by=SYSTEM)
    asked_in(AFTER, 3, 40)
    assert read_all() == 1
    assert Reading.objects.unscoped("test").filter(indicator=made).count() == 2


def test_what_was_signed_is_read_while_it_is_being_taken_out(
    asked_in: Any, promise: Promise, point: Commitment, party: Party, police_party: Party
) -> None:
    made = ask(point, asked_in(BEFORE, 12, 40))
    sign(promise, party, police_party)
    amend(promise=promise, by=SYSTEM)
    remove_indicator(indicator=made, by=SYSTEM)
    asked_in(AFTER, 20, 40)
    assert read_all() == 1
    assert came(made).now is not None


def url(name: str, *args: Any) -> str:
    return reverse(f"promises:{name}", args=["lyckeberga", *args])


def text_of(response: Any, status: int = 200) -> str:
    assert response.status_code == status
    return " ".join(response.content.decode().split())


def test_from_the_point_to_a_reading(
    asked_in: Any, point: Commitment, coordinator: User, as_: Any
) -> None:
    client, old = as_(coordinator), asked_in(BEFORE, 12, 40)
    assert url("question", point.pk) in text_of(client.get(url("point", point.pk)))
    listed = text_of(client.get(url("question", point.pk)))
    assert "Hur trygg är du på kvällen?" in listed
    assert "Kan inte ha ett mål" in listed
    where = f"{url('question', point.pk)}?dialog={old.pk}&fraga=kvall"
    form = text_of(client.get(where))
    assert 'name="comparator"' not in form
    answers = {"answers": ["1", "2"], "name": "Trygga", "kind": "effect"}
    assert client.post(where, answers | {"answers": []}).status_code == 422
    page = text_of(client.post(where, answers, follow=True))
    assert "Måttet är sparat" in page
    assert client.get(f"{where}&rad=finns_inte").status_code == 404
    (row,) = Indicator.objects.unscoped("test")
    shown = text_of(client.get(url("readings", row.pk)))
    assert "40 av 40 som svarade på frågan" in shown
    none = text_of(client.post(url("reading-dialogues", row.pk), follow=True))
    assert "Ingen ny dialog" in none
    asked_in(AFTER, 12, 40)
    one = text_of(client.post(url("reading-dialogues", row.pk), follow=True))
    assert "1 dialog är läst" in one


def test_a_sample_question_may_have_a_target(
    asked_in: Any, kommun: Kommun, party: Party, coordinator: User, as_: Any
) -> None:
    measure = add_measure(
        kommun=kommun, facts=MeasureFacts(text="Ljus", kind="situation", party=party), by=SYSTEM
    )
    old = asked_in(BEFORE, 40, 200, mode=Mode.SAMPLE)
    where = f"{url('measure-question', measure.pk)}?dialog={old.pk}&fraga=problem&rad=skrap"
    client = as_(coordinator)
    answers = {
        "answers": ["ja"], "name": "Skräp", "kind": "effect", "comparator": "<=",
        "target_value": "30",
    }  # fmt: skip
    page = text_of(client.post(where, answers, follow=True))
    assert "Skräp" in page
    (row,) = Indicator.objects.unscoped("test")
    assert (row.comparator, row.target_value, row.question["row"]) == ("<=", 30.0, "skrap")
    empty = text_of(client.get(url("measure-question", measure.pk)))
    assert "med osäkerhet" in empty


def test_who_may_choose(point: Commitment, leader: User, outsider: User, as_: Any) -> None:
    assert as_(leader).get(url("question", point.pk)).status_code == 403
    assert as_(outsider).get(url("question", point.pk)).status_code == 404
