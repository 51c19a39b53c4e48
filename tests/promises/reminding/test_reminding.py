"""What waits is counted from its day; its owners are reminded, in the rhythm of decisions."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from lofte.audit.actions import SYSTEM
from lofte.audit.refusals import Refused
from lofte.desk.todos.promised import find
from lofte.management import due
from lofte.people.models import Letter, Party, User
from lofte.places.models import Kommun
from lofte.promises.commitments.actions import add_indicator, remove_commitment
from lofte.promises.commitments.models import Commitment
from lofte.promises.follow_up.actions import judge, tell_outcome
from lofte.promises.inputs import FollowUpFacts, IndicatorFacts, MeasureFacts, OutcomeFacts, Target
from lofte.promises.measures.actions import add_measure, change_measure, close_measure
from lofte.promises.measures.models import Measure
from lofte.promises.models import Promise
from lofte.promises.queries import results_of
from lofte.promises.readings.actions import read_indicator
from lofte.promises.readings.inputs import ReadingFacts
from lofte.promises.reminding.queries import mine, receivers, waiting
from lofte.promises.signing.models import Version
from tests.promises.drafts import commit, sign
from tests.promises.test_views import text_of, url

DUE = date(2026, 6, 1)
LAMPS = "Vi byter lamporna vid Resecentrum"
DEADLINE = Target(kind="deadline")


@pytest.fixture
def point(promise: Promise, party: Party, police_party: Party) -> Commitment:
    """A point of the kommun with a day, in a promise that has been in force since February."""
    made = commit(promise, party, text=LAMPS, target=DEADLINE, due=DUE)
    sign(promise, party, police_party)
    Version.objects.unscoped("test").update(signed_at=datetime(2026, 2, 4, tzinfo=UTC))
    return Commitment.objects.unscoped("test").get(pk=made.pk)


def letters(first: date = date(2026, 3, 1), days: int = 200, every: int = 1) -> list[int]:
    """Days from the due date on which a letter was queued, with the scheduler run now and then."""
    found, seen = [], 0
    for n in range(0, days, every):
        now = datetime(first.year, first.month, first.day, 12, tzinfo=UTC) + timedelta(days=n)
        list(due.run_due(now))
        count = Letter.objects.unscoped("test").filter(kind="promise.reminder").count()
        if count > seen:
            found.append((now.date() - DUE).days)
            seen = count
    return found


def test_the_rhythm_before_and_after(
    point: Commitment, coordinator: User, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    only_ours(monkeypatch)
    assert letters() == [-30, -7, -1, 4, 9, 30, 60, 90]


def only_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    """The other jobs of the scheduler are tested in their own rooms."""
    from lofte.management.dues import promised

    monkeypatch.setattr(due, "everything", promised.due)


def test_after_a_pause_one_letter_and_not_each_of_them(
    point: Commitment, coordinator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    only_ours(monkeypatch)
    assert letters(first=date(2026, 5, 30), days=80, every=79) == [-2, 77]


def test_the_letter_says_what_waits_and_where(
    point: Commitment, coordinator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    only_ours(monkeypatch)
    letters(first=date(2026, 6, 2), days=1)
    (letter,) = Letter.objects.unscoped("test").filter(kind="promise.reminder")
    assert letter.to == coordinator.email
    assert letter.subject == "Försenat sedan 2026-06-01: ett åtagande"
    assert LAMPS in letter.text
    assert url("judge", point.pk) in letter.text


def test_what_is_answered_waits_no_more_and_its_letter_stays(
    point: Commitment, coordinator: User, party: Party, monkeypatch: pytest.MonkeyPatch
) -> None:
    only_ours(monkeypatch)
    letters(first=date(2026, 6, 2), days=1)
    point.refresh_from_db()
    told = OutcomeFacts(name="lampor", kind="activity", text="på plats", last_day=DUE)
    tell_outcome(promise=point.promise, commitment=point, facts=told, by=SYSTEM)
    (letter,) = Letter.objects.unscoped("test").filter(kind="promise.reminder")
    assert letter.state == Letter.State.RECALLED
    assert waiting(date(2026, 6, 3)) == []


def test_a_final_verdict_settles_it_and_a_passing_one_does_not(point: Commitment) -> None:
    for verdict, count in (("under_way", 1), ("not_kept", 0)):
        judge(
            commitment=point,
            facts=FollowUpFacts(on=DUE, verdict=verdict, text="Så är det.", source="Loggen"),
            by=SYSTEM,
        )
        assert len(waiting(date(2026, 6, 3))) == count


def test_nobody_types_late(point: Commitment, coordinator: User, as_: Any) -> None:
    (came,) = results_of(point.promise, today=DUE)
    assert came.late is None
    (came,) = results_of(point.promise, today=DUE + timedelta(days=1))
    assert came.late == DUE
    page = text_of(as_(coordinator).get(url("promise", point.promise_id)))
    assert "Försenat sedan 2026-06-01" in page
    report = text_of(as_(coordinator).get(url("report", point.promise_id)))
    assert "Försenat sedan 2026-06-01" in report


def test_a_status_that_a_person_sets_needs_a_reason(point: Commitment) -> None:
    stalled = FollowUpFacts(on=DUE, verdict="stalled", source="Loggen")
    with pytest.raises(Refused, match="Skriv varför det har stannat av"):
        judge(commitment=point, facts=stalled, by=SYSTEM)


def test_indicators_wait_until_they_are_read(
    promise: Promise, party: Party, police_party: Party
) -> None:
    made = commit(promise, party)
    indicator = add_indicator(
        commitment=made, facts=IndicatorFacts(kind="output", name="Pass", due=DUE), by=SYSTEM
    )
    sign(promise, party, police_party)
    (item,) = waiting(date(2026, 6, 3))
    assert (item.kind, item.text, item.page) == ("mått", "Pass", "readings")
    read = ReadingFacts(
        period_start=date(2026, 1, 1), period_end=date(2026, 5, 31), value=3.0, source="Loggen"
    )
    read_indicator(indicator=indicator, facts=read, by=SYSTEM)
    assert waiting(date(2026, 6, 3)) == []


def test_a_measure_s_indicator_waits_for_its_party(
    kommun: Kommun, party: Party, coordinator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    measure = add_measure(
        kommun=kommun, facts=MeasureFacts(text="Ljus", kind="situation", party=party), by=SYSTEM
    )
    add_indicator(
        measure=measure, facts=IndicatorFacts(kind="output", name="Lampor", due=DUE), by=SYSTEM
    )
    (item,) = waiting(date(2026, 6, 3))
    assert (item.promise, item.parties) == (None, {party.pk})
    only_ours(monkeypatch)
    letters(first=date(2026, 6, 2), days=1)
    (letter,) = Letter.objects.unscoped("test").filter(kind="promise.reminder")
    assert "”Lampor” skulle ha varit klart" in letter.text
    assert waiting(date(2028, 6, 3)) == []


@pytest.fixture
def measure(kommun: Kommun, party: Party) -> Measure:
    """A measure that is to be followed up on the day."""
    facts = MeasureFacts(text="Ljus", kind="situation", party=party, next_follow_up=DUE)
    made: Measure = add_measure(kommun=kommun, facts=facts, by=SYSTEM)
    return made


def test_a_measure_waits_for_its_next_follow_up(
    measure: Measure, kommun: Kommun, party: Party, coordinator: User, police: User
) -> None:
    assert waiting(DUE - timedelta(days=31)) == []
    (item,) = waiting(DUE - timedelta(days=30))
    assert (item.row, item.due, item.parties) == (measure, DUE, {party.pk})
    assert mine(kommun, police, DUE) == []
    (todo,) = find(kommun, coordinator, DUE + timedelta(days=1))
    assert todo.text == "Försenat sedan 2026-06-01: Uppföljning av Ljus"
    assert (todo.url, todo.pressing) == (url("measure-judge", measure.pk), True)
    close_measure(measure=measure, by=SYSTEM)
    assert waiting(DUE) == []


def test_the_owner_of_a_measure_is_reminded_of_its_follow_up(
    measure: Measure, coordinator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    only_ours(monkeypatch)
    assert letters() == [-30, -7, -1, 4, 9, 30, 60, 90]
    letter = Letter.objects.unscoped("test").filter(kind="promise.reminder").order_by("pk").last()
    assert letter is not None
    assert letter.subject == "Försenat sedan 2026-06-01: en åtgärds uppföljning"
    assert "”Uppföljning av Ljus” skulle ha varit klart 2026-06-01." in letter.text
    assert url("measure-judge", measure.pk) in letter.text


def test_a_judgement_near_the_day_answers_and_a_new_day_asks_again(measure: Measure) -> None:
    for day, count in ((date(2026, 4, 20), 1), (date(2026, 5, 20), 0)):
        said = FollowUpFacts(on=day, verdict="under_way", text="Så är det.", source="Loggen")
        judge(measure=measure, facts=said, by=SYSTEM)
        assert len(waiting(DUE)) == count
    facts = MeasureFacts(
        text="Ljus", kind="situation", party=measure.party, next_follow_up=date(2026, 9, 1)
    )
    change_measure(measure=measure, facts=facts, version=measure.version, by=SYSTEM)
    assert [item.due for item in waiting(date(2026, 8, 20))] == [date(2026, 9, 1)]


def test_a_draft_a_removed_point_and_an_old_promise_wait_for_nobody(
    promise: Promise, party: Party, police_party: Party
) -> None:
    made = commit(promise, party, target=DEADLINE, due=DUE)
    other = commit(promise, party, target=DEADLINE, due=DUE)
    assert waiting(date(2026, 6, 3)) == []
    remove_commitment(commitment=other, by=SYSTEM)
    sign(promise, party, police_party)
    assert [item.row for item in waiting(date(2026, 6, 3))] == [made]
    assert waiting(date(2028, 6, 3)) == []


def test_each_party_is_reminded_of_its_own_and_all_of_what_is_joint(
    kommun: Kommun,
    promise: Promise,
    party: Party,
    police_party: Party,
    coordinator: User,
    police: User,
    leader: User,
) -> None:
    commit(promise, police_party, target=DEADLINE, due=DUE)
    commit(promise, text="Vi berättar", target=DEADLINE, due=DUE + timedelta(days=1))
    sign(promise, party, police_party)
    theirs, joint = waiting(date(2026, 6, 3))
    assert receivers(theirs) == [police]
    assert set(receivers(joint)) == {police, coordinator, leader}
    assert mine(kommun, police, date(2026, 6, 3)) == [theirs, joint]
    assert mine(kommun, leader, date(2026, 6, 3)) == [joint]
    assert mine(kommun, coordinator, date(2026, 6, 3)) == [theirs, joint]


def test_a_party_with_nobody_in_the_product_has_the_coordinator(
    kommun: Kommun, promise: Promise, party: Party, shops: Party, coordinator: User, arrange: Any
) -> None:
    with arrange():
        promise.promise_parties.unscoped("test").create(promise=promise, party=shops, printed="H")
    commit(promise, shops, target=DEADLINE, due=DUE)
    sign(promise, party, *[p.party for p in promise.promise_parties.unscoped("test")][1:])
    (item,) = waiting(date(2026, 6, 3))
    assert receivers(item) == [coordinator]
    with arrange():
        coordinator.reminder_letters = False
        coordinator.save()
    assert receivers(item) == []


def test_it_stands_on_the_start_page(
    kommun: Kommun, point: Commitment, coordinator: User, police: User, reviewer: User
) -> None:
    (todo,) = find(kommun, coordinator, date(2026, 6, 3))
    assert (todo.text, todo.pressing) == (f"Försenat sedan 2026-06-01: {LAMPS}", True)
    (todo,) = find(kommun, coordinator, date(2026, 5, 20))
    assert (todo.text, todo.pressing) == (f"Senast 2026-06-01: {LAMPS}", False)
    assert list(find(kommun, coordinator, date(2026, 4, 1))) == []
    assert list(find(kommun, police, date(2026, 6, 3))) == []
    assert list(find(kommun, reviewer, date(2026, 6, 3))) == []


def test_asking_costs_the_same_for_many(
    kommun: Kommun, promise: Promise, party: Party, police_party: Party,
    django_assert_num_queries: Any,
) -> None:  # fmt: skip
    for n in range(12):
        made = commit(promise, party, target=DEADLINE, due=DUE + timedelta(days=n))
        facts = IndicatorFacts(kind="output", name="Pass", due=DUE)
        add_indicator(commitment=made, facts=facts, by=SYSTEM)
    sign(promise, party, police_party)
    with django_assert_num_queries(14):
        assert len(waiting(date(2026, 6, 30), kommun)) == 24
