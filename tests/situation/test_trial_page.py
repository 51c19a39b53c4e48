"""The page "Hur bra är den här bilden?": what is kept, who may try again, and when it cannot be."""

from datetime import date

import numpy as np
import pytest

from lofte.audit.actions import SYSTEM
from lofte.incidents.actions import Report, receive_many
from lofte.incidents.models import Category
from lofte.management.dues import NotYet, trials
from lofte.situation.extract import NothingToShow
from lofte.situation.render import honesty as drawn
from lofte.situation.trial import kept as module
from lofte.situation.trial.kept import NotTried, kept, try_again
from tests.management.test_due import MONDAY

PAGE = "/arbete/lyckeberga/lagesbilder/traffar/"
TODAY = date(2026, 11, 23)


def reports(kommun, party, reporter, days):
    """One a day at three corners."""
    category = Category.objects.unscoped("the test's own").filter(kommun=kommun).first()
    given = []
    for n in range(1, days + 1):
        x, y = 383_000.0 + 400 * (n % 3), 6_470_000.0 + 300 * (n % 3)
        when = MONDAY - np.timedelta64(n, "D").item()
        report = Report(started_at=when, categories=(category,), x=x, y=y)
        given.append((party, reporter, report))
    receive_many(kommun=kommun, reports=given, by=SYSTEM)


@pytest.fixture
def year(kommun, party, reporter):
    reports(kommun, party, reporter, 180)


def text_of(response):
    return " ".join(response.content.decode().split())


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.mark.django_db
def test_before_the_first_trial_the_page_says_what_is_needed(kommun, coordinator, as_):
    text = text_of(as_(coordinator).get(PAGE))
    assert "Bilden är inte prövad än" in text
    assert "minst tolv hela veckor" in text
    assert "Säger bilden något när inget har hänt?" in text


@pytest.mark.django_db
def test_what_is_kept_is_shown_to_everyone_who_may_see_pictures(kommun, year, leader, as_):
    try_again(kommun, TODAY)
    text = text_of(as_(leader).get(PAGE))
    for words in ("så ofta som lotten", "Alla siffror", "PAI 1", "Ingenting är inställt"):
        assert words in text
    assert kept(kommun).last_day == "2026-11-22"


@pytest.mark.django_db
def test_the_page_never_works_anything_out(kommun, coordinator, as_, monkeypatch):
    monkeypatch.setattr(module, "trial", lambda *a, **k: pytest.fail("worked out in a request"))
    assert as_(coordinator).get(PAGE).status_code == 200
    assert as_(coordinator).post(PAGE).status_code == 405


@pytest.mark.django_db
def test_a_reporter_has_no_such_page(kommun, reporter, as_):
    assert as_(reporter).get(PAGE).status_code == 403


@pytest.mark.django_db
def test_without_evidence_there_is_nothing_to_try(kommun):
    with pytest.raises(NothingToShow):
        try_again(kommun, TODAY)


@pytest.mark.django_db
def test_too_little_evidence_is_told_and_due_again(kommun, party, reporter):
    reports(kommun, party, reporter, 30)
    with pytest.raises(NotTried, match="hela veckor"):
        try_again(kommun, TODAY)
    (due,) = trials.due(MONDAY)
    assert due.key == f"{kommun.code} 2026-W48"
    with pytest.raises(NotYet, match="hela veckor"):
        due.work()


@pytest.mark.django_db
def test_the_same_evidence_is_not_tried_twice(kommun, year, monkeypatch):
    (due,) = trials.due(MONDAY)
    due.work()
    first = kept(kommun)
    monkeypatch.setattr(module, "trial", lambda *a, **k: pytest.fail("tried twice"))
    assert try_again(kommun, TODAY) == first


@pytest.mark.django_db
def test_a_kept_trial_of_another_version_is_forgotten(kommun, year):
    try_again(kommun, TODAY)
    module._path(kommun).write_text("{}")
    assert kept(kommun) is None
    assert try_again(kommun, TODAY).weeks > 0


def test_the_honesty_figures_come_from_the_file_with_a_table_each():
    told = drawn.honesty()
    assert "löftet är högst 5" in told.lead
    assert told.quiet.columns[0] == "Metod"
    assert any("inget löfte" in row for row in told.quiet.rows)
    (rises,) = told.charts
    assert len(rises.table.rows) == 6
    assert "<svg" in rises.svg


def test_figures_of_earlier_methods_say_so():
    told = {"towns": 10, "quiet": {"uniform": {"more_than_normal": 0.0, "gi_star_counts": 0.0}}}
    assert drawn.OLDER in drawn._lead(told)
    assert drawn.OLDER not in drawn._lead(told | {"sources": "a hash"})


def test_rises_that_are_seldom_seen_are_told_so():
    curve = {"normal": 2.0, "times": [1.0, 6.0], "found": [0.0, 0.1]}
    assert drawn._rises_title([curve]) == "Bilden ser sällan ökningar på en enda plats"
