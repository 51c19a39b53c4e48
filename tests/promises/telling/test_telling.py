"""The communication plan: what is done writes an activity; what is late is counted, and told."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from lofte.audit.actions import SYSTEM
from lofte.audit.models import AuditEvent
from lofte.audit.refusals import Refused
from lofte.desk.todos.promised import find
from lofte.management.dues import promised
from lofte.people.models import Letter, Party, User
from lofte.places.models import Kommun
from lofte.promises.actions import discard_promise
from lofte.promises.commitments.models import Commitment
from lofte.promises.follow_up.models import Activity
from lofte.promises.inputs import Target
from lofte.promises.models import Promise
from lofte.promises.queries import results_of
from lofte.promises.reminding.queries import receivers, waiting
from lofte.promises.states import ChangedMeanwhile, WrongState
from lofte.promises.telling.actions import (
    change_announcement,
    drop,
    plan_announcements,
    take_back,
    tell,
)
from lofte.promises.telling.inputs import AnnouncementFacts
from lofte.promises.telling.models import Announcement
from lofte.promises.telling.queries import plan_of, served_by
from lofte.promises.telling.states import standing
from tests.promises.drafts import commit, draft, sign
from tests.promises.test_views import text_of, url

MONTHLY = Target(kind="rate", comparator=">=", value=1, per="month")
WORDS = "Vi berättar varje månad vad som har hänt"


@pytest.fixture
def point(promise: Promise, party: Party, police_party: Party) -> Commitment:
    """The joint promise to tell, in a promise that is in force."""
    commit(promise, police_party)
    made = commit(promise, text=WORDS, target=MONTHLY)
    sign(promise, party, police_party)
    return Commitment.objects.unscoped("test").get(pk=made.pk)


def facts(**given: Any) -> AnnouncementFacts:
    told = {
        "audience": "Boende runt Resecentrum",
        "channel": "newsletter",
        "message": "Nu lyser det vid tunneln",
        "due": date(2026, 2, 15),
    }
    return AnnouncementFacts(**told | given)


def plan(point: Commitment, **given: Any) -> list[Announcement]:
    told = facts(**{"commitment": point} | given)
    return plan_announcements(promise=point.promise, facts=told, by=SYSTEM)


def done(row: Announcement, party: Party, on: date = date(2026, 2, 14)) -> Announcement:
    return tell(announcement=row, done_on=on, what="Nyhetsbrev 2", party=party, by=SYSTEM)


@pytest.mark.parametrize(
    ("every", "days"),
    [
        ("", ["2026-02-15"]),
        ("half", ["2026-02-15", "2026-08-15"]),
        ("quarter", ["2026-02-15", "2026-05-15", "2026-08-15", "2026-11-15"]),
    ],
)
def test_a_row_for_each_time_until_the_promise_is_over(
    point: Commitment, every: str, days: list[str]
) -> None:
    assert [str(row.due) for row in plan(point, every=every)] == days


def test_every_month_keeps_to_the_end_of_short_months(point: Commitment) -> None:
    rows = plan(point, every="month", due=date(2026, 1, 31))
    assert len(rows) == 12
    assert [str(row.due) for row in rows[:3]] == ["2026-01-31", "2026-02-28", "2026-03-31"]


def test_what_is_done_counts_for_the_joint_promise(point: Commitment, party: Party) -> None:
    first, second, *_rest = plan(point, every="month", due=date(2026, 1, 15))
    done(first, party, date(2026, 1, 14))
    row = done(second, party)
    _, came = results_of(point.promise, today=date(2026, 2, 20))
    assert (came.logged, came.result) == (2, "under_way")
    activity = Activity.objects.unscoped("test").get(pk=row.activity_id)
    assert activity.note == "nyheter med e-post: Nyhetsbrev 2"
    take_back(announcement=row, by=SYSTEM)
    _, came = results_of(point.promise, today=date(2026, 2, 20))
    assert came.logged == 1
    done(row, party)
    _, came = results_of(point.promise, today=date(2026, 2, 20))
    assert came.logged == 2
    assert AuditEvent.objects.filter(what="announcement.told").count() == 3


def test_without_a_commitment_it_is_only_told(point: Commitment, party: Party) -> None:
    (row,) = plan(point, commitment=None)
    assert done(row, party).activity is None
    assert not Activity.objects.unscoped("test").exists()


def test_a_second_press_tells_nothing_twice(point: Commitment, party: Party) -> None:
    (row,) = plan(point)
    done(row, party)
    with pytest.raises(WrongState, match="Det är gjort den 2026-02-14"):
        done(row, party)
    assert Activity.objects.unscoped("test").count() == 1


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"audience": " "}, "vem som ska få veta"),
        ({"message": ""}, "vem som ska få veta"),
        ({"channel": "rök"}, "Välj en kanal"),
        ({"every": "dag"}, "finns inte att välja"),
        ({"due": date(2020, 1, 1)}, "för långt därifrån"),
        ({"due": date(2030, 1, 1)}, "för långt därifrån"),
        ({"message": "Ring Kalle på 070-174 06 05"}, "personuppgifter"),
    ],
)
def test_a_row_that_does_not_fit(point: Commitment, given: dict[str, Any], said: str) -> None:
    with pytest.raises(Refused, match=said):
        plan(point, **given)
    assert not Announcement.objects.unscoped("test").exists()


def test_of_another_promise_or_another_party(
    point: Commitment, kommun: Kommun, party: Party, shops: Party
) -> None:
    other = commit(draft(kommun, party))
    with pytest.raises(Refused, match="ett annat löfte"):
        plan(point, commitment=other)
    with pytest.raises(Refused, match="står inte som part"):
        plan(point, party=shops)
    gone = draft(kommun, party, title="Ett till")
    discard_promise(promise=gone, by=SYSTEM)
    with pytest.raises(WrongState, match="kasserat"):
        plan_announcements(promise=gone, facts=facts(), by=SYSTEM)


def test_two_editors_at_once(point: Commitment, party: Party) -> None:
    (row,) = plan(point)
    change_announcement(
        announcement=row, facts=facts(message="Nya ord"), version=row.version, by=SYSTEM
    )
    with pytest.raises(ChangedMeanwhile):
        change_announcement(
            announcement=row, facts=facts(message="Andra ord"), version=1, by=SYSTEM
        )
    row.refresh_from_db()
    assert (row.message, row.commitment) == ("Nya ord", None)
    done(row, party)
    row.refresh_from_db()
    with pytest.raises(WrongState):
        change_announcement(announcement=row, facts=facts(), version=row.version, by=SYSTEM)


def test_a_row_is_struck_with_a_reason_that_stays(point: Commitment, coordinator: User) -> None:
    (row,) = plan(point)
    with pytest.raises(Refused, match="varför raden stryks"):
        drop(announcement=row, reason=" ", by=SYSTEM)
    drop(announcement=row, reason="Tidningen lades ner.", by=SYSTEM)
    row.refresh_from_db()
    with pytest.raises(WrongState, match="struken"):
        drop(announcement=row, reason="Igen", by=SYSTEM)
    with pytest.raises(WrongState, match="inte markerad"):
        take_back(announcement=row, by=SYSTEM)
    (line,) = plan_of(point.promise, coordinator, today=date(2026, 3, 1))
    assert line.standing == "dropped"
    assert waiting(date(2026, 3, 1)) == []


def test_what_is_late_is_counted() -> None:
    due = date(2026, 2, 15)
    told = [
        standing(due, None, dropped=False, today=day)
        for day in (date(2026, 1, 1), date(2026, 2, 10), due, date(2026, 2, 16))
    ]
    assert told == ["planned", "soon", "soon", "late"]
    assert standing(due, due, dropped=False, today=date(2027, 1, 1)) == "done"


def test_telling_serves_the_joint_promise_that_speaks_of_it(point: Commitment) -> None:
    points = list(Commitment.objects.unscoped("test").order_by("number"))
    assert served_by(points) == point
    assert served_by(points[:1]) is None


def test_owners_are_reminded_and_so_is_the_communicator(
    kommun: Kommun,
    point: Commitment,
    party: Party,
    communicator: User,
    coordinator: User,
    police: User,
    arrange: Any,
) -> None:
    (row,) = plan(point, party=party)
    with arrange():
        row.created_at = datetime(2026, 1, 5, tzinfo=UTC)
        row.save()
    (item,) = waiting(date(2026, 2, 16))
    assert (item.kind, item.text) == ("kommunikation", "Nu lyser det vid tunneln")
    assert set(receivers(item)) == {communicator, coordinator}
    now = datetime(2026, 2, 16, 12, tzinfo=UTC)
    (one,) = promised.due(now)
    one.work()
    letters = Letter.objects.unscoped("test").filter(kind="promise.reminder")
    assert {letter.subject for letter in letters} == {
        "Försenat sedan 2026-02-15: något att berätta"
    }
    assert all(url("announcement", row.pk) in letter.text for letter in letters)
    (todo,) = find(kommun, communicator, date(2026, 2, 16))
    assert todo.url == url("announcement", row.pk)
    assert list(find(kommun, police, date(2026, 2, 16))) == []
    done(row, party)
    states = Letter.objects.unscoped("test").values_list("state", flat=True)
    assert set(states) == {Letter.State.RECALLED}
    assert list(find(kommun, communicator, date(2026, 2, 16))) == []


def test_the_pages(
    point: Commitment, communicator: User, reviewer: User, outsider: User, party: Party, as_: Any
) -> None:
    client, promise = as_(communicator), point.promise
    assert "Ingen plan än" in text_of(client.get(url("communication", promise.pk)))
    form = text_of(client.get(url("announcement-new", promise.pk)))
    assert f'<option value="{point.pk}" selected>' in form
    answers = {
        "audience": "Boende", "message": "Nu lyser det", "channel": "press",
        "due": "2026-02-15", "every": "half", "commitment": str(point.pk), "party": "",
    }  # fmt: skip
    page = text_of(client.post(url("announcement-new", promise.pk), answers, follow=True))
    assert page.count("Nu lyser det</p>") == 2
    assert "Försenat" in page
    first = Announcement.objects.unscoped("test").order_by("due").first()
    assert first is not None
    change = answers | {"version": str(first.version), "message": "Nu är det ljust"}
    changed = client.post(url("announcement-change", first.pk), change, follow=True)
    assert "Nu är det ljust" in text_of(changed)
    late = client.post(url("announcement-change", first.pk), change)
    assert late.status_code == 422
    assert "hann ändra raden" in text_of(late)
    told = {
        "done_on": "2026-02-14", "party": str(party.pk), "what": "https://lyckeberga.example/nytt",
    }  # fmt: skip
    assert "Nu är det ljust" in text_of(client.get(url("announcement", first.pk)))
    page = text_of(client.post(url("announcement", first.pk), told, follow=True))
    assert "Raden är gjord." in page
    assert 'href="https://lyckeberga.example/nytt"' in page
    page = text_of(client.post(url("announcement-back", first.pk), follow=True))
    assert "Raden är öppen igen." in page
    gone = client.post(url("announcement-drop", first.pk), {"reason": "Hann inte"}, follow=True)
    assert "Hann inte" in text_of(gone)
    assert "Ny rad" not in text_of(as_(reviewer).get(url("communication", promise.pk)))
    assert as_(reviewer).get(url("announcement", first.pk)).status_code == 403
    assert as_(outsider).get(url("announcement", first.pk)).status_code == 404


def test_the_page_costs_the_same_for_many(
    point: Commitment, coordinator: User, as_: Any, django_assert_num_queries: Any
) -> None:
    plan(point, every="month", due=date(2026, 1, 15))
    client = as_(coordinator)
    client.get(url("communication", point.promise_id))
    with django_assert_num_queries(5):
        client.get(url("communication", point.promise_id))
