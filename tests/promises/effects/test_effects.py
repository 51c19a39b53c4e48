"""What was planned before the signature is answered afterwards: found, not found, too few."""

from datetime import date
from typing import Any

import pytest

from lofte.audit.actions import SYSTEM
from lofte.audit.models import AuditEvent
from lofte.audit.refusals import Refused
from lofte.people.models import Party, User
from lofte.places.models import Kommun, NamedPlace
from lofte.promises.commitments.actions import add_indicator, remove_indicator
from lofte.promises.commitments.models import Indicator
from lofte.promises.effects.actions import answer_effect, drop_plan, plan_effect
from lofte.promises.effects.models import EffectAnswer, EffectPlan
from lofte.promises.effects.queries import answers_by_point, effects_of, plans_over
from lofte.promises.inputs import IndicatorFacts
from lofte.promises.power import said_of
from lofte.promises.signing.actions import amend
from lofte.promises.signing.models import Version
from lofte.promises.states import WrongState
from lofte.statistics.models import RegisterRow, Source
from tests.promises.drafts import sign
from tests.promises.effects import planting
from tests.promises.effects.planting import AFTER, LAST, START, facts_of, planned, promise_of

SIGNED = date(2025, 3, 2)


@pytest.fixture
def indicator(kommun: Kommun, party: Party, police_party: Party) -> Indicator:
    return planting.indicator_of(kommun, party, police_party)


def by_method(answer: EffectAnswer) -> dict[str, dict[str, Any]]:
    return {one["method"]: one for one in answer.content["answers"]}


def signed(indicator: Indicator, source: Source, *parties: Party, **given: Any) -> EffectPlan:
    plan = planned(indicator, source, **given)
    sign(promise_of(indicator), *parties, on=SIGNED)
    plan.refresh_from_db()
    return plan


def test_a_real_fall_is_found(
    kommun: Kommun, party: Party, police_party: Party, indicator: Indicator, arrange: Any
) -> None:
    with arrange():
        source = planting.register(kommun, target=10, after=5)
    plan = signed(indicator, source, party, police_party)
    said = by_method(answer_effect(plan=plan, by=SYSTEM, today=AFTER))
    assert [said[m]["verdict"] for m in ("interrupted", "differences")] == ["fewer", "fewer"]
    assert said["displacement"]["verdict"] in ("benefit", "unclear", "displaced_less")
    against = said["differences"]
    assert against["sentence"] == "Färre än utan insatsen, mer än slumpen förklarar."
    assert against["change"].startswith("5") or against["change"].startswith("4")
    assert "95 procents säkerhet" in against["change"]
    assert "jämförelseplatserna" in against["counts"]
    assert "Utan insatsen hade platserna följt jämförelseplatserna." in against["assumptions"]
    assert "version 1" in against["made_by"]


def test_noise_is_not(
    kommun: Kommun, party: Party, police_party: Party, indicator: Indicator, arrange: Any
) -> None:
    with arrange():
        source = planting.register(kommun, target=8, after=8, seed=11)
    plan = signed(indicator, source, party, police_party)
    said = by_method(answer_effect(plan=plan, by=SYSTEM, today=AFTER))
    assert {said[m]["verdict"] for m in ("interrupted", "differences")} == {"no_sign"}
    assert said["displacement"]["verdict"] == "no_fall"
    assert said["differences"]["sentence"] == "Skillnaden går inte att skilja från slumpen."


def test_few_events_says_so(
    kommun: Kommun, party: Party, police_party: Party, indicator: Indicator, arrange: Any
) -> None:
    with arrange():
        source = planting.register(kommun, target=0.05, after=0.05)
    plan = signed(indicator, source, party, police_party)
    row = answer_effect(plan=plan, by=SYSTEM, today=AFTER)
    said = by_method(row)
    assert {one["verdict"] for one in said.values()} == {"too_few"}
    assert row.content["headline"] == "För få händelser för att säga något."
    assert said["differences"]["change"] == ""


def test_the_plan_is_signed_and_nobody_chooses_afterwards(
    kommun: Kommun, party: Party, police_party: Party, indicator: Indicator, arrange: Any
) -> None:
    with arrange():
        source = planting.register(kommun, target=8, after=8)
    plan = planned(indicator, source)
    with pytest.raises(WrongState, match="inte i någon undertecknad"):
        answer_effect(plan=plan, by=SYSTEM, today=AFTER)
    promise = promise_of(indicator)
    sign(promise, party, police_party, on=SIGNED)
    (version,) = Version.objects.unscoped("test").filter(promise=promise)
    (test,) = version.document["tests"]
    assert test["plan"]["comparisons"] == ["Lyckeberga öst (O v1)"]
    assert test["plan"]["sources"] == ["Larm"]
    amend(promise=promise, by=SYSTEM)
    promise.refresh_from_db()
    with pytest.raises(WrongState, match="ingen väljer test efteråt"):
        planned(indicator, source, buffer=0)
    plan.refresh_from_db()
    with pytest.raises(WrongState, match="ligger fast"):
        drop_plan(plan=plan, by=SYSTEM)


def test_a_plan_may_change_until_it_is_signed(
    kommun: Kommun, indicator: Indicator, arrange: Any
) -> None:
    with arrange():
        source = planting.register(kommun, target=8, after=8)
    first = planned(indicator, source)
    second = planned(indicator, source, buffer=0, comparisons=())
    assert (first.pk, second.buffer) == (second.pk, 0)
    drop_plan(plan=second, by=SYSTEM)
    assert not EffectPlan.objects.unscoped("test").exists()
    what = AuditEvent.objects.filter(what__startswith="effect.").values_list("what", flat=True)
    assert set(what) == {"effect.planned", "effect.plan_dropped"}


def test_what_is_usual_is_counted_when_the_plan_is_written(
    kommun: Kommun, indicator: Indicator, arrange: Any
) -> None:
    with arrange():
        source = planting.register(kommun, target=8, after=8)
    plan = planned(indicator, source)
    assert 700 < plan.usual["target"] < 950
    assert plan.usual["comparison"] > plan.usual["target"]
    indicator.refresh_from_db()
    said = said_of(indicator, promise_of(indicator))
    assert said is not None
    assert "jämfört med platser som har omkring" in said.sentence
    alone = planned(indicator, source, comparisons=())
    indicator = Indicator.objects.unscoped("test").get(pk=alone.indicator_id)
    said = said_of(indicator, promise_of(indicator))
    assert said is not None
    assert "utan någon jämförelseplats" in said.sentence


def test_without_comparison_and_buffer_the_answer_says_what_is_missing(
    kommun: Kommun, party: Party, police_party: Party, indicator: Indicator, arrange: Any
) -> None:
    with arrange():
        source = planting.register(kommun, target=10, after=5)
    plan = signed(indicator, source, party, police_party, comparisons=(), buffer=0)
    row = answer_effect(plan=plan, by=SYSTEM, today=AFTER)
    said = by_method(row)
    assert said["interrupted"]["verdict"] == "fewer"
    assert "Ingen jämförelseplats angavs före" in said["differences"]["sentence"]
    assert "Ingen kant" in said["displacement"]["sentence"]
    assert row.content["headline"].startswith("Färre än utan insatsen")


def test_a_buffer_without_comparison_has_nothing_to_be_measured_against(
    kommun: Kommun, party: Party, police_party: Party, indicator: Indicator, arrange: Any
) -> None:
    with arrange():
        source = planting.register(kommun, target=10, after=5)
    plan = signed(indicator, source, party, police_party, comparisons=())
    said = by_method(answer_effect(plan=plan, by=SYSTEM, today=AFTER))
    assert "Ingen jämförelseplats" in said["displacement"]["sentence"]


def test_the_period_is_not_over(
    kommun: Kommun, party: Party, police_party: Party, indicator: Indicator, arrange: Any
) -> None:
    with arrange():
        source = planting.register(kommun, target=8, after=8)
    plan = signed(indicator, source, party, police_party)
    with pytest.raises(WrongState, match="räknas när tiden är slut"):
        answer_effect(plan=plan, by=SYSTEM, today=LAST)


@pytest.mark.parametrize(
    ("gap", "said"),
    [
        ((date(2025, 3, 1), date(2025, 5, 31)), "har en lucka från 2025-03-05"),
        ((date(2023, 1, 1), date(2023, 9, 30)), "Serien är kortare än planen räknar med"),
        ((date(2025, 9, 1), date(2025, 12, 31)), "slutar 2025-09-03, före löftets sista dag"),
        ((date(2023, 1, 1), date(2025, 12, 31)), "har inga händelser alls"),
    ],
)
def test_a_gap_in_the_register_is_no_success(
    kommun: Kommun,
    party: Party,
    police_party: Party,
    indicator: Indicator,
    arrange: Any,
    gap: tuple[date, date],
    said: str,
) -> None:
    with arrange():
        source = planting.register(kommun, target=8, after=8, gap=gap)
    plan = signed(indicator, source, party, police_party)
    row = answer_effect(plan=plan, by=SYSTEM, today=AFTER)
    assert row.content["answers"] == []
    assert said in row.content["headline"]


def test_a_short_series_is_said_to_be_short(
    kommun: Kommun, party: Party, police_party: Party, arrange: Any
) -> None:
    with arrange():
        source = planting.register(kommun, target=8, after=8)
        promise = planting.draft(
            kommun, party, police_party, first_day=START, last_day=date(2025, 2, 10)
        )
        point = planting.commit(promise, party)
    facts = IndicatorFacts(kind="effect", name="Bråk")
    indicator = add_indicator(commitment=point, facts=facts, by=SYSTEM)
    plan = planned(indicator, source)
    sign(promise, party, police_party, on=START)
    plan.refresh_from_db()
    said = by_method(answer_effect(plan=plan, by=SYSTEM, today=AFTER))
    assert said["interrupted"]["sentence"].startswith("Serien är för kort")
    assert said["differences"]["verdict"] == "no_sign"


def test_a_source_that_is_gone(
    kommun: Kommun, party: Party, police_party: Party, indicator: Indicator, arrange: Any
) -> None:
    with arrange():
        source = planting.register(kommun, target=8, after=8)
    plan = signed(indicator, source, party, police_party)
    with arrange():
        RegisterRow.objects.unscoped("test").all().delete()
        source.in_picture = False
        source.save()
    row = answer_effect(plan=plan, by=SYSTEM, today=AFTER)
    assert row.content["faults"] == [
        "Källan ”Larm” finns inte längre, så det som planerades går inte att räkna."
    ]


def test_the_same_answer_is_written_once_and_another_beside_it(
    kommun: Kommun, party: Party, police_party: Party, indicator: Indicator, arrange: Any
) -> None:
    with arrange():
        source = planting.register(kommun, target=10, after=5)
    plan = signed(indicator, source, party, police_party)
    first = answer_effect(plan=plan, by=SYSTEM, today=AFTER)
    assert answer_effect(plan=plan, by=SYSTEM, today=AFTER) == first
    assert AuditEvent.objects.filter(what="effect.same_answer").count() == 1
    with arrange():
        rows = RegisterRow.objects.unscoped("test").order_by("-started_at")[:3]
        RegisterRow.objects.unscoped("test").filter(pk__in=[r.pk for r in rows]).update(x=0.0)
    second = answer_effect(plan=plan, by=SYSTEM, today=AFTER)
    assert second != first
    (followed,) = effects_of(promise_of(indicator))
    assert followed.answers == [second, first]
    assert followed.latest == second
    assert followed.late == 60  # signed on 2 March: late, and said
    (told,) = answers_by_point([indicator.commitment])[indicator.commitment_id]
    assert told["headline"] == second.content["headline"]


def test_only_the_kinds_that_were_chosen_count(
    kommun: Kommun, party: Party, police_party: Party, indicator: Indicator, arrange: Any
) -> None:
    with arrange():
        source = planting.register(kommun, target=10, after=5)
    plan = signed(indicator, source, party, police_party, categories=("Narkotika",))
    said = by_method(answer_effect(plan=plan, by=SYSTEM, today=AFTER))
    assert "0 händelser före och 0 efter där" in said["differences"]["counts"]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"targets": ()}, "Välj var effekten"),
        ({"buffer": 6_000}, "Kanten kan vara"),
        ({"before_first": date(2024, 12, 20)}, "minst 56 dagar"),
        ({"before_first": date(2010, 1, 1)}, "högst 10 år"),
        ({"sources": ()}, "Välj vilka källor"),
        ({"sources": ("register:999",)}, "Välj vilka källor"),
    ],
)
def test_a_plan_that_does_not_fit(
    kommun: Kommun, indicator: Indicator, arrange: Any, given: dict[str, Any], said: str
) -> None:
    with arrange():
        source = Source.objects.create(kommun=kommun, name="Larm", kind=Source.Kind.REGISTER)
    with pytest.raises(Refused, match=said):
        planned(indicator, source, **given)


def test_places_that_lie_on_each_other(kommun: Kommun, indicator: Indicator, arrange: Any) -> None:
    with arrange():
        source = Source.objects.create(kommun=kommun, name="Larm", kind=Source.Kind.REGISTER)
    west, east = planting.area(kommun, "V"), planting.area(kommun, "O")
    here = planting.station(kommun)
    square = NamedPlace.objects.unscoped("test").get(kommun=kommun, name="Stortorget")
    hidden = NamedPlace.objects.unscoped("test").get(kommun=kommun, group_only=True)
    for given, said in (
        ({"targets": (here, west)}, "Resecentrum och Lyckeberga väst ligger på varandra"),
        ({"comparisons": (west,)}, "Lyckeberga väst ligger på Resecentrum"),
        ({"comparisons": (east,), "buffer": 2_000}, "ligger inom 2000 meter från insatsen"),
        ({"comparisons": (square, west)}, "på varandra"),
        ({"comparisons": (hidden,)}, "bara gruppen får se"),
    ):
        with pytest.raises(Refused, match=said):
            planned(indicator, source, **given)


def test_areas_that_share_a_border_are_apart(
    kommun: Kommun, indicator: Indicator, arrange: Any
) -> None:
    with arrange():
        source = Source.objects.create(kommun=kommun, name="Larm", kind=Source.Kind.REGISTER)
    west = planting.area(kommun, "V")
    assert planned(indicator, source, targets=(west,), buffer=0).spots[1]["name"].endswith("öst")
    with pytest.raises(Refused, match="inom 100 meter"):
        planned(indicator, source, targets=(west,), buffer=100)


def test_only_an_effect_of_a_commitment_has_a_plan(
    kommun: Kommun, indicator: Indicator, arrange: Any, coordinator: User
) -> None:
    with arrange():
        source = Source.objects.create(kommun=kommun, name="Larm", kind=Source.Kind.REGISTER)
    output = add_indicator(
        commitment=indicator.commitment,
        facts=IndicatorFacts(kind="output", name="Pass"),
        by=coordinator,
    )
    with pytest.raises(Refused, match="mått på effekt"):
        plan_effect(indicator=output, facts=facts_of(kommun, source), by=SYSTEM, today=START)


def test_a_plan_written_before_there_is_anything_to_count(
    kommun: Kommun, indicator: Indicator, arrange: Any
) -> None:
    with arrange():
        source = Source.objects.create(kommun=kommun, name="Larm", kind=Source.Kind.REGISTER)
    early = planting.FIRST
    plan = plan_effect(indicator=indicator, facts=facts_of(kommun, source), by=SYSTEM, today=early)
    assert plan.usual == {}
    remove_indicator(indicator=indicator, by=SYSTEM)
    assert not EffectPlan.objects.unscoped("test").exists()


def test_a_signed_plan_is_struck_and_answered_anyway(
    kommun: Kommun, party: Party, police_party: Party, indicator: Indicator, arrange: Any
) -> None:
    with arrange():
        source = planting.register(kommun, target=10, after=5)
    plan = signed(indicator, source, party, police_party)
    promise = promise_of(indicator)
    amend(promise=promise, by=SYSTEM)
    remove_indicator(indicator=indicator, by=SYSTEM)
    (followed,) = effects_of(promise)
    assert followed.struck is not None
    assert plan in plans_over(AFTER, START)
    assert answer_effect(plan=plan, by=SYSTEM, today=AFTER).content["answers"]
    (told,) = answers_by_point([indicator.commitment])[indicator.commitment_id]
    assert told["struck"] == followed.struck.isoformat()


def test_a_plan_that_was_signed_when_the_time_was_over_is_not_answered(
    kommun: Kommun, party: Party, police_party: Party, indicator: Indicator, arrange: Any
) -> None:
    with arrange():
        source = planting.register(kommun, target=10, after=5)
    plan = planned(indicator, source)
    sign(promise_of(indicator), party, police_party, on=AFTER)
    plan.refresh_from_db()
    with pytest.raises(WrongState, match="redan var slut"):
        answer_effect(plan=plan, by=SYSTEM, today=AFTER)
    (followed,) = effects_of(promise_of(indicator))
    assert "redan var slut" in followed.refused
