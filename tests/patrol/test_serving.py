"""A logged visit is one activity of the commitment that it serves, and nothing else counts it."""

import uuid
from datetime import date
from typing import Any

import pytest

from lofte.audit.refusals import Refused
from lofte.patrol.inputs import VisitInput
from lofte.patrol.states import Exactness, VisitKind
from lofte.patrol.visits.actions import log_visit, withdraw_visit
from lofte.patrol.visits.serving import serves
from lofte.promises.commitments.models import Commitment
from lofte.promises.follow_up.models import Activity
from tests.incidents.reports import place
from tests.patrol.conftest import NOW
from tests.promises.drafts import commit, draft, sign
from tests.write_guard import arrange

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
FOOT, CHECK, WALK = VisitKind.FOOT, VisitKind.CHECK, VisitKind.WALK


class Point:
    def __init__(self, text: str) -> None:
        self.text = text


PATROLS = Point("Polisen fotpatrullerar där invånarna känner sig otrygga")
AT_STATION = Point("Synliga patruller vid resecentrum")
WALKS = Point("Två trygghetsvandringar")


@pytest.mark.parametrize(
    ("kind", "where", "found"),
    [
        (FOOT, None, PATROLS),
        (FOOT, 1, AT_STATION),
        (FOOT, 2, PATROLS),
        (WALK, 1, WALKS),
        (CHECK, 1, None),
        (VisitKind.PRESENCE, 1, AT_STATION),
        (VisitKind.OTHER, 1, None),
    ],
)
def test_the_point_is_found_from_kind_and_place(kind, where, found):
    everywhere: frozenset[int] = frozenset()
    points = [(PATROLS, everywhere), (AT_STATION, frozenset({1})), (WALKS, everywhere)]
    assert serves(kind, where, points) is found


@pytest.fixture
def promised(kommun, party, police_party):
    """Two points of the police and one of both, signed for 2026."""
    promise = draft(kommun, party, police_party)
    resecentrum = place(kommun)
    points = (
        commit(promise, police_party, text="Vi fotpatrullerar där många är otrygga"),
        commit(promise, police_party, text="Patrull vid Resecentrum", places=(resecentrum,)),
        commit(promise, text="Vi går trygghetsvandringar ihop"),
    )
    sign(promise, party, police_party)
    return points


@pytest.fixture
def visit(kommun, police):
    def make(by: Any = police, **changed: Any) -> Any:
        given = {"kind": FOOT, "place": place(kommun), "first_day": TODAY, "hour": 20}
        made = VisitInput(**(given | changed))
        return log_visit(kommun=kommun, visit=made, by=by, today=TODAY)

    return make


def activities(*, undone: bool = False) -> list[Activity]:
    rows = Activity.objects.unscoped("test").filter(undone_at__isnull=not undone)
    return list(rows.order_by("pk"))


def test_one_visit_writes_one_activity_of_its_point(visit, promised, police_party, kommun):
    number = uuid.uuid4()
    made = visit(client_id=number, note="Lugnt.")
    visit(client_id=number, note="Lugnt.")
    (row,) = activities()
    assert made.commitment == row.commitment == promised[1]
    assert (row.party, row.place, row.count, row.done_on) == (
        police_party, place(kommun), 1, TODAY,
    )  # fmt: skip
    assert row.note == ""


def test_about_eighty_stays_about_eighty(visit, promised):
    visit(place=None, hour=None, count=80, exactness=Exactness.ABOUT, first_day=date(2026, 1, 1),
          last_day=TODAY)  # fmt: skip
    (row,) = activities()
    assert (row.commitment, row.said) == (promised[0], "cirka 80")


def test_a_visit_taken_back_takes_its_activity_back(visit, promised, police):
    withdraw_visit(visit=visit(), by=police)
    assert not activities()
    assert len(activities(undone=True)) == 1


def test_another_point_may_be_chosen_or_none(visit, promised):
    assert visit(serves=promised[0]).commitment == promised[0]
    assert visit(alone=True).commitment is None
    assert [row.commitment for row in activities()] == [promised[0]]


def test_a_joint_point_counts_for_each_party(visit, promised, coordinator):
    assert visit(kind=WALK, by=coordinator).commitment == promised[2]
    assert visit(kind=WALK).commitment == promised[2]


def test_nothing_counts_outside_the_promise_or_for_another_party(visit, promised, coordinator):
    assert visit(first_day=date(2025, 12, 31)).commitment is None
    assert visit(by=coordinator).commitment is None
    with pytest.raises(Refused, match="inte ert"):
        visit(by=coordinator, serves=promised[0])
    with pytest.raises(Refused, match="gäller inte då"):
        visit(serves=promised[0], first_day=date(2025, 12, 31))
    assert not activities()


def test_an_unsigned_promise_counts_nothing(visit, kommun, party, police_party):
    commit(draft(kommun, party, police_party), police_party, text="Fotpatrull")
    assert visit().commitment is None


def test_a_removed_point_counts_nothing(visit, promised):
    rows = Commitment.objects.unscoped("test").filter(pk__in=[promised[0].pk, promised[1].pk])
    assert rows.count() == 2
    with arrange():
        rows.update(removed_at=NOW)
    assert visit().commitment is None


def test_the_page_says_what_a_tap_counts_for(as_, police, kommun, promised):
    client, where = as_(police), place(kommun)
    url = f"/arbete/lyckeberga/patrull/besok/{where.pk}/"
    page = client.get(url)
    text = page.content.decode()
    assert "räknas till:" in text
    assert "Patrull vid Resecentrum" in text
    given = {"kind": "foot", "when": "now", "client_id": page.context["form"]["client_id"].value()}
    answer = client.post(url, given, follow=True).content.decode()
    assert "Räknas till åtagandet" in answer
    given |= {"serves": "none", "client_id": str(uuid.uuid4())}
    client.post(url, given)
    assert len(activities()) == 1


def test_without_a_promise_there_is_nothing_to_choose(as_, police, kommun):
    page = as_(police).get(f"/arbete/lyckeberga/patrull/besok/{place(kommun).pk}/")
    assert "Räknas till åtagandet" not in page.content.decode()


def test_the_second_tap_asks_a_fixed_number_of_times(
    as_, police, kommun, promised, django_assert_num_queries
):
    client, url = as_(police), f"/arbete/lyckeberga/patrull/besok/{place(kommun).pk}/"
    client.get(url)
    with django_assert_num_queries(6):
        client.get(url)


def test_no_visit_is_refused_for_the_digits_of_its_own_number(visit, promised):
    alike = uuid.UUID("ffff0634-8237-457f-8abc-aaaaaaaaaaaa")
    assert visit(client_id=alike).commitment == promised[1]
    assert len(activities()) == 1
