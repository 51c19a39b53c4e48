"""A visit takes two taps, a retry never doubles, and "~80" stays about eighty."""

import uuid
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from lofte.audit.refusals import Refused
from lofte.patrol.hours import Window
from lofte.patrol.inputs import VisitInput
from lofte.patrol.models import Stop, Visit
from lofte.patrol.states import Exactness, VisitKind
from lofte.patrol.visits.actions import log_visit, withdraw_visit
from lofte.patrol.visits.forms import counted
from lofte.patrol.visits.queries import follow_up, visits_of
from lofte.people.free_text import PersonalData
from tests import cast
from tests.incidents.reports import PHONE, STOCKHOLM, place
from tests.patrol.conftest import FRIDAY, WEEK_48
from tests.write_guard import arrange

pytestmark = pytest.mark.django_db


@pytest.fixture
def visit(kommun, police):
    def make(by=police, **changed):
        given = {"kind": VisitKind.FOOT, "place": place(kommun), "first_day": FRIDAY, "hour": 20}
        made = VisitInput(**(given | changed))
        return log_visit(kommun=kommun, visit=made, by=by, today=FRIDAY)

    return make


def count():
    return Visit.objects.unscoped("test").count()


def test_sunday_night_is_covered_after_midnight_once(kommun, police, accepted, visited):
    monday = WEEK_48[1]
    accepted(window=Window(6, 6, 22, 2))
    accepted("Almskolan", Window(6, 6, 22, 2), first=WEEK_48[1], end=WEEK_48[1] + timedelta(7))
    with time_machine.travel(datetime(2026, 11, 30, 8, tzinfo=UTC)):
        visited("Resecentrum", monday, hour=1, today=monday)
        visited("Resecentrum", monday, hour=None, last_day=monday, today=monday)
    told = follow_up(kommun, police, *WEEK_48)
    assert (told.total.proposed, told.total.visited, told.total.at_most) == (4, 1, 1)
    assert told.tallies == []
    after = follow_up(kommun, police, monday, monday + timedelta(days=7))
    assert (after.total.visited, sum(one.count for one in after.tallies)) == (0, 2)


@pytest.mark.parametrize(
    ("clock", "when", "day"),
    [
        ((0, 30), "evening", date(2026, 11, 26)),
        ((1, 30), "night", date(2026, 11, 26)),
        ((5, 0), "morning", date(2026, 11, 26)),
        ((22, 10), "night", FRIDAY),
        ((20, 0), "evening", FRIDAY),
        ((0, 30), "now", FRIDAY),
    ],
)
def test_a_part_of_the_day_that_has_not_begun_was_yesterday(as_, police, kommun, clock, when, day):
    with time_machine.travel(datetime(2026, 11, 27, *clock, tzinfo=STOCKHOLM)):
        officer, page = as_(police), f"/arbete/lyckeberga/patrull/besok/{place(kommun).pk}/"
        number = officer.get(page).context["form"]["client_id"].value()
        officer.post(page, {"kind": "foot", "when": when, "client_id": number})
    assert Visit.objects.unscoped("test").get().first_day == day


def test_a_visit_serves_the_stop_that_it_falls_in(visit, accepted):
    stop = accepted()
    assert visit().stop == stop
    assert visit(first_day=date(2026, 11, 26)).stop is None
    assert visit(place=None).stop is None
    assert visit(hour=None, last_day=FRIDAY, first_day=date(2026, 11, 23)).stop is None


def test_the_same_visit_sent_twice_is_one(visit):
    number = uuid.uuid4()
    assert visit(client_id=number) == visit(client_id=number)
    assert count() == 1


def test_somebody_elses_number_is_not_taken_for_ones_own(visit, coordinator):
    number = uuid.uuid4()
    visit(client_id=number)
    with pytest.raises(Refused, match="redan använt"):
        visit(by=coordinator, client_id=number)


@pytest.mark.parametrize(
    ("odd", "said"),
    [
        ({"first_day": date(2026, 11, 29)}, "framtiden"),
        ({"last_day": date(2026, 11, 1)}, "Sista dagen"),
        ({"count": 0}, "Antalet"),
        ({"count": 1_000_000}, "Antalet"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_kept(visit, odd, said):
    with pytest.raises(Refused, match=said):
        visit(**odd)
    assert count() == 0


def test_a_note_with_personal_data_is_refused(visit):
    with pytest.raises(PersonalData):
        visit(note=f"Ring {PHONE}")
    assert count() == 0


def test_a_place_of_another_kommun_is_not_there(visit, other_kommun):
    with pytest.raises(Refused, match="finns inte för dig"):
        visit(place=place(other_kommun))


def test_a_visit_taken_back_no_longer_counts(visit, police, kommun):
    made = visit()
    withdraw_visit(visit=made, by=police)
    assert not visits_of(kommun, police, *WEEK_48).exists()
    assert count() == 1
    with pytest.raises(Refused, match="redan"):
        withdraw_visit(visit=made, by=police)


def test_only_the_own_partys_visit_can_be_taken_back(visit, coordinator):
    with pytest.raises(Refused, match="en annan part"):
        withdraw_visit(visit=visit(), by=coordinator)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("12", (12, Exactness.EXACT)),
        ("~80", (80, Exactness.ABOUT)),
        ("ca. 40", (40, Exactness.ABOUT)),
        ("omkring 1 200", (1200, Exactness.ABOUT)),
        ("minst 50", (50, Exactness.AT_LEAST)),
        ("≥ 30", (30, Exactness.AT_LEAST)),
        (">600", (600, Exactness.AT_LEAST)),
    ],
)
def test_counts_are_read_as_people_write_them(text, meant):
    assert counted(text) == meant


@pytest.mark.parametrize("text", ["", "många", "-3", "3,5", "~", "10-20", "٣"])
def test_what_is_no_count_is_not_guessed(text):
    with pytest.raises(ValueError):  # noqa: PT011
        counted(text)


def test_coverage_and_counts_of_a_week(visit, accepted, kommun, police):
    accepted()
    visit()
    visit(kind=VisitKind.SCHOOL, place=place(kommun, "Almskolan"), hour=14)
    told = follow_up(kommun, police, *WEEK_48)
    assert (told.total.proposed, told.total.visited) == (4, 1)
    assert [(one.place, one.kind, one.said) for one in told.tallies] == [
        ("Almskolan", "besök på skola eller fritidsgård", "1"),
        ("Resecentrum", "fotpatrull", "1"),
    ]


def test_a_sum_with_an_approximate_part_is_approximate(visit, kommun, police):
    visit()
    visit(hour=None, count=80, exactness=Exactness.ABOUT, first_day=date(2026, 11, 23),
          last_day=FRIDAY)  # fmt: skip
    visit(kind=VisitKind.CHECK, place=None, count=5, exactness=Exactness.AT_LEAST)
    told = follow_up(kommun, police, *WEEK_48)
    assert [one.said for one in told.tallies] == ["cirka 81", "minst 5"]
    assert told.unplaced == 5


def test_only_the_group_sees_visits(visit, kommun, leader, reporter):
    visit()
    for other in (leader, reporter):
        assert not visits_of(kommun, other, *WEEK_48).exists()


def test_two_taps_log_a_visit(as_, police, kommun, accepted):
    client = as_(police)
    stop = place(kommun)
    page = client.get("/arbete/lyckeberga/patrull/besok/").content.decode()
    assert f"/patrull/besok/{stop.pk}/" in page
    form = client.get(f"/arbete/lyckeberga/patrull/besok/{stop.pk}/").context["form"]
    number = form["client_id"].value()
    given = {"kind": "foot", "when": "now", "client_id": number}
    answer = client.post(f"/arbete/lyckeberga/patrull/besok/{stop.pk}/", given)
    assert answer.status_code == 302
    row = Visit.objects.unscoped("test").get()
    assert (row.kind, row.place, row.logged_by) == ("foot", stop, police)
    assert row.hour is not None


def test_a_secret_place_is_not_offered_to_a_stranger_of_the_group(as_, police, kommun):
    page = as_(police).get("/arbete/lyckeberga/patrull/besok/").content.decode()
    assert cast.GROUP_ONLY in page  # the police belong to the group


def test_a_count_over_a_time_is_logged_and_can_be_undone(as_, coordinator, kommun):
    client = as_(coordinator)
    page = client.get("/arbete/lyckeberga/patrull/besok/antal/")
    given = {
        "client_id": page.context["form"]["client_id"].value(), "kind": "night",
        "place": "", "count": "~4", "first": "2026-01-01", "last": "2026-06-30", "note": "",
    }  # fmt: skip
    assert client.post("/arbete/lyckeberga/patrull/besok/antal/", given).status_code == 302
    row = Visit.objects.unscoped("test").get()
    assert (row.count, row.exactness) == (4, Exactness.ABOUT)
    client.post(f"/arbete/lyckeberga/patrull/besok/{row.pk}/ta-tillbaka/")
    row.refresh_from_db()
    assert row.withdrawn_at


def test_wrong_input_keeps_what_was_typed(as_, police):
    given = {"client_id": str(uuid.uuid4()), "kind": "foot", "count": "många", "note": "Lugnt."}
    page = as_(police).post("/arbete/lyckeberga/patrull/besok/antal/", given).content.decode()
    assert "till exempel 12 eller ~80" in page
    assert "Lugnt." in page


def test_a_stop_without_a_named_place_is_logged_and_covered(as_, accepted, police, kommun):
    stop = accepted()
    with arrange():
        Stop.objects.unscoped("test").update(place=None, place_name="Nära Resecentrum")
    client = as_(police)
    url = f"/arbete/lyckeberga/patrull/besok/stopp/{stop.pk}/"
    assert url in client.get("/arbete/lyckeberga/patrull/besok/").content.decode()
    number = client.get(url).context["form"]["client_id"].value()
    given = {"kind": "foot", "when": "evening", "day": "2026-11-20", "client_id": number}
    done = client.post(url, given, follow=True).content.decode()
    assert "Loggat: fotpatrull, Nära Resecentrum." in done
    row = Visit.objects.unscoped("test").get()
    assert (row.place, row.stop_id, row.where) == (None, stop.pk, "Nära Resecentrum")
    with arrange():
        Visit.objects.unscoped("test").update(first_day=FRIDAY, last_day=FRIDAY)
    told = follow_up(kommun, police, *WEEK_48)
    assert (told.total.proposed, told.total.visited, told.unplaced) == (4, 1, 0)
    assert [(one.place, one.said) for one in told.tallies] == [("Nära Resecentrum", "1")]


def test_a_visit_to_a_stop_that_is_not_accepted_is_refused(visit, wished):
    with pytest.raises(Refused, match="inte antaget"):
        visit(place=None, stop=wished())
    assert count() == 0
