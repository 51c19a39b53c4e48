"""Answers that are kept and added to say what the same answers say when all are read anew."""

import pickle
import random
from copy import deepcopy
from dataclasses import replace

import numpy as np
import pytest
from django.core.cache import caches
from django.utils import timezone

from lofte.dialogue import actions
from lofte.dialogue.models import Answer, Dialogue
from lofte.dialogue.questionnaires.questions import GivenMark
from lofte.dialogue.results import stock
from lofte.dialogue.results.page import results_page
from lofte.dialogue.results.queries import answers_of
from lofte.management.due import run_due
from tests.dialogue.conftest import DEFINITION
from tests.dialogue.results.conftest import send
from tests.write_guard import arrange

WHY = "the test's own"
JOB = "svar till resultatsidan"


@pytest.fixture(autouse=True)
def reads(monkeypatch, calls_of):
    """Three answers are many here, and two are worth a file; how often all have been read."""
    monkeypatch.setattr(stock, "MANY", 3)
    monkeypatch.setattr(stock, "WORTH", 2)
    monkeypatch.setattr(stock, "AT_ONCE", 2)
    monkeypatch.setattr("lofte.dialogue.results.queries.MANY", 3)
    return calls_of(stock, "_read")


def some(dialogue, chance, first, many):
    """Answers of all kinds, some with a mark or two, some of a flood."""
    for n in range(first, first + many):
        values = {"kvall": str(chance.randint(1, 5)), "ar": chance.randint(0, 99)}
        values["avstatt"] = chance.sample(["torg", "buss"], chance.randint(0, 2))
        values["problem"] = {"skrap": chance.choice(["ja", "nej"])}
        for code in chance.sample(list(values), chance.randint(0, 2)):
            del values[code]
        marks = [
            GivenMark(question="otrygg", safe=False, near="torget", when=when, why=why)
            for when, why in chance.sample([(["kvall"], []), ([], ["morkt"]), ([], [])], 2)
        ][: chance.randint(0, 2)]
        send(dialogue, n, suspected=chance.random() < 0.3, marks=marks, ovrigt="ord", **values)


def anew(dialogue, by, monkeypatch, **asked):
    with monkeypatch.context() as patch:
        patch.setattr(stock, "MANY", 10**9)
        return results_page(dialogue, by, **asked)


def plain(page):
    """Without the arrays, which have no equality."""
    weighed = page.weighed and replace(page.weighed, sample=None, cells=None, cell=None, kept=None)
    return replace(page, weighed=weighed)


@pytest.mark.parametrize("seed", range(4))
def test_kept_and_added_to_is_the_same_as_read_anew(
    seed, dialogue, coordinator, monkeypatch, reads
):
    chance, there = random.Random(seed), 0
    some(dialogue, chance, there, 4)
    for many in (0, 1, 1, 5, 3):
        some(dialogue, chance, there + 100, many)
        there += many
        for suspected in (True, False):
            page = results_page(dialogue, coordinator, suspected=suspected)
            assert page == anew(dialogue, coordinator, monkeypatch, suspected=suspected)
    kept = [one for one in reads if stock.MANY == 3]
    assert len(kept) == 11  # once for the file, the rest for the comparison


def test_the_page_says_what_the_answers_say(dialogue, coordinator):
    """Counted here from each answer by itself."""
    some(dialogue, random.Random(9), 0, 12)
    results_page(dialogue, coordinator)
    some(dialogue, random.Random(10), 100, 20)
    page = results_page(dialogue, coordinator)
    rows = list(Answer.objects.unscoped(WHY).values_list("values", flat=True))
    found = {(one.result.item.code, one.result.item.row): one.result for one in page.shown}
    for result in found.values():
        code, row = result.item.code, result.item.row
        given = [one.get(code, {}).get(row) if row else one.get(code) for one in rows]
        lists = [one if isinstance(one, list) else [one] for one in given if one]
        assert result.base == len(lists)
        assert result.missing == len(rows) - len(lists)
        for line in result.lines:
            assert line.count == sum(line.code in one for one in lists), (code, line.code)
    years = sorted(one["ar"] for one in rows if "ar" in one)
    told = page.amounts[0]
    assert (told.base, told.least, told.most) == (len(years), years[0], years[-1])
    assert told.median == np.median(years)


def test_a_sample_is_weighed_alike(survey, coordinator, monkeypatch, reads):
    for _ in range(2):
        page = results_page(survey, coordinator)
        assert plain(page) == plain(anew(survey, coordinator, monkeypatch))
        assert page.weighed.counted == 32
    assert len(reads) == 3


def test_marks_are_counted_by_person(dialogue, coordinator):
    at = GivenMark(question="otrygg", safe=False, near="torget", when=["kvall"])
    for n in range(3):
        send(dialogue, n, marks=[at])
    assert answers_of(dialogue).said_of_marks() == [("otrygg", ["kvall"], [], 3)]
    send(dialogue, 4, marks=[at, at], suspected=True)
    found = answers_of(dialogue)
    assert (found.of_kind(), found.said_of_marks()[0][-1]) == ({"unsafe": 5}, 4)
    found = answers_of(dialogue, suspected=False)
    assert (found.of_kind(), found.suspected) == ({"unsafe": 3}, 1)


def test_a_new_version_of_the_form_reads_all_again(dialogue, coordinator, reads):
    some(dialogue, random.Random(1), 0, 4)
    answers_of(dialogue)
    changed = deepcopy(DEFINITION["questions"])
    changed[0] |= {"version": 2, "options": changed[0]["options"][:4]}
    changed[1]["version"] = 2
    form = actions.change_questionnaire(
        questionnaire=dialogue.questionnaire,
        definition=DEFINITION | {"questions": changed},
        by=coordinator,
    )
    actions.use_version(dialogue=dialogue, questionnaire=form, by=coordinator)
    now = Dialogue.objects.unscoped(WHY).get(pk=dialogue.pk)
    assert [one.version for one in answers_of(now).forms] == [1, 2]
    send(now, "new", kvall="3")
    answers_of(now)
    assert len(reads) == 2
    gone = {one.result.item.same: one.result for one in results_page(now, coordinator).gone}
    assert set(gone) >= {("avstatt", "", 1)}


def test_more_than_can_be_looked_up_are_read_again(dialogue, monkeypatch, reads):
    some(dialogue, random.Random(1), 0, 4)
    answers_of(dialogue)
    monkeypatch.setattr(stock, "MOST_NEW", 1)
    some(dialogue, random.Random(2), 10, 2)
    assert len(answers_of(dialogue)) == 6
    assert len(answers_of(dialogue)) == 6
    assert len(reads) == 2


def test_a_database_that_was_put_back_is_read_again(dialogue, reads):
    """The file knows an answer that the copy of the database does not, and the other way round."""
    some(dialogue, random.Random(1), 0, 4)
    answers_of(dialogue)
    with arrange():
        Answer.objects.unscoped(WHY).first().delete()
    send(dialogue, 9, kvall="1")
    found = answers_of(dialogue)
    assert len(found) == 4
    assert answers_of(dialogue).columns.numbers["ar"].shape == (4,)
    assert len(reads) == 2


def test_the_file_holds_no_word_and_no_order(dialogue):
    for n in range(4):
        at = GivenMark(question="otrygg", safe=False, near="Hemliga gränden")
        send(dialogue, n, kvall="1", ovrigt=f"Jag heter Anna {n}", marks=[at])
    answers_of(dialogue)
    for n in range(4, 9):
        send(dialogue, n, kvall="2", ovrigt="Mer")
        answers_of(dialogue)
    kept = caches["default"].get(stock._name(dialogue))
    told = pickle.dumps(kept)
    assert not any(word.encode() in told for word in ("Anna", "Hemliga", "Mer"))
    assert kept.keys.tolist() == sorted(kept.keys.tolist())


@pytest.mark.usefixtures("_today")
def test_what_is_due_keeps_large_dialogues_ahead_of_the_viewer(dialogue, coordinator, reads):
    some(dialogue, random.Random(1), 0, 2)
    assert JOB not in list(run_due(timezone.now()))
    some(dialogue, random.Random(2), 10, 2)
    assert JOB in list(run_due(timezone.now()))
    assert JOB not in list(run_due(timezone.now()))
    some(dialogue, random.Random(3), 20, 1)
    assert JOB in list(run_due(timezone.now()))
    reads.clear()
    assert results_page(dialogue, coordinator).answers == 5
    assert not reads
