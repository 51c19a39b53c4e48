"""The rules for what is frozen, the writing helper, and what differs between two texts."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from lofte.audit.actions import SYSTEM
from lofte.people.models import Party
from lofte.places.models import Kommun, NamedPlace
from lofte.promises.apart import difference, versions_apart
from lofte.promises.commitments.actions import add_indicator
from lofte.promises.comparing import side_by_side
from lofte.promises.document import document_of, points_of
from lofte.promises.inputs import FocusLine, IndicatorFacts, MeasureFacts, Target
from lofte.promises.measures.actions import add_measure
from lofte.promises.models import Promise
from lofte.promises.power import planned_tests, said_of
from lofte.promises.rules import broken, warned
from lofte.promises.wording import Written, advise
from lofte.situation.causes.actions import CauseFacts, add_cause, withdraw_cause
from lofte.situation.problems.actions import add_evidence, describe_problem, merge_problem
from lofte.situation.problems.inputs import EvidenceFacts, ProblemFacts
from lofte.situation.problems.models import Problem
from lofte.situation.states import State
from lofte.situation.statutory.models import StatutoryPicture
from tests.promises.drafts import FOUR, commit, draft


def said(promise: Promise, rule: str) -> list[str]:
    return [one.sentence for one in broken(promise) if one.rule == rule]


def problem_of(kommun: Kommun, title: str = "Mörkt") -> Problem:
    made = describe_problem(kommun=kommun, facts=ProblemFacts(title=title, kind="fear"), by=SYSTEM)
    evidence = EvidenceFacts(
        kind="dialogue", sentence="41 boende", source="Dialogen", period="2025", strength="some"
    )
    add_evidence(problem=made, facts=evidence, by=SYSTEM)
    return made


def measure_of(kommun: Kommun, party: Party | None, *causes: Any, **given: Any) -> Any:
    told = MeasureFacts(text="Ny belysning", kind="situation", party=party, causes=causes, **given)
    return add_measure(kommun=kommun, facts=told, by=SYSTEM)


CAUSE = CauseFacts(statement="Gamla lampor", perspective="situation", influence="yes")


def test_a_whole_chain_breaks_no_rule(kommun: Kommun, party: Party, arrange: Any) -> None:
    cause = add_cause(problem=problem_of(kommun), facts=CAUSE, by=SYSTEM)
    measure = measure_of(
        kommun, party, cause, first_day=date(2026, 1, 1), no_indicator_reason="Syns direkt."
    )
    with arrange():
        picture = StatutoryPicture.objects.create(
            kommun=kommun, title="Bild", number=1, first_day=date(2025, 1, 1),
            last_day=date(2025, 12, 31), state=State.FROZEN, document={},
            frozen_at="2026-01-01T00:00Z",
        )  # fmt: skip
    promise = draft(kommun, party, picture=picture)
    commit(promise, measure=measure)
    assert broken(promise) == []
    assert document_of(promise)["commitments"][0]["measure"]["problems"] == ["Mörkt"]


def test_a_measure_without_cause_owner_time_or_indicator(
    kommun: Kommun, promise: Promise, party: Party
) -> None:
    bare = measure_of(kommun, None)
    point = commit(promise, measure=bare)
    assert said(promise, "V2") == ["Åtgärden ”Ny belysning” rör ingen orsak."]
    assert len(said(promise, "V3")) == 3
    add_indicator(commitment=point, facts=IndicatorFacts(kind="output", name="x"), by=SYSTEM)
    assert len(said(promise, "V3")) == 2


def test_a_cause_that_no_longer_holds(kommun: Kommun, promise: Promise, party: Party) -> None:
    cause = add_cause(problem=problem_of(kommun), facts=CAUSE, by=SYSTEM)
    commit(promise, measure=measure_of(kommun, party, cause, first_day=date(2026, 1, 1)))
    withdraw_cause(cause=cause, by=SYSTEM)
    assert "gäller inte längre" in said(promise, "V2")[0].replace("som inte gäller", "gäller inte")


def test_a_focus_whose_problem_was_merged_afterwards(kommun: Kommun, party: Party) -> None:
    old, kept = problem_of(kommun, "A"), problem_of(kommun, "B")
    promise = draft(kommun, party, focuses=(FocusLine(text="A", problem=old),))
    merge_problem(problem=old, into=kept, by=SYSTEM)
    assert "Problemet ”A” är sammanslaget med ”B”." in said(promise, "V1")


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"state": "draft", "number": None, "frozen_at": None, "document": None}, "är inte fryst"),
        ({"last_day": date(2023, 11, 30)}, "äldre än två år"),
    ],
)
def test_the_picture_is_frozen_and_not_too_old(
    kommun: Kommun, party: Party, arrange: Any, given: dict[str, Any], words: str
) -> None:
    whole: dict[str, Any] = {
        "title": "Bild", "number": 1, "first_day": date(2023, 1, 1), "last_day": date(2025, 1, 1),
        "state": "frozen", "document": {}, "frozen_at": "2026-01-01T00:00Z",
    }  # fmt: skip
    with arrange():
        picture = StatutoryPicture.objects.create(kommun=kommun, **whole | given)
    assert words in said(draft(kommun, party, picture=picture), "V7")[0]


def test_a_problem_with_one_sort_of_source_is_a_warning_and_no_rule(
    kommun: Kommun, party: Party
) -> None:
    problem = problem_of(kommun)
    promise = draft(kommun, party, focuses=(FocusLine(text="Ljus", problem=problem),))
    assert said(promise, "V1") == []
    (line,) = warned(promise)
    assert "en enda sorts källa" in line
    more = EvidenceFacts(
        kind="figure", sentence="41 anmälningar", source="Polisen", period="2025", strength="some"
    )
    add_evidence(problem=problem, facts=more, by=SYSTEM)
    assert warned(promise) == []


@pytest.mark.parametrize(
    "where", ["contact", "printed", "signing_role", "unit", "indicator", "cause", "expected_short"]
)
def test_no_text_that_is_signed_holds_personal_data(
    kommun: Kommun, party: Party, promise: Promise, arrange: Any, where: str
) -> None:
    """The forms refuse it; what came another way is found when the text is frozen."""
    cause = add_cause(problem=problem_of(kommun), facts=CAUSE, by=SYSTEM)
    measure = measure_of(kommun, party, cause)
    point = commit(promise, measure=measure)
    row = add_indicator(commitment=point, facts=IndicatorFacts(kind="output", name="x"), by=SYSTEM)
    line = promise.promise_parties.unscoped("test").first()
    rows: dict[str, Any] = {
        "contact": (promise, "contact"), "printed": (line, "printed"),
        "signing_role": (line, "signing_role"), "unit": (point, "unit"),
        "indicator": (row, "geography"), "cause": (cause, "statement"),
        "expected_short": (measure, "expected_short"),
    }  # fmt: skip
    assert said(promise, "V9") == []
    one, field = rows[where]
    with arrange():
        setattr(one, field, "Ring 070-174 06 05")
        one.save()
    assert "070-174 06 05" in said(promise, "V9")[0]


WHOLE = Written(
    text="Vi går fyra rundor vid torget",
    has_place=True,
    has_target=True,
    has_owner=True,
    has_cause=True,
    has_indicator=True,
    has_date=True,
)


def test_what_is_clear_gets_no_advice() -> None:
    assert advise(WHOLE) == []


@pytest.mark.parametrize(
    "words",
    [
        "fortsätta", "Fortsatt", "utveckla", "utvecklar", "verka för", "arbeta med", "jobbar för",
        "stärka", "främja", "vid behov", "prioritera",
    ],
)  # fmt: skip
def test_a_vague_word_is_quoted_with_a_better_one_beside(words: str) -> None:
    (one,) = advise(Written(f"Vi {words} trygghet", True, True, True, True, True, True))
    assert one.quote == words
    assert one.better.startswith("Vi ")


def test_what_is_missing_is_asked_for() -> None:
    found = advise(Written("Vi går", False, False, False, False, False, False))
    assert [one.why for one in found] == [
        "Var?", "Hur mycket?", "Vem håller i det?", "Varför?", "Hur märks det?", "När?",
    ]  # fmt: skip


def test_words_that_stay_come_and_go() -> None:
    found = [(one.kind, one.text) for one in difference("vi går två rundor", "vi går fyra rundor")]
    assert found == [("same", "vi går"), ("out", "två"), ("in", "fyra"), ("same", "rundor")]


def test_a_line_that_came_or_went(promise: Promise, party: Party) -> None:
    commit(promise, party)
    before = document_of(promise)
    commit(promise, text="Ett nytt")
    after = document_of(promise)
    assert any(c.kind == "in" for line in versions_apart(before, after) for c in line)
    assert any(c.kind == "out" for line in versions_apart(after, before) for c in line)
    assert all(c.kind == "same" for line in versions_apart(None, after) for c in line)


def test_new_sharpened_changed_same_and_dropped(
    kommun: Kommun, party: Party, promise: Promise
) -> None:
    old = draft(kommun, party, first_day=date(2025, 1, 1), last_day=date(2025, 12, 31))
    vague, counted = commit(old, target=Target()), commit(old)
    same, gone = commit(old, text="Lika"), commit(old, text="Bort")
    eight = Target(kind="count", comparator=">=", value=Decimal(8), unit=FOUR.unit)
    commit(promise, continues=vague)
    commit(promise, continues=counted, target=eight)
    commit(promise, continues=same, text="Lika")
    commit(promise, text="Ny")
    commit(promise, continues=same, text="Lika men annorlunda")
    pairs = side_by_side(points_of(old), points_of(promise), {})
    assert [pair.kind for pair in pairs] == [
        "sharpened", "sharpened", "same", "changed", "dropped", "new",
    ]  # fmt: skip
    assert pairs[4].earlier == gone


def number(value: int, comparator: str = ">=", **given: Any) -> Target:
    told = {"kind": "count", "unit": "vandringar"} | given
    return Target(comparator=comparator, value=Decimal(value), **told)


@pytest.mark.parametrize(
    ("was", "now", "kind"),
    [
        ({"target": number(4)}, {"target": number(4, "~")}, "changed"),
        ({"target": number(4, "~")}, {"target": number(4)}, "sharpened"),
        ({"target": number(4)}, {"target": number(4, unit="rundor")}, "changed"),
        ({"target": number(8)}, {"target": number(4), "owner_role": "chef"}, "changed"),
        ({"target": number(8)}, {"target": number(8), "owner_role": "chef"}, "sharpened"),
        ({"target": number(4, "<=")}, {"target": number(2, "<=")}, "sharpened"),
        ({"target": number(4, "<=")}, {"target": number(4, "<")}, "sharpened"),
        ({"target": number(4, "<=")}, {"target": number(4)}, "changed"),
        (
            {"target": number(1, kind="rate", per="month")},
            {"target": number(1, kind="rate", per="week")},
            "sharpened",
        ),
        (
            {"target": number(24, "<=", kind="within", per="hour", unit="")},
            {"target": number(2, "<=", kind="within", per="day", unit="")},
            "changed",
        ),
        ({"target": number(4)}, {"target": number(8, "~")}, "changed"),
        ({"target": number(4)}, {"target": Target()}, "changed"),
        ({"due": date(2025, 5, 1)}, {"due": date(2026, 4, 1)}, "sharpened"),
        ({"due": date(2025, 5, 1)}, {"due": date(2026, 5, 1)}, "same"),
        ({"due": date(2025, 5, 1)}, {}, "changed"),
        ({"where": "Torget"}, {"where": "Ån"}, "changed"),
        ({"where": "Torget"}, {"where": "Torget"}, "same"),
        ({"places": 1}, {"places": 2}, "sharpened"),
        ({"places": 2}, {"places": 1}, "changed"),
        ({"places": 0}, {"places": 1}, "sharpened"),
    ],
)
def test_sharpened_is_more_of_something_and_less_of_nothing(
    kommun: Kommun, party: Party, promise: Promise, was: Any, now: Any, kind: str
) -> None:
    places = tuple(
        NamedPlace.objects.unscoped("test").filter(kommun=kommun, group_only=False).order_by("pk")
    )

    def told(given: Any) -> Any:
        return given | ({"places": places[: given["places"]]} if "places" in given else {})

    old = draft(kommun, party, first_day=date(2025, 1, 1), last_day=date(2025, 12, 31))
    commit(promise, continues=commit(old, **told(was)), **told(now))
    (pair,) = side_by_side(points_of(old), points_of(promise), {})
    assert pair.kind == kind


@pytest.mark.parametrize(
    ("events", "words", "advice"),
    [
        (40, "omkring 67\xa0%", "längre period"),
        (1000, "omkring 17\xa0%", "Det räcker"),
        (3, "inte ens till noll", "många fler|gånger så många"),
        (None, "inte angivet", "lika lång period"),
    ],
)
def test_how_small_a_change_could_be_seen(
    promise: Promise, events: float | None, words: str, advice: str
) -> None:
    point = commit(promise)
    told = IndicatorFacts(kind="effect", name="Rån", events=events)
    row = add_indicator(commitment=point, facts=told, by=SYSTEM)
    found = said_of(row, promise)
    assert found is not None
    assert words in found.sentence
    assert any(part in found.advice for part in advice.split("|"))
    (planned,) = planned_tests(promise)
    assert planned["sentence"] == found.sentence
    counted = IndicatorFacts(kind="output", name="Rundor")
    done = add_indicator(commitment=point, facts=counted, by=SYSTEM)
    assert said_of(done, promise) is None
