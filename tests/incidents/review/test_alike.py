"""Which reports are suggested as the same event: by place, time and kind, the most alike first."""

from datetime import timedelta

from lofte.incidents.review.queries import alike
from lofte.people.models import User
from lofte.places.models import Kommun
from tests import cast
from tests.incidents.conftest import Send
from tests.incidents.reports import FRIDAY, category, place


def test_the_same_place_within_six_hours(send: Send, kommun: Kommun, reviewer: User) -> None:
    incident = send()
    same = send(started_at=FRIDAY + timedelta(hours=5))
    send(started_at=FRIDAY + timedelta(hours=7))
    send(place=place(kommun, "Almskolan"))
    [found] = alike(incident, reviewer)
    assert (found.incident, found.number, found.same_place, found.same_kind) == (
        same,
        1,
        True,
        True,
    )
    assert found.minutes == 300


def test_a_stones_throw_away_also_across_the_edge_of_a_square(send: Send, reviewer: User) -> None:
    here = send(place=None, x=cast.OX - 60, y=cast.OY - 60)
    beside = send(place=None, x=cast.OX + 60, y=cast.OY + 60)
    send(place=None, x=cast.OX + 160, y=cast.OY + 60)
    [found] = alike(here, reviewer)
    assert (found.incident, found.same_place) == (beside, False)


def test_without_a_place_nothing_is_suggested(send: Send, reviewer: User) -> None:
    send(place=None, near="okänt")
    assert alike(send(place=None, near="okänt"), reviewer) == []


def test_the_same_words_for_a_place_are_the_same_place(
    send: Send, kommun: Kommun, reviewer: User
) -> None:
    incident = send(place=None, near="Björkgatan")
    same = send(place=None, near=" björkgatan ", started_at=FRIDAY + timedelta(hours=1))
    send(place=None, near="Björkgatan", started_at=FRIDAY + timedelta(hours=7))
    send(place=None, near="Björkvägen")
    send(near="Björkgatan")
    assert [(one.incident, one.same_place) for one in alike(incident, reviewer)] == [(same, True)]


def test_the_same_kind_comes_before_the_same_minute(
    send: Send, kommun: Kommun, reviewer: User
) -> None:
    incident = send()
    other_kind = send(categories=(category(kommun, "drugs"),))
    late = send(started_at=FRIDAY + timedelta(hours=2))
    soon = send(started_at=FRIDAY - timedelta(minutes=20))
    found = [one.incident for one in alike(incident, reviewer)]
    assert found == [soon, late, other_kind]
    assert [one.number for one in alike(incident, reviewer)] == [1, 2, 3]


def test_what_somebody_saw_is_never_nothing_to_report(send: Send, reviewer: User) -> None:
    incident = send()
    send(nothing=True, categories=())
    assert alike(incident, reviewer) == []


def test_five_at_most_are_shown(send: Send, reviewer: User) -> None:
    incidents = [send() for _ in range(7)]
    assert len(alike(incidents[0], reviewer)) == 5
