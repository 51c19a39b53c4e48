"""What was done and what came of it: logged in two taps, told as it is, judged with a reason."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from lofte.audit.actions import SYSTEM
from lofte.audit.models import AuditEvent
from lofte.audit.refusals import Refused
from lofte.people.models import Party, User
from lofte.places.models import Kommun, NamedPlace
from lofte.promises.commitments.models import Commitment
from lofte.promises.follow_up.actions import (
    explain,
    judge,
    log_activity,
    tell_outcome,
    undo_activity,
    withdraw_outcome,
)
from lofte.promises.follow_up.models import Activity, FollowUp
from lofte.promises.follow_up.queries import counts_of
from lofte.promises.inputs import ActivityFacts, FollowUpFacts, MeasureFacts, OutcomeFacts
from lofte.promises.measures.actions import add_measure
from lofte.promises.models import Promise
from lofte.promises.queries import results_of
from lofte.promises.reports.content import report_of
from lofte.promises.states import NotYourParty, WrongState
from tests.promises.drafts import commit, draft, sign

DAY = date(2026, 5, 3)


@pytest.fixture
def point(promise: Promise, police_party: Party, party: Party) -> Commitment:
    """A point of the police in a promise that is in force."""
    made = commit(promise, police_party)
    sign(promise, party, police_party)
    made.promise.refresh_from_db()
    return made


def done(party: Party, **given: Any) -> ActivityFacts:
    return ActivityFacts(**{"party": party, "done_on": DAY} | given)


def test_a_visit_is_one_activity_whatever_happens(
    kommun: Kommun, point: Commitment, police: User, police_party: Party
) -> None:
    place = NamedPlace.objects.unscoped("test").get(kommun=kommun, name="Resecentrum")
    told = done(police_party, place=place, key="visit:17")
    first = log_activity(commitment=point, facts=told, by=police)
    assert log_activity(commitment=point, facts=told, by=police) == first
    assert list(Activity.objects.visible_to(police)) == [first]
    assert AuditEvent.objects.filter(what="activity.logged_again").exists()
    (came,) = results_of(point.promise, today=DAY)
    assert (came.logged, came.result) == (1, "under_way")


def test_counts_add_up_and_what_is_undone_does_not(
    point: Commitment, police: User, police_party: Party
) -> None:
    log_activity(commitment=point, facts=done(police_party, count=3), by=police)
    wrong = log_activity(commitment=point, facts=done(police_party, count=40), by=police)
    undo_activity(activity=wrong, by=police)
    undo_activity(activity=wrong, by=police)
    log_activity(commitment=point, facts=done(police_party), by=police)
    (came,) = results_of(point.promise, today=DAY)
    assert (came.logged, came.result) == (4, "met")


def test_an_approximate_count_makes_the_sum_approximate(
    point: Commitment, police: User, police_party: Party
) -> None:
    for given in ({"count": 80, "comparator": "~"}, {"count": 2}):
        log_activity(commitment=point, facts=done(police_party, **given), by=police)
    (came,) = results_of(point.promise, today=DAY)
    assert (came.logged_said, came.result) == ("cirka 82", "exceeded")
    assert [row.said for row in counts_of(point, police)] == ["cirka 82"]
    with pytest.raises(Refused, match="jämförelseord"):
        log_activity(commitment=point, facts=done(police_party, comparator="<="), by=police)


def test_at_least_is_enough_only_for_a_target_below_it(
    point: Commitment, police: User, police_party: Party
) -> None:
    log_activity(commitment=point, facts=done(police_party, count=3, comparator=">="), by=police)
    (came,) = results_of(point.promise, today=DAY)
    assert (came.logged_said, came.result) == ("minst 3", "unclear")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"done_on": date(2025, 12, 31)}, "ligger utanför"),
        ({"done_on": date(2026, 12, 31)}, "har inte varit än"),
        ({"count": 0}, "mellan 1 och 10000"),
        ({"note": "Ring 070-174 06 05"}, "personuppgifter"),
    ],
)
def test_an_activity_that_does_not_fit(
    point: Commitment, police: User, police_party: Party, given: dict[str, Any], said: str
) -> None:
    with pytest.raises(Refused, match=said):
        log_activity(commitment=point, facts=done(police_party, **given), by=police)


def test_a_party_that_has_closed(
    point: Commitment, police_party: Party, police: User, arrange: Any
) -> None:
    with arrange():
        police_party.closed_on = date(2026, 4, 1)
        police_party.save()
    with pytest.raises(Refused, match="var stängd"):
        log_activity(commitment=point, facts=done(police_party), by=police)


def test_nothing_is_logged_on_a_draft(promise: Promise, police: User, police_party: Party) -> None:
    row = commit(promise, police_party)
    with pytest.raises(WrongState, match="inte i någon undertecknad text"):
        log_activity(commitment=row, facts=done(police_party), by=police)
    told = OutcomeFacts(name="Rundor", kind="activity", value=Decimal(2), source="Loggen")
    with pytest.raises(WrongState, match="inte i någon undertecknad text"):
        tell_outcome(promise=promise, commitment=row, facts=told, by=police)
    with pytest.raises(WrongState, match="inte undertecknat än"):
        tell_outcome(promise=promise, facts=told, by=police)
    verdict = FollowUpFacts(on=DAY, verdict="kept", text="Klart.", source="Loggen")
    with pytest.raises(WrongState, match="inte i någon undertecknad text"):
        judge(commitment=row, facts=verdict, by=police)
    with pytest.raises(WrongState, match="inte i någon undertecknad text"):
        explain(commitment=row, reason="Snön.", by=police)


def test_what_came_of_it_is_told_by_those_who_promised(
    point: Commitment, coordinator: User, police: User
) -> None:
    """Figures of crimes and answers by any party of the promise, what was done by the promiser."""
    told = OutcomeFacts(name="Rundor", kind="activity", value=Decimal(2), source="Loggen")
    with pytest.raises(NotYourParty, match="som lovade"):
        tell_outcome(promise=point.promise, commitment=point, facts=told, by=coordinator)
    with pytest.raises(NotYourParty, match="som lovade"):
        explain(commitment=point, reason="Snön.", by=coordinator)
    survey = replace(told, kind="survey", counts=False)
    tell_outcome(promise=point.promise, commitment=point, facts=survey, by=coordinator)
    tell_outcome(promise=point.promise, facts=told, by=coordinator)
    row = tell_outcome(promise=point.promise, commitment=point, facts=told, by=police)
    with pytest.raises(NotYourParty, match="som lovade"):
        withdraw_outcome(outcome=row, by=coordinator)
    assert withdraw_outcome(outcome=row, by=police).withdrawn_at


def test_a_person_speaks_for_the_own_party(
    point: Commitment,
    coordinator: User,
    police: User,
    outsider: User,
    party: Party,
    police_party: Party,
    housing_party: Party,
) -> None:
    log_activity(commitment=point, facts=done(housing_party), by=coordinator)
    for who, whose in ((coordinator, police_party), (police, party), (outsider, party)):
        with pytest.raises(NotYourParty):
            log_activity(commitment=point, facts=done(whose), by=who)


def test_an_outcome_is_told_as_exactly_as_it_is_known(point: Commitment, police: User) -> None:
    about = OutcomeFacts(name="patruller", kind="activity", comparator="~", value=Decimal(80))
    row = tell_outcome(promise=point.promise, commitment=point, facts=about, by=police)
    (came,) = results_of(point.promise, today=DAY)
    assert came.result == "exceeded"
    withdraw_outcome(outcome=row, by=police)
    (came,) = results_of(point.promise, today=DAY)
    assert not came.outcomes
    other = OutcomeFacts(name="böter", kind="yield", value=Decimal(37))
    tell_outcome(promise=point.promise, commitment=point, facts=other, by=police)
    (came,) = results_of(point.promise, today=DAY)
    assert came.result == "under_way"  # what it yielded is not what was promised


@pytest.mark.parametrize(
    "given",
    [
        {"name": ""},
        {"kind": "x"},
        {"comparator": "ungefär"},
        {"value": None},
        {"value": Decimal(-1)},
        {"first_day": date(2026, 2, 1), "last_day": date(2026, 1, 1)},
    ],
)
def test_an_outcome_that_does_not_fit(point: Commitment, given: dict[str, Any]) -> None:
    told = {"name": "patruller", "kind": "activity", "value": Decimal(1)}
    with pytest.raises(Refused):
        tell_outcome(promise=point.promise, facts=OutcomeFacts(**told | given), by=SYSTEM)


def test_an_outcome_of_another_promise(point: Commitment, kommun: Kommun, party: Party) -> None:
    other = draft(kommun, party)
    told = OutcomeFacts(name="patruller", kind="activity", value=Decimal(1))
    with pytest.raises(Refused, match="ett annat löfte"):
        tell_outcome(promise=other, commitment=point, facts=told, by=SYSTEM)


def said(**given: Any) -> FollowUpFacts:
    return FollowUpFacts(**{"on": DAY, "verdict": "kept", "source": "Loggen"} | given)


def test_a_judgement_is_corrected_openly_and_once(
    point: Commitment, police: User, police_party: Party
) -> None:
    first = judge(commitment=point, facts=said(party=police_party), by=police)
    second = judge(
        commitment=point,
        facts=said(verdict="not_kept", text="Färre kvällar"),
        corrects=first,
        by=police,
    )
    rows = FollowUp.objects.visible_to(police)
    assert set(rows) == {first, second}
    assert second.told_by == f"{police.name}, {police_party.name}"
    (came,) = results_of(point.promise, today=DAY)
    assert came.standing == second
    with pytest.raises(Refused, match="hann rätta"):
        judge(commitment=point, facts=said(), corrects=first, by=police)
    other = commit_measure(point)
    with pytest.raises(Refused, match="något annat"):
        judge(measure=other, facts=said(), corrects=second, by=police)


def test_of_what_two_promised_each_has_a_verdict_of_its_own(
    promise: Promise, party: Party, police_party: Party, coordinator: User, police: User
) -> None:
    """Neither takes the other's place, and neither can correct the other's."""
    joint = commit(promise, text="Vi går tillsammans")
    sign(promise, party, police_party)
    theirs = judge(commitment=joint, facts=said(party=police_party), by=police)
    not_kept = said(party=party, verdict="not_kept", text="Vi uteblev.")
    with pytest.raises(Refused, match="rättas av den som gjorde den"):
        judge(commitment=joint, facts=not_kept, corrects=theirs, by=coordinator)
    ours = judge(commitment=joint, facts=not_kept, by=coordinator)
    residents = judge(commitment=joint, facts=said(voice="residents"), by=coordinator)
    (came,) = results_of(promise, today=DAY)
    assert came.voices == [ours, theirs, residents]
    partly = said(party=police_party, verdict="partly", partly_rule="Varannan")
    judge(commitment=joint, facts=partly, corrects=theirs, by=police)
    kept = said(party=party, on=date(2026, 5, 10))
    judge(commitment=joint, facts=kept, by=coordinator)
    (came,) = results_of(promise, today=DAY)
    assert [(row.party, row.verdict) for row in came.voices] == [
        (party, "kept"),
        (police_party, "partly"),
        (None, "kept"),
    ]
    report = report_of(promise, today=DAY)["groups"][0]["points"][0]["voices"]
    assert [one["who"] for one in report[:2]] == [party.name, police_party.name]


def test_where_one_promised_its_latest_verdict_is_the_one_told(
    point: Commitment, police: User, police_party: Party
) -> None:
    judge(commitment=point, facts=said(verdict="under_way", text="I gång"), by=police)
    later = judge(commitment=point, facts=said(party=police_party, on=date(2026, 5, 10)), by=police)
    (came,) = results_of(point.promise, today=DAY)
    assert came.voices == [later]


def commit_measure(point: Commitment) -> Any:
    given = MeasureFacts(text="Ny belysning", kind="situation")
    return add_measure(kommun=point.promise.kommun, facts=given, by=SYSTEM)


def test_a_measure_is_judged_too(point: Commitment, coordinator: User) -> None:
    measure = commit_measure(point)
    row = judge(measure=measure, facts=said(light="yellow", effect="too_few"), by=coordinator)
    assert (row.measure, row.light, row.effect) == (measure, "yellow", "too_few")


@pytest.mark.parametrize(
    ("given", "match"),
    [
        ({"verdict": "late"}, "finns inte att välja"),
        ({"voice": "x"}, "finns inte att välja"),
        ({"verdict": "partly"}, "Skriv regeln"),
        ({"source": " "}, "Skriv källan"),
        ({"verdict": "not_kept"}, "Skriv skälet till ”inte hållet”"),
        ({"verdict": "not_started"}, "Skriv skälet till ”inte påbörjat”"),
        ({"verdict": "under_way"}, "Skriv skälet till ”pågår”"),
        ({"judgement": "stop"}, "Skriv varför"),
        (
            {
                "verdict": "under_way",
                "text": "I gång",
                "judgement": "stop",
                "judgement_reason": "Nej",
            },
            "hölls, delvis hölls eller inte hölls",
        ),
    ],
)
def test_a_judgement_that_does_not_fit(
    point: Commitment, given: dict[str, Any], match: str
) -> None:
    with pytest.raises(Refused, match=match):
        judge(commitment=point, facts=said(**given), by=SYSTEM)


def test_nobody_judges_for_the_police_but_the_police(
    point: Commitment, coordinator: User, police_party: Party
) -> None:
    with pytest.raises(NotYourParty):
        judge(commitment=point, facts=said(party=police_party), by=coordinator)


@pytest.mark.parametrize("voice", ["residents", "data"])
def test_what_the_residents_or_the_figures_say_is_no_partys_verdict(
    point: Commitment, coordinator: User, police_party: Party, voice: str
) -> None:
    """The form has chosen the party that promised before the person chooses whose view it is."""
    row = judge(commitment=point, facts=said(party=police_party, voice=voice), by=coordinator)
    assert (row.voice, row.party) == (voice, None)
    assert row.told_by == coordinator.identity().printed


def test_what_the_police_promised_the_police_judge(
    promise: Promise, party: Party, police_party: Party, coordinator: User, police: User
) -> None:
    theirs = commit(promise, police_party, text="Vi går till fots vid Resecentrum")
    sign(promise, party, police_party)
    with pytest.raises(NotYourParty, match="som lovade"):
        judge(commitment=theirs, facts=said(), by=coordinator)
    with pytest.raises(NotYourParty, match="som lovade"):  # the own party did not promise it
        judge(commitment=theirs, facts=said(party=party), by=coordinator)
    judge(commitment=theirs, facts=said(voice="residents", source="Dialogen"), by=coordinator)
    judge(commitment=theirs, facts=said(), by=police)


def test_no_verdict_of_a_day_that_has_not_been(point: Commitment, police: User) -> None:
    with pytest.raises(Refused, match="har inte varit än"):
        judge(commitment=point, facts=said(on=date(2099, 1, 1)), by=police)


def test_the_reason_for_not_meeting_it_is_kept(point: Commitment) -> None:
    told = said(verdict="not_kept", not_met_reason="Föräldraledigheter.")
    judge(commitment=point, facts=told, by=SYSTEM)
    point.refresh_from_db()
    assert point.not_met_reason == "Föräldraledigheter."


def test_an_activity_of_a_measure_is_undone_by_its_party(
    point: Commitment, party: Party, coordinator: User, outsider: User, arrange: Any
) -> None:
    measure = commit_measure(point)
    with arrange():
        row = Activity.objects.create(measure=measure, party=party, done_on=DAY)
    with pytest.raises(NotYourParty):
        undo_activity(activity=row, by=outsider)
    assert undo_activity(activity=row, by=coordinator).undone_at is not None
