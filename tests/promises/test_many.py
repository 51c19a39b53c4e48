"""Ten years of promises: 200 commitments and 20,000 activities cost no more queries than a few."""

from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from benchmarks.figures.ten_years import OPEN, PAGES
from benchmarks.ten_years import TenYears, make_ten_years, numbers_of, tell
from lofte.people.models import Party, User
from lofte.places.models import Kommun
from lofte.promises.follow_up.models import Activity
from lofte.publishing.models import Edition
from tests.publishing.conftest import editions_dir

__all__ = ["editions_dir"]
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


@pytest.fixture
def told(ten_years: TenYears, communicator: User, editions_dir: Any) -> list[Edition]:
    return tell(ten_years, communicator)


def asked(client: Client, address: str) -> int:
    """How many queries the page costs when a colleague has just asked for it."""
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200, address
    return len(queries)


@time_machine.travel("2026-11-20 12:00+01:00", tick=False)
def test_the_pages_cost_as_few_queries_as_ever(
    ten_years: TenYears, told: list[Edition], coordinator: User, as_: Any
) -> None:
    assert Activity.objects.unscoped("test").count() == 20_000
    client, numbers = as_(coordinator), numbers_of(ten_years, told)
    work = {one: asked(client, "/arbete/lyckeberga/" + one.format(**numbers)) for one in PAGES}
    assert work == QUERIES
    for one in OPEN:
        assert asked(Client(), "/lyckeberga/" + one.format(**numbers)) == 0, one
