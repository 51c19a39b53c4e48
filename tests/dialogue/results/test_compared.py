"""A large dialogue before is counted once, and the comparison with it never says anything else."""

from datetime import date

import pytest
from django.core.cache import cache
from django.utils import timezone

from lofte.dialogue import actions
from lofte.dialogue.models import Dialogue
from lofte.dialogue.results import compared, stock
from lofte.dialogue.results.actions import enter_population
from lofte.dialogue.results.page import results_page
from lofte.dialogue.states import State
from lofte.management.due import run_due
from tests.dialogue.conftest import planned
from tests.dialogue.results.conftest import send
from tests.write_guard import arrange

LATER = {"title": "Vårens dialog", "opens": date(2027, 3, 1), "closes": date(2027, 3, 31)}
pytestmark = pytest.mark.usefixtures("_today")


@pytest.fixture(autouse=True)
def counted(monkeypatch, calls_of):
    """Three are many here; how often the one before has been counted."""
    for module in (stock, compared):
        monkeypatch.setattr(module, "MANY", 3)
    monkeypatch.setattr("lofte.dialogue.results.queries.MANY", 3)
    return calls_of(compared, "tallied_of")


@pytest.fixture
def two(dialogue, questionnaire, coordinator):
    for n in range(4):
        send(dialogue, n, kvall="1", suspected=n == 3)
    return dialogue, actions.open_(
        dialogue=planned(questionnaire, coordinator, **LATER), by=coordinator
    )


def before(page):
    return next(one for one in page.shown if one.result.item.code == "kvall").lines[0].before


def test_the_one_before_is_counted_once(two, coordinator, counted):
    pages = [results_page(two[1], coordinator) for _ in range(2)]
    assert pages[0] == pages[1]
    assert before(pages[0]).count == 4
    assert len(counted) == 1
    assert before(results_page(two[1], coordinator, suspected=False)).count == 3
    cache.clear()
    assert results_page(two[1], coordinator) == pages[0]


def test_a_table_or_an_answer_more_counts_it_again(two, coordinator, counted):
    results_page(two[1], coordinator)
    counts = {str(n): 100 for n in range(1, 6)}
    enter_population(
        dialogue=two[0], question="kvall", counts=counts, source="Prov", by=coordinator
    )
    results_page(two[1], coordinator)
    assert len(counted) == 2
    send(two[0], 9, kvall="1")
    assert before(results_page(two[1], coordinator)).count == 5


def test_few_are_counted_each_time(two, coordinator, counted, monkeypatch):
    monkeypatch.setattr(compared, "MANY", 5)
    for _ in range(2):
        results_page(two[1], coordinator)
    assert len(counted) == 2


def test_it_is_counted_ahead_when_it_is_over(two, coordinator, counted):
    list(run_due(timezone.now()))
    assert not counted
    with arrange():
        Dialogue.objects.unscoped("the test's own").filter(pk=two[0].pk).update(state=State.CLOSED)
    list(run_due(timezone.now()))
    list(run_due(timezone.now()))
    assert len(counted) == 2  # with and without what may be a flood
    results_page(two[1], coordinator)
    assert len(counted) == 2
