"""Visited places beside equally hot ones: a regression to the mean is not called an effect."""

from datetime import date, datetime, timedelta

import numpy as np
import pytest

from lofte.analysis.points import Points
from lofte.patrol.before_after.comparing import BothTimes, Spot, compare
from lofte.patrol.before_after.wording import FEW, NO_EQUAL, NO_VISITS, figures, headline, method

TIMES = BothTimes(date(2026, 3, 1), date(2026, 5, 1))


def spots(count: int) -> list[Spot]:
    return [Spot(str(i), f"Plats {i}", 1_000.0 * i, 0.0) for i in range(count)]


def events(*counts: tuple[int, int]) -> Points:
    """(before, after) for each spot in turn."""
    x, start = [], []
    for i, (before, after) in enumerate(counts):
        x += [1_000.0 * i + 20] * (before + after)
        start += [datetime(2026, 1, 10) + timedelta(hours=n) for n in range(before)]
        start += [datetime(2026, 3, 10) + timedelta(hours=n) for n in range(after)]
    n = len(x)
    return Points(
        x=np.array(x, dtype=float),
        y=np.zeros(n),
        start=np.array(start, dtype="datetime64[s]"),
        end=np.full(n, np.datetime64("NaT"), dtype="datetime64[s]"),
        category=np.zeros(n, dtype=np.int32),
        categories=("Skadegörelse",),
    )


def test_the_time_before_is_as_long_and_lies_just_before():
    assert TIMES.before == date(2025, 12, 30)
    assert (TIMES.last_before, TIMES.last) == (date(2026, 2, 28), date(2026, 4, 30))


def test_places_that_cool_alike_show_nothing():
    found = compare(spots(4), events((40, 30), (40, 30), (41, 31), (5, 5)), TIMES,
                    visited={"0"}, visited_before=())  # fmt: skip
    assert [row.name for row in found.visited] == ["Plats 0"]
    assert {row.name for row in found.compared} == {"Plats 1", "Plats 2"}
    assert headline(found) == "Skillnaden mot jämförbara platser går inte att skilja från slumpen"
    assert "0,75 gånger" in figures(found)


@pytest.mark.parametrize(("after", "word"), [((10, 60), "färre"), ((90, 30), "fler")])
def test_a_clear_difference_is_told_without_a_cause(after, word):
    counts = [(60, after[0]), (60, after[1]), (60, after[1]), (60, after[1])]
    found = compare(spots(4), events(*counts), TIMES, visited={"0"}, visited_before=())
    said = headline(found)
    assert f"fick {word} händelser än de jämförbara" in said
    for causal in ("tack vare", "effekt", "ledde", "minskade", "bero"):
        assert causal not in said + figures(found)


def test_few_events_give_no_conclusion_and_no_ratio():
    found = compare(spots(2), events((4, 1), (4, 3)), TIMES, visited={"0"}, visited_before=())
    assert (headline(found), figures(found)) == (FEW, "")
    assert (found.visited[0].before, found.visited[0].after) == (4, 1)


def test_what_cannot_be_compared_is_left_out_and_named():
    near = [*spots(3), Spot("n", "Granne", 200.0, 0.0)]
    counts = events((30, 20), (30, 30), (30, 28))
    found = compare(near, counts, TIMES, visited={"0", "1"}, visited_before={"1"})
    told = " ".join(method(found))
    assert found.visited_before == ("Plats 1",)
    assert "besöktes redan före: Plats 1." in told
    assert "för nära en besökt plats: Granne." in told
    assert "Metod: visited against equally hot places" in told


def test_a_place_without_an_equal_gives_no_conclusion():
    found = compare(spots(2), events((90, 20), (5, 5)), TIMES, visited={"0"}, visited_before=())
    assert (headline(found), found.alone) == (NO_EQUAL, ("Plats 0",))
    alone = compare(spots(1), events((90, 20)), TIMES, visited={"0"}, visited_before=())
    assert headline(alone) == NO_EQUAL


def test_without_visits_or_places_there_is_nothing_to_compare():
    for given in (spots(2), []):
        found = compare(given, events((4, 1), (4, 3)), TIMES, visited=(), visited_before=())
        assert (headline(found), figures(found)) == (NO_VISITS, "")


def test_an_event_counts_once_at_the_nearest_place():
    close = [Spot("a", "A", 0.0, 0.0), Spot("b", "B", 100.0, 0.0), Spot("c", "C", 5_000.0, 0.0)]
    found = compare(close, events((4, 4)), TIMES, visited={"a", "b"}, visited_before=())
    assert found.alone == ("A",)  # B had no event, and so has C: an equal
    assert [row.before for row in found.visited] == [0]


@pytest.mark.django_db
def test_the_page_says_few_and_names_source_period_and_method(as_, police, kommun):
    url = "/arbete/lyckeberga/patrull/uppfoljning/"
    assert "fore-och-efter" in as_(police).get(url).content.decode()
    page = as_(police).get(url + "fore-och-efter/?first=2026-01-01&last=2026-06-30")
    text = page.content.decode()
    assert NO_VISITS in text
    for words in ("Siffrorna visar inte att besöken var orsaken", "Källa:", "2026-06-30"):
        assert words in text


@pytest.mark.django_db
def test_visits_and_reports_are_pulled(as_, police, town, visited):
    visited("Resecentrum", date(2026, 11, 18))
    url = "/arbete/lyckeberga/patrull/uppfoljning/fore-och-efter/"
    page = as_(police).get(url + "?first=2026-11-09&last=2026-11-22")
    compared = page.context["told"].compared
    assert [row.name for row in compared.visited] == ["Resecentrum"]
    assert [(row.name, row.before) for row in compared.compared] == [("Almskolan", 12)]
    assert "EST-rapporter, Lyckeberga kommun" in page.context["told"].source


@pytest.mark.django_db
def test_only_the_group_sees_it(as_, leader, reporter, kommun):
    for other in (leader, reporter):
        page = as_(other).get("/arbete/lyckeberga/patrull/uppfoljning/fore-och-efter/")
        assert page.status_code == 403


@pytest.mark.django_db
def test_the_comparison_asks_a_fixed_number_of_times(
    as_, police, town, visited, django_assert_num_queries
):
    url = "/arbete/lyckeberga/patrull/uppfoljning/fore-och-efter/?first=2026-11-09&last=2026-11-22"
    client = as_(police)
    for name in ("Resecentrum", "Almskolan", "Stortorget"):
        visited(name, date(2026, 11, 18))
        client.get(url)
        with django_assert_num_queries(12):
            client.get(url)
