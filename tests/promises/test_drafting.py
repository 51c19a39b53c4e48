"""Writing a promise: any length, several kommuner, any party, one square, any kind of target."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from lofte.audit.actions import SYSTEM
from lofte.audit.models import AuditEvent
from lofte.audit.refusals import Refused
from lofte.people.free_text import PersonalData, SecretPlace
from lofte.people.models import Party, User
from lofte.places.models import Kommun, NamedPlace
from lofte.promises.actions import change_promise, discard_promise, draft_promise
from lofte.promises.agreements.actions import change_agreement, enter_agreement
from lofte.promises.commitments.actions import (
    add_indicator,
    carry_over,
    change_commitment,
    remove_commitment,
    remove_indicator,
)
from lofte.promises.commitments.models import Commitment, Indicator
from lofte.promises.inputs import (
    AgreementFacts,
    CommitmentFacts,
    FocusLine,
    IndicatorFacts,
    MeasureFacts,
    PartyLine,
    Target,
)
from lofte.promises.measures.actions import add_measure, change_measure, close_measure
from lofte.promises.models import Promise
from lofte.promises.signing.actions import freeze
from lofte.promises.states import ChangedMeanwhile, State, WrongState
from lofte.promises.targets import BadTarget, check_target, words
from lofte.situation.causes.actions import CauseFacts, add_cause, withdraw_cause
from lofte.situation.problems.actions import describe_problem, merge_problem
from lofte.situation.problems.inputs import ProblemFacts
from tests import cast
from tests.promises.drafts import FOUR, REASONS, commit, draft, facts


@pytest.mark.parametrize("days", [180, 365, 731, 4 * 365])
def test_a_promise_lasts_as_long_as_it_is_said(kommun: Kommun, party: Party, days: int) -> None:
    first = date(2026, 3, 15)
    made = draft(kommun, party, first_day=first, last_day=first + timedelta(days=days))
    assert made.state == State.DRAFT
    assert (made.last_day - made.first_day).days == days


def test_three_kommuner_share_a_promise_and_each_log_has_it(
    kommun: Kommun,
    other_kommun: Kommun,
    third_kommun: Kommun,
    party: Party,
    police_party: Party,
    outsider: User,
    coordinator: User,
) -> None:
    made = draft(kommun, party, police_party, kommuner=(other_kommun, third_kommun))
    seen = Promise.objects.visible_to(outsider)
    assert list(seen) == [made]
    assert list(Promise.objects.visible_to(coordinator)) == [made]
    codes = AuditEvent.objects.filter(what="promise.drafted").values_list("kommun_code", flat=True)
    assert sorted(codes) == ["9901", "9902", "9903"]


def test_shop_owners_and_a_square(kommun: Kommun, shops: Party) -> None:
    square = NamedPlace.objects.unscoped("test").get(kommun=kommun, name="Stortorget")
    line = PartyLine(party=shops, printed="Handlarna", signs=False)
    made = draft(
        kommun,
        parties=(line,),
        places=(square,),
        area_text="Stortorget",
        focuses=(FocusLine(text="Kvällar på torget", place=square),),
    )
    row = made.promise_parties.unscoped("test").get()
    assert (row.printed, row.signs) == ("Handlarna", False)
    assert made.focuses.unscoped("test").get().place == square


def test_a_promise_keeps_its_code_and_gets_a_free_one(kommun: Kommun, party: Party) -> None:
    first, second = draft(kommun, party), draft(kommun, party)
    assert (first.code, second.code) == (
        "lyckeberga-2026-tryggare-kvallar",
        "lyckeberga-2026-tryggare-kvallar-2",
    )
    with pytest.raises(Refused, match="upptagen"):
        draft(kommun, party, code=first.code)
    changed = change_promise(
        promise=first, facts=facts(party, title="Nya ord"), version=1, by=SYSTEM
    )
    assert (changed.title, changed.code) == ("Nya ord", first.code)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"title": ""}, "Skriv en rubrik"),
        ({"last_day": date(2025, 1, 1)}, "ligger före den första"),
        ({"intro": "Ring 070-174 06 05"}, "personuppgifter"),
        ({"intro": f"Vi är vid {cast.GROUP_ONLY}"}, "bara gruppen får se"),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_is_kept(
    kommun: Kommun, party: Party, given: dict[str, Any], said: str
) -> None:
    with pytest.raises(Refused, match=said):
        draft(kommun, party, **given)
    assert not Promise.objects.unscoped("test").exists()


def test_the_guard_names_its_reason(kommun: Kommun, party: Party) -> None:
    with pytest.raises(PersonalData):
        draft(kommun, party, intro="Ring 070-174 06 05")
    with pytest.raises(SecretPlace):
        draft(kommun, party, intro=cast.GROUP_ONLY)


def test_a_party_once_open_and_here(
    kommun: Kommun, party: Party, stranger: Party, arrange: Any
) -> None:
    with pytest.raises(Refused, match="två gånger"):
        draft(kommun, party, party)
    with pytest.raises(Refused, match="är inte part i kommunen"):
        draft(kommun, stranger)
    with arrange():
        party.closed_on = date(2026, 1, 31)
        party.save()
    with pytest.raises(Refused, match="stängd sedan 2026-01-31"):
        draft(kommun, party)


def test_a_party_that_still_promises_does_not_leave(
    promise: Promise, party: Party, police_party: Party, arrange: Any
) -> None:
    """Its point would stand under "Tillsammans lovar vi", and nobody who signed could judge it."""
    point = commit(promise, police_party)
    promise.refresh_from_db()
    left = {"facts": facts(party), "version": promise.version, "by": SYSTEM}
    with pytest.raises(Refused, match=f"{police_party} lovar fortfarande åtagande 1"):
        change_promise(promise=promise, **left)
    assert promise.promise_parties.unscoped("test").count() == 2
    with arrange():
        promise.promise_parties.unscoped("test").filter(party=police_party).delete()
    promise.refresh_from_db()
    with pytest.raises(Refused, match=r"åtagande 1.*Löftet fastställdes inte"):
        freeze(promise=promise, version=promise.version, overruled=REASONS, by=SYSTEM)
    remove_commitment(commitment=point, by=SYSTEM)
    promise.refresh_from_db()
    change_promise(promise=promise, facts=facts(party), version=promise.version, by=SYSTEM)
    assert [line.party for line in promise.promise_parties.unscoped("test")] == [party]


@pytest.mark.parametrize("closed", [False, True])
def test_what_one_that_is_gone_promised_is_not_carried_over_as_everybodys(
    kommun: Kommun, party: Party, police_party: Party, closed: bool, arrange: Any
) -> None:
    old = draft(
        kommun, party, police_party, first_day=date(2025, 1, 1), last_day=date(2025, 12, 31)
    )
    point = commit(old, police_party)
    new = draft(kommun, party, *([police_party] if closed else []))
    with arrange():
        rows = Party.objects.unscoped("test").filter(pk=police_party.pk)
        rows.update(closed_on=date(2025, 12, 31) if closed else None)
    with pytest.raises(Refused, match=f"{police_party} lovade åtagandet, men är stängd eller"):
        carry_over(commitment=point, into=new, by=SYSTEM)
    assert not Commitment.objects.unscoped("test").filter(promise=new).exists()


def test_a_promise_follows_an_earlier_one_only(kommun: Kommun, party: Party) -> None:
    first = draft(kommun, party)
    with pytest.raises(Refused, match="tidigare löfte"):
        draft(kommun, party, follows=first)


def test_two_editors_at_once_lose_nothing_silently(promise: Promise, party: Party) -> None:
    change_promise(promise=promise, facts=facts(party, title="Den ena"), version=1, by=SYSTEM)
    with pytest.raises(ChangedMeanwhile, match="det du skrev finns kvar"):
        change_promise(promise=promise, facts=facts(party, title="Den andra"), version=1, by=SYSTEM)
    point = commit(promise, party)
    said = CommitmentFacts(text="Ny", parties=(party,))
    change_commitment(commitment=point, facts=said, version=1, by=SYSTEM)
    with pytest.raises(ChangedMeanwhile):
        change_commitment(commitment=point, facts=said, version=1, by=SYSTEM)


def test_a_draft_is_discarded_once(promise: Promise, arrange: Any) -> None:
    stale = Promise.objects.unscoped("test").get(pk=promise.pk)
    assert discard_promise(promise=promise, by=SYSTEM).state == State.DISCARDED
    with pytest.raises(WrongState):
        discard_promise(promise=promise, by=SYSTEM)
    with pytest.raises(ChangedMeanwhile):
        discard_promise(promise=stale, by=SYSTEM)
    with pytest.raises(WrongState, match="ordalydelsen ligger fast"):
        commit(promise)


@pytest.mark.parametrize(
    ("target", "due", "said"),
    [
        (Target(), None, ""),
        (Target(kind="count", comparator="=", value=Decimal(4)), None, "4"),
        (FOUR, None, "minst 4 vandringar"),
        (Target(kind="count", comparator="~", value=Decimal("80.5")), None, "omkring 80,5"),
        (Target(kind="count", comparator="some", unit="besök"), None, "några besök"),
        (
            Target(kind="rate", comparator=">=", value=Decimal(1), per="week"),
            None,
            "minst 1 per vecka",
        ),
        (
            Target(kind="within", comparator="<=", value=Decimal(24), per="hour"),
            None,
            "inom 24 timmar",
        ),
        (
            Target(kind="within", comparator="<", value=Decimal(2), per="day"),
            None,
            "på mindre än 2 dagar",
        ),
        (
            Target(kind="coverage", comparator="all", unit="klasser i årskurs 7"),
            None,
            "alla klasser i årskurs 7",
        ),
        (Target(kind="direction", comparator="fewer", unit="inbrott"), None, "färre inbrott"),
        (Target(kind="deadline"), date(2026, 5, 1), "senast 2026-05-01"),
    ],
)
def test_every_kind_of_target_is_kept_and_said(
    promise: Promise, party: Party, target: Target, due: date | None, said: str
) -> None:
    point = commit(promise, party, target=target, due=due)
    point.refresh_from_db()
    assert words(target, due) == said
    assert (point.target_kind, point.comparator, point.target_value) == (
        target.kind,
        target.comparator,
        target.value,
    )


@pytest.mark.parametrize(
    ("target", "said"),
    [
        (Target(kind="lots"), "inget slag av mål"),
        (Target(kind="count", comparator="all", value=Decimal(1)), "kan inte ha jämförelsen"),
        (Target(kind="none", comparator=">="), "bara: "),
        (Target(kind="count", comparator=">="), "behöver ett tal"),
        (Target(kind="count", comparator="some", value=Decimal(3)), "har inget tal"),
        (Target(kind="count", comparator=">=", value=Decimal(0)), "större än noll"),
        (Target(kind="rate", comparator=">=", value=Decimal(1)), "per dag, vecka"),
        (Target(kind="rate", comparator=">=", value=Decimal(1), per="fortnight"), "per dag"),
        (Target(kind="count", comparator=">=", value=Decimal(1), per="week"), "ingen tid"),
        (Target(kind="deadline"), "behöver dagen"),
    ],
)
def test_a_target_that_makes_no_sense_is_refused(target: Target, said: str) -> None:
    with pytest.raises(BadTarget, match=said):
        check_target(target, due=None)


def test_a_point_belongs_to_one_to_several_or_to_all(
    promise: Promise, party: Party, police_party: Party, housing_party: Party, arrange: Any
) -> None:
    assert not commit(promise, party).joint
    assert commit(promise).joint
    both = commit(promise, party, police_party)
    assert both.number == 3
    assert set(both.parties.unscoped("test").all()) == {party, police_party}
    with pytest.raises(Refused, match="står inte som part"):
        commit(promise, housing_party)
    with arrange():
        party.closed_on = date(2026, 1, 31)
        party.save()
    with pytest.raises(Refused, match="stängd sedan"):
        commit(promise, party)
    with pytest.raises(Refused, match="Skriv vad ni lovar"):
        commit(promise, text=" ")


def test_a_removed_point_frees_its_place_and_stays_in_the_log(promise: Promise) -> None:
    point = commit(promise)
    remove_commitment(commitment=point, by=SYSTEM)
    rows = Commitment.objects.unscoped("test")
    assert rows.get().removed_at is not None
    assert AuditEvent.objects.filter(what="commitment.removed").exists()
    assert commit(promise).number == 2


def test_what_is_measured_is_done_or_helped(promise: Promise, coordinator: User) -> None:
    point = commit(promise)
    said = IndicatorFacts(kind="effect", name="Anmälda rån", events=40.0, baseline=40.0)
    row = add_indicator(commitment=point, facts=said, by=SYSTEM)
    assert list(Indicator.objects.visible_to(coordinator)) == [row]
    remove_indicator(indicator=row, by=SYSTEM)
    assert not Indicator.objects.visible_to(coordinator).exists()
    for wrong in (
        {"kind": "effect", "name": ""},
        {"kind": "feeling", "name": "x"},
        {"kind": "effect", "name": "x", "comparator": "ungefär"},
        {"kind": "effect", "name": "x", "baseline": -1.0},
    ):
        with pytest.raises(Refused):
            add_indicator(commitment=point, facts=IndicatorFacts(**wrong), by=SYSTEM)


def test_a_point_is_carried_over_sharpened_and_once(
    kommun: Kommun, party: Party, police_party: Party
) -> None:
    old = draft(
        kommun, party, police_party, first_day=date(2025, 1, 1), last_day=date(2025, 12, 31)
    )
    point = commit(old, party, police_party, target=Target(kind="deadline"), due=date(2025, 5, 1))
    new = draft(kommun, party, follows=old)
    carried = carry_over(commitment=point, into=new, by=SYSTEM)
    assert carried.continues == point
    assert carried.target_kind == "none"
    assert list(carried.parties.unscoped("test").all()) == [party]
    with pytest.raises(Refused, match="finns redan"):
        carry_over(commitment=point, into=new, by=SYSTEM)
    with pytest.raises(Refused, match="tidigare löfte"):
        commit(old, party, continues=carried)


def test_a_measure_rests_on_causes_and_says_so_when_they_moved(
    kommun: Kommun, promise: Promise, party: Party, other_kommun: Kommun
) -> None:
    problem = describe_problem(kommun=kommun, facts=ProblemFacts(title="A", kind="fear"), by=SYSTEM)
    other = describe_problem(kommun=kommun, facts=ProblemFacts(title="B", kind="fear"), by=SYSTEM)
    said = CauseFacts(statement="Mörkt", perspective="situation", influence="yes")
    cause = add_cause(problem=problem, facts=said, by=SYSTEM)
    measure = add_measure(
        kommun=kommun,
        facts=MeasureFacts(text="Ny belysning", kind="situation", causes=(cause,), party=party),
        by=SYSTEM,
    )
    assert commit(promise, party, measure=measure).measure == measure
    merge_problem(problem=problem, into=other, by=SYSTEM)
    assert commit(promise, party, measure=measure)  # its causes moved along
    withdraw_cause(cause=cause, by=SYSTEM)
    cause.refresh_from_db()
    with pytest.raises(Refused, match="finns inte här längre"):
        add_measure(
            kommun=kommun,
            facts=MeasureFacts(text="Ny", kind="social", causes=(cause,)),
            by=SYSTEM,
        )


def test_a_measure_whose_problem_was_merged_is_said(
    kommun: Kommun, promise: Promise, party: Party, arrange: Any
) -> None:
    problem, other = (
        describe_problem(kommun=kommun, facts=ProblemFacts(title=t, kind="fear"), by=SYSTEM)
        for t in "AB"
    )
    said = CauseFacts(statement="Mörkt", perspective="situation", influence="yes")
    cause = add_cause(problem=problem, facts=said, by=SYSTEM)
    given = MeasureFacts(text="Ny belysning", kind="situation", causes=(cause,))
    measure = add_measure(kommun=kommun, facts=given, by=SYSTEM)
    merge_problem(problem=problem, into=other, by=SYSTEM)
    with arrange():
        cause.problem = problem
        cause.save()
    with pytest.raises(Refused, match="sammanslaget med ”B”"):
        commit(promise, party, measure=measure)
    with pytest.raises(Refused, match="sammanslaget med ”B”"):
        draft(kommun, party, focuses=(FocusLine(text="Kvällar", problem=problem),))


def test_a_measure_is_changed_and_closed(kommun: Kommun) -> None:
    given = MeasureFacts(text="Ny belysning", kind="situation")
    measure = add_measure(kommun=kommun, facts=given, by=SYSTEM)
    changed = MeasureFacts(text="Nyare belysning", kind="situation")
    assert change_measure(measure=measure, facts=changed, version=1, by=SYSTEM).version == 2
    with pytest.raises(ChangedMeanwhile):
        change_measure(measure=measure, facts=changed, version=1, by=SYSTEM)
    row = add_indicator(
        measure=measure, facts=IndicatorFacts(kind="output", name="Lampor"), by=SYSTEM
    )
    assert row.measure == measure
    remove_indicator(indicator=row, by=SYSTEM)
    assert close_measure(measure=measure, by=SYSTEM).closed_at is not None


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"text": ""}, "Skriv vad som ska göras"),
        ({"kind": "camera"}, "rättslig grund"),
        ({"first_day": date(2026, 2, 1), "last_day": date(2026, 1, 1)}, "före den första"),
    ],
)
def test_a_measure_that_does_not_fit(kommun: Kommun, given: dict[str, Any], said: str) -> None:
    told: dict[str, Any] = {"text": "Ny belysning", "kind": "situation"}
    with pytest.raises(Refused, match=said):
        add_measure(kommun=kommun, facts=MeasureFacts(**told | given), by=SYSTEM)


def test_an_agreement_says_purposes_areas_and_when_or_why_not(
    kommun: Kommun, police_party: Party, coordinator: User
) -> None:
    told: dict[str, Any] = {
        "title": "Överenskommelse 2024–2027",
        "purposes": "Tryggare kvällar",
        "areas": "Centrum",
        "parties": (police_party,),
        "first_day": date(2024, 1, 1),
        "last_day": date(2027, 12, 31),
        "signed_on": date(2024, 1, 15),
    }
    made = enter_agreement(kommun=kommun, facts=AgreementFacts(**told), by=coordinator)
    changed = AgreementFacts(**told | {"registry": "KS 2024/12"})
    assert change_agreement(agreement=made, facts=changed, version=1, by=coordinator).version == 2
    with pytest.raises(ChangedMeanwhile):
        change_agreement(agreement=made, facts=changed, version=1, by=coordinator)
    for wrong in (
        {"purposes": ""},
        {"parties": ()},
        {"last_day": date(2023, 1, 1)},
        {"signed_on": None},
    ):
        with pytest.raises(Refused):
            enter_agreement(kommun=kommun, facts=AgreementFacts(**told | wrong), by=coordinator)
    attempts = told | {"signed_on": None, "attempts": "Vi frågade bostadsbolaget i mars."}
    assert enter_agreement(kommun=kommun, facts=AgreementFacts(**attempts), by=coordinator)


def test_drafting_asks_for_a_free_code_within_the_kommun(kommun: Kommun, party: Party) -> None:
    made = draft_promise(kommun=kommun, facts=facts(party, code="skara-2019"), by=SYSTEM)
    assert made.code == "skara-2019"
