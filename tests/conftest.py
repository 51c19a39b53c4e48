"""What every test may ask for: the fixed cast and a ground that does not shake."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from hypothesis import HealthCheck, settings

from lofte.people.models import Party, User
from lofte.people.states import Role
from lofte.places.models import Kommun
from tests import cast, write_guard

settings.register_profile(
    "steady",
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("steady")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """The write guard stands while the test itself runs; fixtures may arrange freely."""
    with connection.execute_wrapper(write_guard.guard):
        return (yield)


@pytest.fixture(autouse=True)
def _clean_cache() -> None:
    """Rate limits and used one-time codes belong to one test."""
    for one in ("default", "floods"):
        caches[one].clear()


@pytest.fixture
def arrange() -> Callable[[], Any]:
    return write_guard.arrange


@pytest.fixture
def kommun(db: None) -> Kommun:
    return cast.make_kommun()


@pytest.fixture
def other_kommun(db: None) -> Kommun:
    return cast.make_kommun(code="9902", name="Grannby")


@pytest.fixture
def party(kommun: Kommun) -> Party:
    return cast.make_party(kommun)


@pytest.fixture
def police_party(kommun: Kommun) -> Party:
    return cast.make_party(kommun, Party.Kind.POLICE)


@pytest.fixture
def housing_party(kommun: Kommun) -> Party:
    return cast.make_party(kommun, Party.Kind.HOUSING)


@pytest.fixture
def reporter(kommun: Kommun, housing_party: Party) -> User:
    return cast.make_user(kommun, housing_party, Role.REPORTER, name="Rut Bovärd")


@pytest.fixture
def reviewer(kommun: Kommun, party: Party) -> User:
    return cast.make_user(kommun, party, Role.REVIEWER, name="Gunnar Granskare")


@pytest.fixture
def coordinator(kommun: Kommun, party: Party) -> User:
    return cast.make_user(kommun, party, Role.COORDINATOR, name="Samira Samordnare")


@pytest.fixture
def police(kommun: Kommun, police_party: Party) -> User:
    return cast.make_user(kommun, police_party, Role.POLICE, name="Kim Kommunpolis")


@pytest.fixture
def leader(kommun: Kommun, party: Party) -> User:
    return cast.make_user(kommun, party, Role.LEADER, name="Lena Ledare")


@pytest.fixture
def communicator(kommun: Kommun, party: Party) -> User:
    return cast.make_user(kommun, party, Role.COMMUNICATOR, name="Kaj Kommunikatör")


@pytest.fixture
def signatory(kommun: Kommun, party: Party) -> User:
    return cast.make_user(kommun, party, Role.SIGNATORY, name="Sune Signatär")


@pytest.fixture
def administrator(kommun: Kommun, party: Party) -> User:
    return cast.make_user(kommun, party, Role.ADMINISTRATOR, name="Ada Administratör")


@pytest.fixture
def outsider(other_kommun: Kommun) -> User:
    """Somebody with every right, in another kommun."""
    return cast.make_user(
        other_kommun, cast.make_party(other_kommun), *Role, name="Olle Utomstående"
    )


@pytest.fixture
def as_(db: None) -> Callable[[User], Client]:
    """`as_(reviewer).get(...)`: a client signed in with password and one-time code."""
    return cast.signed_in
