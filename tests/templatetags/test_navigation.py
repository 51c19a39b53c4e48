from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.template import Context
from django.urls import include, path

from lofte.people.states import CAPABILITIES, Capability, Role
from lofte.templatetags.navigation import (
    can,
    current_kommun,
    navigation,
    optional_url,
    own_kommuner,
)


def _page(request: Any, slug: str = "") -> HttpResponse:
    return HttpResponse()


def _room(name: str, *pages: str) -> Any:
    paths = [path(f"<slug:slug>/{page}/", _page, name=page) for page in pages]
    return path(f"{name}/", include((paths, name)))


DESK = [path("start/", _page, name="start"), path("<slug:slug>/mine/", _page, name="mine")]
urlpatterns = [
    _room("incidents", "report", "queue"),
    _room("situation", "pictures"),
    _room("people", "people", "log"),
    path("desk/", include((DESK, "desk"))),
]
pytestmark = pytest.mark.urls(__name__)

HERE = SimpleNamespace(pk=1, slug="lyckeberga", name="Lyckeberga")
THERE = SimpleNamespace(pk=2, slug="ekhult", name="Ekhult")


class Person:
    is_authenticated = True

    def __init__(self, *roles: tuple[Any, Role]) -> None:
        self.roles = roles
        self.active_assignments = [SimpleNamespace(kommun=k, kommun_id=k.pk) for k, _ in roles]

    def capabilities(self, kommun_id: int) -> frozenset[Capability]:
        own = [CAPABILITIES[role] for kommun, role in self.roles if kommun.pk == kommun_id]
        return frozenset().union(*own)

    def can(self, capability: Capability, kommun_id: int) -> bool:
        return capability in self.capabilities(kommun_id)


def _context(user: Any, at: str = "/", **more: Any) -> Context:
    return Context({"request": SimpleNamespace(user=user, path=at, **more)})


def _labels(context: Context) -> list[str]:
    return [str(link.label) for group in navigation(context) for link in group.links]


def test_the_menu_follows_what_the_person_may_do() -> None:
    reporter = _context(Person((HERE, Role.REPORTER)))
    assert _labels(reporter) == ["Att göra i dag", "Rapportera", "Mina rapporter"]
    leader = _context(Person((HERE, Role.LEADER)))
    assert _labels(leader) == ["Att göra i dag", "Lägesbilder"]
    administrator = _context(Person((HERE, Role.ADMINISTRATOR)))
    assert _labels(administrator) == ["Att göra i dag", "Lägesbilder", "Personer", "Logg"]


def test_pages_that_do_not_exist_are_left_out() -> None:
    reviewer = _context(Person((HERE, Role.REVIEWER)))
    assert "Platser" not in _labels(reviewer)


def test_the_page_one_is_on_is_marked() -> None:
    context = _context(Person((HERE, Role.REPORTER)), at="/desk/lyckeberga/mine/")
    links = [link for group in navigation(context) for link in group.links]
    assert [str(link.label) for link in links if link.current] == ["Mina rapporter"]


def test_the_menu_is_that_of_the_pages_kommun() -> None:
    person = Person((HERE, Role.REPORTER), (THERE, Role.LEADER))
    assert "Rapportera" not in _labels(_context(person, kommun=THERE))
    assert "Rapportera" in _labels(_context(person, kommun=HERE))


def test_nobody_without_a_role_has_a_menu() -> None:
    assert navigation(_context(AnonymousUser())) == []
    assert navigation(_context(Person())) == []
    assert navigation(_context(AnonymousUser(), kommun=HERE))[0].links[0].label == "Att göra i dag"


def test_each_own_kommun_is_listed_once() -> None:
    person = Person((HERE, Role.REPORTER), (HERE, Role.REVIEWER), (THERE, Role.LEADER))
    assert own_kommuner(_context(person)) == [HERE, THERE]
    assert own_kommuner(_context(AnonymousUser())) == []


def test_the_current_kommun_is_the_pages_else_the_persons_first() -> None:
    person = Person((HERE, Role.REPORTER), (THERE, Role.LEADER))
    assert current_kommun(_context(person, kommun=THERE)) == THERE
    assert current_kommun(_context(person)) == HERE
    assert current_kommun(Context({})) is None


def test_can_asks_for_the_right_in_the_kommun() -> None:
    person = Person((HERE, Role.REVIEWER))
    assert can(_context(person, kommun=HERE), "review")
    assert can(_context(person), "review", HERE)
    assert not can(_context(person), "publish", HERE)
    assert not can(_context(person), "review", THERE)
    assert not can(_context(AnonymousUser()), "review", HERE)
    assert not can(Context({}), "review", HERE)
    assert not can(_context(Person()), "review")


def test_a_misspelt_capability_is_an_error_and_not_a_no() -> None:
    with pytest.raises(ValueError, match="reveiw"):
        can(_context(Person((HERE, Role.REVIEWER))), "reveiw", HERE)


def test_an_address_is_empty_when_there_is_no_such_page() -> None:
    assert optional_url("desk:start") == "/desk/start/"
    assert optional_url("desk:mine", slug="ekhult") == "/desk/ekhult/mine/"
    assert optional_url("desk:mine") == ""
    assert optional_url("promises:start") == ""
