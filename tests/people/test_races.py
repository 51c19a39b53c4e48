"""Two at once: exactly one succeeds, the other is told why.

PostgreSQL really runs them at once. SQLite lets one writer in at a time, so there the second one
comes with what it had read before the first.
"""

from collections.abc import Callable, Iterator
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection

from lofte.audit.models import AuditEvent
from lofte.audit.refusals import Refused
from lofte.people.actions import close_account, end_assignment
from lofte.people.inputs import Invitee
from lofte.people.invitations.actions import accept_invitation, invite
from lofte.people.models import Assignment, Party, User
from lofte.people.refusals import (
    AccountClosed,
    InvitationNotOpen,
    LastAdministrator,
    NotYourKommun,
)
from lofte.people.states import Role
from lofte.places.models import Kommun
from tests import cast

Act = Callable[[], Any]

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts: Act) -> list[Refused | None]:
    """What each was told; None = it was done."""
    told: list[Refused | None] = [None] * len(acts)
    barrier = Barrier(len(acts))

    def run(place: int, act: Act, wait: bool) -> None:
        if wait:
            barrier.wait()
        try:
            act()
        except Refused as refusal:
            told[place] = refusal
        finally:
            if wait:
                connection.close()

    parallel = connection.vendor == "postgresql"
    threads = [Thread(target=run, args=(place, act, parallel)) for place, act in enumerate(acts)]
    for place, act in enumerate(acts):
        if parallel:
            threads[place].start()
        else:
            run(place, act, wait=False)
    if parallel:
        for thread in threads:
            thread.join()
    return told


@pytest.fixture
def two(kommun: Kommun, party: Party) -> Iterator[list[User]]:
    return [
        cast.make_user(kommun, party, Role.ADMINISTRATOR, name=name)
        for name in ("Anna Ett", "Berit Två")
    ]


def role_of(user: User) -> Assignment:
    rows = Assignment.objects.unscoped("test").select_related("kommun", "user")
    return rows.get(user=user)


def test_two_administrators_close_the_same_account(two: list[User], reviewer: User) -> None:
    seen = [User.objects.get(pk=reviewer.pk) for _ in two]
    told = at_once(
        *(
            lambda user=user, by=by: close_account(user=user, by=by)
            for user, by in zip(seen, two, strict=True)
        )
    )
    assert sorted(type(t) for t in told if t) == [AccountClosed]
    assert AuditEvent.objects.filter(what="user.closed").count() == 1


def test_two_administrators_close_each_other(two: list[User]) -> None:
    anna, berit = two
    told = at_once(
        lambda: close_account(user=berit, by=anna), lambda: close_account(user=anna, by=berit)
    )
    refusals = [t for t in told if t]
    assert len(refusals) == 1
    assert isinstance(refusals[0], NotYourKommun | LastAdministrator)
    assert User.objects.filter(pk__in=[anna.pk, berit.pk], is_active=True).count() == 1


def test_the_last_two_administrators_leave(two: list[User]) -> None:
    rows = [(role_of(user), user) for user in two]
    told = at_once(
        *(lambda row=row, by=by: end_assignment(assignment=row, by=by) for row, by in rows)
    )
    assert [type(t) for t in told if t] == [LastAdministrator]


def test_one_key_is_used_twice(kommun: Kommun, party: Party, two: list[User]) -> None:
    who = Invitee(email="nils@x.example", name="Nils", party=party.name, role=Role.REVIEWER)
    key = invite(kommun=kommun, who=who, by=two[0]).key
    told = at_once(
        *(
            lambda name=name: accept_invitation(key=key, name=name, password="fyra blå cyklar")
            for name in ("Nils", "Tjuv")
        )
    )
    assert [type(t) for t in told if t] == [InvitationNotOpen]
    assert User.objects.filter(email="nils@x.example").count() == 1
