from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine

from lofte.patrol.actions import accept_stop, add_stop
from lofte.patrol.hours import Window
from lofte.patrol.inputs import Answer, StopInput, VisitInput
from lofte.patrol.models import Stop, Visit
from lofte.patrol.states import VisitKind
from lofte.patrol.visits.actions import log_visit
from tests.incidents.reports import place
from tests.situation.conftest import confirmed, draft, frozen, send, town

__all__ = ["confirmed", "draft", "frozen", "send", "town"]

EVENINGS = Window(4, 5, 20, 22)  # Friday and Saturday


NOW = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)  # a Tuesday


@pytest.fixture(autouse=True)
def _tuesday() -> Iterator[None]:
    with time_machine.travel(NOW, tick=True):
        yield


@pytest.fixture
def wished(kommun, coordinator):
    """`wished("Almskolan", window)`: a stop that the meeting proposed for week 48."""

    def make(name: str = "Resecentrum", window: Window = EVENINGS, **changed: Any) -> Stop:
        given = {
            "place": place(kommun, name),
            "window": window,
            "first": date(2026, 11, 23),
            "end": date(2026, 11, 30),
            "why": "Klotter flera kvällar i rad.",
            "activity": "Synlig fotpatrull.",
        }
        return add_stop(kommun=kommun, wish=StopInput(**(given | changed)), by=coordinator)

    return make


@pytest.fixture
def accepted(wished, police):
    def make(*given: Any, **changed: Any) -> Stop:
        stop = wished(*given, **changed)
        answer = Answer(window=stop.window, activity=stop.activity)
        return accept_stop(stop=stop, version=stop.version, answer=answer, by=police)

    return make


FRIDAY = date(2026, 11, 27)
WEEK_48 = (date(2026, 11, 23), date(2026, 11, 23) + timedelta(days=7))


@pytest.fixture
def visited(kommun, police):
    """`visited("Resecentrum", day)`: a foot patrol by the police."""

    def make(name: str, day: date, **changed: Any) -> Visit:
        given = {"kind": VisitKind.FOOT, "place": place(kommun, name), "first_day": day, "hour": 20}
        today = changed.pop("today", NOW.date())
        made = VisitInput(**(given | changed))
        return log_visit(kommun=kommun, visit=made, by=police, today=today)

    return make
