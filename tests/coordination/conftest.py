from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine

from lofte.coordination.actions import plan_meeting
from lofte.coordination.decisions.actions import decide
from lofte.coordination.inputs import DecisionInput
from lofte.coordination.models import Decision, Meeting
from tests.situation.conftest import confirmed, draft, frozen, send, town

__all__ = ["confirmed", "draft", "frozen", "send", "town"]
NOW = datetime(2026, 11, 26, 8, 0, tzinfo=UTC)
THURSDAY = date(2026, 11, 26)


@pytest.fixture(autouse=True)
def _thursday() -> Iterator[None]:
    with time_machine.travel(NOW, tick=True):
        yield


@pytest.fixture
def meeting(kommun, coordinator) -> Meeting:
    return plan_meeting(kommun=kommun, held_on=THURSDAY, by=coordinator)


@pytest.fixture
def decided(meeting, coordinator, party):
    """`decided("Laga lampan", due=...)`: a decision of the meeting, owned by the coordinator."""

    def make(text: str = "Felanmäl belysningen.", **changed: Any) -> Decision:
        given = {
            "text": text,
            "due": date(2026, 12, 10),
            "party": party,
            "owner": coordinator,
        }
        where = changed.pop("meeting", meeting)
        return decide(meeting=where, decision=DecisionInput(**(given | changed)), by=coordinator)

    return make
