"""Coverage is the share of the proposed place-hours that were visited; counts say "at most"."""

from datetime import date

import pytest

from lofte.patrol.coverage import Coverage, Seen, Wished, coverage, whole
from lofte.patrol.hours import Window

MONDAY, NEXT = date(2026, 11, 23), date(2026, 11, 30)
FRIDAY, SATURDAY = date(2026, 11, 27), date(2026, 11, 28)
STOP = Wished("torget", Window(4, 5, 20, 1), MONDAY, NEXT)  # ten place-hours


def at_square(*seen, stops=(STOP,), first=MONDAY, end=NEXT):
    return coverage(stops, seen, first, end)["torget"]


def test_nobody_came():
    assert at_square() == Coverage(10, 0, 0)
    assert at_square().share == 0


def test_a_visit_with_a_clock_covers_its_hour():
    assert at_square(Seen("torget", FRIDAY, FRIDAY, hour=20)) == Coverage(10, 1, 1)


def test_a_long_visit_covers_the_hours_that_it_lasted():
    assert at_square(Seen("torget", FRIDAY, FRIDAY, hour=20, minutes=150)).visited == 3


def test_two_visits_in_the_same_hour_cover_it_once():
    seen = Seen("torget", FRIDAY, FRIDAY, hour=20)
    assert at_square(seen, seen).visited == 1


def test_after_midnight_belongs_to_the_evening_before():
    assert at_square(Seen("torget", SATURDAY, SATURDAY, hour=0)).visited == 1


@pytest.mark.parametrize(
    "seen",
    [
        Seen("torget", FRIDAY, FRIDAY, hour=12),
        Seen("torget", date(2026, 11, 25), date(2026, 11, 25), hour=20),
        Seen("skolan", FRIDAY, FRIDAY, hour=20),
        Seen("torget", FRIDAY, FRIDAY, band="morning"),
    ],
)
def test_another_hour_day_or_place_covers_nothing(seen):
    assert at_square(seen) == Coverage(10, 0, 0)


def test_a_visit_with_a_part_of_the_day_covers_one_hour_of_it():
    assert at_square(Seen("torget", FRIDAY, FRIDAY, band="evening")) == Coverage(10, 1, 1)
    assert at_square(Seen("torget", FRIDAY, FRIDAY, band="evening", count=5)).visited == 2
    assert at_square(Seen("torget", FRIDAY, FRIDAY, band="night", count=9)).visited == 3


def test_a_count_over_many_days_may_have_covered_as_much_as_it_counts():
    assert at_square(Seen("torget", MONDAY, SATURDAY, count=4)) == Coverage(10, 0, 4)
    assert at_square(Seen("torget", MONDAY, SATURDAY, count=80)).most == 1
    seen = (Seen("torget", MONDAY, SATURDAY, count=2), Seen("torget", FRIDAY, FRIDAY, hour=20))
    assert at_square(*seen) == Coverage(10, 1, 3)


def test_two_wishes_for_the_same_hour_are_one_place_hour():
    again = Wished("torget", Window(4, 4, 20, 22), MONDAY, NEXT)
    assert at_square(stops=(STOP, again)).proposed == 10


def test_only_windows_that_open_in_the_days_asked_for_count():
    assert at_square(first=SATURDAY).proposed == 5
    assert at_square(end=date(2027, 1, 1)).proposed == 10


def test_places_are_summed_and_nothing_proposed_has_no_share():
    parts = coverage([STOP, Wished("skolan", Window(0, 0, 15, 17), MONDAY, NEXT)], [], MONDAY, NEXT)
    assert whole(parts.values()) == Coverage(12, 0, 0)
    assert whole([]).share is None
    assert whole([]).most is None
