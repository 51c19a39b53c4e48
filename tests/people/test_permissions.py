"""What each role may do, as a table that a data protection officer can read and correct."""

import pytest
from django.urls import reverse

from lofte.people.models import User
from lofte.people.states import CAPABILITIES, Capability, Role
from lofte.places.models import Kommun
from tests.write_guard import arrange

# x = may; the columns are in the order of the roles below.
ROLES = (
    *("reporter", "reviewer", "coordinator", "police", "leader", "communicator"),
    *("signatory", "administrator"),
)
TABLE = """
    report        x x x x . . . .
    review        . x x . . . . .
    see_group     . x x x . . . .
    see_picture   . x x x x x x x
    compile       . . x . . . . .
    freeze        . x x x . . . .
    publish       . . x . . x . .
    coordinate    . . x . . . . .
    patrol        . . . x . . . .
    log           . . x x . . . .
    promise       . . x x . . . .
    sign          . . . . . . x .
    follow_up     . . x x x . . .
    dialogue      . . x . . x . .
    duties        . . x . . . . .
    import        . . x . . . . x
    set_up        . . . . . . . x
    see_audit     . . . . . . . x
"""
ROWS = [line.split() for line in TABLE.strip().splitlines()]
CELLS = [(row[0], role, row[1 + i] == "x") for row in ROWS for i, role in enumerate(ROLES)]

PAGES = {
    "incidents:report": "report",
    "incidents:queue": "review",
    "situation:pictures": "see_picture",
    "publishing:editions": "publish",
    "people:people": "set_up",
    "people:parties": "set_up",
    "places:setup": "set_up",
    "places:settings": "set_up",
    "places:check": "set_up",
    "places:add": "set_up",
    "people:log": "see_audit",
}


def test_the_table_covers_every_role_and_every_capability() -> None:
    assert {row[0] for row in ROWS} == {capability.value for capability in Capability}
    assert set(ROLES) == set(Role.values)


@pytest.mark.parametrize(("capability", "role", "may"), CELLS)
def test_a_role_may_what_the_table_says(capability: str, role: str, may: bool) -> None:
    assert (Capability(capability) in CAPABILITIES[Role(role)]) == may


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("role", ROLES)
def test_a_page_opens_for_the_roles_of_its_capability(
    request: pytest.FixtureRequest, kommun: Kommun, as_: object, page: str, role: str
) -> None:
    with arrange():
        user: User = request.getfixturevalue(role)
    may = (PAGES[page], role, True) in CELLS
    response = as_(user).get(reverse(page, args=[kommun.slug]))
    assert response.status_code == (200 if may else 403)


def test_everybody_who_works_here_sees_the_places(
    kommun: Kommun, reporter: User, leader: User, as_: object
) -> None:
    for user in (reporter, leader):
        response = as_(user).get(reverse("places:places", args=[kommun.slug]))
        assert response.status_code == 200
