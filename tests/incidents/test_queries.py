"""What leaves the room: place, time and category. Text and identity stay."""

import dataclasses
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
from django.utils import timezone

from lofte.incidents.actions import receive
from lofte.incidents.models import Category, Incident
from lofte.incidents.queries import (
    active_categories,
    active_reporters,
    at_place,
    first_day,
    mine,
    months_at_place,
    next_in_queue,
    occurrences,
    queue,
)
from lofte.incidents.review.actions import confirm
from lofte.people.models import User
from lofte.places.models import Kommun
from tests import cast
from tests.incidents.conftest import Send
from tests.incidents.reports import a_report, category, place

UTC = ZoneInfo("UTC")
STOCKHOLM = ZoneInfo("Europe/Stockholm")
WEEK = (date(2026, 11, 16), date(2026, 11, 23))


def local(*numbers: int) -> datetime:
    return datetime(*numbers, tzinfo=STOCKHOLM)  # type: ignore[arg-type]


def test_only_confirmed_reports_of_something_are_counted(
    send: Send, confirmed: Send, kommun: Kommun
) -> None:
    send()
    confirmed()
    confirmed(nothing=True, categories=())
    assert len(occurrences(kommun, *WEEK).x) == 1


def test_text_and_identity_do_not_leave(confirmed: Send, kommun: Kommun, reporter: User) -> None:
    confirmed(text="Skrämmande samling", near="vid lekplatsen")
    out = str(dataclasses.asdict(occurrences(kommun, *WEEK)))
    for secret in ("Skrämmande", "lekplatsen", reporter.name, reporter.email):
        assert secret not in out
    names = {field.name for field in dataclasses.fields(occurrences(kommun, *WEEK))}
    assert names == {"x", "y", "start", "end", "category", "categories", "party", "parties",
                     "newcomer"}  # fmt: skip


def test_a_report_of_several_kinds_is_counted_once_under_the_first_in_order(
    confirmed: Send, kommun: Kommun
) -> None:
    kinds = (category(kommun, "drugs"), category(kommun, "damage"))
    confirmed(categories=kinds)
    found = occurrences(kommun, *WEEK)
    assert [label for _, label in found.categories] == list(cast.CATEGORIES.values())
    assert [found.categories[i][0] for i in found.category] == ["damage"]


def test_planned_events_and_good_things_alone_are_not_counted(
    confirmed: Send, kommun: Kommun, arrange: Any
) -> None:
    with arrange():
        good = Category.objects.create(
            kommun=kommun, code="POS", label_sv="Något bra", in_picture=False, order=0
        )
    confirmed(categories=(good,))
    confirmed(categories=(good, category(kommun, "drugs")))
    found = occurrences(kommun, *WEEK)
    assert [found.categories[i][0] for i in found.category] == ["drugs"]
    assert "POS" not in dict(found.categories)


def test_a_report_without_a_kind_is_counted_as_other(confirmed: Send, kommun: Kommun) -> None:
    confirmed(categories=())
    found = occurrences(kommun, *WEEK)
    assert found.category.tolist() == [len(found.categories) - 1]


def test_a_kommun_without_categories_still_counts(
    confirmed: Send, kommun: Kommun, arrange: Any
) -> None:
    with arrange():
        Category.objects.unscoped("test").filter(kommun=kommun).update(in_picture=False)
    confirmed(categories=())
    assert occurrences(kommun, *WEEK).categories == (("ÖVR", "Annat"),)


def test_the_period_begins_and_ends_at_local_midnight(confirmed: Send, kommun: Kommun) -> None:
    confirmed(started_at=local(2026, 11, 15, 23, 59))
    inside = [local(2026, 11, 16, 0, 0), local(2026, 11, 22, 23, 59)]
    for moment in inside:
        confirmed(started_at=moment)
    confirmed(started_at=local(2026, 11, 23, 0, 0))
    found = occurrences(kommun, *WEEK)
    assert found.start.tolist() == [moment.replace(tzinfo=None) for moment in inside]


def test_times_are_the_wall_clock_of_the_day_in_summer_and_winter(
    confirmed: Send, kommun: Kommun
) -> None:
    confirmed(started_at=datetime(2026, 7, 1, 20, 0, tzinfo=UTC))
    confirmed(started_at=datetime(2026, 11, 1, 20, 0, tzinfo=UTC))
    found = occurrences(kommun, date(2026, 1, 1), date(2027, 1, 1))
    assert [moment.hour for moment in found.start.tolist()] == [22, 21]


def test_an_event_across_the_hour_that_comes_twice_does_not_end_before_it_starts(
    confirmed: Send, kommun: Kommun
) -> None:
    start = datetime(2026, 10, 25, 0, 50, tzinfo=UTC)  # 02:50 summer time
    confirmed(started_at=start, ended_at=start + timedelta(minutes=20))  # 02:10 winter time
    found = occurrences(kommun, date(2026, 10, 1), date(2026, 11, 1))
    assert found.end[0] == found.start[0] == np.datetime64("2026-10-25T02:50:00")


def test_a_report_without_a_point_or_an_end_has_neither(confirmed: Send, kommun: Kommun) -> None:
    confirmed(place=None, near="någonstans")
    found = occurrences(kommun, *WEEK)
    assert np.isnan(found.x[0])
    assert np.isnat(found.end[0])


def test_whoever_looked_and_saw_nothing_was_active_too(
    send: Send, kommun: Kommun, reviewer: User
) -> None:
    assert first_day(kommun) is None
    send()
    send()
    send(by=reviewer, nothing=True, categories=())
    assert active_reporters(kommun, *WEEK) == 2
    assert active_reporters(kommun, date(2026, 11, 23), date(2026, 11, 30)) == 0
    assert first_day(kommun) == date(2026, 11, 20)


# --- who sees which report ------------------------------------------------------------------------


def seen_by(user: User) -> int:
    return Incident.objects.visible_to(user).count()


def test_the_group_sees_all_a_reporter_the_own_and_a_leader_none(
    send: Send,
    reporter: User,
    reviewer: User,
    coordinator: User,
    police: User,
    leader: User,
    communicator: User,
    administrator: User,
    outsider: User,
) -> None:
    send()
    send(by=reviewer)
    assert [seen_by(user) for user in (reviewer, coordinator, police)] == [2, 2, 2]
    assert seen_by(reporter) == 1
    assert [seen_by(u) for u in (leader, communicator, administrator, outsider)] == [0] * 4


def test_the_product_itself_sees_no_report_as_its_own(send: Send, kommun: Kommun) -> None:
    class Group:
        def kommun_ids(self) -> frozenset[int]:
            return frozenset({kommun.pk})

        def sees_group_of(self, kommun_id: int) -> bool:
            return False

    send()
    assert not Incident.objects.visible_to(Group()).exists()


def test_a_reporter_does_not_see_them_from_another_kommun(
    send: Send, reporter: User, other_kommun: Kommun
) -> None:
    send()
    assert mine(other_kommun, reporter).count() == 0


# --- the queue and the lists -----------------------------------------------------------------


def test_the_queue_holds_what_waits_the_oldest_first(
    send: Send, confirmed: Send, reviewer: User
) -> None:
    confirmed()
    first, second = send(), send()
    assert list(queue(first.kommun, reviewer)) == [first, second]


def test_the_queue_goes_on_after_the_one_at_hand_and_begins_again(
    send: Send, reviewer: User
) -> None:
    first, second, third = send(), send(), send()
    assert next_in_queue(first, reviewer) == second
    assert next_in_queue(third, reviewer) == first
    assert next_in_queue(confirm(incident=second, version=1, by=reviewer), reviewer) == third


def test_a_lone_report_has_none_after_it(send: Send, reviewer: User) -> None:
    assert next_in_queue(send(), reviewer) is None


def test_a_place_tells_its_confirmed_reports_by_month(
    confirmed: Send, send: Send, kommun: Kommun, reviewer: User, leader: User
) -> None:
    send()
    confirmed(started_at=local(2026, 10, 31, 23, 30))
    new = confirmed(started_at=local(2026, 11, 1, 0, 30))
    confirmed(nothing=True, categories=())
    station = place(kommun)
    assert months_at_place(station, reviewer) == [(date(2026, 11, 1), 1), (date(2026, 10, 1), 1)]
    assert at_place(station, reviewer)[1] == new
    assert months_at_place(station, leader) == []


def test_a_category_is_offered_while_it_is_in_use(kommun: Kommun, arrange: Any) -> None:
    today = timezone.localdate()
    with arrange():
        rows = Category.objects.unscoped("test").filter(kommun=kommun)
        rows.filter(code="damage").update(active_to=today - timedelta(days=1))
        rows.filter(code="drugs").update(active_from=today + timedelta(days=1))
        rows.filter(code="traffic").update(active_from=today, active_to=today)
    assert [c.code for c in active_categories(kommun, today)] == ["disorder", "traffic"]
    assert str(category(kommun, "damage")) == "Skadegörelse"


def test_one_party_is_named_once(
    confirmed: Send, kommun: Kommun, reviewer: User, party: Any
) -> None:
    confirmed()
    confirmed()
    incident = receive(kommun=kommun, party=party, report=a_report(kommun), by=reviewer)
    confirm(incident=incident, version=1, by=reviewer)
    found = occurrences(kommun, *WEEK)
    assert found.parties == ("bostadsföretag i Lyckeberga", "enhet i kommunen i Lyckeberga")
    assert found.party.tolist() == [0, 0, 1]
