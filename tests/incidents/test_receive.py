"""A report is taken in once, whole, and read by the guard on its way in."""

import sqlite3
import threading
import uuid
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, connection, connections

from lofte.audit.actions import SYSTEM
from lofte.audit.models import AuditEvent
from lofte.audit.refusals import Refused
from lofte.incidents.actions import Report, receive, receive_many, seed_categories
from lofte.incidents.models import Category, Incident, IncidentCategory
from lofte.incidents.taxonomy import SEEDS
from lofte.people.models import Party, User
from lofte.places.models import Kommun
from tests import cast
from tests.incidents.conftest import Send
from tests.incidents.reports import FRIDAY, PERSONNUMMER, PHONE, a_report, last_act, place, told


def all_reports() -> list[Incident]:
    return list(Incident.objects.unscoped("test"))


def test_a_report_waits_for_a_reviewer_with_its_place_area_and_square(
    send: Send, kommun: Kommun, reporter: User
) -> None:
    incident = send()
    assert (incident.state, incident.version) == ("received", 1)
    assert (incident.x, incident.y) == (cast.OX + 1_050, cast.OY + 2_050)
    assert incident.cell == "E561000N6542000"
    assert incident.area.name == "Lyckeberga väst"
    assert [kind.category.code for kind in incident.kinds.all()] == ["damage"]
    event = last_act()
    assert (event.what, event.by_name) == ("incident.received", reporter.name)
    assert event.by_party == "bostadsföretag i Lyckeberga"
    assert event.kommun_code == "9901"


def test_a_report_without_a_point_is_kept_all_the_same(send: Send) -> None:
    incident = send(place=None, near="vid gångtunneln")
    assert (incident.x, incident.area, incident.cell) == (None, None, "")


def test_a_point_outside_every_area_has_no_area(send: Send) -> None:
    assert send(place=None, x=cast.OX - 500, y=cast.OY - 500).area is None


def test_the_guard_reads_the_text_and_the_description_of_the_place(send: Send) -> None:
    incident = send(text=f"Hans nummer är {PERSONNUMMER}", near=f"ring {PHONE}")
    assert {(w["field"], w["kind"]) for w in incident.warnings} == {
        ("text", "personnummer"),
        ("near", "phone"),
    }
    assert last_act().details == {"warnings": 2}
    assert not [row for row in told() if PERSONNUMMER in row or PHONE in row]


def test_nothing_to_report_is_a_report_that_needs_no_review(send: Send) -> None:
    assert send(nothing=True, categories=(), place=None).state == "confirmed"
    assert send(nothing=True, categories=(), text="Lugnt").state == "received"


# --- the same report twice ---------------------------------------------------------------------


def test_a_report_sent_twice_is_one(send: Send) -> None:
    number = uuid.uuid4()
    first = send(client_id=number, text="Klotter")
    again = send(client_id=number, text="Klotter")
    assert again.pk == first.pk
    assert len(all_reports()) == 1
    assert last_act().what == "incident.received_again"


def test_the_number_of_another_persons_report_gives_nothing_away(
    send: Send, reporter: User, reviewer: User
) -> None:
    number = uuid.uuid4()
    send(client_id=number)
    with pytest.raises(Refused, match="togs inte emot"):
        send(by=reviewer, client_id=number)
    assert len(all_reports()) == 1


def test_whoever_comes_second_gets_the_first_report(send: Send) -> None:
    number = uuid.uuid4()
    first = send(client_id=number)
    assert send(client_id=number).pk == first.pk
    assert last_act().what == "incident.received_again"


def test_another_fault_of_the_table_is_not_taken_for_a_report_that_came_before(
    send: Send,
) -> None:
    with pytest.raises(IntegrityError):
        send(seriousness=9)
    assert not all_reports()


@pytest.fixture
def reached_by_threads(
    transactional_db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Any:
    """Calls made in threads, each with its own connection to one database that locks as a real one.

    SQLite's database in memory cannot be waited for, so its threads meet in a copy on disk.
    """

    def run(*calls: Any) -> None:
        if connection.vendor == "sqlite":
            file = tmp_path / "copy.sqlite3"
            with sqlite3.connect(file) as copy:
                connection.connection.backup(copy)
            copy.close()
            monkeypatch.setitem(connections.settings["default"], "NAME", str(file))
        threads = [threading.Thread(target=call) for call in calls]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    return run


def test_two_phones_at_once_make_one_report(
    reached_by_threads: Any, kommun: Kommun, housing_party: Party, reporter: User
) -> None:
    number, gate, found = uuid.uuid4(), threading.Barrier(2), []
    report = a_report(kommun, client_id=number)

    def phone() -> None:
        try:
            gate.wait(10)
            made = receive(kommun=kommun, party=housing_party, report=report, by=reporter)
            rows = Incident.objects.unscoped("test").filter(client_id=number).count()
            found.append((made.pk, rows))
        finally:
            connections.close_all()

    reached_by_threads(phone, phone)
    assert len(found) == 2
    assert found[0] == found[1]
    assert found[0][1] == 1


# --- all or nothing ------------------------------------------------------------------------------


def test_a_report_that_fails_midway_leaves_nothing(
    send: Send, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: Any, **kwargs: Any) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(IncidentCategory.objects, "bulk_create", fail)
    with pytest.raises(ZeroDivisionError):
        send()
    assert not all_reports()
    assert not AuditEvent.objects.exists()


# --- many at once, and the list to start from ----------------------------------------------------


def test_many_reports_are_confirmed_at_once_but_for_those_with_marks(
    kommun: Kommun, housing_party: Party, reporter: User
) -> None:
    given = [
        (housing_party, reporter, a_report(kommun, text="Klotter")),
        (housing_party, None, a_report(kommun, text=f"Ring {PHONE}", ended_at=FRIDAY)),
    ]
    assert receive_many(kommun=kommun, reports=given, by=SYSTEM) == 2
    clean, marked = sorted(all_reports(), key=lambda row: len(row.warnings))
    assert (clean.state, marked.state) == ("confirmed", "received")
    assert clean.received_at == FRIDAY
    assert IncidentCategory.objects.count() == 2
    assert last_act().details == {"count": 2}
    assert not [row for row in told() if PHONE in row]


def test_a_kommun_keeps_the_categories_that_it_has(kommun: Kommun, arrange: Any) -> None:
    with arrange():
        Category.objects.create(kommun=kommun, code="SKAD", label_sv="Vandalism och sånt")
    made = seed_categories(kommun=kommun, by=SYSTEM)
    assert len(made) == len(SEEDS)
    assert made[0].label_sv == "Vandalism och sånt"
    graffiti = next(row for row in made if row.code == "SKAD-K")
    assert graffiti.parent == made[0]
    seed_categories(kommun=kommun, by=SYSTEM)
    rows = Category.objects.unscoped("test").filter(kommun=kommun)
    assert rows.count() == len(SEEDS) + len(cast.CATEGORIES)


def test_names_are_written_out(send: Send) -> None:
    incident = send()
    assert str(incident) == f"Rapport {incident.pk}"
    assert str(incident.kinds.first()).startswith(f"{incident.pk}: ")
    assert str(Report(started_at=FRIDAY).client_id)
    assert str(place(incident.kommun)) == "Resecentrum"
