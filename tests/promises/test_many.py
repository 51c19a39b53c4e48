"""Ten years of promises: 200 commitments and 20,000 activities cost no more queries than a few."""

from typing import Any

import pytest

from benchmarks.figures.ten_years import PAGES
from benchmarks.ten_years import TenYears, make_ten_years
from lofte.people.models import Party, User
from lofte.places.models import Kommun
from lofte.promises.commitments.models import Indicator
from lofte.promises.follow_up.models import Activity

QUERIES = {
    "loften/": 4,
    "loften/nytt/": 10,
    "loften/{promise}/": 24,
    "loften/{promise}/andra/": 15,
    "loften/{promise}/jamfor/": 24,
    "loften/{promise}/version/1/": 7,
    "loften/{promise}/uppfoljning/": 15,
    "loften/{promise}/uppfoljning/blad/": 4,
    "loften/{promise}/effekt/": 5,
    "loften/{promise}/kommunikation/": 5,
    "loften/{promise}/kommunikation/ny/": 7,
    "ataganden/{point}/": 22,
    "ataganden/{point}/logga/": 6,
    "ataganden/{point}/aktiviteter/": 6,
    "ataganden/{point}/bedom/": 6,
    "ataganden/{point}/utfall/": 4,
    "ataganden/{point}/matt/": 5,
    "matt/{indicator}/": 7,
    "atgarder/": 7,
    "atgarder/{measure}/": 9,
    "atgarder/{measure}/folj-upp/": 5,
    "atgardsplan/": 4,
    "atgardsplan/{plan}/": 6,
    "overenskommelser/": 4,
    "lagens-krav/": 14,
    "radet/": 5,
    "utgavor/": 29,
    "lagens-krav/rapport/": 36,
}


@pytest.fixture
def ten_years(kommun: Kommun, party: Party, police_party: Party) -> TenYears:
    return make_ten_years(kommun, party, police_party)


def test_the_pages_cost_as_few_queries_as_ever(
    ten_years: TenYears, coordinator: User, as_: Any, django_assert_num_queries: Any
) -> None:
    assert Activity.objects.unscoped("test").count() == 20_000
    client = as_(coordinator)
    point = ten_years.point
    indicator = Indicator.objects.unscoped("test").get(commitment=point)
    numbers = {
        "promise": ten_years.latest.pk,
        "point": point.pk,
        "indicator": indicator.pk,
        "measure": point.measure_id,
        "plan": ten_years.plan.pk,
    }
    assert set(QUERIES) == set(PAGES)
    for told, queries in QUERIES.items():
        address = "/arbete/lyckeberga/" + told.format(**numbers)
        client.get(address)
        with django_assert_num_queries(queries):
            assert client.get(address).status_code == 200, address
