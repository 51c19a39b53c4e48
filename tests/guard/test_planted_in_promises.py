"""A personnummer planted in each text of a promise, a plan or a follow-up goes no further."""

from dataclasses import fields, replace
from datetime import date
from typing import Any

import pytest

from lofte.audit.actions import SYSTEM
from lofte.people.models import Party, User
from lofte.places.models import Kommun
from lofte.promises.actions import change_promise, draft_promise
from lofte.promises.commitments.actions import add_commitment, add_indicator, change_commitment
from lofte.promises.commitments.models import Commitment
from lofte.promises.follow_up.actions import explain, judge, log_activity, tell_outcome
from lofte.promises.inputs import (
    ActivityFacts,
    CommitmentFacts,
    FocusLine,
    FollowUpFacts,
    IndicatorFacts,
    OutcomeFacts,
    PartyLine,
)
from lofte.promises.models import Promise
from lofte.promises.plans.actions import (
    PlanFacts,
    PoliticalDecision,
    begin_plan,
    decide_plan,
)
from lofte.promises.plans.rules import broken as broken_in_plan
from lofte.promises.readings.actions import read_indicator
from lofte.promises.readings.inputs import ReadingFacts
from lofte.promises.rules import broken
from lofte.promises.signing.actions import amend, freeze, record_ceremony
from lofte.promises.signing.inputs import CeremonyFacts, Signer
from lofte.situation.statutory.actions import PictureFacts, begin_picture, freeze_picture
from tests.guard.planting import PLANTED, are_refused, is_kept_out
from tests.promises.conftest import promise as promise_fixture
from tests.promises.drafts import FOUR, REASONS, YEAR, commit, facts, sign

promise = promise_fixture
pytestmark = pytest.mark.django_db
DAYS = {"first_day": date(2025, 1, 1), "last_day": date(2025, 12, 31)}


def spoilt(good: Any, *names: str) -> list[Any]:
    """The same with a personnummer in one text at a time: in those named, or in all it has."""
    texts = names or [one.name for one in fields(good) if one.type is str]
    return [replace(good, **{name: PLANTED}) for name in texts]


@pytest.fixture
def signed(promise: Promise, party: Party, police_party: Party) -> Commitment:
    """The point of a promise in force, with an indicator."""
    point = commit(promise, party, police_party)
    given = IndicatorFacts(kind="output", name="Vandringar", source="Loggen")
    add_indicator(facts=given, commitment=point, by=SYSTEM)
    sign(promise, party, police_party)
    point.refresh_from_db()
    return point


def test_the_words_of_a_promise(promise, kommun: Kommun, party, police_party) -> None:
    given = spoilt(
        facts(party, police_party),
        *("title", "area_text", "intro", "basis", "how_followed_up", "contact", "note"),
    )
    given += [facts(party, focuses=(FocusLine(text=PLANTED),))]
    for name in ("printed", "signing_role"):
        given += [facts(parties=(PartyLine(party=party, **{name: PLANTED}),))]
    are_refused(
        *(lambda odd=odd: draft_promise(kommun=kommun, facts=odd, by=SYSTEM) for odd in given),
        *(
            lambda odd=odd: change_promise(promise=promise, facts=odd, version=1, by=SYSTEM)
            for odd in given
        ),
    )


def test_the_words_of_a_point_and_its_indicator(promise, party) -> None:
    point = commit(promise, party)
    good = CommitmentFacts(text="Vi går trygghetsvandringar", parties=(party,), target=FOUR)
    given = [
        *spoilt(good, "text", "where", "owner_role", "no_target_reason"),
        replace(good, target=replace(FOUR, unit=PLANTED)),
    ]
    measured = IndicatorFacts(kind="output", name="Vandringar", source="Loggen")
    words = ("name", "unit", "geography", "source", "method", "baseline_period")
    are_refused(
        *(lambda odd=odd: add_commitment(promise=promise, facts=odd, by=SYSTEM) for odd in given),
        *(
            lambda odd=odd: change_commitment(commitment=point, facts=odd, version=1, by=SYSTEM)
            for odd in given
        ),
        *(
            lambda odd=odd: add_indicator(facts=odd, commitment=point, by=SYSTEM)
            for odd in spoilt(measured, *words)
        ),
    )


def test_the_reasons_and_the_day_of_signing(promise, party, police_party) -> None:
    commit(promise, party, police_party)
    promise.refresh_from_db()
    rules = {one.rule for one in broken(promise)} & set(REASONS)
    are_refused(
        *(
            lambda rule=rule: freeze(
                promise=promise,
                version=promise.version,
                overruled=REASONS | {rule: PLANTED},
                by=SYSTEM,
            )
            for rule in rules
        )
    )
    version = freeze(promise=promise, version=promise.version, overruled=REASONS, by=SYSTEM)
    signers = tuple(Signer(party=one, name="U") for one in (party, police_party))
    held = CeremonyFacts(held_on=date(2026, 2, 4), signers=signers)
    are_refused(
        *(
            lambda odd=odd: record_ceremony(version=version, facts=odd, by=SYSTEM)
            for odd in spoilt(held, "place", "note")
        )
    )
    is_kept_out(
        *(
            lambda odd=odd: record_ceremony(
                version=version, facts=replace(held, signers=(odd, signers[1])), by=SYSTEM
            )
            for odd in spoilt(signers[0], "name", "role")
        )
    )


def test_why_a_promise_is_changed(signed) -> None:
    promise = amend(promise=signed.promise, by=SYSTEM)
    are_refused(
        lambda: freeze(
            promise=promise, version=promise.version, overruled=REASONS, why=PLANTED, by=SYSTEM
        )
    )


def test_what_was_done_read_and_came_of_it(signed, party) -> None:
    done = ActivityFacts(party=party, done_on=date(2026, 3, 1), note="Kvällen")
    came = OutcomeFacts(name="Anmälningar", kind="result", text="Färre", source="Polisen")
    verdict = FollowUpFacts(on=date(2026, 11, 1), verdict="kept", source="Loggen", party=party)
    words = ("partly_rule", "text", "source", "judgement_reason", "told_by", "not_met_reason")
    are_refused(
        lambda: log_activity(commitment=signed, facts=replace(done, note=PLANTED), by=SYSTEM),
        *(
            lambda odd=odd: tell_outcome(
                promise=signed.promise, commitment=signed, facts=odd, by=SYSTEM
            )
            for odd in spoilt(came, "name", "text", "source")
        ),
        *(
            lambda odd=odd: judge(commitment=signed, facts=odd, by=SYSTEM)
            for odd in spoilt(verdict, *words)
        ),
        lambda: explain(commitment=signed, reason=PLANTED, by=SYSTEM),
    )
    indicator = signed.indicators.unscoped("test").get()
    empty = ReadingFacts(period_start=YEAR[0], period_end=YEAR[1], reason="Inte mätt")
    are_refused(
        *(
            lambda odd=odd: read_indicator(indicator=indicator, facts=odd, by=SYSTEM)
            for odd in spoilt(empty, "reason", "source")
        )
    )


def test_the_words_of_a_plan_and_of_who_decided_it(kommun: Kommun, reviewer: User) -> None:
    plan = PlanFacts(title="Åtgärdsplan", **DAYS)
    decided = PoliticalDecision(
        organ="Kommunstyrelsen", on=date(2025, 2, 12), section="§ 45", registry="KS 2025/17"
    )
    begun = begin_plan(kommun=kommun, facts=plan, by=SYSTEM)
    rules = {one.rule for one in broken_in_plan(begun)}
    assert rules
    are_refused(
        *(
            lambda odd=odd: begin_plan(kommun=kommun, facts=odd, by=SYSTEM)
            for odd in spoilt(plan, "title", "intro")
        ),
        *(
            lambda odd=odd: decide_plan(
                plan=begun, version=1, decision=odd, reasons={}, by=reviewer
            )
            for odd in spoilt(decided, "organ", "section", "registry")
        ),
        *(
            lambda rule=rule: decide_plan(
                plan=begun,
                version=1,
                decision=decided,
                reasons={rule: PLANTED},
                by=reviewer,
            )
            for rule in rules
        ),
    )


def test_why_a_rule_is_set_aside_in_a_statutory_picture(kommun: Kommun, reviewer: User) -> None:
    words = {"mapping": "Samlad", "other_information": "Skolan", "analysis": "Kvällar"}
    given = PictureFacts(title="Lägesbild", **DAYS, **words)
    picture = begin_picture(kommun=kommun, facts=replace(given, analysis=""), by=SYSTEM)
    are_refused(
        *(
            lambda odd=odd: begin_picture(kommun=kommun, facts=odd, by=SYSTEM)
            for odd in spoilt(given, "title", *words)
        ),
        lambda: freeze_picture(picture=picture, version=1, reasons={"V6": PLANTED}, by=reviewer),
    )
