"""Who reaches which page of the daily work, as one table; and how every page is asked."""

from typing import Any

import pytest
from django.test import Client

from lofte.people.models import Party, User
from lofte.people.states import Role
from lofte.places.models import Kommun
from lofte.publishing.actions import publish
from lofte.publishing.models import Edition
from lofte.situation.models import Picture
from tests import cast
from tests.incidents.conftest import Send
from tests.incidents.reports import place
from tests.publishing.documents import OPEN

R, G, S, P, L, K, A = (
    Role.REPORTER,
    Role.REVIEWER,
    Role.COORDINATOR,
    Role.POLICE,
    Role.LEADER,
    Role.COMMUNICATOR,
    Role.ADMINISTRATOR,
)
EVERYBODY = {R, G, S, P, L, K, A}
REPORTING = {R, G, S, P}
SEEING = {G, S, P, L, K, A}

# page: who may. A page that only takes posts is marked with "POST ".
TABLE = {
    "": EVERYBODY,
    "sok/": EVERYBODY,
    "platser/{place}/": EVERYBODY,
    "rapportera/": REPORTING,
    "POST rapportera/inget/": REPORTING,
    "mina-rapporter/": REPORTING,
    "granska/": {G, S},
    "granska/{report}/": {G, S},
    "POST granska/{report}/bekrafta/": {G, S},
    "lagesbilder/": SEEING,
    "lagesbilder/{picture}/": SEEING,
    "lagesbilder/{picture}/lagesbild.json": SEEING,
    "lagesbilder/{picture}/rutor.geojson": SEEING,
    "POST lagesbilder/{picture}/ord/": {S},
    "POST lagesbilder/{picture}/kassera/": {S},
    "POST lagesbilder/{picture}/frys/": {G, S, P},
    "utgavor/": {S, K},
    "utgavor/forhandsgranska/{picture}/": {S, K},
    "POST utgavor/publicera/{picture}/": {S, K},
    "POST utgavor/{edition}/dra-tillbaka/": {S, K},
}


@pytest.fixture
def edition(frozen: Picture, communicator: User) -> Edition:
    return publish(picture=frozen, by=communicator, today=OPEN)


@pytest.fixture
def addresses(edition: Edition, send: Send, kommun: Kommun) -> dict[str, tuple[str, str]]:
    """The table's pages as (method, address), with things that exist."""
    known = {
        "place": place(kommun).pk,
        "report": send().pk,
        "picture": edition.picture_id,
        "edition": edition.pk,
    }
    found = {}
    for page in TABLE:
        method, path = page.split(" ") if " " in page else ("GET", page)
        found[page] = (method, f"/arbete/{{slug}}/{path.format(**known)}")
    return found


def ask(client: Client, method: str, address: str, slug: str = "lyckeberga") -> Any:
    return client.generic(method, address.format(slug=slug))


@pytest.mark.parametrize("role", sorted(EVERYBODY))
def test_each_role_reaches_its_own_pages_and_no_other(
    addresses: dict[str, tuple[str, str]],
    kommun: Kommun,
    party: Party,
    as_: Any,
    arrange: Any,
    role: Role,
) -> None:
    with arrange():
        person = cast.make_user(kommun, party, role, name="Pia Prövare")
    client = as_(person)
    reached = {
        page: ask(client, method, address).status_code != 403
        for page, (method, address) in addresses.items()
    }
    assert reached == {page: role in allowed for page, allowed in TABLE.items()}


def test_for_a_stranger_to_the_kommun_nothing_is_there(
    addresses: dict[str, tuple[str, str]], outsider: User, as_: Any
) -> None:
    client = as_(outsider)
    for page, (method, address) in addresses.items():
        assert ask(client, method, address).status_code == 404, page


def test_through_ones_own_kommun_nobody_reaches_the_things_of_another(
    addresses: dict[str, tuple[str, str]], outsider: User, as_: Any
) -> None:
    client = as_(outsider)
    for page, (method, address) in addresses.items():
        if "{" in page:
            assert ask(client, method, address, slug="grannby").status_code == 404, page


def test_what_changes_something_is_not_done_by_a_link(
    addresses: dict[str, tuple[str, str]], coordinator: User, as_: Any
) -> None:
    client = as_(coordinator)
    for page, (method, address) in addresses.items():
        if method == "POST":
            assert ask(client, "GET", address).status_code == 405, page
        assert ask(client, "DELETE", address).status_code == 405, page


def test_what_changes_something_comes_from_our_own_form(
    addresses: dict[str, tuple[str, str]], coordinator: User, as_: Any
) -> None:
    client = as_(coordinator)
    client.handler.enforce_csrf_checks = True
    posts = [address for method, address in addresses.values() if method == "POST"]
    posts += ["/arbete/{slug}/rapportera/", "/arbete/{slug}/lagesbilder/"]
    for address in posts:
        assert ask(client, "POST", address).status_code == 403, address
