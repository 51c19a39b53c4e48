"""What a commitment came to. Every line is a real kind of target beside a real kind of outcome."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from lofte.promises.inputs import Target
from lofte.promises.results import Kept, Told, result
from lofte.promises.states import Result

FIRST, LAST = date(2018, 1, 1), date(2018, 12, 31)
AFTER, DURING = date(2019, 2, 1), date(2018, 6, 1)


def target(kind: str = "none", comparator: str = "", value: str = "", per: str = "") -> Target:
    number = Decimal(value) if value else None
    return Target(kind=kind, comparator=comparator, value=number, per=per)


def told(comparator: str = "=", value: str = "", **days: Any) -> Told:
    return Told(comparator, Decimal(value) if value else None, **days)


def kept(wanted: Target, *outcomes: Told, **given: Any) -> Kept:
    rest = {"logged": 0, "first_day": FIRST, "last_day": LAST, "due": None, "reason": ""}
    return Kept(target=wanted, told=outcomes, **rest | given)


def exactly(value: str) -> Target:
    return target("count", "=", value)


def at_least(value: str) -> Target:
    return target("count", ">=", value)


@pytest.mark.parametrize(
    ("wanted", "outcome", "expected"),
    [
        (exactly("4"), told("=", "4"), Result.MET),
        (exactly("3"), told("=", "4"), Result.EXCEEDED),
        (at_least("8"), told("=", "20"), Result.EXCEEDED),
        (at_least("4"), told("=", "4"), Result.MET),
        (at_least("4"), told("=", "3"), Result.NOT_MET),
        (at_least("50"), told(">=", "50"), Result.MET),
        (at_least("50"), told(">=", "30"), Result.UNCLEAR),
        (at_least("60"), told(">", "600"), Result.EXCEEDED),
        (at_least("20"), told("~", "20"), Result.UNCLEAR),
        (at_least("20"), told("~", "30"), Result.EXCEEDED),
        (at_least("20"), told("~", "10"), Result.NOT_MET),
        (at_least("20"), told("<=", "10"), Result.NOT_MET),
        (target("count", "~", "80"), told("=", "75"), Result.MET),
        (target("count", ">", "4"), told("=", "4"), Result.NOT_MET),
        (target("count", ">", "4"), told("=", "5"), Result.EXCEEDED),
        (target("count", "<=", "5"), told("=", "5"), Result.MET),
        (target("count", "<=", "5"), told("=", "6"), Result.NOT_MET),
        (target("count", "<=", "5"), told("~", "5"), Result.UNCLEAR),
        (target("count", "<", "5"), told("=", "5"), Result.NOT_MET),
        (target("count", "<", "5"), told("<=", "4"), Result.MET),
        (target("count", "some"), told("=", "2"), Result.MET),
        (target("count", "some"), told("some"), Result.MET),
        (target("count", "some"), told("", ""), Result.UNCLEAR),
        (target("coverage", "all"), told("all"), Result.MET),
        (target("coverage", "all", "6"), told("=", "6"), Result.MET),
        (target("coverage", "all", "6"), told("=", "5"), Result.NOT_MET),
        (target("coverage", "all"), told("some"), Result.NOT_MET),
        (target("coverage", "all"), told("=", "5"), Result.UNCLEAR),
        (target("direction", "fewer"), told("fewer"), Result.MET),
        (target("direction", "fewer"), told("more"), Result.NOT_MET),
        (target("direction", "fewer"), told("=", "133"), Result.UNCLEAR),
        (target("within", "<=", "24", "hour"), told("=", "18"), Result.MET),
        (target("within", "<=", "24", "hour"), told("=", "30"), Result.NOT_MET),
        (target("none"), told("~", "100"), Result.NO_TARGET),
        (target("deadline"), told(), Result.UNCLEAR),
    ],
)
def test_target_and_outcome(wanted: Target, outcome: Told, expected: Result) -> None:
    assert result(kept(wanted, outcome), today=AFTER) == expected


def test_a_rate_is_counted_over_the_days_that_the_outcome_covers() -> None:
    weekly = target("rate", ">=", "1", "week")
    year = {"first_day": FIRST, "last_day": LAST}
    assert result(kept(weekly, told("=", "62", **year)), today=AFTER) == Result.EXCEEDED
    assert result(kept(weekly, told("=", "52", **year)), today=AFTER) == Result.MET
    assert result(kept(weekly, told("=", "40", **year)), today=AFTER) == Result.NOT_MET
    assert result(kept(weekly, told("=", "62")), today=AFTER) == Result.UNCLEAR
    hourly = target("rate", ">=", "1", "hour")
    assert result(kept(hourly, told("=", "62", **year)), today=AFTER) == Result.UNCLEAR


def test_a_calendar_year_is_twelve_months_and_half_of_it_six() -> None:
    monthly = target("rate", ">=", "1", "month")
    halves = ((date(2018, 6, 30), "6"), (LAST, "12"))
    for last, enough in halves:
        days = {"first_day": FIRST, "last_day": last}
        assert result(kept(monthly, told("=", enough, **days)), today=AFTER) == Result.MET
        short = str(int(enough) - 1)
        assert result(kept(monthly, told("=", short, **days)), today=AFTER) == Result.NOT_MET
    yearly = target("rate", ">=", "2", "year")
    days = {"first_day": FIRST, "last_day": date(2019, 12, 31)}
    assert result(kept(yearly, told("=", "4", **days)), today=date(2020, 2, 1)) == Result.MET


def test_a_deadline_is_kept_by_the_day_it_was_done() -> None:
    due = date(2018, 5, 1)
    for done, expected in ((date(2018, 4, 30), Result.MET), (date(2018, 5, 2), Result.NOT_MET)):
        given = kept(target("deadline"), told(last_day=done), due=due)
        assert result(given, today=AFTER) == expected


def test_not_met_with_and_without_a_reason() -> None:
    short = kept(at_least("4"), told("=", "1"), reason="Få inbrott gav litet intresse.")
    assert result(short, today=AFTER) == Result.NOT_MET_WHY


def test_nothing_told_is_said_only_when_the_time_is_over() -> None:
    assert result(kept(at_least("4")), today=AFTER) == Result.NOT_STATED
    assert result(kept(at_least("4")), today=DURING) == Result.UNDER_WAY


def test_what_was_logged_stands_until_somebody_tells() -> None:
    assert result(kept(at_least("4"), logged=4), today=DURING) == Result.MET
    assert result(kept(at_least("4"), logged=3), today=DURING) == Result.UNDER_WAY
    assert result(kept(at_least("4"), logged=3), today=AFTER) == Result.NOT_MET
    weekly = target("rate", ">=", "2", "week")
    assert result(kept(weekly, logged=104), today=AFTER) == Result.MET
    assert result(kept(at_least("4"), told("=", "5"), logged=3), today=AFTER) == Result.EXCEEDED


JUNE = date(2018, 6, 30)
WHOLE = {"first_day": FIRST, "last_day": LAST}
SPRING = {"first_day": FIRST, "last_day": JUNE}
AUTUMN = {"first_day": date(2018, 7, 1), "last_day": LAST}
TERTIAL = {"first_day": FIRST, "last_day": date(2018, 4, 30)}


def test_a_sentence_beside_a_figure_takes_nothing_from_it() -> None:
    several = kept(at_least("4"), told("", ""), told("=", "4"))
    assert result(several, today=AFTER) == Result.MET


def at_most(value: str) -> Target:
    return target("count", "<=", value)


@pytest.mark.parametrize(
    ("wanted", "outcomes", "expected"),
    [
        (at_most("10"), [told("=", "5", **TERTIAL), told("=", "14", **WHOLE)], Result.NOT_MET),
        (at_most("10"), [told("=", "5"), told("=", "14")], Result.NOT_MET),
        (at_most("10"), [told("=", "6", **SPRING), told("=", "6", **AUTUMN)], Result.NOT_MET),
        (at_most("10"), [told("=", "4", **SPRING), told("=", "6", **AUTUMN)], Result.MET),
        (at_most("10"), [told("=", "4", **SPRING), told("<=", "9", **AUTUMN)], Result.UNCLEAR),
        (at_least("4"), [told("=", "2", **SPRING), told("=", "2", **AUTUMN)], Result.MET),
        (at_least("4"), [told("=", "2", **AUTUMN), told("=", "1", **SPRING)], Result.NOT_MET),
        (at_least("4"), [told("=", "2", **TERTIAL), told("=", "3", **SPRING)], Result.NOT_MET),
        (at_least("4"), [told("=", "2"), told("=", "2")], Result.NOT_MET),
        (exactly("4"), [told("=", "1", **SPRING), told("=", "4", **WHOLE)], Result.MET),
        (target("within", "<=", "24", "hour"), [told("=", "18"), told("=", "30")], Result.NOT_MET),
        (target("within", "<=", "24", "hour"), [told("=", "18"), told("~", "24")], Result.UNCLEAR),
        (target("within", "<=", "24", "hour"), [told("=", "18"), told()], Result.MET),
    ],
)
def test_several_outcomes_are_added_when_their_days_differ(
    wanted: Target, outcomes: list[Told], expected: Result
) -> None:
    """A ceiling is not kept because one of the figures lies below it."""
    assert result(kept(wanted, *outcomes), today=AFTER) == expected
    assert result(kept(wanted, *reversed(outcomes)), today=AFTER) == expected


def test_a_rate_is_held_against_all_the_days_that_were_counted() -> None:
    monthly = target("rate", ">=", "1", "month")
    idle = kept(monthly, told("=", "6", **SPRING), told("=", "0", **AUTUMN))
    assert result(idle, today=AFTER) == Result.NOT_MET
    late = kept(monthly, told("=", "4", **TERTIAL), told("=", "11", **WHOLE))
    assert result(late, today=AFTER) == Result.NOT_MET
    uneven = kept(monthly, told("=", "4", **SPRING), told("=", "8", **AUTUMN))
    assert result(uneven, today=AFTER) == Result.MET


def test_half_of_the_time_with_half_of_it_done_is_under_way() -> None:
    half = kept(at_least("4"), told("=", "2", **SPRING))
    assert result(half, today=date(2018, 8, 1)) == Result.UNDER_WAY
    assert result(half, today=AFTER) == Result.NOT_MET


@pytest.mark.parametrize("kind", [("deadline", ""), ("within", "<=", "24", "hour")])
@pytest.mark.parametrize("times", [1, 5, 30])
def test_how_often_says_neither_when_it_was_ready_nor_how_fast(kind: Any, times: int) -> None:
    given = kept(target(*kind), logged=times, due=date(2018, 5, 1))
    assert result(given, today=DURING) == Result.UNDER_WAY
    assert result(given, today=AFTER) == Result.UNCLEAR


@pytest.mark.parametrize("given", [{"logged": 1}, {"outcomes": [told("=", "1")]}])
def test_at_most_is_kept_when_the_time_is_over_and_broken_at_once(given: Any) -> None:
    ceiling, outcomes = target("count", "<=", "5"), given.get("outcomes", [])
    done = kept(ceiling, *outcomes, logged=given.get("logged", 0))
    assert result(done, today=DURING) == Result.UNDER_WAY
    assert result(done, today=AFTER) == Result.MET
    assert result(kept(ceiling, logged=6), today=DURING) == Result.NOT_MET
    assert result(kept(ceiling, told("=", "6")), today=DURING) == Result.NOT_MET


def test_per_period_is_the_time_of_the_promise() -> None:
    wanted = target("rate", ">=", "4", "period")
    for days in (WHOLE, {}):
        assert result(kept(wanted, told("=", "4", **days)), today=AFTER) == Result.MET
        assert result(kept(wanted, told("=", "3", **days)), today=AFTER) == Result.NOT_MET
    assert result(kept(wanted, told("=", "2", **SPRING)), today=AFTER) == Result.MET
    assert result(kept(wanted, told("=", "1", **SPRING)), today=AFTER) == Result.NOT_MET
    assert result(kept(wanted, logged=4), today=AFTER) == Result.MET
    assert result(kept(wanted, logged=3), today=AFTER) == Result.NOT_MET


@pytest.mark.parametrize(
    ("comparator", "done", "expected"),
    [
        (">=", "0", Result.NOT_MET),
        (">=", "1", Result.MET),
        ("=", "0", Result.NOT_MET),
        ("<=", "1", Result.MET),
        ("<=", "2", Result.NOT_MET),
    ],
)
def test_nothing_done_never_meets_a_yearly_target_in_a_promise_of_half_a_year(
    comparator: str, done: str, expected: Result
) -> None:
    """And what is allowed once a year is allowed once in half of it."""
    yearly = target("rate", comparator, "1", "year")
    given = kept(yearly, told("=", done, **SPRING), last_day=JUNE)
    assert result(given, today=AFTER) == expected


def test_days_too_few_to_expect_one_say_nothing_when_there_was_none() -> None:
    yearly = target("rate", ">=", "1", "year")
    assert result(kept(yearly, told("=", "0", **SPRING)), today=AFTER) == Result.UNCLEAR
    assert result(kept(yearly, told("=", "1", **SPRING)), today=AFTER) == Result.MET


def test_a_third_of_a_year_is_a_third_and_not_a_little_less() -> None:
    yearly = target("rate", ">=", "3", "year")
    assert result(kept(yearly, told("=", "0", **TERTIAL)), today=AFTER) == Result.NOT_MET
    assert result(kept(yearly, told("=", "1", **TERTIAL)), today=AFTER) == Result.MET
