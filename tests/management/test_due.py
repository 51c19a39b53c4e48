"""The scheduler: at any interval, twice at once, after a pause; each due thing exactly once."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command
from django.db import connection

from lofte.audit.actions import SYSTEM
from lofte.audit.models import AuditEvent, Occasion
from lofte.incidents.actions import Report, receive_many
from lofte.incidents.models import Category
from lofte.management.due import run_due
from lofte.management.dues import news, pictures, sweeping
from lofte.places.actions import Settings, change_settings
from lofte.situation.models import Picture
from lofte.situation.states import State

MONDAY = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)  # week 48 has begun


@pytest.fixture
def reports(kommun, party, reporter):
    category = Category.objects.unscoped("the test's own").filter(kommun=kommun).first()
    given = [
        (party, reporter, Report(started_at=MONDAY - timedelta(days=n), categories=(category,)))
        for n in range(1, 120)
    ]
    receive_many(kommun=kommun, reports=given, by=SYSTEM)


def periods(kommun):
    rows = Picture.objects.unscoped("the test's own").filter(kommun=kommun)
    return sorted(rows.exclude(state=State.DISCARDED).values_list("period_key", flat=True))


@pytest.mark.django_db
def test_a_period_that_has_ended_gets_a_draft_that_anybody_may_freeze(kommun, reports):
    said = list(run_due(MONDAY))
    assert f"lägesbild {kommun.code} 2026-W47" in said
    picture = Picture.objects.unscoped("the test's own").get(period_key="2026-W47")
    assert (picture.state, picture.compiled_by) == (State.DRAFT, None)


@pytest.mark.django_db
def test_running_again_does_nothing_more(kommun, reports):
    assert list(run_due(MONDAY))
    before = AuditEvent.objects.count()
    assert list(run_due(MONDAY + timedelta(minutes=1))) == []
    assert AuditEvent.objects.count() == before


@pytest.mark.django_db
def test_after_a_pause_every_missed_period_gets_its_draft_once(kommun, reports):
    list(run_due(MONDAY - timedelta(weeks=2)))
    assert "2026-W46" not in periods(kommun)
    list(run_due(MONDAY))
    made = periods(kommun)
    assert {"2026-W45", "2026-W46", "2026-W47"} <= set(made)
    assert len(made) == len(set(made))


@pytest.mark.django_db
def test_a_picture_that_a_person_made_is_left_alone(kommun, reports, coordinator):
    from lofte.analysis.periods import parse
    from lofte.situation.actions import compile_picture

    mine = compile_picture(kommun=kommun, period=parse("2026-W47"), by=coordinator)
    list(run_due(MONDAY))
    found = Picture.objects.unscoped("the test's own").filter(period_key="2026-W47")
    assert [row.pk for row in found] == [mine.pk]


@pytest.mark.django_db
def test_a_kommun_without_reports_is_no_fault_and_is_tried_again(kommun):
    said = list(run_due(MONDAY))
    assert not any("lägesbild" in line for line in said)
    assert periods(kommun) == []
    assert not Occasion.objects.filter(job="lägesbild").exists()


@pytest.mark.django_db
def test_what_fails_is_said_and_is_due_again(kommun, reports, monkeypatch, caplog):
    def broken(**_):
        raise RuntimeError("disken är full")

    with monkeypatch.context() as patch:
        patch.setattr(pictures.situation, "compile_picture", broken)
        said = list(run_due(MONDAY))
    assert f"lägesbild {kommun.code} 2026-W47: misslyckades, försöks igen nästa gång" in said
    assert not Occasion.objects.filter(job="lägesbild").exists()
    assert any(line.startswith("utgångna inloggningar") for line in said)  # the rest was done
    list(run_due(MONDAY))
    assert "2026-W47" in periods(kommun)


@pytest.mark.django_db(transaction=True)
def test_two_schedulers_at_once_do_each_thing_once(kommun, reports):
    gate, told, faults = threading.Barrier(2), [], []

    def run():
        try:
            gate.wait(timeout=20)
            told.extend(run_due(MONDAY))
        except Exception as error:  # the thread's own
            faults.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert faults == []
    assert len(told) == len(set(told)) == Occasion.objects.count()
    made = periods(kommun)
    assert len(made) == len(set(made)) > 0


@pytest.mark.django_db
def test_the_police_are_asked_once_a_slot_whoever_runs(kommun, settings, monkeypatch):
    visits = []
    monkeypatch.setattr(news, "visit", lambda: visits.append(1))
    list(run_due(MONDAY))
    assert visits == []  # nobody follows the news
    change_settings(kommun=kommun, settings=Settings(news_on=True), by=SYSTEM)
    settings.LOFTE_NEWS_USER_AGENT = "Lofte test (test@lyckeberga.example)"
    list(run_due(MONDAY))
    list(run_due(MONDAY + timedelta(minutes=1)))
    assert visits == [1]
    list(run_due(MONDAY + timedelta(minutes=11)))
    assert visits == [1, 1]


@pytest.mark.django_db
def test_a_user_agent_without_contact_is_logged_and_nobody_is_asked(settings, tmp_path, caplog):
    settings.LOFTE_NEWS_USER_AGENT = "x"
    news.visit()
    assert caplog.records


@pytest.mark.django_db
def test_the_command_tells_what_it_did(kommun, reports, capsys):
    call_command("due")
    assert "utgångna inloggningar" in capsys.readouterr().out
    call_command("due")
    assert "Inget var dags" in capsys.readouterr().out


@pytest.mark.django_db
def test_old_files_are_swept_once_a_day(kommun, monkeypatch):
    swept = []
    monkeypatch.setattr(sweeping, "sweep", swept.append)
    assert "städning 2026-11-23" in list(run_due(MONDAY))
    list(run_due(MONDAY + timedelta(hours=3)))
    assert swept == [MONDAY]
    list(run_due(MONDAY + timedelta(days=1)))
    assert len(swept) == 2
