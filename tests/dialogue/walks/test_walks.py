"""The protocol of a safety walk: written on the street, answered within six months."""

from datetime import date

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from lofte.audit.actions import SYSTEM, do_once
from lofte.audit.models import AuditEvent
from lofte.audit.refusals import Refused
from lofte.desk.todos import walks as todo
from lofte.dialogue import actions
from lofte.dialogue.models import Dialogue
from lofte.dialogue.states import Format
from lofte.dialogue.walks import actions as walks
from lofte.dialogue.walks.actions import Point
from lofte.dialogue.walks.models import WalkPoint
from lofte.dialogue.walks.states import CannotSettle, PointState, target_after
from lofte.management.dues import walks as due
from lofte.people.free_text import PersonalData
from lofte.people.models import Letter
from lofte.places.models import NamedPlace
from lofte.places.queries import cell_of
from tests.dialogue.conftest import TODAY, planned

pytestmark = pytest.mark.usefixtures("_today")
POSTED = {
    "where": "Gångtunneln",
    "seen": "Mörkt",
    "todo": "Byt lamporna",
    "owner": "Gatuenheten",
    "target": "2027-04-01",
}
POINT = Point(**POSTED | {"target": date(2027, 4, 1)})


@pytest.fixture
def draft(questionnaire, coordinator) -> Dialogue:
    return planned(questionnaire, coordinator, format=Format.WALK)


@pytest.fixture
def walk(draft, coordinator) -> Dialogue:
    return actions.open_(dialogue=draft, by=coordinator)


@pytest.fixture
def point(walk, coordinator) -> WalkPoint:
    return walks.add_point(dialogue=walk, point=POINT, by=coordinator)


def settled(point, coordinator, to, reason=""):
    return walks.settle_point(row=point, to=to, reason=reason, today=TODAY, by=coordinator)


@pytest.mark.parametrize(
    ("day", "target"),
    [
        (date(2026, 3, 5), date(2026, 9, 5)),
        (date(2026, 8, 31), date(2027, 2, 28)),
        (date(2027, 12, 1), date(2028, 6, 1)),
    ],
)
def test_the_target_is_six_months_later(day, target):
    assert target_after(day) == target


def test_a_point_goes_from_waiting_to_done_and_back(point, coordinator):
    assert settled(point, coordinator, PointState.DONE).settled_on == TODAY
    with pytest.raises(CannotSettle, match="gjort"):
        settled(point, coordinator, PointState.NOT_DONE, "Nej")
    assert settled(point, coordinator, PointState.WAITING).settled_on is None
    told = AuditEvent.objects.filter(target_kind="walkpoint").order_by("id")
    assert [row.what for row in told] == ["walk.point_added"] + ["walk.point_settled"] * 2
    assert told[0].kommun_code == "9901"


def test_what_will_not_be_done_says_why(point, coordinator):
    with pytest.raises(Refused, match="varför"):
        settled(point, coordinator, PointState.NOT_DONE, "  ")
    assert settled(point, coordinator, PointState.NOT_DONE, "För dyrt").reason == "För dyrt"


def test_the_database_itself_asks_for_the_reason(point, arrange):
    rows = WalkPoint.objects.unscoped("test")
    with arrange(), pytest.raises(IntegrityError), transaction.atomic():
        rows.update(state="not_done", settled_on=TODAY)
    with arrange(), pytest.raises(IntegrityError), transaction.atomic():
        rows.update(state="done")


def test_what_is_settled_is_neither_changed_nor_removed(point, coordinator):
    settled(point, coordinator, PointState.DONE)
    with pytest.raises(CannotSettle, match="Ångra"):
        walks.change_point(row=point, point=POINT, by=coordinator)
    with pytest.raises(CannotSettle, match="står kvar"):
        walks.remove_point(row=point, by=coordinator)


def test_a_protocol_is_of_a_walk_that_has_begun(draft, dialogue, coordinator):
    with pytest.raises(Refused, match="utkast"):
        walks.add_point(dialogue=draft, point=POINT, by=coordinator)
    with pytest.raises(Refused, match="Bara en trygghetsvandring"):
        walks.add_point(dialogue=dialogue, point=POINT, by=coordinator)


def test_no_person_and_no_place_of_another_kommun(walk, other_kommun, coordinator):
    named = Point(**POSTED | {"seen": "Anna Svensson 070-123 45 67", "target": TODAY})
    with pytest.raises(PersonalData):
        walks.add_point(dialogue=walk, point=named, by=coordinator)
    place = NamedPlace.objects.unscoped("test").filter(kommun=other_kommun).first()
    there = Point(**POSTED | {"target": TODAY, "place": place})
    with pytest.raises(Refused, match="annan kommun"):
        walks.add_point(dialogue=walk, point=there, by=coordinator)


def test_a_point_lies_on_the_same_grid_as_the_marks(walk, coordinator):
    place = NamedPlace.objects.unscoped("test").get(kommun=walk.kommun, name="Resecentrum")
    given = POSTED | {"target": TODAY}
    near = walks.add_point(dialogue=walk, point=Point(**given, place=place), by=coordinator)
    assert (near.x, near.y, near.cell) == (place.x, place.y, cell_of(place.x, place.y))
    exact = Point(**given, place=place, x=place.x + 500, y=place.y)
    assert walks.change_point(row=near, point=exact, by=coordinator).x == place.x + 500
    nowhere = walks.change_point(row=near, point=Point(**given), by=coordinator)
    assert (nowhere.x, nowhere.cell) == (None, "")


def test_the_database_itself_asks_for_a_whole_spot(point, arrange):
    with arrange(), pytest.raises(IntegrityError), transaction.atomic():
        WalkPoint.objects.unscoped("test").update(x=1.0, y=None)


def test_a_spot_on_the_map_is_kept_when_the_words_change(as_, coordinator, walk):
    client = as_(coordinator)
    spot = {"lon": "16.05", "lat": "58.98"}
    client.post(to("protocol", walk), POSTED | spot)
    row = WalkPoint.objects.unscoped("test").get()
    assert row.x is not None
    form = client.get(to("change", walk, row.pk)).context["form"]
    same = {name: form[name].value() or "" for name in form.fields}
    client.post(to("change", walk, row.pk), same | {"todo": "Byt alla"})
    after = WalkPoint.objects.unscoped("test").get()
    assert abs(after.x - row.x) < 1
    for wrong in ({"lon": "0", "lat": "0"}, {"lon": "16.05"}):
        client.post(to("change", walk, row.pk), same | {"lon": "", "lat": ""} | wrong)
        assert WalkPoint.objects.unscoped("test").get().x is None


def test_what_was_promised_is_reminded_of_before_and_after(walk, point, coordinator, communicator):
    def run(day):
        with time_machine.travel(f"{day} 08:00+01:00", tick=False):
            now = timezone.now()
            for one in due.due(now):
                do_once(one.job, one.key, one.work, by=SYSTEM)
        return letters().count()

    def letters():
        return Letter.objects.unscoped("test").filter(kind="dialogue.walk")

    assert run("2027-03-17") == 0
    assert run("2027-03-18") == 2, "two weeks ahead, to each who leads dialogues"
    assert run("2027-03-25") == 2, "once"
    assert run("2027-04-02") == 4, "the day has been"
    assert run("2027-09-01") == 4
    text = letters().first().text
    assert "Gångtunneln: Byt lamporna (Gatuenheten), 2027-04-01" in text
    settled(point, coordinator, PointState.DONE)
    assert not list(due.due(timezone.now()))


def to(name, dialogue, *more):
    return reverse(f"walks:{name}", args=[dialogue.kommun.slug, dialogue.pk, *more])


def test_the_protocol_is_written_one_point_after_the_other(
    as_, coordinator, walk, django_assert_num_queries
):
    client, url = as_(coordinator), to("protocol", walk)
    empty = client.get(url).content.decode()
    assert "Inga punkter än" in empty
    assert 'value="2027-04-01"' in empty
    place = NamedPlace.objects.unscoped("test").get(kommun=walk.kommun, name="Resecentrum")
    page = client.post(url, POSTED | {"place": place.pk}, follow=True).content.decode()
    assert "1 punkt, 1 väntar" in page
    assert "Resecentrum" in page
    client.post(url, POSTED)
    with django_assert_num_queries(7):
        client.get(url)
    named = client.post(url, POSTED | {"owner": "Anna Svensson 070-123 45 67"}).content.decode()
    assert "personuppgifter" in named
    assert "070-123 45 67" in named


def test_a_point_is_changed_settled_undone_and_removed(as_, coordinator, walk, point):
    client = as_(coordinator)
    url = to("change", walk, point.pk)
    assert "Byt lamporna" in client.get(url).content.decode()
    client.post(url, POSTED | {"todo": "Byt alla lampor"})
    page = client.post(to("settle", walk, point.pk), {"till": "not_done"}, follow=True)
    assert "Skriv varför" in page.content.decode()
    why = {"till": "not_done", "skal": "Tunneln rivs"}
    page = client.post(to("settle", walk, point.pk), why, follow=True).content.decode()
    assert "Tunneln rivs" in page
    assert "Byt alla lampor" in page
    assert "1 punkt, avgjord" in page
    assert "Ångra det först" in client.post(url, POSTED).content.decode()
    kept = client.post(to("remove", walk, point.pk), follow=True).content.decode()
    assert "står kvar" in kept
    client.post(to("settle", walk, point.pk), {"till": "waiting"})
    assert "borttagen" in client.post(to("remove", walk, point.pk), follow=True).content.decode()
    assert client.get(url).status_code == 404


def test_nothing_else_can_become_of_a_point(as_, coordinator, walk, point):
    assert as_(coordinator).post(to("settle", walk, point.pk), {"till": "x"}).status_code == 404


def test_only_a_walk_has_a_protocol_and_a_draft_waits(as_, coordinator, draft, dialogue):
    client = as_(coordinator)
    assert client.get(to("protocol", dialogue)).status_code == 404
    assert "Öppna dialogen" in client.get(to("protocol", draft)).content.decode()


def test_who_reads_sees_the_protocol_and_writes_nothing(as_, reviewer, reporter, walk, point):
    client = as_(reviewer)
    assert "Gångtunneln" in client.get(to("protocol", walk)).content.decode()
    assert client.post(to("protocol", walk), POSTED).status_code == 200
    assert WalkPoint.objects.unscoped("test").count() == 1
    for name in ("change", "settle", "remove"):
        assert client.post(to(name, walk, point.pk)).status_code == 403
    assert as_(reporter).get(to("protocol", walk)).status_code == 403


def test_a_point_whose_day_has_passed_is_on_the_start_page(coordinator, reviewer, walk, point):
    find = todo.find
    assert not list(find(walk.kommun, coordinator, date(2027, 4, 1)))
    (line,) = find(walk.kommun, coordinator, date(2027, 4, 2))
    assert "Gångtunneln" in line.text
    assert line.url == to("protocol", walk)
    assert not list(find(walk.kommun, reviewer, date(2027, 4, 2)))
    assert timezone.localdate() == TODAY
