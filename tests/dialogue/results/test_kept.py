"""The page of a large dialogue is kept while nothing changes, and never says anything else."""

import pytest
from django.core.cache import cache
from django.utils import translation

from lofte.dialogue.results import kept
from lofte.dialogue.results.actions import enter_population
from lofte.dialogue.results.kept import kept_page
from lofte.dialogue.results.page import results_page
from tests.dialogue.results.conftest import send


@pytest.fixture(autouse=True)
def counting(monkeypatch):
    """Ten answers are many here; how often they have been counted."""
    cache.clear()
    times = []

    def counted(*given, **more):
        times.append(more)
        return results_page(*given, **more)

    monkeypatch.setattr(kept, "MANY", 10)
    monkeypatch.setattr(kept, "results_page", counted)
    return times


@pytest.fixture
def twelve(dialogue):
    for n in range(12):
        send(dialogue, n, kvall="1", ar=n)
    return dialogue


def test_it_is_counted_once_and_says_the_same(twelve, coordinator, counting):
    first = kept_page(twelve, coordinator)
    again = kept_page(twelve, coordinator)
    assert (first, again) == (results_page(twelve, coordinator),) * 2
    assert len(counting) == 1


def test_with_and_without_a_flood_and_each_language_are_pages_of_their_own(
    twelve, coordinator, counting
):
    kept_page(twelve, coordinator)
    assert not kept_page(twelve, coordinator, suspected=False).with_suspected
    with translation.override("en"):
        kept_page(twelve, coordinator)
    assert len(counting) == 3


def test_an_answer_more_is_counted_at_once(twelve, coordinator, counting):
    kept_page(twelve, coordinator)
    send(twelve, 12, kvall="2")
    assert kept_page(twelve, coordinator).answers == 13
    assert len(counting) == 2


def test_a_table_that_is_entered_is_there_at_once(twelve, coordinator, counting):
    kept_page(twelve, coordinator)
    counts = {str(n): 100 for n in range(1, 6)}
    enter_population(
        dialogue=twelve, question="kvall", counts=counts, source="Prov", by=coordinator
    )
    page = kept_page(twelve, coordinator)
    assert [axis.table.source for axis in page.axes] == ["Prov"]


def test_few_answers_are_counted_each_time(dialogue, coordinator, counting):
    send(dialogue, 1, kvall="1")
    for _ in range(2):
        kept_page(dialogue, coordinator)
    assert len(counting) == 2


def test_the_weights_of_a_sample_are_not_kept(survey, coordinator, counting, monkeypatch):
    monkeypatch.setattr(kept, "MANY", 1)
    counted = results_page(survey, coordinator)
    page = kept_page(survey, coordinator)
    again = kept_page(survey, coordinator)
    assert page.weighed.sample is page.weighed.cells is page.weighed.cell is None
    assert page.shown == counted.shown == again.shown
    assert page.weighed.parts == again.weighed.parts
    assert len(counting) == 1
