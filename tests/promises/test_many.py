"""Ten years of promises: 200 commitments and 20,000 activities cost no more queries than a few."""

from datetime import date, timedelta
from typing import Any

import pytest

from lofte.people.models import Party, User
from lofte.places.models import Kommun, NamedPlace
from lofte.promises.commitments.models import Commitment
from lofte.promises.follow_up.models import Activity
from lofte.promises.models import Promise, PromiseParty
from lofte.promises.signing.models import Version
from tests.promises.test_views import url

YEARS, POINTS, EACH = range(2017, 2027), 20, 100


@pytest.fixture
def ten_years(kommun: Kommun, party: Party, police_party: Party) -> list[Promise]:
    """Rows made directly: their actions are tested elsewhere."""
    places = list(NamedPlace.objects.unscoped("test").filter(kommun=kommun, group_only=False))
    made = []
    for year in YEARS:
        first = date(year, 1, 1)
        promise = Promise.objects.create(
            kommun=kommun, code=f"l-{year}", title=f"Löfte {year}", area_text="Lyckeberga",
            first_day=first, last_day=date(year, 12, 31), state="signed",
        )  # fmt: skip
        promise.kommuner.add(kommun)
        for order, one in enumerate((party, police_party)):
            PromiseParty.objects.create(promise=promise, party=one, printed=one.name, order=order)
        Version.objects.create(
            promise=promise, number=1, document={}, checksum="0" * 64, state="signed",
            frozen_by="x", signed_at="2026-01-01T00:00Z",
        )  # fmt: skip
        points = Commitment.objects.bulk_create(
            Commitment(
                promise=promise, number=n + 1, text=f"Vi gör {n}", joint=n % 3 == 0,
                target_kind="count", comparator=">=", target_value=50, unit="gånger",
            )
            for n in range(POINTS)
        )  # fmt: skip
        for n, point in enumerate(points):
            if n % 3:
                point.parties.add(police_party if n % 2 else party)
            point.places.add(places[n % len(places)])
        Activity.objects.bulk_create(
            Activity(
                commitment=point, party=police_party, place=places[k % len(places)],
                done_on=first + timedelta(days=k * 3),
            )
            for point in points
            for k in range(EACH)
        )  # fmt: skip
        made.append(promise)
    return made


def test_the_pages_cost_as_few_queries_as_ever(
    ten_years: list[Promise], coordinator: User, as_: Any, django_assert_num_queries: Any
) -> None:
    assert Activity.objects.unscoped("test").count() == 20_000
    client, latest = as_(coordinator), ten_years[-1]
    point = latest.commitments.unscoped("test").order_by("number")[1]
    for address, queries in (
        (url("promises"), 4),
        (url("promise", latest.pk), 17),
        (url("compare", latest.pk), 18),
        (url("activities", point.pk), 6),
    ):
        client.get(address)
        with django_assert_num_queries(queries):
            assert client.get(address).status_code == 200
