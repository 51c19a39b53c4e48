from collections.abc import Callable
from typing import Any

import pytest

from lofte.incidents.actions import receive
from lofte.incidents.models import Incident
from lofte.incidents.review.actions import confirm
from lofte.people.models import Party, User
from lofte.places.models import Kommun
from tests.incidents.reports import a_report

Send = Callable[..., Incident]


@pytest.fixture
def send(kommun: Kommun, housing_party: Party, reporter: User) -> Send:
    """`send(text="...")`: the reporter sends a report, one field at a time unlike the others."""

    def sent(by: User = reporter, **changed: Any) -> Incident:
        report = a_report(kommun, **changed)
        return receive(kommun=kommun, party=housing_party, report=report, by=by)

    return sent


@pytest.fixture
def confirmed(send: Send, reviewer: User) -> Send:
    def make(**changed: Any) -> Incident:
        incident = send(**changed)
        if incident.state == "confirmed":
            return incident
        return confirm(incident=incident, version=1, by=reviewer)

    return make
