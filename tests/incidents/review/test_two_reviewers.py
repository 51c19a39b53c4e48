"""Two reviewers at once: one decides, the other is told, and nothing is overwritten."""

from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection

from lofte.audit.models import AuditEvent
from lofte.audit.refusals import Refused
from lofte.incidents.models import Incident
from lofte.incidents.review.actions import confirm, mask, merge, reject, return_to_reporter
from lofte.people.models import User
from tests.incidents.conftest import Send
from tests.incidents.reports import PHONE, kept

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts: Callable[[], Any]) -> list[Refused | None]:
    """Each in a thread and a connection of its own; what each was told, None = it was done."""
    told: list[Refused | None] = [None] * len(acts)
    start = Barrier(len(acts))

    def run(place: int, act: Callable[[], Any]) -> None:
        start.wait()
        try:
            act()
        except Refused as refusal:
            told[place] = refusal
        finally:
            connection.close()

    threads = [Thread(target=run, args=given) for given in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told


def read(incident: Incident) -> Incident:
    """As the other reviewer's page has it."""
    return kept(incident)


@pytest.mark.parametrize("_again", range(5))
def test_of_two_decisions_one_is_made_and_the_other_refused(
    send: Send, reviewer: User, coordinator: User, _again: int
) -> None:
    incident = send()
    mine, yours = read(incident), read(incident)
    told = at_once(
        lambda: confirm(incident=mine, version=1, by=reviewer),
        lambda: reject(incident=yours, version=1, reason="Hör inte hit", by=coordinator),
    )
    [refused] = [refusal for refusal in told if refusal]
    assert "Någon annan hann" in str(refused)
    decided = kept(incident)
    assert (decided.version, decided.state) == (2, "rejected" if told[0] else "confirmed")
    assert (decided.reason != "") == (decided.state == "rejected")
    acts = AuditEvent.objects.filter(what__in=["incident.confirmed", "incident.rejected"])
    assert acts.count() == 1


def test_four_at_once_with_four_decisions_make_one(
    send: Send, reviewer: User, coordinator: User
) -> None:
    incident, into = send(text=f"Ring {PHONE}"), send()
    pages = [read(incident) for _ in range(4)]
    told = at_once(
        lambda: mask(incident=pages[0], version=1, spans=[0], by=reviewer),
        lambda: return_to_reporter(incident=pages[1], version=1, question="Var?", by=coordinator),
        lambda: reject(incident=pages[2], version=1, reason="Fel", by=reviewer),
        lambda: merge(incident=pages[3], into=into, version=1, by=coordinator),
    )
    assert told.count(None) == 1
    assert kept(incident).version == 2


def test_two_that_merge_two_reports_into_each_other_do_not_lose_both(
    send: Send, reviewer: User, coordinator: User
) -> None:
    one, other = send(), send()
    a, b = read(one), read(other)
    told = at_once(
        lambda: merge(incident=a, into=b, version=1, by=reviewer),
        lambda: merge(incident=b, into=a, version=1, by=coordinator),
    )
    assert told.count(None) == 1
    assert sorted([kept(one).state, kept(other).state]) == ["merged", "received"]
