"""Against the same time last year: the same weekdays, an honest interval, and never a guess."""

from datetime import date, timedelta

import pytest

from lofte.analysis.periods import Period, PeriodKind, parse
from lofte.situation.compose import compose
from lofte.situation.deeper.last_year import same_time_last_year
from lofte.situation.results import Around
from tests.situation.picture_town import SOURCE, events, points

START = date(2024, 12, 30)  # a Monday


def town(weeks, now, then):
    """Ten events a week, `now` in the last week and `then` in the one 52 weeks before it."""
    rows = []
    for week in range(weeks):
        count = {weeks - 1: now, weeks - 53: then}.get(week, 10)
        days = [(START + timedelta(weeks=week, days=i % 7), 12) for i in range(count)]
        rows += events([(500 + 37 * i, 500) for i in range(count)], days, category=week % 2)
    return rows


def section(rows, **wish):
    week = Period(PeriodKind.WEEK, START + timedelta(weeks=79), START + timedelta(weeks=80))
    document = compose(points(rows), source=SOURCE, period=wish.pop("period", week))
    return next((one for one in document.sections if one.ident == "forra-aret"), None)


def test_a_clear_change_is_told_with_its_interval():
    told = section(town(80, now=90, then=30))
    assert told.title.startswith(
        "90\u00a0händelser, samma tid förra året 30\u00a0händelser: 3 gånger"
    )
    assert told.rows[0][:3] == ("Alla", 90, 30)
    assert "v." in told.sentences[0]


def test_a_small_change_may_be_chance():
    told = section(town(80, now=33, then=30))
    assert "kan vara en slump" in told.title


def test_few_events_say_nothing():
    told = section(town(80, now=4, then=3))
    assert told.title.endswith("för få för att säga om det har ändrats.")
    assert told.rows[0] == ("Alla", 4, 3, None, "för få händelser")


def test_reports_may_have_followed_those_who_report():
    week = Period(PeriodKind.WEEK, START + timedelta(weeks=79), START + timedelta(weeks=80))
    rows = points(town(80, now=90, then=30))
    live = compose(rows, source=SOURCE, period=week, around=Around(live=True))
    told = next(one for one in live.sections if one.ident == "forra-aret")
    assert "hur många som rapporterar" in told.sentences[-1]
    assert not any("rapporterar" in said for said in section(town(80, 90, 30)).sentences)


def test_none_is_not_a_ratio():
    told = section(town(80, now=20, then=0))
    assert told.rows[0][3] == "många gånger fler"


def test_only_the_days_that_the_register_reaches_are_compared():
    weeks = Period(PeriodKind.FOUR_WEEKS, START + timedelta(weeks=78), START + timedelta(weeks=82))
    told = section(town(80, now=60, then=60), period=weeks)
    assert told.rows[0][:3] == ("Alla", 70, 70)
    assert "kan vara en slump" in told.title


def test_a_register_that_began_later_says_nothing():
    assert section(town(80, now=20, then=20)[-300:]) is None


def test_it_tells_of_no_place_so_everybody_may_see_it():
    assert section(town(80, now=20, then=20)).wide


@pytest.mark.parametrize(
    ("period", "wanted"),
    [("2026-W47", "2025-W47"), ("2026-11", "2025-11"), ("2026-T1", "2025-T1"), ("2026", "2025")],
)
def test_last_year_is_the_same_weekdays_or_the_same_months(period, wanted):
    assert same_time_last_year(parse(period)) == parse(wanted)


def test_week_53_meets_52_weeks_before():
    assert same_time_last_year(parse("2026-W53")).start == date(2025, 12, 29)


def test_a_leap_year_does_not_stop_a_month():
    assert same_time_last_year(parse("2028-02")).end == date(2027, 3, 1)
