"""A due thing is done once, and again only if it failed."""

from typing import Any

import pytest
from django.db.models import QuerySet

from lofte.audit.actions import SYSTEM, do_once
from lofte.audit.models import AuditEvent, Occasion


def test_a_due_thing_is_done_once(db: None) -> None:
    done: list[str] = []
    assert do_once("news", "v. 47", lambda: done.append("a"), by=SYSTEM)
    assert not do_once("news", "v. 47", lambda: done.append("b"), by=SYSTEM)
    assert do_once("news", "v. 48", lambda: done.append("c"), by=SYSTEM)
    assert done == ["a", "c"]
    assert list(AuditEvent.objects.values_list("what", flat=True)) == ["occasion.claimed"] * 2


def test_work_that_fails_is_due_again(db: None) -> None:
    def fail() -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        do_once("news", "v. 47", fail, by=SYSTEM)
    assert not Occasion.objects.exists()
    assert do_once("news", "v. 47", lambda: None, by=SYSTEM)


def test_whoever_comes_second_to_the_claim_does_nothing(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[Any] = []
    do_once("news", "v. 47", lambda: None, by=SYSTEM)
    # looked before the first had entered the claim
    monkeypatch.setattr(QuerySet, "exists", lambda self: False)
    assert not do_once("news", "v. 47", lambda: done.append(1), by=SYSTEM)
    assert not done
