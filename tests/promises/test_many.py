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
    "loften/{promise}/uppfoljning/": 16,
    "loften/{promise}/uppfoljning/?till=2026-06-30": 16,
    "loften/{promise}/uppfoljning/blad/": 4,
    "loften/{promise}/effekt/": 5,
    "loften/{promise}/mer/": 4,
    "loften/fil/": 3,
    "loften/{promise}/kommunikation/": 5,
    "loften/{promise}/kommunikation/ny/": 7,
    "kommunikation/{row}/gjort/": 5,
    "kommunikation/{row}/andra/": 6,
    "kommunikation/{row}/stryk/": 4,
    "ataganden/{point}/": 22,
    "ataganden/{point}/logga/": 6,
    "ataganden/{point}/aktiviteter/": 6,
    "ataganden/{point}/bedom/": 6,
    "ataganden/{point}/utfall/": 4,
    "ataganden/{point}/matt/": 5,
    "ataganden/{point}/fraga/": 6,
    "bedomningar/{verdict}/ratta/": 6,
    "uppfoljningar/{light}/ratta/": 5,
    "matt/{indicator}/": 7,
    "matt/{indicator}/las-av/": 5,
    "matt/{effect}/plan/": 12,
    "atgarder/": 7,
    "atgarder/ny/": 6,
    "atgarder/{measure}/": 11,
    "atgarder/{measure}/andra/": 10,
    "atgarder/{measure}/folj-upp/": 5,
    "atgarder/{measure}/matt/": 5,
    "atgarder/{measure}/fraga/": 5,
    "atgardsplan/": 4,
    "atgardsplan/ny/": 5,
    "atgardsplan/{plan}/": 6,
    "atgardsplan/{plan}/folj-upp/": 4,
    "overenskommelser/": 5,
    "overenskommelser/{agreement}/": 7,
    "overenskommelser/ny/": 5,
    "problem/": 8,
    "problem/{problem}/": 15,
    "problem/{problem}/prioritera/": 6,
    "prioritering/": 8,
    "lagens-lagesbild/": 4,
    "lagens-lagesbild/{statutory}/": 11,
    "lagens-lagesbild/{statutory}/frys/": 6,
    "lagens-krav/": 15,
    "lagens-krav/rapport/": 37,
    "radet/": 5,
    "radet/mote/": 3,
    "utgavor/": 39,
    "utgavor/loften/{promise}/": 18,
    "pressmeddelanden/": 5,
    "pressmeddelanden/nytt/": 5,
    "pressmeddelanden/{release}/": 10,
    "dialoger/": 5,
    "moten/": 6,
    "beslut/": 5,
    "": 33,
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
