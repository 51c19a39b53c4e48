"""What an answer means for what we know."""

import gzip
import json
import os
from collections import Counter, defaultdict
from datetime import UTC, datetime, timedelta
from itertools import groupby
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lofte.importers.polisen import feed
from lofte.importers.polisen.feed import Answer, Change, Worth, digest
from lofte.importers.polisen.parse import read, read_event
from tests.importers.polisen.made import NOON, answer, entry, many

DATA = Path(
    os.environ.get("LOFTE_REAL_DATA", Path(__file__).resolve().parents[4] / "shared" / "data")
)
MINUTES = timedelta(minutes=1)


class Shelf:
    """The simplest keeper of what the feed decides."""

    def __init__(self):
        self.known = {}
        self.wordings = defaultdict(list)
        self.latest = None

    def take(self, given):
        result = digest(self.known, given, latest=self.latest)
        for step in result.steps:
            self.known[step.known.id] = step.known
            if step.wording:
                self.wordings[step.known.id].append(step.wording.content)
        if self.known:
            self.latest = max(known.last_seen for known in self.known.values())
        return result

    def changes(self, given):
        counted = Counter(step.change for step in self.take(given).steps)
        return {change: n for change, n in counted.items() if change is not Change.UNCHANGED}

    def withdrawn(self):
        return {known.id for known in self.known.values() if known.withdrawn_at}


@pytest.fixture
def shelf():
    shelf = Shelf()
    shelf.take(answer(many()))
    return shelf


def test_a_first_answer_is_all_new(shelf):
    assert len(shelf.known) == 500
    assert all(len(wordings) == 1 for wordings in shelf.wordings.values())


def test_the_same_answer_again_changes_nothing(shelf):
    assert shelf.changes(answer(many(), NOON + 10 * MINUTES)) == {}


def test_a_new_wording_is_a_new_version_also_when_the_old_one_comes_back(shelf):
    murder = [entry(1000, summary="Ett dödsfall är nu ett mord."), *many()[1:]]
    assert shelf.changes(answer(murder, NOON + 10 * MINUTES)) == {Change.CHANGED: 1}
    assert shelf.changes(answer(many(), NOON + 20 * MINUTES)) == {Change.CHANGED: 1}
    assert len(shelf.wordings[1000]) == 3


def test_one_absence_is_no_withdrawal_lasting_absence_is(shelf):
    without = many()[1:]
    for minutes in (10, 20):
        assert shelf.changes(answer(without, NOON + minutes * MINUTES)) == {Change.ABSENT: 1}
    assert shelf.withdrawn() == set()
    assert shelf.changes(answer(without, NOON + 30 * MINUTES)) == {Change.WITHDRAWN: 1}
    assert shelf.withdrawn() == {1000}
    assert shelf.changes(answer(without, NOON + 40 * MINUTES)) == {}


def test_many_quick_absences_are_not_lasting(shelf):
    for seconds in range(10, 200, 10):
        shelf.take(answer(many()[1:], NOON + timedelta(seconds=seconds)))
    assert shelf.withdrawn() == set()


def test_an_event_seen_again_starts_over(shelf):
    shelf.take(answer(many()[1:], NOON + 20 * MINUTES))
    shelf.take(answer(many()[1:], NOON + 40 * MINUTES))
    shelf.take(answer(many(), NOON + 50 * MINUTES))
    assert shelf.changes(answer(many()[1:], NOON + 90 * MINUTES)) == {Change.ABSENT: 1}
    assert shelf.known[1000].absent == 1


def test_a_withdrawn_event_may_return_and_with_new_words(shelf):
    for minutes in (20, 40, 60):
        shelf.take(answer(many()[1:], NOON + minutes * MINUTES))
    back = [entry(1000, summary="Nya ord."), *many()[1:]]
    assert shelf.changes(answer(back, NOON + 80 * MINUTES)) == {Change.RETURNED: 1}
    assert shelf.withdrawn() == set()
    assert len(shelf.wordings[1000]) == 2


def test_an_event_that_has_aged_out_of_the_answer_is_not_withdrawn(shelf):
    for step in range(1, 9):
        newer = many(newest=NOON + step * 120 * MINUTES, first=1000 + 8 * step)
        assert Change.ABSENT not in shelf.changes(answer(newer, NOON + step * 120 * MINUTES))
    assert shelf.withdrawn() == set()
    assert len(shelf.known) == 564


def test_an_event_without_a_time_is_never_judged_absent(shelf):
    shelf.take(answer([entry(5000, datetime="?"), *many()], NOON + MINUTES))
    for minutes in (20, 40, 60, 80):
        assert shelf.changes(answer(many(), NOON + minutes * MINUTES)) == {}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (answer([]), Worth.EMPTY),
        (answer(many(449)), Worth.PARTIAL),
        (answer(many(450)), Worth.WHOLE),
        (answer(many(500), part=True), Worth.PARTIAL),
        (answer(many(500), NOON + timedelta(hours=13)), Worth.STALE),
        (answer(many(200), NOON + timedelta(hours=13)), Worth.STALE),
        (answer([entry(1, datetime="?")]), Worth.STALE),
        (answer(many(500), NOON - MINUTES), Worth.LATE),
    ],
)
def test_what_an_answer_is_worth(given, expected):
    assert feed.worth(given, NOON - MINUTES / 2) is expected


def test_an_event_twice_in_an_answer_counts_once():
    shelf = Shelf()
    assert shelf.changes(answer([entry(1, summary="först"), entry(1)])) == {Change.NEW: 1}
    assert shelf.wordings[1][0]["summary"] == "först"


def test_an_empty_or_short_answer_never_takes_an_event_away(shelf):
    for minutes in range(10, 200, 10):
        assert shelf.changes(answer([], NOON + minutes * MINUTES)) == {}
        assert shelf.changes(answer(many(300), NOON + minutes * MINUTES)) == {}
    assert shelf.withdrawn() == set()


def test_a_short_fresh_answer_changes_what_it_holds(shelf):
    short = [entry(1000, summary="Nya ord."), entry(1001)]
    expected = {Change.CHANGED: 1, Change.NEW: 1}
    assert shelf.changes(answer(short, NOON + MINUTES)) == expected


@pytest.mark.parametrize("at", [NOON + timedelta(days=2), NOON - timedelta(days=2)])
def test_an_old_or_late_answer_adds_but_changes_nothing_that_we_show(shelf, at):
    shown = shelf.known[1000].content_hash
    old = [entry(1000, summary="Gamla ord."), entry(17), entry(999, published=NOON - 15 * MINUTES)]
    assert shelf.changes(answer(old, at)) == {Change.NEW: 1, Change.OLDER: 1}
    assert shelf.known[1000].content_hash == shown
    assert shelf.changes(answer(old, at)) == {}


def test_a_late_answer_tells_what_lies_after_we_last_saw_the_event(shelf):
    shelf.take(answer([entry(2000)], NOON + 60 * MINUTES, part=True))
    newer = [entry(1000, summary="Nya ord.")]
    assert shelf.changes(answer(newer, NOON + 30 * MINUTES, part=True)) == {Change.CHANGED: 1}


def test_a_late_answer_does_not_bring_a_withdrawn_event_back(shelf):
    for minutes in (20, 40, 60):
        shelf.take(answer(many()[1:], NOON + minutes * MINUTES))
    assert shelf.changes(answer(many(), NOON + 30 * MINUTES)) == {}
    assert shelf.withdrawn() == {1000}


@given(
    st.lists(
        st.tuples(
            st.integers(0, 5000),
            st.lists(st.tuples(st.integers(1, 6), st.sampled_from("ab")), max_size=6),
            st.booleans(),
        ),
        max_size=12,
    )
)
def test_no_row_of_answers_loses_an_event_or_a_wording(answers):
    shelf, ever = Shelf(), set()
    for minutes, contents, part in answers:
        at = NOON + minutes * MINUTES
        entries = {i: entry(i, summary=s, published=NOON + 100 * i * MINUTES) for i, s in contents}
        ever |= set(entries)
        shelf.take(answer(entries.values(), at, part=part))
        assert set(shelf.known) == ever
        assert all(shelf.wordings[i] for i in ever)
        kept = {(i, w["summary"]) for i, given in shelf.wordings.items() for w in given}
        assert kept >= {(i, one["summary"]) for i, one in entries.items()}


real = pytest.mark.skipif(not DATA.is_dir(), reason="the real data is not here")


def recorded():
    """Every recorded version in first_seen order, as the parts of answers they came in."""
    with gzip.open(DATA / "polisen-events" / "events_versions.jsonl.gz", "rt") as lines:
        rows = sorted(map(json.loads, lines), key=lambda row: row["first_seen"])
    for first_seen, group in groupby(rows, key=lambda row: row["first_seen"]):
        events = tuple(read_event(row["event"]) for row in group)
        yield Answer(datetime.fromisoformat(first_seen), events, part=True)


def raw():
    """The five untouched answers, read as they came."""
    times = {
        "dev_short_2023-03-26.json": datetime(2023, 3, 26, 5, 53, 58, tzinfo=UTC),
        "dev_empty_2023-05-01.json": datetime(2023, 5, 1, 12, tzinfo=UTC),
        "dev_usual_a_2024-02-18T0644.json": datetime(2024, 2, 18, 6, 44, tzinfo=UTC),
        "dev_usual_b_2024-02-18T0720.json": datetime(2024, 2, 18, 7, 20, tzinfo=UTC),
        "dev_short_2024-12-18.json": datetime(2024, 12, 18, 7, tzinfo=UTC),
    }
    for name, at in times.items():
        content = (DATA / "polisen-events" / "raw" / name).read_bytes()
        yield Answer(at, read(content).events if content else ())


@real
@pytest.mark.parametrize("order", ["raw among the rest", "raw first", "raw last"])
def test_two_years_of_recorded_answers_lose_nothing(order):
    versions, answers = list(recorded()), list(raw())
    if order == "raw first":
        given = [*answers, *versions]
    elif order == "raw last":
        given = [*versions, *answers]
    else:
        given = sorted([*versions, *answers], key=lambda one: one.at)
    shelf = Ledger()
    for one in given:
        shelf.take(one)
    assert len(shelf.known) == 45_075
    wanted = {(event.id, event.content_hash) for one in versions for event in one.events}
    kept = {(number, kept) for number, all_ in shelf.hashes.items() for kept in all_}
    assert wanted <= kept
    assert kept == wanted


class Ledger(Shelf):
    """As `Shelf`, without looking through everything for the latest answer."""

    def __init__(self):
        super().__init__()
        self.hashes = defaultdict(list)

    def take(self, given):
        result = digest(self.known, given, latest=self.latest)
        for step in result.steps:
            self.known[step.known.id] = step.known
            if step.wording:
                self.hashes[step.known.id].append(step.wording.content_hash)
        if given.events and result.worth is not Worth.LATE:
            self.latest = given.at
        return result


@real
def test_what_the_five_raw_answers_are_worth():
    assert [feed.worth(one, None) for one in raw()] == [
        Worth.STALE,
        Worth.EMPTY,
        Worth.WHOLE,
        Worth.WHOLE,
        Worth.STALE,
    ]
